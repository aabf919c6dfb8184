//! The editors' lexicon made ready for matching: where in a text its words stand.
//!
//! Words are compared as numbers: an [`Analyser`] gives every stem and every spelling one, once for the
//! whole book, so that matching a text compares no strings.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::languages::words::{Stems, words};
use crate::languages::{Language, fold};
use crate::records::editorial::{Lexicon, ThemeWords};

/// How many words may stand where an entry has "…".
const GAP: usize = 4;

/// Texts as rows of numbered words, without the words that mean nothing alone.
#[derive(Debug)]
pub struct Analyser {
    stemmer: Stems,
    function: HashSet<String, FixedState>,
    /// By the word as written, so that each is folded and stemmed once.
    known: HashMap<String, Option<(u32, u32)>, FixedState>,
    stems: HashMap<String, u32, FixedState>,
    form_numbers: HashMap<String, u32, FixedState>,
    forms: Vec<String>,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The number of its stem.
    pub stem: u32,
    /// The number of its spelling without capitals and accents.
    form: u32,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Analyser {
    /// For texts of one language.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let function = &language.themes.function_words;
        Self {
            stemmer: Stems::of(&language.id),
            function: function.iter().map(|word| fold(word)).collect(),
            known: HashMap::default(),
            stems: HashMap::default(),
            form_numbers: HashMap::default(),
            forms: Vec::new(),
        }
    }

    /// The words of a text that mean something alone.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        words(text)
            .filter_map(|(start, word)| {
                let (stem, form) = self.number(word)?;
                Some(Token {
                    stem,
                    form,
                    start,
                    end: start + word.len(),
                })
            })
            .collect()
    }

    /// A word's stem and spelling; nothing for a word that means nothing alone.
    fn number(&mut self, word: &str) -> Option<(u32, u32)> {
        if let Some(&known) = self.known.get(word) {
            return known;
        }
        let form = fold(word);
        let numbered = (!self.function.contains(&form)).then(|| {
            let next = self.stems.len() as u32;
            let stem = *self.stems.entry(self.stemmer.stem(word)).or_insert(next);
            let next = self.forms.len() as u32;
            let number = *self.form_numbers.entry(form.clone()).or_insert(next);
            if number == next {
                self.forms.push(form);
            }
            (stem, number)
        });
        self.known.insert(word.to_owned(), numbered);
        numbered
    }
}

/// One word of an entry.
#[derive(Clone, Debug, PartialEq)]
enum Pattern {
    Stem(u32),
    Form(u32),
    Prefix(String),
    /// Any word of a set.
    Any(Vec<Pattern>),
}

impl Pattern {
    /// A word of an entry, with its marks; several where it holds a sign, none where it means nothing alone.
    fn read(word: &str, analyser: &mut Analyser) -> Vec<Pattern> {
        if let Some(prefix) = word.strip_suffix('*').filter(|rest| !rest.is_empty()) {
            return vec![Pattern::Prefix(fold(prefix))];
        }
        let exact = word.starts_with('=');
        words(word)
            .filter_map(|(_, word)| {
                let (stem, form) = analyser.number(word)?;
                Some(if exact {
                    Pattern::Form(form)
                } else {
                    Pattern::Stem(stem)
                })
            })
            .collect()
    }

    fn is(&self, token: Token, analyser: &Analyser) -> bool {
        match self {
            Pattern::Stem(stem) => *stem == token.stem,
            Pattern::Form(form) => *form == token.form,
            Pattern::Prefix(prefix) => {
                analyser.forms[token.form as usize].starts_with(prefix.as_str())
            }
            Pattern::Any(patterns) => patterns.iter().any(|pattern| pattern.is(token, analyser)),
        }
    }
}

/// The words of each set.
type Sets = BTreeMap<String, Vec<Pattern>>;

/// An entry: rows of words, with a gap between one row and the next.
type Expression = Vec<Vec<Pattern>>;

/// An entry of a theme.
#[derive(Debug)]
struct Term {
    theme: usize,
    expression: Expression,
    weight: f32,
    /// How often an entry of this level names a theme that is there, before any experience.
    belief: f32,
}

/// The lexicon, ready for matching.
#[derive(Debug)]
pub struct Matcher {
    terms: Vec<Term>,
    exclusions: Vec<(Option<usize>, Expression)>,
    terms_by_word: Index,
    exclusions_by_word: Index,
}

/// Which entries can begin with a word: by its stem, its spelling, or (prefixes) by trying.
#[derive(Debug, Default)]
struct Index {
    stems: HashMap<u32, Vec<u32>, FixedState>,
    forms: HashMap<u32, Vec<u32>, FixedState>,
    prefixes: Vec<u32>,
}

impl Index {
    fn add(&mut self, expression: &Expression, number: usize) {
        self.add_first(&expression[0][0], number as u32);
    }

    fn add_first(&mut self, pattern: &Pattern, number: u32) {
        let list = match pattern {
            Pattern::Stem(stem) => self.stems.entry(*stem).or_default(),
            Pattern::Form(form) => self.forms.entry(*form).or_default(),
            Pattern::Prefix(_) => &mut self.prefixes,
            Pattern::Any(patterns) => {
                for pattern in patterns {
                    self.add_first(pattern, number);
                }
                return;
            }
        };
        if list.last() != Some(&number) {
            list.push(number);
        }
    }

    fn at(&self, token: Token) -> impl Iterator<Item = usize> + '_ {
        let stems = self.stems.get(&token.stem).into_iter().flatten();
        let forms = self.forms.get(&token.form).into_iter().flatten();
        stems
            .chain(forms)
            .chain(&self.prefixes)
            .map(|&number| number as usize)
    }
}

/// An entry found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The entry's number.
    pub term: usize,
    /// Its theme.
    pub theme: usize,
    /// The number of its first word among the text's tokens.
    pub from: usize,
    /// The number behind its last word.
    pub to: usize,
}

impl Matcher {
    /// Prepares a lexicon; themes that the taxonomy does not hold stay out.
    #[must_use]
    pub fn new(lexicon: &Lexicon, themes: &[&str], analyser: &mut Analyser) -> Self {
        let mut matcher = Self {
            terms: Vec::new(),
            exclusions: Vec::new(),
            terms_by_word: Index::default(),
            exclusions_by_word: Index::default(),
        };
        let mut sets = Sets::new();
        for (name, words) in &lexicon.sets {
            let patterns = words.iter().flat_map(|word| Pattern::read(word, analyser));
            sets.insert(name.clone(), patterns.collect());
        }
        matcher.exclude(None, &lexicon.excludes, &sets, analyser);
        for (theme, id) in themes.iter().enumerate() {
            let Some(entries) = lexicon.themes.get(*id) else {
                continue;
            };
            matcher.exclude(Some(theme), &entries.excludes, &sets, analyser);
            let ThemeWords {
                strong,
                medium,
                weak,
                against,
                ..
            } = entries;
            let weights = &lexicon.weights;
            for (words, weight, belief) in [
                (strong, weights.strong, 0.75),
                (medium, weights.medium, 0.6),
                (weak, weights.weak, 0.4),
                (against, weights.against, 0.1),
            ] {
                for word in words {
                    let expression = expression(word, &sets, analyser);
                    if expression.is_empty() {
                        continue;
                    }
                    matcher.terms_by_word.add(&expression, matcher.terms.len());
                    matcher.terms.push(Term {
                        theme,
                        expression,
                        weight,
                        belief,
                    });
                }
            }
        }
        matcher
    }

    fn exclude(
        &mut self,
        theme: Option<usize>,
        entries: &[String],
        sets: &Sets,
        analyser: &mut Analyser,
    ) {
        for entry in entries {
            let expression = expression(entry, sets, analyser);
            if !expression.is_empty() {
                self.exclusions_by_word
                    .add(&expression, self.exclusions.len());
                self.exclusions.push((theme, expression));
            }
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// True if there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// An entry's weight as the editors gave it.
    #[must_use]
    pub fn weight(&self, term: usize) -> f32 {
        self.terms[term].weight
    }

    /// How often an entry of its level is right, before any experience.
    #[must_use]
    pub fn belief(&self, term: usize) -> f32 {
        self.terms[term].belief
    }

    /// The entries that a text holds, each where it stands first outside of what is excluded. What is excluded
    /// hides only what is shorter: without the words that mean nothing alone, it may read as an entry does.
    #[must_use]
    pub fn hits(&self, tokens: &[Token], analyser: &Analyser) -> Vec<Hit> {
        let mut masked: Vec<(Option<usize>, usize, usize)> = Vec::new();
        for (from, &token) in tokens.iter().enumerate() {
            for number in self.exclusions_by_word.at(token) {
                let (theme, expression) = &self.exclusions[number];
                if let Some(to) = matches(expression, tokens, from, analyser) {
                    masked.push((*theme, from, to));
                }
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        for (from, &token) in tokens.iter().enumerate() {
            for number in self.terms_by_word.at(token) {
                let term = &self.terms[number];
                let Some(to) = matches(&term.expression, tokens, from, analyser) else {
                    continue;
                };
                let hidden = masked.iter().any(|&(theme, start, end)| {
                    theme.is_none_or(|theme| theme == term.theme)
                        && start <= from
                        && to <= end
                        && to - from < end - start
                });
                if !hidden && !hits.iter().any(|hit| hit.term == number) {
                    hits.push(Hit {
                        term: number,
                        theme: term.theme,
                        from,
                        to,
                    });
                }
            }
        }
        hits
    }
}

/// An entry as patterns; empty if all its words mean nothing alone.
fn expression(entry: &str, sets: &Sets, analyser: &mut Analyser) -> Expression {
    let mut rows = Vec::new();
    for row in entry.split('…') {
        let mut patterns = Vec::new();
        for word in row.split_whitespace() {
            let name = word
                .strip_prefix('<')
                .and_then(|rest| rest.strip_suffix('>'));
            match name.and_then(|name| sets.get(name)) {
                Some(set) => patterns.push(Pattern::Any(set.clone())),
                None => patterns.extend(Pattern::read(word, analyser)),
            }
        }
        if !patterns.is_empty() {
            rows.push(patterns);
        }
    }
    rows
}

/// Where an entry that begins at word `from` ends.
fn matches(
    expression: &Expression,
    tokens: &[Token],
    from: usize,
    analyser: &Analyser,
) -> Option<usize> {
    let mut at = from;
    for (row, patterns) in expression.iter().enumerate() {
        let farthest = if row == 0 { at } else { at + GAP };
        at = (at..=farthest).find_map(|start| {
            let end = start + patterns.len();
            let found = tokens.get(start..end)?;
            patterns
                .iter()
                .zip(found)
                .all(|(pattern, token)| pattern.is(*token, analyser))
                .then_some(end)
        })?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[&str], excludes: &[&str], text: &str) -> Vec<String> {
        let mut analyser = Analyser::new(Language::of("es"));
        let strings = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        let mut lexicon = Lexicon::default();
        lexicon.themes.insert(
            "tema".to_owned(),
            ThemeWords {
                strong: strings(entries),
                excludes: strings(excludes),
                ..ThemeWords::default()
            },
        );
        let matcher = Matcher::new(&lexicon, &["tema"], &mut analyser);
        let tokens = analyser.tokens(text);
        matcher
            .hits(&tokens, &analyser)
            .iter()
            .map(|hit| text[tokens[hit.from].start..tokens[hit.to - 1].end].to_owned())
            .collect()
    }

    #[test]
    fn words_are_compared_by_their_stems() {
        assert_eq!(
            found(&["indemnizar"], &[], "Las Indemnizaciones debidas"),
            ["Indemnizaciones"]
        );
        assert_eq!(
            found(&["trata niños"], &[], "contra la trata de los niños"),
            ["trata de los niños"]
        );
        assert!(found(&["trata niños"], &[], "la trata con niños").len() == 1);
        assert!(found(&["trata niños"], &[], "los niños y la trata").is_empty());
    }

    #[test]
    fn marks_widen_and_narrow_an_entry() {
        assert_eq!(
            found(&["ciber*"], &[], "La ciberdelincuencia"),
            ["ciberdelincuencia"]
        );
        assert_eq!(
            found(&["=activos"], &[], "actividades y Activos"),
            ["Activos"]
        );
        assert_eq!(
            found(
                &["rastrear … activos"],
                &[],
                "rastrear e inmovilizar los activos"
            ),
            ["rastrear e inmovilizar los activos"]
        );
        assert!(
            found(
                &["primero … último"],
                &[],
                "primero dos tres cuatro cinco seis último"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_set_stands_for_any_of_its_words_and_a_name_without_a_set_for_itself() {
        let mut analyser = Analyser::new(Language::of("es"));
        let mut lexicon = Lexicon::default();
        let set = ["agentes", "=fiscales"].map(str::to_owned).to_vec();
        lexicon.sets.insert("oficio".to_owned(), set);
        let words = ThemeWords {
            strong: ["<oficio> hábiles", "formar … <oficio>", "<nadie>"]
                .map(str::to_owned)
                .to_vec(),
            ..ThemeWords::default()
        };
        lexicon.themes.insert("tema".to_owned(), words);
        let matcher = Matcher::new(&lexicon, &["tema"], &mut analyser);
        let mut count = |text: &str| {
            let tokens = analyser.tokens(text);
            matcher.hits(&tokens, &analyser).len()
        };
        assert_eq!(count("agente hábil"), 1);
        assert_eq!(count("formar a nuevos fiscales"), 1);
        assert_eq!(count("formar a una fiscal"), 0);
        assert_eq!(count("nadie"), 1);
    }

    #[test]
    fn what_is_excluded_hides_only_what_is_shorter() {
        let text = "en cooperación con otros";
        assert_eq!(
            found(&["cooperación"], &["en cooperación con"], text),
            ["cooperación"]
        );
    }

    #[test]
    fn what_is_excluded_does_not_count_but_what_stands_outside_does() {
        let text = "el Grupo de Trabajo examinó el trabajo forzoso";
        assert_eq!(
            found(&["=trabajo"], &["Grupo de Trabajo"], text),
            ["trabajo"]
        );
        assert_eq!(found(&["grupo"], &["Grupo de Trabajo"], text).len(), 0);
    }

    #[test]
    fn an_entry_of_function_words_alone_finds_nothing() {
        assert!(found(&["de la", "…", "*", "="], &[], "de la trata").is_empty());
    }
}
