//! The page of the open data, and the page for unknown addresses.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::export::{Hashed, RESOURCES, Resource, datapackage, json_schema, schema};
use crate::files::File;
use crate::languages::Language;
use crate::site::frame::{Head, Thing};
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::{citing, head, render};

#[derive(Serialize)]
struct View {
    citations: Vec<Link>,
    files: Vec<Row>,
    tables: Vec<Table>,
}

/// The fields of one file.
#[derive(Serialize)]
struct Table {
    id: &'static str,
    file: &'static str,
    /// The same for programs, as JSON Schema.
    schema_url: Option<String>,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    url: String,
    format: String,
    description: String,
    size_label: String,
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    description: String,
    is_key: bool,
    /// The file and the field whose values its own are.
    refers: Option<String>,
    refers_url: Option<String>,
}

/// The page of the open data.
pub fn page(site: &Site<'_>, data: &[Hashed]) -> Result<File, Diagnostic> {
    let path = routes::DATA;
    let file = |name: &str, description: &str| {
        let size = data
            .iter()
            .find(|known| routes::data_name(&known.file.path) == Some(name))
            .map(|known| known.file.bytes.len());
        Row {
            name: name.to_owned(),
            url: routes::relative(path, &routes::data(name)),
            format: name.rsplit('.').next().unwrap_or_default().to_uppercase(),
            description: description.to_owned(),
            size_label: size
                .map(|size| size_label(size, site.language))
                .unwrap_or_default(),
        }
    };
    let sentence = |name: &str| match site
        .strings
        .get("data_file")
        .and_then(|table| table.get(name))
    {
        Some(toml::Value::String(sentence)) => sentence.clone(),
        _ => String::new(),
    };
    let known = RESOURCES
        .iter()
        .map(|resource| resource.file)
        .chain([datapackage::PACKAGE]);
    let mut files: Vec<Row> = known.map(|name| file(name, &sentence(name))).collect();
    let records = sentence("registros");
    files.extend(
        data.iter()
            .filter_map(|known| {
                routes::data_name(&known.file.path).filter(|name| name.starts_with(routes::RECORDS))
            })
            .map(|name| file(name, &format!("{records}: {}", record_name(site, name)))),
    );
    let tables = RESOURCES
        .iter()
        .filter(|resource| schema::table(resource.name) == resource.name)
        .map(|resource| table(site, data, resource))
        .collect();
    let book = &site.loaded.book;
    let span = span(site);
    let head = Head {
        jsonld: Some(
            Thing::new("Dataset")
                .text("name", &book.title)
                .text("description", &book.subtitle)
                .text("inLanguage", &book.language)
                .text("version", &book.edition.date)
                .thing("creator", Some(citing::body(site)))
                .maybe("temporalCoverage", span.as_deref())
                .things("distribution", distribution(site, path)),
        ),
        ..head(site, "data", path)
    };
    let provisions = site.compendium.provisions().count();
    let view = View {
        citations: citing::list_links(routes::ALL_CITATIONS, provisions, path),
        files,
        tables,
    };
    render(site, head, &view)
}

/// The years that the recommendations are of: "2009/2019".
fn span(site: &Site<'_>) -> Option<String> {
    let meetings = site.compendium.meetings.iter();
    let mut years = meetings
        .filter(|meeting| !meeting.recommendations.is_empty())
        .filter_map(|meeting| meeting.year());
    let first = years.next()?;
    Some(format!("{first}/{}", years.next_back().unwrap_or(first)))
}

/// The files as schema.org data.
fn distribution(site: &Site<'_>, path: &str) -> Vec<Thing<'static>> {
    let file = |resource: &Resource| {
        Thing::new("DataDownload")
            .text("name", resource.name)
            .text("encodingFormat", resource.mediatype)
            .text("contentUrl", site.address(path, &resource.path()))
    };
    RESOURCES.iter().map(file).collect()
}

fn table(site: &Site<'_>, data: &[Hashed], resource: &Resource) -> Table {
    let key = schema::key(resource.name);
    Table {
        id: resource.name,
        file: resource.file,
        schema_url: data
            .iter()
            .map(|known| &known.file.path)
            .find(|path| **path == json_schema::path(resource.name))
            .map(|path| routes::relative(routes::DATA, path)),
        fields: schema::fields(site.strings, resource.name)
            .into_iter()
            .map(|field| Field {
                name: field.name.to_owned(),
                kind: schema::kind_label(site.strings, field.kind).to_owned(),
                description: field.meaning.to_owned(),
                is_key: key.contains(&field.name),
                refers: field.refers.map(|(file, name)| format!("{file}.{name}")),
                refers_url: field.refers.map(|(file, _)| format!("#{file}")),
            })
            .collect(),
    }
}

/// The meeting or document that a record tells of.
fn record_name(site: &Site<'_>, name: &str) -> String {
    let stem = name
        .trim_start_matches(routes::RECORDS)
        .trim_end_matches(".yaml");
    let meeting = stem
        .strip_prefix("reunion-")
        .and_then(|number| number.parse().ok());
    match (meeting, site.compendium.document(stem)) {
        (_, Some(document)) => document.title.clone(),
        (Some(number), None) => site.language.meeting_name(number),
        (None, None) => stem.to_owned(),
    }
}

/// "412 kB", in thousands as file managers count.
fn size_label(bytes: usize, language: &Language) -> String {
    match bytes {
        0..1000 => format!("{bytes}\u{a0}B"),
        1000..1_000_000 => format!("{}\u{a0}kB", (bytes + 500) / 1000),
        _ => {
            let tenths = bytes / 100_000;
            let megabytes = format!("{}.{}", tenths / 10, tenths % 10);
            format!("{}\u{a0}MB", language.decimal(&megabytes))
        }
    }
}

/// The page that a host shows for an unknown address.
pub fn not_found(site: &Site<'_>) -> Result<File, Diagnostic> {
    #[derive(Serialize)]
    struct Nothing {}
    render(
        site,
        head(site, "not-found", routes::NOT_FOUND),
        &Nothing {},
    )
}
