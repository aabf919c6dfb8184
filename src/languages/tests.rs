//! The tables of all languages can be read and say the same, and what is done with words keeps their bytes.

use super::*;

#[test]
fn ordinals_and_names() {
    let language = Language::of("es");
    assert_eq!(language.ordinal(4), "cuarta");
    assert_eq!(language.meeting_name(11), "Undécima reunión");
    assert_eq!(language.meeting_name(40), "40ª reunión");
    assert_eq!(language.month("setiembre"), Some(9));
}

#[test]
fn lower_case_keeps_every_byte_at_its_place() {
    let text = "Viena ẞ –9 İ ÁÑ Σ";
    let lower = lower_in_place(text);
    assert!(
        text.char_indices()
            .map(|(at, _)| at)
            .eq(lower.char_indices().map(|(at, _)| at))
    );
    assert!(lower.starts_with("viena") && lower.contains("áñ"));
}

#[test]
fn what_is_lowered_stays_as_it_is() {
    for c in '\0'..=char::MAX {
        assert_eq!(is_lowered(c), c.to_lowercase().eq([c]), "{c:?}");
    }
    assert_eq!(lowered("niñez"), "niñez");
    assert_eq!(lowered("ONU"), "onu");
    assert_eq!(lowered("¿Qué Niñez?"), "¿qué niñez?");
    assert_eq!(lowered("ΟΔΟΣ"), "οδος");
}

#[test]
fn a_sentence_is_found_by_its_path() {
    let table: toml::Table = toml::from_str("[nav]\nhome = \"Portada\"").unwrap();
    assert_eq!(string(&table, "nav.home"), "Portada");
    assert_eq!(string(&table, "nav.none"), "nav.none");
    assert_eq!(sentences(&table)["nav.home"], "Portada");
    assert!(!strings("es").is_empty());
}

/// Each sentence by its path, with its placeholders; of a list only how its tables are made.
fn shape(value: &toml::Value, path: &str, found: &mut BTreeMap<String, Vec<String>>) {
    match value {
        toml::Value::String(sentence) => {
            let mut names: Vec<String> = sentence
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                // Where a sentence begins, and how its nouns are named, is the language's own affair.
                .map(|name| name.to_lowercase())
                .collect();
            names.sort();
            names.dedup();
            found.insert(path.to_owned(), names);
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                shape(value, &format!("{path}.{key}"), found);
            }
        }
        toml::Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                shape(value, &format!("{path}[{at}]"), found);
            }
        }
        other => panic!("{path} is {other}"),
    }
}

/// Every language says everything: the first table's keys are all languages' keys.
#[test]
fn all_languages_have_the_same_sentences() {
    let shape_of = |tag: &str| {
        let mut found = BTreeMap::new();
        for (key, value) in strings(tag) {
            shape(value, key, &mut found);
        }
        found
    };
    let first = shape_of("es");
    assert!(first.len() > 500);
    for tag in tags().skip(1) {
        let other = shape_of(tag);
        let only = |one: &BTreeMap<String, _>, other: &BTreeMap<String, _>| {
            let keys = one.keys().filter(|key| !other.contains_key(*key));
            keys.fold(String::new(), |list, key| format!("{list}\n  {key}"))
        };
        let (missing, added) = (only(&first, &other), only(&other, &first));
        assert!(
            missing.is_empty() && added.is_empty(),
            "src/languages/{tag}/strings.toml lacks:{missing}\nand has besides:{added}"
        );
        for (key, names) in &first {
            assert_eq!(
                names, &other[key],
                "src/languages/{tag}/strings.toml: the placeholders of {key}"
            );
        }
    }
}

#[test]
fn a_tag_is_known_with_its_country_and_an_unknown_one_is_spanish() {
    assert_eq!(tags().collect::<Vec<_>>(), ["es", "en"]);
    for tag in tags() {
        let language = Language::of(tag);
        assert_eq!(language.id, tag);
        assert_eq!(language.months.len(), 12);
        assert!(!strings(tag).is_empty());
    }
    assert_eq!(Language::of("en-GB").id, "en");
    assert!(Language::of("EN").is("en-GB"));
    assert_eq!(Language::of("fr").id, "es");
    assert!(!Language::of("fr").is("fr"));
}

#[test]
fn english_ordinals_months_and_names() {
    let language = Language::of("en");
    assert_eq!(language.meeting_name(9), "Ninth meeting");
    assert_eq!(language.meeting_name(21), "Twenty-first meeting");
    assert_eq!(language.month("september"), Some(9));
    assert_eq!(language.month("sept"), Some(9));
    assert_eq!(language.without_article("the Committee"), "Committee");
}

#[test]
fn the_terminal_has_its_words() {
    assert_eq!(terminal_count("page", 1), "1 página");
    assert_eq!(terminal_count("page", 2), "2 páginas");
    assert_eq!(
        terminal("summary.zip", &[("file", "site.zip")]),
        "zip en site.zip"
    );
}
