//! Records and editorial files as YAML: the only place that reads or writes it.
//!
//! Reading is the library's work. Writing is ours, because no library writes long text as a folded
//! block (`>-`), which is what makes a record pleasant to read and a change of one word a change of one
//! line in a diff (docs/decisions/0002-yaml.md). What is written here reads the same for YAML 1.1 and
//! 1.2 readers: every plain scalar begins with a letter and is no word that either version understands
//! as something else.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::fmt::{self, Display, Write as _};
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::diagnostic::{Diagnostic, reason};

/// Columns at which long text is folded.
const WIDTH: usize = 96;
/// Text that fits on the rest of a line of this many columns is not folded.
const SHORT: usize = 72;

/// Writes a record.
///
/// # Panics
/// Never for the records of this crate, whose keys are strings.
#[must_use]
pub fn write(record: &impl Serialize) -> String {
    let value = serde_json::to_value(record).expect("records have string keys");
    let mut out = String::new();
    block(&value, 0, &mut out);
    out
}

/// Reads a record or an editorial file; `file` names it in the diagnostic.
///
/// # Errors
/// What the reader found, with its line and column.
pub fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, Diagnostic> {
    let wrong = |line: usize, column: usize, why: &str| {
        Diagnostic::error("yaml-ilegible")
            .file(file)
            .place(line as u32, column as u32, 1)
            .excerpt(text.lines().nth(line.saturating_sub(1)).unwrap_or_default())
            .with("reason", reason::of_reader(why))
    };
    if let Some((at, why)) = unbounded(text) {
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |lf| lf + 1);
        let column = before[line_start..].chars().count() + 1;
        return Err(wrong(before.matches('\n').count() + 1, column, why));
    }
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error
            .location()
            .map_or((1, 1), |place| (place.line(), place.column()));
        wrong(line, column, &error.to_string())
    })
}

/// Brackets inside brackets: no editorial file has more, and the library's time grows with their square.
const DEEPEST: usize = 256;
/// The square of the number of aliases, times the bytes that they may stand for.
const MOST_REPEATED: usize = 64 * 1024 * 1024;

/// Where a text asks for more time or memory than it has room, and why.
///
/// The library has limits of its own for depth and repetition, but reads all brackets before it looks at
/// their depth, and counts an alias as one step however long the words are that it stands for.
fn unbounded(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut anchors: HashSet<&str> = HashSet::new();
    let mut aliases = 0usize;
    let is_sign = |&at: &usize| matches!(bytes[at], b'[' | b']' | b'{' | b'}' | b'&' | b'*');
    for at in (0..bytes.len()).filter(is_sign) {
        match bytes[at] {
            b'[' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some((at, "recursion limit exceeded"));
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'&' | b'*' => {
                let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
                if !before.is_ascii_whitespace() && !b"[{,".contains(&before) {
                    continue;
                }
                let name = text[at + 1..]
                    .split(|c: char| c.is_whitespace() || "[]{},".contains(c))
                    .next()
                    .unwrap_or_default();
                if bytes[at] == b'&' {
                    anchors.insert(name);
                } else if anchors.contains(name) {
                    aliases += 1;
                    // An alias may stand inside what another one stands for.
                    if (aliases * aliases).saturating_mul(text.len()) > MOST_REPEATED {
                        return Some((at, "repetition limit exceeded"));
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// A map whose keys stand there once: a second entry would silently take the place of the first.
///
/// # Errors
/// What the reader found, and a repeated key.
pub fn unique<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + Display,
    V: Deserialize<'de>,
{
    struct Unique<K, V>(PhantomData<(K, V)>);
    impl<'de, K, V> Visitor<'de> for Unique<K, V>
    where
        K: Deserialize<'de> + Ord + Display,
        V: Deserialize<'de>,
    {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some(key) = entries.next_key::<K>()? {
                match map.entry(key) {
                    Entry::Vacant(place) => {
                        place.insert(entries.next_value()?);
                    }
                    Entry::Occupied(known) => {
                        return Err(A::Error::custom(format_args!(
                            "duplicate field `{}`",
                            known.key()
                        )));
                    }
                }
            }
            Ok(map)
        }
    }
    deserializer.deserialize_map(Unique(PhantomData))
}

fn block(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (at, (key, value)) in fields.iter().enumerate() {
                if at > 0 {
                    pad(indent, out);
                }
                field(key, value, indent, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    pad(indent, out);
                }
                out.push_str("- ");
                match item {
                    Value::Object(fields) if !fields.is_empty() && !is_flow(item) => {
                        block(item, indent + 2, out);
                    }
                    _ => {
                        scalar_or_flow(item, indent + 2, out);
                        out.push('\n');
                    }
                }
            }
        }
        other => {
            scalar_or_flow(other, indent, out);
            out.push('\n');
        }
    }
}

fn field(key: &str, value: &Value, indent: usize, out: &mut String) {
    scalar(key, out);
    out.push(':');
    match value {
        Value::Object(fields) if !fields.is_empty() && !is_flow(value) => {
            out.push('\n');
            pad(indent + 2, out);
            block(value, indent + 2, out);
        }
        Value::Array(items) if !items.is_empty() && !is_flow(value) => {
            out.push('\n');
            pad(indent + 2, out);
            block(value, indent + 2, out);
        }
        _ => {
            out.push(' ');
            scalar_or_flow(value, indent + 2, out);
            out.push('\n');
        }
    }
}

/// Numbers in a row stand in one line: `[344, 346]`.
fn is_flow(value: &Value) -> bool {
    match value {
        Value::Array(items) => {
            items.iter().all(|item| match item {
                Value::Number(_) => true,
                Value::Array(inner) => inner.iter().all(Value::is_number),
                Value::String(text) => {
                    text.len() < 40 && items.len() < 6 && items.iter().all(Value::is_string)
                }
                _ => false,
            }) && items
                .iter()
                .filter_map(Value::as_str)
                .map(str::len)
                .sum::<usize>()
                < 60
        }
        _ => false,
    }
}

fn scalar_or_flow(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                match item {
                    // Inside brackets a comma would end a plain scalar.
                    Value::String(text) if text.bytes().any(|byte| b",[]{}".contains(&byte)) => {
                        quoted(text, out);
                    }
                    _ => scalar_or_flow(item, indent, out),
                }
            }
            out.push(']');
        }
        Value::Object(_) => out.push_str("{}"),
        Value::String(text) if folds(text) => folded(text, indent, out),
        Value::String(text) => scalar(text, out),
        Value::Null => out.push_str("null"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(number) => {
            let _ = write!(out, "{number}");
        }
    }
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Long words in a row without anything that a fold would change.
fn folds(text: &str) -> bool {
    if text.len() <= SHORT || text.chars().count() <= SHORT {
        return false;
    }
    let mut before = ' ';
    for c in text.chars() {
        if (c == ' ' && before == ' ') || !is_printable(c) {
            return false;
        }
        before = c;
    }
    before != ' '
}

/// Characters that stand for themselves in every version of YAML.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    !c.is_control()
        && !matches!(
            c,
            '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn folded(text: &str, indent: usize, out: &mut String) {
    out.push_str(">-");
    let room = WIDTH.saturating_sub(indent).max(40);
    let mut width = usize::MAX;
    let (mut start, mut length) = (0, 0);
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        if byte != b' ' {
            // All bytes of a character but the first begin with the bits 10.
            length += usize::from(byte & 0xc0 != 0x80);
            continue;
        }
        if width.saturating_add(length + 1) > room {
            out.push('\n');
            pad(indent, out);
            width = 0;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(&text[start..at]);
        width += length;
        (start, length) = (at + 1, 0);
    }
}

fn scalar(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        quoted(text, out);
    }
}

/// Words that some version of YAML reads as something else than text.
const TAKEN: &[&str] = &[
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan",
];

fn is_plain(text: &str) -> bool {
    let begins_well = text.chars().next().is_some_and(char::is_alphabetic);
    let is_taken = || TAKEN.iter().any(|word| text.eq_ignore_ascii_case(word));
    begins_well
        && !text.ends_with(' ')
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    ' ' | '-'
                        | '_'
                        | '.'
                        | '/'
                        | '('
                        | ')'
                        | '%'
                        | '?'
                        | '!'
                        | ';'
                        | ','
                        | '“'
                        | '”'
                        | '«'
                        | '»'
                        | '’'
                        | '¿'
                        | '¡'
                )
                || c.is_alphanumeric()
        })
        && !is_taken()
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn round(value: &Value) -> Value {
        read(&write(value), "test").unwrap()
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let long =
            "Los Estados partes deberían: # esto no es un comentario, «ni» esto - otra cosa "
                .repeat(4);
        for text in [
            "yes",
            "no",
            "1e3",
            "0x1F",
            "12:30",
            "null",
            "~",
            "",
            " ",
            "- a",
            "# b",
            "a: b",
            "a #b",
            "[x]",
            "{y}",
            "*z",
            "&w",
            "!t",
            "%d",
            "@e",
            "`f`",
            "'g'",
            "\"h\"",
            "\\",
            "\u{2028}",
            "línea\nnueva",
            "4.46",
            "2009-04-14",
            "=",
            "<<",
            "sí",
            "\u{feff}",
            "a\u{a0}b",
            "Y",
            "trata,",
            ">- x",
            "| y",
            "x:",
            "?",
            "🕊 paz",
            long.trim(),
        ] {
            let value = json!({ "text": text, "list": [text, text], "nested": [{ "a": text, "b": [[1, 2], [3, 4]] }] });
            assert_eq!(round(&value), value, "{text:?}\n{}", write(&value));
        }
    }

    #[test]
    fn records_are_pleasant_to_read() {
        let value = json!({
            "id": "4.46.j", "lines": [344, 344],
            "text": "Los Estados deberían tener en cuenta que una indemnización ordenada por un tribunal puede abarcar el pago total o parcial de lo siguiente:",
            "children": [{ "id": "4.46.j.i", "lines": [346, 346] }], "none": [], "starts": [[1, 0], [2, 15]]
        });
        assert_eq!(
            write(&value),
            "id: \"4.46.j\"\nlines: [344, 344]\ntext: >-\n  Los Estados deberían tener en cuenta que una indemnización ordenada por un tribunal puede\n  abarcar el pago total o parcial de lo siguiente:\nchildren:\n  - id: \"4.46.j.i\"\n    lines: [346, 346]\nnone: []\nstarts: [[1, 0], [2, 15]]\n"
        );
    }

    #[test]
    fn bombs_are_refused_before_they_go_off() {
        let alias = format!(
            "x: &a [\"{}\"]\n{}",
            "y".repeat(100_000),
            "k: *a\n".repeat(400)
        );
        let mut nested = "a: &a [x, x]\n".to_owned();
        for (before, name) in ('a'..='y').zip('b'..='z') {
            nested.push_str(&format!("{name}: &{name} [*{before}, *{before}]\n"));
        }
        let deep = format!("a: {}\n", "[".repeat(100_000));
        for text in [alias, nested, deep] {
            let error = read::<BTreeMap<String, Vec<String>>>(&text, "x.yaml").unwrap_err();
            assert_eq!(error.code, "yaml-ilegible");
            assert!(error.line > 0);
        }
        // Emphasis and ampersands are no aliases, and a few aliases are welcome.
        for text in ["a: [\"x *b* & c\", \"*b\"]\n", "a: &b [x]\nc: *b\n"] {
            assert!(
                read::<BTreeMap<String, Vec<String>>>(text, "x.yaml").is_ok(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_repeated_key_is_an_error() {
        #[derive(Debug, Deserialize)]
        #[serde(transparent)]
        struct Map(#[serde(deserialize_with = "unique")] BTreeMap<String, u32>);
        let error = read::<Map>("\"1.1\": 1\n\"1.1\": 2\n", "x.yaml").unwrap_err();
        assert!(error.facts[0].1.contains("«1.1»"), "{error:?}");
        assert_eq!(read::<Map>("a: 1\nb: 2\n", "x.yaml").unwrap().0.len(), 2);
    }

    #[test]
    fn an_error_has_its_line() {
        let error = read::<Vec<String>>("- a\n- b: [\n", "x.yaml").unwrap_err();
        assert!(error.line >= 2);
        assert_eq!(error.code, "yaml-ilegible");
    }
}
