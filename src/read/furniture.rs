//! What belongs to the printed page and not to the text: running heads, page and job numbers, rules.
//!
//! A line is furniture only if *nothing* on it is a word of the document: page numbers ("8/14"), the
//! printer's job number ("V.19-09720"), the document's own symbol alone on a line, a rule. Words count only
//! where they are repeated: a running title beside such a line or where a page begins or ends, with the number of the
//! page or none, and the head with the symbol on every page but the first. When in doubt a line is text.

use std::collections::HashMap;

use crate::languages::Language;
use crate::text::is_symbol;

use super::headings::Opening;
use super::markers;

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

    // In a text with signs for new pages its beginning and its end are a page's too.
    let has_pages = source.text.contains('\u{c}');
    let is_end = |mut lines: std::slice::Iter<'_, &str>| lines.all(|line| line.is_empty());
    let at_edge = |at: usize| {
        has_form_feed(at)
            || ends_page(at)
            || has_pages && (is_end(lines[..at].iter()) || is_end(lines[at + 1..].iter()))
    };
    // The days on which a job was printed may stand on lines of their own below its number.
    let is_printed = |line: &str| !line.is_empty() && line.split_whitespace().all(is_print_date);
    for at in 0..lines.len() {
        if found[at].is_none() && is_printed(lines[at]) && beside(&found, at) {
            found[at] = Some(Furniture::Page);
        }
    }
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
    // The head of the first page is its title; on every other page it is furniture.
    let mut heads: HashMap<&str, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if found[at].is_none() && is_running_head(line, symbol, language) {
            let times = heads.entry(line).or_default();
            *times += 1;
            if *times > 1 {
                found[at] = Some(Furniture::Page);
            }
        }
    }
    for at in counted_pages(&lines, &found, language) {
        found[at] = Some(Furniture::Page);
    }
    // A figure alone is a page number only where a page visibly ends.
    for at in 0..lines.len() {
        if found[at].is_none() && is_small_number(lines[at]) && (beside(&found, at) || at_edge(at))
        {
            found[at] = Some(Furniture::Page);
        }
    }
    // A running title: the same line again and again, each time beside a page mark or where a page begins or ends. It
    // begins as a title begins and ends as none of the sentences around it does; what may change is the page's number.
    let mut titles: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let is_title =
            line.starts_with(char::is_uppercase) && !line.ends_with(['.', ';', ':', ',']);
        // "Recomendación 2" and "Anexo 2" are numbered too.
        if found[at].is_none()
            && is_title
            && line.len() < 160
            && (without_page(line).1.is_none() || Opening::parse(line, language, false).is_none())
        {
            titles.entry(without_page(line).0).or_default().push(at);
        }
    }
    for places in titles.values().filter(|places| places.len() > 1) {
        let counts = places
            .iter()
            .map(|&at| without_page(lines[at]).1)
            .is_sorted_by(|a, b| match (a, b) {
                // The page's number goes up, or there is none.
                (Some(page), Some(next)) => page < next,
                (page, next) => page == next,
            });
        if counts && places.iter().all(|&at| beside(&found, at) || at_edge(at)) {
            for &at in places {
                found[at] = Some(Furniture::Page);
            }
        }
    }
    found
}

/// A line without the page's number behind it, and that number.
fn without_page(line: &str) -> (&str, Option<u32>) {
    line.rsplit_once(char::is_whitespace)
        .filter(|(_, page)| is_small_number(page))
        .map_or((line, None), |(title, page)| {
            (title.trim_end(), page.parse().ok())
        })
}

/// So many pages in a row are counted by lines of one form, where nothing else tells where a page ends.
const COUNTED: usize = 3;
/// No page has fewer lines than this from one number to the next, and none so many times as many as another.
const PAGE: usize = 12;
const UNEVEN: usize = 4;

/// Lines that differ in a number alone and count the pages of a document: "[3]", "Recomendaciones del Grupo | 3",
/// "3 de 12"; on left and right pages the number may stand on either side.
fn counted_pages(lines: &[&str], found: &[Option<Furniture>], language: &Language) -> Vec<usize> {
    let mut forms: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if found[at].is_none()
            && let Some((form, page)) = page_form(line, language)
        {
            forms.entry(form).or_default().push((at, page));
        }
    }
    // The last page may be a short one.
    let end = lines.iter().rposition(|line| !line.is_empty());
    let mut counted = Vec::new();
    for places in forms.values() {
        let mut run: Vec<(usize, u32)> = Vec::new();
        for &(at, page) in places {
            // Of two sides of a leaf only one may have this form.
            let follows = run.last().is_some_and(|&(before, last)| {
                let step = page.wrapping_sub(last) as usize;
                let known = run
                    .get(1)
                    .map_or(step, |second| (second.1 - run[0].1) as usize);
                step == known
                    && (1..=2).contains(&step)
                    && (at - before >= PAGE * step || Some(at) == end)
            });
            if !follows {
                keep(&mut run, end, &mut counted);
            }
            run.push((at, page));
        }
        keep(&mut run, end, &mut counted);
    }
    counted
}

/// Keeps the lines of a run that is long and even enough to be that of the pages.
fn keep(run: &mut Vec<(usize, u32)>, end: Option<usize>, counted: &mut Vec<usize>) {
    let whole = run.windows(2).filter(|pair| Some(pair[1].0) != end);
    let lengths = whole.map(|pair| pair[1].0 - pair[0].0);
    let even = lengths.clone().max() <= lengths.min().map(|least| least * UNEVEN);
    if run.len() >= COUNTED && even {
        counted.extend(run.iter().map(|&(at, _)| at));
    }
    run.clear();
}

/// A word without the signs that pages put around their numbers.
fn undecorated(token: &str) -> &str {
    token.trim_matches(|c: char| "[](){}|-–—·•".contains(c))
}

/// What of a line may stand on every page, and the number that changes; none for what may be a heading or a sentence.
fn page_form(line: &str, language: &Language) -> Option<(String, u32)> {
    if line.len() > 160 || line.is_empty() {
        return None;
    }
    let words: Vec<&str> = line
        .split_whitespace()
        .filter(|token| !undecorated(token).is_empty())
        .collect();
    let number = |token: &str| {
        let token = undecorated(token);
        let is_page = is_small_number(token) && !token.starts_with('0');
        is_page.then(|| token.parse().ok()).flatten()
    };
    let (&first, &last) = (words.first()?, words.last()?);
    let joints = &language.layout.page_joints;
    match words[..] {
        [only] => {
            let roman = || {
                let token = undecorated(only);
                let is_lower = token.bytes().all(|byte| byte.is_ascii_lowercase());
                is_lower.then(|| markers::roman(token)).flatten()
            };
            return number(only)
                .or_else(roman)
                .map(|page| (String::new(), page));
        }
        // "3 de 12": the number of all pages stays.
        [page, joint, all] if joints.iter().any(|word| word == joint) && number(all).is_some() => {
            return number(page).map(|page| (format!("{joint} {all}"), page));
        }
        _ => {}
    }
    let (page, title) = match (number(last), number(first)) {
        (Some(page), _) => (page, &words[..words.len() - 1]),
        (None, Some(page)) => (page, &words[1..]),
        _ => return None,
    };
    let is_page_word = |word: &str| {
        let word = word.trim_end_matches(':').to_lowercase();
        language.layout.page_words.contains(&word)
    };
    // "Artículo 3" is a heading, as "Recomendación 3" is.
    let is_title = match title {
        [word] => is_symbol(word) || is_page_word(word),
        _ => {
            title[0].starts_with(char::is_uppercase)
                && !title[title.len() - 1].ends_with(['.', ';', ':', ','])
                && Opening::parse(line, language, false).is_none()
        }
    };
    is_title.then(|| (title.join(" "), page))
}

/// "Naciones Unidas" and the document's symbol.
fn is_running_head(line: &str, symbol: Option<&str>, language: &Language) -> bool {
    let Some((head, last)) = line.rsplit_once(char::is_whitespace) else {
        return false;
    };
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let heads = &language.layout.running_heads;
    (is_symbol(last) || Some(last) == symbol) && heads.contains(&head.to_lowercase())
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
    let spaced = line.replace(" / ", "/");
    for token in spaced.split_whitespace() {
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
            "Página 4 de 18",
            "V.22-12345   3 / 18",
            "2/9   22-12345",
            "22-12345",
            "V.0954321 (S)    4",
            "CTOC/COP/WG.4/2019/5   - 4 -",
            "Se ruega reciclar",
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
            "4 de 18",
            "Se ruega reciclar el papel",
            "2019-12345",
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
    fn figures_between_blank_lines_count_the_pages() {
        let pages = |numbers: &[&str]| -> String {
            let page = |number: &&str| format!("{}\n{number}\n\n", "texto\n".repeat(PAGE));
            numbers.iter().map(page).collect()
        };
        let found = |numbers: &[&str]| furniture(&pages(numbers), None).len();
        assert_eq!(found(&["2", "3", "4"]), 3);
        assert_eq!(found(&["1", "2"]), 0, "two may be anything");
        assert_eq!(found(&["2", "4", "6"]), 0);
        let close = "texto\n\n1\n\ntexto\n\n2\n\ntexto\n\n3\n\ntexto";
        assert_eq!(furniture(close, None), [0; 0], "no page is so short");
    }

    #[test]
    fn heads_of_pages_after_the_first() {
        let head = "Naciones Unidas   CTOC/COP/WG.4/2019/5";
        let text = format!("{head}\ntexto\n\n{head}\ntexto\n\n{head}\ntexto");
        assert_eq!(furniture(&text, None), [4, 7]);
        let numbered =
            "texto\n\n\u{c}Informe del Grupo    2\ntexto\n\n\u{c}Informe del Grupo    3\ntexto";
        assert_eq!(furniture(numbered, None), [3, 6]);
    }

    #[test]
    fn a_repeated_line_of_words_needs_a_page_mark_beside_it() {
        let page = "texto\n\nGrupo de Trabajo\nV.19-09720\n";
        assert_eq!(furniture(&page.repeat(2), None), [3, 4, 7, 8]);
        assert_eq!(furniture("Lema\na\nLema\nb\nLema\n", None), [0; 0]);
    }
}
