//! Mark-up inside paragraphs: what is taken out of the words leaves every position true.

#![no_main]

use compendio::languages::Language;
use compendio::read::{self, Hints, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A heading with a sign says that the text is in Markdown.
    let text = format!("# Título\n\n{text}");
    let Ok((source, _)) = Source::new("a", text.into_bytes()) else {
        return;
    };
    for block in read::read(&source, Language::of("es"), Hints::default()) {
        let text = &block.text;
        let inside = |at: u32| text.plain.is_char_boundary(at as usize);
        assert!(text.starts.iter().all(|&(_, at)| inside(at)));
        assert!(text.calls.iter().all(|call| inside(call.at)));
        assert!(text.emphasis.iter().all(|part| part.start < part.end));
        assert!(
            text.emphasis
                .iter()
                .all(|part| inside(part.start) && inside(part.end))
        );
    }
});
