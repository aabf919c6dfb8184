//! `compendio serve`: what the user is told while a book is served.

use std::cell::RefCell;
use std::collections::HashSet;
use std::process::ExitCode;

use super::Common;
use super::terminal::{diagnostics, say};
use crate::files::Changes;
use crate::languages::{terminal, terminal_count};
use crate::serve::{self, Event};

/// Serves until the user interrupts it.
pub fn run(common: &Common, port: u16, open: bool) -> ExitCode {
    let config = common.config.clone();
    let told = {
        let common = common.clone();
        let warned = RefCell::new(HashSet::new());
        move |event: Event<'_>| tell(&common, open, event, &mut warned.borrow_mut())
    };
    let make = {
        let config = config.clone();
        move |address: &str| crate::preview(&config, address)
    };
    // A mistake in a book is waited for, a mistyped name is not.
    let served = crate::book_text(&config, &Changes::default())
        .and_then(|_| serve::run(&config, port, make, told));
    match served {
        Ok(()) => {
            if !common.quiet {
                say(&[terminal("serve.ended", &[])]);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            diagnostics(common, &[error], &mut HashSet::new());
            ExitCode::from(1)
        }
    }
}

fn tell(common: &Common, open: bool, event: Event<'_>, warned: &mut HashSet<String>) {
    let note = |path: &str, facts: &[(&str, &str)]| {
        if !common.quiet {
            say(&[terminal(&format!("serve.{path}"), facts)]);
        }
    };
    match event {
        Event::Ready(address) => {
            // Without the address nothing can be done, so that it is told even to who wants to hear nothing.
            say(&[terminal("serve.ready", &[("address", address)])]);
            if open && let Err(error) = open::that_detached(address) {
                let facts = [("reason", &*error.to_string()), ("address", address)];
                note("no_browser", &facts);
            }
        }
        Event::Built(preview, first) => {
            diagnostics(common, &preview.diagnostics, warned);
            let pages = terminal_count("page", preview.summary.pages);
            let warnings = terminal_count("warning", preview.summary.warnings);
            let facts = [("pages", &*pages), ("warnings", &*warnings)];
            note(if first { "built" } else { "rebuilt" }, &facts);
        }
        Event::Same(preview) => {
            diagnostics(common, &preview.diagnostics, warned);
            let warnings = terminal_count("warning", preview.summary.warnings);
            note("same", &[("warnings", &warnings)]);
        }
        Event::Failed(preview, has_site) => {
            diagnostics(common, &preview.diagnostics, warned);
            note(if has_site { "failed" } else { "failed_first" }, &[]);
        }
        Event::Polling(reason) => note("polling", &[("reason", &reason)]),
    }
}
