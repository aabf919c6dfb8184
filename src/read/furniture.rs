//! What belongs to the printed page and not to the text: running heads, page and job numbers, rules.
//!
//! A line is furniture only if *nothing* on it is a word of the document: page numbers ("8/14"), the
//! printer's job number ("V.19-09720"), the document's own symbol alone on a line, a rule. A running
//! title in words counts only where it is repeated beside such a line. When in doubt a line is text.

use std::collections::HashMap;

use crate::languages::Language;
use crate::text::is_symbol;

use super::Source;

/// What a line without words of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// A running head, a page number, a job number.
    Page,
    /// A drawn or typed line.
    Rule,
}

/// For each line (0-based) whether it is furniture.
#[must_use]
pub fn find(source: &Source, language: &Language, symbol: Option<&str>) -> Vec<Option<Furniture>> {
    let lines: Vec<&str> = source.lines.iter().map(|line| line.trim()).collect();
    let mut found: Vec<Option<Furniture>> = Vec::with_capacity(lines.len());
    let mut symbols: HashMap<&str, usize> = HashMap::new();
    for line in &lines {
        if is_symbol(line) {
            *symbols.entry(line).or_default() += 1;
        }
        found.push(if is_rule(line) {
            Some(Furniture::Rule)
        } else {
            is_page_mark(line, language).then_some(Furniture::Page)
        });
    }
    let beside = |found: &[Option<Furniture>], at: usize| {
        let before = (0..at).rev().find(|&other| !lines[other].is_empty());
        let after = (at + 1..lines.len()).find(|&other| !lines[other].is_empty());
        [before, after]
            .into_iter()
            .flatten()
            .any(|other| found[other] == Some(Furniture::Page))
    };
    let has_form_feed = |at: usize| {
        source.lines[at].contains('\u{c}') || at > 0 && source.lines[at - 1].contains('\u{c}')
    };
    // The sign stands before the first words of the next page, or on a line of its own.
    let ends_page = |at: usize| {
        let mut below = source.lines[at + 1..].iter();
        let next = below.find(|line| line.contains('\u{c}') || !line.trim().is_empty());
        next.is_some_and(|next| next.trim_start_matches([' ', '\t']).starts_with('\u{c}'))
    };

    // A symbol alone on a line heads a page; elsewhere it may end a wrapped sentence.
    for at in 0..lines.len() {
        let line = lines[at];
        if found[at].is_none()
            && is_symbol(line)
            && (symbol == Some(line)
                || symbols[line] > 1
                || beside(&found, at)
                || has_form_feed(at))
        {
            found[at] = Some(Furniture::Page);
        }
    }
    // A figure alone is a page number only where a page visibly ends.
    for at in 0..lines.len() {
        if found[at].is_none()
            && is_small_number(lines[at])
            && (beside(&found, at) || has_form_feed(at) || ends_page(at))
        {
            found[at] = Some(Furniture::Page);
        }
    }
    // A running title: the same line again and again, each time beside a page mark. It begins as a title
    // begins and ends as none of the sentences around it does.
    let mut titles: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let is_title =
            line.starts_with(char::is_uppercase) && !line.ends_with(['.', ';', ':', ',']);
        if found[at].is_none() && is_title && line.len() < 160 {
            titles.entry(line).or_default().push(at);
        }
    }
    for places in titles.values().filter(|places| places.len() > 1) {
        if places.iter().all(|&at| beside(&found, at)) {
            for &at in places {
                found[at] = Some(Furniture::Page);
            }
        }
    }
    found
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else {
        return false;
    };
    "-*_–—=".contains(first)
        && line.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && signs.all(|c| c == first)
}

fn is_small_number(line: &str) -> bool {
    (1..=3).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Job number, page number, or both, with nothing else but symbols beside them.
fn is_page_mark(line: &str, language: &Language) -> bool {
    let mut marks = 0;
    let mut figures = 0;
    let mut words = 0;
    let mut dates = 0;
    for token in line.split_whitespace() {
        let bare = token.trim_matches(|c| c == '-' || c == '–' || c == '—');
        if is_job_number(token) || is_page_of_pages(bare) || is_bar_code(token) {
            marks += 1;
        } else if language.layout.page_words.contains(&token.to_lowercase()) {
            words += 1;
        } else if is_small_number(bare) {
            figures += 1;
        } else if is_print_date(token) {
            dates += 1;
        } else if !(bare.is_empty() || is_symbol(token) || is_language_letter(token)) {
            return false;
        }
    }
    let dashed_number = figures == 1
        && words == 0
        && line.starts_with(['-', '–', '—'])
        && line.ends_with(['-', '–', '—']);
    marks > 0 && figures <= 1 && dates <= 2
        || dates == 0 && (words == 1 && figures >= 1 || dashed_number)
}

/// "V.19-09720", "GE.21-01234": capitals, a full stop, two figures, a dash, five or more figures.
fn is_job_number(token: &str) -> bool {
    let Some((office, number)) = token.split_once('.') else {
        return false;
    };
    let Some((year, serial)) = number.split_once('-') else {
        return false;
    };
    (1..=4).contains(&office.len())
        && office.bytes().all(|byte| byte.is_ascii_uppercase())
        && year.len() == 2
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && (4..=7).contains(&serial.len())
        && serial.bytes().all(|byte| byte.is_ascii_digit())
}

/// "8/14".
fn is_page_of_pages(token: &str) -> bool {
    token
        .split_once('/')
        .is_some_and(|(page, pages)| is_small_number(page) && is_small_number(pages))
}

/// The letter of the language: "(S)".
fn is_language_letter(token: &str) -> bool {
    let inner = token.trim_matches(['(', ')']);
    inner.len() < token.len()
        && inner.len() == 1
        && inner.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What a bar code is printed as: "*1909720*".
fn is_bar_code(token: &str) -> bool {
    token
        .strip_prefix('*')
        .and_then(|rest| rest.strip_suffix('*'))
        .is_some_and(|inner| inner.len() >= 6 && inner.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The days on which a document was sent to be translated and printed, beside its job number: "021019".
fn is_print_date(token: &str) -> bool {
    token.len() == 6 && token.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn furniture(text: &str, symbol: Option<&str>) -> Vec<usize> {
        let source = Source::new("a", text.into()).unwrap().0;
        find(&source, Language::of("es"), symbol)
            .iter()
            .enumerate()
            .filter(|(_, found)| found.is_some())
            .map(|(at, _)| at + 1)
            .collect()
    }

    #[test]
    fn page_marks_of_all_forms() {
        for mark in [
            "V.19-09720 8/14",
            "8/14 V.19-09720",
            "GE.21-01234 (S)",
            "8/14",
            "- 12 -",
            "Página 3",
            "*2109720*  V.21-09720",
            "*2109720*",
            "V.21-09720 (S)    021019    031019",
        ] {
            assert_eq!(
                furniture(&format!("texto\n{mark}\ntexto"), None),
                [2],
                "{mark}"
            );
        }
        for words in [
            "de 2019",
            "12",
            "202219",
            "Grupo 8/14 de",
            "CTOC/COP/WG.4/2019/6",
            "1. El Grupo",
        ] {
            assert_eq!(
                furniture(&format!("texto\n{words}\ntexto"), None),
                [0; 0],
                "{words}"
            );
        }
    }

    #[test]
    fn a_symbol_is_furniture_where_it_heads_a_page() {
        let symbol = "CTOC/COP/WG.4/2019/6";
        assert_eq!(
            furniture(&format!("texto\n{symbol}\ntexto"), Some(symbol)),
            [2]
        );
        assert_eq!(
            furniture(&format!("texto\n{symbol}\n\nV.19-09720\ntexto"), None),
            [2, 4]
        );
    }

    #[test]
    fn a_figure_before_the_next_page_is_its_number() {
        assert_eq!(furniture("texto\n\n3\n\n\u{c}texto", None), [3]);
        assert_eq!(furniture("texto\n3\n\u{c}\ntexto", None), [2]);
        assert_eq!(furniture("texto\n3\ntexto\u{c}", None), [0; 0]);
    }

    #[test]
    fn a_repeated_line_of_words_needs_a_page_mark_beside_it() {
        let page = "texto\n\nGrupo de Trabajo\nV.19-09720\n";
        assert_eq!(furniture(&page.repeat(2), None), [3, 4, 7, 8]);
        assert_eq!(furniture("Lema\na\nLema\nb\nLema\n", None), [0; 0]);
    }
}
