//! What the reader's browser searches: words become terms ([`analysis`]), terms and texts an index ([`index`], with
//! the thesaurus's phrases, [`rows`]), rows of words for quoted
//! phrases ([`grams`]), all of it and the texts ([`texts`]) small scripts ([`shards`]), beside them the
//! counts of facets ([`facets`]) and what comes first ([`manifest`]). [`data`] makes them of a compendium.
//! `static/js/search-engine.js` reads them; docs/search.md describes the whole.

pub mod analysis;
pub mod data;
pub mod facets;
pub mod grams;
pub mod index;
pub mod manifest;
pub mod rows;
pub mod shards;
pub mod texts;
