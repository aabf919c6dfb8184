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
    /// Its letters.
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
    loop {
        if let Some(number) = tokens.number(at) {
            elements.push(Element::numbered(number));
            at += 1;
            // "3) d)"
            at += usize::from(tokens.is_mark(at, ')') && tokens.letter(at + 1).is_some());
            if let Some(last) = elements.last_mut() {
                at = bracketed(tokens, at, last);
            }
        } else if let Some((number, paragraph)) = dotted(tokens.word(at)) {
            elements.push(Element {
                paragraph: Some(paragraph),
                ..Element::numbered(number)
            });
            at += 1;
            if let Some(last) = elements.last_mut() {
                at = bracketed(tokens, at, last);
            }
        } else if let Some(letter) = tokens.letter(at) {
            match elements.last_mut() {
                // "3 a) y b)": the second letter belongs to the same number.
                Some(last) if last.number.is_some() => last.letters.push(letter.to_owned()),
                _ => elements.push(Element {
                    letters: vec![letter.to_owned()],
                    ..Element::default()
                }),
            }
            at += 2;
        } else {
            break;
        }
        let is_member = |at: usize| {
            tokens.number(at).is_some()
                || tokens.letter(at).is_some()
                || dotted(tokens.word(at)).is_some()
        };
        if tokens.is_one_of(at, &words.ranges)
            && let (Some(first), Some(last)) = (
                elements.last().and_then(|element| element.number),
                tokens.number(at + 1),
            )
            && last > first
            && last - first <= LONGEST_RANGE
        {
            elements.extend((first + 1..=last).map(Element::numbered));
            at += 2;
        }
        let is_joint = tokens.is_mark(at, ',') || tokens.is_one_of(at, &words.joints);
        if !is_joint || !is_member(at + 1) || elements.len() >= LONGEST_LIST {
            break;
        }
        at += 1;
    }
    (elements, at)
}

/// What stands in brackets behind a number: "d)", "(3) (d)"; the token behind it.
fn bracketed(tokens: &Tokens<'_>, from: usize, element: &mut Element) -> usize {
    let mut at = from;
    loop {
        let open = usize::from(tokens.is_mark(at, '('));
        if let Some(letter) = tokens.letter(at + open) {
            element.letters.push(letter.to_owned());
            at += 2 + open;
        } else if open == 1
            && element.paragraph.is_none()
            && element.letters.is_empty()
            && let Some(paragraph) = tokens.number(at + 1).filter(|&number| number < 100)
            && tokens.is_mark(at + 2, ')')
        {
            element.paragraph = Some(paragraph);
            at += 3;
        } else {
            return at;
        }
    }
}

impl Element {
    /// A member that is a number alone.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self {
            number: Some(number),
            ..Self::default()
        }
    }
}

/// "6.3": an article and its paragraph.
fn dotted(word: &str) -> Option<(u32, u32)> {
    let (article, paragraph) = word.split_once('.')?;
    Some((article.parse().ok()?, paragraph.parse().ok()?))
}

/// Articles with what stands below them, as targets write them: "6.3.d".
#[must_use]
pub fn combined(articles: &[Element], below: &[Vec<Element>]) -> Vec<String> {
    let mut targets = all_combined(articles, below);
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
                .map(String::as_str)
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
    targets.extend(letters.iter().map(|letter| format!("{path}.{letter}")));
}
