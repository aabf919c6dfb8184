//! A report, or the draft of one: recommendations under headings "Recomendación n" (where they are plain
//! paragraphs, [`paragraphs`] reads them), and what the meeting did besides (its date and place, agenda,
//! documents, chair, attendance).

use crate::config::Kind;
use crate::diagnostic::Diagnostic;
use crate::read::{Block, BlockKind, HeadingKind};
use crate::records::{Meeting, Recommendation, Role, Standing, Status};

use super::{Draft, Section, continue_unit, empty_recommendation, facts, paragraphs, units};

/// Reads the meeting of a report.
pub fn extract(draft: &mut Draft<'_>) -> Vec<Meeting> {
    let seed = draft.seed;
    let number = seed.entry.meetings[0];
    let is_draft = seed.entry.kind == Kind::DraftReport;
    let mut meeting = Meeting {
        number,
        status: if is_draft {
            Status::Draft
        } else {
            Status::Documented
        },
        ..Meeting::default()
    };
    match paragraphs::parts(&seed.blocks, seed.language, number) {
        Some(parts) => paragraphs::extract(draft, &mut meeting, &parts),
        None => headed(draft, &mut meeting, is_draft),
    }
    facts::read(draft, &mut meeting);
    vec![meeting]
}

/// The recommendations under headings with their numbers.
fn headed(draft: &mut Draft<'_>, meeting: &mut Meeting, is_draft: bool) {
    let seed = draft.seed;
    let mut section = Section::default();
    let mut submitted: Option<u32> = None;
    // The recommendation whose words are being read.
    let mut open = false;
    let mut sole = false;
    for (at, block) in seed.blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Heading(HeadingKind::Recommendation(_))
                if draft.is_of_another_meeting(block, meeting.number) =>
            {
                draft.enter_plainly(block);
                open = false;
            }
            BlockKind::Heading(HeadingKind::Recommendation(value)) => {
                draft.enter_plainly(block);
                let recommendation = begin(
                    draft,
                    meeting,
                    *value,
                    section.words.as_ref(),
                    block,
                    is_draft,
                    submitted,
                );
                meeting.recommendations.push(recommendation);
                open = true;
                sole = units::has_sole_item(&seed.blocks[at + 1..]);
            }
            BlockKind::Heading(kind) => {
                draft.enter_plainly(block);
                open = false;
                if matches!(kind, HeadingKind::Chapter(_) | HeadingKind::Annex) {
                    section = Section::below(block);
                    submitted = None;
                } else if !section.enter(*kind, block) && *kind == HeadingKind::Plain {
                    section = Section::below(block);
                }
            }
            BlockKind::Item { path, label } => {
                match units::below_heading(path, sole).filter(|_| open) {
                    Some([]) => {
                        let last = meeting.recommendations.last_mut().expect("one is open");
                        units::add_own_words(draft, last, label, block);
                    }
                    Some(below) => {
                        let last = meeting.recommendations.last_mut().expect("one is open");
                        units::enter_below(draft, last, below, label, block);
                    }
                    _ => {
                        open = false;
                        if path.len() == 1 {
                            draft.warn_of_oddity(block, &seed.entry.title);
                            if facts::standing_of_words(&block.text.plain, seed.language)
                                == Standing::Submitted
                            {
                                submitted = Some(block.span.first);
                            }
                        }
                        draft.enter_plainly(block);
                    }
                }
            }
            BlockKind::Paragraph if open => {
                let last = meeting.recommendations.last_mut().expect("one is open");
                let unit = units::last_unit(last);
                let after_list = !unit.id.path.is_empty() && unit.text.plain.ends_with('.');
                continue_unit(&mut unit.lines, &mut unit.text, block);
                let id = unit.id.clone();
                if after_list {
                    draft.warn(
                        Diagnostic::warning("parrafo-sin-numero").with("id", &id),
                        block,
                    );
                }
                draft.enter(block, Role::Recommendation, Some(id)).depth = Some(0);
            }
            _ => draft.enter_plainly(block),
        }
    }
}

fn begin(
    draft: &mut Draft<'_>,
    meeting: &Meeting,
    value: u32,
    section: Option<&String>,
    block: &Block,
    is_draft: bool,
    submitted: Option<u32>,
) -> Recommendation {
    let id = draft.headed_id(meeting, value, block);
    let mut recommendation =
        empty_recommendation(id, format!("{value}."), &draft.slug, block.span.first);
    recommendation.section = section.cloned();
    recommendation.standing = match (is_draft, submitted) {
        (true, _) => Standing::Draft,
        (false, Some(_)) => Standing::Submitted,
        (false, None) => Standing::Adopted,
    };
    recommendation.standing_line = submitted;
    recommendation
}
