//! The words of references: how a text cites, and how it tells of what it cannot cite.

use serde::Deserialize;

/// Words that cite an article, a resolution, an earlier recommendation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReferenceWords {
    /// "artículo".
    pub article: Vec<String>,
    /// "párrafo", "apartado".
    pub paragraph: Vec<String>,
    /// "sección", "capítulo".
    pub section: Vec<String>,
    /// "resolución".
    pub resolution: Vec<String>,
    /// "decisión".
    pub decision: Vec<String>,
    /// "recomendación".
    pub recommendation: Vec<String>,
    /// "informe".
    pub report: Vec<String>,
    /// What leads from an article to the part of it that is meant above all.
    pub particular: Vec<String>,
    /// What adds the articles behind the one that is cited.
    pub following: Vec<String>,
    /// What means the treaty that was named before.
    pub same: Vec<String>,
    /// What joins the members of a list.
    pub joints: Vec<String>,
    /// What stands between the first and the last member.
    pub ranges: Vec<String>,
    /// What may stand between a provision and what it belongs to.
    pub links: Vec<String>,
    /// What leads from one provision to the next of the same treaty.
    pub bridges: Vec<String>,
    /// Words that make a bare name the name of something else.
    pub other_names: Vec<String>,
    /// Words behind a bare name that may open the rest of another one.
    pub other_openings: Vec<String>,
    /// What leads from a bare name to the treaty that it is annexed to.
    pub annexed: Vec<String>,
    /// What leads from a conference to the treaty whose parties meet there.
    pub parties: Vec<String>,
    /// What means the meeting or the report that a text itself belongs to.
    pub present: Vec<String>,
    /// What means another place of the text itself.
    pub here: Vec<String>,
    /// What recalls an earlier recommendation by what it said.
    pub again: Vec<String>,
    /// Verbs that recall an earlier recommendation.
    pub recalling: Vec<String>,
    /// What leads from a recommendation to what it said.
    pub saying: Vec<String>,
    /// What tells of an act without its number.
    pub described: DescribedWords,
}

/// Words that tell what a body recommended or decided, without a number or symbol.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DescribedWords {
    /// One act: "la recomendación de …".
    pub one: Vec<String>,
    /// Several.
    pub many: Vec<String>,
    /// What stands before an act or a body that is a certain one.
    pub definite: Vec<String>,
    /// What points at one without saying which.
    pub pointing: Vec<String>,
    /// "aprobada por …".
    pub made: Vec<String>,
    /// "por".
    pub agents: Vec<String>,
    /// "como acordó …".
    pub according: Vec<String>,
    /// "según *lo* acordado".
    pub neuter: Vec<String>,
    /// Verbs that tell of an act.
    pub decided: Vec<String>,
    /// The body whose recommendations the register holds.
    pub own: Vec<String>,
    /// What may stand between such a name and what the body is for.
    pub qualifiers: Vec<String>,
    /// What leads from a body's name to what it is for.
    pub subjects: Vec<String>,
    /// What every body listed may be said to be of, without being another one.
    pub within: Vec<String>,
    /// What opens a clause that tells who did something.
    pub relatives: Vec<String>,
    /// What says that something is of whom a sentence speaks.
    pub theirs: Vec<String>,
    /// Other bodies.
    pub bodies: Vec<String>,
    /// Persons who recommend.
    pub persons: Vec<String>,
    /// Meetings that decide, with an ordinal behind.
    pub meetings: Vec<String>,
}
