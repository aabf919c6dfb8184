//! The repairer takes away spaces and nothing else, and a second time finds nothing left to do.

#![no_main]

use compendio::languages::Language;
use compendio::read::repair::{Vocabulary, repair};
use compendio::text::Text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    // The first line is what the sources say elsewhere, the rest is the text.
    let (corpus, words) = data.split_once('\n').unwrap_or(("", data));
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let corpus = Text::on_line(tidy(corpus), 1);
    let mut text = Text::on_line(tidy(words), 2);
    let vocabulary = Vocabulary::of([&corpus, &text].into_iter(), Language::of("es"));
    let letters = |text: &Text| text.plain.replace(' ', "");
    let before = letters(&text);
    repair(&mut text, &vocabulary);
    assert_eq!(letters(&text), before);
    for repair in &text.repairs {
        let end = repair.at as usize + repair.to.len();
        assert_eq!(
            text.plain.get(repair.at as usize..end),
            Some(repair.to.as_str())
        );
        assert_eq!(repair.from.replace(' ', ""), repair.to.replace(' ', ""));
    }
    let once = text.clone();
    repair(&mut text, &vocabulary);
    assert_eq!(text, once);
});
