//! Compendium → files.

pub mod routes;

use crate::Loaded;
use crate::diagnostic::Diagnostic;
use crate::files::File;

/// Every file of the site.
///
/// # Errors
/// A broken link.
pub fn files(loaded: &Loaded) -> Result<Vec<File>, Vec<Diagnostic>> {
    Ok(crate::export::files(loaded))
}
