//! The five sources are evidence: their bytes must never change (contract, "Inputs").

use sha2::{Digest, Sha256};

const SEEDS: &[(&str, &str)] = &[
    (
        "ctoc-cop-wg-4-2019-5.es.txt",
        "b5051d5a2faa55ca63566fed0692d95aed0edac97617520e7356406188a132e2",
    ),
    (
        "ctoc-cop-wg-4-2019-6.es.txt",
        "3b94f724cd972ebbf7d8efb9dcf7503f3bba0530b63c1424209e933a1bc524b1",
    ),
    (
        "documento-de-antecedentes-2011.es.txt",
        "5eb497ffe5962438b6e78cf9b73869587e3b4a68f9437492752ba291e3e15509",
    ),
    (
        "nota-verbal-cu-2009-180.es.txt",
        "0cbd2b87f74d7ae93fc1d47f2e16753a227373d7696eac93ae1691f2d9550a03",
    ),
    (
        "proyecto-de-informe-2021.es.txt",
        "0c5f7789be5e9f359e81056dd5b23bc6e85e0cc9d700e660d061805a504d3454",
    ),
];

#[test]
fn the_seeds_are_byte_for_byte_as_received() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/documents");
    for (name, expected) in SEEDS {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        assert_eq!(
            compendio::read::hex(&Sha256::digest(&bytes)),
            *expected,
            "{name}"
        );
    }
    assert_eq!(
        std::fs::read_dir(folder).unwrap().count(),
        SEEDS.len(),
        "every seed is listed here"
    );
}
