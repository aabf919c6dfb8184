//! Resolutions and decisions, alone, in lists, and by paragraph.

use crate::text::is_symbol;

use super::super::names::Named;
use super::super::{CitationKind, Reason};
use super::{Element, Scanner};

/// A resolution or decision as a text numbers it.
struct Act {
    number: String,
    year: Option<u32>,
    symbol: Option<String>,
    /// The token behind it.
    behind: usize,
}

impl Scanner<'_> {
    /// Resolutions and decisions: "resolución 64/293 de la Asamblea General", "resoluciones 7/1 y 8/2".
    pub(super) fn numbered(
        &mut self,
        start: usize,
        word: usize,
        kind: CitationKind,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let mut acts: Vec<Act> = Vec::new();
        let mut at = word + 1;
        while let Some(act) = self.act(at) {
            at = act.behind;
            acts.push(act);
            let joint = self.tokens.is_mark(at, ',')
                || self.tokens.is_one_of(at, &self.language.references.joints);
            if !joint || self.act(at + 1).is_none() {
                break;
            }
            at += 1;
        }
        let mut end = acts.last()?.behind;
        let owner = self.behind_links(end);
        let mut body = None;
        let mut is_foreign = false;
        if owner > end {
            match self.names.find(&self.tokens, owner) {
                Some((Named::Body(named), behind)) => {
                    body = Some(named);
                    end = behind;
                }
                _ => {
                    is_foreign = self.tokens.get(owner).is_some_and(|token| {
                        self.tokens.text[token.start..].starts_with(char::is_uppercase)
                    });
                }
            }
        }
        let mut paragraphs: Vec<u32> = below
            .iter()
            .flatten()
            .filter_map(|element| element.number)
            .collect();
        // "resolución 64/293 de la Asamblea General, párr. 44"
        let behind = end + usize::from(self.tokens.is_mark(end, ','));
        if paragraphs.is_empty()
            && self
                .tokens
                .is_one_of(behind, &self.language.references.paragraph)
        {
            let (list, after) = self.list(self.stop_behind(behind + 1));
            let is_own = !self
                .tokens
                .is_one_of(self.behind_links(after), &self.language.references.article);
            if !list.is_empty() && is_own && self.behind_links(after) == after {
                paragraphs.extend(list.iter().filter_map(|element| element.number));
                end = after;
            }
        }
        let first = self.tokens.get(start)?.start;
        let last = self.tokens.get(end - 1)?.end;
        for act in &acts {
            let target = match &act.symbol {
                Some(symbol) => Some(format!("{}:{symbol}", kind.id())),
                None if is_foreign => None,
                None => self.names.act(kind, &act.number, act.year, body),
            };
            let Some(target) = target else {
                self.found.lost.push((first, last, Reason::UnknownBody));
                continue;
            };
            self.found.context.act = Some(target.clone());
            if paragraphs.is_empty() || acts.len() > 1 {
                self.cite(kind, target, first, last);
            } else {
                for paragraph in &paragraphs {
                    self.cite(kind, format!("{target}#{paragraph}"), first, last);
                }
            }
        }
        Some(end)
    }

    /// The number of a resolution or decision at a token: "7/1", "2331 (2016)", "A/RES/64/293".
    fn act(&self, at: usize) -> Option<Act> {
        let token = self.tokens.get(at)?;
        let words = &self.tokens.text[token.start..token.end];
        if is_symbol(words) && self.names.act_of_symbol(words).is_some() {
            return Some(Act {
                number: String::new(),
                year: None,
                symbol: Some(words.to_owned()),
                behind: at + 1,
            });
        }
        let is_number = words.starts_with(|c: char| c.is_ascii_digit())
            && (words.contains('/') || self.tokens.number(at).is_some());
        let year = (self.tokens.is_mark(at + 1, '(') && self.tokens.is_mark(at + 3, ')'))
            .then(|| self.tokens.number(at + 2))
            .flatten();
        is_number.then(|| Act {
            number: words.to_owned(),
            year,
            symbol: None,
            behind: at + if year.is_some() { 4 } else { 1 },
        })
    }
}
