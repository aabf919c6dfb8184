//! BibTeX in UTF-8. What LaTeX would read as a command is written as the command that prints it.

use std::fmt::Write as _;

use super::{Citation, one_line};

/// The macros that every style knows for the months.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// One entry, with its last line.
pub(super) fn entry(citation: &Citation<'_>) -> String {
    let mut text = format!("@techreport{{{}", citation.key);
    // Bodies and titles stand in a second pair of braces: names are not taken apart, capitals are kept.
    let whole = |value: &str| format!("{{{}}}", escaped(value));
    let mut field = |name: &str, value: &str| {
        let _ = write!(text, ",\n  {name} = {{{value}}}");
    };
    field("author", &whole(citation.author));
    field("title", &whole(citation.title));
    if let Some(publisher) = citation.publisher {
        field("institution", &escaped(publisher));
    }
    if let Some(symbol) = citation.symbol {
        field("type", &escaped(citation.kind));
        field("number", &escaped(symbol));
    }
    if let Some(place) = citation.place {
        field("address", &escaped(place));
    }
    if let Some(document) = citation.untold_document() {
        field("note", &escaped(document));
    }
    field("language", &escaped(citation.language));
    if let Some(url) = &citation.url {
        // An address is taken as it is written, but its braces would be counted.
        field("url", &url.replace('{', "%7B").replace('}', "%7D"));
    }
    let date = citation.date_parts();
    if let Some(year) = date.first() {
        field("year", &year.to_string());
    }
    let month = date
        .get(1)
        .and_then(|&month| MONTHS.get((month as usize).checked_sub(1)?));
    if let Some(month) = month {
        let _ = write!(text, ",\n  month = {month}");
    }
    text.push_str("\n}\n");
    text
}

/// Words as LaTeX prints them. Braces never stand alone: BibTeX counts them even behind a backslash.
fn escaped(words: &str) -> String {
    let words = one_line(words);
    let mut text = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\\' => text.push_str("\\textbackslash{}"),
            '{' => text.push_str("\\textbraceleft{}"),
            '}' => text.push_str("\\textbraceright{}"),
            '~' => text.push_str("\\textasciitilde{}"),
            '^' => text.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => {
                text.push('\\');
                text.push(c);
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bare, full};
    use super::*;

    #[test]
    fn an_entry_escapes_what_latex_would_read() {
        assert_eq!(
            entry(&full()),
            "@techreport{r-4-46-j-iii,\n  author = {{Grupo de Trabajo sobre la Trata}},\n  \
             title = {{Cuarta reunión (2011), «50 \\% \\& más\\_\\textbraceleft{}x\\textbraceright{}» \\textbackslash{} \\#1 \\textasciitilde{} \\textasciicircum{} \\$}},\n  \
             institution = {Naciones Unidas},\n  type = {Documento},\n  number = {CTOC/COP/WG.4/2019/5},\n  \
             address = {Viena},\n  language = {es},\n  \
             url = {https://example.org/a_b%20%7Bc%7D.html},\n  year = {2011},\n  month = oct\n}\n"
        );
    }

    #[test]
    fn a_document_without_symbol_is_told_by_its_title() {
        let entry = entry(&Citation {
            symbol: None,
            ..full()
        });
        assert!(entry.contains("  note = {Informe \"final\" </script>},\n"));
        assert!(!entry.contains("number = ") && !entry.contains("type = "));
    }

    #[test]
    fn what_is_not_known_has_no_field() {
        assert_eq!(
            entry(&bare()),
            "@techreport{r-4-46-j-iii,\n  author = {{Comité}},\n  title = {{Recomendación 1}},\n  language = {es}\n}\n"
        );
    }

    #[test]
    fn braces_are_always_balanced() {
        for words in ["{", "}", "}{", "\\{", "a}b{c"] {
            let text = escaped(words);
            assert_eq!(
                text.matches('{').count(),
                text.matches('}').count(),
                "{words}"
            );
            let mut depth = 0;
            for c in text.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                assert!(depth >= 0, "{words}");
            }
        }
    }
}
