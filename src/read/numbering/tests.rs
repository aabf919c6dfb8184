//! The rule for numbering, one case at a time.

use super::*;
use crate::read::markers::{letter, to_roman};

/// A sequence of markers as lines; a colon at the end announces a list.
fn read(lines: &[&str]) -> Vec<String> {
    let markers: Vec<_> = lines
        .iter()
        .map(|line| Marker::parse(line.trim_end_matches(':')).unwrap())
        .collect();
    let signs: Vec<_> = markers
        .iter()
        .enumerate()
        .map(|(at, marker)| apart(marker, at > 0 && lines[at - 1].ends_with(':')))
        .collect();
    resolve(&signs)
        .into_iter()
        .map(|reading| match reading {
            Reading::Text => "text".to_owned(),
            Reading::Unit(unit) => unit
                .path
                .iter()
                .map(|&(style, value)| match style {
                    Style::Letter => format!("{}", (b'a' + (value / 2 - 1) as u8) as char),
                    Style::Roman => to_roman(value),
                    Style::Bullet => "•".to_owned(),
                    Style::Dash => "-".to_owned(),
                    _ => value.to_string(),
                })
                .collect::<Vec<_>>()
                .join("."),
        })
        .collect()
}

#[test]
fn the_letter_i_is_followed_by_a_roman_i() {
    assert_eq!(
        read(&[
            "46. x:", "h) x", "i) x:", "i) x", "ii) x", "iii) x", "j) x:", "i) x"
        ])[1..],
        [
            "46.h", "46.i", "46.i.i", "46.i.ii", "46.i.iii", "46.j", "46.j.i"
        ]
    );
}

#[test]
fn the_numerals_below_h_are_followed_by_the_letter_i() {
    assert_eq!(
        read(&["1. x:", "g) x", "h) x:", "i) x", "ii) x", "i) x", "j) x"])[2..],
        ["1.h", "1.h.i", "1.h.ii", "1.i", "1.j"]
    );
}

#[test]
fn v_is_a_letter_or_a_numeral_by_what_follows() {
    assert_eq!(
        read(&[
            "1. x:", "u) x:", "i) x", "ii) x", "iii) x", "iv) x", "v) x", "vi) x", "v) x", "w) x"
        ])[6..],
        ["1.u.v", "1.u.vi", "1.v", "1.w"]
    );
    assert_eq!(
        read(&["1. x:", "t) x", "u) x", "v) x", "w) x", "x) x", "y) x"])[3..],
        ["1.v", "1.w", "1.x", "1.y"]
    );
}

#[test]
fn a_numeral_may_stand_directly_below_a_number() {
    assert_eq!(
        read(&["10. x:", "i) x", "ii) x", "11. x"]),
        ["10", "10.i", "10.ii", "11"]
    );
}

#[test]
fn deeper_levels_and_a_list_of_numbers_inside_a_paragraph() {
    assert_eq!(
        read(&["18. x:", "1. x:", "a) x", "b) x", "2. x", "3. x", "19. x"]),
        ["18", "18.1", "18.1.a", "18.1.b", "18.2", "18.3", "19"]
    );
    assert_eq!(
        read(&["3. x:", "a) x:", "i) x:", "1) x", "2) x", "ii) x"])[2..],
        ["3.a.i", "3.a.i.1", "3.a.i.2", "3.a.ii"]
    );
}

#[test]
fn a_list_without_numbers_does_not_swallow_the_numbers_below_it() {
    assert_eq!(read(&["- x", "1. x", "2. x"])[1..], ["1", "2"]);
    let lines = ["5. x", "- x", "1. x", "2. x"];
    let markers = markers(&lines);
    let mut signs: Vec<_> = markers.iter().map(|marker| apart(marker, false)).collect();
    signs.insert(1, Sign::Heading);
    let mut depths = depths(&signs);
    depths.retain(|&depth| depth > 0);
    assert_eq!(depths, [1, 2, 1, 1], "the numbers stand at the top");
}

#[test]
fn gaps_and_repeats_are_kept_and_told() {
    let markers = markers(&["12. x", "14. x", "14. x", "15. x"]);
    let signs: Vec<_> = markers.iter().map(|marker| apart(marker, false)).collect();
    let oddities: Vec<_> = resolve(&signs)
        .into_iter()
        .map(|reading| match reading {
            Reading::Unit(unit) => unit.oddity,
            Reading::Text => panic!("a unit was lost"),
        })
        .collect();
    assert_eq!(
        oddities,
        [
            Some(Oddity::Orphan),
            Some(Oddity::Gap(12)),
            Some(Oddity::Repeat(14)),
            None
        ]
    );
}

#[test]
fn in_wrapped_text_a_list_inside_a_sentence_makes_no_units() {
    let markers = [Marker::parse("f) posibles").unwrap()];
    let signs = [
        Sign::NumberedHeading,
        Sign::Marker {
            marker: &markers[0],
            after_colon: false,
            after_end: true,
            after_gap: false,
            after_short: false,
            deeper: false,
            wrapped: true,
            inline_next: true,
        },
    ];
    assert_eq!(resolve(&signs)[1], Reading::Text);
}

#[test]
fn the_letter_enye_may_be_there_or_not() {
    assert_eq!(
        Style::Letter.step(letter("n").unwrap(), letter("ñ").unwrap()),
        1
    );
    assert_eq!(
        Style::Letter.step(letter("n").unwrap(), letter("o").unwrap()),
        1
    );
    assert_eq!(
        Style::Letter.step(letter("ñ").unwrap(), letter("o").unwrap()),
        1
    );
    assert_eq!(
        Style::Letter.step(letter("a").unwrap(), letter("c").unwrap()),
        2
    );
}

#[test]
fn a_colon_below_a_heading_announces_the_list_that_begins_anew() {
    let lines = ["1. x", "2. x", "1. x", "2. x"];
    let markers = markers(&lines);
    let mut signs: Vec<_> = markers
        .iter()
        .enumerate()
        .map(|(at, marker)| sign(marker, at == 2, true, false))
        .collect();
    signs.insert(2, Sign::Heading);
    let paths: Vec<usize> = depths(&signs);
    assert_eq!(paths, [1, 1, 0, 1, 1]);
}

#[test]
fn what_begins_behind_a_short_line_needs_no_full_stop_before_it() {
    let markers = markers(&["1. x:", "a) x", "b) x", "2. x"]);
    let read = |is_short: bool| {
        let signs: Vec<_> = markers
            .iter()
            .enumerate()
            .map(|(at, marker)| sign(marker, at == 1, at < 2, is_short))
            .collect();
        depths(&signs)
    };
    assert_eq!(read(true), [1, 2, 2, 1]);
    assert_eq!(read(false), [1, 2, 0, 0], "running text");
}

#[test]
fn dashes_stand_below_bullets() {
    assert_eq!(
        read(&["1. x:", "• x:", "– x", "– x", "• x", "2. x"]),
        ["1", "1.•", "1.•.-", "1.•.-", "1.•", "2"]
    );
    assert_eq!(
        read(&["1. x:", "• x", "– x", "• x", "2. x"]),
        ["1", "1.•", "1.•", "1.•", "2"],
        "one list with mixed bullets"
    );
}

/// The markers that lines begin with.
fn markers(lines: &[&str]) -> Vec<Marker> {
    let parse = |line: &&str| Marker::parse(line).unwrap();
    lines.iter().map(parse).collect()
}

/// A marker in text that is not wrapped, apart from what is before it.
fn apart(marker: &Marker, after_colon: bool) -> Sign<'_> {
    Sign::Marker {
        marker,
        after_colon,
        after_end: true,
        after_gap: true,
        after_short: false,
        deeper: false,
        wrapped: false,
        inline_next: false,
    }
}

/// A marker in wrapped text, without a gap before it.
fn sign(marker: &Marker, after_colon: bool, after_end: bool, after_short: bool) -> Sign<'_> {
    Sign::Marker {
        marker,
        after_colon,
        after_end,
        after_gap: false,
        after_short,
        deeper: false,
        wrapped: true,
        inline_next: false,
    }
}

/// How many levels each unit has; 0 for what is none.
fn depths(signs: &[Sign<'_>]) -> Vec<usize> {
    resolve(signs)
        .into_iter()
        .map(|reading| match reading {
            Reading::Text => 0,
            Reading::Unit(unit) => unit.path.len(),
        })
        .collect()
}
