//! What the reader's browser searches. The words are analysed in the browser by `static/js/search-engine.js`.

pub mod data;
