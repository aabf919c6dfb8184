//! What the editors add and the sources do not say, as it stands in `seeds/editorial/`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::yaml;

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
    /// What recommendations cite.
    pub cited: Cited,
    /// Reports that are cited by paragraph.
    pub reports: Vec<ReportParagraphs>,
}

/// `assignments.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Assignments {
    /// Themes of each provision, by id.
    #[serde(deserialize_with = "yaml::unique")]
    pub entries: BTreeMap<String, Vec<String>>,
}

/// `instruments.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cited {
    /// Treaties that are cited by article.
    pub treaties: Vec<Treaty>,
    /// Bodies whose resolutions and decisions are cited.
    pub bodies: Vec<Body>,
    /// Other instruments and tools that are named.
    pub instruments: Vec<Instrument>,
}

/// A treaty that is cited by article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treaty {
    /// Its id, used in addresses and targets.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name that pages use in lists.
    pub short: String,
    /// Names that documents give it.
    pub forms: Vec<String>,
    /// Words that name it where nothing follows them.
    #[serde(default)]
    pub bare: Vec<String>,
    /// Titles of its articles.
    #[serde(default, deserialize_with = "yaml::unique")]
    pub articles: BTreeMap<u32, String>,
}

/// A body whose resolutions and decisions are cited.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Names that documents give it.
    pub forms: Vec<String>,
    /// How the target of a resolution is written: `{number}`, `{year}`.
    pub resolution: Option<String>,
    /// How the target of a decision is written.
    pub decision: Option<String>,
    /// A number without a body is this one's from this first figure on,
    pub first: Option<u32>,
    /// and up to this one.
    pub last: Option<u32>,
}

/// Another instrument or tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its id, used in addresses and targets.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The resolution that adopted it, to which a bare "(párr. 16)" behind its name refers.
    pub act: Option<String>,
    /// Names that documents give it.
    pub forms: Vec<String>,
}

/// `reports.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reports {
    /// The reports.
    pub reports: Vec<ReportParagraphs>,
}

/// A report that is cited by paragraph, and which recommendation each of its paragraphs is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportParagraphs {
    /// The meeting that it reports on.
    pub meeting: u32,
    /// Its symbol.
    pub symbol: Option<String>,
    /// Paragraph number + offset = number of the recommendation.
    pub offset: i32,
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
