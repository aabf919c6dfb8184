//! The commands and flags. The help is Spanish, as everything that a user reads.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Diagnostic, has_errors};
use crate::starter::{self, Starter};
use crate::{Outcome, build, check, extract, new};

/// The help in the order of clap's own, with Spanish headings.
const HELP: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}\n";

/// Convierte los documentos fuente en registros, un sitio enlazado y datos abiertos.
#[derive(Debug, Parser)]
#[command(
    name = "compendio",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(
    subcommand_help_heading = "Órdenes",
    subcommand_value_name = "ORDEN",
    next_help_heading = "Opciones"
)]
#[command(help_template = HELP, override_usage = "compendio [OPCIONES] [ORDEN]")]
#[command(
    after_help = "Sin orden, construye el sitio. Estados de salida: 0 hecho, 1 la entrada tiene errores, 2 uso incorrecto."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    build: BuildArgs,
}

#[derive(Debug, Args)]
struct Common {
    /// Fichero del libro; las rutas que contiene cuentan desde su carpeta
    #[arg(
        long,
        value_name = "FICHERO",
        default_value = "book.toml",
        global = true
    )]
    config: PathBuf,
    /// No escribe más que los errores
    #[arg(long, global = true)]
    quiet: bool,
    /// Forma de los diagnósticos
    #[arg(long, value_enum, value_name = "FORMA", default_value_t = Format::Text, global = true)]
    format: Format,
    /// Muestra esta ayuda
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// Muestra la versión
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Para leer en la terminal
    Text,
    /// Un objeto JSON por línea, para otros programas
    Json,
}

#[derive(Debug, Args, Default)]
struct BuildArgs {
    /// Carpeta del sitio (el zip queda a su lado); en lugar de «output» de book.toml
    #[arg(long, value_name = "CARPETA")]
    out: Option<PathBuf>,
    /// Dirección absoluta del sitio publicado; en lugar de «base-url» de book.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// No escribe el zip
    #[arg(long)]
    no_zip: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Construye el sitio y su zip (es la orden por omisión)
    #[command(help_template = HELP, disable_help_flag = true)]
    Build(BuildArgs),
    /// Escribe solo los registros YAML
    #[command(help_template = HELP, disable_help_flag = true)]
    Extract {
        /// Carpeta de los registros
        #[arg(long, value_name = "CARPETA")]
        out: PathBuf,
    },
    /// Lee todo, no escribe nada: muestra cada diagnóstico y la cobertura de cada documento fuente
    #[command(help_template = HELP, disable_help_flag = true)]
    Check,
    /// Escribe en una carpeta nueva un libro pequeño con el que empezar
    #[command(help_template = HELP, disable_help_flag = true)]
    New {
        /// Carpeta del libro, nueva o vacía
        #[arg(value_name = "CARPETA")]
        folder: PathBuf,
        /// Lengua del libro: es o en
        #[arg(long, value_name = "LENGUA", default_value = "es", value_parser = starter_in)]
        language: &'static Starter,
    },
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors, and print to standard output.
            let status = u8::from(error.use_stderr()) * 2;
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    let Common {
        config,
        quiet,
        format,
        ..
    } = &cli.common;
    // Flags of `build` may stand before the command; with another command they would do nothing.
    let only_build = matches!(cli.command, None | Some(Command::Build(_)));
    if !only_build && cli.build.is_given() {
        let conflict = Cli::command().error(
            ErrorKind::ArgumentConflict,
            "--base-url y --no-zip son de la orden build; --out se escribe detrás de la orden que lo admite",
        );
        let _ = conflict.print();
        return ExitCode::from(2);
    }
    let outcome = match &cli.command {
        Some(Command::Extract { out }) => extract(config, out),
        Some(Command::Check) => check(config),
        Some(Command::New { folder, language }) => new(folder, language),
        Some(Command::Build(args)) => build(config, &args.or(&cli.build)),
        None => build(config, &cli.build.or(&BuildArgs::default())),
    };
    report(&outcome, *quiet, *format);
    ExitCode::from(u8::from(has_errors(&outcome.diagnostics)))
}

/// The starter book of a language.
fn starter_in(language: &str) -> Result<&'static Starter, String> {
    starter::of(language).ok_or_else(|| {
        let known: Vec<&str> = starter::tags().collect();
        format!("hay un libro inicial en: {}", known.join(", "))
    })
}

impl BuildArgs {
    /// These flags, and those of `other` where these are silent.
    fn or(&self, other: &Self) -> crate::Options {
        crate::Options {
            out: self.out.clone().or_else(|| other.out.clone()),
            base_url: self.base_url.clone().or_else(|| other.base_url.clone()),
            zip: !(self.no_zip || other.no_zip),
        }
    }

    fn is_given(&self) -> bool {
        self.no_zip || self.out.is_some() || self.base_url.is_some()
    }
}

/// Diagnostics go to standard error, errors last so that they are seen; the summary to standard output.
fn report(outcome: &Outcome, quiet: bool, format: Format) {
    let mut errors = std::io::stderr().lock();
    let colour = errors.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut sorted: Vec<&Diagnostic> = outcome.diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.severity);
    for diagnostic in sorted {
        let is_error = diagnostic.severity == crate::diagnostic::Severity::Error;
        if quiet && !is_error {
            continue;
        }
        let rendered = match format {
            Format::Json => diagnostic.to_json(),
            Format::Text => format!("{}\n", diagnostic.render(colour)),
        };
        let _ = writeln!(errors, "{rendered}");
    }
    if !quiet {
        let mut out = std::io::stdout().lock();
        for line in &outcome.summary {
            let _ = writeln!(out, "{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }
}
