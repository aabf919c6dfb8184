//! The flags of `compendio add`.

use std::path::PathBuf;

use clap::Args;

use crate::add::{Given, Wishes};
use crate::config::{Kind, is_date, is_meeting};

/// What `add` can be told.
#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// El documento: texto en UTF-8, .txt o .md
    #[arg(value_name = "DOCUMENTO", required_unless_present = "accept")]
    file: Option<PathBuf>,
    /// Clase: report, compilation, draft-report, background o note-verbale
    #[arg(long, value_name = "CLASE", requires = "file", value_parser = kind)]
    kind: Option<Kind>,
    /// Signatura, por ejemplo CTOC/COP/WG.4/2019/6
    #[arg(long, value_name = "SIGNATURA", requires = "file", value_parser = words)]
    symbol: Option<String>,
    /// Título
    #[arg(long, value_name = "TÍTULO", requires = "file", value_parser = words)]
    title: Option<String>,
    /// Fecha del documento, año-mes-día
    #[arg(long, value_name = "FECHA", requires = "file", value_parser = date)]
    date: Option<String>,
    /// Lengua, si no es la del libro: es, en…
    #[arg(long, value_name = "LENGUA", requires = "file", value_parser = tag)]
    language: Option<String>,
    /// Reuniones de las que trata, separadas por comas
    #[arg(long, value_name = "NÚMEROS", requires = "file", value_delimiter = ',', value_parser = meeting)]
    meetings: Vec<u32>,
    /// Toma los temas propuestos en seeds/editorial/assignments.yaml; sin DOCUMENTO, los de todo lo que espera
    #[arg(long)]
    accept: bool,
    /// Muestra todo y no escribe nada
    #[arg(long)]
    dry_run: bool,
}

impl AddArgs {
    /// What is wished.
    pub(super) fn wishes(&self) -> Wishes {
        Wishes {
            file: self.file.clone(),
            given: Given {
                kind: self.kind,
                symbol: self.symbol.clone(),
                title: self.title.clone(),
                date: self.date.clone(),
                language: self.language.clone(),
                meetings: self.meetings.clone(),
            },
            accept: self.accept,
            dry_run: self.dry_run,
        }
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::of(text).ok_or_else(|| {
        let known = Kind::ALL.map(Kind::id).join(", ");
        format!("no es una clase de documento; las hay: {known}")
    })
}

fn meeting(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|&number| is_meeting(number))
        .ok_or_else(|| "una reunión es un número de 1 a 999".to_owned())
}

fn date(text: &str) -> Result<String, String> {
    if is_date(text) {
        Ok(text.to_owned())
    } else {
        Err("una fecha se escribe año-mes-día: 2019-08-07".to_owned())
    }
}

/// Words for one line of the book.
fn words(text: &str) -> Result<String, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err("no contiene palabras, o contiene caracteres de control".to_owned());
    }
    Ok(words.join(" "))
}

/// The tag of a language.
fn tag(text: &str) -> Result<String, String> {
    let parts = || text.split('-');
    let plain = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let begins = parts()
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()));
    if begins && parts().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("una lengua se escribe con su etiqueta: es, en, pt-BR".to_owned())
    }
}
