//! Records and editorial files as YAML: the only place that reads or writes it.
//!
//! Reading is the library's work. Writing is ours, because no library writes long text as a folded
//! block (`>-`), which is what makes a record pleasant to read and a change of one word a change of one
//! line in a diff (docs/decisions/0002-yaml.md). What is written here reads the same for YAML 1.1 and
//! 1.2 readers: every plain scalar begins with a letter and is no word that either version understands
//! as something else.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::Diagnostic;

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
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error
            .location()
            .map_or((1, 1), |place| (place.line() as u32, place.column() as u32));
        Diagnostic::error("yaml-ilegible")
            .file(file)
            .place(line, column, 1)
            .excerpt(text.lines().nth(line as usize - 1).unwrap_or_default())
            .with("reason", error)
    })
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
        Value::Number(number) => out.push_str(&number.to_string()),
    }
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Long words in a row without anything that a fold would change.
fn folds(text: &str) -> bool {
    text.len() > SHORT
        && text.chars().count() > SHORT
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(|c| c == ' ' || is_printable(c))
}

/// Characters that stand for themselves in every version of YAML.
fn is_printable(c: char) -> bool {
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
    for word in text.split(' ') {
        let length = word.chars().count();
        if width.saturating_add(length + 1) > room {
            out.push('\n');
            pad(indent, out);
            width = 0;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
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
            c.is_ascii_alphanumeric() || c.is_alphanumeric() || " -_./()%ªº“”«»’¿¡?!;,".contains(c)
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
    fn an_error_has_its_line() {
        let error = read::<Vec<String>>("- a\n- b: [\n", "x.yaml").unwrap_err();
        assert!(error.line >= 2);
        assert_eq!(error.code, "yaml-ilegible");
    }
}
