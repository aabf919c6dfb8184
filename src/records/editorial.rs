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
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
    /// Where a meeting's recommendations were adopted by another meeting.
    pub adoptions: Vec<Adoption>,
    /// To whom recommendations speak, in the editors' order.
    pub addressees: Vec<Category>,
    /// How strongly they ask, strongest first.
    pub actions: Vec<Category>,
}

/// `addressees.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressees {
    /// The list.
    pub addressees: Vec<Category>,
}

/// `actions.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actions {
    /// The list, strongest first.
    pub actions: Vec<Category>,
}

/// An addressee or an action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id, used in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    #[serde(default)]
    pub scope: String,
    /// Words that show it.
    #[serde(default)]
    pub examples: Vec<String>,
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
