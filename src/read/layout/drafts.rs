//! Steps 4 and 5: pieces → blocks. Pieces that one paragraph was broken into are joined, and each block gets its words.

use crate::read::figures::Figures;
use crate::read::form::Form;
use crate::read::headings::{HeadingKind, Opening};
use crate::read::numbering::{self, Reading};
use crate::read::sentences::{abbreviated, ends, open_ended, sentence_ends, starts_lower};
use crate::read::{Block, BlockKind, Doubt, inline};
use crate::text::Span;

use super::Known;
use super::pieces::{Look, Piece, last_words};

/// A line of a title page is shorter than this.
const FRONT_LINE: usize = 60;

/// A block while it is being put together.
struct Draft<'a> {
    kind: BlockKind,
    lines: Vec<(u32, &'a str, bool)>,
    skip: usize,
    oddity: Option<numbering::Oddity>,
    under_recommendation: bool,
    /// The line and the marker of what may be a sub-item and was read as words.
    item: Option<(u32, String)>,
    /// The line of words that may close the list instead of its last item.
    closing: Option<u32>,
}

/// The blocks of a source while they are being put together.
struct Drafts<'a, 'k> {
    known: Known<'k>,
    list: Vec<Draft<'a>>,
    /// The block that words without a sign of their own would go on.
    open: Option<usize>,
    under_recommendation: bool,
}

/// The blocks that pieces make, their markers read as the numbering says.
pub fn assemble(pieces: Vec<Piece<'_>>, readings: Vec<Reading>, known: Known<'_>) -> Vec<Block> {
    let mut drafts = Drafts {
        known,
        list: Vec::with_capacity(pieces.len()),
        open: None,
        under_recommendation: false,
    };
    let mut behind_note = false;
    for (piece, reading) in pieces.into_iter().zip(readings) {
        let is_note = matches!(piece.look, Look::Footnote(_));
        drafts.enter(piece, reading, behind_note);
        behind_note = is_note;
    }
    let blocks = drafts.list.into_iter();
    blocks.map(|draft| draft.into_block(known)).collect()
}

impl<'a> Drafts<'a, '_> {
    fn enter(&mut self, piece: Piece<'a>, reading: Reading, behind_note: bool) {
        match (piece.look, reading) {
            (Look::Heading(opening, kind), _) => self.enter_heading(&opening, kind, piece.lines),
            (Look::Footnote(mark), _) => {
                let note = self.draft(BlockKind::Footnote(mark), piece.lines);
                self.list.push(Draft {
                    skip: piece.skip,
                    ..note
                });
            }
            (Look::Marker(marker), Reading::Unit(unit)) => {
                let (path, label) = (unit.path, marker.label);
                let item = self.draft(BlockKind::Item { path, label }, piece.lines);
                self.push_open(Draft {
                    skip: piece.skip,
                    oddity: unit.oddity,
                    ..item
                });
            }
            (look, _) => self.enter_words(Piece { look, ..piece }, behind_note),
        }
    }

    fn enter_heading(
        &mut self,
        opening: &Opening,
        kind: HeadingKind,
        lines: Vec<(u32, &'a str, bool)>,
    ) {
        self.under_recommendation = matches!(kind, HeadingKind::Recommendation(_));
        self.open = None;
        let kind = BlockKind::Heading(kind);
        let words = opening.recommendation.as_ref().map(|(_, words)| words);
        let Some(words) = words.filter(|words| !words.is_empty()) else {
            self.list.push(self.draft(kind, lines));
            return;
        };
        // "Recomendación 3. Los Estados …": the words begin on the heading's line.
        let (number, text, hard) = lines[0];
        let at = text.len() - text.len().min(words.len());
        let at = text.rfind(words.as_str()).unwrap_or(at);
        let heading = vec![(number, text[..at].trim_end(), false)];
        self.list.push(self.draft(kind, heading));
        let mut paragraph = vec![(number, &text[at..], hard)];
        paragraph.extend(lines.into_iter().skip(1));
        self.push_open(self.draft(BlockKind::Paragraph, paragraph));
    }

    /// Enters words without a sign of their own: they go on the open block, or begin a paragraph.
    fn enter_words(&mut self, piece: Piece<'a>, behind_note: bool) {
        let item = self.likely_item(&piece);
        if let Some(at) = self.open
            && joins(&self.list[at], &piece, behind_note, self.known)
        {
            let closes = self.closes(at, &piece, behind_note);
            let draft = &mut self.list[at];
            draft.closing = draft.closing.or(closes.then(|| piece.lines[0].0));
            draft.lines.extend(piece.lines);
            draft.item = draft.item.take().or(item);
            return;
        }
        let paragraph = self.draft(BlockKind::Paragraph, piece.lines);
        self.push_open(Draft { item, ..paragraph });
    }

    /// The line and the marker of a sub-item, where a letter with a full stop was read as words and follows an end.
    fn likely_item(&self, piece: &Piece<'_>) -> Option<(u32, String)> {
        let Look::Marker(marker) = &piece.look else {
            return None;
        };
        let language = self.known.language;
        let follows_end = |open: usize| {
            ends(
                last_words(&self.list[open].lines, self.known.figures),
                language,
            )
        };
        let is_item = marker.is_dotted()
            && self.open.is_some_and(follows_end)
            && !language.layout.abbreviations.contains(&marker.label);
        is_item.then(|| (piece.lines[0].0, marker.label.clone()))
    }

    /// Whether words apart from a sub-item that has come to its end go on in lower case, as a sentence does that encloses
    /// the whole list.
    fn closes(&self, open: usize, piece: &Piece<'_>, behind_note: bool) -> bool {
        let Known {
            form,
            language,
            figures,
            ..
        } = self.known;
        let draft = &self.list[open];
        let is_sub_item = matches!(&draft.kind, BlockKind::Item { path, .. } if path.len() > 1);
        is_sub_item
            && !behind_note
            && !piece.after_furniture
            && piece.gap > form.spacing
            && matches!(piece.look, Look::Plain)
            && ends(last_words(&draft.lines, figures), language)
            && piece
                .lines
                .first()
                .is_some_and(|&(_, text, _)| starts_lower(text))
    }

    fn draft(&self, kind: BlockKind, lines: Vec<(u32, &'a str, bool)>) -> Draft<'a> {
        Draft {
            kind,
            lines,
            skip: 0,
            oddity: None,
            under_recommendation: self.under_recommendation,
            item: None,
            closing: None,
        }
    }

    fn push_open(&mut self, draft: Draft<'a>) {
        self.open = Some(self.list.len());
        self.list.push(draft);
    }
}

impl Draft<'_> {
    /// The block that the lines of the draft make; from here on nothing is joined to it.
    fn into_block(self, known: Known<'_>) -> Block {
        let Known { form, figures, .. } = known;
        let text = inline::build(&self.lines, self.skip, &self.kind, form, figures);
        let doubt = self.doubt(figures);
        Block {
            text,
            span: Span {
                first: self.lines[0].0,
                last: self.lines[self.lines.len() - 1].0,
            },
            lines: self.lines.iter().map(|&(number, _, _)| number).collect(),
            depth: self.depth(form),
            kind: self.kind,
            oddity: self.oddity,
            doubt,
        }
    }

    fn depth(&self, form: Form) -> u8 {
        let is_marked = form.markdown && matches!(self.kind, BlockKind::Heading(_));
        let marks = self.lines[0].1.bytes().take_while(|&byte| byte == b'#');
        if is_marked {
            marks.take(6).count() as u8
        } else {
            0
        }
    }

    /// What a block may hold besides its words: a footnote, where one of its lines stands behind a drawn line and was
    /// joined to the words above, or where the figure that it begins with is called above; or else a sub-item.
    fn doubt(&self, figures: &Figures) -> Option<Doubt> {
        if matches!(self.kind, BlockKind::Footnote(_) | BlockKind::Heading(_)) {
            return None;
        }
        let own = usize::from(matches!(self.kind, BlockKind::Item { .. }));
        let mut lines = self.lines.iter().skip(own).map(|&(line, ..)| line);
        let note = lines.find(|line| figures.doubts.binary_search(line).is_ok());
        let item = self.item.clone();
        note.map(Doubt::Note)
            .or_else(|| item.map(|(line, label)| Doubt::Item(line, label)))
            .or(self.closing.map(Doubt::Closing))
    }
}

/// Step 4: whether words without a sign of their own go on the block before them.
fn joins(draft: &Draft<'_>, piece: &Piece<'_>, behind_note: bool, known: Known<'_>) -> bool {
    let Known {
        form,
        language,
        figures,
        ..
    } = known;
    let before = last_words(&draft.lines, figures);
    let first = piece.lines.first().map_or("", |&(_, text, _)| text);
    let finished = sentence_ends(before) && !abbreviated(before, language);
    let is_unit = matches!(draft.kind, BlockKind::Item { .. }) || draft.under_recommendation;
    let rejected = matches!(piece.look, Look::Marker(_));
    if rejected && (form.wrapped && piece.gap <= form.spacing || !finished) {
        return true;
    }
    if starts_lower(first) && !is_front_line(draft, form) {
        return true;
    }
    if !finished && (before.ends_with([',', '-', '–', '/', '(']) || open_ended(before, language))
    {
        return true;
    }
    if !finished && is_unit && !before.ends_with(':') {
        return true;
    }
    if behind_note && !finished && form.wrapped && !before.ends_with(':') {
        return true;
    }
    // A page may end where a sentence ends: what follows the page's furniture goes on with the numbered unit.
    piece.after_furniture && (is_unit || !finished && form.wrapped) && !before.ends_with(':')
}

/// A short line without an end, as on a title page.
fn is_front_line(draft: &Draft<'_>, form: Form) -> bool {
    !form.wrapped
        && matches!(draft.kind, BlockKind::Paragraph)
        && !draft.under_recommendation
        // No line is empty but a heading's, so that more lines than this are long enough without a look.
        && draft.lines.len() < FRONT_LINE
        && draft
            .lines
            .iter()
            .map(|&(_, text, _)| text.len())
            .sum::<usize>()
            < FRONT_LINE
}
