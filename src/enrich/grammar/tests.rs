//! The rules tried on sentences that were judged by hand before the rules saw them, and on the hard forms one by one.

use super::*;
use crate::languages::Language;

fn ids(language: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let grammar = &Language::of(language).grammar;
    (
        grammar.addressees.iter().map(|a| a.id.as_str()).collect(),
        grammar.verbs.iter().map(|v| v.action.as_str()).collect(),
    )
}

fn lexicon(language: &str) -> Lexicon<'static> {
    let (addressees, actions) = ids(language);
    let place = |list: &[&str], id: &str| list.iter().position(|one| *one == id).unwrap();
    Lexicon::of(
        Language::of(language),
        &[],
        |id| place(&addressees, id),
        |id| place(&actions, id),
    )
}

/// Addressees, action, verb, implicit.
fn judge(
    language: &str,
    lexicon: &Lexicon<'_>,
    lead: &str,
    text: &str,
) -> (String, String, String, bool) {
    let (addressees, actions) = ids(language);
    let texts: Vec<&str> = [lead, text].into_iter().filter(|t| !t.is_empty()).collect();
    let mut above: Option<Lead> = None;
    let mut result = Reading::default();
    for (at, plain) in texts.iter().enumerate() {
        let lower = lower_in_place(plain);
        let tokens = Tokens::of(lexicon, plain, &lower);
        result = read(&tokens, at, above.as_ref());
        above = hand_down(&tokens, &lower, &result);
    }
    let verb = result.verb.map_or_else(String::new, |verb| {
        texts[verb.entry][verb.start as usize..verb.end as usize].to_owned()
    });
    let names: Vec<&str> = result.addressees.iter().map(|&at| addressees[at]).collect();
    let action = result.action.map_or("", |at| actions[at]);
    (names.join(" "), action.to_owned(), verb, result.implicit)
}

#[test]
fn sentences_judged_by_hand() {
    judged_by_hand("es", include_str!("judged.tsv"));
}

#[test]
fn english_sentences_judged_by_hand() {
    judged_by_hand("en", include_str!("judged-en.tsv"));
}

fn judged_by_hand(language: &str, sentences: &str) {
    let lexicon = lexicon(language);
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in sentences.lines() {
        if line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [lead, text, addressees, action, verb, implicit] = cells[..] else {
            panic!("six cells: {line}");
        };
        all += 1;
        let found = judge(language, &lexicon, lead, text);
        let right = (
            addressees.to_owned(),
            action.to_owned(),
            verb.to_owned(),
            ["sí", "yes"].contains(&implicit),
        );
        if found != right {
            wrong.push(format!(
                "{lead} {text}\n  is    {right:?}\n  found {found:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {all}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A text is never too odd to be read: words of grammar alone, cut off, in any order.
#[test]
fn odd_texts_are_read() {
    let lexicon = lexicon("es");
    let words = [
        "",
        "que",
        "se",
        "a",
        "y",
        "deberían",
        "deberían:",
        "seguir",
        "ser",
        "considerar",
        "la posibilidad",
        "los Estados partes",
        "tal vez",
        "tanto",
        "como",
        "no",
        "adoptar,",
        "; b)",
        "alienta",
        "conviene",
        ". La",
        "…",
        "será",
    ];
    for one in words {
        for two in words {
            for three in words {
                judge("es", &lexicon, one, &format!("{two} {three}"));
                judge("es", &lexicon, "", &format!("{one} {two} {three}"));
            }
        }
    }
}

#[test]
fn a_unit_with_sub_items_carries_theirs() {
    let reading = |addressees: &[usize], implicit, action| Reading {
        addressees: addressees.to_vec(),
        implicit,
        action,
        verb: None,
    };
    let mut entries: Vec<Entry> = ["1.1", "1.1.a", "1.1.b", "1.1.c"]
        .iter()
        .map(|id| super::super::tests::entry(id))
        .collect();
    entries[0].children = vec![1, 2, 3];
    entries[0].grammar = reading(&[5], false, Some(0));
    entries[1].grammar = reading(&[1], true, Some(4));
    entries[2].grammar = reading(&[0, 1], false, Some(2));
    entries[3].grammar = reading(&[1], true, None);
    gather(&mut entries);
    assert_eq!(entries[0].grammar, reading(&[1, 0], false, Some(2)));
}
