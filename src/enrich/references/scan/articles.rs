//! Articles of treaties with what stands below them, and the treaties that they belong to.

use super::super::names::Named;
use super::super::provisions::{Element, combined};
use super::super::{CitationKind, Reason};
use super::Scanner;

/// Provisions stand in no more levels than this.
const DEEPEST: usize = 8;
/// No list of articles has more groups, each with its own paragraphs.
const MOST_GROUPS: usize = 40;
/// The title of an article in brackets has no more words.
const LONGEST_TITLE: usize = 30;

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
    /// A provision that begins at `start` with "artículo" or "párrafo".
    pub(super) fn provisions(&mut self, start: usize) -> Option<usize> {
        let words = &self.language.references;
        if self.tokens.is_one_of(start, &words.article) {
            return self.articles(start, start, Vec::new());
        }
        let (below, at, start) = self.paragraphs(start)?;
        if self.tokens.is_one_of(at, &words.resolution) {
            return self.numbered(start, at, CitationKind::Resolution, &below);
        }
        if self.tokens.is_one_of(at, &words.decision) {
            return self.numbered(start, at, CitationKind::Decision, &below);
        }
        if self.tokens.is_one_of(at, &words.report) {
            return self.report(start, at, &below);
        }
        if self.tokens.is_one_of(at, &words.recommendation) {
            return self.part_of_recommendation(start, at, &below);
        }
        if self.tokens.is_one_of(at, &words.article) {
            return self.articles(start, at, below);
        }
        self.part_of_instrument(start, at, &below)
            .or_else(|| self.bare_paragraph(start, at, &below))
    }

    /// "apartado d) del párrafo 3 del", "párrafo 3, apartado d), del", "primer párrafo del": the lists, the token that
    /// they are followed by, and the one that they begin at.
    fn paragraphs(&self, start: usize) -> Option<(Vec<Vec<Element>>, usize, usize)> {
        let words = &self.language.references;
        let mut below: Vec<Vec<Element>> = Vec::new();
        let mut at = start;
        while self.tokens.is_one_of(at, &words.paragraph) {
            let (list, behind) = self.list(self.stop_behind(at + 1));
            if below.len() == DEEPEST {
                return None;
            }
            if list.is_empty() {
                let first = start.checked_sub(1).filter(|_| below.is_empty())?;
                let article = self.behind_links(at + 1);
                let is_whole = article > at + 1 && self.tokens.is_one_of(article, &words.article);
                let number = self.ordinal_word(first).filter(|_| is_whole)?;
                return Some((vec![vec![Element::numbered(number)]], article, first));
            }
            below.push(list);
            at = self.behind_pause(behind);
        }
        Some((below, at, start))
    }

    /// Behind "del", ", apartado" and ", del": what the provisions before are followed by.
    fn behind_pause(&self, from: usize) -> usize {
        let comma = from + 1;
        let goes_on = self.tokens.is_mark(from, ',')
            && (self.is_of(comma)
                || self
                    .tokens
                    .is_one_of(comma, &self.language.references.paragraph));
        self.behind_links(if goes_on { comma } else { from })
    }

    /// "artículo 6, párrafo 3, apartado d)", "artículos 6, párrafo 2, y 8, párrafo 1": `word` is the place of "artículo".
    fn articles(&mut self, start: usize, word: usize, above: Vec<Vec<Element>>) -> Option<usize> {
        let mut provisions = Vec::new();
        // The provision nearest to the article comes first from here on.
        let mut above = above;
        above.reverse();
        let mut at = self.stop_behind(word + 1);
        for _ in 0..MOST_GROUPS {
            let (articles, end) = self.list(at);
            if articles.is_empty() {
                return None;
            }
            let end = self.behind_phrase(end, &self.language.references.following);
            let (mut levels, end) = self.below(end);
            let has_levels = !levels.is_empty();
            levels.splice(0..0, std::mem::take(&mut above));
            provisions.extend(combined(&articles, &levels));
            at = end;
            let Some(next) = self.next_group(end).filter(|_| has_levels) else {
                break;
            };
            at = next;
        }
        self.enter(start, at, &provisions)
    }

    /// What stands below an article and behind it, and the token behind.
    fn below(&self, from: usize) -> (Vec<Vec<Element>>, usize) {
        let words = &self.language.references;
        let mut below = Vec::new();
        let mut at = self.behind_title(from);
        while below.len() < DEEPEST {
            let open = usize::from(self.tokens.is_mark(at, '('));
            let pause = at + open + usize::from(open == 0 && self.tokens.is_mark(at, ','));
            let lead = self.behind_phrase(pause, &words.particular);
            let word = self.behind_links(lead);
            // "artículo 6 del párrafo" says something else.
            if !self.tokens.is_one_of(word, &words.paragraph) || word > pause && lead == pause {
                break;
            }
            let (mut list, mut end) = self.list(self.stop_behind(word + 1));
            if list.is_empty() || self.is_of_another_text(end) {
                break;
            }
            if list.len() > 1 && self.is_article(end) {
                list.pop();
                end -= 2;
                below.push(list);
                return (below, end);
            }
            below.push(list);
            at = end + usize::from(open == 1 && self.tokens.is_mark(end, ')'));
        }
        let pause = at + usize::from(self.tokens.is_mark(at, ','));
        let is_part = !below.is_empty() || self.is_of(pause);
        (below, if is_part { at } else { from })
    }

    /// "artículos 6, párrafo 2, *8*, párrafo 1": whether the last number of a list has paragraphs of its own.
    fn is_article(&self, end: usize) -> bool {
        let words = &self.language.references;
        let open = self.tokens.is_mark(end, '(') || self.tokens.is_mark(end, ',');
        let word = end + usize::from(open);
        let is_plain = end > 1
            && self.tokens.number(end - 1).is_some()
            && (self.tokens.is_mark(end - 2, ',') || self.tokens.is_one_of(end - 2, &words.joints));
        if !is_plain || !self.tokens.is_one_of(word, &words.paragraph) {
            return false;
        }
        let (list, _) = self.list(self.stop_behind(word + 1));
        list.iter().any(|element| element.number.is_some())
    }

    /// "párrafo 3 *de la resolución*": whether a paragraph belongs to something else than the article before it.
    fn is_of_another_text(&self, end: usize) -> bool {
        let words = &self.language.references;
        let at = self.behind_links(end);
        let others = [
            &words.article,
            &words.resolution,
            &words.decision,
            &words.report,
            &words.recommendation,
        ];
        at > end && others.iter().any(|list| self.tokens.is_one_of(at, list))
    }

    /// "(Medidas fronterizas)": the token behind the title of an article.
    fn behind_title(&self, from: usize) -> usize {
        if !self.tokens.is_mark(from, '(') || !self.tokens.is_capital(from + 1) {
            return from;
        }
        let most = (from + 2 + LONGEST_TITLE).min(self.tokens.list.len());
        let close = (from + 2..most).find(|&at| self.tokens.is_mark(at, ')'));
        close.map_or(from, |close| close + 1)
    }

    /// ", y" behind provisions, where another article with its own paragraphs or its treaty follows.
    fn next_group(&self, end: usize) -> Option<usize> {
        let comma = end + usize::from(self.tokens.is_mark(end, ','));
        let is_joint = self
            .tokens
            .is_one_of(comma, &self.language.references.joints);
        if comma == end && !is_joint {
            return None;
        }
        let next = comma + usize::from(is_joint);
        let (articles, behind) = self.list(next);
        articles.first().and_then(|article| article.number)?;
        let (below, _) = self.below(behind);
        let is_article = !below.is_empty()
            || matches!(
                self.owner(behind),
                Owner::Treaty(..) | Owner::Instrument(..)
            );
        is_article.then_some(next)
    }

    /// "el párrafo 44 del Plan de Acción Mundial": a paragraph of the resolution that adopted an instrument.
    fn part_of_instrument(
        &mut self,
        start: usize,
        at: usize,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let Some((Named::Instrument(instrument), behind)) = self.names.find(&self.tokens, at)
        else {
            return None;
        };
        let act = self.names.instruments[instrument].1.as_ref()?;
        let act = format!("{}:{act}", CitationKind::Resolution.id());
        let (first, last) = (
            self.tokens.get(start)?.start,
            self.tokens.get(behind - 1)?.end,
        );
        self.cite_paragraphs(&act, below, first, last);
        self.name(at)
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
        let first = self.tokens.get(start)?.start;
        let last = self.tokens.get(end - 1)?.end;
        self.cite_paragraphs(&act, below, first, last);
        Some(end)
    }

    /// Cites the paragraphs of a resolution or decision.
    fn cite_paragraphs(&mut self, act: &str, below: &[Vec<Element>], first: usize, last: usize) {
        let kind = if act.starts_with(CitationKind::Decision.id()) {
            CitationKind::Decision
        } else {
            CitationKind::Resolution
        };
        for paragraph in below.iter().flatten().filter_map(|element| element.number) {
            self.cite(kind, format!("{act}#{paragraph}"), first, last);
        }
    }

    /// Enters provisions that end before token `end`, with the treaty that follows, and those behind it:
    /// "artículos 10 del Protocolo *y 27 de la Convención*" is one list for two treaties.
    fn enter(&mut self, start: usize, end: usize, provisions: &[String]) -> Option<usize> {
        let (mut behind, mut is_named) = self.enter_one(start, end, provisions)?;
        while is_named && let Some((end, articles)) = self.further(behind) {
            let provisions = combined(&articles, &[]);
            (behind, is_named) = self.enter_one(behind + 1, end, &provisions)?;
        }
        Some(behind)
    }

    /// Enters the provisions of one treaty; the token behind, and whether their treaty is named there.
    fn enter_one(
        &mut self,
        start: usize,
        end: usize,
        provisions: &[String],
    ) -> Option<(usize, bool)> {
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
        match owner {
            Owner::Instrument(instrument, _) => {
                self.settle(None);
                let target = format!("instrument:{}", self.names.instruments[instrument].0);
                self.cite(CitationKind::Instrument, target, first, last);
                return Some((behind, false));
            }
            Owner::Other(_) => {
                self.settle(None);
                // What follows may speak of it, so that no treaty named before is meant.
                self.found.context.treaty = None;
                self.found
                    .lost
                    .push((first, last, Reason::UnknownInstrument));
                return Some((behind, false));
            }
            // An instrument that is cited as a whole, with the article behind its name.
            Owner::Unnamed(_) if self.is_aside(self.instrument_end, start) => {
                return Some((behind, false));
            }
            Owner::Unnamed(_) | Owner::Treaty(..) => {}
        }
        for provision in provisions {
            self.pending.push(self.found.citations.len());
            self.cite(CitationKind::Article, provision.clone(), first, last);
        }
        self.pending_end = behind;
        if let Owner::Treaty(treaty, _) = owner {
            self.settle(Some(treaty));
            return Some((behind, true));
        }
        Some((behind, false))
    }

    /// The articles of a further treaty behind a joint, and the token behind them.
    fn further(&self, behind: usize) -> Option<(usize, Vec<Element>)> {
        if !self
            .tokens
            .is_one_of(behind, &self.language.references.joints)
        {
            return None;
        }
        let (articles, end) = self.list(behind + 1);
        let is_named = matches!(self.owner(end), Owner::Treaty(..));
        (!articles.is_empty() && is_named).then_some((end, articles))
    }

    /// Whether a token goes on about the name that ends before another: "…, artículo 12", "… (art. 12)".
    fn is_aside(&self, from: usize, to: usize) -> bool {
        let words = &self.language.references;
        let opens = self.tokens.is_mark(from, ',') || self.tokens.is_mark(from, '(');
        let lead = self.behind_phrase(from + usize::from(opens), &words.particular);
        from > 0 && opens && self.behind_links(lead) == to
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

    pub(super) fn is_of(&self, at: usize) -> bool {
        // The first two links are the prepositions.
        self.language.references.links[..2]
            .iter()
            .any(|word| word == self.tokens.word(at))
    }

    /// Whether a name goes on behind its first word: "Convención" + "sobre los Derechos del Niño".
    pub(super) fn goes_on(&self, behind: usize) -> bool {
        let words = &self.language.references;
        // "Protocolo Adicional", "Convención Marco"
        if self.tokens.is_capital(behind)
            || self.tokens.is_one_of(behind, &words.other_names)
            || self.is_of(behind) && self.tokens.year(behind + 1).is_some()
        {
            return true;
        }
        // "Protocolo a la Convención Americana"
        if self.tokens.is_one_of(behind, &words.annexed) {
            let named = self.names.find(&self.tokens, self.behind_links(behind + 1));
            return !matches!(named, None | Some((Named::Body(_), _)));
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
    pub(super) fn settle(&mut self, treaty: Option<usize>) {
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
}
