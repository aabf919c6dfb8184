//! The provisions as the search page loads them: a classic script, because a page that was opened from a
//! folder can load nothing else.

use serde::Serialize;

use crate::enrich::{Compendium, Facet};
use crate::files::File;
use crate::languages::Language;
use crate::site::routes;

#[derive(Serialize)]
struct Data<'a> {
    version: u32,
    strings: Option<&'a toml::Value>,
    meetings: Vec<Meeting>,
    themes: Vec<Named<'a>>,
    addressees: Vec<Named<'a>>,
    actions: Vec<Named<'a>>,
    provisions: Vec<Provision<'a>>,
}

#[derive(Serialize)]
struct Meeting {
    id: String,
    name: String,
    year: String,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// Id, address, reference, meeting, themes, lead, words, addressees, action.
#[derive(Serialize)]
struct Provision<'a>(
    String,
    String,
    &'a str,
    String,
    &'a [usize],
    String,
    &'a str,
    &'a [usize],
    Option<usize>,
);

fn facets(facets: &[Facet]) -> Vec<Named<'_>> {
    facets
        .iter()
        .map(|facet| Named {
            id: &facet.id,
            name: &facet.name,
        })
        .collect()
}

/// The script that hands the provisions to the page, in document order.
///
/// # Panics
/// Never: the data have string keys.
#[must_use]
pub fn file(compendium: &Compendium, language: &Language, strings: &toml::Table) -> File {
    let data = Data {
        version: 1,
        strings: strings.get("js"),
        meetings: compendium
            .meetings
            .iter()
            .map(|meeting| Meeting {
                id: meeting.number.to_string(),
                name: language.meeting_name(meeting.number),
                year: meeting.year().unwrap_or_default().to_owned(),
            })
            .collect(),
        themes: compendium
            .themes
            .iter()
            .map(|theme| Named {
                id: &theme.id,
                name: &theme.name,
            })
            .collect(),
        addressees: facets(&compendium.addressees),
        actions: facets(&compendium.actions),
        provisions: compendium
            .provisions()
            .map(|at| {
                let entry = &compendium.entries[at];
                let lead: Vec<&str> = compendium
                    .ancestors(entry)
                    .into_iter()
                    .map(|at| compendium.entries[at].unit.text.plain.as_str())
                    .collect();
                Provision(
                    entry.id.to_string(),
                    routes::recommendation(&entry.id),
                    &entry.reference,
                    entry.id.meeting.to_string(),
                    &entry.themes,
                    lead.join(" "),
                    &entry.unit.text.plain,
                    &entry.grammar.addressees,
                    entry.grammar.action,
                )
            })
            .collect(),
    };
    let json = serde_json::to_string(&data).expect("data have string keys");
    // Two characters that JSON allows and old readers of scripts take for line ends.
    let json = json
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    File::text(routes::SEARCH_DATA, format!("compendioIndex({json});\n"))
}
