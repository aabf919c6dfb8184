//! Themes: the editors' assignments, entered unchanged and in their order.
//!
//! A unit with sub-items carries the union of their themes in document order (contract, "Data").

use crate::config::nearest;
use crate::diagnostic::Diagnostic;

use super::{Compendium, ThemeEntry};

/// Enters taxonomy and assignments into the compendium.
pub fn assign(compendium: &mut Compendium) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let editorial = std::mem::take(&mut compendium.editorial);
    for (group, themes) in editorial.groups.iter().enumerate() {
        for theme in &themes.themes {
            compendium.themes.push(ThemeEntry {
                id: theme.id.clone(),
                name: theme.name.clone(),
                scope: theme.scope.clone(),
                group,
                provisions: Vec::new(),
            });
        }
    }
    let known: Vec<&str> = editorial
        .groups
        .iter()
        .flat_map(|group| &group.themes)
        .map(|theme| theme.id.as_str())
        .collect();
    let mut strangers: Vec<&str> = Vec::new();
    for (id, themes) in &editorial.assignments {
        let Some(at) = compendium.find(id) else {
            strangers.push(id);
            continue;
        };
        for theme in themes {
            match known.iter().position(|other| other == theme) {
                Some(theme) => {
                    let own = &mut compendium.entries[at].themes;
                    if !own.contains(&theme) {
                        own.push(theme);
                    }
                }
                None => diagnostics.push(
                    Diagnostic::warning("tema-desconocido")
                        .file("seeds/editorial/assignments.yaml")
                        .with("theme", theme)
                        .with("id", id)
                        .with("suggestion", nearest(theme, &known).unwrap_or("–")),
                ),
            }
        }
    }
    if let Some(first) = strangers.first() {
        diagnostics.push(
            Diagnostic::warning("identificador-desconocido")
                .file("seeds/editorial/assignments.yaml")
                .with("count", strangers.len())
                .with("name", "assignments.yaml")
                .with("id", first),
        );
    }
    inherit(compendium);
    for at in 0..compendium.entries.len() {
        if compendium.entries[at].is_provision() {
            for theme in compendium.entries[at].themes.clone() {
                compendium.themes[theme].provisions.push(at);
            }
        }
    }
    compendium.editorial = editorial;
    diagnostics
}

/// Entries stand before their sub-items, so the last ones are settled first.
fn inherit(compendium: &mut Compendium) {
    for at in (0..compendium.entries.len()).rev() {
        if compendium.entries[at].children.is_empty() {
            continue;
        }
        let mut union: Vec<usize> = Vec::new();
        for &child in &compendium.entries[at].children.clone() {
            for &theme in &compendium.entries[child].themes {
                if !union.contains(&theme) {
                    union.push(theme);
                }
            }
        }
        compendium.entries[at].themes = union;
    }
}
