//! What awaits an editor: provisions that have no assigned theme, what is proposed for them, and why.

use crate::enrich::{Compendium, Entry};

/// The provisions without assigned themes, of one document or of all; none where the book has no themes.
#[must_use]
pub fn of<'c>(compendium: &'c Compendium, slug: Option<&str>) -> Vec<&'c Entry> {
    if compendium.themes.is_empty() {
        return Vec::new();
    }
    compendium
        .provisions()
        .map(|at| &compendium.entries[at])
        .filter(|entry| entry.proposed || entry.themes.is_empty())
        .filter(|entry| slug.is_none_or(|slug| compendium.recommendation(entry).document == slug))
        .collect()
}

/// How many they are, and each with the themes proposed for it and the words that decided.
#[must_use]
pub fn lines(compendium: &Compendium, waiting: &[&Entry]) -> Vec<String> {
    let count = waiting.len().to_string();
    let key = if waiting.len() == 1 {
        "waiting.one"
    } else {
        "waiting.many"
    };
    let mut lines = vec![super::say(key, &[("count", &count)])];
    for entry in waiting {
        let themes = entry.themes.iter().map(|&theme| {
            let own = entry.evidence.iter().filter(|found| found.theme == theme);
            let words: Vec<_> = own
                .map(|found| format!("«{}»", compendium.words(entry, found)))
                .collect();
            format!("{} ({})", compendium.themes[theme].id, words.join(", "))
        });
        let themes: Vec<_> = themes.collect();
        let proposed = if themes.is_empty() {
            super::say("waiting.none", &[])
        } else {
            themes.join("; ")
        };
        lines.push(format!("  \"{}\": {proposed}", entry.id));
    }
    lines
}
