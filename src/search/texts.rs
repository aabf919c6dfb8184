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

/// Texts as they are shown: their leads, and what each document has, column by column, since like stands beside like and
/// compresses better.
#[derive(Serialize, Default)]
pub struct Block<'a> {
    leads: Vec<&'a str>,
    /// How many parts an id shares with the one before it, and its other parts.
    ids: Vec<String>,
    urls: Vec<&'a str>,
    references: Vec<&'a str>,
    /// Places in `leads`.
    under: Vec<Vec<usize>>,
    themes: Vec<&'a [usize]>,
    meetings: Vec<&'a [usize]>,
    texts: Vec<&'a str>,
}

/// So many documents make a block.
#[must_use]
pub fn blocks<'a>(shown: &'a [Shown<'a>], each: usize) -> Vec<Block<'a>> {
    shown.chunks(each.max(1)).map(Block::of).collect()
}

impl<'a> Block<'a> {
    fn of(shown: &'a [Shown<'a>]) -> Self {
        let mut block = Self::default();
        let mut before = "";
        for shown in shown {
            let leads = shown.leads.iter().map(|lead| place(&mut block.leads, lead));
            block.under.push(leads.collect());
            block.ids.push(behind(&shown.id, before));
            block.urls.push(&shown.url);
            block.references.push(&shown.reference);
            block.themes.push(shown.themes);
            block.meetings.push(&shown.meetings);
            block.texts.push(shown.text);
            before = &shown.id;
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

/// An id as it is written behind another: "3vi" behind "4.46.j.v" is "4.46.j.vi".
fn behind(id: &str, before: &str) -> String {
    let parts: Vec<&str> = id.split('.').collect();
    let shared = parts
        .iter()
        .zip(before.split('.'))
        .take_while(|(a, b)| *a == b)
        .count()
        // One figure tells it, and something is left.
        .min(9)
        .min(parts.len() - 1);
    format!("{shared}{}", parts[shared..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_is_new() {
        assert_eq!(behind("4.46.j.v", ""), "04.46.j.v");
        assert_eq!(behind("4.46.j.vi", "4.46.j.v"), "3vi");
        assert_eq!(behind("4.47", "4.46.j.vi"), "147");
        assert_eq!(behind("4.47", "4.47"), "147");
        assert_eq!(behind("", "12"), "0");
        assert_eq!(behind("12", ""), "012");
    }
}
