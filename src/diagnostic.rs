//! What went wrong, where, how bad it is, and what to do about it.
//!
//! Code says only *which* diagnostic and its facts; the words stand in the language's
//! `diagnostics.toml`, so that whoever improves a sentence need not read Rust.
//! Every diagnostic answers four questions: where, what was read, what the program did with it,
//! and what the reader can do (contract, "Commands").

use std::collections::BTreeMap;
use std::sync::LazyLock;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Deserialize;

mod place;
pub mod reason;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is built; a person should have a look.
    Warning,
    /// The input cannot be used; nothing is written.
    Error,
}

/// No more of a line than this is shown.
const LONGEST_QUOTE: usize = 400;
/// No sentence needs a longer fact.
const LONGEST_FACT: usize = 2000;

/// One finding about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// The entry of `diagnostics.toml`; stable, for people to look up in `docs/diagnostics.md`.
    pub code: &'static str,
    /// The file, as the book names it.
    pub file: Option<String>,
    /// 1-based line, 0 if the whole file is meant.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
    /// How many characters of the line are meant.
    pub length: u32,
    /// The line itself, for the excerpt.
    pub excerpt: Option<String>,
    /// The facts that the sentence names.
    pub facts: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// A finding that lets the build go on.
    #[must_use]
    pub fn warning(code: &'static str) -> Self {
        Self::new(Severity::Warning, code)
    }

    /// A finding that stops the build.
    #[must_use]
    pub fn error(code: &'static str) -> Self {
        Self::new(Severity::Error, code)
    }

    fn new(severity: Severity, code: &'static str) -> Self {
        Self {
            severity,
            code,
            file: None,
            line: 0,
            column: 1,
            length: 1,
            excerpt: None,
            facts: Vec::new(),
        }
    }

    /// Names the file.
    #[must_use]
    pub fn file(mut self, file: &str) -> Self {
        self.file = Some(file.to_owned());
        self
    }

    /// Names the place: 1-based line and column, and how many characters are meant.
    #[must_use]
    pub fn place(mut self, line: u32, column: u32, length: u32) -> Self {
        self.line = line;
        self.column = column.max(1);
        self.length = length.max(1);
        self
    }

    /// Shows the line.
    #[must_use]
    pub fn excerpt(mut self, line: &str) -> Self {
        self.excerpt = Some(harmless(line.chars().take(LONGEST_QUOTE).collect()));
        self
    }

    /// Adds a fact that the sentence names as `{key}`.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // A number or a name reads best without an ampersand.
    pub fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        let mut value = value.to_string();
        if let Some((end, _)) = value.char_indices().nth(LONGEST_FACT) {
            value.truncate(end);
            value.push('…');
        }
        self.facts.push((key, harmless(value)));
        self
    }

    /// `file:line:column`, as far as known.
    #[must_use]
    pub fn location(&self) -> String {
        match (&self.file, self.line) {
            (None, _) => String::new(),
            (Some(file), 0) => file.clone(),
            (Some(file), line) => format!("{file}:{line}:{}", self.column),
        }
    }

    fn wording(&self) -> Wording {
        let wording = WORDINGS.get(self.code);
        debug_assert!(wording.is_some(), "no words for {}", self.code);
        let fill = |sentence: &str| fill(sentence, &self.facts);
        wording.map_or_else(
            || Wording {
                message: self.code.to_owned(),
                ..Wording::default()
            },
            |wording| Wording {
                message: fill(&wording.message),
                label: wording.label.as_deref().map(fill),
                help: wording.help.as_deref().map(fill),
            },
        )
    }

    /// The whole finding for a terminal, in the reader's language.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let wording = self.wording();
        let level = match self.severity {
            Severity::Warning => Level::WARNING.with_name("aviso"),
            Severity::Error => Level::ERROR.with_name("error"),
        };
        let location = self.location();
        let mut group =
            Group::with_title(level.primary_title(wording.message.as_str()).id(self.code));
        if let (Some(excerpt), 1..) = (&self.excerpt, self.line) {
            let start = excerpt
                .char_indices()
                .nth(self.column as usize - 1)
                .map_or(excerpt.len(), |(at, _)| at);
            let end = excerpt[start..]
                .char_indices()
                .nth(self.length as usize)
                .map_or(excerpt.len(), |(at, _)| start + at);
            group = group.element(
                Snippet::source(excerpt.as_str())
                    .path(self.file.as_deref().unwrap_or_default())
                    .line_start(self.line as usize)
                    .annotation(
                        AnnotationKind::Primary
                            .span(start..end)
                            .label(wording.label.as_deref()),
                    ),
            );
        } else if !location.is_empty() {
            group = group.element(annotate_snippets::Origin::path(location.as_str()));
            if let Some(label) = &wording.label {
                group = group.element(Level::NOTE.with_name("nota").message(label.as_str()));
            }
        }
        if let Some(help) = &wording.help {
            group = group.element(Level::HELP.with_name("ayuda").message(help.as_str()));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer
            .decor_style(DecorStyle::Ascii)
            .term_width(110)
            .render(&[group])
    }

    /// One JSON object, for other programs: `docs/diagnostics.md` describes its keys.
    #[must_use]
    pub fn to_json(&self) -> String {
        let wording = self.wording();
        let facts: serde_json::Map<String, serde_json::Value> = self
            .facts
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.as_str().into()))
            .collect();
        serde_json::json!({
            "severity": match self.severity { Severity::Warning => "warning", Severity::Error => "error" },
            "code": self.code,
            "file": self.file,
            "line": (self.line > 0).then_some(self.line),
            "column": (self.line > 0).then_some(self.column),
            "length": (self.line > 0).then_some(self.length),
            "excerpt": self.excerpt,
            "message": wording.message,
            "label": wording.label,
            "help": wording.help,
            "facts": facts,
        })
        .to_string()
    }
}

/// The bytes of a file as text.
///
/// # Errors
/// Bytes that are not UTF-8: the place of the first one.
pub fn utf8(file: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u32 + 1;
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |lf| lf + 1);
        let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() as u32 + 1;
        Diagnostic::error("no-es-utf8")
            .file(file)
            .place(line, column, 1)
            .with("line", line)
            .with("byte", format!("{:#04X}", bytes[at]))
    })
}

/// What a terminal would obey or show at another place, as a visible sign: a finding may quote anything.
#[must_use]
pub fn harmless(text: String) -> String {
    let obeyed = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n')
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if text.contains(obeyed) {
        text.replace(obeyed, "\u{fffd}")
    } else {
        text
    }
}

/// True if one of them stops the build.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Puts the facts into the `{places}` of a sentence.
#[must_use]
pub fn fill(sentence: &str, facts: &[(&'static str, String)]) -> String {
    let mut filled = sentence.to_owned();
    for (key, value) in facts {
        filled = filled.replace(&format!("{{{key}}}"), value);
    }
    filled
}

/// The words of one diagnostic.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    /// What is the matter, in one line.
    message: String,
    /// What was read and what was done with it.
    label: Option<String>,
    /// What to do.
    help: Option<String>,
}

static WORDINGS: LazyLock<BTreeMap<String, Wording>> = LazyLock::new(|| {
    toml::from_str(include_str!("languages/es/diagnostics.toml"))
        .expect("the embedded diagnostics.toml is checked by a test")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_says_where_what_and_what_to_do() {
        let rendered = Diagnostic::warning("salto-de-numeracion")
            .file("seeds/documents/a.es.txt")
            .place(87, 1, 3)
            .excerpt("14. Respecto de la protección")
            .with("read", 14)
            .with("previous", 12)
            .render(false);
        assert!(
            rendered.starts_with("aviso[salto-de-numeracion]: "),
            "{rendered}"
        );
        assert!(
            rendered.contains("seeds/documents/a.es.txt:87:1"),
            "{rendered}"
        );
        assert!(rendered.contains("ayuda"), "{rendered}");
    }

    #[test]
    fn every_code_of_the_program_has_words() {
        let sources = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|ext| ext == "rs"))
            .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
            .collect::<String>();
        let mut found = 0;
        for opening in ["Diagnostic::warning(\"", "Diagnostic::error(\""] {
            for part in sources.split(opening).skip(1) {
                let code = part.split('"').next().unwrap();
                if code.contains('\\') {
                    continue;
                }
                assert!(WORDINGS.contains_key(code), "no words for {code}");
                found += 1;
            }
        }
        assert!(found > 10);
    }
}
