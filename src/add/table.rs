//! The `[[documents]]` table of a new document, and the name of its file.
//!
//! The table is put at the end of `book.toml`, where the documents stand: nothing that is there is read anew and written
//! again, so that every comment, space and line end stays.

use crate::config::DocumentEntry;

/// The table as lines.
#[must_use]
pub fn lines(entry: &DocumentEntry) -> Vec<String> {
    let mut lines = vec!["[[documents]]".to_owned()];
    let mut add = |key: &str, value: toml::Value| lines.push(format!("{key} = {value}"));
    add("file", text(&entry.file));
    add("kind", text(entry.kind.id()));
    if let Some(symbol) = &entry.symbol {
        add("symbol", text(symbol));
    }
    add("title", text(&entry.title));
    if let Some(date) = &entry.date {
        add("date", text(date));
    }
    if let Some(language) = &entry.language {
        add("language", text(language));
    }
    if !entry.meetings.is_empty() {
        let numbers = entry
            .meetings
            .iter()
            .map(|&number| i64::from(number).into());
        add("meetings", toml::Value::Array(numbers.collect()));
    }
    lines
}

fn text(words: &str) -> toml::Value {
    toml::Value::String(words.to_owned())
}

/// The bytes of `book.toml` with the table behind them, in its own line ends.
#[must_use]
pub fn append(book: &[u8], entry: &DocumentEntry) -> Vec<u8> {
    let end = line_end(book);
    let mut bytes = book.to_vec();
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.extend_from_slice(end.as_bytes());
    }
    let last = bytes.strip_suffix(b"\n").unwrap_or_default();
    let last = last.strip_suffix(b"\r").unwrap_or(last);
    if !last.is_empty() && !last.ends_with(b"\n") {
        bytes.extend_from_slice(end.as_bytes());
    }
    for line in lines(entry) {
        bytes.extend_from_slice(line.as_bytes());
        bytes.extend_from_slice(end.as_bytes());
    }
    bytes
}

/// The line end that a file uses: that of its last line.
#[must_use]
pub fn line_end(bytes: &[u8]) -> &'static str {
    let last = bytes.iter().rposition(|&byte| byte == b'\n');
    match last {
        Some(at) if bytes[..at].ends_with(b"\r") => "\r\n",
        _ => "\n",
    }
}

/// The name of a seed: of its symbol, or of what it is and its year.
#[must_use]
pub fn file_name(name: &str, language: &str, extension: &str) -> String {
    let slug = slug::slugify(name);
    // A device of that name cannot be written on some systems, and a long one not everywhere.
    let slug = if crate::config::is_reserved(&slug) || slug == "index" {
        format!("documento-{slug}")
    } else {
        slug
    };
    let short = slug
        .get(..LONGEST_NAME)
        .unwrap_or(&slug)
        .trim_end_matches('-');
    format!("{short}.{language}.{extension}")
}

/// A name that every system can write, with room for what is put behind it.
const LONGEST_NAME: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Kind, parse};

    fn entry(title: &str) -> DocumentEntry {
        DocumentEntry {
            file: "seeds/documents/a.es.txt".to_owned(),
            kind: Kind::Report,
            symbol: Some("A/B/2".to_owned()),
            title: title.to_owned(),
            date: None,
            language: None,
            meetings: vec![3],
        }
    }

    #[test]
    fn what_stood_there_stands_there_byte_for_byte() {
        for book in [
            "title = \"T\" # c\r\n[edition]\r\nlabel = 'E'\r\ndate = \"2026-01-01\"   \r\n",
            "title='T'\n[edition]\nlabel='E'\ndate='2026-01-01'\n\n\n",
            "# ñ\ntitle='T'\n[edition]\nlabel='E'\ndate='2026-01-01' # the end",
            "\u{feff}title='T'\nedition={label='E',date='2026-01-01'}\n# the end\n",
        ] {
            let title = "Dijo \"sí\" y 'no' \\ {{ x }} # ñ";
            let new = append(book.as_bytes(), &entry(title));
            assert!(new.starts_with(book.as_bytes()));
            let added = std::str::from_utf8(&new[book.len()..]).unwrap();
            assert_eq!(added.contains("\r\n"), book.contains("\r\n"));
            assert!(!added.replace("\r\n", "").contains('\r'));
            let text = String::from_utf8(new).unwrap();
            let read = parse(text.trim_start_matches('\u{feff}'), "book.toml").unwrap();
            let read = read.documents[0].get_ref();
            assert_eq!((read.title.as_str(), &read.meetings[..]), (title, &[3][..]));
            assert!(text.contains("\n\n[[documents]]") || text.contains("\r\n\r\n[[documents]]"));
        }
    }

    #[test]
    fn names_that_people_read_and_systems_write() {
        for (name, expected) in [
            ("CTOC/COP/WG.4/2022/3", "ctoc-cop-wg-4-2022-3.es.txt"),
            (
                "Proyecto de informe 2021",
                "proyecto-de-informe-2021.es.txt",
            ),
            ("CON", "documento-con.es.txt"),
            ("../../etc/x", "etc-x.es.txt"),
        ] {
            assert_eq!(file_name(name, "es", "txt"), expected);
        }
        assert!(file_name(&"a b ".repeat(99), "es", "md").len() < 90);
    }
}
