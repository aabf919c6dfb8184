//! A recommendation with its sub-items, as a source has it.

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

use super::Id;

/// What the sources say became of a recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Adopted by the Working Group.
    #[default]
    Adopted,
    /// Adopted by the Working Group and submitted to the Conference for its consideration.
    Submitted,
    /// In a draft that was not adopted yet.
    Draft,
}

/// A numbered recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The numbered unit itself.
    #[serde(flatten)]
    pub unit: Unit,
    /// Slug of the document that its text is taken from.
    pub document: String,
    /// The heading that the document puts it under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What became of it.
    pub standing: Standing,
    /// The line that says so, in the same document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing_line: Option<u32>,
    /// The same recommendation as other documents tell it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Recommendation>,
}

/// A recommendation or sub-item: the unit that an id names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: Id,
    /// Its marker as the source has it: "46.", "j)".
    pub marker: String,
    /// From the line of its number or first word to its last word.
    pub lines: Span,
    /// Its own words; those of its sub-items are theirs.
    #[serde(flatten)]
    pub text: Text,
    /// The footnotes that its words call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Footnote>,
    /// Its sub-items, in the order of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Unit>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// Its mark: "¹".
    pub mark: String,
    /// Where it stands.
    pub lines: Span,
    /// Its words.
    #[serde(flatten)]
    pub text: Text,
}

impl Recommendation {
    /// Fills in what a record leaves out because it follows from the rest.
    pub fn restore(&mut self) {
        self.unit.walk_mut(&mut |unit| {
            unit.text.begin_at(unit.lines.first);
            for note in &mut unit.footnotes {
                note.text.begin_at(note.lines.first);
            }
        });
        for variant in &mut self.variants {
            variant.restore();
        }
    }
}

impl Unit {
    /// The unit and all below it, in document order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Unit)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    /// The unit and all below it, in document order.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Unit)) {
        visit(self);
        for child in &mut self.children {
            child.walk_mut(visit);
        }
    }

    /// How many provisions it holds: itself, or those below it.
    #[must_use]
    pub fn provisions(&self) -> usize {
        if self.children.is_empty() {
            1
        } else {
            self.children.iter().map(Unit::provisions).sum()
        }
    }
}
