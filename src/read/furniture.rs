//! What belongs to the printed page and not to the text: running heads, page and job numbers, rules.
//!
//! A line is furniture only if *nothing* on it is a word of the document: page numbers ("8/14"), the
//! printer's job number ("V.19-09720"), the document's own symbol alone on a line, a rule. Words count only
//! where they are repeated: a running title beside such a line or where a page begins or ends, with the number of the
//! page or none, and the head with the symbol on every page but the first. When in doubt a line is text.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::languages::Language;
use crate::text::is_symbol;

use super::form::Form;
use super::headings::Opening;
use super::markers::{self, Marker};
use super::sentences::starts_lower;

use super::Source;

mod marks;

use marks::{is_page_mark, is_print_date, is_rule, is_small_number};

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
    let mut pages = Pages::new(source, language, symbol);
    pages.mark_printed_days();
    pages.mark_symbols();
    pages.mark_heads();
    pages.mark_counted();
    pages.mark_lone_figures();
    pages.mark_interrupting_titles();
    // A head of two lines has its mark beside one of them.
    for _ in 0..HEAD_LINES {
        if !pages.mark_running_titles() {
            break;
        }
    }
    pages.found
}

/// A running title has no more lines.
const HEAD_LINES: usize = 3;
/// So many lines above and below tell how wide a text is set.
const NEAR: usize = 8;
/// A running title has no more bytes.
const TITLE: usize = 160;

/// The lines of a source, and what is known of its pages so far.
struct Pages<'a> {
    source: &'a Source,
    language: &'a Language,
    symbol: Option<&'a str>,
    /// The lines without the space around them.
    lines: Vec<&'a str>,
    found: Vec<Option<Furniture>>,
    /// The first and the last line with words.
    start: Option<usize>,
    end: Option<usize>,
    /// Signs for new pages stand in the text.
    has_feeds: bool,
}

impl<'a> Pages<'a> {
    /// The lines, with those that are furniture by themselves.
    fn new(source: &'a Source, language: &'a Language, symbol: Option<&'a str>) -> Self {
        let lines: Vec<&str> = source.lines.iter().map(|line| line.trim()).collect();
        let by_itself = |line: &&str| {
            if is_rule(line) {
                Some(Furniture::Rule)
            } else {
                is_page_mark(line, language).then_some(Furniture::Page)
            }
        };
        Self {
            source,
            language,
            symbol,
            found: lines.iter().map(by_itself).collect(),
            start: lines.iter().position(|line| !line.is_empty()),
            end: lines.iter().rposition(|line| !line.is_empty()),
            has_feeds: source.text.contains('\u{c}'),
            lines,
        }
    }

    /// The places of the lines of which nothing is known yet.
    fn open(&self) -> impl Iterator<Item = usize> + use<> {
        let open: Vec<usize> = (0..self.lines.len())
            .filter(|&at| self.found[at].is_none() && !self.lines[at].is_empty())
            .collect();
        open.into_iter()
    }

    /// Whether the next line with words above or below is furniture of a page.
    fn beside(&self, at: usize) -> bool {
        let (above, below) = self.neighbours(at);
        let is_page = |other: usize| self.found[other] == Some(Furniture::Page);
        [above, below].into_iter().flatten().any(is_page)
    }

    fn has_feed(&self, at: usize) -> bool {
        let has_feed = |at: usize| self.source.lines[at].contains('\u{c}');
        has_feed(at) || at > 0 && has_feed(at - 1)
    }

    /// Whether a page begins or ends at a line, as signs for new pages tell it.
    fn at_edge(&self, at: usize) -> bool {
        if !self.has_feeds {
            return false;
        }
        // The sign stands before the first words of the next page, or on a line of its own.
        let mut below = self.source.lines[at + 1..].iter();
        let next = below.find(|line| line.contains('\u{c}') || !line.trim().is_empty());
        let ends =
            next.is_some_and(|next| next.trim_start_matches([' ', '\t']).starts_with('\u{c}'));
        // The beginning of the text and its end are a page's too.
        self.has_feed(at) || ends || Some(at) == self.start || Some(at) == self.end
    }

    fn mark(&mut self, places: impl IntoIterator<Item = usize>) {
        for at in places {
            self.found[at] = Some(Furniture::Page);
        }
    }

    /// The days on which a job was printed may stand on lines of their own below its number.
    fn mark_printed_days(&mut self) {
        for at in self.open() {
            if self.lines[at].split_whitespace().all(is_print_date) && self.beside(at) {
                self.mark([at]);
            }
        }
    }

    /// A symbol alone on a line heads a page; elsewhere it may end a wrapped sentence.
    fn mark_symbols(&mut self) {
        let mut symbols: HashMap<&str, usize, FixedState> = HashMap::default();
        for line in self.lines.iter().filter(|line| is_symbol(line)) {
            *symbols.entry(line).or_default() += 1;
        }
        for at in self.open() {
            let line = self.lines[at];
            if symbols.get(line).is_some_and(|&times| times > 1)
                || is_symbol(line)
                    && (self.symbol == Some(line) || self.beside(at) || self.has_feed(at))
            {
                self.mark([at]);
            }
        }
    }

    /// The head of the first page is its title; on every other page it is furniture.
    fn mark_heads(&mut self) {
        let mut known: HashSet<&str, FixedState> = HashSet::default();
        for at in self.open() {
            let line = self.lines[at];
            if is_running_head(line, self.symbol, self.language)
                && (!known.insert(line) || self.interrupts(at))
            {
                self.mark([at]);
            }
        }
    }

    /// A figure alone is a page number only where a page visibly ends, or where it interrupts a sentence.
    fn mark_lone_figures(&mut self) {
        for at in self.open() {
            let line = self.lines[at];
            // The code that is printed as bars lost its stars.
            let is_code = line.len() == 7 && line.bytes().all(|byte| byte.is_ascii_digit());
            if is_code && self.beside(at)
                || is_small_number(line)
                    && (self.beside(at) || self.at_edge(at) || self.interrupts(at))
            {
                self.mark([at]);
            }
        }
    }

    /// A running title: the same line again and again, each time beside a page mark or where a page begins or ends. It begins
    /// as a title begins and ends as none of the sentences around it does; what may change is the page's number.
    ///
    /// Says whether any was found: what stands beside it may be one, too.
    fn mark_running_titles(&mut self) -> bool {
        let mut titles: HashMap<&str, Vec<usize>, FixedState> = HashMap::default();
        for at in self.open() {
            let line = self.lines[at];
            // "Recomendación 2" and "Anexo 2" are numbered too.
            if self.may_be_title(at) && (without_page(line).1.is_none() || !self.is_heading(line)) {
                titles.entry(without_page(line).0).or_default().push(at);
            }
        }
        let breaks = self.breaks();
        let is_running = |(title, places): (&&str, &Vec<usize>)| {
            // Sections of one name may all begin at the head of a page, but not on most pages.
            let may_head = self.is_heading(title) || places.iter().all(|&at| self.heads_number(at));
            let fewest = if may_head {
                COUNTED.max(breaks / 2 + 1)
            } else {
                2
            };
            let counts = places
                .iter()
                .map(|&at| without_page(self.lines[at]).1)
                .is_sorted_by(|a, b| match (a, b) {
                    // The page's number goes up, or there is none.
                    (Some(page), Some(next)) => page < next,
                    (page, next) => page == next,
                });
            places.len() >= fewest
                && counts
                && (places.iter()).all(|&at| self.beside(at) || self.at_edge(at))
        };
        // None is marked before all are judged: the order of a map must not matter.
        let running: Vec<usize> = titles
            .iter()
            .filter(|&title| is_running(title))
            .flat_map(|(_, places)| places.iter().copied())
            .collect();
        let found = !running.is_empty();
        self.mark(running);
        found
    }

    /// A running title with nothing beside it: the same line again and again, apart from the lines around it, mostly where it
    /// interrupts a sentence.
    fn mark_interrupting_titles(&mut self) {
        let mut titles: HashMap<&str, Vec<usize>, FixedState> = HashMap::default();
        for at in self.open().filter(|&at| self.may_be_title(at)) {
            titles.entry(self.lines[at]).or_default().push(at);
        }
        titles.retain(|_, places| places.len() >= COUNTED);
        if titles.is_empty() {
            return;
        }
        // How lines are set shows where none of these stands between them.
        let mut found = self.found.clone();
        for &at in titles.values().flatten() {
            found[at] = Some(Furniture::Page);
        }
        let spacing = Form::of(self.source, &found, self.language).spacing as usize;
        // As above, all are judged before one is marked.
        let mut running: Vec<usize> = Vec::new();
        for places in titles.into_values() {
            let gap = |at: usize| {
                let (above, below) = self.gaps(at);
                above.min(below)
            };
            let is_no_line = |at: usize| gap(at) > spacing || self.falls_short(at);
            let interrupting = (places.iter()).filter(|&&at| self.interrupts(at) && is_no_line(at));
            if interrupting.count() * 2 > places.len() && places.iter().all(|&at| gap(at) > 0) {
                // The first may be the title itself.
                let title = places.first().filter(|&&at| !self.interrupts(at)).copied();
                running.extend(places.into_iter().filter(|&at| Some(at) != title));
            }
        }
        self.mark(running);
    }

    /// Whether the next word would have stood on the line too, did a sentence fill it.
    fn falls_short(&self, at: usize) -> bool {
        let width = |line: &str| line.chars().count();
        let (_, Some(below)) = self.neighbours(at) else {
            return false;
        };
        let next = self.lines[below].split(' ').next().unwrap_or_default();
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(self.lines.len());
        let room = self.lines[near].iter().map(|line| width(line)).max();
        room.is_some_and(|room| width(self.lines[at]) + 1 + width(next) <= room)
    }

    /// Whether a line begins as a title begins and ends as none of the sentences around it does.
    fn may_be_title(&self, at: usize) -> bool {
        let line = self.lines[at];
        line.starts_with(char::is_uppercase)
            && !line.ends_with(['.', ';', ':', ','])
            && line.len() < TITLE
    }

    /// The next line with words above and below.
    fn neighbours(&self, at: usize) -> (Option<usize>, Option<usize>) {
        let has_words = |other: &usize| !self.lines[*other].is_empty();
        let above = (0..at).rev().find(has_words);
        (above, (at + 1..self.lines.len()).find(has_words))
    }

    /// How many blank lines stand above and below a line.
    fn gaps(&self, at: usize) -> (usize, usize) {
        let (above, below) = self.neighbours(at);
        let gap = |from: usize, to: usize| to - from - 1;
        (
            above.map_or(at, |above| gap(above, at)),
            below.map_or(self.lines.len() - at, |below| gap(at, below)),
        )
    }

    /// Whether a line between blank ones stands in the midst of a sentence.
    fn interrupts(&self, at: usize) -> bool {
        let (Some(above), Some(below)) = self.neighbours(at) else {
            return false;
        };
        above + 1 < at
            && at + 1 < below
            && self.found[above].is_none()
            && self.found[below].is_none()
            && self.lines[above].ends_with(|c: char| c.is_alphabetic() || c == ',')
            && starts_lower(self.lines[below])
            && Marker::parse(self.lines[below]).is_none()
    }

    /// How many times furniture of pages stands between lines of text.
    fn breaks(&self) -> usize {
        let lines = self.lines.iter().zip(&self.found);
        let words = lines.filter(|(line, _)| !line.is_empty());
        let is_page = words.map(|(_, found)| *found == Some(Furniture::Page));
        let mut before = false;
        let mut breaks = 0;
        for page in is_page {
            breaks += usize::from(page && !before);
            before = page;
        }
        breaks
    }

    /// Whether a numbered unit or a heading stands below a line, as below a section's title.
    fn heads_number(&self, at: usize) -> bool {
        let mut below = at + 1..self.lines.len();
        let below = below.find(|&at| !self.lines[at].is_empty() && self.found[at].is_none());
        below.is_some_and(|below| {
            let line = self.lines[below];
            Marker::parse(line).is_some() || self.is_heading(line)
        })
    }

    fn is_heading(&self, line: &str) -> bool {
        Opening::parse(line, self.language, false).is_some()
    }

    /// Lines that differ in a number alone and count the pages of a document: "[3]", "Recomendaciones del Grupo | 3",
    /// "3 de 12"; on left and right pages the number may stand on either side.
    fn mark_counted(&mut self) {
        let mut forms: HashMap<String, Vec<(usize, u32)>, FixedState> = HashMap::default();
        for at in self.open() {
            if !self.opens_note(at)
                && let Some((form, page)) = page_form(self.lines[at], self.language)
            {
                forms.entry(form).or_default().push((at, page));
            }
        }
        let mut counted: Vec<usize> = Vec::new();
        for (form, places) in &forms {
            for run in self.runs(places) {
                if self.counts_pages(form, &run) {
                    counted.extend(run.iter().map(|&(at, _)| at));
                }
            }
        }
        self.mark(counted);
    }

    /// Whether a figure behind a drawn line has words that go on in the next line: notes may begin with the same words.
    fn opens_note(&self, at: usize) -> bool {
        let (above, _) = self.neighbours(at);
        let is_ruled = above.is_some_and(|above| self.found[above] == Some(Furniture::Rule));
        let goes_on = (self.lines.get(at + 1)).is_some_and(|below| !below.is_empty());
        self.lines[at].starts_with(|c: char| c.is_ascii_digit()) && is_ruled && goes_on
    }

    /// The runs of lines whose numbers follow each other a page apart.
    fn runs(&self, places: &[(usize, u32)]) -> Vec<Vec<(usize, u32)>> {
        let mut runs: Vec<Vec<(usize, u32)>> = Vec::new();
        for &(at, page) in places {
            let run = runs.last_mut().filter(|run| {
                let (before, last) = run[run.len() - 1];
                let step = page.wrapping_sub(last) as usize;
                // Of two sides of a leaf only one may have this form.
                let known = (run.get(1)).map_or(step, |second| (second.1 - run[0].1) as usize);
                step == known
                    && (1..=2).contains(&step)
                    // The last page may be a short one.
                    && (at - before >= PAGE * step || Some(at) == self.end)
            });
            match run {
                Some(run) => run.push((at, page)),
                None => runs.push(vec![(at, page)]),
            }
        }
        runs
    }

    /// Whether a run is long and even enough to be that of the pages, or whole: the first page has the first of it at its
    /// head, or the last page the last at its foot.
    fn counts_pages(&self, form: &str, run: &[(usize, u32)]) -> bool {
        let ((first, page), (last, _)) = (run[0], run[run.len() - 1]);
        let pairs = run.windows(2).filter(|pair| Some(pair[1].0) != self.end);
        let lengths = pairs.map(|pair| pair[1].0 - pair[0].0);
        let even = lengths.clone().max() <= lengths.min().map(|least| least * UNEVEN);
        let heads = !form.is_empty() && Some(first) == self.start;
        let is_whole =
            page == 1 && first < last && (heads || first >= PAGE && Some(last) == self.end);
        is_whole && even
            || run.len() >= COUNTED
                // Where a number interrupts a sentence, a page ends.
                && (even || run.iter().any(|&(at, _)| self.interrupts(at)))
    }
}

/// So many pages in a row are counted by lines of one form, where nothing else tells where a page ends; two suffice where they
/// are all that a document has.
const COUNTED: usize = 3;
/// No page has fewer lines than this from one number to the next, and none so many times as many as another.
const PAGE: usize = 12;
const UNEVEN: usize = 4;

/// A line without the page's number behind it, and that number.
fn without_page(line: &str) -> (&str, Option<u32>) {
    line.rsplit_once(char::is_whitespace)
        .filter(|(_, page)| is_small_number(page))
        .map_or((line, None), |(title, page)| {
            (title.trim_end(), page.parse().ok())
        })
}

fn is_decoration(c: char) -> bool {
    "[](){}|-–—·•".contains(c)
}

/// A word without the signs that pages put around their numbers.
fn undecorated(token: &str) -> &str {
    token.trim_matches(is_decoration)
}

/// What of a line may stand on every page, and the number that changes; none for what may be a heading or a sentence.
fn page_form(line: &str, language: &Language) -> Option<(String, u32)> {
    if line.len() > TITLE {
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
        // "i)" counts a list.
        [only] if only.starts_with(is_decoration) != only.ends_with(is_decoration) => return None,
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

#[cfg(test)]
mod tests;
