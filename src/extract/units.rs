//! Numbered blocks → recommendations with their sub-items, and their ids.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::read::markers::Style;
use crate::read::{Block, BlockKind};
use crate::records::{Id, Recommendation, Role, Unit};

use super::{Draft, continue_unit};

/// How often each id was given in a document: a repeat keeps both texts.
pub type Repeats = HashMap<Id, u32, FixedState>;

/// The component of an id for one level below the number.
///
/// Letters and roman numerals name themselves (contract, "Words": `meeting.number[.letter[.roman]]`);
/// whatever stands deeper, and every list without letters, counts 1, 2, 3 …
fn component(depth: usize, style: Style, value: u32) -> String {
    match style {
        Style::Letter if depth == 1 => style.write(value),
        Style::Roman if depth <= 2 => style.write(value),
        // ñ) has no number of its own: it may stand between n) and o) or be left out.
        Style::Letter if value % 2 == 1 => style.write(value),
        Style::Letter => (value / 2).to_string(),
        _ => value.to_string(),
    }
}

/// The levels of a block below the heading "Recomendación n"; none where it has none.
///
/// Where one paragraph alone is numbered there, as in a report whose paragraphs are numbered throughout, or one alone has a
/// bullet, its words are the recommendation's own, and the levels are those below it: `Some(&[])` for itself.
pub fn below_heading(path: &[(Style, u32)], sole: bool) -> Option<&[(Style, u32)]> {
    let Some(head) = path.iter().position(|level| level.0 == Style::Head) else {
        return match path {
            [(Style::Number, _), deeper @ ..] if sole => Some(deeper),
            _ => None,
        };
    };
    let below = path.get(head + 1..).filter(|below| !below.is_empty())?;
    Some(match below {
        [(style, _), deeper @ ..] if sole && counts_nothing_alone(*style) => deeper,
        _ => below,
    })
}

/// The number of a document's paragraph, or a bullet: it makes no list where it stands alone.
fn counts_nothing_alone(style: Style) -> bool {
    style == Style::Number || style.is_bullet()
}

/// Whether one paragraph alone is numbered below a heading or has a bullet, and no other words stand before it; these are the
/// blocks below the heading.
pub fn has_sole_item(below: &[Block]) -> bool {
    let mut items = below
        .iter()
        .take_while(|block| !matches!(block.kind, BlockKind::Heading(_)))
        .filter(|block| block.is_body());
    let is_such = |block: &Block| match &block.kind {
        BlockKind::Item { path, .. } => path
            .last()
            .is_some_and(|&(style, _)| counts_nothing_alone(style)),
        _ => false,
    };
    items.next().is_some_and(is_such) && !items.any(is_such)
}

/// Adds the words of the only numbered paragraph below the heading of a recommendation, which are its own.
pub fn add_own_words(
    draft: &mut Draft<'_>,
    recommendation: &mut Recommendation,
    label: &str,
    block: &Block,
) {
    let unit = &mut recommendation.unit;
    continue_unit(&mut unit.lines, &mut unit.text, block);
    let entered = draft.enter(block, Role::Recommendation, Some(unit.id.clone()));
    entered.marker = Some(label.to_owned());
    entered.depth = Some(0);
}

/// Adds a sub-item to a recommendation at the place that `path` (levels below the number) names.
/// Returns its id.
pub fn add(
    recommendation: &mut Recommendation,
    path: &[(Style, u32)],
    label: &str,
    block: &Block,
    repeats: &mut Repeats,
) -> Id {
    let mut parent = &mut recommendation.unit;
    for _ in 1..path.len() {
        // The list that is open hangs on the last sub-item, also where the source leaves an ancestor out.
        if parent.children.is_empty() {
            break;
        }
        parent = parent.children.last_mut().expect("not empty");
    }
    let (style, value) = path[path.len() - 1];
    let depth = parent.id.path.len() + 1;
    let mut id = parent.id.child(component(depth, style, value));
    let times = repeats.entry(id.clone()).or_default();
    *times += 1;
    if *times > 1
        && let Some(name) = id.path.last_mut()
    {
        name.push_str(&format!("~{times}"));
    }
    parent.children.push(Unit {
        id: id.clone(),
        marker: label.to_owned(),
        lines: block.span,
        text: block.text.clone(),
        footnotes: Vec::new(),
        children: Vec::new(),
    });
    id
}

/// Adds what is numbered below the heading of a recommendation, and enters it; what is odd about its number is told.
pub fn enter_below(
    draft: &mut Draft<'_>,
    recommendation: &mut Recommendation,
    below: &[(Style, u32)],
    label: &str,
    block: &Block,
) {
    let scope = recommendation.unit.id.to_string();
    draft.warn_of_oddity(block, &scope);
    let unit = &mut recommendation.unit;
    if unit.text.is_empty() && unit.children.is_empty() {
        unit.lines = block.span;
        unit.text.starts = vec![(block.span.first, 0)];
    }
    let id = add(recommendation, below, label, block, &mut draft.repeats);
    draft.warn_of_repeat(&id, block, &scope);
    let entered = draft.enter(block, Role::Recommendation, Some(id));
    entered.marker = Some(label.to_owned());
    entered.depth = Some(below.len() as u8);
}

/// The unit that came last: what words without a number go on.
pub fn last_unit(recommendation: &mut Recommendation) -> &mut Unit {
    let mut unit = &mut recommendation.unit;
    while !unit.children.is_empty() {
        unit = unit.children.last_mut().expect("not empty");
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_of_ids() {
        assert_eq!(component(1, Style::Letter, 20), "j");
        assert_eq!(component(1, Style::Letter, 29), "ñ");
        assert_eq!(component(1, Style::Letter, 54), "aa");
        assert_eq!(component(1, Style::Roman, 2), "ii");
        assert_eq!(component(2, Style::Roman, 3), "iii");
        assert_eq!(component(3, Style::Parenthesis, 1), "1");
        assert_eq!(component(3, Style::Letter, 4), "2");
        assert_eq!(component(1, Style::Bullet, 2), "2");
    }
}
