//! Parses arguments, calls the library, prints what it found, and says by its exit status how it went.

use std::process::ExitCode;

/// Rendering hundreds of pages is mostly small allocations on two threads: this allocator halves their cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    compendio::cli::run()
}
