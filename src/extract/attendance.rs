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
        // "Trinidad y Tabago" is one name.
        let whole: Vec<std::ops::Range<usize>> = (language.report.joined_names.iter())
            .flat_map(|name| last.match_indices(name.as_str()))
            .map(|(at, name)| at..at + name.len())
            .collect();
        let joint = last.char_indices().find_map(|(at, c)| {
            let here = (depth == 0 && !whole.iter().any(|name| name.contains(&at))).then(|| {
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
}
