//! How texts are made at random: always the same ones, unless others are asked for.

use std::str::FromStr;

use proptest::test_runner::{Config, RngSeed};

/// So many cases by a fixed seed; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for others.
pub fn config(cases: u32) -> Config {
    Config {
        cases: asked("PROPTEST_CASES", cases),
        rng_seed: RngSeed::Fixed(asked("PROPTEST_RNG_SEED", 1)),
        failure_persistence: None,
        ..Config::default()
    }
}

fn asked<T: FromStr>(name: &str, usual: T) -> T {
    let asked = std::env::var(name)
        .ok()
        .and_then(|asked| asked.parse().ok());
    asked.unwrap_or(usual)
}
