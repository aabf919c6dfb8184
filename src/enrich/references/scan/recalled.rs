//! Earlier recommendations: by number, by paragraph of a report, by meeting, or by what they said.
//!
//! A number means ours only where nothing names another body: "la recomendación 5 de la cuarta reunión del Grupo de
//! Trabajo sobre Armas de Fuego" is none of the register's.

use super::super::provisions::Element;
use super::whose::Whose;
use super::{Ask, Description, Meant, Scanner, What};

/// How many tokens behind "informe" may tell which report is meant.
const REPORT_REACH: usize = 48;
/// How many behind the number of a recommendation may tell whose it is.
const NUMBER_REACH: usize = 40;
/// How many between "recomendaciones" and the meeting that made them.
const MEETING_REACH: usize = 7;
/// Sub-items stand in no more levels than this.
const DEEPEST: usize = 4;
/// So many words behind the first of another body's name are shown.
const SHOWN: usize = 10;
/// No description is longer, in tokens.
const LONGEST_SAYING: usize = 250;
/// No list of recommendations goes on with those of more meetings.
const MOST_MEETINGS: usize = 40;

impl Scanner<'_> {
    /// "párrafo 17 del informe … 2009": `word` is the place of "informe".
    pub(super) fn report(
        &mut self,
        start: usize,
        word: usize,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        match self.whose(start, word + 1, REPORT_REACH, true)? {
            Whose::Meeting(meant, end) => {
                self.ask(start, end, What::Paragraphs(meant, together(below)));
            }
            Whose::Another(end) => self.ask_another(start, end),
        }
        Some(word + 1)
    }

    /// "recomendación 12 de la quinta reunión", "las recomendaciones propuestas durante su tercera reunión".
    pub(super) fn recommendations(&mut self, start: usize) -> Option<usize> {
        self.part_of_recommendation(start, start, &[])
    }

    /// The same with the letters before it: "el apartado c) de la recomendación 46"; `word` is the place of
    /// "recomendación".
    pub(super) fn part_of_recommendation(
        &mut self,
        start: usize,
        word: usize,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let (numbers, behind) = self.list(self.behind_number_word(word + 1));
        if numbers.is_empty() {
            return if below.is_empty() {
                self.unnumbered(start)
            } else {
                self.paragraphs_of_recommendations(start, word, below)
            };
        }
        let (numbers, behind) = self.with_letters(numbers, behind, below);
        self.numbers(start, word, numbers, behind)
    }

    /// "recomendación 46, apartado j) iii)", "apartado c) de la recomendación 46": the numbers with their letters.
    fn with_letters(
        &self,
        mut numbers: Vec<Element>,
        behind: usize,
        before: &[Vec<Element>],
    ) -> (Vec<Element>, usize) {
        let words = &self.language.references;
        let mut lists = before.to_vec();
        let mut end = behind;
        for _ in 0..DEEPEST {
            let word = end + usize::from(self.tokens.is_mark(end, ','));
            if !self.tokens.is_one_of(word, &words.paragraph) {
                break;
            }
            let (list, after) = self.list(self.stop_behind(word + 1));
            let is_lettered = list.iter().all(|element| element.number.is_none());
            if !is_lettered || list.is_empty() {
                break;
            }
            lists.push(list);
            end = after;
        }
        if let Some(last) = numbers.last_mut().filter(|last| last.letters.is_empty()) {
            // "apartado j), inciso iii)", "inciso iii) del apartado j)"
            let mut letters = lists
                .iter()
                .map(|list| list.iter().flat_map(|element| &element.letters));
            last.letters = letters
                .next()
                .map_or(Vec::new(), |one| one.cloned().collect());
            for more in letters {
                let more: Vec<String> = more.cloned().collect();
                last.letters = below(&last.letters, &more);
            }
        }
        (numbers, end)
    }

    /// "el párrafo 46 c) de las recomendaciones aprobadas en su cuarta reunión".
    fn paragraphs_of_recommendations(
        &mut self,
        start: usize,
        word: usize,
        below: &[Vec<Element>],
    ) -> Option<usize> {
        let numbers = together(below);
        numbers.iter().find(|element| element.number.is_some())?;
        match self.whose(start, word + 1, NUMBER_REACH, false)? {
            Whose::Meeting(meant, end) => self.ask(start, end, What::Numbers(meant, numbers)),
            Whose::Another(end) => self.ask_another(start, end),
        }
        Some(word + 1)
    }

    /// Recommendations by number; `word` is the place of "recomendación", `behind` the token behind the numbers.
    fn numbers(
        &mut self,
        start: usize,
        word: usize,
        numbers: Vec<Element>,
        behind: usize,
    ) -> Option<usize> {
        if let Some((meant, from)) = self.meeting_before(word) {
            let what = if self.is_of_another(from) {
                What::OfAnother
            } else {
                What::Numbers(meant, numbers)
            };
            self.ask(start, behind, what);
            return Some(behind);
        }
        if let Some(end) = self.present(behind) {
            let meant = Meant {
                is_present: true,
                ..Meant::default()
            };
            self.ask(start, end, What::Numbers(meant, numbers));
            return Some(end);
        }
        match self.whose(start, behind, NUMBER_REACH, false) {
            Some(Whose::Meeting(meant, end)) => {
                self.ask(start, end, What::Numbers(meant, numbers));
                self.further_meetings(end);
            }
            Some(Whose::Another(end)) => self.ask_another(start, end),
            // "la recomendación 4.46": the number of the meeting stands before the other.
            None if numbers.iter().all(|element| element.paragraph.is_some()) => {
                self.ask(start, behind, What::Numbers(Meant::default(), numbers));
            }
            None => {
                let words = &self.language.references.described;
                let before = start.checked_sub(1)?;
                if !self.tokens.is_one_of(before, &words.definite) {
                    return None;
                }
                self.ask(start, behind, What::OfNone);
            }
        }
        Some(behind)
    }

    /// "9 y 10 de la novena reunión *y 24 de la cuarta reunión*".
    fn further_meetings(&mut self, from: usize) {
        let words = &self.language.references;
        let mut at = from;
        for _ in 0..MOST_MEETINGS {
            at += usize::from(self.tokens.is_mark(at, ')'));
            let comma = at + usize::from(self.tokens.is_mark(at, ','));
            let from = comma + usize::from(self.tokens.is_one_of(comma, &words.joints));
            let (numbers, behind) = self.list(from);
            let is_numbered = numbers
                .first()
                .is_some_and(|element| element.number.is_some());
            // What is said of it stands at once behind it: "24 de la cuarta reunión", "24 (cuarta reunión)".
            let open = behind + usize::from(self.tokens.is_mark(behind, '('));
            let links = self.behind_links(open);
            if from == at || !is_numbered || links == behind || self.ordinal(links).is_none() {
                return;
            }
            let Some(Whose::Meeting(meant, end)) = self.whose(behind, behind, NUMBER_REACH, false)
            else {
                return;
            };
            self.ask(from, end, What::Numbers(meant, numbers));
            at = end;
        }
    }

    /// "(CTOC/COP/WG.4/2019/6, recomendaciones 9 y 10)": the word stands at `at`.
    pub(super) fn numbers_of_symbol(&mut self, at: usize, symbol: String) -> Option<usize> {
        let (numbers, behind) = self.list(self.behind_number_word(at + 1));
        if numbers.is_empty() {
            return None;
        }
        let (numbers, behind) = self.with_letters(numbers, behind, &[]);
        let meant = Meant {
            symbol: Some(symbol),
            ..Meant::default()
        };
        self.ask(at, behind, What::Numbers(meant, numbers));
        Some(behind)
    }

    /// "núm.": the token behind it.
    pub(super) fn behind_number_word(&self, at: usize) -> usize {
        self.behind_phrase(at, &self.language.recommendations.number_words)
    }

    /// "Cuarta reunión (2011), recomendación 46": the meeting before the word, and the token that it begins at.
    fn meeting_before(&self, word: usize) -> Option<(Meant, usize)> {
        let mut at = word.checked_sub(2)?;
        if !self.tokens.is_mark(at + 1, ',') {
            return None;
        }
        if self.tokens.is_mark(at, ')') {
            at = at.checked_sub(3)?;
            self.tokens.year(at + 2)?;
        }
        let first = at.checked_sub(1)?;
        let meant = Meant {
            number: Some(self.ordinal(first)?),
            ..Meant::default()
        };
        Some((meant, first))
    }

    /// "del presente informe", "de la presente reunión", "supra": the token behind.
    fn present(&self, behind: usize) -> Option<usize> {
        let words = &self.language.references;
        if self.tokens.is_one_of(behind, &words.here) {
            return Some(behind + 1);
        }
        let at = self.behind_links(behind);
        let is_present = (behind..at).any(|link| self.tokens.is_one_of(link, &words.present));
        let is_ours = self.tokens.is_one_of(at, &words.report)
            || self.tokens.is_one_of(at, &self.language.meetings.words);
        (is_present && is_ours).then_some(at + 1)
    }

    /// Recommendations without a number: those of a meeting, or one by what it said.
    fn unnumbered(&mut self, start: usize) -> Option<usize> {
        if let Some(end) = self.described(start) {
            return Some(end);
        }
        let from = start + 1;
        let (number, end) =
            (from..from + MEETING_REACH).find_map(|at| Some((self.ordinal(at)?, at + 2)))?;
        // "(cuarta reunión, recomendación 46)" names them more closely.
        let words = &self.language.references;
        if self.tokens.is_mark(end, ',') && self.tokens.is_one_of(end + 1, &words.recommendation) {
            return None;
        }
        let meant = Meant {
            number: Some(number),
            ..Meant::default()
        };
        match self.whose(start, from, NUMBER_REACH, false) {
            Some(Whose::Another(behind)) => self.ask_another(start, behind.max(end)),
            _ => self.ask(start, end, What::Meeting(meant)),
        }
        Some(end)
    }

    /// One recommendation by what it said: "reitera su recomendación de que …", "la recomendación aprobada en su
    /// tercera reunión sobre …", "la recomendación sobre … aprobada en su tercera reunión".
    fn described(&mut self, start: usize) -> Option<usize> {
        let words = &self.language.references;
        let told = &words.described;
        let before = start.checked_sub(1)?;
        if !self.tokens.is_one_of(start, &told.one)
            || !self.tokens.is_one_of(before, &told.definite)
        {
            return None;
        }
        let from = start + 1;
        if let Some(said) = self.tokens.phrase(from, &words.saying) {
            let verb = before.checked_sub(1);
            if verb.is_some_and(|verb| self.tokens.is_one_of(verb, &words.recalling)) {
                return self.description(start, said, None, None);
            }
            let made = self.made_behind(said)?;
            let (meant, _) = self.made_at(made)?;
            return self.description(start, said, Some(made), Some(meant));
        }
        let (meant, end) = self.made_at(from)?;
        let said = self.tokens.phrase(end, &words.saying)?;
        self.description(start, said, None, Some(meant))
    }

    /// "aprobada … en su tercera reunión": the meeting, and the token behind.
    fn made_at(&self, at: usize) -> Option<(Meant, usize)> {
        if !self
            .tokens
            .is_one_of(at, &self.language.references.described.made)
        {
            return None;
        }
        match self.whose(at, at, NUMBER_REACH, false)? {
            Whose::Meeting(meant, end) => Some((meant, end)),
            Whose::Another(_) => None,
        }
    }

    /// The next "aprobada" of the same thought.
    fn made_behind(&self, from: usize) -> Option<usize> {
        let made = &self.language.references.described.made;
        (from..(from + NUMBER_REACH).min(self.tokens.list.len()))
            .take_while(|&at| !self.is_stop(at) && !self.tokens.is_mark(at, ','))
            .find(|&at| self.tokens.is_one_of(at, made))
    }

    /// Asks for what was said from token `said` on, up to token `until` or the end of the sentence.
    fn description(
        &mut self,
        start: usize,
        said: usize,
        until: Option<usize>,
        meeting: Option<Meant>,
    ) -> Option<usize> {
        let end = until.unwrap_or_else(|| {
            let most = (said + LONGEST_SAYING).min(self.tokens.list.len());
            (said..most).find(|&at| self.is_stop(at)).unwrap_or(most)
        });
        let description = Description {
            start: self.tokens.get(said)?.start,
            end: self.byte_end(end),
            meeting,
        };
        let what = if self.is_of_another(start) {
            What::OfAnother
        } else {
            What::Description(description)
        };
        self.ask(start, end, what);
        Some(said)
    }

    pub(super) fn is_stop(&self, at: usize) -> bool {
        self.tokens.is_mark(at, ';') || self.tokens.is_mark(at, '.')
    }

    pub(super) fn ask(&mut self, start: usize, end: usize, what: What) {
        if let (Some(first), Some(last)) = (self.tokens.get(start), self.tokens.get(end - 1)) {
            self.found.asks.push(Ask {
                start: first.start,
                end: last.end,
                what,
            });
        }
    }

    /// The same of another body, with its name as far as it is a name to be seen.
    fn ask_another(&mut self, start: usize, end: usize) {
        if let Some(first) = self.tokens.get(start) {
            self.found.asks.push(Ask {
                start: first.start,
                end: self.clause_end(end, end + SHOWN),
                what: What::OfAnother,
            });
        }
    }

    /// "reiterar su recomendación anterior de que …".
    pub(super) fn descriptions(&mut self) {
        let Some((at, from)) = self.names.again(&self.tokens.lower) else {
            return;
        };
        let rest = &self.tokens.text[from..];
        let length = rest.find([';', '.']).unwrap_or(rest.len());
        let end = from + length;
        // What is named by number beside it, or was found word by word, needs no description.
        let is_told = self.found.asks.iter().any(|ask| {
            let is_aside =
                (from..end).contains(&ask.start) && self.tokens.text[from..ask.start].contains('(');
            let is_same = ask.start < from && ask.end > at;
            matches!(ask.what, What::Numbers(..) | What::Paragraphs(..)) && is_aside
                || matches!(ask.what, What::Description(_) | What::OfAnother) && is_same
        });
        if is_told {
            return;
        }
        let what = if self.is_of_another(self.tokens.at_byte(at)) {
            What::OfAnother
        } else {
            What::Description(Description {
                start: from,
                end,
                meeting: None,
            })
        };
        self.found.asks.push(Ask {
            start: at,
            end,
            what,
        });
    }
}

/// The lists of a chain as one: the letters of "apartado a) del párrafo 12" are those of the number.
fn together(below_each_other: &[Vec<Element>]) -> Vec<Element> {
    let is_numbered = |list: &&Vec<Element>| list.iter().any(|element| element.number.is_some());
    let Some(numbers) = below_each_other.iter().find(is_numbered) else {
        return Vec::new();
    };
    let letters: Vec<String> = below_each_other
        .iter()
        .filter(|list| !is_numbered(list))
        .flatten()
        .flat_map(|element| element.letters.iter().cloned())
        .collect();
    let mut numbers = numbers.clone();
    if let Some(last) = numbers.last_mut().filter(|last| last.letters.is_empty()) {
        last.letters = letters;
    }
    numbers
}

/// The letters and numerals of two levels as paths, whichever stands first.
fn below(some: &[String], others: &[String]) -> Vec<String> {
    let is_numeral = |name: &String| name.bytes().all(|byte| b"ivx".contains(&byte));
    let (above, below) = if some.iter().all(is_numeral) && !others.iter().all(is_numeral) {
        (others, some)
    } else {
        (some, others)
    };
    let paths = above
        .iter()
        .flat_map(|above| below.iter().map(move |below| format!("{above}.{below}")));
    paths.take(200).collect()
}
