//! What the editors add and the sources do not say, as it stands in `seeds/editorial/`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Everything in the editorial folder. A missing file is an empty one.
#[derive(Clone, Debug, Default)]
pub struct Editorial {
    /// Groups of themes, in the editors' order.
    pub groups: Vec<ThemeGroup>,
    /// Themes of each provision, the primary one first, by id as written.
    pub assignments: BTreeMap<String, Vec<String>>,
    /// The words by which themes are proposed for what is not assigned.
    pub lexicon: Lexicon,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
    /// Where a meeting's recommendations were adopted by another meeting.
    pub adoptions: Vec<Adoption>,
}

/// `themes.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// The groups.
    pub groups: Vec<ThemeGroup>,
}

/// A group of themes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeGroup {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its themes.
    pub themes: Vec<Theme>,
}

/// A theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    #[serde(default)]
    pub scope: String,
}

/// `lexicon.yaml`. Its head explains it to those who write it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// How much the entries of each list weigh.
    #[serde(default)]
    pub weights: Weights,
    /// Expressions in which no word counts for any theme.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// The words of each theme, by its id.
    #[serde(default)]
    pub themes: BTreeMap<String, ThemeWords>,
}

/// How much the entries of each list weigh.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Words that decide alone.
    pub strong: f32,
    /// Words that nearly always speak of the theme.
    pub medium: f32,
    /// Words that help.
    pub weak: f32,
    /// Words that speak against it: below zero.
    pub against: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            strong: 3.0,
            medium: 1.5,
            weak: 0.5,
            against: -2.0,
        }
    }
}

/// The words of a theme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThemeWords {
    /// Words that decide alone.
    pub strong: Vec<String>,
    /// Words that nearly always speak of the theme.
    pub medium: Vec<String>,
    /// Words that help.
    pub weak: Vec<String>,
    /// Words that speak against it.
    pub against: Vec<String>,
    /// Expressions in which no word counts for this theme.
    pub excludes: Vec<String>,
}

/// `known-gaps.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownGaps {
    /// Meetings whose sources are missing or unfinished.
    #[serde(default)]
    pub gaps: Vec<Gap>,
    /// Recommendations that were adopted elsewhere.
    #[serde(default)]
    pub adoptions: Vec<Adoption>,
}

/// Something that is known to be missing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The meeting.
    pub meeting: u32,
    /// What is missing, and what would fill it.
    pub note: String,
}

/// A meeting whose recommendations another meeting adopted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// The meeting that proposed them.
    pub meeting: u32,
    /// The recommendation under which they were adopted.
    pub adopted_as: String,
}
