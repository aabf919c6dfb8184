//! The words of the site with the names that a book gives them: who adopted the recommendations, the body above it,
//! whose documents they are.
//!
//! Sentences stand in the language's table and name nobody; `[body]` of `book.toml` does.

use toml::{Table, Value};

use super::{Language, capitalised, string};

/// The names of `book.toml`, each with its article ("el Grupo de Trabajo"); what is missing has a general word in the
/// language's table.
#[derive(Debug, Default)]
pub struct Names<'b> {
    /// The whole name of the body that adopts the recommendations.
    pub name: Option<&'b str>,
    /// What sentences call it.
    pub short: Option<&'b str>,
    /// The body that it reports to.
    pub parent: Option<&'b str>,
    /// Whose documents the sources are.
    pub publisher: Option<&'b str>,
    /// Who is named as author where the body has no name.
    pub author: &'b str,
}

/// The sentences of a language with the names put in.
#[must_use]
pub fn named(strings: &Table, language: &Language, names: &Names<'_>) -> Table {
    let general = |key: &str| string(strings, key).to_owned();
    let name = names
        .name
        .map_or_else(|| general("body.name"), str::to_owned);
    let short = (names.short.or(names.name)).map_or_else(|| general("body.short"), str::to_owned);
    let parent = names
        .parent
        .map_or_else(|| general("body.parent"), str::to_owned);
    let publisher = names
        .publisher
        .map_or_else(|| general("body.publisher"), str::to_owned);
    let bare = |name: Option<&str>, otherwise: &str| {
        name.map_or(otherwise, |name| language.without_article(name))
            .to_owned()
    };
    let facts = [
        ("{Body}", capitalised(&short)),
        ("{body}", short),
        ("{body_name}", name),
        ("{body_bare}", bare(names.name, names.author)),
        ("{parent}", parent),
        ("{publisher_bare}", bare(names.publisher, "")),
        ("{publisher}", publisher),
    ];
    filled_table(strings, language, &facts)
}

fn filled_table(table: &Table, language: &Language, facts: &[(&str, String)]) -> Table {
    let filled = |(key, value): (&String, &Value)| (key.clone(), filled(value, language, facts));
    table.iter().map(filled).collect()
}

fn filled(value: &Value, language: &Language, facts: &[(&str, String)]) -> Value {
    match value {
        Value::String(sentence) if sentence.contains('{') => Value::String(
            facts
                .iter()
                .fold(sentence.clone(), |sentence, (key, name)| {
                    put_in(&sentence, key, name, language)
                }),
        ),
        Value::Array(values) => Value::Array(
            values
                .iter()
                .map(|value| filled(value, language, facts))
                .collect(),
        ),
        Value::Table(table) => Value::Table(filled_table(table, language, facts)),
        other => other.clone(),
    }
}

/// Puts a name in wherever `key` stands, and joins its article with the word before it where the language does:
/// "de" + "el Comité" is "del Comité".
fn put_in(sentence: &str, key: &str, name: &str, language: &Language) -> String {
    let mut parts = sentence.split(key);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for after in parts {
        let joined = language.contractions.iter().find_map(|(two, one)| {
            let (first, article) = two.split_once(' ')?;
            let before = whole.strip_suffix(' ')?.strip_suffix(first)?;
            let rest = name.strip_prefix(article)?.strip_prefix(' ')?;
            (before.is_empty() || before.ends_with([' ', '(', '"', '«', '“']))
                .then(|| (before.len(), format!("{one} {rest}")))
        });
        match joined {
            Some((before, joined)) => {
                whole.truncate(before);
                whole.push_str(&joined);
            }
            None => whole.push_str(name),
        }
        whole.push_str(after);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(names: &Names<'_>) -> Vec<String> {
        let strings: Table = toml::from_str(
            "[body]\nname = \"el órgano que las aprobó\"\nshort = \"el órgano\"\nparent = \"el órgano superior\"\n\
             publisher = \"la organización\"\n[a]\nb = \"las de {body} ({n})\"\nc = [\"{Body} pidió a {parent} lo de {publisher}\", \
             \"desde {body_name}\"]\nd = { e = \"{body_bare}|{publisher_bare}\" }",
        )
        .unwrap();
        let named = named(&strings, Language::of("es"), names);
        let a = named["a"].as_table().unwrap();
        let c = a["c"].as_array().unwrap();
        [&a["b"], &c[0], &c[1], &a["d"]["e"]]
            .map(|value| value.as_str().unwrap().to_owned())
            .to_vec()
    }

    #[test]
    fn names_stand_in_sentences_as_the_language_writes_them() {
        let names = Names {
            name: Some("el Grupo de Trabajo sobre la Trata"),
            short: Some("el Grupo"),
            parent: Some("la Conferencia"),
            publisher: Some("las Naciones Unidas"),
            author: "otro",
        };
        assert_eq!(
            sentences(&names),
            [
                "las del Grupo ({n})",
                "El Grupo pidió a la Conferencia lo de las Naciones Unidas",
                "desde el Grupo de Trabajo sobre la Trata",
                "Grupo de Trabajo sobre la Trata|Naciones Unidas",
            ]
        );
    }

    #[test]
    fn a_silent_book_is_spoken_of_in_general() {
        let names = Names {
            author: "Comité",
            ..Names::default()
        };
        assert_eq!(
            sentences(&names),
            [
                "las del órgano ({n})",
                "El órgano pidió al órgano superior lo de la organización",
                "desde el órgano que las aprobó",
                "Comité|",
            ]
        );
    }
}
