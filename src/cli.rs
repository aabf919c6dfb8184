//! The commands and flags. The help is Spanish, as everything that a user reads.

mod add;
mod serve;
mod terminal;
mod usage;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::is_web_address;
use crate::diagnostic::has_errors;
use crate::starter::{self, Starter};
use crate::{build, check, extract, new};

/// The help in the order of clap's own, with Spanish headings.
const HELP: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}\n";

/// Convierte los documentos fuente en registros, un sitio enlazado y datos abiertos.
#[derive(Debug, Parser)]
#[command(
    name = "compendio",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(
    subcommand_help_heading = "Órdenes",
    subcommand_value_name = "ORDEN",
    help_template = HELP
)]
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

#[derive(Debug, Clone, Args)]
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
    #[arg(long, value_name = "URL", value_parser = web_address)]
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
    /// Muestra el sitio en el navegador, solo en este equipo, y lo pone al día con cada cambio; no escribe nada
    #[command(help_template = HELP, disable_help_flag = true)]
    Serve {
        /// Puerto; con 0 se elige uno libre
        #[arg(long, value_name = "NÚMERO", default_value = "3000", value_parser = port)]
        port: u16,
        /// Abre el navegador
        #[arg(long)]
        open: bool,
    },
    /// Escribe el guion que completa las órdenes y opciones en un intérprete de órdenes
    #[command(help_template = HELP, disable_help_flag = true)]
    Completions {
        /// Intérprete de órdenes
        #[arg(value_enum, value_name = "INTÉRPRETE")]
        shell: Shell,
    },
    /// Añade un documento al libro: dice qué encuentra en él, lo copia, escribe su tabla y propone temas
    #[command(help_template = HELP, disable_help_flag = true)]
    Add(add::AddArgs),
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
        // Only who asks for help or is not understood waits until clap's words are translated.
        Err(error) => {
            let told = usage::translated(Cli::command()).try_get_matches().err();
            return ExitCode::from(usage::tell(&told.unwrap_or(error)));
        }
    };
    // Flags of `build` may stand before the command; with another command they would do nothing.
    let only_build = matches!(cli.command, None | Some(Command::Build(_)));
    if !only_build && cli.build.is_given() {
        let why = "--base-url y --no-zip son de la orden build; --out se escribe detrás de la orden que lo admite";
        return ExitCode::from(usage::refuse(why, &[], None));
    }
    let common = &cli.common;
    let config = &common.config;
    let outcome = match &cli.command {
        Some(Command::Serve { port, open }) => return serve::run(common, *port, *open),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "compendio", &mut script);
            // Whoever reads no further has what they wanted.
            let _ = std::io::stdout().write_all(&script);
            return ExitCode::SUCCESS;
        }
        Some(Command::Extract { out }) => terminal::attend(common, || extract(config, out)),
        Some(Command::Check) => terminal::attend(common, || check(config)),
        Some(Command::Build(args)) => {
            terminal::attend(common, || build(config, &args.or(&cli.build)))
        }
        None => terminal::attend(common, || {
            build(config, &cli.build.or(&BuildArgs::default()))
        }),
        Some(Command::Add(args)) => terminal::attend(common, || crate::add(config, &args.wishes())),
        Some(Command::New { folder, language }) => {
            terminal::attend(common, || new(folder, language))
        }
    };
    ExitCode::from(u8::from(has_errors(&outcome.diagnostics)))
}

fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| "un puerto es un número de 0 a 65535".to_owned())
}

fn web_address(text: &str) -> Result<String, String> {
    if is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err("una dirección de la web empieza por https:// y no tiene espacios".to_owned())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }
}
