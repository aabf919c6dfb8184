//! A seed as it lies on the disk, and its lines as a reader wants them.
//!
//! The bytes are never changed. What readers get is each line without its line end, byte-order mark,
//! invisible and direction-changing characters, with each accent on its letter and every kind of space as a plain one;
//! where something other than white space is left out or put together, a diagnostic names it.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Diagnostic;

/// Lines that are longer are read, but told: no document of these kinds has them.
const LONG_LINE: usize = 64 * 1024;
/// So many hidden characters of a line are named.
const MOST_NAMES: usize = 12;

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
        let text = crate::diagnostic::utf8(file, bytes)?;
        let mut cleaner = Cleaner {
            file,
            diagnostics: Vec::new(),
            returns: Told::default(),
            accents: Told::default(),
            ligatures: Told::default(),
        };
        let mut body = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // A last line feed ends the last line; it does not begin another.
        body = body.strip_suffix('\n').unwrap_or(body);
        let lines: Vec<String> = body
            .split('\n')
            .enumerate()
            .map(|(at, line)| cleaner.clean(line, at as u32 + 1))
            .collect();
        let diagnostics = cleaner.finish();
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
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// True for what no reader sees and no text of a document needs: control characters, zero-width
/// characters, those that change the direction of writing, and those that Unicode keeps for itself.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    // Nearly every letter of these texts is one of these.
    if matches!(c, ' '..='~' | '¡'..='¬' | '®'..='ɏ') {
        return false;
    }
    (c.is_control() && !matches!(c, '\t' | '\u{c}'))
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Tabulators and the spaces of typesetters: they part words as a plain space does.
fn is_other_space(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Accents that stand behind their letter as characters of their own.
fn is_loose_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Where a word may be parted; it is kept where it ends a line.
pub(crate) const SOFT_HYPHEN: char = '\u{ad}';

/// Two or three letters that a typesetter drew as one sign ("ﬁ").
pub(crate) const LIGATURES: [(char, &str); 7] = [
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
    ('\u{fb05}', "st"),
    ('\u{fb06}', "st"),
];

/// The letters of a ligature.
pub(crate) fn ligature(c: char) -> Option<&'static str> {
    let found = LIGATURES.iter().find(|(sign, _)| *sign == c);
    found.map(|&(_, letters)| letters)
}

/// What is told once a document: how many lines have it, and where it begins.
#[derive(Default)]
struct Told {
    lines: u32,
    line: u32,
    column: u32,
}

impl Told {
    fn add(&mut self, line: u32, column: usize) {
        if self.lines == 0 {
            (self.line, self.column) = (line, column as u32 + 1);
        }
        self.lines += 1;
    }

    fn tell(&self, code: Diagnostic, file: &str, diagnostics: &mut Vec<Diagnostic>) {
        if self.lines > 0 {
            diagnostics.push(
                code.file(file)
                    .place(self.line, self.column, 1)
                    .with("count", self.lines),
            );
        }
    }
}

/// Makes lines as readers want them, and notes what it changed.
struct Cleaner<'a> {
    file: &'a str,
    diagnostics: Vec<Diagnostic>,
    returns: Told,
    accents: Told,
    ligatures: Told,
}

impl Cleaner<'_> {
    fn clean(&mut self, line: &str, number: u32) -> String {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.len() > LONG_LINE {
            self.diagnostics.push(
                Diagnostic::warning("linea-muy-larga")
                    .file(self.file)
                    .place(number, 1, 1)
                    .with("kib", line.len() / 1024),
            );
        }
        let odd = |c: char| {
            is_hidden(c) || is_other_space(c) || is_loose_accent(c) || ligature(c).is_some()
        };
        if !line.contains(odd) {
            return line.to_owned();
        }
        let mut names: Vec<String> = Vec::new();
        let (mut first, mut returns, mut accents, mut ligatures) = (None, None, None, None);
        let mut kept = String::with_capacity(line.len());
        for (at, (from, c)) in line.char_indices().enumerate() {
            if is_other_space(c) {
                kept.push(' ');
            } else if c == '\r' {
                returns.get_or_insert(at);
                kept.push(' ');
            } else if c == SOFT_HYPHEN
                && line[from + c.len_utf8()..].trim().is_empty()
                && kept.ends_with(char::is_alphabetic)
            {
                // Where it ends the line it was printed, and its word goes on in the next.
                kept.push(c);
            } else if is_hidden(c) {
                first.get_or_insert(at);
                let name = format!("U+{:04X}", u32::from(c));
                if names.len() < MOST_NAMES && !names.contains(&name) {
                    names.push(name);
                }
                // What ends a line elsewhere still parts two words.
                if c.is_whitespace() {
                    kept.push(' ');
                }
            } else if let Some(letters) = ligature(c) {
                ligatures.get_or_insert(at);
                kept.push_str(letters);
            } else {
                if is_loose_accent(c) {
                    accents.get_or_insert(at);
                }
                kept.push(c);
            }
        }
        if let Some(first) = first {
            self.diagnostics.push(
                Diagnostic::warning("caracteres-invisibles")
                    .file(self.file)
                    .place(number, first as u32 + 1, 1)
                    .with("names", names.join(", ")),
            );
        }
        if let Some(at) = returns {
            self.returns.add(number, at);
        }
        if let Some(at) = ligatures {
            self.ligatures.add(number, at);
        }
        if let Some(at) = accents {
            let composed: String = kept.nfc().collect();
            // An accent that no letter has stays where it is, and there is nothing to tell.
            if composed != kept {
                self.accents.add(number, at);
                kept = composed;
            }
        }
        kept
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        let code = Diagnostic::warning("retorno-de-carro");
        self.returns.tell(code, self.file, &mut self.diagnostics);
        let code = Diagnostic::warning("tildes-sueltas");
        self.accents.tell(code, self.file, &mut self.diagnostics);
        let code = Diagnostic::warning("letras-ligadas");
        self.ligatures.tell(code, self.file, &mut self.diagnostics);
        self.diagnostics
    }
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
    fn signs_for_several_letters_are_read_as_letters() {
        let (source, told) = Source::new("a.txt", "la o\u{fb01}cina e\u{fb03}caz".into()).unwrap();
        assert_eq!(source.lines, ["la oficina efficaz"]);
        assert_eq!(told[0].code, "letras-ligadas");
    }

    #[test]
    fn every_space_is_a_plain_one() {
        let text = "II.\tSegunda\u{a0}reunión:\u{2003}Viena,\u{202f}3 de julio";
        let (source, told) = Source::new("a.txt", text.into()).unwrap();
        assert_eq!(source.lines, ["II. Segunda reunión: Viena, 3 de julio"]);
        assert_eq!(told, []);
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_placed() {
        let error = Source::new("a.txt", b"uno\ndos \xff".to_vec()).unwrap_err();
        assert_eq!(error.location(), "a.txt:2:5");
    }

    #[test]
    fn hidden_characters_are_named_and_left_out() {
        let (source, told) = Source::new("a.txt", "x\u{202e}y\u{0}z\u{a0}w".into()).unwrap();
        assert_eq!(source.lines, ["xyz w"]);
        assert_eq!(told[0].facts, [("names", "U+202E, U+0000".to_owned())]);
        assert_eq!(source.verbatim(1), "x\u{202e}y\u{0}z\u{a0}w");
    }

    #[test]
    fn accents_are_put_on_their_letters() {
        let (source, told) =
            Source::new("a", "reunio\u{301}n\nx\u{302}\nan\u{303}o".into()).unwrap();
        assert_eq!(source.lines, ["reunión", "x\u{302}", "año"]);
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].code, told[0].location()),
            ("tildes-sueltas", "a:1:7".to_owned())
        );
        assert_eq!(source.verbatim(1), "reunio\u{301}n");
    }

    #[test]
    fn what_ends_a_line_elsewhere_parts_words() {
        let (source, told) =
            Source::new("a", "uno\rdos\u{2028}tres\u{b}cuatro\u{c}cinco\r\n".into()).unwrap();
        assert_eq!(source.lines, ["uno dos tres cuatro\u{c}cinco"]);
        assert_eq!(
            told.iter().map(|told| told.code).collect::<Vec<_>>(),
            ["caracteres-invisibles", "retorno-de-carro"]
        );
    }

    #[test]
    fn nothing_but_white_space_is_an_error() {
        assert_eq!(
            Source::new("a", " \n\n\u{feff}".into()).unwrap_err().code,
            "documento-vacio"
        );
    }
}
