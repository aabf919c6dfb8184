//! Who took part: the lists of a report's attendance, by the source's own order.
//!
//! Names hold commas, brackets and joints of their own, so a list is cut with care; a name that stands in two
//! lists stays in both and is told.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::diagnostic::Diagnostic;
use crate::languages::{Language, lower_in_place};
use crate::read::Block;
use crate::records::{Attendance, Meeting};
use crate::text::Span;

use super::Draft;

/// Shorter words before a full stop are abbreviations in a list of names.
const SHORTEST: usize = 4;

/// Adds the list of one paragraph to the attendance.
pub(super) fn read(block: &Block, meeting: &mut Meeting, language: &Language) {
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
    let mut from = 0;
    while let Some(colon) = words[from..].find(": ").map(|at| from + at) {
        let before = &lower[from..colon];
        // Another sentence may follow: "… y Chile. También asistió un observador …".
        let end = list_end(words, colon);
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
            &mut list.organizations
        } else if has(before, &language.report.observed) {
            &mut list.observers
        } else {
            &mut list.states
        };
        known.extend(names.into_iter().filter(|name| !name.is_empty()));
        from = end;
    }
    if from > 0 {
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

/// Where the sentence ends that holds a list of names; the full stop of "St." ends none.
fn list_end(words: &str, from: usize) -> usize {
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

/// States, each of whose names may have an article: "… Uruguay y la República Bolivariana de Venezuela".
fn names_of_states(names: &str, language: &Language) -> Vec<String> {
    split_names(names, language, |last| {
        let joints = joints(last, language);
        let capital = joints.iter().find(|&&(_, end)| is_capital(&last[end..]));
        capital.or(joints.first()).copied()
    })
}

fn is_capital(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

/// A list of names: commas inside brackets belong to a name, the last two are joined by a word, which `joint` finds.
fn split_names(
    names: &str,
    language: &Language,
    joint: impl Fn(&str) -> Option<(usize, usize)>,
) -> Vec<String> {
    let names = names.trim().trim_end_matches(['.', ';', ' ']);
    let mut parts: Vec<&str> = Vec::new();
    let (mut depth, mut from) = (0i32, 0);
    for (at, c) in names.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' | ';' if depth <= 0 => {
                parts.push(names[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    let last = names[from..].trim();
    let mut opened = language.report.list_joints.iter();
    // "…, y Venezuela"
    if let Some(name) = opened.find_map(|joint| last.strip_prefix(joint.trim_start())) {
        parts.push(name);
    } else if let Some((start, end)) = joint(last) {
        parts.extend([&last[..start], &last[end..]]);
    } else {
        parts.push(last);
    }
    parts
        .into_iter()
        .map(|name| name.trim_matches(|c: char| c.is_whitespace() || c == '.'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Where words stand that may join the last two names of a list: outside brackets, and in no name that holds one itself
/// ("Trinidad y Tabago").
fn joints(words: &str, language: &Language) -> Vec<(usize, usize)> {
    let whole: Vec<std::ops::Range<usize>> = (language.report.joined_names.iter())
        .flat_map(|name| words.match_indices(name.as_str()))
        .map(|(at, name)| at..at + name.len())
        .collect();
    let mut depth = 0i32;
    let mut found = Vec::new();
    for (at, c) in words.char_indices() {
        let mut joints = language.report.list_joints.iter();
        if depth == 0
            && !whole.iter().any(|name| name.contains(&at))
            && let Some(joint) = joints.find(|joint| words[at..].starts_with(joint.as_str()))
        {
            found.push((at, at + joint.len()));
        }
        depth += i32::from(c == '(') - i32::from(c == ')');
    }
    found
}

/// Organisations have commas in their names. What goes on in lower case, or would break the alphabetical
/// order that such lists keep, belongs to the name before it. What joins the last two is followed by a capital letter
/// ("Organización para la Seguridad y la Cooperación en Europa y Unión Africana").
fn names_of_organizations(names: &str, language: &Language) -> Vec<String> {
    let parts = split_names(names, language, |last| {
        let mut joints = joints(last, language).into_iter();
        joints.find(|&(_, end)| is_capital(&last[end..]))
    });
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
    fn names_with_commas_and_joints() {
        let names = |text: &str| names_of_states(text, spanish());
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
            names("Uruguay y la República Bolivariana de Venezuela"),
            ["Uruguay", "la República Bolivariana de Venezuela"]
        );
        assert_eq!(
            names_of_organizations(
                "Liga, Organización para la Seguridad y la Cooperación en Europa y Unión Africana",
                spanish()
            ),
            [
                "Liga",
                "Organización para la Seguridad y la Cooperación en Europa",
                "Unión Africana"
            ]
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
        assert_eq!(
            name(
                "También estuvo representado el Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia por un observador."
            )
            .as_deref(),
            Some("Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia")
        );
    }
}
