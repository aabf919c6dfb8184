//! Views → HTML. The only user of Tera.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diagnostic::Diagnostic;

use super::assets;
use super::runs::Run;

/// Runs that are handed to the template engine at a time.
const MOST_RUNS: usize = 512;

/// The templates of a book, ready to render.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    failure: OnceLock<Diagnostic>,
}

/// Something that many pages show, turned once into what templates read: cloning it costs nothing.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Shared(Value);

impl Renderer {
    /// Reads the templates; `site` and `strings` are what every page sees as `site` and `s`.
    ///
    /// # Errors
    /// A template that cannot be read.
    pub fn new(
        folder: &Path,
        site: &impl Serialize,
        strings: &toml::Table,
    ) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        tera.add_raw_templates(assets::templates(folder)?)
            .map_err(|error| template_error(&error))?;
        let global = tera.global_context();
        global.insert("site", site);
        global.insert("s", strings);
        Ok(Self {
            tera,
            failure: OnceLock::new(),
        })
    }

    /// Words as HTML, made by the component `runs`.
    ///
    /// Views are made of many such words, so a failure does not stop here: [`Renderer::failure`] tells it.
    pub fn words(&self, runs: &[Run<'_>]) -> Shared {
        let render = |runs: &[Run<'_>]| {
            let mut context = Context::new();
            context.insert("runs", runs);
            self.tera.render_component("runs", &context, None, true)
        };
        // What the engine keeps of a run takes far more room than the run.
        self.made(if runs.len() <= MOST_RUNS {
            render(runs)
        } else {
            runs.chunks(MOST_RUNS).map(render).collect()
        })
    }

    /// A part of the frame that is the same on many pages; `page` is what its template sees.
    /// A failure is told by [`Renderer::failure`].
    pub fn part(&self, name: &str, page: &impl Serialize) -> Shared {
        let mut context = Context::new();
        context.insert("page", page);
        self.made(self.tera.render(&format!("frame/{name}.html"), &context))
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
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("v", view);
        PAGE.with_borrow_mut(|html| {
            html.clear();
            self.tera
                .render_to(&format!("pages/{template}.html"), &context, &mut *html)
                .map_err(|error| template_error(&error))?;
            Ok(html.clone())
        })
    }
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

/// Writes a text as HTML, for elements and quoted attributes alike.
///
/// It does what the engine's own function does: most texts have nothing to escape, and are looked through a
/// stretch at a time here.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = special(&bytes[from..]) {
        out.write_all(&bytes[from..from + at])?;
        out.write_all(entity(bytes[from + at]).unwrap_or_default().as_bytes())?;
        from += at + 1;
    }
    out.write_all(&bytes[from..])
}

/// The first byte that has an [`entity`].
fn special(bytes: &[u8]) -> Option<usize> {
    let is_special = |byte: u8| {
        (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'')
    };
    let (stretches, _) = bytes.as_chunks::<16>();
    let plain = stretches
        .iter()
        .take_while(|stretch| !stretch.iter().fold(false, |found, &byte| found | is_special(byte)))
        .count();
    let from = plain * 16;
    let to = if plain < stretches.len() { from + 16 } else { bytes.len() };
    bytes[from..to]
        .iter()
        .position(|&byte| is_special(byte))
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
