//! The heads of printed pages: the book's name, and the meeting whose recommendations a page holds. CSS alone can
//! put them there, and only from words in a style sheet; so the one for paper has rules that are made from the book.

use std::fmt::Write as _;

use crate::files::File;
use crate::site::{Site, routes};

/// Adds the heads to the style sheet for paper among `files`, if it is there. The first page has the book's name in
/// its text.
pub fn add_heads(site: &Site<'_>, files: &mut [File]) {
    let print = files
        .iter_mut()
        .find(|file| file.path == routes::PRINT_STYLE);
    if let Some(print) = print {
        print.bytes.extend(heads(site).into_bytes());
    }
}

fn heads(site: &Site<'_>) -> String {
    let mut css = format!(
        "@page {{ @top-left {{ content: {}; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n",
        quoted(&site.loaded.book.title)
    );
    // Another name begins another page: a meeting without recommendations follows on the page of the one before it.
    let mut name = None;
    for meeting in &site.compendium.meetings {
        let anchor = routes::meeting_anchor(meeting.number);
        if meeting.provisions() > 0 {
            let head = site.meeting_with_year_in_brackets(meeting);
            let _ = writeln!(
                css,
                "@page {anchor} {{ @top-right {{ content: {}; }} }}",
                quoted(&head)
            );
            name = Some(anchor.clone());
        }
        if let Some(name) = &name {
            let _ = writeln!(
                css,
                ".page-recommendations section:has(> #{anchor}) {{ page: {name}; }}"
            );
        }
        if meeting.provisions() > 0 {
            let _ = writeln!(css, ".page-meeting:has(#{anchor}) {{ page: {anchor}; }}");
        }
    }
    css
}

/// A text as a string of CSS.
fn quoted(text: &str) -> String {
    let mut string = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                string.push('\\');
                string.push(c);
            }
            c if c.is_control() => string.push(' '),
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_its_string() {
        assert_eq!(quoted("a \"b\" \\ c\nd"), "\"a \\\"b\\\" \\\\ c d\"");
    }
}
