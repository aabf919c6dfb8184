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
use super::provisions::{self, Element, combined};
use super::tokens::Tokens;
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
    /// Paragraphs of the report on a meeting.
    Paragraphs(Meant, Vec<u32>),
    /// Recommendations by their numbers, with letters where there are some.
    Numbers(Meant, Vec<Element>),
    /// All recommendations of a meeting.
    Meeting(Meant),
    /// A recommendation described by what it said, in the bytes from `.0` to `.1`.
    Description(usize, usize),
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
}

/// How many tokens behind "informe" may tell which report is meant.
const REPORT_REACH: usize = 48;

/// Provisions stand in no more levels than this.
const DEEPEST: usize = 8;

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
    /// What is told of acts without naming them.
    told: Vec<described::Told>,
    /// Whether the recommendations of the session that the text opens with were found.
    is_session_told: bool,
}

/// What stands behind a provision.
enum Owner {
    /// A treaty, and the token behind its name.
    Treaty(usize, usize),
    /// An instrument that is cited as a whole, likewise.
    Instrument(usize, usize),
    /// Something that is not listed.
    Other(usize),
    /// Nothing, or what was named before; the token behind the words that say so.
    Unnamed(usize),
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

    /// A provision that begins at `start` with "artículo" or "párrafo".
    fn provisions(&mut self, start: usize) -> Option<usize> {
        let words = &self.language.references;
        let mut below: Vec<Vec<Element>> = Vec::new();
        let mut at = start;
        while self.tokens.is_one_of(at, &words.paragraph) {
            let (list, behind) = self.list(self.stop_behind(at + 1));
            if list.is_empty() || below.len() == DEEPEST {
                return None;
            }
            below.push(list);
            at = self.behind_links(behind);
        }
        if self.tokens.is_one_of(at, &words.resolution) {
            return self.numbered(start, at, CitationKind::Resolution, &below);
        }
        if self.tokens.is_one_of(at, &words.decision) {
            return self.numbered(start, at, CitationKind::Decision, &below);
        }
        if self.tokens.is_one_of(at, &words.report) {
            return self.report(start, at, &below);
        }
        if !self.tokens.is_one_of(at, &words.article) {
            return self.bare_paragraph(start, at, &below);
        }
        // The provision nearest to the article comes first from here on.
        below.reverse();
        let (articles, mut at) = self.list(self.stop_behind(at + 1));
        if articles.is_empty() {
            return None;
        }
        loop {
            let behind = at + usize::from(self.tokens.is_mark(at, ','));
            if !self.tokens.is_one_of(behind, &words.paragraph) {
                break;
            }
            let (list, end) = self.list(self.stop_behind(behind + 1));
            if list.is_empty() {
                break;
            }
            below.push(list);
            at = end;
        }
        let provisions = combined(&articles, &below);
        self.enter(start, at, &provisions)
    }

    /// "(párr. 16)": a paragraph of what was named before.
    fn bare_paragraph(
        &mut self,
        start: usize,
        end: usize,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let stands_alone =
            start > 0 && self.tokens.is_mark(start - 1, '(') && self.tokens.is_mark(end, ')');
        let act = self.found.context.act.clone().filter(|_| stands_alone)?;
        let kind = if act.starts_with(CitationKind::Decision.id()) {
            CitationKind::Decision
        } else {
            CitationKind::Resolution
        };
        let first = self.tokens.get(start)?.start;
        let last = self.tokens.get(end - 1)?.end;
        for paragraph in below.iter().flatten().filter_map(|element| element.number) {
            self.cite(kind, format!("{act}#{paragraph}"), first, last);
        }
        Some(end)
    }

    /// Behind the full stop of "art." or "párr.".
    fn stop_behind(&self, at: usize) -> usize {
        at + usize::from(self.tokens.is_mark(at, '.'))
    }

    /// Enters provisions that end before token `end`, with the treaty that follows.
    fn enter(&mut self, start: usize, end: usize, provisions: &[String]) -> Option<usize> {
        if !self.pending.is_empty() && !self.is_bridge(self.pending_end, start) {
            self.settle(None);
        }
        let first = self.tokens.get(start)?.start;
        let owner = self.owner(end);
        let behind = match owner {
            Owner::Treaty(_, behind)
            | Owner::Instrument(_, behind)
            | Owner::Other(behind)
            | Owner::Unnamed(behind) => behind.max(end),
        };
        let last = self.tokens.get(behind.min(self.tokens.list.len()) - 1)?.end;
        if let Owner::Instrument(instrument, _) = owner {
            self.settle(None);
            let target = format!("instrument:{}", self.names.instruments[instrument].0);
            self.cite(CitationKind::Instrument, target, first, last);
            return Some(behind);
        }
        if let Owner::Other(_) = owner {
            self.settle(None);
            self.found
                .lost
                .push((first, last, Reason::UnknownInstrument));
            return Some(behind);
        }
        for provision in provisions {
            self.pending.push(self.found.citations.len());
            self.found.citations.push(Citation {
                kind: CitationKind::Article,
                target: provision.clone(),
                start: first,
                end: last,
            });
        }
        self.pending_end = behind;
        if let Owner::Treaty(treaty, _) = owner {
            self.settle(Some(treaty));
            return Some(self.further(behind).unwrap_or(behind));
        }
        Some(behind)
    }

    /// "artículos 10 del Protocolo *y 27 de la Convención*": one list for two treaties.
    fn further(&mut self, behind: usize) -> Option<usize> {
        if !self
            .tokens
            .is_one_of(behind, &self.language.references.joints)
        {
            return None;
        }
        let (articles, end) = self.list(behind + 1);
        let is_named = matches!(self.owner(end), Owner::Treaty(..));
        (!articles.is_empty() && is_named)
            .then(|| self.enter(behind + 1, end, &combined(&articles, &[])))
            .flatten()
    }

    /// Whether only words that lead from one provision to the next stand between two tokens.
    fn is_bridge(&self, from: usize, to: usize) -> bool {
        to - from <= 5
            && (from..to).all(|at| {
                self.tokens.is_mark(at, ',')
                    || self.tokens.is_one_of(at, &self.language.references.bridges)
            })
    }

    /// What the provisions before token `end` belong to.
    fn owner(&self, end: usize) -> Owner {
        let comma = usize::from(self.tokens.is_mark(end, ','));
        let from = end + comma;
        let at = self.behind_links(from);
        // Behind a comma, only "de" goes on with the provision; all else begins a new thought.
        if at == from || comma == 1 && !self.is_of(from) {
            return Owner::Unnamed(end);
        }
        if self.tokens.is_one_of(at, &self.language.references.same) {
            return Owner::Unnamed(at + 1);
        }
        match self.names.find(&self.tokens, at) {
            Some((Named::Treaty(treaty), behind)) => Owner::Treaty(treaty, behind),
            Some((Named::Bare(treaty), behind)) if !self.goes_on(behind) => {
                Owner::Treaty(treaty, behind)
            }
            Some((Named::Instrument(instrument), behind)) => Owner::Instrument(instrument, behind),
            Some((_, behind)) => Owner::Other(behind),
            None => Owner::Other(at + 1),
        }
    }

    fn is_of(&self, at: usize) -> bool {
        // The first two links are the prepositions.
        self.language.references.links[..2]
            .iter()
            .any(|word| word == self.tokens.word(at))
    }

    /// Whether a name goes on behind its first word: "Convención" + "sobre los Derechos del Niño".
    fn goes_on(&self, behind: usize) -> bool {
        let words = &self.language.references;
        if self.tokens.is_one_of(behind, &words.other_names) {
            return true;
        }
        if !self.tokens.is_one_of(behind, &words.other_openings) {
            return false;
        }
        let at = self.behind_links(behind + 1);
        self.tokens
            .get(at)
            .is_some_and(|token| self.tokens.text[token.start..].starts_with(char::is_uppercase))
    }

    /// Gives the pending provisions their treaty: the one named behind them, or the one the text spoke of.
    fn settle(&mut self, treaty: Option<usize>) {
        let treaty = treaty
            .inspect(|&treaty| self.found.context.treaty = Some(treaty))
            .or(self.found.context.treaty);
        let pending = std::mem::take(&mut self.pending);
        match treaty {
            Some(treaty) => {
                for at in pending {
                    let provision = &mut self.found.citations[at].target;
                    *provision = format!("{}:{provision}", self.names.treaties[treaty]);
                }
            }
            None => {
                for &at in pending.iter().rev() {
                    let citation = self.found.citations.remove(at);
                    let place = (citation.start, citation.end, Reason::NoTreaty);
                    if self.found.lost.last() != Some(&place) {
                        self.found.lost.push(place);
                    }
                }
            }
        }
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
        self.cite(kind, target, token.start, token.end);
        let symbol = words.to_owned();
        Some(self.passage(at, symbol).unwrap_or(at + 1))
    }

    /// "CTOC/COP/WG.4/2009/2, párr. 17", "CTOC/COP/WG.4/2011/8, secc. II.A.5": a passage of a document.
    fn passage(&mut self, symbol_at: usize, symbol: String) -> Option<usize> {
        let words = &self.language.references;
        let at = symbol_at + 1 + usize::from(self.tokens.is_mark(symbol_at + 1, ','));
        if self.tokens.is_one_of(at, &words.section) {
            let end = self.stop_behind(at + 1) + 1;
            let (first, last) = (
                self.tokens.get(symbol_at)?.start,
                self.tokens.get(end - 1)?.end,
            );
            self.found.lost.push((first, last, Reason::UnknownPassage));
            return Some(end);
        }
        if !self.tokens.is_one_of(at, &words.paragraph) {
            return None;
        }
        let (list, end) = self.list(self.stop_behind(at + 1));
        let paragraphs: Vec<u32> = list.iter().filter_map(|element| element.number).collect();
        let meant = Meant {
            symbol: Some(symbol),
            ..Meant::default()
        };
        if !paragraphs.is_empty() {
            self.ask(at, end, What::Paragraphs(meant, paragraphs));
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
            }
            Named::Bare(_) | Named::Body(_) => return None,
        }
        Some(behind)
    }

    /// "párrafo 17 del informe … 2009": `word` is the place of "informe".
    fn report(&mut self, start: usize, word: usize, below: &[Vec<Element>]) -> Option<usize> {
        let (meant, end) = self.meant(word + 1)?;
        let paragraphs: Vec<u32> = below
            .iter()
            .flatten()
            .filter_map(|element| element.number)
            .collect();
        self.ask(start, end, What::Paragraphs(meant, paragraphs));
        Some(word + 1)
    }

    /// "recomendación 12 de la quinta reunión", "las recomendaciones propuestas durante su tercera reunión".
    fn recommendations(&mut self, start: usize) -> Option<usize> {
        let (numbers, behind) = self.list(start + 1);
        if numbers.is_empty() {
            let (number, end) =
                (behind..behind + 7).find_map(|at| Some((self.ordinal(at)?, at + 2)))?;
            let meant = Meant {
                number: Some(number),
                ..Meant::default()
            };
            self.ask(start, end, What::Meeting(meant));
            return Some(end);
        }
        // "recomendación 35 del GAFI": whose it is must be said soon.
        let (meant, end) = self.meant(behind).filter(|(_, end)| *end <= behind + 16)?;
        self.ask(start, end, What::Numbers(meant, numbers));
        Some(behind)
    }

    fn ask(&mut self, start: usize, end: usize, what: What) {
        if let (Some(first), Some(last)) = (self.tokens.get(start), self.tokens.get(end - 1)) {
            self.found.asks.push(Ask {
                start: first.start,
                end: last.end,
                what,
            });
        }
    }

    /// The meeting that the rest of a sentence names, and the token behind the words that name it.
    fn meant(&self, from: usize) -> Option<(Meant, usize)> {
        let mut meant = Meant::default();
        let mut end = from;
        for at in from..(from + REPORT_REACH).min(self.tokens.list.len()) {
            let token = self.tokens.list[at];
            let words = &self.tokens.text[token.start..token.end];
            if matches!(words, ";" | ":") || words == "." {
                break;
            }
            if let Some(number) = self.ordinal(at) {
                meant.number.get_or_insert(number);
                end = at + 2;
            } else if let Some(year) = self.tokens.number(at).filter(|n| (1990..2200).contains(n))
                && meant.year.is_none()
            {
                meant.year = Some(year);
                end = at + 1;
            } else if words.contains('/') && is_symbol(words) {
                // A symbol names the report beyond doubt, and ends what names it.
                meant.symbol = Some(words.to_owned());
                break;
            }
        }
        (meant != Meant::default()).then_some((meant, end))
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
                let sign = &word[figures.len()..];
                (table.ordinal_signs.iter().any(|other| other == sign))
                    .then(|| figures.parse().ok())
                    .flatten()
            })
    }

    /// "reiterar su recomendación anterior de que …".
    fn descriptions(&mut self) {
        let Some((at, from)) = self.names.again(&self.tokens.lower) else {
            return;
        };
        let rest = &self.tokens.text[from..];
        let length = rest.find([';', '.']).unwrap_or(rest.len());
        self.found.asks.push(Ask {
            start: at,
            end: from + length,
            what: What::Description(from, from + length),
        });
    }
}

mod acts;
mod described;
#[cfg(test)]
mod tests;
