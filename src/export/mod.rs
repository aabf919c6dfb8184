//! The compendium as open data: what `datos/` holds (contract, "Data"), and citations ([`cite`]).
//!
//! Fields whose rules are not written yet are present and empty, never invented.

pub mod cite;
pub mod datapackage;
pub mod json;
pub mod json_schema;
pub mod schema;
mod tables;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::Loaded;
use crate::enrich::Compendium;
use crate::files::File;
use crate::read::hex;
use crate::records::yaml;
use crate::site::routes;

/// A file of open data, for the page that lists them.
#[derive(Debug, Clone, Copy)]
pub struct Resource {
    /// What the data package calls it.
    pub name: &'static str,
    /// Name of the file among the data.
    pub file: &'static str,
    /// Short name of the format.
    pub format: &'static str,
    /// IANA media type.
    pub mediatype: &'static str,
}

impl Resource {
    /// Path from the site's root.
    #[must_use]
    pub fn path(&self) -> String {
        routes::data(self.file)
    }
}

/// The files of open data, in the order in which pages list them.
pub const RESOURCES: &[Resource] = &[
    Resource {
        name: "recomendaciones",
        file: "recomendaciones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "recomendaciones-csv",
        file: "recomendaciones.csv",
        format: "csv",
        mediatype: "text/csv",
    },
    Resource {
        name: "recomendaciones-hoja",
        file: "recomendaciones-hoja.csv",
        format: "csv",
        mediatype: "text/csv",
    },
    Resource {
        name: "recomendaciones-temas",
        file: "recomendaciones-temas.csv",
        format: "csv",
        mediatype: "text/csv",
    },
    Resource {
        name: "recomendaciones-ndjson",
        file: "recomendaciones.ndjson",
        format: "ndjson",
        mediatype: "application/x-ndjson",
    },
    Resource {
        name: "reuniones",
        file: "reuniones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "temas",
        file: "temas.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "destinatarios",
        file: "destinatarios.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "acciones",
        file: "acciones.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "cadenas",
        file: "cadenas.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "documentos",
        file: "documentos.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "cobertura",
        file: "cobertura.json",
        format: "json",
        mediatype: "application/json",
    },
    Resource {
        name: "sin-resolver",
        file: "sin-resolver.json",
        format: "json",
        mediatype: "application/json",
    },
];

/// A file with its hash in hexadecimal digits.
#[derive(Debug)]
pub struct Hashed {
    /// The file.
    pub file: File,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl From<File> for Hashed {
    fn from(file: File) -> Self {
        Self {
            sha256: hex(&Sha256::digest(&file.bytes)),
            file,
        }
    }
}

/// Every file of open data, the records and the data package included.
#[must_use]
pub fn files(loaded: &Loaded) -> Vec<Hashed> {
    let rows = json::recommendations(&loaded.compendium);
    // Two files have the same lines.
    let lines: Vec<String> = rows
        .par_iter()
        .with_min_len(16)
        .map(json::to_json)
        .collect();
    let strings = &loaded.strings;
    let resources = RESOURCES.par_iter().with_max_len(1).map(|resource| {
        let text = match resource.name {
            "recomendaciones" => json::array_of(&lines),
            "recomendaciones-ndjson" => json::lines_of(&lines),
            "recomendaciones-csv" => tables::csv(&rows),
            "recomendaciones-hoja" => tables::sheet(&loaded.compendium, strings),
            "recomendaciones-temas" => tables::themes(&loaded.compendium),
            "reuniones" => json::array(&json::meetings(&loaded.compendium, loaded.language)),
            "temas" => json::array(&json::themes(&loaded.compendium)),
            "destinatarios" => json::array(&json::addressees(&loaded.compendium)),
            "acciones" => json::array(&json::actions(&loaded.compendium)),
            "cadenas" => json::array(&json::chains(&loaded.compendium)),
            "documentos" => json::array(&json::documents(&loaded.compendium)),
            "cobertura" => json::array(&json::coverage(&loaded.compendium)),
            _ => json::array(&json::unresolved(&loaded.compendium, strings)),
        };
        File::text(resource.path(), text)
    });
    let records = written_records(&loaded.compendium).map(|file| File {
        path: routes::record(&file.path),
        ..file
    });
    let mut files: Vec<Hashed> = resources.chain(records).map(Hashed::from).collect();
    files.extend(json_schema::files(strings).map(Hashed::from));
    files.push(datapackage::file(loaded, &files).into());
    files
}

/// The records as YAML: one file a meeting and one a document.
#[must_use]
pub fn records(compendium: &Compendium) -> Vec<File> {
    written_records(compendium).collect()
}

fn written_records(compendium: &Compendium) -> impl IndexedParallelIterator<Item = File> + '_ {
    let meetings = compendium
        .meetings
        .par_iter()
        .with_max_len(1)
        .map(|meeting| {
            File::text(
                format!("reunion-{}.yaml", meeting.number),
                yaml::write(meeting),
            )
        });
    let documents = compendium
        .documents
        .par_iter()
        .with_max_len(1)
        .map(|document| File::text(format!("{}.yaml", document.slug), yaml::write(document)));
    meetings.chain(documents)
}
