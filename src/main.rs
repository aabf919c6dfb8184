//! Parses arguments, calls the library, prints what it found, and says by its exit status how it went.

use std::process::ExitCode;

fn main() -> ExitCode {
    compendio::cli::run()
}
