//! What each file of open data holds, field by field: for the data package, and for the page that tells of it.
//!
//! Names, kinds and meanings are words for readers and stand with the strings; which field is a key, and what
//! it points to, is said here once for both.

use serde_json::{Value, json};
use toml::Table;

use crate::languages::string;

use super::RESOURCES;
use super::json::FIELDS;

/// A field of a file.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its kind, as `data_type` of the strings names it.
    pub kind: &'a str,
    /// What it says.
    pub meaning: &'a str,
    /// The file and the field whose values its own are.
    pub refers: Option<(&'static str, &'static str)>,
}

/// The fields that tell the rows of a file apart.
const KEYS: &[(&str, &[&str])] = &[
    ("recomendaciones", &["id"]),
    ("recomendaciones-temas", &["id", "theme"]),
    ("reuniones", &["number"]),
    ("temas", &["id"]),
    ("destinatarios", &["id"]),
    ("acciones", &["id"]),
    ("cadenas", &["id"]),
    ("documentos", &["slug"]),
    ("cobertura", &["file"]),
];

/// Fields that hold keys, one or a list of them: file and field, and the file and field that they point to.
const REFERENCES: &[(&str, &str, &str, &str)] = &[
    ("recomendaciones", "meeting", "reuniones", "number"),
    ("recomendaciones", "parent", "recomendaciones", "id"),
    ("recomendaciones", "children", "recomendaciones", "id"),
    ("recomendaciones", "document", "documentos", "slug"),
    ("recomendaciones", "themes", "temas", "id"),
    ("recomendaciones", "addressees", "destinatarios", "id"),
    ("recomendaciones", "action", "acciones", "id"),
    ("recomendaciones", "references_to", "recomendaciones", "id"),
    ("recomendaciones", "referenced_by", "recomendaciones", "id"),
    ("recomendaciones-temas", "id", "recomendaciones", "id"),
    ("recomendaciones-temas", "meeting", "reuniones", "number"),
    ("recomendaciones-temas", "theme", "temas", "id"),
    ("reuniones", "documents", "documentos", "slug"),
    ("temas", "provisions", "recomendaciones", "id"),
    ("destinatarios", "provisions", "recomendaciones", "id"),
    ("acciones", "provisions", "recomendaciones", "id"),
    ("cadenas", "meetings", "reuniones", "number"),
    ("cadenas", "members", "recomendaciones", "id"),
    ("documentos", "meetings", "reuniones", "number"),
    ("sin-resolver", "id", "recomendaciones", "id"),
];

/// The file whose rows a file holds: the recommendations come in three forms.
#[must_use]
pub fn table(resource: &str) -> &str {
    resource
        .strip_suffix("-csv")
        .or_else(|| resource.strip_suffix("-ndjson"))
        .unwrap_or(resource)
}

/// The fields of a file, in their order.
#[must_use]
pub fn fields<'a>(strings: &'a Table, resource: &str) -> Vec<Field<'a>> {
    let table = table(resource);
    let refers = |name: &str| {
        REFERENCES
            .iter()
            .find(|reference| reference.0 == table && reference.1 == name)
            .map(|reference| (reference.2, reference.3))
    };
    if table == "recomendaciones" {
        let word = |of: &str, name: &str| {
            let words = strings.get(of).and_then(|words| words.get(name)?.as_str());
            words.unwrap_or_default()
        };
        return FIELDS
            .iter()
            .map(|&name| Field {
                name,
                kind: word("data_field_type", name),
                meaning: word("data_field", name),
                refers: refers(name),
            })
            .collect();
    }
    let rows = strings
        .get("data_schema")
        .and_then(|schemas| schemas.get(table)?.as_array());
    let text = |row: &'a toml::Value, key: &str| {
        let text = row.get(key).and_then(toml::Value::as_str);
        text.unwrap_or_default()
    };
    rows.into_iter()
        .flatten()
        .map(|row| Field {
            name: text(row, "name"),
            kind: text(row, "type"),
            meaning: text(row, "meaning"),
            refers: refers(text(row, "name")),
        })
        .collect()
}

/// The fields that tell the rows of a file apart: none, one or several together.
#[must_use]
pub fn key(resource: &str) -> &'static [&'static str] {
    let table = table(resource);
    KEYS.iter()
        .find(|key| key.0 == table)
        .map_or(&[], |key| key.1)
}

/// The schema of a file as Frictionless has it; in a table of text alone lists are text.
///
/// A foreign key is one value, so a list of keys says in `refersTo` where they point.
#[must_use]
pub fn frictionless(strings: &Table, resource: &str) -> Option<Value> {
    let own = RESOURCES.iter().find(|known| known.name == resource)?;
    let is_text = own.format == "csv";
    let fields = fields(strings, resource);
    let mut foreign: Vec<Value> = Vec::new();
    let described: Vec<Value> = fields
        .iter()
        .map(|field| {
            let kind = kind(field.kind, is_text);
            let mut value = json!({
                "name": field.name,
                "type": kind,
                "description": field.meaning,
            });
            if let Some((file, target)) = field.refers {
                let to = json!({ "resource": file, "field": target });
                let is_list = field.kind.starts_with("list");
                if is_list {
                    value["refersTo"] = to;
                } else {
                    // To itself a table refers by an empty name.
                    let file = if file == resource { "" } else { file };
                    foreign.push(json!({
                        "fields": field.name,
                        "reference": { "resource": file, "fields": target },
                    }));
                }
            }
            value
        })
        .collect();
    let mut schema = json!({ "fields": described });
    match key(resource) {
        [] => {}
        [key] => schema["primaryKey"] = json!(key),
        several => schema["primaryKey"] = json!(several),
    }
    if !foreign.is_empty() {
        schema["foreignKeys"] = json!(foreign);
    }
    if is_text {
        schema["missingValues"] = json!([""]);
    }
    Some(schema)
}

/// A kind of ours as Frictionless names it.
fn kind(kind: &str, is_text: bool) -> &'static str {
    match kind {
        "number" => "integer",
        "decimal" => "number",
        "boolean" => "boolean",
        "date" => "date",
        "object" if !is_text => "object",
        "list" | "list_of_text" | "list_of_numbers" | "list_of_objects" if !is_text => "array",
        _ => "string",
    }
}

/// What a kind is called.
#[must_use]
pub fn kind_label<'a>(strings: &'a Table, kind: &str) -> &'a str {
    let names = strings.get("data_type").and_then(toml::Value::as_table);
    let name = names.and_then(|names| names.get(kind)?.as_str());
    name.unwrap_or_else(|| string(strings, "data_type.text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::strings;

    #[test]
    fn every_field_of_every_file_is_described_in_the_order_of_the_file() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let loaded = crate::load(&folder.join("book.toml")).unwrap();
        let strings = strings("es");
        for file in crate::export::files(&loaded) {
            let Some(resource) = RESOURCES
                .iter()
                .find(|known| known.path() == file.file.path)
            else {
                continue;
            };
            if resource.format != "json" {
                continue;
            }
            let described = fields(strings, resource.name);
            for field in &described {
                assert!(
                    !field.meaning.is_empty(),
                    "{}: {}",
                    file.file.path,
                    field.name
                );
                let kinds = strings["data_type"].as_table().unwrap();
                assert!(kinds.contains_key(field.kind), "{}", field.name);
            }
            let names: Vec<&str> = described.iter().map(|field| field.name).collect();
            let rows: Vec<Value> = serde_json::from_slice(&file.file.bytes).unwrap();
            let text = std::str::from_utf8(&file.file.bytes).unwrap();
            let mut places: Vec<usize> = Vec::new();
            for name in &names {
                let row = rows[0].as_object().unwrap();
                assert!(row.contains_key(*name), "{}: {name}", file.file.path);
                assert_eq!(row.len(), names.len(), "{}", file.file.path);
                places.push(text.find(&format!("\"{name}\":")).unwrap());
            }
            assert!(places.is_sorted(), "{}: {names:?}", file.file.path);
        }
    }

    #[test]
    fn keys_and_references_name_fields_that_are_there() {
        let strings = strings("es");
        let has = |file: &str, name: &str| {
            let found = fields(strings, file).iter().any(|field| field.name == name);
            assert!(found, "{file}: {name}");
        };
        for (file, names) in KEYS {
            for name in *names {
                has(file, name);
            }
        }
        for (file, name, other, target) in REFERENCES {
            has(file, name);
            assert_eq!(key(other), [*target]);
        }
        let csv = frictionless(strings, "recomendaciones-csv").unwrap();
        assert_eq!(csv["primaryKey"], "id");
        assert_eq!(csv["foreignKeys"].as_array().unwrap().len(), 4);
        let json = frictionless(strings, "recomendaciones").unwrap();
        assert_eq!(json["foreignKeys"][1]["reference"]["resource"], "");
    }

    #[test]
    fn fields_have_the_same_names_and_kinds_in_all_languages() {
        let named = |tag: &str, resource: &str| -> Vec<(String, String)> {
            let described = fields(strings(tag), resource);
            let pairs = described.iter();
            pairs
                .map(|field| (field.name.to_owned(), field.kind.to_owned()))
                .collect()
        };
        for tag in crate::languages::tags() {
            for resource in RESOURCES {
                let (own, first) = (named(tag, resource.name), named("es", resource.name));
                // The table for spreadsheets has words for its columns.
                if resource.name == "recomendaciones-hoja" {
                    assert_eq!(own.len(), first.len(), "{tag}");
                } else {
                    assert_eq!(own, first, "{tag}: {}", resource.name);
                }
            }
        }
    }
}
