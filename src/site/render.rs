//! Views → HTML. The only user of Tera.

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
    ) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("v", view);
        self.tera
            .render(&format!("pages/{template}.html"), &context)
            .map_err(|error| template_error(&error))
    }
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
