//! Dates and ordinals of meetings, in the words of a language's table.
//!
//! Read: "14 y 15 de abril de 2009", "27 a 29 de enero de 2010", "del 9 al 11 de septiembre de 2019",
//! "30 de septiembre a 2 de octubre de 2020", "19 de octubre de 2010", "9–11 September 2019".

use crate::languages::{DateForms, Language, fill, lower_in_place};

/// A range of days found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day, ISO.
    pub start: String,
    /// Last day, ISO; the same for one day.
    pub end: String,
    /// The bytes of the text that tell it.
    pub at: (usize, usize),
}

#[derive(Debug)]
enum Token<'a> {
    Figure(u32),
    Word(&'a str),
    Dash,
    Comma,
    Other,
}

/// Finds the first complete date, or range of dates, of a text.
#[must_use]
pub fn find(text: &str, language: &Language) -> Option<DateRange> {
    let lower = lower_in_place(text);
    let tokens = tokens(&lower);
    (0..tokens.len()).find_map(|from| range_at(&tokens, from, language))
}

fn tokens(text: &str) -> Vec<(usize, usize, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut take = |matches: fn(char) -> bool, end: &mut usize| {
            while let Some(&(at, next)) = chars.peek() {
                if !matches(next) {
                    break;
                }
                *end = at + next.len_utf8();
                chars.next();
            }
        };
        let token = if c.is_ascii_digit() {
            take(|c| c.is_ascii_digit(), &mut end);
            let figure = text[start..end].parse().unwrap_or(u32::MAX);
            // "1º de julio"
            take(|c| c == 'º' || c == '°', &mut end);
            Token::Figure(figure)
        } else if c.is_alphabetic() {
            take(char::is_alphabetic, &mut end);
            Token::Word(&text[start..end])
        } else if c.is_whitespace() {
            continue;
        } else if matches!(c, '-' | '–' | '—') {
            Token::Dash
        } else if c == ',' {
            Token::Comma
        } else {
            Token::Other
        };
        tokens.push((start, end, token));
    }
    tokens
}

/// Days, then perhaps a month, then perhaps a year.
struct Group {
    first: u32,
    last: u32,
    month: Option<u8>,
    year: Option<u32>,
    next: usize,
}

fn range_at(
    tokens: &[(usize, usize, Token<'_>)],
    from: usize,
    language: &Language,
) -> Option<DateRange> {
    let first = group_at(tokens, from, language)?;
    let mut start = (first.first, first.month?, first.year);
    let mut last = first;
    // Two complete dates joined by "y" are two meetings, not one.
    if let Some(next) = range_word(tokens, last.next, language, last.year.is_none())
        && let Some(second) = group_at(tokens, skip(tokens, next, language), language)
        && second.month.is_some()
    {
        last = second;
    } else if start.2.is_none() {
        return None;
    }
    let end = (last.last, last.month?, last.year?);
    if start.2.is_none() {
        start.2 = Some(end.2);
    }
    let iso = |(day, month, year): (u32, u8, Option<u32>)| {
        let year = year.filter(|year| (1900..2200).contains(year))?;
        (1..=days_in(month, year))
            .contains(&day)
            .then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let (start, end) = (iso(start)?, iso((end.0, end.1, Some(end.2)))?);
    (start <= end).then(|| DateRange {
        start,
        end,
        at: (tokens[from].0, tokens[last.next - 1].1),
    })
}

fn group_at(
    tokens: &[(usize, usize, Token<'_>)],
    from: usize,
    language: &Language,
) -> Option<Group> {
    let figure = |at: usize| match tokens.get(at) {
        Some((_, _, Token::Figure(figure))) => Some(*figure),
        _ => None,
    };
    let first = figure(from).filter(|day| (1..=31).contains(day))?;
    let (mut last, mut next) = (first, from + 1);
    // A meeting has no more days than a month: a longer row of numbers is none.
    for _ in 1..31 {
        let Some(after) = range_word(tokens, next, language, true) else {
            break;
        };
        let at = skip(tokens, after, language);
        match figure(at).filter(|day| (1..=31).contains(day)) {
            Some(day) => (last, next) = (day, at + 1),
            None => break,
        }
    }
    let at = skip(tokens, next, language);
    let month = match tokens.get(at) {
        Some((_, _, Token::Word(word))) => language.month(word),
        _ => None,
    };
    let mut year = None;
    if month.is_some() {
        next = at + 1;
        let mut at = skip(tokens, next, language);
        if matches!(tokens.get(at), Some((_, _, Token::Comma)))
            && figure(at + 1).is_some_and(|year| year > 1900)
        {
            at += 1;
        }
        if let Some(found) = figure(at).filter(|year| (1900..2200).contains(year)) {
            year = Some(found);
            next = at + 1;
        }
    }
    Some(Group {
        first,
        last,
        month,
        year,
        next,
    })
}

/// The token behind a word or dash that makes a range, if one stands at `at`.
fn range_word(
    tokens: &[(usize, usize, Token<'_>)],
    at: usize,
    language: &Language,
    lists: bool,
) -> Option<usize> {
    let is_range = match &tokens.get(at)?.2 {
        Token::Dash => true,
        Token::Comma => lists,
        Token::Word(word) => {
            language.range_words.iter().any(|other| other == word)
                || lists && language.list_words.iter().any(|other| other == word)
        }
        _ => false,
    };
    is_range.then_some(at + 1)
}

/// Passes over words without meaning.
fn skip(tokens: &[(usize, usize, Token<'_>)], mut at: usize, language: &Language) -> usize {
    while let Some((_, _, Token::Word(word))) = tokens.get(at) {
        if !language.date_fillers.iter().any(|filler| filler == word) {
            break;
        }
        at += 1;
    }
    at
}

fn days_in(month: u8, year: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// A range of ISO days as pages write it.
#[must_use]
pub fn label(start: &str, end: &str, language: &Language) -> String {
    let parts = |date: &str| -> Option<(u32, usize, String)> {
        let mut parts = date.split('-');
        let year = parts.next()?.to_owned();
        let month: usize = parts.next()?.parse().ok()?;
        Some((parts.next()?.parse().ok()?, month, year))
    };
    let (Some((d1, m1, y1)), Some((d2, m2, y2))) = (parts(start), parts(end)) else {
        return start.to_owned();
    };
    let month = |month: usize| {
        month
            .checked_sub(1)
            .and_then(|at| language.months.get(at))
            .map_or("", String::as_str)
    };
    let DateForms {
        day,
        two_days,
        days,
        months,
        years,
    } = &language.date_forms;
    let form = match (y1 == y2, m1 == m2, d2.wrapping_sub(d1)) {
        (true, true, 0) => day,
        (true, true, 1) => two_days,
        (true, true, _) => days,
        (true, false, _) => months,
        (false, ..) => years,
    };
    let (d1, d2) = (d1.to_string(), d2.to_string());
    fill(
        form,
        &[
            ("d", &d1),
            ("d1", &d1),
            ("d2", &d2),
            ("month", month(m1)),
            ("month1", month(m1)),
            ("month2", month(m2)),
            ("year", &y2),
            ("year1", &y1),
            ("year2", &y2),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Option<(String, String)> {
        find(text, Language::of("es")).map(|range| (range.start, range.end))
    }

    #[test]
    fn dates_of_all_forms() {
        for (text, start, end) in [
            (
                "Viena, 14 y 15 de abril de 2009",
                "2009-04-14",
                "2009-04-15",
            ),
            ("27 a 29 de enero de 2010", "2010-01-27", "2010-01-29"),
            ("19 de octubre de 2010", "2010-10-19", "2010-10-19"),
            (
                "se celebró en Viena del 9 al 11 de septiembre de 2019.",
                "2019-09-09",
                "2019-09-11",
            ),
            (
                "los días 12 y 13 de octubre de 2021",
                "2021-10-12",
                "2021-10-13",
            ),
            (
                "30 de septiembre a 2 de octubre de 2020",
                "2020-09-30",
                "2020-10-02",
            ),
            (
                "del 30 de diciembre de 2020 al 2 de enero de 2021",
                "2020-12-30",
                "2021-01-02",
            ),
            ("1º a 3 de julio de 2024", "2024-07-01", "2024-07-03"),
            ("6–8 de setiembre de 2017", "2017-09-06", "2017-09-08"),
            ("el 15 de marzo del 2023", "2023-03-15", "2023-03-15"),
        ] {
            assert_eq!(
                range(text),
                Some((start.to_owned(), end.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date() {
        assert_eq!(
            range("6 a 8 de septiembre de 2017 y 2 y 3 de julio de 2018"),
            Some(("2017-09-06".to_owned(), "2017-09-08".to_owned()))
        );
        for text in [
            "31 de febrero de 2020",
            "en 2009",
            "artículo 14 y 15",
            "2237, núm. 39574",
            "de abril de 2009",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_the_united_nations_write_them() {
        let language = Language::of("es");
        assert_eq!(
            label("2009-04-14", "2009-04-15", language),
            "14 y 15 de abril de 2009"
        );
        assert_eq!(
            label("2010-01-27", "2010-01-29", language),
            "27 a 29 de enero de 2010"
        );
        assert_eq!(
            label("2010-10-19", "2010-10-19", language),
            "19 de octubre de 2010"
        );
        assert_eq!(
            label("2020-09-30", "2020-10-02", language),
            "30 de septiembre a 2 de octubre de 2020"
        );
    }

    #[test]
    fn english_dates() {
        let language = Language::of("en");
        for (text, start, end, written) in [
            (
                "Vienna, 9–11 September 2019",
                "2019-09-09",
                "2019-09-11",
                "9–11 September 2019",
            ),
            (
                "on 9 and 10 September 2013.",
                "2013-09-09",
                "2013-09-10",
                "9 and 10 September 2013",
            ),
            (
                "held in Vienna from 27 to 29 January 2010",
                "2010-01-27",
                "2010-01-29",
                "27–29 January 2010",
            ),
            (
                "30 September–2 October 2020",
                "2020-09-30",
                "2020-10-02",
                "30 September–2 October 2020",
            ),
            (
                "the 19th of October 2010",
                "2010-10-19",
                "2010-10-19",
                "19 October 2010",
            ),
        ] {
            let found = find(text, language).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.start.as_str(), found.end.as_str()),
                (start, end),
                "{text}"
            );
            assert_eq!(label(start, end, language), written);
        }
    }
}
