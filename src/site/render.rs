//! Views → HTML. The only user of Tera.

use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera};

use crate::diagnostic::Diagnostic;

use super::assets;

/// The templates of a book, ready to render.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
}

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
        Ok(Self { tera })
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
