//! What the reader's browser searches: words become terms ([`analysis`]), terms and texts an index ([`index`]), the
//! index small scripts ([`shards`]), of which [`data`] makes those of a compendium.
//! `static/js/search-engine.js` reads them; docs/search.md describes the whole.

pub mod analysis;
pub mod data;
mod descriptors;
pub mod facets;
pub mod grams;
pub mod index;
mod keys;
pub mod manifest;
pub mod rows;
pub mod shards;
pub mod texts;
mod thesaurus;
