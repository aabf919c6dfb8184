//! The editorial files of a book, read from `seeds/editorial/`.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::files::Changes;
use crate::records::editorial::{
    Actions, Addressees, Assignments, Corrigenda, Descriptors, Editorial, KnownGaps, Lexicon,
    Reports, Standings, Themes, Thesaurus,
};
use crate::records::yaml;

/// All of them, as they will be once `changes` are written.
#[must_use]
pub fn read(folder: &Path, changes: &Changes) -> (Editorial, Vec<Diagnostic>) {
    let folder = (folder, changes);
    // The lexicon is longer than all other files together.
    let ((editorial, mut diagnostics), ((lexicon, known), found)) = rayon::join(
        || short_files(folder),
        || {
            let mut found = Vec::new();
            let lexicon: Lexicon = file(folder, "lexicon.yaml", &mut found);
            let known: KnownGaps = file(folder, "known-gaps.yaml", &mut found);
            ((lexicon, known), found)
        },
    );
    diagnostics.extend(found);
    let editorial = Editorial {
        lexicon,
        gaps: known.gaps,
        adoptions: known.adoptions,
        ..editorial
    };
    (editorial, diagnostics)
}

/// The files whose findings are told before those of the lexicon.
fn short_files(folder: (&Path, &Changes)) -> (Editorial, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let thesaurus: Thesaurus = file(folder, "thesaurus.yaml", &mut diagnostics);
    let editorial = Editorial {
        groups: file::<Themes>(folder, "themes.yaml", &mut diagnostics).groups,
        assignments: file::<Assignments>(folder, "assignments.yaml", &mut diagnostics).entries,
        descriptors: file::<Descriptors>(folder, "descriptors.yaml", &mut diagnostics).entries,
        cited: file(folder, "instruments.yaml", &mut diagnostics),
        reports: file::<Reports>(folder, "reports.yaml", &mut diagnostics).reports,
        thesaurus: thesaurus.groups,
        search_words: thesaurus.search,
        addressees: file::<Addressees>(folder, "addressees.yaml", &mut diagnostics).addressees,
        actions: file::<Actions>(folder, "actions.yaml", &mut diagnostics).actions,
        corrigenda: file::<Corrigenda>(folder, "corrigenda.yaml", &mut diagnostics).corrigenda,
        standings: file::<Standings>(folder, "standings.yaml", &mut diagnostics).standings,
        ..Editorial::default()
    };
    (editorial, diagnostics)
}

/// An editorial file; an empty one where there is none.
fn file<T: serde::de::DeserializeOwned + Default>(
    (folder, changes): (&Path, &Changes),
    name: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> T {
    let file = format!("seeds/editorial/{name}");
    let text = match changes.text(folder, &file, &file) {
        Ok(Some(text)) if has_content(&text) => text,
        Ok(_) => return T::default(),
        Err(error) => {
            diagnostics.push(error);
            return T::default();
        }
    };
    yaml::read(&text, &file).unwrap_or_else(|error| {
        diagnostics.push(error);
        T::default()
    })
}

/// A file of comments alone is an empty one.
fn has_content(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .any(|line| !line.is_empty() && !line.starts_with('#') && line != "---")
}
