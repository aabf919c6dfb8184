//! Themes: the editors' assignments, entered unchanged and in their order, and proposals for the rest.
//!
//! A provision that no editor has assigned gets the themes that the lexicon and the other assignments
//! propose, marked as proposed. Without a lexicon nothing is proposed.
//! A unit with sub-items carries the union of their themes in document order (contract, "Data").

use crate::config::nearest;
use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::records::editorial::Lexicon;

use super::classify::{Classifier, Sample};
use super::{Compendium, ThemeEntry};

/// Enters taxonomy, assignments and proposals into the compendium.
pub fn assign(compendium: &mut Compendium, language: &Language) -> Vec<Diagnostic> {
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
        diagnostics.push(super::strangers("assignments.yaml", strangers.len(), first));
    }
    for theme in editorial.lexicon.themes.keys() {
        if !known.contains(&theme.as_str()) {
            diagnostics.push(
                Diagnostic::warning("tema-desconocido")
                    .file("seeds/editorial/lexicon.yaml")
                    .with("theme", theme)
                    .with("id", "lexicon.yaml")
                    .with("suggestion", nearest(theme, &known).unwrap_or("–")),
            );
        }
    }
    if !editorial.lexicon.themes.is_empty() {
        propose(compendium, &editorial.lexicon, &known, language);
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

/// What a classifier reads of an entry.
#[must_use]
pub fn sample(compendium: &Compendium, at: usize) -> Sample<'_> {
    let entry = &compendium.entries[at];
    Sample {
        text: &entry.unit.text.plain,
        leads: compendium.leads(entry),
        section: compendium.recommendation(entry).section.as_deref(),
    }
}

/// Proposes themes for what no editor has assigned. Learning takes its time, so it begins only if there
/// is something to propose.
fn propose(compendium: &mut Compendium, lexicon: &Lexicon, themes: &[&str], language: &Language) {
    let (waiting, assigned): (Vec<usize>, Vec<usize>) = compendium
        .provisions()
        .partition(|&at| compendium.entries[at].themes.is_empty());
    if waiting.is_empty() {
        return;
    }
    let examples: Vec<_> = assigned
        .into_iter()
        .map(|at| {
            (
                sample(compendium, at),
                compendium.entries[at].themes.clone(),
            )
        })
        .collect();
    let mut classifier = Classifier::learn(lexicon, themes, language, &examples);
    let proposals: Vec<_> = waiting
        .into_iter()
        .map(|at| (at, classifier.propose(&sample(compendium, at))))
        .collect();
    for (at, proposals) in proposals {
        let entry = &mut compendium.entries[at];
        entry.proposed = !proposals.is_empty();
        for proposal in proposals {
            entry.themes.push(proposal.theme);
            entry.evidence.extend(proposal.evidence);
        }
    }
}

/// Entries stand before their sub-items, so the last ones are settled first.
fn inherit(compendium: &mut Compendium) {
    for at in (0..compendium.entries.len()).rev() {
        if compendium.entries[at].children.is_empty() {
            continue;
        }
        let mut union: Vec<usize> = Vec::new();
        let mut proposed = false;
        for &child in &compendium.entries[at].children.clone() {
            proposed |= compendium.entries[child].proposed;
            for &theme in &compendium.entries[child].themes {
                if !union.contains(&theme) {
                    union.push(theme);
                }
            }
        }
        compendium.entries[at].themes = union;
        compendium.entries[at].proposed = proposed;
    }
}
