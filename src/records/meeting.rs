//! A meeting of the Working Group, as the sources tell of it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

use super::Recommendation;

/// What is known of a meeting's recommendations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A source holds them, or says where they were adopted.
    Documented,
    /// Only a draft report is there.
    Draft,
    /// No source is there.
    #[default]
    NoSource,
}

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// 1 for the first.
    pub number: u32,
    /// What is known of it.
    pub status: Status,
    /// Where it met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First day, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day, ISO; the same for one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Slugs of the documents that tell of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Words of a source about the meeting itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Its agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<Vec<AgendaItem>>,
    /// Who presided, with the country as the source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub president: Option<String>,
    /// The documents that it had before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents_before: Vec<PriorDocument>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    /// Where the sources tell what stands above.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub told: Told,
    /// Its recommendations, in document order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
}

/// Where the sources tell the facts of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Told {
    /// Its place and dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Place>,
    /// Its agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<Place>,
    /// Who presided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub president: Option<Place>,
    /// The documents that it had before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents_before: Option<Place>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Place>,
}

impl Told {
    /// Whether no source tells anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Lines of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its slug.
    pub document: String,
    /// The lines.
    pub lines: Span,
}

/// Words of a source about a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The document's slug.
    pub document: String,
    /// Where they stand.
    pub lines: Span,
    /// The words.
    #[serde(flatten)]
    pub text: Text,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its marker without the full stop or bracket: "2", "a".
    pub number: String,
    /// Its title, without final punctuation.
    pub title: String,
    /// Where it stands.
    pub lines: Span,
    /// Its sub-items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<AgendaItem>,
}

/// A document that a meeting had before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorDocument {
    /// What it was, in the source's words, without its symbol.
    pub title: String,
    /// Its symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Where it is listed.
    pub lines: Span,
}

/// Who took part, by the source's own lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Parties.
    pub states: Vec<String>,
    /// States that are no parties, and entities that observe.
    pub observers: Vec<String>,
    /// Organisations.
    pub organizations: Vec<String>,
    /// Where the lists stand.
    pub lines: Span,
}

impl Attendance {
    /// Its lists: parties, observers, organisations.
    #[must_use]
    pub fn lists(&self) -> [&Vec<String>; 3] {
        [&self.states, &self.observers, &self.organizations]
    }

    /// The names that stand in two of its lists, as the later one has them.
    #[must_use]
    pub fn in_two_lists(&self) -> Vec<&str> {
        let mut twice = Vec::new();
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for list in self.lists() {
            let is_before = |name: &String| before.contains(name.as_str());
            twice.extend(
                list.iter()
                    .filter(|name| is_before(name))
                    .map(String::as_str),
            );
            before.extend(list.iter().map(String::as_str));
        }
        twice
    }
}

impl AgendaItem {
    /// The lines of the item and all below it.
    #[must_use]
    pub fn all_lines(&self) -> Span {
        self.items
            .iter()
            .map(Self::all_lines)
            .fold(self.lines, Span::join)
    }
}

impl Meeting {
    /// Fills in what a record leaves out because it follows from the rest: where a text on one line begins.
    pub fn restore(&mut self) {
        if let Some(note) = &mut self.note {
            note.text.begin_at(note.lines.first);
        }
        for recommendation in &mut self.recommendations {
            recommendation.restore();
        }
    }

    /// How many provisions it adopted.
    #[must_use]
    pub fn provisions(&self) -> usize {
        self.recommendations
            .iter()
            .map(|recommendation| recommendation.unit.provisions())
            .sum()
    }

    /// Its year, where a date is known.
    #[must_use]
    pub fn year(&self) -> Option<&str> {
        self.start.as_deref().and_then(|date| date.get(..4))
    }
}
