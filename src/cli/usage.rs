//! clap's own words in the language of the program: the parts of the help that no doc comment tells, and what is said of
//! a command that cannot be understood. clap knows no other language than English, but tells all facts apart from it.

use std::io::Write as _;

use anstream::AutoStream;
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

use super::terminal::colours;
use crate::languages::{terminal, uncapitalised};

/// A command whose help says nothing in English.
pub fn translated(mut command: Command) -> Command {
    // Only a command that is built knows how it is called.
    command.build();
    translated_part(command).mut_subcommand("help", |help| help.about(terminal("usage.help", &[])))
}

fn translated_part(command: Command) -> Command {
    let usage = usage_of(&command);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|part| part.get_name().to_owned())
        .collect();
    let mut command = command.override_usage(usage).mut_args(translated_arg);
    for name in names {
        command = command.mut_subcommand(name, translated_part);
    }
    command
}

/// How a command is called: "compendio new [OPCIONES] <CARPETA>".
fn usage_of(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    // Its only words in English are the one before and the one for what may be added.
    without_heading(&usage).replace("[OPTIONS]", "[OPCIONES]")
}

/// A usage without the word that clap puts before it.
fn without_heading(usage: &str) -> &str {
    usage.trim_start_matches("Usage:").trim()
}

/// An argument with its default and its values told in its help.
fn translated_arg(arg: Arg) -> Arg {
    let heading = if arg.is_positional() {
        "arguments"
    } else {
        "options"
    };
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let takes = arg.get_action().takes_values();
    let values = if takes {
        arg.get_possible_values()
    } else {
        Vec::new()
    };
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(described).collect();
        help += &terminal("usage.values", &[("values", &values.join("; "))]);
    }
    if let ([default], true) = (arg.get_default_values(), takes) {
        let default = default.to_string_lossy().into_owned();
        help += &terminal("usage.default", &[("value", &default)]);
    }
    arg.help(help)
        .help_heading(terminal(&format!("usage.{heading}"), &[]))
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// "text, para leer en la terminal".
fn described(value: &PossibleValue) -> String {
    match value.get_help() {
        Some(help) => {
            let help = uncapitalised(&help.to_string());
            format!("{}, {help}", value.get_name())
        }
        None => value.get_name().to_owned(),
    }
}

/// Tells why a command was not understood, on standard error; help and version, which are no errors for anybody but
/// clap, on standard output. Returns the exit status.
pub fn tell(error: &Error) -> u8 {
    if !error.use_stderr() {
        // Whoever reads no further has what they wanted.
        let _ = error.print();
        return 0;
    }
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => Some(usage.to_string()),
        _ => None,
    };
    refuse(&what(error), &hints(error), usage.as_deref())
}

/// Tells why a command is refused. Returns the exit status.
pub fn refuse(what: &str, hints: &[String], usage: Option<&str>) -> u8 {
    let errors = std::io::stderr();
    let choice = colours(&errors);
    let mut errors = AutoStream::new(errors.lock(), choice);
    let _ = writeln!(errors, "\u{1b}[1;91merror:\u{1b}[0m {what}");
    if !hints.is_empty() {
        let _ = writeln!(errors);
    }
    for hint in hints {
        let _ = writeln!(errors, "  {hint}");
    }
    if let Some(usage) = usage {
        let usage = terminal("usage.usage", &[("usage", without_heading(usage))]);
        let _ = writeln!(errors, "\n{usage}");
    }
    let _ = writeln!(errors, "\n{}", terminal("usage.more", &[]));
    2
}

/// What was not understood.
fn what(error: &Error) -> String {
    let context = |kind| error.get(kind).map(told).unwrap_or_default();
    let arg = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let facts = |kind: &str, more: &[(&str, &str)]| {
        let mut facts = vec![("arg", arg.as_str()), ("value", value.as_str())];
        facts.extend(more);
        terminal(&format!("usage.{kind}"), &facts)
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => facts(
            "unknown_command",
            &[("command", &context(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::UnknownArgument => facts("unknown_argument", &[]),
        ErrorKind::InvalidValue if value.is_empty() => facts("no_value", &[]),
        ErrorKind::InvalidValue => facts("invalid_value", &[]),
        ErrorKind::ValueValidation => {
            // The reason is that of our own parser of the value.
            let reason = std::error::Error::source(error).map(ToString::to_string);
            facts(
                "refused_value",
                &[("reason", reason.as_deref().unwrap_or_default())],
            )
        }
        ErrorKind::MissingRequiredArgument => facts("missing", &[]),
        ErrorKind::TooManyValues => facts("too_many", &[]),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other == arg || other.is_empty() {
                facts("twice", &[])
            } else {
                facts("conflict", &[("other", &other)])
            }
        }
        _ => facts("other", &[]),
    }
}

/// What might have been meant.
fn hints(error: &Error) -> Vec<String> {
    let hint = |key: &str, kind: ContextKind| {
        let values = error.get(kind).map(told)?;
        (!values.is_empty()).then(|| terminal(&format!("usage.{key}"), &[("values", &values)]))
    };
    [
        hint("possible", ContextKind::ValidValue),
        hint("similar", ContextKind::SuggestedSubcommand),
        hint("similar", ContextKind::SuggestedArg),
        hint("similar", ContextKind::SuggestedValue),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn told(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::Cli;
    use super::*;

    fn refusal(arguments: &[&str]) -> String {
        let error = translated(Cli::command())
            .try_get_matches_from([&["compendio"], arguments].concat())
            .unwrap_err();
        [vec![what(&error)], hints(&error)].concat().join(" | ")
    }

    #[test]
    fn what_is_not_understood_is_told_in_spanish() {
        for (arguments, told) in [
            (&["buil"][..], "no existe la orden «buil» | parecido: build"),
            (&["build", "--x"], "no se entiende «--x»"),
            (
                &["build", "--no-zi"],
                "no se entiende «--no-zi» | parecido: --no-zip",
            ),
            (
                &["check", "--format", "xml"],
                "«xml» no vale para «--format <FORMA>» | valores posibles: text, json",
            ),
            (
                &["serve", "--port", "70000"],
                "«70000» no vale para «--port <NÚMERO>»: un puerto es un número de 0 a 65535",
            ),
            (
                &["add", "x.txt", "--meetings", "0"],
                "«0» no vale para «--meetings <NÚMEROS>»: una reunión es un número de 1 a 999",
            ),
            (&["extract"], "falta: --out <CARPETA>"),
            (&["extract", "--out"], "«--out <CARPETA>» pide un valor"),
            (
                &["check", "--quiet", "--quiet"],
                "«--quiet» no puede repetirse",
            ),
            (&["check", "--quiet=x"], "sobra «x» detrás de «--quiet»"),
        ] {
            assert_eq!(refusal(arguments), told);
        }
    }

    #[test]
    fn no_help_has_a_word_of_clap() {
        let mut command = translated(Cli::command());
        let mut helps = vec![command.render_long_help().to_string()];
        // clap answers "compendio help serve" with the help of serve, and shows that of help itself to nobody.
        let parts = command.get_subcommands_mut();
        for part in parts.filter(|part| part.get_name() != "help") {
            helps.push(part.render_long_help().to_string());
            helps.push(part.render_help().to_string());
        }
        for help in helps {
            for word in [
                "Options",
                "OPTIONS",
                "Arguments",
                "Usage",
                "default",
                "ossible",
            ] {
                assert!(!help.contains(word), "{word}: {help}");
            }
            assert!(help.contains("\nUso: compendio"), "{help}");
        }
    }
}
