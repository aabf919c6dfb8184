//! Editorial files: whatever they hold, an answer with a place, in little time and memory.

#![no_main]

use compendio::records::editorial::{Assignments, Cited, KnownGaps, Reports, Themes};
use compendio::records::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let error = match first % 5 {
        0 => yaml::read::<Themes>(text, "a").err(),
        1 => yaml::read::<Assignments>(text, "a").err(),
        2 => yaml::read::<Cited>(text, "a").err(),
        3 => yaml::read::<Reports>(text, "a").err(),
        _ => yaml::read::<KnownGaps>(text, "a").err(),
    };
    if let Some(error) = error {
        assert!(error.line > 0);
        assert!(!error.render(false).is_empty());
    }
});
