//! A seed as it lies on the disk, and its lines as a reader wants them.
//!
//! The bytes are never changed. What readers get is each line without its line end, byte-order mark,
//! invisible and direction-changing characters; where something other than white space is left out,
//! a diagnostic names it.

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

/// Lines that are longer are read, but told: no document of these kinds has them.
const LONG_LINE: usize = 64 * 1024;

/// A source document.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path as the book names it, for diagnostics and the data.
    pub file: String,
    /// Hexadecimal SHA-256 of the bytes.
    pub sha256: String,
    /// The text, byte for byte.
    pub text: String,
    /// The lines, split at LF, without line ends; cleaned (see the module's page).
    pub lines: Vec<String>,
    /// Where each line begins in `text`.
    starts: Vec<usize>,
}

impl Source {
    /// Takes the bytes of a seed.
    ///
    /// # Errors
    /// A seed that is not UTF-8 (the line of the byte is named) or that holds no words (contract, "Commands").
    pub fn new(file: &str, bytes: Vec<u8>) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let sha256 = hex(&Sha256::digest(&bytes));
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u32 + 1;
            let start = bytes[..at]
                .iter()
                .rposition(|&byte| byte == b'\n')
                .map_or(0, |lf| lf + 1);
            let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() as u32 + 1;
            Diagnostic::error("no-es-utf8")
                .file(file)
                .place(line, column, 1)
                .with("line", line)
                .with("byte", format!("{:#04X}", bytes[at]))
        })?;
        let mut diagnostics = Vec::new();
        let mut body = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // A last line feed ends the last line; it does not begin another.
        body = body.strip_suffix('\n').unwrap_or(body);
        let lines: Vec<String> = body
            .split('\n')
            .enumerate()
            .map(|(at, line)| clean(line, at as u32 + 1, file, &mut diagnostics))
            .collect();
        if lines.iter().all(|line| line.trim().is_empty()) {
            return Err(Diagnostic::error("documento-vacio").file(file));
        }
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Ok((
            Self {
                file: file.to_owned(),
                sha256,
                text,
                lines,
                starts,
            },
            diagnostics,
        ))
    }

    /// A line exactly as the file has it, without its line feed; 1-based.
    #[must_use]
    pub fn verbatim(&self, line: u32) -> &str {
        let at = line as usize - 1;
        let Some(&start) = self.starts.get(at) else {
            return "";
        };
        let end = self
            .starts
            .get(at + 1)
            .map_or(self.text.len(), |next| next - 1);
        &self.text[start..end]
    }

    /// As [`Source::verbatim`], with every hidden character named in brackets, so that it can be shown.
    #[must_use]
    pub fn visible(&self, line: u32) -> String {
        let verbatim = self.verbatim(line).trim_end_matches('\r');
        let mut shown = String::with_capacity(verbatim.len());
        for c in verbatim.chars() {
            if is_hidden(c) {
                shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
            } else {
                shown.push(if c == '\u{c}' { ' ' } else { c });
            }
        }
        shown
    }
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(
        String::with_capacity(bytes.len() * 2),
        |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        },
    )
}

/// True for what no reader sees and no text of a document needs: control characters, zero-width
/// characters and those that change the direction of writing.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    // Nearly every letter of these texts is one of these.
    if matches!(c, ' '..='~' | '¡'..='¬' | '®'..='ɏ') {
        return false;
    }
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn clean(line: &str, number: u32, file: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.len() > LONG_LINE {
        diagnostics.push(
            Diagnostic::warning("linea-muy-larga")
                .file(file)
                .place(number, 1, 1)
                .with("kib", line.len() / 1024),
        );
    }
    let Some(first) = line.chars().position(is_hidden) else {
        return line.to_owned();
    };
    let mut names: Vec<String> = Vec::new();
    let kept: String = line
        .chars()
        .filter(|&c| {
            if is_hidden(c) {
                let name = format!("U+{:04X}", u32::from(c));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            !is_hidden(c)
        })
        .collect();
    diagnostics.push(
        Diagnostic::warning("caracteres-invisibles")
            .file(file)
            .place(number, first as u32 + 1, 1)
            .with("names", names.join(", ")),
    );
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_the_contract_says() {
        let count = |text: &str| Source::new("a", text.into()).unwrap().0.lines.len();
        assert_eq!(count("a\nb\n"), 2);
        assert_eq!(count("a\nb"), 2);
        assert_eq!(count("\u{feff}a\r\n\r\nb\r\n"), 3);
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_placed() {
        let error = Source::new("a.txt", b"uno\ndos \xff".to_vec()).unwrap_err();
        assert_eq!(error.location(), "a.txt:2:5");
    }

    #[test]
    fn hidden_characters_are_named_and_left_out() {
        let (source, told) = Source::new("a.txt", "x\u{202e}y\u{0}z\u{a0}w".into()).unwrap();
        assert_eq!(source.lines, ["xyz\u{a0}w"]);
        assert_eq!(told[0].facts, [("names", "U+202E, U+0000".to_owned())]);
        assert_eq!(source.verbatim(1), "x\u{202e}y\u{0}z\u{a0}w");
    }

    #[test]
    fn nothing_but_white_space_is_an_error() {
        assert_eq!(
            Source::new("a", " \n\n\u{feff}".into()).unwrap_err().code,
            "documento-vacio"
        );
    }
}
