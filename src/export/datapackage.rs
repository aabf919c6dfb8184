//! `datapackage.json`: what the open data are, in the form of the Frictionless Data Package.

use serde_json::{Value, json};

use crate::Loaded;
use crate::files::File;
use crate::site::routes;

use super::{Hashed, RESOURCES, json_schema, schema};

/// The name of the file that describes the others.
pub const PACKAGE: &str = "datapackage.json";

/// The description of all files of open data; each with its size and hash.
///
/// # Panics
/// Never: a description has string keys.
#[must_use]
pub fn file(loaded: &Loaded, files: &[Hashed]) -> File {
    let strings = &loaded.strings;
    let resources: Vec<Value> = files
        .iter()
        .map(|Hashed { file, sha256 }| {
            let path = routes::data_name(&file.path).unwrap_or(&file.path);
            let known = RESOURCES.iter().find(|resource| resource.file == path);
            let name =
                known.map_or_else(|| slug::slugify(path), |resource| resource.name.to_owned());
            let (format, mediatype) = match known {
                Some(resource) => (resource.format, resource.mediatype),
                None if json_schema::is_one(path) => ("json", json_schema::MEDIATYPE),
                None => ("yaml", "application/yaml"),
            };
            let mut resource = json!({
                "name": name,
                "path": path,
                "format": format,
                "mediatype": mediatype,
                "encoding": "utf-8",
                "hash": format!("sha256:{sha256}"),
            });
            if let Some(schema) = schema::frictionless(strings, &name) {
                resource["type"] = json!("table");
                resource["schema"] = schema;
            } else if json_schema::is_one(path) {
                // By its name alone Frictionless would take it for a schema of its own kind.
                resource["type"] = json!("json");
            }
            // Frictionless does not count the bytes of a table in JSON, and would find any other number wrong.
            if format != "json" {
                resource["bytes"] = json!(file.bytes.len());
            }
            resource
        })
        .collect();
    let package = json!({
        "profile": "data-package",
        "name": slug::slugify(&loaded.book.title),
        "title": loaded.book.title,
        "description": loaded.book.subtitle,
        "version": loaded.book.edition.date,
        "contributors": loaded.book.authors.iter().map(|author| json!({ "title": author, "role": "author" })).collect::<Vec<_>>(),
        "resources": resources,
    });
    let text = serde_json::to_string_pretty(&package).expect("a value has string keys");
    File::text(routes::data(PACKAGE), text + "\n")
}
