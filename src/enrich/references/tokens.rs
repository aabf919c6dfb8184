//! A text as the signs that references are made of: words, numbers, single marks.

use crate::languages::lower_in_place;

/// A stretch of a text without spaces: a word, a number, or one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or letters and figures, with the signs that hold a symbol together.
    Word,
    /// Figures that fit a number.
    Number(u32),
    /// Any other character.
    Mark(char),
}

/// A text with its tokens.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The text.
    pub text: &'a str,
    /// The same in lower case, byte for byte at its place.
    pub lower: String,
    /// Its tokens, ascending.
    pub list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    /// Cuts a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut list = Vec::with_capacity(text.len() / 5);
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            if !c.is_alphanumeric() {
                let end = start + c.len_utf8();
                list.push(Token {
                    start,
                    end,
                    kind: Kind::Mark(c),
                });
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = chars.peek() {
                // "CTOC/COP/WG.4/2009/2", "64/293" and "6.3" are one; a stop that ends a sentence is none of it.
                let holds = matches!(next, '/' | '.')
                    && text[at + 1..].starts_with(|after: char| after.is_alphanumeric());
                if !next.is_alphanumeric() && !holds {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            let kind = text[start..end].parse().map_or(Kind::Word, Kind::Number);
            list.push(Token { start, end, kind });
        }
        Self {
            text,
            lower: lower_in_place(text),
            list,
        }
    }

    /// The token at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// A token's letters in lower case; empty behind the end.
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        self.get(at)
            .map_or("", |token| &self.lower[token.start..token.end])
    }

    /// The words from a token to the one before `end`, in lower case.
    #[must_use]
    pub fn lower_between(&self, at: usize, end: usize) -> &str {
        let last = end.checked_sub(1).and_then(|last| self.get(last));
        match (self.get(at), last) {
            (Some(first), Some(last)) if first.start < last.end => {
                &self.lower[first.start..last.end]
            }
            _ => "",
        }
    }

    /// Whether the token is one of some words.
    #[must_use]
    pub fn is_one_of(&self, at: usize, words: &[String]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|other| other == word)
    }

    /// Whether the token is this mark.
    #[must_use]
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at)
            .is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// The number at a place.
    #[must_use]
    pub fn number(&self, at: usize) -> Option<u32> {
        match self.get(at)?.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number at a place, also where it is written as an ordinal: "1º", "9.ª".
    #[must_use]
    pub fn counted(&self, at: usize) -> Option<u32> {
        let ordinal = || {
            let figures = self.word(at).strip_suffix(['º', 'ª'])?;
            figures.strip_suffix('.').unwrap_or(figures).parse().ok()
        };
        self.number(at).or_else(ordinal)
    }

    /// Whether nothing stands between a token and the one behind it.
    #[must_use]
    pub fn are_joined(&self, at: usize) -> bool {
        let next = self.get(at + 1).map(|token| token.start);
        next.is_some() && next == self.get(at).map(|token| token.end)
    }

    /// The token behind the longest of some phrases that begins at a place.
    #[must_use]
    pub fn phrase(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let ends = phrases.iter().filter_map(|phrase| self.name(at, phrase));
        ends.max()
    }

    /// Whether the token begins with a capital letter and is a word, not a symbol.
    #[must_use]
    pub fn is_capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| {
            let word = &self.text[token.start..token.end];
            word.starts_with(char::is_uppercase) && !word.contains('/')
        })
    }

    /// The year at a place.
    #[must_use]
    pub fn year(&self, at: usize) -> Option<u32> {
        self.number(at)
            .filter(|number| (1900..2200).contains(number))
    }

    /// The letter or roman numeral with its bracket at a place: "d)".
    #[must_use]
    pub fn letter(&self, at: usize) -> Option<&str> {
        let token = self.get(at)?;
        let word = self.word(at);
        let is_letter = token.kind == Kind::Word
            && (word.chars().count() == 1 || word.bytes().all(|byte| b"ivx".contains(&byte)))
            && word.len() <= 4;
        let bracket = self.get(at + 1)?;
        (is_letter && bracket.kind == Kind::Mark(')') && bracket.start == token.end).then_some(word)
    }

    /// The first token that begins at a byte or behind it.
    #[must_use]
    pub fn at_byte(&self, byte: usize) -> usize {
        self.list.partition_point(|token| token.start < byte)
    }

    /// Whether a name begins at a token, and the token behind it.
    #[must_use]
    pub fn name(&self, at: usize, name: &str) -> Option<usize> {
        let start = self.get(at)?.start;
        let rest = self.lower[start..].strip_prefix(name)?;
        let is_whole = name.ends_with(|c: char| !c.is_alphanumeric())
            || !rest.starts_with(char::is_alphanumeric);
        is_whole.then(|| self.at_byte(start + name.len()))
    }
}
