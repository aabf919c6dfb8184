//! What a page has in the preview and nowhere else: a script that asks whether the site has changed, the leave to
//! ask, and what is told when a build failed. The built site never holds any of it.

use memchr::memmem;
use serde::Serialize;

use crate::languages::{terminal, terminal_count};

use super::{Shown, Site};

/// Where the preview's own files are asked for; no file of a site has such a path.
pub const PREFIX: &str = "@compendio/";
/// Asks for the state, and shows what is wrong.
pub const SCRIPT: &str = include_str!("preview.js");
/// How it looks.
pub const STYLE: &str = include_str!("preview.css");

/// A page with the script and the leave for it to ask.
#[must_use]
pub fn to_page(page: &[u8], site: Option<&Site>) -> Vec<u8> {
    const POLICY: &[u8] = b"http-equiv=\"Content-Security-Policy\" content=\"";
    const END: &[u8] = b"</head>";
    let (token, looks) = site.map_or(("", ""), |site| (&site.token, &site.looks));
    let script = format!(
        "<script src=\"/{PREFIX}preview.js\" data-site=\"{token}\" data-looks=\"{looks}\" defer></script>\n"
    );
    let mut made = Vec::with_capacity(page.len() + 200);
    let mut rest = page;
    if let Some(at) = memmem::find(rest, POLICY) {
        let (before, after) = rest.split_at(at + POLICY.len());
        made.extend_from_slice(before);
        made.extend_from_slice(b"connect-src 'self'; ");
        rest = after;
    }
    // A page of somebody's own template may have no head.
    let at = memmem::find(rest, END).unwrap_or(rest.len());
    made.extend_from_slice(&rest[..at]);
    made.extend_from_slice(script.as_bytes());
    made.extend_from_slice(&rest[at..]);
    made
}

/// The page that is shown as long as there is no site.
#[must_use]
pub fn instead_of_a_site() -> Vec<u8> {
    let say = |key: &str| terminal(&format!("preview.{key}"), &[]);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n<body>\n<main><h1>{title}</h1>\n<p>{}</p></main>\n</body>\n</html>\n",
        say("language"),
        say("first"),
        title = say("first_title"),
    );
    to_page(page.as_bytes(), None)
}

/// What the script is told.
#[must_use]
pub fn state(shown: &Shown) -> String {
    #[derive(Serialize)]
    struct State<'a> {
        /// To be named when asking again.
        token: &'a str,
        /// The site that is shown: another one than the page's own means that the page is out of date.
        site: &'a str,
        /// Its styles and scripts: others than the page's own mean that its content is not all that has changed.
        looks: &'a str,
        failure: Option<Told<'a>>,
    }
    #[derive(Serialize)]
    struct Told<'a> {
        language: String,
        message: String,
        label: String,
        close: String,
        runs: &'a [Run],
    }
    let failure = shown.failure.as_ref().map(|failure| {
        let message = if shown.site.is_some() {
            "preview.failed"
        } else {
            "preview.failed_first"
        };
        let errors = terminal_count("error", failure.errors);
        Told {
            language: terminal("preview.language", &[]),
            message: terminal(message, &[("errors", &errors)]),
            label: terminal("preview.diagnostics", &[]),
            close: terminal("preview.close", &[]),
            runs: &failure.runs,
        }
    });
    let state = State {
        token: &shown.token,
        site: shown.site.as_ref().map_or("", |site| &site.token),
        looks: shown.site.as_ref().map_or("", |site| &site.looks),
        failure,
    };
    serde_json::to_string(&state).expect("texts alone")
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Classes of the preview's style sheet.
    pub look: String,
    /// The words.
    pub text: String,
}

/// A text for a terminal, with its colours as looks. What else a terminal would obey is not in a diagnostic.
#[must_use]
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut bold, mut colour) = (false, "");
    for (at, part) in text.split("\u{1b}[").enumerate() {
        let words = if at == 0 {
            part
        } else {
            let (codes, words) = part.split_once('m').unwrap_or(("", part));
            for code in codes.split(';') {
                match code {
                    "" | "0" => (bold, colour) = (false, ""),
                    "1" => bold = true,
                    "31" | "91" => colour = "red",
                    "32" | "92" => colour = "green",
                    "33" | "93" => colour = "yellow",
                    "34" | "94" => colour = "blue",
                    "36" | "96" => colour = "cyan",
                    _ => {}
                }
            }
            words
        };
        if words.is_empty() {
            continue;
        }
        let look = match (bold, colour) {
            (true, "") => "bold".to_owned(),
            (true, colour) => format!("bold {colour}"),
            (false, colour) => colour.to_owned(),
        };
        match runs.last_mut() {
            Some(last) if last.look == look => last.text.push_str(words),
            _ => runs.push(Run {
                look,
                text: words.to_owned(),
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_ask_and_has_the_script_once() {
        let site = Site {
            token: "t".to_owned(),
            looks: "l".to_owned(),
            ..Site::new(Vec::new(), "")
        };
        let page = b"<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"></head><body>Se escribe </head>.</body>";
        let made = String::from_utf8(to_page(page, Some(&site))).unwrap();
        assert_eq!(
            made,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'; default-src 'none'\"><script src=\"/@compendio/preview.js\" data-site=\"t\" data-looks=\"l\" defer></script>\n</head><body>Se escribe </head>.</body>"
        );
    }

    #[test]
    fn a_page_without_a_head_has_the_script_too() {
        let made = String::from_utf8(to_page(b"<p>x", None)).unwrap();
        assert!(made.starts_with("<p>x<script src="));
    }

    #[test]
    fn colours_become_looks() {
        let run = |look: &str, text: &str| Run {
            look: look.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            runs("a\u{1b}[1m\u{1b}[91merror\u{1b}[0m: \u{1b}[1;94m-->\u{1b}[0m <b>\u{1b}[0m x"),
            [
                run("", "a"),
                run("bold red", "error"),
                run("", ": "),
                run("bold blue", "-->"),
                run("", " <b> x"),
            ]
        );
        assert_eq!(runs(""), []);
    }

    #[test]
    fn a_diagnostic_keeps_its_words() {
        let found = crate::diagnostic::Diagnostic::error("direccion-no-valida")
            .with("path", "temas/<aux>.html");
        let runs = runs(&found.render(true));
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(words, found.render(false));
        assert!(runs.iter().any(|run| run.look.contains("red")));
    }
}
