//! How far a long build has come, for whoever watches it.
//!
//! The stages write here and never read; the terminal reads and never writes. Like a log it belongs to the
//! process, not to a book, so that no stage has to hand it on; nothing of it reaches the output.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Seeds → blocks.
    Read,
    /// Blocks → records, and all that is concluded from them.
    Link,
    /// Compendium → pages.
    Pages,
    /// Files → zip.
    Pack,
    /// Files → disk.
    Write,
}

impl Stage {
    const ALL: [Self; 5] = [Self::Read, Self::Link, Self::Pages, Self::Pack, Self::Write];

    /// Its name in the terminal's strings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Link => "link",
            Self::Pages => "pages",
            Self::Pack => "pack",
            Self::Write => "write",
        }
    }
}

static STAGE: AtomicU8 = AtomicU8::new(0);
static DONE: AtomicUsize = AtomicUsize::new(0);
static TOTAL: AtomicUsize = AtomicUsize::new(0);

/// A stage begins that has so many things to do; none if they are not counted.
pub fn begin(stage: Stage, total: usize) {
    DONE.store(0, Ordering::Relaxed);
    TOTAL.store(total, Ordering::Relaxed);
    STAGE.store(stage as u8, Ordering::Relaxed);
}

/// So many more of them are done.
pub fn advance(by: usize) {
    DONE.fetch_add(by, Ordering::Relaxed);
}

/// The stage, how many of its things are done, and of how many.
#[must_use]
pub fn now() -> (Stage, usize, usize) {
    let stage = Stage::ALL[usize::from(STAGE.load(Ordering::Relaxed)) % Stage::ALL.len()];
    let total = TOTAL.load(Ordering::Relaxed);
    (stage, DONE.load(Ordering::Relaxed).min(total), total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_stage_is_its_place() {
        for (at, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(stage as usize, at);
        }
    }
}
