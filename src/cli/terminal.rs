//! What the user sees: diagnostics, the lines that close a command, and a line that tells how far it has come.
//!
//! Colours are for terminals, and `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM` are heeded as everywhere:
//! anstream knows their order of precedence, and clap uses it too.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Common, Format};
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::languages::terminal;
use crate::{Outcome, progress};

/// What is done sooner needs no line that tells how far it has come.
const LONG: Duration = Duration::from_millis(300);
/// How often that line is drawn.
const FRAME: Duration = Duration::from_millis(100);

/// Runs a command, telling how far it has come if it takes long, and then what it found and did.
pub fn attend(common: &Common, command: impl FnOnce() -> Outcome) -> Outcome {
    let start = Instant::now();
    let line = Line::new(common);
    let mut outcome = command();
    drop(line);
    // How long it took is for the one who waited, and for nobody who compares two outputs.
    if std::io::stdout().is_terminal() && !outcome.summary.is_empty() {
        let seconds = format!("{:.2}", start.elapsed().as_secs_f64()).replace('.', ",");
        let words = terminal("summary.seconds", &[("seconds", &seconds)]);
        outcome.summary.push(words);
    }
    diagnostics(common, &outcome.diagnostics, &mut HashSet::new());
    if !common.quiet {
        say(&outcome.summary);
    }
    outcome
}

/// Lines for standard output. Whoever reads no further does not stop the command.
pub fn say(lines: &[String]) {
    let mut out = std::io::stdout().lock();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
}

/// Diagnostics go to standard error, errors last so that they are seen. A warning that was told when the book was
/// last whole is not told again.
pub fn diagnostics(common: &Common, found: &[Diagnostic], told: &mut HashSet<String>) {
    let errors = std::io::stderr();
    let choice = colours(&errors);
    let colour = choice != ColorChoice::Never;
    let mut errors = AutoStream::new(errors.lock(), choice);
    let mut sorted: Vec<&Diagnostic> = found.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.severity);
    let mut now = HashSet::new();
    for diagnostic in sorted {
        let is_error = diagnostic.severity == Severity::Error;
        if common.quiet && !is_error {
            continue;
        }
        let rendered = match common.format {
            Format::Json => diagnostic.to_json(),
            Format::Text => format!("{}\n", diagnostic.render(colour)),
        };
        if is_error || !told.contains(&rendered) {
            let _ = writeln!(errors, "{rendered}");
        }
        now.insert(rendered);
    }
    if !has_errors(found) {
        *told = now;
    }
}

/// Whether standard error is shown in colours.
pub fn colours(errors: &std::io::Stderr) -> ColorChoice {
    // For anstream any value is a wish; for most programs 0 is none.
    let no_wish = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value == "0");
    if no_wish && !errors.is_terminal() {
        return ColorChoice::Never;
    }
    AutoStream::choice(errors)
}

/// The line of a command that takes long. It goes when it is dropped.
struct Line {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Line {
    fn new(common: &Common) -> Self {
        let wanted =
            !common.quiet && common.format == Format::Text && std::io::stderr().is_terminal();
        let running = wanted.then(|| {
            let (sender, ended) = channel::<()>();
            let thread = std::thread::spawn(move || {
                let mut bar: Option<ProgressBar> = None;
                let mut wait = LONG;
                while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                    let bar = bar.get_or_insert_with(spinner);
                    bar.set_message(describe(progress::now()));
                    bar.tick();
                    wait = FRAME;
                }
                if let Some(bar) = bar {
                    bar.finish_and_clear();
                }
            });
            (sender, thread)
        });
        Self { running }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // Without a style that it can read indicatif has one of its own.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

/// "Páginas · 120 de 960".
fn describe((stage, done, total): (progress::Stage, usize, usize)) -> String {
    let path = format!("stage.{}", stage.id());
    let stage = terminal(&path, &[]);
    if total == 0 {
        return stage;
    }
    let (done, total) = (done.to_string(), total.to_string());
    let facts = [
        ("stage", stage.as_str()),
        ("done", &done),
        ("total", &total),
    ];
    terminal("stage.counted", &facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use progress::Stage;

    #[test]
    fn a_stage_is_told_with_its_count() {
        assert_eq!(describe((Stage::Pages, 3, 12)), "Páginas · 3 de 12");
        assert_eq!(describe((Stage::Link, 0, 0)), "Análisis y enlaces");
    }
}
