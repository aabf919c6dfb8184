//! What the values in `book.toml` have to be besides the types that they have: one line of words, a file that every
//! system can name, an address that runs nothing, a day, a meeting's number.

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;

use super::{Book, DocumentEntry, Kind};

/// Finds values that are not one line of words: pages, citations and style sheets could not hold them.
pub fn words(table: &DeTable<'_>, found: &mut impl FnMut(usize, String)) {
    for value in table.values() {
        words_of(value.get_ref(), value.span().start, found);
    }
}

fn words_of(value: &DeValue<'_>, at: usize, found: &mut impl FnMut(usize, String)) {
    match value {
        DeValue::String(words) => {
            if let Some(control) = words.chars().find(|c| c.is_control()) {
                found(at, format!("U+{:04X}", control as u32));
            }
        }
        DeValue::Array(values) => {
            for value in values {
                words_of(value.get_ref(), value.span().start, found);
            }
        }
        DeValue::Table(table) => words(table, found),
        _ => {}
    }
}

/// What is wrong with one document's table.
pub fn document(entry: &DocumentEntry) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let of_file = |code| Diagnostic::error(code).with("file", &entry.file);
    if matches!(entry.kind, Kind::Report | Kind::DraftReport) && entry.meetings.len() != 1 {
        wrong.push(of_file("informe-sin-reunion"));
    }
    if let Some(number) = entry.meetings.iter().find(|&&number| !is_meeting(number)) {
        wrong.push(of_file("reunion-no-valida").with("read", number));
    }
    if let Some(date) = entry.date.as_ref().filter(|date| !is_date(date)) {
        wrong.push(Diagnostic::error("fecha-no-valida").with("read", date));
    }
    // Both signs part folders on some system.
    let mut parts: Vec<&str> = entry.file.split(['/', '\\']).collect();
    let name = parts.pop().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let slug = entry.slug();
    if slug.is_empty()
        || slug.contains('.')
        || slug.eq_ignore_ascii_case("index")
        || name.ends_with('.')
        || !name.chars().all(plain)
    {
        wrong.push(of_file("nombre-no-valido"));
    } else if is_reserved(&slug) {
        wrong.push(of_file("nombre-reservado").with("slug", &slug));
    }
    let leads_out = parts.iter().any(|part| *part == ".." || part.contains(':'))
        || parts.first().is_some_and(|first| first.is_empty());
    if leads_out {
        wrong.push(Diagnostic::error("documento-fuera-del-libro").with("path", &entry.file));
    }
    wrong
}

/// Names that Windows keeps for devices, whatever follows their first full stop.
#[must_use]
pub fn is_reserved(slug: &str) -> bool {
    // Nearly every name is longer than these.
    if !(3..=7).contains(&slug.len()) {
        return false;
    }
    let slug = slug.to_lowercase();
    let numbered = |name: &str| {
        slug.strip_prefix(name).is_some_and(|rest| {
            // Raised figures count as figures there.
            rest.chars().count() == 1
                && rest.starts_with(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
        })
    };
    matches!(
        slug.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || numbered("com")
        || numbered("lpt")
}

/// The schemes of the web.
const WEB: [&str; 2] = ["http", "https"];

/// Addresses that pages link to and that are none of the web: a link must not run anything.
pub fn addresses(book: &Book, file: &str) -> Vec<Diagnostic> {
    type Check = fn(&str) -> bool;
    let link: Check = |address| is_address(address, &WEB);
    let contact: Check = |address| is_address(address, &[WEB[0], WEB[1], "mailto"]);
    [
        ("base-url", &book.base_url, is_web_address as Check),
        ("download-url", &book.download_url, link),
        ("repository", &book.repository, link),
        ("report-errors", &book.report_errors, contact),
        ("official-link", &book.official_link, link),
    ]
    .into_iter()
    .filter_map(|(key, address, is_right)| Some((key, address.as_ref()?, is_right)))
    .filter(|(_, address, is_right)| !is_right(address))
    .map(|(key, address, _)| {
        Diagnostic::error("direccion-web-no-valida")
            .file(file)
            .with("key", key)
            .with("read", address)
    })
    .collect()
}

/// Whether an address has one of these schemes, or none at all.
#[must_use]
pub fn is_address(address: &str, schemes: &[&str]) -> bool {
    // Browsers pass over white space and control characters inside a scheme.
    if address.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before.split_once(':') {
        None => true,
        Some((scheme, _)) => schemes
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

/// Whether an address names a host on the web, as that of a published site has to: `https://example.org/registro/`.
#[must_use]
pub fn is_web_address(address: &str) -> bool {
    let host = address
        .split_once("://")
        .filter(|(scheme, _)| WEB.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
    host.is_some_and(|(_, rest)| !rest.is_empty()) && is_address(address, &WEB)
}

/// Whether a number may be a meeting's.
#[must_use]
pub fn is_meeting(number: u32) -> bool {
    (1..=999).contains(&number)
}

/// An ISO day: "2019-08-07".
#[must_use]
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let figure = |at: usize, length: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    parts.len() == 3
        && figure(0, 4).is_some()
        && figure(1, 2).is_some_and(|month| (1..=12).contains(&month))
        && figure(2, 2).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{SMALL, parse};

    #[test]
    fn a_value_is_one_line_of_words() {
        let text = format!(
            "{}authors = [\"a\", \"b\\u0007\"]\n[body]\nname = \"\"\"el Comité\nde Faros\"\"\"\n",
            SMALL
                .replace(
                    "[edition]",
                    "edition.label = \"E\"\nedition.date = \"2026-01-01\""
                )
                .replace("\nlabel = \"E\"\ndate = \"2026-01-01\"", "")
        );
        let found = parse(&text, "book.toml").unwrap_err();
        let told: Vec<(u32, u32, &str)> = found
            .iter()
            .map(|found| (found.line, found.column, found.facts[0].1.as_str()))
            .collect();
        assert_eq!(told, [(4, 17, "U+0007"), (6, 8, "U+000A")]);
        assert!(
            found
                .iter()
                .all(|found| found.code == "caracter-de-control")
        );
    }

    #[test]
    fn addresses_that_are_none_of_the_web_are_refused() {
        let web = &["http", "https"];
        for good in [
            "https://example.org/{symbol}",
            "../site.zip",
            "HTTP://x",
            "a/b:c",
            "//x/y",
            "",
        ] {
            assert!(is_address(good, web), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "mailto:a@b",
        ] {
            assert!(!is_address(bad, web), "{bad}");
        }
    }

    #[test]
    fn files_that_no_book_may_name() {
        for (name, code) in [
            ("../a.txt", "documento-fuera-del-libro"),
            ("seeds/../../a.txt", "documento-fuera-del-libro"),
            ("/etc/a.txt", "documento-fuera-del-libro"),
            ("C:/a.txt", "documento-fuera-del-libro"),
            ("seeds/con.es.txt", "nombre-reservado"),
            ("seeds/LPT1.txt", "nombre-reservado"),
            ("seeds/a\u{301}.txt", "nombre-no-valido"),
            ("seeds/a.<b>.txt", "nombre-no-valido"),
            ("seeds/", "nombre-no-valido"),
            ("seeds/.a", "nombre-no-valido"),
            ("seeds/a.", "nombre-no-valido"),
        ] {
            let text = format!(
                "{SMALL}[[documents]]\nfile = \"{name}\"\nkind = \"background\"\ntitle = \"x\"\n"
            );
            let found = parse(&text, "book.toml").unwrap_err();
            assert_eq!(found[0].code, code, "{name}");
            assert_eq!(found[0].line, 5, "{name}");
        }
    }
}
