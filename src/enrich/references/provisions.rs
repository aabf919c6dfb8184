//! Lists of provisions: the numbers and letters behind "artículo" and "párrafo".

use crate::languages::ReferenceWords;

use super::tokens::Tokens;

/// A member of a list of provisions: "3", "d)", "3 d)".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its number.
    pub number: Option<u32>,
    /// The paragraph in "6.3".
    pub paragraph: Option<u32>,
    /// Its letters, each with what stands below it: "j.iii".
    pub letters: Vec<String>,
}

/// Ranges longer than this are no list of provisions.
const LONGEST_RANGE: u32 = 40;
/// Nor are lists of more members than this.
const LONGEST_LIST: usize = 200;

/// A list of numbers and letters: "2 y 3", "6 a 8", "3 d)", "a) y b)"; and the token behind it.
#[must_use]
pub fn list(tokens: &Tokens<'_>, words: &ReferenceWords, from: usize) -> (Vec<Element>, usize) {
    let mut elements: Vec<Element> = Vec::new();
    let mut at = from;
    while let Some(behind) = member(tokens, at, &mut elements) {
        at = range(tokens, words, behind, &mut elements);
        let is_joint = tokens.is_mark(at, ',') || tokens.is_one_of(at, &words.joints);
        if !is_joint || !is_member(tokens, at + 1) || elements.len() >= LONGEST_LIST {
            break;
        }
        at += 1;
    }
    (elements, at)
}

fn is_member(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.counted(at).is_some() || tokens.letter(at).is_some() || dotted(tokens.word(at)).is_some()
}

/// Reads the member at a token; the token behind it.
fn member(tokens: &Tokens<'_>, at: usize, elements: &mut Vec<Element>) -> Option<usize> {
    let mut element = match (tokens.counted(at), dotted(tokens.word(at))) {
        (Some(number), _) => Element::numbered(number),
        (None, Some(element)) => element,
        (None, None) => return letters(tokens, at, elements),
    };
    // "3) d)"
    let closed = tokens.is_mark(at + 1, ')') && tokens.letter(at + 2).is_some();
    let behind = bracketed(tokens, at + 1 + usize::from(closed), &mut element);
    elements.push(element);
    Some(behind)
}

/// Letters without a number: those of the number before ("3 a) y b)"), or a member of their own.
fn letters(tokens: &Tokens<'_>, from: usize, elements: &mut Vec<Element>) -> Option<usize> {
    let (path, behind) = path(tokens, from);
    let before = elements.last().and_then(|element| element.letters.last());
    let letter = match before {
        _ if path.is_empty() => return None,
        Some(before) => beside(before, path),
        None => path,
    };
    match elements.last_mut() {
        Some(last) if last.number.is_some() => last.letters.push(letter),
        _ => elements.push(Element::lettered(letter)),
    }
    Some(behind)
}

/// "j) iii)", "(j) (iii)": a letter with what stands below it, as targets write it, and the token behind.
fn path(tokens: &Tokens<'_>, from: usize) -> (String, usize) {
    let mut path = String::new();
    let mut at = from;
    loop {
        let open = usize::from(tokens.is_mark(at, '('));
        let Some(letter) = tokens.letter(at + open) else {
            return (path, at);
        };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(letter);
        at += 2 + open;
    }
}

/// "j) iii) y iv)": a numeral behind one that stands below a letter stands there too.
fn beside(before: &str, letter: String) -> String {
    match before.rsplit_once('.') {
        Some((above, last)) if is_roman(last) && is_roman(&letter) => format!("{above}.{letter}"),
        _ => letter,
    }
}

/// "6 a 8", "a) a d)", "i) a iv)": enters what stands between the last member and the one behind; the token there.
fn range(
    tokens: &Tokens<'_>,
    words: &ReferenceWords,
    at: usize,
    elements: &mut Vec<Element>,
) -> usize {
    let Some(last) = elements
        .last_mut()
        .filter(|_| tokens.is_one_of(at, &words.ranges))
    else {
        return at;
    };
    if let (Some(first), Some(end)) = (last.number, tokens.counted(at + 1)) {
        let is_range = end > first && end - first <= LONGEST_RANGE;
        if is_range {
            elements.extend((first + 1..=end).map(Element::numbered));
        }
        return at + if is_range { 2 } else { 0 };
    }
    let (Some(first), Some(end)) = (last.letters.last(), tokens.letter(at + 1)) else {
        return at;
    };
    let between = letters_between(first, end);
    if between.is_empty() {
        return at;
    }
    if last.number.is_some() {
        last.letters.extend(between);
    } else {
        elements.extend(between.into_iter().map(Element::lettered));
    }
    at + 3
}

/// The letters or numerals behind the first up to the last; nothing where they are no range.
fn letters_between(first: &str, last: &str) -> Vec<String> {
    let (above, from) = first.rsplit_once('.').unwrap_or(("", first));
    let below = |name: String| match above {
        "" => name,
        _ => format!("{above}.{name}"),
    };
    let numerals = |name: &str| ROMAN.iter().position(|numeral| *numeral == name);
    if let (Some(from), Some(to)) = (numerals(from), numerals(last))
        && from < to
    {
        let between = &ROMAN[from + 1..=to];
        return between
            .iter()
            .map(|name| below((*name).to_owned()))
            .collect();
    }
    let single = |name: &str| match name.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(*letter),
        _ => None,
    };
    match (single(from), single(last)) {
        (Some(from), Some(to)) => (from + 1..=to)
            .map(|letter| below(char::from(letter).to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

/// The numerals that sub-items have.
const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
];

fn is_roman(name: &str) -> bool {
    ROMAN.contains(&name)
}

/// What stands in brackets behind a number: "d)", "3)", "(3) (d)"; the token behind it.
fn bracketed(tokens: &Tokens<'_>, from: usize, element: &mut Element) -> usize {
    let mut at = from;
    let open = usize::from(tokens.is_mark(at, '('));
    if element.paragraph.is_none()
        && let Some(paragraph) = tokens.number(at + open).filter(|&number| number < 100)
        && tokens.is_mark(at + open + 1, ')')
        && tokens.are_joined(at + open)
    {
        element.paragraph = Some(paragraph);
        at += 2 + open;
    }
    let (path, behind) = path(tokens, at);
    if !path.is_empty() {
        element.letters.push(path);
    }
    behind
}

impl Element {
    /// A member that is a letter alone.
    fn lettered(letter: String) -> Self {
        Self {
            letters: vec![letter],
            ..Self::default()
        }
    }

    /// A member that is a number alone.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self {
            number: Some(number),
            ..Self::default()
        }
    }
}

/// "6.3", "4.46.j.iii": a number with one below it, and letters.
fn dotted(word: &str) -> Option<Element> {
    let mut parts = word.splitn(3, '.');
    let number = parts.next()?.parse().ok()?;
    let paragraph = parts.next()?.parse().ok()?;
    let letters = parts.next().map(str::to_owned);
    let is_letter = |part: &str| {
        is_roman(part) || part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let are_letters = (letters.iter()).all(|letters| letters.split('.').all(is_letter));
    are_letters.then(|| Element {
        paragraph: Some(paragraph),
        letters: letters.into_iter().collect(),
        ..Element::numbered(number)
    })
}

/// Articles with what stands below them, as targets write them: "6.3.d".
#[must_use]
pub fn combined(articles: &[Element], below: &[Vec<Element>]) -> Vec<String> {
    let mut targets = all_combined(articles, below);
    // "a) i) y ii)" names one letter twice.
    targets.dedup();
    // The letters of each number of two long lists multiply.
    targets.truncate(LONGEST_LIST);
    targets
}

fn all_combined(articles: &[Element], below: &[Vec<Element>]) -> Vec<String> {
    let numbers: Vec<&Element> = below
        .iter()
        .find(|list| list.iter().any(|element| element.number.is_some()))
        .map(|list| list.iter().collect())
        .unwrap_or_default();
    let letters: Vec<&str> = below
        .iter()
        .find(|list| list.iter().all(|element| element.number.is_none()))
        .map(|list| {
            list.iter()
                .flat_map(|element| &element.letters)
                .map(|letter| level(letter))
                .take(LONGEST_LIST)
                .collect()
        })
        .unwrap_or_default();
    let mut targets = Vec::new();
    let Some((last, before)) = articles.split_last() else {
        return targets;
    };
    for article in before {
        with_letters(&number(article), &article.letters, &mut targets);
    }
    let article = number(last);
    if numbers.is_empty() && letters.is_empty() {
        with_letters(&article, &last.letters, &mut targets);
    } else if numbers.is_empty() {
        targets.extend(letters.iter().map(|letter| format!("{article}.{letter}")));
    } else {
        for paragraph in numbers {
            let path = format!("{article}.{}", number(paragraph));
            if !paragraph.letters.is_empty() {
                with_letters(&path, &paragraph.letters, &mut targets);
            } else if letters.is_empty() {
                targets.push(path);
            } else {
                targets.extend(letters.iter().map(|letter| format!("{path}.{letter}")));
            }
        }
    }
    targets
}

fn number(element: &Element) -> String {
    match (element.number, element.paragraph) {
        (Some(number), Some(paragraph)) => format!("{number}.{paragraph}"),
        (Some(number), None) => number.to_string(),
        (None, _) => String::new(),
    }
}

fn with_letters(path: &str, letters: &[String], targets: &mut Vec<String>) {
    if letters.is_empty() {
        targets.push(path.to_owned());
    }
    targets.extend(
        letters
            .iter()
            .map(|letter| format!("{path}.{}", level(letter))),
    );
}

/// Targets go down to the letter and no deeper.
fn level(letter: &str) -> &str {
    letter.split_once('.').map_or(letter, |(level, _)| level)
}
