//! The marks that stand on a printed page beside its text: drawn lines, page numbers, the printer's job numbers and days.

use crate::languages::Language;
use crate::text::is_symbol;

/// A drawn or typed line.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else {
        return false;
    };
    "-*_–—=".contains(first)
        && line.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && signs.all(|c| c == first)
}

/// A number that a page may have.
pub(super) fn is_small_number(line: &str) -> bool {
    (1..=3).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Job number, page number, or both, with nothing else but symbols beside them.
pub(super) fn is_page_mark(line: &str, language: &Language) -> bool {
    let (mut marks, mut figures, mut words, mut dates) = (0, 0, 0, 0);
    let (mut joints, mut symbols, mut dashes) = (0, 0, 0);
    let lower = line.to_lowercase();
    let printed = &language.layout.printed;
    let rest = printed
        .iter()
        .find_map(|words| lower.strip_prefix(words.as_str()));
    if rest.is_some_and(|rest| !rest.contains(char::is_alphabetic)) {
        return true;
    }
    // "/..." says that the text goes on overleaf.
    if matches!(line, "/..." | "/…") {
        return true;
    }
    let spaced = line.replace(" / ", "/");
    for token in spaced.split_whitespace() {
        let token = token.trim_matches(['[', ']']);
        let token = token
            .strip_suffix(',')
            .filter(|token| is_symbol(token))
            .unwrap_or(token);
        let bare = token.trim_matches(|c| c == '-' || c == '–' || c == '—');
        if is_job_number(token) || is_page_of_pages(bare) || is_bar_code(token) {
            marks += 1;
        } else if language.layout.page_words.contains(&token.to_lowercase()) {
            words += 1;
        } else if language
            .layout
            .page_joints
            .iter()
            .any(|joint| joint == token)
        {
            joints += 1;
        } else if is_small_number(bare) {
            figures += 1;
        } else if is_print_date(token) {
            dates += 1;
        } else if bare.is_empty() {
            dashes += 1;
        } else if is_symbol(token) {
            symbols += 1;
        } else if !is_language_letter(token) {
            return false;
        }
    }
    // "4 de 18" needs its word.
    if joints > 0 && !(joints == 1 && words == 1 && figures == 2) {
        return false;
    }
    let dashed_number = figures == 1
        && words == 0
        && (line.starts_with(['-', '–', '—']) && line.ends_with(['-', '–', '—'])
            || symbols == 1 && dashes == 2);
    marks > 0 && figures <= 1 && dates <= 2
        || dates == 0 && (words == 1 && figures >= 1 || dashed_number)
}

/// "V.19-09720", "GE.21-01234": capitals, a full stop, two figures, a dash, five or more figures. New York prints no
/// office ("22-12345"), and older documents no dash ("V.0954321").
fn is_job_number(token: &str) -> bool {
    let are_figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (office, number) = token.split_once('.').unwrap_or(("", token));
    let is_office = office.len() <= 4 && office.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_office {
        return false;
    }
    match number.split_once('-') {
        Some((year, serial)) => {
            let lengths = if office.is_empty() { 5..=5 } else { 4..=7 };
            year.len() == 2
                && lengths.contains(&serial.len())
                && are_figures(year)
                && are_figures(serial)
        }
        None => !office.is_empty() && number.len() == 7 && are_figures(number),
    }
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
pub(super) fn is_print_date(token: &str) -> bool {
    token.len() == 6 && token.bytes().all(|byte| byte.is_ascii_digit())
}
