//! What stands before the words of a numbered unit: `46.`, `j)`, `iii)`, `1)`, `-`, alone or behind a
//! bullet (`- a)`). Here it is only read; what it numbers is decided in [`super::numbering`].

/// What a marker looks like, and so what level it can number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `46.`
    Number,
    /// A heading such as "Recomendación 12", below which sub-items stand.
    Head,
    /// `j)`
    Letter,
    /// `iii)`
    Roman,
    /// `B)`
    Capital,
    /// `1)`
    Parenthesis,
    /// `•`
    Bullet,
    /// `–`, which also lists what stands below a bullet.
    Dash,
}

impl Style {
    /// Whether all its markers are alike, so that they tell no number.
    #[must_use]
    pub fn is_bullet(self) -> bool {
        matches!(self, Self::Bullet | Self::Dash)
    }

    /// The value that a list begins with.
    #[must_use]
    pub fn first(self) -> u32 {
        self.next(0)
    }

    /// The value that comes behind another: behind n) o), since ñ) may be left out.
    #[must_use]
    pub fn next(self, value: u32) -> u32 {
        if self == Self::Letter {
            (value / 2 + 1) * 2
        } else {
            value + 1
        }
    }

    /// How far apart two values are: 1 for the next one.
    #[must_use]
    pub fn step(self, from: u32, to: u32) -> i64 {
        let (from, to) = (i64::from(from), i64::from(to));
        if self == Self::Letter {
            // n → ñ is half a letter, n → o a whole one: both are the next.
            (to - from + 1).div_euclid(2)
        } else {
            to - from
        }
    }

    /// How a value is written: "ñ", "iii", "12".
    #[must_use]
    pub fn write(self, value: u32) -> String {
        match self {
            Self::Letter => write_letter(value),
            Self::Roman => to_roman(value),
            Self::Capital => char::from_u32(u32::from('A') + value - 1)
                .unwrap_or('?')
                .to_string(),
            _ => value.to_string(),
        }
    }
}

/// A marker at the beginning of a line, with all that it can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The marker without a bullet before it: "46.", "j)", "iii)", "–".
    pub label: String,
    /// Bytes of the line up to the words.
    pub length: usize,
    /// What it can mean, the likelier first.
    pub readings: Vec<(Style, u32)>,
}

const BULLETS: &[char] = &['-', '–', '—', '•', '·', '▪', '●', '*'];
/// No list has a thousand items.
const LONGEST_NUMBER: usize = 3;
const DASHES: &[char] = &['-', '–', '—'];
/// No letter or numeral with its bracket is longer, in bytes ("xxxviii)").
const LONGEST_WORD: usize = 8;

impl Marker {
    /// Reads the marker that a trimmed line begins with.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        // "**4.** Los Estados …": a converter to Markdown may set the number in bold.
        for mark in ["**", "__"] {
            if let Some((number, rest)) = line
                .strip_prefix(mark)
                .and_then(|rest| rest.split_once(mark))
                && let Some(marker) = Self::parse_numbered(number)
                && marker.length == number.len()
                && rest.starts_with(' ')
            {
                let length = line.len() - rest.trim_start().len();
                return Some(Self { length, ..marker });
            }
        }
        if let Some(bullet) = line.chars().next().filter(|c| BULLETS.contains(c)) {
            let after = &line[bullet.len_utf8()..];
            let rest = after.trim_start();
            if rest.len() == after.len() || rest.is_empty() {
                return None;
            }
            let offset = line.len() - rest.len();
            return Some(match Self::parse_numbered(rest) {
                Some(inner) => Self {
                    length: offset + inner.length,
                    ..inner
                },
                None => Self {
                    label: "–".to_owned(),
                    length: offset,
                    readings: vec![(
                        if DASHES.contains(&bullet) {
                            Style::Dash
                        } else {
                            Style::Bullet
                        },
                        1,
                    )],
                },
            });
        }
        Self::parse_numbered(line)
    }

    /// A letter or a roman numeral with a full stop ("a.", "ii."), which marks a sub-item only where it stands in a
    /// series with others: it may as well be an abbreviation.
    #[must_use]
    pub fn parse_dotted(line: &str) -> Option<Self> {
        let token = line.bytes().take_while(u8::is_ascii_lowercase).count();
        let rest = line[token..].strip_prefix('.')?;
        if !rest.starts_with(char::is_whitespace) || rest.trim_start().is_empty() {
            return None;
        }
        let readings = letter_and_roman(&line[..token]);
        (!readings.is_empty() && token <= 8).then(|| Self {
            label: line[..=token].to_owned(),
            length: line.len() - rest.trim_start().len(),
            readings,
        })
    }

    /// The marker that a word within a line is: "a)", "iii)".
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        let is_bullet = || word.chars().count() == 1 && word.starts_with(DASHES);
        let is_marker = word.len() <= LONGEST_WORD && (word.ends_with(')') || is_bullet());
        is_marker
            .then(|| Self::parse(&format!("{word} …")))
            .flatten()
    }

    /// Whether it counts nothing.
    #[must_use]
    pub fn is_bullet(&self) -> bool {
        self.readings.iter().all(|(style, _)| style.is_bullet())
    }

    /// Whether a list may begin with it.
    #[must_use]
    pub fn opens_list(&self) -> bool {
        let first = |&(style, value): &(Style, u32)| style.is_bullet() || value == style.first();
        self.readings.iter().any(first)
    }

    /// Whether it may count the item behind another's.
    #[must_use]
    pub fn comes_behind(&self, other: &Self) -> bool {
        (self.readings.iter()).any(|&(style, value)| {
            let mut before = other.readings.iter();
            before.any(|&(before, last)| style == before && style.step(last, value) == 1)
        })
    }

    /// Whether it is one of those that [`Marker::parse_dotted`] reads.
    #[must_use]
    pub fn is_dotted(&self) -> bool {
        self.label.ends_with('.') && self.label.starts_with(|c: char| c.is_ascii_lowercase())
    }

    fn parse_numbered(line: &str) -> Option<Self> {
        let bytes = line.as_bytes();
        let opened = usize::from(bytes.first() == Some(&b'('));
        let words = &line[opened..];
        if let [letter @ b'A'..=b'Z', b')', behind, ..] = *words.as_bytes() {
            let end = opened + 2;
            return behind.is_ascii_whitespace().then(|| Self {
                label: line[..end].to_owned(),
                length: line.len() - line[end..].trim_start().len(),
                readings: vec![(Style::Capital, u32::from(letter - b'A') + 1)],
            });
        }
        let end = words.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_lowercase() || c == 'ñ'));
        let token = &words[..end.unwrap_or(words.len())];
        if token.is_empty() || token.len() > LONGEST_WORD {
            return None;
        }
        let mut end = opened + token.len();
        // A converter to Markdown writes "1\." so that it is no list.
        if bytes.get(end) == Some(&b'\\') {
            end += 1;
        }
        let sign = *bytes.get(end).filter(|sign| b".)".contains(sign))?;
        end += 1;
        let rest = &line[end..];
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let length = end + rest.len() - rest.trim_start().len();
        let numeric = token.bytes().all(|b| b.is_ascii_digit());
        // "2018)" ends a date, "39574." the number of a treaty.
        if numeric && token.len() > LONGEST_NUMBER {
            return None;
        }
        let readings = match (sign, numeric) {
            (b'.', true) if opened == 0 => vec![(Style::Number, token.parse().ok()?)],
            (b')', true) => vec![(Style::Parenthesis, token.parse().ok()?)],
            (b')', false) => letter_and_roman(token),
            _ => return None,
        };
        if readings.is_empty() || readings.iter().any(|&(_, value)| value == 0) {
            return None;
        }
        // As the source has it: "46.", "j)", "(j)".
        let label = format!("{}{token}{}", &line[..opened], char::from(sign));
        Some(Self {
            label,
            length,
            readings,
        })
    }
}

/// So many series may be open at once: one inside the other, or one that a stray letter seemed to begin anew.
const OPEN_SERIES: usize = 4;

/// Which of some markers with a full stop stand in a series from "a." or "i." on; nothing stands where there is none,
/// and what `ends` says ends a series before the place.
#[must_use]
pub fn in_series(markers: &[Option<&Marker>], ends: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut is_in = vec![false; markers.len()];
    for style in [Style::Letter, Style::Roman] {
        // The first place of each open series, its last value, and whether it has a second member.
        let mut open: Vec<(usize, u32, bool)> = Vec::new();
        for (at, marker) in markers.iter().enumerate() {
            if ends(at) {
                open.clear();
            }
            let mut readings = marker.iter().flat_map(|marker| &marker.readings);
            let Some(&(_, value)) = readings.find(|reading| reading.0 == style) else {
                continue;
            };
            let next = open.iter().rposition(|&(_, last, is_series)| {
                // A letter may be missing in the middle: that is told where the items are numbered.
                let most = if is_series { 2 } else { 1 };
                value > last && style.step(last, value) <= most
            });
            if let Some(found) = next {
                open.truncate(found + 1);
                let (first, last, is_series) = &mut open[found];
                (*last, *is_series) = (value, true);
                is_in[*first] = true;
                is_in[at] = true;
            } else if value == style.first() {
                if open.len() == OPEN_SERIES {
                    open.remove(0);
                }
                open.push((at, value, false));
            }
        }
    }
    is_in
}

/// The letters that number sub-items in Spanish: ñ) may stand after n) or be left out.
fn letter_and_roman(token: &str) -> Vec<(Style, u32)> {
    let mut readings = Vec::new();
    if let Some(value) = letter(token) {
        readings.push((Style::Letter, value));
    }
    if let Some(value) = roman(token) {
        readings.push((Style::Roman, value));
    }
    readings
}

/// The value of ñ.
const ENYE: u32 = 29;

/// a = 2, b = 4 … n = 28, ñ = 29, o = 30 … z = 52, aa = 54 …: ñ stands between two letters without
/// making a gap where a list leaves it out.
pub(super) fn letter(token: &str) -> Option<u32> {
    if token == "ñ" {
        return Some(ENYE);
    }
    let mut chars = token.chars();
    let first = chars.next().filter(char::is_ascii_lowercase)?;
    let index = u32::from(first) - u32::from('a') + 1;
    match chars.next() {
        None => Some(index * 2),
        // After z) come aa), bb) …
        Some(second) if second == first && chars.next().is_none() => Some((26 + index) * 2),
        Some(_) => None,
    }
}

fn write_letter(value: u32) -> String {
    if value == ENYE {
        return "ñ".to_owned();
    }
    let index = value / 2;
    let sign = |index: u32| char::from_u32(u32::from('a') + index - 1).unwrap_or('?');
    if index <= 26 {
        sign(index).to_string()
    } else {
        sign(index - 26).to_string().repeat(2)
    }
}

/// The value of a well-formed lower-case roman numeral.
#[must_use]
pub fn roman(token: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = token
        .chars()
        .map(|c| match c.to_ascii_lowercase() {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            'c' => Some(100),
            'd' => Some(500),
            'm' => Some(1000),
            _ => None,
        })
        .collect();
    let digits = digits?;
    let mut value = 0;
    for (at, &digit) in digits.iter().enumerate() {
        if digits.get(at + 1).is_some_and(|&next| next > digit) {
            value -= i64::from(digit);
        } else {
            value += i64::from(digit);
        }
    }
    let value = u32::try_from(value).ok().filter(|&value| value > 0)?;
    (to_roman(value) == token.to_lowercase()).then_some(value)
}

/// The lower-case roman numeral of a value.
#[must_use]
pub fn to_roman(mut value: u32) -> String {
    const NUMERALS: &[(u32, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for &(unit, sign) in NUMERALS {
        while value >= unit {
            numeral.push_str(sign);
            value -= unit;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_with_and_without_a_bullet() {
        let label = |line: &str| Marker::parse(line).map(|marker| (marker.label, marker.length));
        assert_eq!(label("46. El Grupo"), Some(("46.".to_owned(), 4)));
        assert_eq!(label("- a) tipificar"), Some(("a)".to_owned(), 5)));
        assert_eq!(label("(iii) x"), Some(("(iii)".to_owned(), 6)));
        assert_eq!(label("- Buenas"), Some(("–".to_owned(), 2)));
        assert_eq!(label("1\\. x"), Some(("1.".to_owned(), 4)));
        assert_eq!(label("**4.** Los"), Some(("4.".to_owned(), 7)));
        assert_eq!(label("**4. Los** x"), None);
        assert_eq!(label("2.5 millones"), None);
        assert_eq!(label("etc.) x"), None);
        assert_eq!(label("-sin"), None);
        assert_eq!(label("0. x"), None);
    }

    #[test]
    fn letters_with_a_full_stop_are_read_apart() {
        let read =
            |line: &str| Marker::parse_dotted(line).map(|marker| (marker.label, marker.length));
        assert_eq!(read("a. Condenas"), Some(("a.".to_owned(), 3)));
        assert_eq!(read("ii.  de más"), Some(("ii.".to_owned(), 5)));
        for line in [
            "i.e. uno",
            "J. Pérez",
            "art. 5",
            "a.",
            "etc. y",
            "a) uno",
            "1. uno",
        ] {
            assert_eq!(read(line), None, "{line}");
            assert!(
                !Marker::parse(line).is_some_and(|marker| marker.is_dotted()),
                "{line}"
            );
        }
    }

    #[test]
    fn letters_with_a_full_stop_count_in_a_series_alone() {
        let read = |lines: &str| -> String {
            let markers: Vec<Option<Marker>> = lines
                .split(' ')
                .map(|line| Marker::parse_dotted(&format!("{line} x")))
                .collect();
            let markers: Vec<Option<&Marker>> = markers.iter().map(Option::as_ref).collect();
            let ends = |at: usize| lines.split(' ').nth(at) == Some("#");
            let is_in = in_series(&markers, ends);
            is_in
                .iter()
                .map(|&is_in| if is_in { 'x' } else { '.' })
                .collect()
        };
        for (lines, expected) in [
            ("a. b. c.", "xxx"),
            ("a. b. i. ii. c.", "xxxxx"),
            ("i. ii. iii. iv.", "xxxx"),
            ("a. b. d.", "xxx"),
            ("a. # b.", "..."),
            ("b. c.", ".."),
            ("p. a. v.", "..."),
            ("a. - b.", "x.x"),
            ("a. b. # a. b.", "xx.xx"),
            ("a. b. a. c.", "xx.x"),
            ("a. a. b.", ".xx"),
        ] {
            assert_eq!(read(lines), expected, "{lines}");
        }
    }

    #[test]
    fn roman_numerals_are_well_formed_or_nothing() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("vx"), None);
        for value in 1..400 {
            assert_eq!(roman(&to_roman(value)), Some(value));
        }
    }
}
