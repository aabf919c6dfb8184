//! The words of a language, as its dictionary has them.
//!
//! `build.rs` expands the Hunspell dictionary when the program is compiled; here it is only asked.

use fst::Set;

/// A set of words in lower case.
pub type Dictionary = Set<&'static [u8]>;

/// The words of a language, where the program has its dictionary.
///
/// # Panics
/// Never: the sets are made by our own build script.
#[must_use]
pub fn of(language: &str) -> Option<Dictionary> {
    let bytes: &'static [u8] = match language {
        "es" => include_bytes!(concat!(env!("OUT_DIR"), "/es.fst")),
        "en" => include_bytes!(concat!(env!("OUT_DIR"), "/en.fst")),
        _ => return None,
    };
    Some(Set::new(bytes).expect("made by build.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_answers_like_the_dictionary_itself() {
        let whole = spellbook::Dictionary::new(
            include_str!("../languages/es/dictionary/es.aff"),
            include_str!("../languages/es/dictionary/es.dic"),
        )
        .unwrap();
        let set = of("es").unwrap();
        // All lower-case words of a source, and what its neighbours make together.
        let text = include_str!("../../seeds/documents/ctoc-cop-wg-4-2019-6.es.txt");
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 1 && word.chars().all(char::is_lowercase))
            .collect();
        let made = words.windows(2).map(<[&str]>::concat);
        let fixed = [
            "adscripción",
            "seguían",
            "desaconsejar",
            "proporcionándoselos",
            "ituación",
            "gaciones",
            "cción",
            "revictimización",
        ];
        let mut asked = 0;
        for word in words
            .iter()
            .map(|&word| word.to_owned())
            .chain(made)
            .chain(fixed.map(str::to_owned))
        {
            assert_eq!(set.contains(&word), whole.check(&word), "{word}");
            asked += 1;
        }
        assert!(asked > 10_000);
    }

    #[test]
    fn the_english_set_answers_like_its_dictionary() {
        let dictionary = include_str!("../languages/en/dictionary/en.dic");
        let affixes = include_str!("../languages/en/dictionary/en.aff");
        let whole = spellbook::Dictionary::new(affixes, dictionary).unwrap();
        let set = of("en").unwrap();
        let stems = dictionary
            .lines()
            .skip(1)
            .filter_map(|line| line.split('/').next());
        let mut asked = 0;
        for word in stems.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())) {
            for end in ["", "s", "ed", "ing", "ly", "ment", "x", "ation"] {
                let word = format!("{word}{end}");
                // The set is in lower case: "alex" stands there because of Alex.
                let name = crate::languages::capitalised(&word);
                let known = [&word, &name, &word.to_uppercase()].map(|word| whole.check(word));
                assert_eq!(set.contains(&word), known.contains(&true), "{word}");
                asked += 1;
            }
        }
        assert!(asked > 100_000);
        assert!(of("xx").is_none());
    }
}
