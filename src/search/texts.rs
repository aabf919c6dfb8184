//! Documents as results show them → blocks of texts, of which a query loads those of its results.

use serde::Serialize;

/// A document to be shown.
pub struct Shown<'a> {
    /// Its id, or the number of the paragraph.
    pub id: String,
    /// Its address; empty where it follows from the id.
    pub url: String,
    /// How it is cited; "~" stands for what its meeting's references begin with.
    pub reference: String,
    /// The words that it hangs from.
    pub leads: Vec<&'a str>,
    /// Its own words.
    pub text: &'a str,
    /// Its themes.
    pub themes: &'a [usize],
    /// Its meetings.
    pub meetings: Vec<usize>,
}

/// Texts as they are shown: their leads, and for each its id, address, reference, leads, words, themes and
/// meetings.
#[derive(Serialize, Default)]
pub struct Block<'a> {
    leads: Vec<&'a str>,
    documents: Vec<InBlock<'a>>,
}

/// Id, address, reference, leads, words, themes, meetings.
type InBlock<'a> = (
    &'a str,
    &'a str,
    &'a str,
    Vec<usize>,
    &'a str,
    &'a [usize],
    &'a [usize],
);

/// So many documents make a block.
#[must_use]
pub fn blocks<'a>(shown: &'a [Shown<'a>], each: usize) -> Vec<Block<'a>> {
    shown.chunks(each.max(1)).map(Block::of).collect()
}

impl<'a> Block<'a> {
    fn of(shown: &'a [Shown<'a>]) -> Self {
        let mut block = Self::default();
        for shown in shown {
            let leads = shown.leads.iter().map(|lead| place(&mut block.leads, lead));
            block.documents.push((
                &shown.id,
                &shown.url,
                &shown.reference,
                leads.collect(),
                shown.text,
                shown.themes,
                &shown.meetings,
            ));
        }
        block
    }
}

/// Where a lead stands in the list; new ones are added.
fn place<'a>(leads: &mut Vec<&'a str>, lead: &'a str) -> usize {
    leads
        .iter()
        .rposition(|held| *held == lead)
        .unwrap_or_else(|| {
            leads.push(lead);
            leads.len() - 1
        })
}
