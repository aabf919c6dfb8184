//! What is asked of one addressee, theme by theme: the list behind the figures of the matrix.
//!
//! Most provisions address the States and carry several themes, so each stands here by its reference and its
//! first words; whole, it is one link away.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::number_label;
use crate::files::File;
use crate::site::frame::{Head, Thing};
use crate::site::{Site, routes};

use super::facet::Kind;
use super::render;

#[derive(Serialize)]
struct View {
    intro: String,
    whole_url: String,
    matrix_url: String,
    themes: Vec<Theme>,
}

#[derive(Serialize)]
struct Theme {
    anchor: String,
    name: String,
    count: usize,
    count_label: String,
    /// The theme's page, showing these provisions alone where scripts run.
    url: String,
    meetings: Vec<Meeting>,
}

#[derive(Serialize)]
struct Meeting {
    name: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    number: String,
    url: String,
    words: String,
}

/// So many characters tell one provision from the others.
const OPENING: usize = 80;

/// The page of one addressee's themes.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let addressee = &compendium.addressees[at];
    let path = routes::addressee_themes(&addressee.id);
    let relative = |to: &str| routes::relative(&path, to);
    let mut lists: Vec<Vec<usize>> = vec![Vec::new(); compendium.themes.len()];
    for &provision in &addressee.provisions {
        for &theme in &compendium.entries[provision].themes {
            lists[theme].push(provision);
        }
    }
    let themes = compendium
        .themes
        .iter()
        .zip(&lists)
        .filter(|(_, list)| !list.is_empty())
        .map(|(theme, list)| Theme {
            anchor: routes::theme_anchor(&theme.id),
            name: theme.name.clone(),
            count: list.len(),
            count_label: site.count("count.provisions", list.len()),
            url: relative(&routes::chosen(
                &routes::theme(&theme.id),
                &[(Kind::Addressee.filter(), &addressee.id)],
            )),
            meetings: list
                .chunk_by(|&one, &next| {
                    compendium.entries[one].meeting == compendium.entries[next].meeting
                })
                .map(|part| meeting(site, part, &path))
                .collect(),
        })
        .collect();
    let view = View {
        intro: site.fill("addressee_themes.intro", &[("name", &addressee.name)]),
        whole_url: relative(&routes::addressee(&addressee.id)),
        matrix_url: relative(&format!("{}#destinatarios", routes::MATRIX)),
        themes,
    };
    let fill = |key: &str| site.fill(key, &[("name", &addressee.name)]);
    let head = Head {
        kind: "addressee-themes",
        heading: fill("heading.addressee-themes"),
        description: fill("description.addressee-themes"),
        crumbs: vec![
            (
                site.nav_name("addressees").to_owned(),
                routes::ADDRESSEES.to_owned(),
            ),
            (addressee.name.clone(), routes::addressee(&addressee.id)),
        ],
        jsonld: Some(
            Thing::new("CollectionPage")
                .text("name", fill("heading.addressee-themes"))
                .text("description", fill("description.addressee-themes")),
        ),
        citation: Vec::new(),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// The provisions of one meeting.
fn meeting(site: &Site<'_>, provisions: &[usize], path: &str) -> Meeting {
    let compendium = site.compendium;
    let meeting = &compendium.meetings[compendium.entries[provisions[0]].meeting];
    Meeting {
        name: site.meeting_with_year(meeting),
        entries: provisions
            .iter()
            .map(|&at| {
                let entry = &compendium.entries[at];
                Entry {
                    id: entry.id.to_string(),
                    number: number_label(&entry.id, site.language),
                    url: routes::relative(path, &routes::recommendation(&entry.id)),
                    words: opening(&entry.unit.text.plain),
                }
            })
            .collect(),
    }
}

/// The first words of a text, cut between two of them.
fn opening(text: &str) -> String {
    let Some((most, _)) = text.char_indices().nth(OPENING) else {
        return text.to_owned();
    };
    let end = text[..most].rfind(' ').unwrap_or(most);
    let kept = text[..end].trim_end_matches([',', ';', ':', '.', '(']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::{OPENING, opening};

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(opening("Los Estados deberían:"), "Los Estados deberían:");
        let long = "ñandú, ".repeat(40);
        let cut = opening(&long);
        assert!(cut.ends_with("ñandú…"), "{cut}");
        assert!(cut.chars().count() <= OPENING + 1);
        assert!(opening(&"x".repeat(200)).ends_with("x…"));
    }
}
