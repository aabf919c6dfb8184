//! The heart: what the register holds, as plain records. This stage knows no other stage: only [`crate::text`], and
//! the kinds of documents of [`crate::config`].
//!
//! A record says what a source says and where; what the program concludes from it (themes, addressees,
//! kinship) is added by [`crate::enrich`] and never written into a record.

pub mod document;
pub mod editorial;
pub mod id;
pub mod meeting;
pub mod recommendation;
pub mod yaml;

pub use document::{CoverageSpan, DocBlock, Document, Role};
pub use id::Id;
pub use meeting::{AgendaItem, Attendance, Meeting, Note, Place, PriorDocument, Status, Told};
pub use recommendation::{Footnote, Recommendation, Standing, Unit};

/// All records of a book, meetings by number, documents in the book's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// Every meeting from the first to the last known one.
    pub meetings: Vec<Meeting>,
    /// Every seed.
    pub documents: Vec<Document>,
}
