//! The usual parts of a report: when and where the meeting was held, its agenda, its documents, who
//! presided, who took part. The words that open each part stand in the language's table.

use crate::languages::{Language, lower_in_place, lowered};
use crate::read::markers::Style;
use crate::read::{Block, BlockKind};
use crate::records::{AgendaItem, Attendance, Meeting, Place, PriorDocument, Standing};
use crate::text::{Span, is_symbol};

use super::{Draft, dates};

/// Fills a meeting's record with what its report tells.
pub(super) fn read(draft: &Draft<'_>, meeting: &mut Meeting) {
    let language = draft.seed.language;
    let blocks: Vec<&Block> = draft
        .seed
        .blocks
        .iter()
        .filter(|block| {
            !matches!(
                block.kind,
                BlockKind::Furniture | BlockKind::Rule | BlockKind::Footnote(_)
            )
        })
        .collect();
    let place = |lines: Span| {
        Some(Place {
            document: draft.slug.clone(),
            lines,
        })
    };
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
        } else if has(&language.report.opened) && meeting.president.is_none() {
            meeting.president = president(&block.text.plain, language);
            meeting.told.president = meeting.president.as_ref().and_then(|_| place(block.span));
        } else if has(&language.report.represented) {
            attendance(block, meeting, language);
        }
    }
    meeting.told.attendance = meeting
        .attendance
        .as_ref()
        .and_then(|attendance| place(attendance.lines));
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

/// Date and place: from the title page ("Viena, 12 y 13 de octubre de 2021"), or from the sentence that
/// says that this very meeting was held ("La novena reunión … se celebró en Viena del 9 al 11 …").
fn held(blocks: &[&Block], meeting: &mut Meeting, language: &Language) -> Option<Span> {
    let from_title_page = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Front))
        .find_map(|block| {
            let words = &block.text.plain;
            let range = dates::find(words, language)?;
            let name = place(&words[..range.at.0], language)?;
            (range.at.1 == words.trim_end_matches('.').len()).then_some((name, range, block.span))
        });
    let sentence = |ordinal: bool| {
        blocks.iter().find_map(|block| {
            let words = &block.text.plain;
            let named =
                dates::meeting(words, language).map(|(number, _)| number) == Some(meeting.number);
            if ordinal && !named {
                return None;
            }
            let lower = lower_in_place(words);
            let (at, held) = language
                .meetings
                .held
                .iter()
                .filter_map(|held| lower.find(held.as_str()).map(|at| (at, held)))
                .min_by_key(|&(at, held)| (at, usize::MAX - held.len()))?;
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
    let (name, range, lines) = from_title_page
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
            number: label.trim_end_matches(['.', ')']).to_owned(),
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
    let sentence_end = |from: usize| {
        words[from..]
            .match_indices(". ")
            .map(|(at, _)| from + at)
            .find(|&at| {
                let word = lower[..=at]
                    .split_whitespace()
                    .next_back()
                    .unwrap_or_default();
                !language
                    .layout
                    .abbreviations
                    .iter()
                    .any(|short| short == word)
            })
            .unwrap_or(words.len())
    };
    let from = language
        .report
        .opened
        .iter()
        .filter_map(|phrase| lower.find(phrase.as_str()).map(|at| at + phrase.len()))
        .min()?;
    let sentence = &words[from..sentence_end(from)];
    let chairs = sentence
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .any(|word| language.report.chairs.iter().any(|chair| chair == word));
    if !chairs {
        return None;
    }
    let mut name = match sentence.find("), ") {
        Some(at) => &sentence[..=at],
        None => sentence.split(',').next().unwrap_or_default(),
    };
    loop {
        name = name.trim_start();
        let first = name.split_whitespace().next().unwrap_or_default();
        if !language.report.honorifics.contains(&first.to_lowercase()) {
            let name = name.trim_end_matches(['.', ',']);
            return (!name.is_empty()).then(|| name.to_owned());
        }
        name = &name[first.len()..];
    }
}

/// Adds the list of one paragraph to the attendance.
fn attendance(block: &Block, meeting: &mut Meeting, language: &Language) {
    let words = &block.text.plain;
    let lower = lower_in_place(words);
    let has = |text: &str, words: &[String]| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| words.iter().any(|other| other == word))
    };
    let list = meeting.attendance.get_or_insert_with(|| Attendance {
        lines: block.span,
        ..Attendance::default()
    });
    list.lines = join(list.lines, block.span);
    if let Some((before, names)) = words.split_once(": ") {
        let before = before.to_lowercase();
        if has(&before, &language.report.organizations) {
            list.organizations
                .extend(names_of_organizations(names, language));
        } else if has(&before, &language.report.observed) {
            list.observers.extend(split_names(names, language));
        } else {
            list.states.extend(split_names(names, language));
        }
        return;
    }
    if has(&lower, &language.report.observed)
        && let Some(entity) = entity(words, &lower, language)
    {
        list.observers.push(entity);
    }
    if list.states.is_empty() && list.observers.is_empty() && list.organizations.is_empty() {
        meeting.attendance = None;
    }
}

fn join(a: Span, b: Span) -> Span {
    if a == Span::default() { b } else { a.join(b) }
}

/// A single body: "La Santa Sede, Estado no miembro que …", "… por un observador la Soberana Orden de Malta, entidad …".
fn entity(words: &str, lower: &str, language: &Language) -> Option<String> {
    let after = language
        .report
        .entity_after
        .iter()
        .filter_map(|phrase| lower.find(phrase.as_str()).map(|at| at + phrase.len()))
        .filter(|&at| {
            language
                .report
                .articles
                .iter()
                .any(|article| lower[at..].starts_with(article.as_str()))
        })
        .min();
    let from = after.unwrap_or(0);
    let article = language
        .report
        .articles
        .iter()
        .find(|article| lower[from..].starts_with(article.as_str()))?;
    let from = from + article.len();
    let end = language
        .report
        .entity_ends
        .iter()
        .filter_map(|end| lower[from..].find(end.as_str()))
        .min()?;
    let name = words[from..from + end].trim();
    (name.starts_with(char::is_uppercase) && name.len() < 100).then(|| name.to_owned())
}

/// A list of names: commas inside brackets belong to a name, the last two are joined by a word.
fn split_names(names: &str, language: &Language) -> Vec<String> {
    let names = names.trim().trim_end_matches(['.', ';', ' ']);
    let mut parts: Vec<String> = Vec::new();
    let (mut depth, mut from) = (0i32, 0);
    for (at, c) in names.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' | ';' if depth <= 0 => {
                parts.push(names[from..at].trim().to_owned());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(names[from..].trim().to_owned());
    // The joint before the last name: the first one outside brackets, for a name may hold another
    // ("… y Trinidad y Tobago").
    if let Some(last) = parts.pop() {
        let mut depth = 0i32;
        let joint = last.char_indices().find_map(|(at, c)| {
            let here = (depth == 0).then(|| {
                let mut joints = language.report.list_joints.iter();
                joints.find(|joint| last[at..].starts_with(joint.as_str()))
            });
            depth += i32::from(c == '(') - i32::from(c == ')');
            Some((at, here??.len()))
        });
        let opening = language
            .report
            .list_joints
            .iter()
            .find_map(|joint| last.strip_prefix(joint.trim_start()));
        match (opening, joint) {
            // "…, y Venezuela"
            (Some(name), _) => parts.push(name.to_owned()),
            (None, Some((at, length))) => {
                parts.push(last[..at].trim().to_owned());
                parts.push(last[at + length..].trim().to_owned());
            }
            (None, None) => parts.push(last),
        }
    }
    parts
        .into_iter()
        .map(|name| {
            name.trim_matches(|c: char| c.is_whitespace() || c == '.')
                .to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Organisations have commas in their names. What goes on in lower case, or would break the alphabetical
/// order that such lists keep, belongs to the name before it.
fn names_of_organizations(names: &str, language: &Language) -> Vec<String> {
    let parts = split_names(names, language);
    let key = |name: &str| crate::languages::fold(name);
    let mut joined: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let out_of_order = match (joined.last(), parts.get(at + 1)) {
            (Some(last), Some(next)) => {
                !last.ends_with(')') && key(part) > key(next) && key(last) <= key(next)
            }
            _ => false,
        };
        match joined.last_mut() {
            Some(last) if part.starts_with(char::is_lowercase) || out_of_order => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => joined.push(part.clone()),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanish() -> &'static Language {
        Language::of("es")
    }

    #[test]
    fn names_with_commas_and_joints() {
        let names = |text: &str| split_names(text, spanish());
        assert_eq!(
            names("Irán (República Islámica del), Nepal, Santa Sede y Yemen."),
            [
                "Irán (República Islámica del)",
                "Nepal",
                "Santa Sede",
                "Yemen"
            ]
        );
        assert_eq!(
            names("Unión Europea, y Venezuela (República Bolivariana de)."),
            ["Unión Europea", "Venezuela (República Bolivariana de)"]
        );
        assert_eq!(
            names("Sri Lanka y Trinidad y Tobago"),
            ["Sri Lanka", "Trinidad y Tobago"]
        );
        assert_eq!(
            names_of_organizations(
                "Centro de Drogas, Sustancias y Precursores (CARICC), Comunidad de Estados, Instituto del Delito, afiliado a las Naciones Unidas (HEUNI), Proceso de Bali, Universidad",
                spanish()
            ),
            [
                "Centro de Drogas, Sustancias y Precursores (CARICC)",
                "Comunidad de Estados",
                "Instituto del Delito, afiliado a las Naciones Unidas (HEUNI)",
                "Proceso de Bali",
                "Universidad"
            ]
        );
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
        assert_eq!(name("Declaró abierta la reunión la Secretaría."), None);
    }

    #[test]
    fn bodies_that_observe() {
        let name = |text: &str| entity(text, &text.to_lowercase(), spanish());
        assert_eq!(
            name(
                "La Santa Sede, Estado no miembro que tiene una misión, estuvo representada por observadores."
            ),
            Some("Santa Sede".to_owned())
        );
        assert_eq!(
            name(
                "Además, estuvo representada por un observador la Soberana Orden de Malta, entidad que tiene una oficina."
            ),
            Some("Soberana Orden de Malta".to_owned())
        );
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
