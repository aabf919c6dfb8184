//! What belongs to a language, in one table a language: the words that readers of documents look for,
//! and the words that the site says.
//!
//! A second language is a second folder beside `es/`; no rule of the program names a word.

mod add;
mod grammar;
mod named;
mod references;
mod search;
pub mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use serde::Deserialize;

pub use add::{AddWords, KindWords};
pub use grammar::{AddresseeWords, GrammarWords, VerbWords};
pub use named::{Names, named};
pub use references::{DescribedWords, ReferenceWords};
pub use search::SearchWords;

/// A language's table, as in `languages/<id>/language.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Language {
    /// The BCP 47 tag.
    pub id: String,
    /// Names of the months, January first, in lower case.
    pub months: Vec<String>,
    /// Other spellings of a month, with its number.
    pub month_variants: BTreeMap<String, u8>,
    /// Words between the first and last day of a meeting.
    pub range_words: Vec<String>,
    /// Words between two days in a row.
    pub list_words: Vec<String>,
    /// Words without meaning inside a date.
    pub date_fillers: Vec<String>,
    /// What stands between whole numbers and tenths.
    pub decimal_sign: String,
    /// Pairs of words that are written as one ("de el", "del").
    pub contractions: Vec<(String, String)>,
    /// Beginnings, folded, that the stemmer would cut to the stem of words that are no kin ("autorid" to that of "autor"):
    /// each is the stem of all words that begin so.
    #[serde(default)]
    pub stems_apart: Vec<String>,
    /// How pages write dates.
    pub date_forms: DateForms,
    /// Words about meetings.
    pub meetings: MeetingWords,
    /// Words about recommendations.
    pub recommendations: RecommendationWords,
    /// The usual parts of a report.
    pub report: ReportWords,
    /// Words that tell how text was laid out.
    pub layout: LayoutWords,
    /// What the repairer knows of the language.
    pub repair: RepairWords,
    /// Words that cite.
    pub references: ReferenceWords,
    /// How the language says whom it addresses, and how strongly.
    pub grammar: GrammarWords,
    /// What proposes themes.
    pub themes: ThemeTable,
    /// What people type into the search box.
    pub search: SearchWords,
    /// What a new document says of itself.
    #[serde(default)]
    pub add: AddWords,
}

/// Patterns for dates, with `{d}`, `{d1}`, `{d2}`, `{month}`, `{month1}`, `{month2}`, `{year}`, `{year1}`, `{year2}`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DateForms {
    /// One day.
    pub day: String,
    /// Two days in a row.
    pub two_days: String,
    /// Days of one month.
    pub days: String,
    /// Days of two months.
    pub months: String,
    /// Days of two years.
    pub years: String,
}

/// Words about meetings.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MeetingWords {
    /// What a session of the body is called.
    pub words: Vec<String>,
    /// What the title of a meeting's recommendations begins with.
    pub openings: Vec<String>,
    /// Forms of each ordinal, the first ordinal first.
    pub ordinals: Vec<Vec<String>>,
    /// Signs behind a figure that make it an ordinal.
    pub ordinal_signs: Vec<String>,
    /// Words that say that a meeting was held somewhere.
    pub held: Vec<String>,
    /// Words between a place and a date.
    pub place_ends: Vec<String>,
}

/// Words about recommendations.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RecommendationWords {
    /// Words that, with a number, head a recommendation.
    pub headings: Vec<String>,
    /// Short forms of "number" that may stand between the two.
    pub number_words: Vec<String>,
    /// Headings of a chapter whose paragraphs are recommendations.
    pub chapters: Vec<String>,
    /// Words of a paragraph that only presents those that follow.
    pub presented: Vec<String>,
    /// Words that submit the recommendations below to the Conference.
    pub submitted: Vec<String>,
    /// Pattern of a reference without a year.
    pub reference: String,
    /// Pattern of a reference with a year.
    pub reference_dated: String,
    /// Pattern of a letter or roman numeral behind a number.
    pub part: String,
    /// Pattern of the number of a repeated recommendation.
    pub repeated: String,
}

impl RecommendationWords {
    /// Whether a text, in lower case, says that recommendations follow it.
    #[must_use]
    pub fn presents(&self, lower: &str) -> bool {
        let mut phrases = self.presented.iter();
        phrases.any(|phrase| lower.contains(phrase.as_str()))
    }
}

/// Words that open the usual parts of a report.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReportWords {
    /// What the usual chapters besides that of the recommendations begin with.
    pub chapters: Vec<String>,
    /// Before the agenda.
    pub agenda: Vec<String>,
    /// Before the list of documents.
    pub documents: Vec<String>,
    /// Who opened the meeting.
    pub opened: Vec<String>,
    /// Who presided: what stands before the name, or behind it.
    pub presided: Vec<String>,
    /// What a chair is called.
    pub chairs: Vec<String>,
    /// Titles before a name.
    pub honorifics: Vec<String>,
    /// Words for being represented.
    pub represented: Vec<String>,
    /// Words that announce a sole name.
    pub one_represented: Vec<String>,
    /// Words for observers.
    pub observed: Vec<String>,
    /// Words for organisations.
    pub organizations: Vec<String>,
    /// Words that names of organizations begin with.
    pub organization_heads: Vec<String>,
    /// Verbs that say that several bodies were represented.
    pub many_represented: Vec<String>,
    /// Joints before the last of a list.
    pub list_joints: Vec<String>,
    /// Names that hold a word that joins lists.
    pub joined_names: Vec<String>,
    /// Articles before a name.
    pub articles: Vec<String>,
    /// What ends a name that stands before the verb.
    pub entity_ends: Vec<String>,
    /// What begins a name that stands after the verb.
    pub entity_after: Vec<String>,
}

/// Words that tell how text was laid out.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LayoutWords {
    /// Short forms with a full stop.
    pub abbreviations: Vec<String>,
    /// Words that cannot end a paragraph.
    pub open_ends: Vec<String>,
    /// Words behind the punctuation of a list's last item but one.
    pub list_joints: Vec<String>,
    /// Words beside a page number.
    pub page_words: Vec<String>,
    /// Words between a page number and the number of all pages.
    pub page_joints: Vec<String>,
    /// What the printer adds on a line of its own.
    pub printed: Vec<String>,
    /// What a running head begins with, before the document's symbol.
    pub running_heads: Vec<String>,
    /// Names of what is added behind the text.
    pub annexes: Vec<String>,
}

/// What is known of the language where themes are proposed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ThemeTable {
    /// Words that mean nothing alone: expressions are compared without them.
    pub function_words: Vec<String>,
}

/// What the repairer knows.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RepairWords {
    /// Single letters that are words.
    pub single_letter_words: Vec<String>,
    /// Single letters that are words before some sounds alone, and what these are written with.
    pub before_sounds: Vec<(String, Vec<String>)>,
    /// Words behind which a single letter is a name.
    pub lettered: Vec<String>,
    /// What makes a new word in front of another.
    pub prefixes: Vec<String>,
    /// What makes a plural.
    pub plural_endings: Vec<String>,
    /// The ending of a noun and that of the verb of which it is made.
    pub verbal_nouns: Vec<(String, String)>,
}

impl Language {
    /// The table of `tag`, or of Spanish where there is none.
    #[must_use]
    pub fn of(tag: &str) -> &'static Language {
        &tables(tag).0
    }

    /// Whether `tag` is this language, in whatever country.
    #[must_use]
    pub fn is(&self, tag: &str) -> bool {
        primary(tag).eq_ignore_ascii_case(&self.id)
    }

    /// A number with decimals as the language writes it.
    #[must_use]
    pub fn decimal(&self, number: &str) -> String {
        number.replace('.', &self.decimal_sign)
    }

    /// A name without the article before it.
    #[must_use]
    pub fn without_article<'n>(&self, name: &'n str) -> &'n str {
        let articles = &self.report.articles;
        articles
            .iter()
            .find_map(|article| name.strip_prefix(article.as_str()))
            .unwrap_or(name)
    }

    /// The ordinal of meeting `number` as pages write it: "cuarta"; a figure with its sign past the table's end.
    #[must_use]
    pub fn ordinal(&self, number: u32) -> String {
        self.meetings
            .ordinals
            .get(number.saturating_sub(1) as usize)
            .map_or_else(
                || format!("{number}{}", self.meetings.ordinal_signs[0]),
                |forms| forms[0].clone(),
            )
    }

    /// The name of meeting `number`: "Cuarta reunión".
    #[must_use]
    pub fn meeting_name(&self, number: u32) -> String {
        capitalised(&format!(
            "{} {}",
            self.ordinal(number),
            self.meetings.words[0]
        ))
    }

    /// The month that a lower-case word names, January = 1.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<u8> {
        self.months
            .iter()
            .position(|month| month.eq_ignore_ascii_case(word))
            .map(|at| at as u8 + 1)
            .or_else(|| self.month_variants.get(word).copied())
    }
}

/// The words that the site says, as in `languages/<id>/strings.toml`.
#[must_use]
pub fn strings(tag: &str) -> &'static toml::Table {
    &tables(tag).1
}

/// What the program says in the terminal: `terminal.toml`. Like diagnostics it is in the language of those who
/// run the program, whatever the language of the book.
#[must_use]
pub fn terminal(path: &str, facts: &[(&str, &str)]) -> String {
    fill(string(&TERMINAL, path), facts)
}

/// A number with its noun, in the terminal.
#[must_use]
pub fn terminal_count(noun: &str, n: usize) -> String {
    let form = if n == 1 { "one" } else { "other" };
    terminal(&format!("count.{noun}_{form}"), &[("n", &n.to_string())])
}

/// Lines of a file in words: "línea 350", "líneas 204 a 206".
#[must_use]
pub fn lines(strings: &toml::Table, first: u32, last: u32) -> String {
    let (first, last) = (first.to_string(), last.to_string());
    if first == last {
        fill(string(strings, "name.line"), &[("n", &first)])
    } else {
        fill(
            string(strings, "name.lines"),
            &[("from", &first), ("to", &last)],
        )
    }
}

/// One sentence of the strings file, found by its dotted path; the path itself where there is none,
/// so that a missing sentence is seen on the page (and a test finds it first).
#[must_use]
pub fn string<'a>(strings: &'a toml::Table, path: &'a str) -> &'a str {
    let mut table = strings;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        match table.get(part) {
            Some(toml::Value::Table(inner)) => table = inner,
            Some(toml::Value::String(sentence)) if parts.peek().is_none() => return sentence,
            _ => break,
        }
    }
    path
}

/// All sentences of the strings file by their dotted paths, for those who need many.
#[must_use]
pub fn sentences(strings: &toml::Table) -> HashMap<String, &str, FixedState> {
    fn gather<'s>(
        table: &'s toml::Table,
        path: &str,
        found: &mut HashMap<String, &'s str, FixedState>,
    ) {
        for (key, value) in table {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            match value {
                toml::Value::Table(inner) => gather(inner, &path, found),
                toml::Value::String(sentence) => {
                    found.insert(path, sentence);
                }
                _ => {}
            }
        }
    }
    let mut found = HashMap::default();
    gather(strings, "", &mut found);
    found
}

/// A sentence with its facts filled in where their names stand in braces.
#[must_use]
pub fn fill(sentence: &str, facts: &[(&str, &str)]) -> String {
    let mut rest = sentence;
    let mut filled = String::with_capacity(rest.len() + 32);
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let known = behind
            .split_once('}')
            .and_then(|(key, after)| Some((facts.iter().find(|fact| fact.0 == key)?.1, after)));
        if let Some((value, after)) = known {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = behind;
        }
    }
    filled.push_str(rest);
    filled
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A text that may stand in the middle of a sentence: its first letter in lower case.
#[must_use]
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// A text in lower case with every byte at its place: a letter whose lower case has another length stays.
#[must_use]
pub fn lower_in_place(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.chars().all(is_lowered) {
        return lower;
    }
    lower
        .chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
                _ => c,
            }
        })
        .collect()
}

/// A text in lower case, as `str::to_lowercase` has it; most words are already.
#[must_use]
pub fn lowered(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_lowered) {
        return Cow::Borrowed(text);
    }
    let lower = text.to_ascii_lowercase();
    Cow::Owned(if lower.chars().all(is_lowered) {
        lower
    } else {
        text.to_lowercase()
    })
}

/// Whether lower case leaves a character as it is.
fn is_lowered(c: char) -> bool {
    if c.is_ascii() {
        !c.is_ascii_uppercase()
    } else {
        c.is_lowercase() || c.to_lowercase().eq([c])
    }
}

/// A text for comparing: lower case, without accents; ñ stays a letter of its own.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

/// The words that documents hold, and those that the site says.
type Tables = (LazyLock<Language>, LazyLock<toml::Table>);

/// The languages by their tags, the first of which stands for any other.
static TABLES: [(&str, Tables); 2] = [
    (
        "es",
        (
            LazyLock::new(|| embedded(include_str!("es/language.toml"))),
            LazyLock::new(|| embedded(include_str!("es/strings.toml"))),
        ),
    ),
    (
        "en",
        (
            LazyLock::new(|| embedded(include_str!("en/language.toml"))),
            LazyLock::new(|| embedded(include_str!("en/strings.toml"))),
        ),
    ),
];

/// The tags of the languages that have tables.
pub fn tags() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(tag, _)| *tag)
}

fn tables(tag: &str) -> &'static Tables {
    let tag = primary(tag);
    let found = TABLES.iter().find(|(id, _)| id.eq_ignore_ascii_case(tag));
    &found.unwrap_or(&TABLES[0]).1
}

/// The language of a tag, without its country.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn embedded<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("a test reads every embedded table")
}

static TERMINAL: LazyLock<toml::Table> = LazyLock::new(|| {
    toml::from_str(include_str!("es/terminal.toml"))
        .expect("the embedded terminal.toml is checked by a test")
});

#[cfg(test)]
mod tests;
