//! Documents without recommendations of their own: background papers and notes verbales. They are read
//! whole, as reading editions; what they tell of meetings is their link in `book.toml`.

use crate::records::Meeting;

use super::Draft;

/// Enters every block; such a document adds nothing to a meeting's record.
pub fn extract(draft: &mut Draft<'_>) -> Vec<Meeting> {
    let seed = draft.seed;
    for block in &seed.blocks {
        draft.enter_plainly(block);
    }
    Vec::new()
}
