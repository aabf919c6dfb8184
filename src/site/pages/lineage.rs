//! What was said before and after: the time line on a recommendation's page.
//!
//! It shows words of other meetings beside those of one, so it shortens what is long: the whole text is
//! one link away, and where two texts are compared it stands there in full.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::enrich::difference::{Change, Cut, Words, difference};
use crate::enrich::kinship::KinKind;
use crate::site::render::{Renderer, Shared};
use crate::site::runs::Run;
use crate::site::{Site, routes};

/// What a time line shows of each text, in characters.
const WORDS: usize = 220;
/// What a list of kin shows of each text: a line or two.
const LINE: usize = 120;
/// What is shown of the words above a sub-item.
pub(super) const ABOVE: usize = 110;
/// So many kin are listed at most.
const KIN: usize = 5;
/// Below this score texts share little but the words that all share.
const AKIN: f64 = 0.2;
/// So many moments a time line has at most.
const MOMENTS: usize = 24;
/// Where less of the longer text is kept, marks would strike the one and print the other.
const KEPT_PERCENT: usize = 20;

/// "Antes y después" of one entry.
#[derive(Serialize)]
pub struct View<'a> {
    chain: Option<ChainLink>,
    moments: Vec<Moment<'a>>,
    /// Whether one of them is a reference, which a document makes and nobody computes.
    refers: bool,
    /// Whether the marks of changes are there to be explained.
    marked: bool,
    kin: Vec<KinView<'a>>,
}

#[derive(Serialize)]
struct ChainLink {
    url: String,
    count: usize,
    count_label: String,
    meetings_label: String,
}

/// One time that the demand was made.
#[derive(Default, Serialize)]
struct Moment<'a> {
    current: bool,
    when: &'a str,
    how: &'a str,
    reference: &'a str,
    url: String,
    above: Option<String>,
    words: String,
    /// That a paragraph of a report has another number here.
    counted: Option<String>,
    same: bool,
    changes_label: String,
    changes: Option<Shared>,
}

#[derive(Serialize)]
struct KinView<'a> {
    reference: &'a str,
    url: String,
    how: Option<&'a str>,
    score: String,
    words: String,
}

/// What another entry is to the present one. Of several the first is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    RefersTo,
    ReferredBy,
    Reiterates,
    ReiteratedBy,
    SameMeeting,
    Before,
    After,
}

impl Bond {
    /// Its name in the strings file.
    fn name(self) -> &'static str {
        match self {
            Self::RefersTo => "lineage.refers_to",
            Self::ReferredBy => "lineage.referred_by",
            Self::Reiterates => "lineage.reiterates",
            Self::ReiteratedBy => "lineage.reiterated_by",
            Self::SameMeeting => "lineage.same_meeting",
            Self::Before => "lineage.before",
            Self::After => "lineage.after",
        }
    }

    /// Of a member of the same chain that is not among the nearest.
    fn in_chain(site: &Site<'_>, at: usize, other: usize) -> Self {
        let meeting = |at: usize| site.compendium.entries[at].meeting;
        match meeting(other).cmp(&meeting(at)) {
            Ordering::Less => Self::Before,
            Ordering::Equal => Self::SameMeeting,
            Ordering::Greater => Self::After,
        }
    }
}

/// What was said before and after an entry, as the page at `from` shows it.
pub fn view<'a>(site: &Site<'a>, at: usize, from: &str) -> View<'a> {
    let entries = &site.compendium.entries;
    let entry = &entries[at];
    let bonds = bonds(site, at);
    let kin = entry
        .related
        .iter()
        .filter(|kin| kin.score >= AKIN && !bonds.contains_key(&kin.entry))
        .take(KIN)
        .map(|kin| KinView {
            reference: &entries[kin.entry].reference,
            url: routes::relative(from, &routes::recommendation(&entries[kin.entry].id)),
            how: match kin.kind {
                KinKind::Reiterates => Some(site.s(Bond::Reiterates.name())),
                KinKind::ReiteratedBy => Some(site.s(Bond::ReiteratedBy.name())),
                KinKind::Similar => None,
            },
            score: site.language.decimal(&format!("{:.2}", kin.score)),
            words: shortened(&entries[kin.entry].unit.text.plain, LINE),
        })
        .collect();
    let mut moments: Vec<Moment<'a>> = Vec::new();
    if !bonds.is_empty() {
        let moment = |(&other, &bond)| moment(site, at, other, bond, from);
        moments.extend(bonds.range(..at).map(moment));
        moments.push(Moment {
            current: true,
            when: when(site, at),
            reference: &entry.reference,
            ..Moment::default()
        });
        moments.extend(bonds.range(at..).map(moment));
    }
    View {
        chain: chain_link(site, at, from),
        refers: (bonds.values()).any(|bond| matches!(bond, Bond::RefersTo | Bond::ReferredBy)),
        marked: moments.iter().any(|moment| moment.changes.is_some()),
        moments,
        kin,
    }
}

/// What stands on the time line of an entry besides itself, by time.
fn bonds(site: &Site<'_>, at: usize) -> BTreeMap<usize, Bond> {
    let compendium = site.compendium;
    let entry = &compendium.entries[at];
    let refers = |others: &[usize], bond| -> Vec<(usize, Bond)> {
        others.iter().map(|&other| (other, bond)).collect()
    };
    let mut found = refers(&entry.references_to, Bond::RefersTo);
    found.extend(refers(&entry.referenced_by, Bond::ReferredBy));
    // A unit with sub-items has its provisions' kin: what these say again is told on their own pages.
    if entry.is_provision() {
        found.extend(entry.related.iter().filter_map(|kin| match kin.kind {
            KinKind::Reiterates => Some((kin.entry, Bond::Reiterates)),
            KinKind::ReiteratedBy => Some((kin.entry, Bond::ReiteratedBy)),
            KinKind::Similar => None,
        }));
    }
    if let Some(chain) = entry.chain {
        let members = &compendium.chains[chain].members;
        found.extend(
            members
                .iter()
                .map(|&other| (other, Bond::in_chain(site, at, other))),
        );
    }
    found.retain(|&(other, _)| other != at);
    found.sort_unstable();
    found.dedup_by_key(|&mut (other, _)| other);
    // Of a demand repeated without end: where it began, where it is now, and what is nearest in time.
    if found.len() > MOMENTS {
        let ends = [found[0].0, found[found.len() - 1].0];
        found.sort_by_key(|&(other, _)| (!ends.contains(&other), other.abs_diff(at)));
        found.truncate(MOMENTS);
    }
    found.into_iter().collect()
}

fn moment<'a>(site: &Site<'a>, at: usize, other: usize, bond: Bond, from: &str) -> Moment<'a> {
    let entries = &site.compendium.entries;
    let entry = &entries[other];
    // Where one is the lead of a list, the demand stands in the list.
    let comparable = entries[at].is_provision() && entry.is_provision();
    let comparison = if comparable {
        compared(site, at, other)
    } else {
        Comparison::Apart
    };
    let label = match entries[at].meeting.cmp(&entry.meeting) {
        Ordering::Greater => "lineage.changes_since",
        Ordering::Equal => "lineage.changes_within",
        Ordering::Less => "lineage.changes_until",
    };
    Moment {
        current: false,
        when: when(site, other),
        how: site.s(bond.name()),
        reference: &entry.reference,
        url: routes::relative(from, &routes::recommendation(&entry.id)),
        above: above(site, other).map(|words| shortened(&words, ABOVE)),
        words: shortened(&entry.unit.text.plain, WORDS),
        counted: match bond {
            Bond::RefersTo => site.counted(at, other),
            Bond::ReferredBy => site.counted(other, at),
            _ => None,
        },
        same: matches!(comparison, Comparison::Same),
        changes_label: site.fill(label, &[("number", &site.year_or_name(other))]),
        changes: match comparison {
            Comparison::Changed(stretches) => Some(stretches),
            Comparison::Same | Comparison::Apart => None,
        },
    }
}

/// The year of an entry's meeting.
pub(super) fn when<'a>(site: &Site<'a>, at: usize) -> &'a str {
    let entry = &site.compendium.entries[at];
    site.compendium.meetings[entry.meeting]
        .year()
        .unwrap_or("–")
}

/// The words above an entry, from those on that hold its verb: without them it is no sentence.
pub(super) fn above(site: &Site<'_>, at: usize) -> Option<String> {
    let compendium = site.compendium;
    let entry = &compendium.entries[at];
    let verb = entry.grammar.verb?.entry;
    let words: Vec<&str> = compendium
        .ancestors(entry)
        .into_iter()
        .filter(|&ancestor| ancestor >= verb)
        .map(|ancestor| compendium.entries[ancestor].unit.text.plain.as_str())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What an entry asks, as one sentence.
fn sentence(site: &Site<'_>, at: usize) -> String {
    let own = &site.compendium.entries[at].unit.text.plain;
    match above(site, at) {
        Some(above) => format!("{above} {own}"),
        None => own.clone(),
    }
}

/// What became of one wording in a later one.
#[derive(Clone)]
enum Comparison {
    /// They have next to nothing in common, so that marks would say nothing.
    Apart,
    /// Word for word the same.
    Same,
    /// The words of both, marked.
    Changed(Shared),
}

/// What was compared.
#[derive(Default)]
pub struct Compared {
    /// Comparisons by the two entries, the earlier first.
    made: Mutex<HashMap<(usize, usize), Comparison, FixedState>>,
    sentences: Mutex<Sentences>,
}

/// What entries ask, cut into words, and the words of all of them.
#[derive(Default)]
struct Sentences {
    cut: HashMap<usize, Arc<Cut>, FixedState>,
    words: Words,
}

impl Compared {
    /// What an entry asks, ready to be compared.
    fn sentence(&self, site: &Site<'_>, at: usize) -> Arc<Cut> {
        let mut sentences = self
            .sentences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Sentences { cut, words } = &mut *sentences;
        Arc::clone(
            cut.entry(at)
                .or_insert_with(|| Arc::new(words.cut(sentence(site, at)))),
        )
    }
}

fn compared(site: &Site<'_>, one: usize, other: usize) -> Comparison {
    let pair = (one.min(other), one.max(other));
    let known = || {
        let made = &site.compared.made;
        made.lock().unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(comparison) = known().get(&pair) {
        return comparison.clone();
    }
    // Without the lock, so that pages do not wait for each other.
    let sentence = |at| site.compared.sentence(site, at);
    let comparison = compare(&site.renderer, &sentence(pair.0), &sentence(pair.1));
    known().insert(pair, comparison.clone());
    comparison
}

fn compare(renderer: &Renderer<'_>, before: &Cut, after: &Cut) -> Comparison {
    let stretches = difference(before, after);
    if stretches
        .iter()
        .all(|stretch| stretch.change == Change::Kept)
    {
        return Comparison::Same;
    }
    let kept: usize = stretches
        .iter()
        .filter(|stretch| stretch.change == Change::Kept)
        .map(|stretch| stretch.text.len())
        .sum();
    if kept * 100 < before.text.len().max(after.text.len()) * KEPT_PERCENT {
        return Comparison::Apart;
    }
    let last = stretches.len() - 1;
    let texts: Vec<Cow<'_, str>> = stretches
        .iter()
        .enumerate()
        .map(|(at, stretch)| {
            // A text's last words have no space behind them, but here others follow.
            if at < last && !stretch.text.ends_with(char::is_whitespace) {
                Cow::Owned(format!("{} ", stretch.text))
            } else {
                Cow::Borrowed(stretch.text)
            }
        })
        .collect();
    let runs: Vec<Run<'_>> = stretches
        .iter()
        .zip(&texts)
        .map(|(stretch, text)| match stretch.change {
            Change::Kept => Run::Text { text },
            Change::Removed => Run::Removed { text },
            Change::Added => Run::Added { text },
        })
        .collect();
    Comparison::Changed(renderer.words(&runs))
}

/// The beginning of a text, cut between words and not behind a word as short as an article.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let signs = |sign: char| !sign.is_alphanumeric() && sign != ')' && sign != '»';
    let mut kept = &text[..end];
    // A text without any space is cut where it must.
    while let Some((before, word)) = kept.rsplit_once(char::is_whitespace) {
        let whole = kept.len() < end || text[end..].starts_with(char::is_whitespace);
        if whole && word.trim_end_matches(signs).chars().count() > 3 {
            break;
        }
        kept = before;
    }
    format!("{}…", kept.trim_end_matches(signs))
}

fn chain_link(site: &Site<'_>, at: usize, from: &str) -> Option<ChainLink> {
    let number = site.compendium.entries[at].chain?;
    let members = &site.compendium.chains[number].members;
    Some(ChainLink {
        url: routes::relative(from, &routes::chain(number)?),
        count: members.len(),
        count_label: site.count("count.provisions", members.len()),
        meetings_label: site.count("count.meetings", meetings_of(site, members).len()),
    })
}

/// The meetings of a chain with its first provision in each, by time.
pub(super) fn meetings_of(site: &Site<'_>, members: &[usize]) -> Vec<(usize, usize)> {
    let mut meetings: Vec<(usize, usize)> = members
        .iter()
        .map(|&at| (site.compendium.entries[at].meeting, at))
        .collect();
    meetings.dedup_by_key(|&mut (meeting, _)| meeting);
    meetings
}

impl Site<'_> {
    /// The year of an entry's meeting, or its name where no year is known.
    fn year_or_name(&self, at: usize) -> String {
        let entry = &self.compendium.entries[at];
        let meeting = &self.compendium.meetings[entry.meeting];
        match meeting.year() {
            Some(year) => year.to_owned(),
            None => self.language.meeting_name(meeting.number).to_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words_and_not_behind_an_article() {
        assert_eq!(
            shortened("proteger a las víctimas", 40),
            "proteger a las víctimas"
        );
        assert_eq!(
            shortened("proteger a las víctimas", 23),
            "proteger a las víctimas"
        );
        assert_eq!(shortened("proteger a las víctimas", 22), "proteger…");
        assert_eq!(shortened("proteger, a las víctimas", 10), "proteger…");
        assert_eq!(
            shortened("proteger víctimas ahora", 17),
            "proteger víctimas…"
        );
        assert_eq!(shortened("otorrinolaringólogo", 6), "otorri…");
    }
}
