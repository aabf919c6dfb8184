//! Where in `book.toml` a finding stands: its reader counts bytes, editors count lines and columns.

use crate::diagnostic::Diagnostic;

/// Places a finding at a byte of `book.toml`.
#[must_use]
pub fn place_at(diagnostic: Diagnostic, text: &str, file: &str, at: usize) -> Diagnostic {
    let (line, column) = line_and_column(text, at);
    diagnostic
        .file(file)
        .place(line, column, 1)
        .excerpt(text.lines().nth(line as usize - 1).unwrap_or_default())
}

/// 1-based line and column (in characters) of a byte.
pub fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at.min(text.len())];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count() as u32
        + 1;
    (line, column)
}
