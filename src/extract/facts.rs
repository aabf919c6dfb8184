//! The usual parts of a report: when and where the meeting was held, its agenda, its documents, who
//! presided, who took part. The words that open each part stand in the language's table.

use crate::languages::{Language, lower_in_place, lowered};
use crate::read::markers::Style;
use crate::read::meetings;
use crate::read::{Block, BlockKind};
use crate::records::{AgendaItem, Meeting, Place, PriorDocument, Standing};
use crate::text::{Span, is_symbol};

use super::{Draft, attendance, dates};

/// Fills a meeting's record with what its report tells.
pub(super) fn read(draft: &mut Draft<'_>, meeting: &mut Meeting) {
    let seed = draft.seed;
    let language = seed.language;
    let blocks: Vec<&Block> = seed.blocks.iter().filter(|block| block.is_body()).collect();
    let slug = draft.slug.clone();
    let place = |lines: Span| {
        Some(Place {
            document: slug.clone(),
            lines,
        })
    };
    let mut listed: Vec<attendance::Listed> = Vec::new();
    meeting.told.held = held(&blocks, meeting, language).and_then(place);
    for (at, block) in blocks.iter().enumerate() {
        let lower = lowered(&block.text.plain);
        let has = |words: &[String]| words.iter().any(|word| lower.contains(word.as_str()));
        let announces = lower.ends_with(':');
        if announces && has(&language.report.agenda) && meeting.agenda.is_none() {
            meeting.agenda = agenda(&blocks[at + 1..]);
            meeting.told.agenda = meeting
                .agenda
                .as_ref()
                .and_then(|items| items.iter().map(AgendaItem::all_lines).reduce(Span::join))
                .and_then(place);
        } else if announces
            && has(&language.report.documents)
            && meeting.documents_before.is_empty()
        {
            meeting.documents_before = documents(&blocks[at + 1..]);
            meeting.told.documents_before = meeting
                .documents_before
                .iter()
                .map(|document| document.lines)
                .reduce(Span::join)
                .and_then(place);
        } else if let (None, Some(chair)) = (
            &meeting.president,
            president(&block.text.plain, language)
                .or_else(|| presided(&block.text.plain, language)),
        ) {
            meeting.president = Some(chair);
            meeting.told.president = place(block.span);
        } else if has(&language.report.represented) {
            let known = attendance::counts(meeting);
            attendance::read(block, meeting, language);
            attendance::list(block, meeting, known, &mut listed);
        }
    }
    meeting.told.attendance = meeting
        .attendance
        .as_ref()
        .and_then(|attendance| place(attendance.lines));
    attendance::warn_of_two_lists(draft, meeting, &listed);
}

/// What became of the recommendations that these words introduce.
#[must_use]
pub fn standing_of_words(words: &str, language: &Language) -> Standing {
    let lower = lowered(words);
    if language
        .recommendations
        .submitted
        .iter()
        .any(|phrase| lower.contains(phrase.as_str()))
    {
        Standing::Submitted
    } else {
        Standing::Adopted
    }
}

/// The name of a place between other words: ": Viena, los días " → "Viena".
#[must_use]
pub fn place(words: &str, language: &Language) -> Option<String> {
    let lower = lower_in_place(words);
    let mut from = 0;
    for held in &language.meetings.held {
        if let Some(at) = lower.find(held.as_str()) {
            from = from.max(at + held.len());
        }
    }
    let mut name = words[from..].trim_matches(|c: char| c.is_whitespace() || ":,(.–—-".contains(c));
    loop {
        let shorter = language
            .date_fillers
            .iter()
            .chain(&language.meetings.words)
            .fold(name, |name, filler| {
                name.strip_suffix(filler.as_str())
                    .filter(|rest| rest.is_empty() || rest.ends_with([' ', ',']))
                    .unwrap_or(name)
                    .trim_end_matches([' ', ','])
            });
        if shorter == name {
            break;
        }
        name = shorter;
    }
    let named = name.starts_with(char::is_uppercase) && name.chars().count() < 60;
    named.then(|| name.to_owned())
}

/// Place and days as the title page tells them: "Viena, 12 y 13 de octubre de 2021", with nothing behind.
#[must_use]
pub fn on_title_page(
    blocks: &[&Block],
    language: &Language,
) -> Option<(String, dates::DateRange, Span)> {
    let mut front = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Front));
    front.find_map(|block| {
        let words = &block.text.plain;
        let range = dates::find(words, language)?;
        // The line above, with the name of the body, may stand in the same block.
        let starts = block.text.starts.iter().map(|&(_, at)| at as usize);
        let from = starts
            .filter(|&at| at < range.at.0)
            .max()
            .unwrap_or_default();
        let name = place(words.get(from..range.at.0)?, language)
            .or_else(|| place(&words[..range.at.0], language))?;
        (range.at.1 == words.trim_end_matches('.').len()).then_some((name, range, block.span))
    })
}

/// Date and place: from the title page, or from the sentence that says that this very meeting was held ("La novena
/// reunión … se celebró en Viena del 9 al 11 …").
fn held(blocks: &[&Block], meeting: &mut Meeting, language: &Language) -> Option<Span> {
    let sentence = |ordinal: bool| {
        blocks.iter().find_map(|block| {
            let words = &block.text.plain;
            let named =
                meetings::find(words, language).map(|named| named.number) == Some(meeting.number);
            if ordinal && !named {
                return None;
            }
            let lower = lower_in_place(words);
            let (at, held) = first_of(&language.meetings.held, &lower)?;
            let rest = words.get(at + held.len()..)?;
            let range = dates::find(rest, language)?;
            let end = language
                .meetings
                .place_ends
                .iter()
                .filter_map(|end| rest.find(end.as_str()))
                .min()
                .unwrap_or(range.at.0)
                .min(range.at.0);
            Some((place(&rest[..end], language)?, range, block.span))
        })
    };
    let (name, range, lines) = on_title_page(blocks, language)
        .or_else(|| sentence(true))
        .or_else(|| sentence(false))?;
    meeting.place = Some(name);
    meeting.start = Some(range.start);
    meeting.end = Some(range.end);
    Some(lines)
}

/// The items below the paragraph that adopts the agenda.
fn agenda(below: &[&Block]) -> Option<Vec<AgendaItem>> {
    let mut items: Vec<AgendaItem> = Vec::new();
    let mut top: Option<usize> = None;
    for block in below {
        let BlockKind::Item { path, label } = &block.kind else {
            break;
        };
        let depth = path.len();
        // The next numbered paragraph of the body ends the list.
        if depth < 2 && top != Some(1) && !items.is_empty()
            || depth < top.unwrap_or(depth)
            || depth == 1 && path[0].0 == Style::Number && top.is_some()
        {
            break;
        }
        let item = AgendaItem {
            number: label.trim_matches(['.', ')', '(']).to_owned(),
            title: title(&block.text.plain),
            lines: block.span,
            items: Vec::new(),
        };
        let first = *top.get_or_insert(depth);
        match items.last_mut() {
            Some(last) if depth > first => last.items.push(item),
            _ => items.push(item),
        }
    }
    (!items.is_empty()).then_some(items)
}

/// The list below the paragraph that names the documents.
fn documents(below: &[&Block]) -> Vec<PriorDocument> {
    let mut documents = Vec::new();
    let mut depth = None;
    for block in below {
        let BlockKind::Item { path, .. } = &block.kind else {
            break;
        };
        if path.len() < 2 || path.len() < *depth.get_or_insert(path.len()) {
            break;
        }
        let words = &block.text.plain;
        let symbols: Vec<&str> = words
            .split(|c: char| c.is_whitespace() || "()[],;".contains(c))
            .map(|token| token.trim_end_matches('.'))
            .filter(|token| is_symbol(token))
            .collect();
        // The brackets that hold the symbols are not part of the title.
        let cut = symbols
            .first()
            .and_then(|symbol| words.find(symbol))
            .and_then(|at| words[..at].rfind('('))
            .unwrap_or(words.len());
        let title = title(&words[..cut]);
        if symbols.is_empty() {
            documents.push(PriorDocument {
                title,
                symbol: None,
                lines: block.span,
            });
            continue;
        }
        for symbol in symbols {
            documents.push(PriorDocument {
                title: title.clone(),
                symbol: Some(symbol.to_owned()),
                lines: block.span,
            });
        }
    }
    documents
}

/// A title without the punctuation of its list.
fn title(words: &str) -> String {
    words
        .trim()
        .trim_end_matches(['.', ';', ':', ','])
        .trim_end()
        .to_owned()
}

/// "Declaró abierta la reunión Nazhat Shameem Khan (Fiji), Presidenta del Grupo de Trabajo."
fn president(words: &str, language: &Language) -> Option<String> {
    let lower = lower_in_place(words);
    let (before, behind) = around(words, &lower, &language.report.opened, language)?;
    let is_chair = |word: &str| language.report.chairs.iter().any(|chair| chair == word);
    let of_chair = |part: &str| {
        part.to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .any(is_chair)
    };
    if !of_chair(before) && !of_chair(behind) {
        return None;
    }
    let named = first_named(before, behind, language);
    named.or_else(|| {
        // A name without title and State has its office behind it.
        let name = without_titles(parts_of(behind)[0], language).trim_end_matches('.');
        let first = name.split_whitespace().next().unwrap_or_default();
        let is_name = of_chair(behind)
            && first.starts_with(char::is_uppercase)
            && !is_chair(&first.to_lowercase());
        is_name.then(|| name.to_owned())
    })
}

/// The phrase that stands first in a text in lower case, of those that begin alike the longest, and where.
fn first_of<'p>(phrases: &'p [String], lower: &str) -> Option<(usize, &'p String)> {
    phrases
        .iter()
        .filter_map(|phrase| lower.find(phrase.as_str()).map(|at| (at, phrase)))
        .min_by_key(|&(at, phrase)| (at, usize::MAX - phrase.len()))
}

/// Where the sentence ends that goes on at a byte; the full stop of "Sr." ends none.
fn sentence_end(words: &str, lower: &str, from: usize, language: &Language) -> usize {
    words[from..]
        .match_indices(". ")
        .map(|(at, _)| from + at)
        .find(|&at| {
            let word = lower[..=at].split_whitespace().next_back();
            let shorts = &language.layout.abbreviations;
            let titles = &language.report.honorifics;
            let mut all = shorts.iter().chain(titles);
            let mut is = |word: &str| all.any(|short| short.split(' ').any(|part| part == word));
            !word.is_some_and(&mut is)
        })
        .unwrap_or(words.len())
}

/// A name without the article and the titles before it.
fn without_titles<'a>(mut name: &'a str, language: &Language) -> &'a str {
    loop {
        name = name.trim_start();
        let lower = lower_in_place(name);
        let titles = language.report.honorifics.iter();
        let title = titles.filter(|title| {
            let behind = lower.strip_prefix(title.as_str());
            behind
                .is_some_and(|behind| behind.starts_with(char::is_whitespace) || behind.is_empty())
        });
        match title.map(String::len).max() {
            Some(length) => name = &name[length..],
            None => return name,
        }
    }
}

/// "Presidió la reunión el Sr. Andrés Molina (Costa Rica).", "Ms. Ada Wells (Mistcoast) presided over the meeting."
fn presided(words: &str, language: &Language) -> Option<String> {
    let lower = lower_in_place(words);
    let (before, behind) = around(words, &lower, &language.report.presided, language)?;
    first_named(before, behind, language)
}

/// What stands in its sentence before and behind the first of some phrases.
fn around<'w>(
    words: &'w str,
    lower: &str,
    phrases: &[String],
    language: &Language,
) -> Option<(&'w str, &'w str)> {
    let (at, phrase) = first_of(phrases, lower)?;
    let end = sentence_end(words, lower, at, language);
    let behind = words.get(at + phrase.len()..end)?;
    let mut start = 0;
    loop {
        let next = sentence_end(words, lower, start, language);
        if next >= at {
            break;
        }
        start = next + 1;
    }
    Some((words.get(start..at)?, behind))
}

/// The name nearest behind a verb, or else before it.
fn first_named(before: &str, behind: &str, language: &Language) -> Option<String> {
    let before = parts_of(before);
    parts_of(behind)
        .into_iter()
        .chain(before.into_iter().rev())
        .find_map(|part| named(part, language))
}

/// The parts of a sentence between its commas; those inside brackets part nothing.
fn parts_of(sentence: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0i32);
    for (at, c) in sentence.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == ',' && depth <= 0 {
            parts.push(&sentence[from..at]);
            from = at + 1;
        }
    }
    parts.push(&sentence[from..]);
    parts
}

/// The name that a part of a sentence is: with a title before it, or with its State in brackets behind it.
fn named(part: &str, language: &Language) -> Option<String> {
    let is_office = |word: &str| language.report.chairs.contains(&word.to_lowercase());
    let mut bare = without_titles(part, language);
    // "el Presidente Juan Pérez (Chile)"
    if let Some((office, name)) = bare.split_once(' ')
        && is_office(office)
    {
        bare = without_titles(name, language);
    }
    let titles = part[..part.len() - bare.len()].split_whitespace();
    let is_titled = titles.last().is_some_and(|title| title.ends_with('.'));
    let mut depth = 0i32;
    let bracket = bare.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (c == ')' && depth <= 0).then_some(at + 1)
    });
    let name = bare[..bracket.unwrap_or(bare.len())].trim_end_matches(['.', ' ']);
    let first = name.split_whitespace().next().unwrap_or_default();
    let is_name = name.starts_with(char::is_uppercase) && !is_office(first) && name.len() < 100;
    (is_name && (is_titled || bracket.is_some())).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanish() -> &'static Language {
        Language::of("es")
    }

    #[test]
    fn who_presided() {
        let name = |text: &str| president(text, spanish());
        assert_eq!(
            name(
                "Declaró abierta la reunión Nazhat Shameem Khan (Fiji), Presidenta del Grupo de Trabajo. La Presidenta habló."
            ),
            Some("Nazhat Shameem Khan (Fiji)".to_owned())
        );
        assert_eq!(
            name(
                "Declaró abierta la reunión la Excm. Sra. Manizha Bakhtari (Afganistán), Presidenta del Grupo de Trabajo."
            ),
            Some("Manizha Bakhtari (Afganistán)".to_owned())
        );
        let baylina = Some("Ignacio Baylina (España)".to_owned());
        for text in [
            "Declaró abierta la reunión el Presidente del Grupo de Trabajo, Excmo. Sr. Ignacio Baylina (España).",
            "Inauguró la reunión el Presidente del Grupo de Trabajo, Ignacio Baylina (España).",
            "Inauguró la reunión el Presidente Ignacio Baylina (España).",
            "El Presidente del Grupo de Trabajo, Sr. Ignacio Baylina (España), inauguró la reunión.",
            "La reunión fue inaugurada por el Presidente, Sr. Ignacio Baylina (España).",
            "Declaró abierta la reunión S.E. el Sr. Ignacio Baylina (España), Presidente del Grupo de Trabajo.",
            "Declaró abierta la reunión el Presidente del Grupo de Trabajo, S.E. Sr. Ignacio Baylina (España).",
        ] {
            assert_eq!(name(text), baylina, "{text}");
        }
        assert_eq!(
            name("Declaró abierta la reunión Ana Díaz, Presidenta del Grupo de Trabajo."),
            Some("Ana Díaz".to_owned())
        );
        for text in [
            "Declaró abierta la reunión la Presidenta.",
            "La Presidenta declaró abierta la reunión y dio la bienvenida a los participantes.",
            "El Presidente inauguró la reunión a las 10.00 horas.",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
        assert_eq!(name("Declaró abierta la reunión la Secretaría."), None);
    }

    #[test]
    fn who_presided_without_opening() {
        let name = |text: &str| presided(text, spanish());
        let molina = Some("Andrés Molina (Costa Rica)".to_owned());
        for text in [
            "El Grupo celebró seis sesiones. Presidió la reunión el Sr. Andrés Molina (Costa Rica).",
            "Presidió la reunión Andrés Molina (Costa Rica), Presidente del Grupo. Habló después.",
            "El Sr. Andrés Molina (Costa Rica) presidió la reunión.",
            "Se abrió la sesión. En ausencia de la Presidenta, el Sr. Andrés Molina (Costa Rica), Vicepresidente, presidió la reunión.",
            "La reunión fue presidida por el Vicepresidente, Sr. Andrés Molina (Costa Rica).",
            "Bajo la presidencia del Excmo. Sr. Andrés Molina (Costa Rica) se examinó el tema 2.",
            "Presidió la reunión S.E. el Sr. Andrés Molina (Costa Rica). Habló después.",
            "Presidió la reunión S. E. el Sr. Andrés Molina (Costa Rica).",
            "Su Excelencia el Sr. Andrés Molina (Costa Rica) presidió la reunión.",
        ] {
            assert_eq!(name(text), molina, "{text}");
        }
        assert_eq!(
            name("Presidió la reunión la Sra. Ana Díaz (Bolivia (Estado Plurinacional de))."),
            Some("Ana Díaz (Bolivia (Estado Plurinacional de))".to_owned())
        );
        for text in [
            "Presidió la reunión la Presidenta del Grupo de Trabajo.",
            "Presidió la reunión la Secretaría.",
            "La Presidenta abrió el debate.",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
        let name = |text: &str| presided(text, Language::of("en"));
        let wells = Some("Ada Wells (Mistcoast)".to_owned());
        for text in [
            "The meeting was chaired by Ms. Ada Wells (Mistcoast).",
            "Ms. Ada Wells (Mistcoast) presided over the meeting.",
            "H.E. Ms. Ada Wells (Mistcoast), Chair of the Committee, chaired the meeting.",
            "It met under the chairmanship of Ada Wells (Mistcoast), Chair.",
        ] {
            assert_eq!(name(text), wells, "{text}");
        }
    }

    #[test]
    fn places() {
        assert_eq!(place(": Viena, ", spanish()), Some("Viena".to_owned()));
        assert_eq!(
            place(" (Viena, los días ", spanish()),
            Some("Viena".to_owned())
        );
        assert_eq!(
            place(", celebrada en Nueva York del ", spanish()),
            Some("Nueva York".to_owned())
        );
        assert_eq!(place(": ", spanish()), None);
    }
}
