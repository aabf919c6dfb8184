//! A document of any kind (the first byte says which), from its bytes to its pages.

#![no_main]

#[path = "../../tests/whole/mod.rs"]
mod whole;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let kind = whole::KINDS[usize::from(first) % whole::KINDS.len()];
    if let Ok(text) = std::str::from_utf8(rest)
        && let Some(document) = whole::read_whole(kind, text)
    {
        whole::hold(&document);
        // Pages cost most of the time: one document in eight is carried through to them.
        if first >= 224 {
            whole::pages(&document);
        }
    }
});
