//! Texts → terms with the documents that hold them, and how well each document answers for each term.
//!
//! The score is BM25F (Robertson, Zaragoza: "The Probabilistic Relevance Framework"): a term's occurrences in all
//! fields of a document are weighed and added up before they are saturated. What does not depend on the query is
//! worked out here; the browser multiplies by the rarity of the term and adds up.

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::FixedState;

use super::analysis::{fold, plain, words};
use crate::languages::words::Stems;

/// How soon more occurrences of a term say nothing more.
pub const K1: f64 = 1.2;
/// So many degrees of impact are told apart.
pub const LEVELS: u8 = 8;
/// A term's saturated frequency above which all count the same: a text that says little else.
pub const FULL: f64 = 0.8;
/// A term that more documents hold tells its impact for the best of them alone.
pub const BEST: usize = 1_500;

/// How much a word counts that only names the body: "Grupo de Trabajo" says nothing of work.
pub const NAME: f64 = 0.1;

/// A part of a document, and how much a word counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Its own words.
    Text,
    /// The words that it hangs from.
    Lead,
    /// Names of its themes.
    Themes,
    /// How it is cited, and its meeting.
    Reference,
}

impl Field {
    /// All of them, in the order of the manifest's weights.
    pub const ALL: [Field; 4] = [Field::Text, Field::Lead, Field::Themes, Field::Reference];

    /// Weight of an occurrence, and how much long fields are held against it.
    #[must_use]
    pub const fn weight(self) -> (f64, f64) {
        match self {
            Field::Text => (1.0, 0.55),
            Field::Lead => (0.35, 0.3),
            Field::Themes => (0.25, 0.0),
            Field::Reference => (0.3, 0.0),
        }
    }
}

/// The words of a text as numbers of forms; texts that many documents share are read once.
pub type Tokens = Rc<[u32]>;

/// One document: what the words of its fields are, and the keys that are no words.
#[derive(Debug, Default)]
pub struct Document {
    /// Its fields.
    pub fields: Vec<(Field, Tokens)>,
    /// Places in [`Index::key`] with the weight of one occurrence.
    pub keys: Vec<(u32, f64)>,
}

#[derive(Debug)]
struct Form {
    /// In lower case, as the texts write it.
    written: String,
    folded: String,
    count: u32,
}

/// A term with all that the browser has to know.
#[derive(Debug)]
pub struct Term {
    /// The folded stem; a key that is no word begins with "@".
    pub key: String,
    /// Its forms in lower case, as the texts write them most often; sorted.
    pub forms: Vec<String>,
    /// The documents that hold it, ascending, with its impact from 0 to [`LEVELS`] - 1.
    pub postings: Vec<(u32, u8)>,
}

impl Term {
    /// Whether it is no word.
    #[must_use]
    pub fn is_key(&self) -> bool {
        self.key.starts_with('@')
    }
}

/// The keys of forms as numbers, so that many documents compare them quickly.
#[derive(Debug, Default)]
pub struct FormKeys {
    of_form: Vec<u32>,
    names: Vec<String>,
    numbers: HashMap<String, u32, FixedState>,
}

impl FormKeys {
    fn push(&mut self, key: String) {
        let next = self.names.len() as u32;
        let number = if let Some(&number) = self.numbers.get(&key) {
            number
        } else {
            self.names.push(key.clone());
            self.numbers.insert(key, next);
            next
        };
        self.of_form.push(number);
    }

    /// The number of the key of a form.
    #[must_use]
    pub fn of(&self, form: u32) -> u32 {
        self.of_form[form as usize]
    }

    /// The number of a key, if any form has it.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The keys of all forms from one on.
    pub fn names_from(&self, form: usize) -> impl Iterator<Item = &str> {
        self.of_form[form..]
            .iter()
            .map(|&number| self.names[number as usize].as_str())
    }
}

/// What gathers words and keys of a collection.
#[derive(Debug, Default)]
pub struct Index<'a> {
    numbers: HashMap<&'a str, u32, FixedState>,
    forms: Vec<Form>,
    by_written: HashMap<String, u32, FixedState>,
    /// The keys of the first forms, as far as somebody asked for them.
    form_keys: FormKeys,
    keys: Vec<String>,
    key_numbers: HashMap<String, u32, FixedState>,
    documents: Vec<Document>,
    /// What the body is called, word by word, folded.
    names: Vec<Vec<String>>,
}

impl<'a> Index<'a> {
    /// An index that knows what the body is called.
    #[must_use]
    pub fn new(names: &[String]) -> Self {
        let cut = |name: &String| -> Vec<String> {
            let words = words(name).map(|(_, word)| fold(word));
            words.filter(|word| !word.is_empty()).collect()
        };
        Self {
            names: names.iter().map(cut).collect(),
            ..Self::default()
        }
    }

    /// The words of a text.
    pub fn tokens(&mut self, text: &'a str) -> Tokens {
        words(text)
            .filter_map(|(_, word)| {
                let number = if let Some(&number) = self.numbers.get(word) {
                    number
                } else {
                    let number = self.form(word);
                    self.numbers.insert(word, number);
                    number
                };
                let form = &mut self.forms[number as usize];
                form.count += 1;
                (!form.folded.is_empty()).then_some(number)
            })
            .collect()
    }

    fn form(&mut self, word: &str) -> u32 {
        let written = word.to_lowercase();
        let next = self.forms.len() as u32;
        let number = *self.by_written.entry(written).or_insert(next);
        if number == next {
            let written = word.to_lowercase();
            self.forms.push(Form {
                folded: fold(&written),
                written,
                count: 0,
            });
        }
        number
    }

    /// The number of a key that is no word: "@articulo:protocolo:6".
    pub fn key(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.key_numbers.get(key) {
            return number;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.to_owned());
        self.key_numbers.insert(key.to_owned(), number);
        number
    }

    /// How many forms the words have taken so far.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// A form as it is written, and folded.
    #[must_use]
    pub fn form_at(&self, at: usize) -> (&str, &str) {
        (&self.forms[at].written, &self.forms[at].folded)
    }

    /// For each form the key of its term.
    pub fn form_keys(&mut self, stems: &Stems) -> &FormKeys {
        let known = self.form_keys.of_form.len();
        for form in &self.forms[known..] {
            let key = key_of(&form.written, &form.folded, stems);
            self.form_keys.push(key);
        }
        &self.form_keys
    }

    /// The words of a document as a reader reads them: what it hangs from, and its own.
    #[must_use]
    pub fn row(&self, at: usize) -> Vec<u32> {
        let fields = &self.documents[at].fields;
        let of = |wanted: Field| {
            fields
                .iter()
                .filter(move |(field, _)| *field == wanted)
                .flat_map(|(_, tokens)| tokens.iter().copied())
        };
        of(Field::Lead).chain(of(Field::Text)).collect()
    }

    /// Adds a document; documents are numbered in the order of their coming.
    pub fn push(&mut self, document: Document) {
        self.documents.push(document);
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True before the first document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Every term with its documents, sorted as the browser looks for them: by the key as a keyboard without ñ writes it.
    /// Words are left without documents where the browser finds them itself, in the texts.
    #[must_use]
    pub fn terms(&self, stems: &Stems, words: bool) -> Vec<Term> {
        let (mut terms, term_of_form) = self.empty_terms(stems);
        let first_key = terms.len();
        terms.extend(self.keys.iter().map(|key| Term {
            key: key.clone(),
            forms: vec![key.clone()],
            postings: Vec::new(),
        }));
        let names = self.name_rows();
        let mut in_names: Vec<bool> = Vec::new();
        let averages = self.averages();
        let mut frequency = vec![0.0_f64; terms.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (at, document) in self.documents.iter().enumerate() {
            let mut add = |term: u32, weight: f64| {
                let held = &mut frequency[term as usize];
                if *held == 0.0 {
                    touched.push(term);
                }
                *held += weight;
            };
            for (field, tokens) in document.fields.iter().filter(|_| words) {
                let (weight, b) = field.weight();
                // In this order the browser comes to the same figures.
                let length = b * tokens.len() as f64 / averages[*field as usize];
                let weight = weight / (1.0 - b + length);
                names.mark(tokens, &mut in_names);
                for (&form, &in_name) in tokens.iter().zip(&in_names) {
                    let weight = if in_name { weight * NAME } else { weight };
                    add(term_of_form[form as usize], weight);
                }
            }
            for &(key, weight) in &document.keys {
                add(first_key as u32 + key, weight);
            }
            for term in touched.drain(..) {
                let held = std::mem::take(&mut frequency[term as usize]);
                terms[term as usize]
                    .postings
                    .push((at as u32, impact(held)));
            }
        }
        terms.retain(|term| !(words && term.postings.is_empty() || term.forms.is_empty()));
        terms.sort_by_cached_key(|term| (plain(&term.key), term.key.clone()));
        terms
    }

    /// The terms of all forms, and which term each form has.
    ///
    /// Forms that differ by accents alone share a term: the one of the form that is written most often.
    fn empty_terms(&self, stems: &Stems) -> (Vec<Term>, Vec<u32>) {
        let mut leading: HashMap<&str, usize, FixedState> = HashMap::default();
        for (at, form) in self.forms.iter().enumerate() {
            let leader = leading.entry(&form.folded).or_insert(at);
            let (held, new) = (&self.forms[*leader], form);
            if (new.count, &held.written) > (held.count, &new.written) {
                *leader = at;
            }
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut by_key: HashMap<String, u32, FixedState> = HashMap::default();
        let mut of_form = vec![u32::MAX; self.forms.len()];
        for (at, form) in self.forms.iter().enumerate() {
            let leader = leading[form.folded.as_str()];
            let mut term = of_form[leader];
            if term == u32::MAX {
                let leading = &self.forms[leader];
                let key = key_of(&leading.written, &leading.folded, stems);
                term = *by_key.entry(key).or_insert_with_key(|key| {
                    terms.push(Term {
                        key: key.clone(),
                        forms: Vec::new(),
                        postings: Vec::new(),
                    });
                    terms.len() as u32 - 1
                });
                of_form[leader] = term;
                if !form.folded.is_empty() {
                    terms[term as usize]
                        .forms
                        .push(self.forms[leader].written.clone());
                }
            }
            of_form[at] = term;
        }
        for term in &mut terms {
            term.forms.sort_unstable();
        }
        (terms, of_form)
    }

    /// The names of the body as rows of numbers, and which number each form has.
    fn name_rows(&self) -> NameRows {
        let mut numbers: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut rows: Vec<Vec<u32>> = Vec::with_capacity(self.names.len());
        for name in &self.names {
            let row = name.iter().map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word).or_insert(next)
            });
            rows.push(row.collect());
        }
        rows.retain(|row| !row.is_empty());
        let number_of = |form: &Form| numbers.get(form.folded.as_str()).copied();
        NameRows {
            of_form: self.forms.iter().map(number_of).collect(),
            rows,
        }
    }

    fn averages(&self) -> [f64; 4] {
        Field::ALL.map(|wanted| {
            let lengths = self
                .documents
                .iter()
                .flat_map(|document| &document.fields)
                .filter(|(field, _)| *field == wanted)
                .map(|(_, tokens)| tokens.len());
            let (count, sum) =
                lengths.fold((0, 0), |(count, sum), length| (count + 1, sum + length));
            (sum as f64 / f64::from(count.max(1))).max(1.0)
        })
    }
}

/// What finds the names of the body in texts; its twin is `markNames` in static/js/search-index.js.
struct NameRows {
    of_form: Vec<Option<u32>>,
    rows: Vec<Vec<u32>>,
}

impl NameRows {
    /// Tells for each word of a text whether it stands in a name.
    fn mark(&self, tokens: &[u32], marks: &mut Vec<bool>) {
        marks.clear();
        marks.resize(tokens.len(), false);
        let number = |form: &u32| self.of_form[*form as usize];
        for row in &self.rows {
            for (at, here) in tokens.windows(row.len()).enumerate() {
                if here.iter().map(number).eq(row.iter().copied().map(Some)) {
                    marks[at..at + row.len()].fill(true);
                }
            }
        }
    }
}

/// The folded stem, where it begins the folded word; otherwise the word itself, so that a key always begins its forms.
#[must_use]
pub fn key_of(written: &str, folded: &str, stems: &Stems) -> String {
    let stem = fold(&stems.stem(written));
    if !stem.is_empty() && folded.starts_with(&stem) {
        stem
    } else {
        folded.to_owned()
    }
}

fn impact(frequency: f64) -> u8 {
    let saturated = frequency / (K1 + frequency);
    let level = saturated * (f64::from(LEVELS) / FULL);
    (1..LEVELS)
        .take_while(|&up| level >= f64::from(up))
        .last()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(texts: &[&str]) -> Vec<Term> {
        let mut index = Index::default();
        for text in texts {
            let tokens = index.tokens(text);
            index.push(Document {
                fields: vec![(Field::Text, tokens)],
                keys: Vec::new(),
            });
        }
        index.terms(&Stems::of("es"), true)
    }

    fn find<'t>(terms: &'t [Term], form: &str) -> &'t Term {
        terms
            .iter()
            .find(|term| term.forms.iter().any(|held| held == form))
            .unwrap()
    }

    #[test]
    fn words_of_the_bodys_name_count_little() {
        let mut index = Index::new(&["Grupo de Trabajo".to_owned()]);
        for text in [
            "El Grupo de Trabajo examinó el registro",
            "El trabajo forzoso y el registro",
        ] {
            let tokens = index.tokens(text);
            index.push(Document {
                fields: vec![(Field::Text, tokens)],
                keys: Vec::new(),
            });
        }
        let terms = index.terms(&Stems::of("es"), true);
        let levels = |form: &str| -> Vec<u8> {
            let postings = find(&terms, form).postings.iter();
            postings.map(|posting| posting.1).collect()
        };
        let (work, register) = (levels("trabajo"), levels("registro"));
        assert!(work[0] < work[1], "{work:?}");
        assert!(register[0].abs_diff(register[1]) < 2, "{register:?}");
    }

    #[test]
    fn inflections_share_a_term_and_keys_begin_their_forms() {
        let terms = terms(&["Las víctimas", "la víctima indemnizada", "indemnizar"]);
        assert_eq!(find(&terms, "víctima").forms, ["víctima", "víctimas"]);
        assert_eq!(find(&terms, "indemnizar").postings.len(), 2);
        for term in &terms {
            for form in &term.forms {
                assert!(fold(form).starts_with(&term.key), "{form} {}", term.key);
            }
        }
    }

    #[test]
    fn accents_do_not_make_another_term() {
        let terms = terms(&["público", "publico", "público"]);
        let term = find(&terms, "público");
        assert_eq!(term.forms, ["público"]);
        assert_eq!(term.postings.len(), 3);
    }

    #[test]
    fn a_short_text_with_the_word_twice_weighs_more_than_a_long_one() {
        let terms = terms(&[
            "trata trata",
            "trata de personas y otras muchas palabras que siguen",
        ]);
        let postings = &find(&terms, "trata").postings;
        assert!(postings[0].1 > postings[1].1);
    }

    #[test]
    fn order_is_that_of_a_keyboard_without_tilde() {
        let terms = terms(&["niño nino nada nube"]);
        let keys: Vec<&str> = terms.iter().map(|term| term.key.as_str()).collect();
        assert_eq!(keys, ["nad", "nin", "niñ", "nub"]);
    }
}
