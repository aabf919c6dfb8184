//! Why something could not be read, in the reader's language.
//!
//! The readers of TOML and YAML and the system say it in English. What they say most often stands in
//! `reasons.toml`; what does not is shown as it is, because an English reason is better than none.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    /// By the name of the error's kind.
    system: BTreeMap<String, String>,
    /// In the order in which they are tried.
    reader: Vec<Wording>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    from: String,
    to: String,
}

static REASONS: LazyLock<Reasons> = LazyLock::new(|| {
    toml::from_str(include_str!("../languages/es/reasons.toml"))
        .expect("the embedded reasons.toml is checked by a test")
});

/// How deep one reason may stand inside another.
const DEEPEST: u32 = 4;

/// What the system said.
#[must_use]
pub fn of_system(error: &std::io::Error) -> String {
    let kind = format!("{:?}", error.kind());
    REASONS
        .system
        .get(&kind)
        .cloned()
        .unwrap_or_else(|| error.to_string())
}

/// What a reader of TOML or YAML said.
#[must_use]
pub fn of_reader(reason: &str) -> String {
    let reason = reason.trim();
    translate(reason, DEEPEST)
        .or_else(|| {
            // "groups[0].name: invalid type: …": the place stays, the reason is put into Spanish.
            let (place, rest) = reason.split_once(": ")?;
            Some(format!("{place}: {}", translate(rest, DEEPEST)?))
        })
        .unwrap_or_else(|| reason.lines().collect::<Vec<_>>().join(" "))
}

fn translate(reason: &str, depth: u32) -> Option<String> {
    let deeper = depth.checked_sub(1)?;
    REASONS.reader.iter().find_map(|wording| {
        let parts = parts(reason, &wording.from)?;
        let mut words = wording.to.clone();
        for (at, part) in parts.iter().enumerate() {
            let part = match part.split_once(": ") {
                Some((place, rest)) => translate(part, deeper)
                    .or_else(|| translate(rest, deeper).map(|rest| format!("{place}: {rest}"))),
                None => translate(part, deeper),
            }
            .unwrap_or_else(|| (*part).to_owned());
            words = words.replace(&format!("{{{}}}", at + 1), &part);
        }
        Some(words)
    })
}

/// What stands for each `{}` of a pattern, if the reason has its form.
fn parts<'a>(reason: &'a str, pattern: &str) -> Option<Vec<&'a str>> {
    let mut fixed = pattern.split("{}");
    let mut rest = reason.strip_prefix(fixed.next()?)?;
    let mut parts = Vec::new();
    let mut fixed = fixed.peekable();
    while let Some(next) = fixed.next() {
        let end = if next.is_empty() {
            rest.len()
        } else if fixed.peek().is_none() {
            rest.len() - rest.strip_suffix(next).map(|_| next.len())?
        } else {
            rest.find(next)?
        };
        parts.push(&rest[..end]);
        rest = &rest[end + next.len()..];
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_spanish() {
        for (english, spanish) in [
            ("missing field `title`", "falta la clave «title»"),
            (
                "invalid type: integer `3`, expected a string",
                "se esperaba un texto y se leyó el número 3",
            ),
            (
                "groups[0].name: invalid type: sequence, expected a string at line 3 column 5",
                "groups[0].name: se esperaba un texto y se leyó una lista (línea 3, columna 5)",
            ),
            ("duplicate key", "la clave se repite"),
            ("something else: 3", "something else: 3"),
        ] {
            assert_eq!(of_reader(english), spanish);
        }
    }

    #[test]
    fn what_the_system_says_is_told_in_spanish() {
        let error = std::io::Error::from(std::io::ErrorKind::IsADirectory);
        assert_eq!(of_system(&error), "es una carpeta");
    }
}
