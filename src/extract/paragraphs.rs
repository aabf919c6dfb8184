//! A report whose recommendations are plain numbered paragraphs under a heading such as "III. Recomendaciones" or
//! "Conclusiones y recomendaciones": the form of the first reports of such groups.
//!
//! The paragraphs' numbers are the recommendations' numbers. A paragraph that only presents the others ("El Grupo de
//! Trabajo aprobó las recomendaciones que figuran a continuación", or one that ends in a colon) is none of them.

use crate::config::Kind;
use crate::diagnostic::Diagnostic;
use crate::languages::Language;
use crate::read::headings::{behind_annex, behind_number};
use crate::read::markers::Style;
use crate::read::meetings;
use crate::read::{Block, BlockKind, HeadingKind};
use crate::records::{Id, Meeting, Role, Standing};

use super::{Draft, Section, continue_unit, empty_recommendation, facts, is_below, units};

/// A heading without a number or mark-up is a short line.
const HEADING: usize = 120;
/// A heading that its number, mark-up or place makes one may be so long, in bytes.
const LONG_HEADING: usize = 300;

/// What a block is to such a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It stands in another chapter.
    Elsewhere,
    /// A heading that only its words tell.
    Heading,
    /// It presents the recommendations that follow.
    Presents,
    /// It stands among the recommendations.
    Within,
}

/// A heading's level; one that mark-up alone makes a heading may be a chapter's, and closes one.
fn level(kind: HeadingKind) -> u8 {
    if kind == HeadingKind::Plain {
        1
    } else {
        kind.level()
    }
}

/// What each block is; none where a heading "Recomendación n" says that the report has another form, or where no
/// heading announces recommendations.
pub fn parts(blocks: &[Block], language: &Language, meeting: u32) -> Option<Vec<Part>> {
    let is_headed = blocks.iter().any(|block| {
        matches!(
            block.kind,
            BlockKind::Heading(HeadingKind::Recommendation(_))
        )
    });
    if is_headed {
        return None;
    }
    let mut parts = vec![Part::Elsewhere; blocks.len()];
    // The level of the heading that opened the chapter and its depth, and its words where these alone made it one.
    let mut open: Option<(u8, u8, &str)> = None;
    let mut is_any = false;
    // Whether the chapter is one of the usual ones besides that of the recommendations.
    let mut in_other = false;
    let last_other = blocks
        .iter()
        .rposition(|block| is_heading_like(block) && is_other_chapter(&block.text.plain, language));
    for (at, block) in blocks.iter().enumerate() {
        let words = block.text.plain.as_str();
        // A title that looks like the chapter's is the next chapter's, unless that is still to come.
        let begins_next =
            || is_other_chapter(words, language) || last_other.is_none_or(|last| last < at);
        match block.kind {
            BlockKind::Heading(HeadingKind::Title)
                if open.is_some_and(|(above, _, opening)| {
                    above == level(HeadingKind::Title) || is_like(words, opening)
                }) && !begins_next() => {}
            BlockKind::Heading(HeadingKind::Title)
                if open.is_some_and(|(.., opening)| is_like(words, opening)) =>
            {
                open = None;
                in_other = is_other_chapter(words, language);
            }
            BlockKind::Heading(kind) => {
                let was_in_other = in_other && is_any;
                let is_other = is_other_chapter(words, language);
                if level(kind) == 1 || is_other {
                    in_other = kind != HeadingKind::Annex && is_other;
                }
                // "Recomendaciones aprobadas por el Grupo de Trabajo en su tercera reunión" below "II. Recomendaciones".
                let is_title = kind == HeadingKind::Meeting && announces(words, language, true);
                // Of headings that mark-up sets at one depth only their words tell chapters from sections.
                let is_section = open.is_some_and(|(_, depth, _)| {
                    kind == HeadingKind::Plain
                        && !is_other_chapter(words, language)
                        && (is_below(block, depth) || depth == block.depth && !begins_next())
                });
                if is_section {
                    parts[at] = Part::Within;
                } else if open.is_some_and(|(above, ..)| level(kind) <= above && !is_title) {
                    open = None;
                }
                // An annex may have its title on the next line.
                let title = match kind {
                    HeadingKind::Annex => behind_annex(words, language).unwrap_or_default(),
                    _ => words,
                };
                let is_of_another = kind == HeadingKind::Meeting
                    && meetings::find(words, language).is_some_and(|named| named.number != meeting);
                // A section of the debate may have recommendations for its subject.
                let is_below_other = in_other && level(kind) > 1
                    || was_in_other && matches!(kind, HeadingKind::Plain | HeadingKind::Title);
                let is_subject =
                    is_below_other && !announces(behind_number(title), language, false);
                if open.is_none()
                    && !is_of_another
                    && !is_subject
                    && announces(title, language, true)
                {
                    open = Some((level(kind), block.depth, ""));
                    is_any = true;
                    // The title of the chapter is that of no section.
                    if kind == HeadingKind::Title {
                        parts[at] = Part::Heading;
                    }
                }
            }
            BlockKind::Front | BlockKind::Paragraph
                if announces(words, language, false) && goes_on(&blocks[at + 1..])
                    || heads_annex(words, &blocks[..at]) && announces(words, language, true) =>
            {
                // On the first page a heading with mark-up stands among the lines of the title page.
                let only_words = if block.depth > 0 { "" } else { words };
                open = Some((1, block.depth, only_words));
                parts[at] = Part::Heading;
                is_any = true;
            }
            BlockKind::Paragraph
                if open.is_some_and(|(.., opening)| is_like(words, opening)) && begins_next()
                    || open.is_some()
                        && is_heading_like(block)
                        && is_other_chapter(words, language) =>
            {
                in_other = is_other_chapter(words, language);
                open = None;
                parts[at] = Part::Heading;
            }
            _ if open.is_some() => {
                let presents = presents(block, &blocks[at + 1..], language);
                parts[at] = if presents {
                    Part::Presents
                } else {
                    Part::Within
                };
            }
            _ => {}
        }
    }
    is_any.then_some(parts)
}

/// Whether words announce recommendations: those of a heading, with its number, or those of a line that has nothing else.
fn announces(words: &str, language: &Language, is_heading: bool) -> bool {
    if words.len() > if is_heading { LONG_HEADING } else { HEADING } {
        return false;
    }
    let lower = words.to_lowercase();
    let bare = if is_heading {
        behind_number(&lower)
    } else {
        &lower
    };
    let bare = bare.trim_end_matches(['.', ':', ' ']).trim_start();
    language.recommendations.chapters.iter().any(|form| {
        bare.strip_prefix(form.as_str())
            .is_some_and(|rest| rest.is_empty() || is_heading && rest.starts_with(' '))
    })
}

/// Whether words stand right below the heading of an annex, as its title.
fn heads_annex(words: &str, above: &[Block]) -> bool {
    let before = above.iter().rfind(|block| block.is_body());
    let is_annex =
        before.is_some_and(|block| matches!(block.kind, BlockKind::Heading(HeadingKind::Annex)));
    is_annex && !words.ends_with(['.', ',', ';'])
}

/// Whether a heading is one of the usual chapters of a report, however deep a converter set it.
fn is_other_chapter(words: &str, language: &Language) -> bool {
    let lower = behind_number(words).to_lowercase();
    let mut chapters = language.report.chapters.iter();
    behind_annex(words, language).is_some()
        || chapters.any(|chapter| {
            // "Asistencia técnica" is no "Asistencia".
            let rest = lower.strip_prefix(chapter.as_str());
            rest.is_some_and(|rest| rest.is_empty() || chapter.contains(' '))
        })
}

/// Whether a block is a heading, or a short line that ends as a heading does.
fn is_heading_like(block: &Block) -> bool {
    let words = &block.text.plain;
    match block.kind {
        BlockKind::Heading(_) => true,
        BlockKind::Paragraph => words.len() <= HEADING && !words.ends_with(['.', ',', ';', ':']),
        _ => false,
    }
}

/// Whether words that belong to a chapter follow.
fn goes_on(below: &[Block]) -> bool {
    let next = below.iter().find(|block| block.is_body());
    next.is_some_and(|block| {
        matches!(
            block.kind,
            BlockKind::Item { .. } | BlockKind::Paragraph | BlockKind::Heading(_)
        )
    })
}

/// Whether words look like the heading that opened the chapter, which had neither number nor mark-up.
fn is_like(words: &str, opening: &str) -> bool {
    let is_capital = |words: &str| !words.chars().any(char::is_lowercase);
    !opening.is_empty()
        && words.len() <= HEADING
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ',', ';', ':', ')'])
        && is_capital(words) == is_capital(opening)
}

/// Whether a numbered paragraph only presents those that follow it.
fn presents(block: &Block, below: &[Block], language: &Language) -> bool {
    let BlockKind::Item { path, .. } = &block.kind else {
        return false;
    };
    // With a list of its own below it, the paragraph is a recommendation with sub-items.
    let next = below.iter().find(|block| block.is_body());
    let has_list = next.is_some_and(|next| match &next.kind {
        BlockKind::Item { path: other, .. } => {
            other
                .get(path.len())
                .is_some_and(|level| level.0 != Style::Number)
                || other.first().is_some_and(|level| level.0 != Style::Number)
        }
        _ => false,
    });
    if has_list || path.last().is_none_or(|level| level.0 != Style::Number) {
        return false;
    }
    let lower = block.text.plain.to_lowercase();
    lower.ends_with(':') || language.recommendations.presents(&lower)
}

/// Reads the recommendations of such a report.
pub fn extract(draft: &mut Draft<'_>, meeting: &mut Meeting, parts: &[Part]) {
    let seed = draft.seed;
    let mut reading = Reading::default();
    for (block, part) in seed.blocks.iter().zip(parts) {
        match (part, &block.kind) {
            (Part::Heading, _) => {
                reading = Reading::default();
                draft.enter(block, Role::Heading, None).level = Some(1);
            }
            (_, BlockKind::Heading(kind)) => {
                draft.enter_plainly(block);
                reading.is_open = false;
                let kind = match kind {
                    HeadingKind::Plain if *part == Part::Within => HeadingKind::Title,
                    kind => *kind,
                };
                if !reading.section.enter(kind, block) {
                    reading = Reading {
                        section: Section::below(block),
                        ..Reading::default()
                    };
                }
            }
            (Part::Within | Part::Presents, BlockKind::Item { path, label }) => {
                let presents = *part == Part::Presents;
                item(draft, meeting, &mut reading, (block, path, label), presents);
            }
            (Part::Within, BlockKind::Paragraph) if reading.is_open => {
                let last = meeting.recommendations.last_mut().expect("one is open");
                let unit = units::last_unit(last);
                let is_whole = unit.text.plain.ends_with('.');
                continue_unit(&mut unit.lines, &mut unit.text, block);
                let id = unit.id.clone();
                if is_whole {
                    let found = Diagnostic::warning("parrafo-sin-numero").with("id", &id);
                    draft.warn(found, block);
                }
                draft.enter(block, Role::Recommendation, Some(id)).depth = Some(0);
            }
            (_, BlockKind::Item { path, .. }) => {
                if path.len() == 1 {
                    draft.warn_of_oddity(block, &seed.entry.title);
                }
                draft.enter_plainly(block);
            }
            _ => draft.enter_plainly(block),
        }
    }
}

/// What holds of the blocks that follow.
#[derive(Default)]
struct Reading {
    /// The heading that they stand under.
    section: Section,
    /// The line that submits them to the Conference.
    submitted: Option<u32>,
    /// The number of the paragraph that presents them.
    presenting: Option<u32>,
    /// Whether a recommendation is being read.
    is_open: bool,
}

fn item(
    draft: &mut Draft<'_>,
    meeting: &mut Meeting,
    reading: &mut Reading,
    (block, path, label): (&Block, &[(Style, u32)], &str),
    presents: bool,
) {
    let language = draft.seed.language;
    let scope = language.meeting_name(meeting.number);
    let is_numbered = path[0].0 == Style::Number;
    // "3. … las siguientes recomendaciones: 1. …": the inner numbers are theirs.
    let inner = usize::from(path.len() > 1 && is_numbered && reading.presenting == Some(path[0].1));
    let own = &path[inner..];
    if own.len() == 1 && own[0].0 == Style::Number {
        draft.warn_of_oddity(block, &scope);
        if facts::standing_of_words(&block.text.plain, language) == Standing::Submitted {
            reading.submitted = Some(block.span.first);
        }
        let offset = if inner == 0 { draft.seed.offset } else { 0 };
        let number = own[0].1.checked_add_signed(offset);
        reading.is_open = false;
        if let Some(number) = number.filter(|&number| number > 0 && !presents) {
            begin(
                draft,
                meeting,
                reading,
                (block, label),
                (number, inner == 0),
            );
        } else {
            reading.presenting = (inner == 0).then_some(own[0].1);
            draft.enter_plainly(block);
        }
        return;
    }
    let below = if own[0].0 == Style::Number {
        &own[1..]
    } else {
        own
    };
    if !reading.is_open || below.is_empty() {
        draft.enter_plainly(block);
        return;
    }
    let last = meeting.recommendations.last_mut().expect("one is open");
    let scope = last.unit.id.to_string();
    draft.warn_of_oddity(block, &scope);
    let id = units::add(last, below, label, block, &mut draft.repeats);
    draft.warn_of_repeat(&id, block, &scope);
    enter(draft, block, id, label, below.len());
}

fn begin(
    draft: &mut Draft<'_>,
    meeting: &mut Meeting,
    reading: &mut Reading,
    (block, label): (&Block, &str),
    (number, is_paragraph): (u32, bool),
) {
    let scope = draft.seed.language.meeting_name(meeting.number);
    let id = draft.next_id(meeting.number, number);
    draft.warn_of_repeat(&id, block, &scope);
    let mut recommendation =
        empty_recommendation(id.clone(), label.to_owned(), &draft.slug, block.span.first);
    recommendation.unit.lines = block.span;
    recommendation.unit.text = block.text.clone();
    recommendation.section.clone_from(&reading.section.words);
    recommendation.standing = match (draft.seed.entry.kind, reading.submitted) {
        (Kind::DraftReport, _) => Standing::Draft,
        (_, Some(_)) => Standing::Submitted,
        (_, None) => Standing::Adopted,
    };
    recommendation.standing_line = reading.submitted;
    meeting.recommendations.push(recommendation);
    reading.is_open = true;
    let paragraph = label.trim_end_matches('.').to_owned();
    let is_new = is_paragraph && draft.paragraphs.insert(paragraph.clone());
    enter(draft, block, id, label, 0);
    let entered = draft.blocks.last_mut().expect("just entered");
    entered.paragraph = is_new.then_some(paragraph);
}

fn enter(draft: &mut Draft<'_>, block: &Block, id: Id, label: &str, depth: usize) {
    let entered = draft.enter(block, Role::Recommendation, Some(id));
    entered.marker = Some(label.to_owned());
    entered.depth = Some(depth as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DocumentEntry;
    use crate::extract::{Seed, extract};
    use crate::read::{self, Source};

    /// Ids with their words, and the words of the paragraphs that are none.
    fn read(text: &str, offset: i32) -> (Vec<(String, String)>, Vec<String>) {
        let language = Language::of("es");
        let entry = DocumentEntry {
            file: "a.es.txt".to_owned(),
            kind: Kind::Report,
            symbol: None,
            title: "A".to_owned(),
            date: None,
            language: None,
            meetings: vec![1],
        };
        let (source, _) = Source::new("a.es.txt", text.as_bytes().to_vec()).unwrap();
        let blocks = read::read(&source, language, read::Hints::default());
        let seed = Seed {
            entry: &entry,
            source,
            blocks,
            language,
            offset,
        };
        let extracted = extract(&seed);
        let mut found = Vec::new();
        for recommendation in &extracted.meetings[0].recommendations {
            recommendation.unit.walk(&mut |unit| {
                found.push((unit.id.to_string(), unit.text.plain.clone()));
            });
        }
        let others = extracted.document.blocks.iter();
        let others = others
            .filter(|block| block.role == Role::Paragraph)
            .map(|block| block.text.plain.clone());
        (found, others.collect())
    }

    fn ids(text: &str) -> Vec<String> {
        read(text, 0).0.into_iter().map(|(id, _)| id).collect()
    }

    const BODY: &str = "4. Los Estados partes deberían cooperar.\n\n5. El Grupo de Trabajo recomienda que los Estados:\n\na) informen;\n\nb) capaciten.\n\n";

    #[test]
    fn numbered_paragraphs_below_their_heading() {
        for heading in [
            "III. Recomendaciones",
            "## III. Recomendaciones",
            "**III. CONCLUSIONES Y RECOMENDACIONES**",
            "## Recomendaciones del Grupo de Trabajo",
            "RECOMENDACIONES",
            "**Conclusiones y recomendaciones**",
        ] {
            let text = format!(
                "I. Introducción\n\n1. Se celebró la reunión.\n\n2. La Secretaría habló.\n\n{heading}\n\n3. El Grupo de Trabajo aprobó las recomendaciones que figuran a continuación.\n\n{BODY}IV. Aprobación del informe\n\n6. El Grupo aprobó el informe.\n"
            );
            let (found, others) = read(&text, 0);
            let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(ids, ["1.4", "1.5", "1.5.a", "1.5.b"], "{heading}");
            assert_eq!(others.len(), 4, "{heading}: {others:?}");
        }
    }

    #[test]
    fn a_paragraph_that_ends_in_a_colon_presents_the_numbers_below_it() {
        let inner = "II. Recomendaciones\n\n2. El Grupo de Trabajo recomienda lo siguiente:\n\n   1. Los Estados deberían cooperar.\n\n   2. La Secretaría debería:\n\n      a) informar;\n\n      b) capacitar.\n\nIII. Otros asuntos\n\n3. Nada más.\n";
        assert_eq!(ids(inner), ["1.1", "1.2", "1.2.a", "1.2.b"]);
        let outer = "II. Recomendaciones\n\n2. El Grupo de Trabajo formuló estas conclusiones:\n\n3. Los Estados deberían cooperar.\n\nA. Otras\n\n4. La Secretaría debería informar.\n\nIII. Otros asuntos\n\n5. Nada más.\n";
        assert_eq!(ids(outer), ["1.3", "1.4"]);
    }

    #[test]
    fn the_editors_tell_how_far_a_report_counts() {
        let text = "II. Recomendaciones\n\n2. Los Estados deberían cooperar.\n\n3. La Secretaría debería informar.\n";
        let (found, _) = read(text, -1);
        let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["1.1", "1.2"]);
    }

    #[test]
    fn a_report_with_numbered_headings_has_the_other_form() {
        let text = "II. Recomendaciones\n\n3. El Grupo aprobó lo que sigue.\n\nRecomendación 1\n\nLos Estados deberían cooperar.\n\nIII. Otros asuntos\n\n4. Nada más.\n";
        assert_eq!(ids(text), ["1.1"]);
    }
}
