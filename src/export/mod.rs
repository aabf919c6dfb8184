//! The compendium as open data: what `datos/` holds (contract, "Data").
//!
//! Fields whose rules are not written yet are present and empty, never invented.

mod datapackage;
pub mod json;
pub mod schema;
mod tables;

use rayon::prelude::*;

use crate::Loaded;
use crate::enrich::Compendium;
use crate::files::File;
use crate::records::yaml;
use crate::site::routes;

/// A file of open data, for the page that lists them.
#[derive(Debug, Clone, Copy)]
pub struct Resource {
    /// Name below `datos/`.
    pub name: &'static str,
    /// Path from the site's root.
    pub path: &'static str,
    /// Short name of the format.
    pub format: &'static str,
    /// IANA media type.
    pub mediatype: &'static str,
}

/// The files of open data, in the order in which pages list them.
pub const RESOURCES: &[Resource] = &[
    Resource {
        name: "recomendaciones",
        path: "datos/recomendaciones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "recomendaciones-csv",
        path: "datos/recomendaciones.csv",
        format: "csv",
        mediatype: "text/csv",
    },
    Resource {
        name: "recomendaciones-ndjson",
        path: "datos/recomendaciones.ndjson",
        format: "ndjson",
        mediatype: "application/x-ndjson",
    },
    Resource {
        name: "reuniones",
        path: "datos/reuniones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "temas",
        path: "datos/temas.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "destinatarios",
        path: "datos/destinatarios.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "acciones",
        path: "datos/acciones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "cadenas",
        path: "datos/cadenas.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "documentos",
        path: "datos/documentos.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "cobertura",
        path: "datos/cobertura.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "sin-resolver",
        path: "datos/sin-resolver.json",
        format: "json",
        mediatype: "application/json",
    },
];

/// Every file of open data, the records and the data package included.
#[must_use]
pub fn files(loaded: &Loaded) -> Vec<File> {
    let rows = json::recommendations(&loaded.compendium);
    let strings = crate::languages::strings(&loaded.book.language);
    let mut files: Vec<File> = RESOURCES
        .par_iter()
        .map(|resource| {
            let text = match resource.name {
                "recomendaciones" => json::array(&rows),
                "recomendaciones-ndjson" => json::lines(&rows),
                "recomendaciones-csv" => tables::csv(&rows),
                "reuniones" => json::array(&json::meetings(&loaded.compendium, loaded.language)),
                "temas" => json::array(&json::themes(&loaded.compendium)),
                "destinatarios" => json::array(&json::addressees(&loaded.compendium)),
                "acciones" => json::array(&json::actions(&loaded.compendium)),
                "cadenas" => json::array(&json::chains(&loaded.compendium)),
                "documentos" => json::array(&json::documents(&loaded.compendium)),
                "cobertura" => json::array(&json::coverage(&loaded.compendium)),
                _ => json::array(&json::unresolved(&loaded.compendium, strings)),
            };
            File::text(resource.path, text)
        })
        .collect();
    files.extend(records(&loaded.compendium).into_iter().map(|file| File {
        path: routes::record(&file.path),
        ..file
    }));
    files.push(datapackage::file(loaded, &files));
    files
}

/// The records as YAML: one file a meeting and one a document.
#[must_use]
pub fn records(compendium: &Compendium) -> Vec<File> {
    let meetings = compendium.meetings.par_iter().map(|meeting| {
        File::text(
            format!("reunion-{}.yaml", meeting.number),
            yaml::write(meeting),
        )
    });
    let documents = compendium
        .documents
        .par_iter()
        .map(|document| File::text(format!("{}.yaml", document.slug), yaml::write(document)));
    meetings.chain(documents).collect()
}
