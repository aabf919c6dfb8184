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

/// Whose act it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Issuer {
    /// A body of the editors' list, by its place.
    Body(usize),
    /// Another body.
    Other,
    /// Nobody is named.
    Unsaid,
}

/// Acts that are cited together.
struct Group {
    /// First byte.
    first: usize,
    acts: Vec<Act>,
    issuer: Issuer,
    /// What is cited of the act, where there is one.
    paragraphs: Vec<u32>,
    /// The token behind.
    end: usize,
}

/// No list of acts has more groups, each with its own paragraphs or body.
const MOST_GROUPS: usize = 200;
/// So many words may stand between "resolución" and its number, where a body that is not listed is named there.
const LONGEST_BODY: usize = 14;

impl Scanner<'_> {
    /// Resolutions and decisions: "resolución 64/293 de la Asamblea General", "resoluciones 7/1 y 8/2",
    /// "resolución de la Asamblea General 64/293".
    pub(super) fn numbered(
        &mut self,
        start: usize,
        word: usize,
        kind: CitationKind,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let (before, from) = self.issuer_before(word + 1);
        let mut groups: Vec<Group> = Vec::new();
        let mut at = from;
        while groups.len() < MOST_GROUPS
            && let Some(group) = self.group(at, before)
        {
            let end = group.end;
            groups.push(group);
            let Some(next) = self.next_act(end) else {
                break;
            };
            at = next;
        }
        let end = groups.last()?.end;
        let first = self.tokens.get(start)?.start;
        let paragraphs = numbers(below);
        if !paragraphs.is_empty() && groups.len() == 1 && groups[0].acts.len() == 1 {
            groups[0].paragraphs = paragraphs;
        }
        // "61/144 (párr. 3) y 64/293 (párr. 44) de la Asamblea General": the body behind the last is that of all.
        let mut issuer = before;
        for group in groups.iter_mut().rev() {
            if group.issuer == Issuer::Unsaid {
                group.issuer = issuer;
            }
            issuer = group.issuer;
        }
        for (at, group) in groups.iter().enumerate() {
            let first = if at == 0 { first } else { group.first };
            let last = self.byte_end(group.end);
            for act in &group.acts {
                self.cite_act(kind, act, group.issuer, &group.paragraphs, (first, last));
            }
        }
        Some(end)
    }

    /// The acts at a token, what is cited of them, and whose they are; `before` is the body named before the number.
    fn group(&self, from: usize, before: Issuer) -> Option<Group> {
        let acts = self.acts(from);
        let behind = acts.last()?.behind;
        let mut group = Group {
            first: self.tokens.get(from)?.start,
            issuer: before,
            paragraphs: Vec::new(),
            end: behind,
            acts,
        };
        let is_single = group.acts.len() == 1;
        let part = is_single.then(|| self.paragraphs_behind(behind)).flatten();
        let between = part.as_ref().map_or(behind, |(_, end)| *end);
        let date = self.behind_date(between);
        if before == Issuer::Unsaid {
            // "resolución 64/293 (párr. 44), de 30 de julio de 2010, de la Asamblea General"
            let pause = self.tokens.is_mark(date, ',') && self.is_of(date + 1);
            let (issuer, end) = self.issuer(date + usize::from(pause));
            if issuer != Issuer::Unsaid {
                (group.issuer, group.end) = (issuer, end);
                group.paragraphs = part.map(|(list, _)| list).unwrap_or_default();
            } else if let Some((list, end)) = part {
                (group.paragraphs, group.end) = (list, end);
            }
        } else if let Some((list, end)) = part {
            (group.paragraphs, group.end) = (list, end);
        }
        if is_single
            && group.paragraphs.is_empty()
            && let Some((list, end)) = self.paragraphs_behind(group.end)
        {
            (group.paragraphs, group.end) = (list, end);
        }
        Some(group)
    }

    /// ", de 30 de julio de 2010": the token behind a date.
    fn behind_date(&self, from: usize) -> usize {
        let of = from + usize::from(self.tokens.is_mark(from, ','));
        if !self.is_of(of) {
            return from;
        }
        let mut at = of + 1;
        let is_day = self.tokens.number(at).is_some_and(|day| day < 32);
        if is_day {
            at += 1 + usize::from(self.is_of(at + 1));
        }
        let months = &self.language.months;
        if self.tokens.is_one_of(at, months) {
            at += 1 + usize::from(self.is_of(at + 1));
        }
        self.tokens.year(at).map_or(from, |_| at + 1)
    }

    /// ", y 63/156" behind other acts: the token of the number.
    fn next_act(&self, end: usize) -> Option<usize> {
        let date = self.behind_date(end);
        let joint = date + usize::from(self.tokens.is_mark(date, ','));
        let is_joint = self
            .tokens
            .is_one_of(joint, &self.language.references.joints);
        let number = joint + usize::from(is_joint);
        let is_act = number > date
            && self
                .act(number)
                .is_some_and(|act| act.symbol.is_some() || act.number.contains('/'));
        is_act.then_some(number)
    }

    /// Cites one of them, or its paragraphs.
    fn cite_act(
        &mut self,
        kind: CitationKind,
        act: &Act,
        issuer: Issuer,
        paragraphs: &[u32],
        (first, last): (usize, usize),
    ) {
        let body = match issuer {
            Issuer::Body(body) => Some(body),
            Issuer::Other | Issuer::Unsaid => None,
        };
        let target = match &act.symbol {
            Some(symbol) => Some(format!("{}:{symbol}", kind.id())),
            None if issuer == Issuer::Other => None,
            None => self.names.act(kind, &act.number, act.year, body),
        };
        let Some(target) = target else {
            let reason = match issuer {
                Issuer::Other => Reason::UnlistedBody,
                Issuer::Body(_) | Issuer::Unsaid => Reason::UnknownBody,
            };
            self.found.lost.push((first, last, reason));
            return;
        };
        self.found.context.act = Some(target.clone());
        if paragraphs.is_empty() {
            self.cite(kind, target, first, last);
            return;
        }
        for paragraph in paragraphs {
            self.cite(kind, format!("{target}#{paragraph}"), first, last);
        }
    }

    /// "A/RES/64/293, párr. 44": an act by its symbol alone; the token behind.
    pub(super) fn act_by_symbol(&mut self, at: usize, target: &str) -> usize {
        let (paragraphs, behind) = self
            .paragraphs_behind(at + 1)
            .unwrap_or((Vec::new(), at + 1));
        let bytes = self
            .tokens
            .get(at)
            .map_or((0, 0), |token| (token.start, self.byte_end(behind)));
        let kind = self
            .names
            .act_of_symbol(target.split_once(':').map_or("", |(_, act)| act));
        let kind = kind.unwrap_or(CitationKind::Resolution);
        if paragraphs.is_empty() {
            self.cite(kind, target.to_owned(), bytes.0, bytes.1);
        }
        for paragraph in paragraphs {
            self.cite(kind, format!("{target}#{paragraph}"), bytes.0, bytes.1);
        }
        behind
    }

    /// A list of them.
    fn acts(&self, from: usize) -> Vec<Act> {
        let mut acts: Vec<Act> = Vec::new();
        let mut at = from;
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
        acts
    }

    /// "de la Asamblea General": whose acts those before are, and the token behind.
    fn issuer(&self, from: usize) -> (Issuer, usize) {
        let at = self.behind_links(from);
        if at == from {
            return (Issuer::Unsaid, from);
        }
        match self.names.find(&self.tokens, at) {
            Some((Named::Body(body), behind)) if !self.goes_elsewhere(behind) => {
                (Issuer::Body(body), behind)
            }
            Some((Named::Body(_), behind)) => (Issuer::Other, behind),
            _ if self.tokens.is_capital(at) => (Issuer::Other, at + 1),
            _ => (Issuer::Unsaid, from),
        }
    }

    /// "resolución *de la Asamblea General* 64/293": whose it is, and the token of the number.
    fn issuer_before(&self, from: usize) -> (Issuer, usize) {
        let from = self.behind_number_word(from);
        let at = self.behind_links(from);
        if at == from || !self.tokens.is_capital(at) {
            return (Issuer::Unsaid, from);
        }
        let is_act = |at: usize| {
            let act = self.act(at);
            act.is_some_and(|act| {
                act.symbol.is_some() || act.year.is_some() || act.number.contains('/')
            })
        };
        if let Some((Named::Body(body), behind)) = self.names.find(&self.tokens, at) {
            let number = self.behind_number_word(behind);
            if is_act(number) {
                return (Issuer::Body(body), number);
            }
        }
        let words = &self.language.references;
        let joins = [
            &words.links,
            &words.joints,
            &words.other_openings,
            &words.described.subjects,
        ];
        // Only a name's words stand before the number of its body's act.
        let is_of_name = |&at: &usize| {
            self.tokens.is_capital(at) || joins.iter().any(|list| self.tokens.is_one_of(at, list))
        };
        let end = (at..at + LONGEST_BODY).find(|at| !is_of_name(at));
        let number = end.filter(|&end| is_act(end));
        number.map_or((Issuer::Unsaid, from), |number| (Issuer::Other, number))
    }

    /// ", párr. 44", "(párrs. 3 y 4)" behind an act, and the token behind.
    fn paragraphs_behind(&self, end: usize) -> Option<(Vec<u32>, usize)> {
        let words = &self.language.references;
        let is_open = self.tokens.is_mark(end, '(');
        let pause = end + usize::from(is_open || self.tokens.is_mark(end, ','));
        let lead = self.behind_phrase(pause, &words.particular);
        let word = if lead > pause {
            self.behind_links(lead)
        } else {
            pause
        };
        if !self.tokens.is_one_of(word, &words.paragraph) {
            return None;
        }
        let (list, after) = self.list(self.stop_behind(word + 1));
        let paragraphs: Vec<u32> = list.iter().filter_map(|element| element.number).collect();
        if is_open {
            let is_closed = !paragraphs.is_empty() && self.tokens.is_mark(after, ')');
            return is_closed.then_some((paragraphs, after + 1));
        }
        // "la resolución 7/1, párrafo 3 del artículo 6": not its own paragraph.
        let owner = self.behind_links(after);
        let is_own = owner == after || self.is_listed(owner);
        (!paragraphs.is_empty() && is_own).then_some((paragraphs, after))
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

/// The numbers of paragraphs in their lists.
fn numbers(below: &[Vec<Element>]) -> Vec<u32> {
    let numbers = below.iter().flatten().filter_map(|element| element.number);
    numbers.collect()
}
