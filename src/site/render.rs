//! Views → HTML. The only user of Tera.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::languages;

use super::assets;
use super::printer::Printer;
use super::runs::Run;

/// Runs that are handed to the template engine at a time.
const MOST_RUNS: usize = 512;

/// The templates of a book, ready to render. Nothing of what a site shows is in them, so that they can be read while its
/// records are still being linked.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    printer: Option<Printer>,
}

impl Templates {
    /// Reads the templates; `strings` are what every page sees as `s`.
    ///
    /// # Errors
    /// A template that cannot be read.
    pub fn read(folder: &Path, strings: &toml::Table) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        let sentences = languages::sentences(strings);
        let templates = assets::templates(folder)?
            .into_iter()
            .map(|(name, source)| (name, with_sentences(&source, &sentences)));
        tera.add_raw_templates(templates)
            .map_err(|error| template_error(&error))?;
        tera.global_context().insert("s", strings);
        let printer = Printer::of(|runs| component(&tera, runs).ok());
        Ok(Self { tera, printer })
    }
}

fn component(tera: &Tera, runs: &[Run<'_>]) -> tera::TeraResult<String> {
    let mut context = Context::new();
    context.insert("runs", runs);
    tera.render_component("runs", &context, None, true)
}

/// The templates with what every page shows.
#[derive(Debug)]
pub struct Renderer<'a> {
    templates: &'a Templates,
    /// What every page sees as `site`.
    site: Shared,
    failure: OnceLock<Diagnostic>,
}

/// Something that many pages show, turned once into what templates read: cloning it costs nothing.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Shared(Value);

impl<'a> Renderer<'a> {
    /// With `site` as what every page sees under that name.
    pub fn new(templates: &'a Templates, site: &impl Serialize) -> Self {
        Self {
            templates,
            site: Self::share(site),
            failure: OnceLock::new(),
        }
    }

    /// Words as HTML, made by the component `runs`, or as it would make them.
    ///
    /// Views are made of many such words, so a failure does not stop here: [`Renderer::failure`] tells it.
    pub fn words(&self, runs: &[Run<'_>]) -> Shared {
        if let Some(printer) = &self.templates.printer {
            return self.made(Ok(printer.print(runs)));
        }
        // What the engine keeps of a run takes far more room than the run.
        let tera = &self.templates.tera;
        let html = runs.chunks(MOST_RUNS).map(|runs| component(tera, runs));
        self.made(html.collect())
    }

    /// A part of the frame that is the same on many pages; `page` is what its template sees.
    /// A failure is told by [`Renderer::failure`].
    pub fn part(&self, name: &str, page: &impl Serialize) -> Shared {
        let mut context = self.context();
        context.insert("page", page);
        let html = self
            .templates
            .tera
            .render(&format!("frame/{name}.html"), &context);
        self.made(html)
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.0.clone());
        context
    }

    /// Data that many pages show.
    pub fn share(data: &impl Serialize) -> Shared {
        Shared(Value::from_serializable(data))
    }

    /// The first failure of [`Renderer::words`] and [`Renderer::part`].
    pub fn failure(&self) -> Option<&Diagnostic> {
        self.failure.get()
    }

    fn made(&self, html: tera::TeraResult<String>) -> Shared {
        Shared(match html {
            Ok(html) => Value::safe_string(&html),
            Err(error) => {
                self.failure.get_or_init(|| template_error(&error));
                Value::none()
            }
        })
    }

    /// Renders a file that is no page, in XML.
    ///
    /// # Errors
    /// What the template engine says.
    pub fn file(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context();
        context.insert("v", view);
        let text = self.templates.tera.render(template, &context);
        let mut text = text.map_err(|error| template_error(&error))?;
        // What XML 1.0 cannot hold (2.2, "Characters"), not even escaped.
        text.retain(|c| {
            matches!(c, '\t' | '\n' | '\r') || c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}')
        });
        Ok(text.into_bytes())
    }

    /// Renders one page: `page` is its frame, `view` its own data.
    ///
    /// # Errors
    /// What the template engine says, as when a template asks for a field that is not there.
    pub fn render(
        &self,
        template: &str,
        page: &impl Serialize,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Diagnostic> {
        thread_local! {
            /// Pages are of all sizes, so that a buffer of its own would grow under each of them.
            static PAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        let mut context = self.context();
        context.insert("page", page);
        context.insert("v", view);
        PAGE.with_borrow_mut(|html| {
            html.clear();
            self.templates
                .tera
                .render_to(&format!("pages/{template}.html"), &context, &mut *html)
                .map_err(|error| template_error(&error))?;
            Ok(html.clone())
        })
    }
}

/// A template with the sentences that it prints put in: they are the same on every page, and the engine would
/// look each of them up again on every page.
fn with_sentences(source: &str, sentences: &HashMap<String, &str, FixedState>) -> String {
    const OPEN: &str = "{{ s.";
    let mut whole = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        whole.push_str(before);
        let known = behind
            .split_once(" }}")
            .and_then(|(path, after)| Some((*sentences.get(path)?, after)))
            // What the engine would read, or trim beside one of its tags, is left to it.
            .filter(|(words, _)| {
                !words.is_empty() && words.trim() == *words && !words.contains(['{', '}'])
            });
        if let Some((words, after)) = known {
            escape_into(words, &mut whole);
            rest = after;
        } else {
            whole.push_str(OPEN);
            rest = behind;
        }
    }
    whole.push_str(rest);
    whole
}

/// What stands for a character that means something in HTML; nothing for any other.
fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

/// Writes a text as HTML, for elements and quoted attributes alike, in stretches that are handed to `write`.
///
/// It does what the engine's own function does: most texts have nothing to escape, and are looked through a
/// stretch at a time here.
fn escaped<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some(at) = special(rest.as_bytes()) {
        write(&rest[..at])?;
        write(entity(rest.as_bytes()[at]).unwrap_or_default())?;
        rest = &rest[at + 1..];
    }
    write(rest)
}

/// [`escaped`] for the engine.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escaped(text, |part| out.write_all(part.as_bytes()))
}

/// [`escaped`] behind a text.
pub fn escape_into(text: &str, html: &mut String) {
    let written: Result<(), std::convert::Infallible> = escaped(text, |part| {
        html.push_str(part);
        Ok(())
    });
    match written {
        Ok(()) => {}
    }
}

/// The first byte that has an [`entity`].
fn special(bytes: &[u8]) -> Option<usize> {
    // Without a branch, so that the compiler compares a stretch at once.
    let special = |byte: u8| {
        u8::from(byte == b'&')
            | u8::from(byte == b'<')
            | u8::from(byte == b'>')
            | u8::from(byte == b'"')
            | u8::from(byte == b'\'')
    };
    let is_plain =
        |stretch: &&[u8; 16]| stretch.iter().fold(0, |found, &byte| found | special(byte)) == 0;
    let (stretches, _) = bytes.as_chunks::<16>();
    let plain = stretches.iter().take_while(is_plain).count();
    let from = plain * 16;
    let to = if plain < stretches.len() {
        from + 16
    } else {
        bytes.len()
    };
    bytes[from..to]
        .iter()
        .position(|&byte| entity(byte).is_some())
        .map(|at| from + at)
}

fn template_error(error: &tera::Error) -> Diagnostic {
    use std::error::Error;
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reason.push_str(": ");
        reason.push_str(&cause.to_string());
        source = cause.source();
    }
    Diagnostic::error("plantilla-ilegible").with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_put_into_templates() {
        let table: toml::Table =
            toml::from_str("[a]\nb = \"Qué & «cómo»\"\nfact = \"{n} de {m}\"\nspaced = \" y \"")
                .unwrap();
        assert_eq!(
            with_sentences(
                "<p>{{ s.a.b }}</p>{{ s.a.fact }}{{ s.a.spaced }}{{ s.a.no }}{{ s.a.b | upper }}{{ s.",
                &languages::sentences(&table)
            ),
            "<p>Qué &amp; «cómo»</p>{{ s.a.fact }}{{ s.a.spaced }}{{ s.a.no }}{{ s.a.b | upper }}{{ s."
        );
    }

    #[test]
    fn texts_are_escaped_as_the_engine_escapes_them() {
        let long = "las víctimas de la trata, y más: ".repeat(4);
        for text in [
            "",
            "a",
            "&",
            "<a href=\"x\">'&'</a>",
            "0123456789abcde<",
            "0123456789abcdef<",
            "0123456789abcdef0123456789abcdef&>",
            &long,
            &format!("{long}<{long}>\"{long}'"),
        ] {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            escape(text, &mut ours).unwrap();
            tera::escape_html(text, &mut theirs).unwrap();
            assert_eq!(ours, theirs, "{text}");
        }
    }
}
