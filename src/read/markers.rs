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
    /// `1)`
    Parenthesis,
    /// `-`
    Bullet,
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
                    readings: vec![(Style::Bullet, 1)],
                },
            });
        }
        Self::parse_numbered(line)
    }

    fn parse_numbered(line: &str) -> Option<Self> {
        let bytes = line.as_bytes();
        let opened = usize::from(bytes.first() == Some(&b'('));
        let token: String = line[opened..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || *c == 'ñ')
            .collect();
        if token.is_empty() || token.chars().count() > 8 {
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
        let readings = match (sign, numeric) {
            (b'.', true) if opened == 0 => vec![(Style::Number, token.parse().ok()?)],
            (b')', true) => vec![(Style::Parenthesis, token.parse().ok()?)],
            (b')', false) => letter_and_roman(&token),
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

/// a = 2, b = 4 … n = 28, ñ = 29, o = 30 … z = 52, aa = 54 …: ñ stands between two letters without
/// making a gap where a list leaves it out.
pub(super) fn letter(token: &str) -> Option<u32> {
    if token == "ñ" {
        return Some(29);
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
    fn roman_numerals_are_well_formed_or_nothing() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("vx"), None);
        for value in 1..400 {
            assert_eq!(roman(&to_roman(value)), Some(value));
        }
    }
}
