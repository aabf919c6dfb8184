//! Who took part: the lists of a report's attendance, by the source's own order.
//!
//! A name that stands in two lists stays in both and is told.

mod names;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::languages::{Language, lower_in_place};
use crate::read::Block;
use crate::records::{Attendance, Meeting};
use crate::text::Span;

use super::Draft;
use names::{
    article, begins_name, is_capital, names_of_organizations, names_of_states, row_of_bodies,
};

/// Shorter words before a full stop are abbreviations in a list of names.
const SHORTEST: usize = 4;

/// Adds the lists of one paragraph to the attendance.
pub(super) fn read(block: &Block, meeting: &mut Meeting, language: &Language) {
    let mut found = named(&block.text.plain, language);
    if found.lists().iter().all(|list| list.is_empty()) {
        return;
    }
    let list = meeting.attendance.get_or_insert_default();
    list.lines = join(list.lines, block.span);
    list.states.append(&mut found.states);
    list.observers.append(&mut found.observers);
    list.organizations.append(&mut found.organizations);
}

/// Whom a paragraph names: a sentence lists names behind a colon, or names a body.
fn named(words: &str, language: &Language) -> Attendance {
    let lower = lower_in_place(words);
    let has = |text: &str, words: &[String]| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| words.iter().any(|other| other == word))
    };
    let mut found = Attendance::default();
    let is_observed = has(&lower, &language.report.observed);
    // What announces a list may stand in the sentence before.
    let (mut announced_from, mut from) = (0, 0);
    while from < words.len() {
        let end = sentence_end(words, from);
        let Some(colon) = words[from..end].find(": ").map(|at| from + at) else {
            let sentence = (&words[from..end], &lower[from..end]);
            let (bodies, is_entity) = bodies(sentence, language);
            for body in bodies.into_iter().filter(|_| is_observed) {
                if begins_name(&body, language) && !is_entity {
                    found.organizations.push(body);
                } else {
                    found.observers.push(body);
                }
                announced_from = end;
            }
            from = end + 1;
            continue;
        };
        let before = &lower[announced_from..colon];
        let names = &words[colon + 2..end];
        let of_organizations = has(before, &language.report.organizations);
        // "el siguiente Estado", and neither "los siguientes" nor a sentence before.
        let announced = before.rsplit(". ").next().unwrap_or_default();
        let is_sole = language.report.one_represented.iter().any(|one| {
            let behind = announced.split_once(one.as_str()).map(|(_, behind)| behind);
            behind.is_some_and(|behind| !behind.starts_with(char::is_alphabetic))
        });
        let names = if is_sole {
            vec![names.trim().trim_end_matches(['.', ';']).to_owned()]
        } else if of_organizations {
            names_of_organizations(names, language)
        } else {
            names_of_states(names, language)
        };
        let known = if of_organizations {
            &mut found.organizations
        } else if has(before, &language.report.observed) {
            &mut found.observers
        } else {
            &mut found.states
        };
        known.extend(names.into_iter().filter(|name| !name.is_empty()));
        announced_from = end;
        from = end + 1;
    }
    found
}

/// Where a sentence ends that holds names; the full stop of "St." ends none.
fn sentence_end(words: &str, from: usize) -> usize {
    words[from..]
        .match_indices(". ")
        .map(|(at, _)| from + at)
        .find(|&at| {
            let name = words[..at].rsplit(' ').next().unwrap_or_default();
            name.chars().count() >= SHORTEST && is_capital(&words[at + 2..])
        })
        .unwrap_or(words.len())
}

fn join(a: Span, b: Span) -> Span {
    if a == Span::default() { b } else { a.join(b) }
}

/// The bodies that a sentence names without a list: "La Santa Sede, Estado no miembro que …", "… por un observador la
/// Soberana Orden de Malta, entidad …", "Estuvieron representadas por observadores la OIM y la OSCE".
/// Whether they are told to be something else than an organization stands behind them.
fn bodies((words, lower): (&str, &str), language: &Language) -> (Vec<String>, bool) {
    let report = &language.report;
    let is_behind = report.entity_after.iter();
    let is_behind =
        is_behind.filter_map(|phrase| lower.find(phrase.as_str()).map(|at| at + phrase.len()));
    let behind = is_behind
        .filter(|&at| article(&lower[at..], language).is_some())
        .min();
    // "Además, la Santa Sede estuvo representada".
    let commas = words
        .match_indices(", ")
        .map(|(at, comma)| at + comma.len());
    let mut openings = [0, words.len() - words.trim_start().len()]
        .into_iter()
        .chain(commas.take(1));
    let named = |at: &usize| {
        article(&lower[*at..], language).is_some_and(|article| is_capital(&words[at + article..]))
    };
    let Some(from) = behind.or_else(|| openings.find(named)) else {
        return (Vec::new(), false);
    };
    let from = from + article(&lower[from..], language).unwrap_or_default();
    let ends = report.entity_ends.iter();
    let end = ends
        .filter_map(|end| lower[from..].find(end.as_str()))
        .min();
    // A name behind the verb may end with its sentence.
    let Some(end) = end.or(behind.map(|_| words.len() - from)) else {
        return (Vec::new(), false);
    };
    let is_many = |word: &str| report.many_represented.iter().any(|many| many == word);
    let row = &words[from..from + end];
    let names = if lower.split(' ').any(is_many) {
        row_of_bodies(row, language)
    } else {
        vec![row]
    };
    let names = names
        .into_iter()
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '.'));
    let names = names
        .filter(|name| is_capital(name) && name.len() < 200)
        .map(str::to_owned)
        .collect();
    // "La Soberana Orden de Malta, entidad que …".
    (names, words[from + end..].starts_with(','))
}

/// The next name of a list stands in so many bytes.
const REACH: usize = 200;

/// A name of the attendance, and where it stands.
pub(super) struct Listed {
    /// The name for comparing.
    folded: String,
    name: String,
    /// Which list it is in.
    list: usize,
    line: u32,
}

/// How many names each list has.
pub(super) fn counts(meeting: &Meeting) -> [usize; 3] {
    let lists = meeting.attendance.as_ref();
    lists.map_or([0; 3], |lists| lists.lists().map(Vec::len))
}

/// Notes the names that a block added to the lists.
pub(super) fn list(block: &Block, meeting: &Meeting, known: [usize; 3], listed: &mut Vec<Listed>) {
    let Some(attendance) = &meeting.attendance else {
        return;
    };
    let words = &block.text.plain;
    let mut from = words.find(": ").unwrap_or_default();
    for (list, (names, known)) in attendance.lists().into_iter().zip(known).enumerate() {
        for name in names.iter().skip(known) {
            // Names follow each other as in their paragraph.
            let mut end = words.len().min(from + name.len() + REACH);
            while !words.is_char_boundary(end) {
                end += 1;
            }
            from += words[from..end].find(name.as_str()).unwrap_or_default();
            listed.push(Listed {
                folded: crate::languages::fold(name),
                name: name.clone(),
                list,
                line: block.text.line_at(from as u32),
            });
        }
    }
}

/// Who is named both as a party and as an observer cannot be both: a person should look at the original.
pub(super) fn warn_of_two_lists(draft: &mut Draft<'_>, meeting: &Meeting, listed: &[Listed]) {
    let source = &draft.seed.source;
    let name_of_meeting = draft.seed.language.meeting_name(meeting.number);
    let mut first: HashMap<&str, &Listed, FixedState> = HashMap::default();
    for name in listed {
        let known = *first.entry(&name.folded).or_insert(name);
        if known.list == name.list {
            continue;
        }
        let line = source.lines[name.line as usize - 1].trim_end();
        let column = line
            .find(&name.name)
            .map_or(0, |at| line[..at].chars().count());
        draft.diagnostics.push(
            Diagnostic::warning("participante-en-dos-listas")
                .file(&source.file)
                .place(
                    name.line,
                    column as u32 + 1,
                    name.name.chars().count() as u32,
                )
                .excerpt(line)
                .with("name", &name.name)
                .with("meeting", name_of_meeting.to_lowercase())
                .with("first", known.line),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanish() -> &'static Language {
        Language::of("es")
    }

    #[test]
    fn bodies_that_observe() {
        let names = |text: &str| bodies((text, &text.to_lowercase()), spanish()).0;
        let name = |text: &str| names(text).into_iter().next();
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
        assert_eq!(
            name(
                "También estuvo representado el Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia por un observador."
            )
            .as_deref(),
            Some("Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia")
        );
        assert_eq!(
            names("Además, la Santa Sede estuvo también representada por un observador."),
            ["Santa Sede"]
        );
        assert_eq!(
            names(
                "Estuvieron representadas por observadores la Santa Sede, la Organización para la Seguridad y la Cooperación en Europa y la OIM."
            ),
            [
                "Santa Sede",
                "Organización para la Seguridad y la Cooperación en Europa",
                "OIM"
            ]
        );
        assert_eq!(
            names(
                "Estuvieron representadas por observadores el Consejo de Europa y la Santa Sede."
            ),
            ["Consejo de Europa", "Santa Sede"]
        );
        assert_eq!(
            names(
                "Estuvieron representadas por observadores la Santa Sede y la Soberana Orden de Malta."
            ),
            ["Santa Sede", "Soberana Orden de Malta"]
        );
        assert_eq!(
            names("Asistió a la sesión un observador."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn every_sentence_is_read() {
        let lists = |text: &str| named(text, spanish()).lists().map(|list| list.join(" | "));
        assert_eq!(
            lists(
                "Estuvo representada por un observador la Organización Internacional para las Migraciones."
            ),
            ["", "", "Organización Internacional para las Migraciones"]
        );
        assert_eq!(
            lists(
                "El Estado de Palestina, entidad observadora, estuvo representado por un observador. La Soberana Orden de Malta, entidad que tiene una oficina permanente de observación, estuvo también representada."
            ),
            ["", "Estado de Palestina | Soberana Orden de Malta", ""]
        );
        assert_eq!(
            lists(
                "Estuvo representada por un observador la Santa Sede. Estuvieron representadas las siguientes partes: Chile y Perú. Estuvo representado por un observador el Consejo de Europa."
            ),
            ["Chile | Perú", "Santa Sede", "Consejo de Europa"]
        );
        assert_eq!(lists("Muchos estuvieron representados."), ["", "", ""]);
    }
}
