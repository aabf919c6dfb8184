//! The forms in which a text cites: articles of treaties, resolutions and decisions, document symbols,
//! named instruments, and earlier recommendations.
//!
//! The forms are those of the sources and of United Nations usage: "apartado a) del artículo 3 del
//! Protocolo", "artículo 6, párrafo 3 d), del Protocolo", "párrafos 2 y 3 del artículo 26", "artículos 32 y
//! 37", "párrafo 44 de la resolución 64/293 de la Asamblea General". The words stand in the language's table,
//! the names in the editors' list; what is said of neither is not guessed.

use crate::languages::Language;
use crate::text::is_symbol;

use super::names::{Named, Names, Trigger};
use super::provisions::{self, Element};
use super::tokens::{Kind, Tokens};
use super::{Citation, CitationKind, Reason};

/// What a text cites, before earlier recommendations are looked up.
#[derive(Debug, Default)]
pub struct Scan {
    /// Articles, resolutions, decisions, symbols, instruments, in the order of the text.
    pub citations: Vec<Citation>,
    /// What it says of earlier recommendations.
    pub asks: Vec<Ask>,
    /// What is cited but cannot be told: first and last byte, and why.
    pub lost: Vec<(usize, usize, Reason)>,
    /// What it named last, for what follows it.
    pub context: Context,
}

/// What was named last: what later words mean without naming it again.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The treaty, as a place in the editors' list.
    pub treaty: Option<usize>,
    /// The target of the resolution or decision.
    pub act: Option<String>,
}

/// Earlier recommendations as a text names them.
#[derive(Debug)]
pub struct Ask {
    /// First byte of the words that name them.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What is meant.
    pub what: What,
}

/// What an [`Ask`] means.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// Paragraphs of the report on a meeting, with letters where there are some.
    Paragraphs(Meant, Vec<Element>),
    /// Recommendations by their numbers, with letters where there are some.
    Numbers(Meant, Vec<Element>),
    /// All recommendations of a meeting.
    Meeting(Meant),
    /// A recommendation described by what it said.
    Description(Description),
    /// Recommendations by number, of another body.
    OfAnother,
    /// Recommendations by number, of a meeting that is not told.
    OfNone,
}

/// What a recommendation said, as a later text puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The meeting that made it, where that is told.
    pub meeting: Option<Meant>,
}

/// How a meeting is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// By its number.
    pub number: Option<u32>,
    /// By its year.
    pub year: Option<u32>,
    /// By the symbol of its report.
    pub symbol: Option<String>,
    /// It is the one that the text itself belongs to.
    pub is_present: bool,
}

/// Reads one text; `context` is what the words above it named last.
pub fn scan(text: &str, names: &Names, language: &Language, context: Context) -> Scan {
    let mut scanner = Scanner {
        tokens: Tokens::of(text),
        names,
        language,
        found: Scan {
            context,
            ..Scan::default()
        },
        pending: Vec::new(),
        pending_end: 0,
        instrument_end: 0,
        told: Vec::new(),
        is_session_told: false,
    };
    scanner.run();
    scanner.found
}

struct Scanner<'a> {
    tokens: Tokens<'a>,
    names: &'a Names,
    language: &'a Language,
    found: Scan,
    /// Provisions whose treaty has not been named yet: places in `found.citations`.
    pending: Vec<usize>,
    /// The token behind the last pending provision.
    pending_end: usize,
    /// The token behind the instrument named last.
    instrument_end: usize,
    /// What is told of acts without naming them.
    told: Vec<described::Told>,
    /// Whether the recommendations of the session that the text opens with were found.
    is_session_told: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.list.len() {
            let Some(trigger) = self.names.trigger(self.tokens.word(at)) else {
                at = self.symbol(at).unwrap_or(at + 1);
                continue;
            };
            let next = match trigger {
                Trigger::Provision => self.provisions(at),
                Trigger::Resolution => self.numbered(at, at, CitationKind::Resolution, &[]),
                Trigger::Decision => self.numbered(at, at, CitationKind::Decision, &[]),
                Trigger::Recommendation => self.recommendations(at),
                Trigger::Name | Trigger::Telling => None,
            };
            if next.is_none() && trigger != Trigger::Name && trigger != Trigger::Provision {
                self.told(at);
            }
            at = next.or_else(|| self.name(at)).unwrap_or(at + 1);
        }
        self.settle(None);
        self.descriptions();
        self.list_told();
        self.found
            .citations
            .sort_by_key(|citation| (citation.start, citation.end));
    }

    /// A list of numbers and letters, and the token behind it.
    fn list(&self, from: usize) -> (Vec<Element>, usize) {
        provisions::list(&self.tokens, &self.language.references, from)
    }

    /// The token behind "de la", "del mismo" and their like.
    fn behind_links(&self, from: usize) -> usize {
        let mut at = from;
        while at < from + 4 && self.tokens.is_one_of(at, &self.language.references.links) {
            at += 1;
        }
        at
    }

    /// The token behind one of some phrases, where one stands there.
    fn behind_phrase(&self, at: usize, phrases: &[String]) -> usize {
        self.tokens.phrase(at, phrases).unwrap_or(at)
    }

    /// Behind the full stop of "art." or "párr.".
    fn stop_behind(&self, at: usize) -> usize {
        at + usize::from(self.tokens.is_mark(at, '.'))
    }

    fn cite(&mut self, kind: CitationKind, target: String, start: usize, end: usize) {
        self.found.citations.push(Citation {
            kind,
            target,
            start,
            end,
        });
    }

    /// A document symbol: "CTOC/COP/WG.4/2009/2".
    fn symbol(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let words = &self.tokens.text[token.start..token.end];
        if !words.contains('/') || !is_symbol(words) {
            return None;
        }
        let (kind, target) = match self.names.act_of_symbol(words) {
            Some(kind) => {
                let target = format!("{}:{words}", kind.id());
                self.found.context.act = Some(target.clone());
                (kind, target)
            }
            None => (CitationKind::Symbol, format!("symbol:{words}")),
        };
        if kind != CitationKind::Symbol {
            return Some(self.act_by_symbol(at, &target));
        }
        self.cite(kind, target, token.start, token.end);
        let symbol = words.to_owned();
        Some(self.passage(at, symbol).unwrap_or(at + 1))
    }

    /// "CTOC/COP/WG.4/2009/2, párr. 17", "CTOC/COP/WG.4/2011/8, secc. II.A.5": a passage of a document.
    fn passage(&mut self, symbol_at: usize, symbol: String) -> Option<usize> {
        let words = &self.language.references;
        let at = symbol_at + 1 + usize::from(self.tokens.is_mark(symbol_at + 1, ','));
        if self.tokens.is_one_of(at, &words.section) {
            let named = self.stop_behind(at + 1);
            let is_named = !matches!(self.tokens.get(named)?.kind, Kind::Mark(_));
            let end = named + usize::from(is_named);
            let (first, last) = (
                self.tokens.get(symbol_at)?.start,
                self.tokens.get(end - 1)?.end,
            );
            self.found.lost.push((first, last, Reason::UnknownPassage));
            return Some(end);
        }
        if self.tokens.is_one_of(at, &words.recommendation) {
            return self.numbers_of_symbol(at, symbol);
        }
        if !self.tokens.is_one_of(at, &words.paragraph) {
            return None;
        }
        let (list, end) = self.list(self.stop_behind(at + 1));
        let meant = Meant {
            symbol: Some(symbol),
            ..Meant::default()
        };
        if list.iter().any(|element| element.number.is_some()) {
            self.ask(at, end, What::Paragraphs(meant, list));
        }
        Some(end)
    }

    /// A name of the editors' list.
    fn name(&mut self, at: usize) -> Option<usize> {
        let (named, behind) = self.names.find(&self.tokens, at)?;
        if matches!(named, Named::Treaty(_) | Named::Bare(_)) {
            // What went before spoke of what was named before.
            self.settle(None);
        }
        match named {
            Named::Treaty(treaty) => self.found.context.treaty = Some(treaty),
            Named::Bare(treaty) if !self.goes_on(behind) => {
                self.found.context.treaty = Some(treaty);
            }
            Named::Instrument(instrument) => {
                let (id, act) = &self.names.instruments[instrument];
                let target = format!("instrument:{id}");
                if let Some(act) = act {
                    self.found.context.act =
                        Some(format!("{}:{act}", CitationKind::Resolution.id()));
                }
                let start = self.tokens.get(at)?.start;
                let end = self.tokens.get(behind - 1)?.end;
                self.cite(CitationKind::Instrument, target, start, end);
                self.instrument_end = behind;
            }
            Named::Bare(_) => {
                // What follows may speak of this other treaty.
                self.found.context.treaty = None;
                return None;
            }
            Named::Body(_) => return None,
        }
        Some(behind)
    }

    /// "tercera reunión": the number of the meeting.
    fn ordinal(&self, at: usize) -> Option<u32> {
        let is_meeting = self
            .tokens
            .is_one_of(at + 1, &self.language.meetings.words[..1]);
        is_meeting.then(|| self.ordinal_word(at)).flatten()
    }

    /// "tercera", "11ª".
    fn ordinal_word(&self, at: usize) -> Option<u32> {
        let table = &self.language.meetings;
        let word = self.tokens.word(at);
        table
            .ordinals
            .iter()
            .zip(1..)
            .find(|(forms, _)| forms.iter().any(|form| form == word))
            .map(|(_, number)| number)
            .or_else(|| {
                let figures = word.trim_end_matches(|c: char| !c.is_ascii_digit());
                // "9.ª"
                let sign = word[figures.len()..].trim_start_matches('.');
                (table.ordinal_signs.iter().any(|other| other == sign))
                    .then(|| figures.parse().ok())
                    .flatten()
            })
    }
}

mod acts;
mod articles;
mod bodies;
mod described;
mod recalled;
#[cfg(test)]
mod tests;
mod whose;
