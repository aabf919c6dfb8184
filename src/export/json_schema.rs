//! The JSON files as JSON Schema (draft 2020-12), for programs that check what they read.
//!
//! What may stand in a field is taken from the types that write it, so that the two cannot part ways; what a field
//! means is told in the words of the strings file, as the data package and the page of the data tell it.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use toml::Table;

use crate::files::File;
use crate::site::routes;

use super::json::{
    ChainRow, CoverageRow, DocumentRow, FacetRow, MeetingRow, Row, ThemeRow, UnresolvedRow,
};
use super::{RESOURCES, schema};

/// The media type of a schema (RFC draft "JSON Schema", section 14).
pub const MEDIATYPE: &str = "application/schema+json";

/// Where the schema of a JSON file stands, from the site's root.
#[must_use]
pub fn path(resource: &str) -> String {
    routes::data(&format!("esquemas/{resource}.schema.json"))
}

/// Whether a file is a schema, by its path.
#[must_use]
pub fn is_one(path: &str) -> bool {
    path.ends_with(".schema.json")
}

/// A schema for each JSON file, in their order.
///
/// # Panics
/// Never: a schema has string keys.
pub fn files(strings: &Table) -> impl Iterator<Item = File> + '_ {
    RESOURCES.iter().filter_map(|resource| {
        let mut schema = of(resource.name)?;
        schema.insert("title".to_owned(), json!(resource.path()));
        for field in schema::fields(strings, resource.name) {
            let place = format!("/items/properties/{}", field.name);
            if let Some(Value::Object(told)) = schema.pointer_mut(&place) {
                told.insert("description".to_owned(), json!(field.meaning));
            }
        }
        let text = serde_json::to_string_pretty(&schema).expect("a schema has string keys");
        Some(File::text(path(resource.name), text + "\n"))
    })
}

/// The schema of a JSON file: a list of its rows.
fn of(resource: &str) -> Option<Schema> {
    Some(match resource {
        "recomendaciones" => list::<Row<'_>>(),
        "reuniones" => list::<MeetingRow<'_>>(),
        "temas" => list::<ThemeRow<'_>>(),
        "destinatarios" | "acciones" => list::<FacetRow<'_>>(),
        "cadenas" => list::<ChainRow>(),
        "documentos" => list::<DocumentRow<'_>>(),
        "cobertura" => list::<CoverageRow<'_>>(),
        "sin-resolver" => list::<UnresolvedRow<'_>>(),
        _ => return None,
    })
}

fn list<T: JsonSchema>() -> Schema {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .with(|settings| settings.inline_subschemas = false)
        .with_transform(RecursiveTransform(ours))
        .into_generator();
    let mut rows = generator.into_root_schema_for::<Vec<T>>();
    // The rows stand where the list is, so that a reader of the file meets them first.
    let row = rows
        .pointer("/items/$ref")
        .and_then(Value::as_str)
        .and_then(|place| rows.pointer(place.trim_start_matches('#')))
        .cloned();
    if let Some(row) = row {
        let name = T::schema_name();
        if let Some(Value::Object(kinds)) = rows.get_mut("$defs") {
            kinds.shift_remove(name.as_ref());
        }
        rows.insert("items".to_owned(), row);
    }
    rows
}

/// What the types say to those who read the code is not for those who read the data; and rows have the fields
/// that are named, no others.
fn ours(schema: &mut Schema) {
    schema.remove("description");
    schema.remove("title");
    // Widths of numbers are the program's matter.
    schema.remove("format");
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}
