//! The words of a language, as its dictionary has them.
//!
//! `build.rs` expands the Hunspell dictionary when the program is compiled; here it is only asked.

use fst::Set;

/// A set of words in lower case.
pub type Dictionary = Set<&'static [u8]>;

/// The words of a language, where the program has its dictionary.
#[must_use]
pub fn of(language: &str) -> Option<Dictionary> {
    (language == "es").then(spanish)
}

/// The Spanish words.
///
/// # Panics
/// Never: the set is made by our own build script.
fn spanish() -> Dictionary {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/es.fst"));
    Set::new(bytes).expect("made by build.rs")
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
        let set = spanish();
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
}
