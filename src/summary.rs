//! What a build did, in numbers, for the lines that close it.

use crate::enrich::Compendium;
use crate::files::File;
use crate::languages::{terminal, terminal_count};
use crate::records::{Document, Role};

/// The numbers of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents read.
    pub documents: usize,
    /// Numbered recommendations found in them.
    pub recommendations: usize,
    /// Provisions: the smallest units.
    pub provisions: usize,
    /// Themes that the program proposes, over all provisions.
    pub proposed: usize,
    /// Words joined again.
    pub repairs: usize,
    /// Diagnostics that let the build go on.
    pub warnings: usize,
    /// Pages made.
    pub pages: usize,
    /// Files made, pages included.
    pub files: usize,
}

impl Summary {
    /// Counts what was read and made.
    #[must_use]
    pub fn of(compendium: &Compendium, warnings: usize, files: &[File]) -> Self {
        let is_page = |file: &&File| file.path.ends_with(".html");
        Self {
            documents: compendium.documents.len(),
            recommendations: compendium
                .meetings
                .iter()
                .map(|meeting| meeting.recommendations.len())
                .sum(),
            provisions: compendium.provisions().count(),
            proposed: compendium
                .provisions()
                .map(|at| &compendium.entries[at])
                .filter(|entry| entry.proposed)
                .map(|entry| entry.themes.len())
                .sum(),
            repairs: compendium
                .documents
                .iter()
                .flat_map(|document| &document.blocks)
                .map(|block| block.text.repairs.len())
                .sum(),
            warnings,
            pages: files.iter().filter(is_page).count(),
            files: files.len(),
        }
    }

    /// The lines that tell it, for a site that was written to `folder`, and its zip if there is one.
    #[must_use]
    pub fn lines(&self, folder: &str, zip: bool) -> Vec<String> {
        let mut lines = vec![
            terminal(
                "summary.build",
                &[
                    ("documents", &terminal_count("document", self.documents)),
                    (
                        "recommendations",
                        &terminal_count("recommendation", self.recommendations),
                    ),
                    ("provisions", &terminal_count("provision", self.provisions)),
                    ("proposed", &terminal_count("proposed", self.proposed)),
                    ("repairs", &terminal_count("repair", self.repairs)),
                    ("warnings", &terminal_count("warning", self.warnings)),
                ],
            ),
            terminal(
                "summary.files",
                &[
                    ("pages", &terminal_count("page", self.pages)),
                    ("files", &terminal_count("file", self.files)),
                    ("folder", folder),
                ],
            ),
        ];
        if zip {
            let file = format!("{folder}.zip");
            lines.push(terminal("summary.zip", &[("file", &file)]));
        }
        lines
    }
}

/// What the lines of a document are, for whoever checks that none was lost.
#[must_use]
pub fn coverage(document: &Document) -> Vec<String> {
    let lines = terminal_count("line", document.line_count as usize);
    let mut told = vec![terminal(
        "check.document",
        &[("file", &document.file), ("lines", &lines)],
    )];
    for role in Role::ALL {
        let lines = document.lines_of(role);
        if lines > 0 {
            let name = terminal(&format!("check.{}", role.id()), &[]);
            told.push(format!("  {name:<26} {lines:>6}"));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_tell_every_number() {
        let summary = Summary {
            documents: 1,
            recommendations: 2,
            provisions: 3,
            proposed: 4,
            repairs: 5,
            warnings: 6,
            pages: 7,
            files: 8,
        };
        assert_eq!(
            summary.lines("sitio", true),
            [
                "1 documento · 2 recomendaciones numeradas · 3 disposiciones · 4 temas propuestos · 5 reparaciones · 6 avisos",
                "7 páginas · 8 ficheros en sitio",
                "zip en sitio.zip",
            ]
        );
    }
}
