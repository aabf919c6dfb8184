//! Makes what the program carries, once, when it is compiled: the words of each language and the scripts of the site.
//!
//! The Hunspell dictionary of each language becomes the set of its words.
//! A dictionary of 57 000 entries takes some 30 ms to load, as long as the whole book takes to build; the
//! set of the 650 000 words that it stands for, as a finite-state transducer in the binary, takes nothing.
//! A test compares its answers with those of `spellbook` (src/read/dictionary.rs).
//!
//! The scripts lose what only their writers read: a reader's browser loads and parses a third less.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::{env, fs};

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    words();
    scripts();
}

/// Writes each script of `static/js` as it is served.
fn scripts() {
    println!("cargo::rerun-if-changed=static/js");
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets it")).join("js");
    fs::create_dir_all(&out).expect("cargo's folder can be written");
    for entry in fs::read_dir("static/js").expect("the scripts lie in the repository") {
        let path = entry.expect("the folder can be listed").path();
        // An editor may leave files of its own beside them.
        if path.extension().is_none_or(|end| end != "js") || !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = path.file_name().expect("it was listed by its name");
        fs::write(out.join(name), lean(&text, &path)).expect("cargo's folder can be written");
    }
}

/// A script with short names and without comments and space, for the browsers that read it as it is written.
fn lean(text: &str, path: &Path) -> String {
    let allocator = Allocator::default();
    let mut parsed = Parser::new(&allocator, text, SourceType::script()).parse();
    let checked = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .build(&parsed.program);
    let mut faults = parsed.diagnostics.into_iter().chain(checked.diagnostics);
    if let Some(fault) = faults.next() {
        panic!(
            "{}: {:?}",
            path.display(),
            fault.with_source_code(text.to_owned())
        );
    }
    let options = MinifierOptions {
        compress: Some(CompressOptions {
            target: EngineTargets::from_target("es2018").expect("it is an edition of the language"),
            ..CompressOptions::default()
        }),
        ..MinifierOptions::default()
    };
    let shortened = Minifier::new(options).minify(&allocator, &mut parsed.program);
    Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(shortened.scoping)
        .build(&parsed.program)
        .code
}

/// Writes the words of each language.
fn words() {
    for language in ["es", "en"] {
        let folder = format!("src/languages/{language}/dictionary");
        println!("cargo::rerun-if-changed={folder}");
        let read = |kind: &str| {
            fs::read_to_string(Path::new(&folder).join(format!("{language}.{kind}")))
                .expect("the dictionary lies in the repository")
        };
        let (affixes, entries) = (read("aff"), read("dic"));
        let words = expand(&Affixes::parse(&affixes), &entries);
        let set = fst::Set::from_iter(words).expect("words are sorted");
        let out = env::var_os("OUT_DIR").expect("cargo sets it");
        let file = Path::new(&out).join(format!("{language}.fst"));
        fs::write(file, set.as_fst().as_bytes()).expect("cargo's folder can be written");
    }
}

/// One rule of a group: `SFX flag strip add[/flags] condition`.
struct Rule {
    strip: String,
    add: String,
    /// Flags of the groups that the new word may take in turn.
    more: String,
    condition: Vec<Letter>,
}

/// One place of a condition.
enum Letter {
    Any,
    Of(Vec<char>),
    NotOf(Vec<char>),
}

#[derive(Default)]
struct Affixes {
    suffixes: HashMap<char, Vec<Rule>>,
    prefixes: HashMap<char, Vec<Rule>>,
}

impl Affixes {
    fn parse(text: &str) -> Self {
        let mut affixes = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let &[kind, flag, strip, add, ref rest @ ..] = fields.as_slice() else {
                continue;
            };
            // The head of a group: `SFX flag Y count`.
            let head = rest.is_empty() && add.parse::<u32>().is_ok();
            let (Some(flag), false) = (flag.chars().next(), head) else {
                continue;
            };
            let (add, more) = add.split_once('/').unwrap_or((add, ""));
            let empty = |text: &str| {
                if text == "0" {
                    String::new()
                } else {
                    text.to_owned()
                }
            };
            let rule = Rule {
                strip: empty(strip),
                add: empty(add),
                more: more.to_owned(),
                condition: condition(rest.first().copied().unwrap_or(".")),
            };
            match kind {
                "SFX" => affixes.suffixes.entry(flag).or_default().push(rule),
                "PFX" => affixes.prefixes.entry(flag).or_default().push(rule),
                _ => {}
            }
        }
        affixes
    }
}

fn condition(text: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        letters.push(match c {
            '.' => Letter::Any,
            '[' => {
                let class: String = chars.by_ref().take_while(|&c| c != ']').collect();
                match class.strip_prefix('^') {
                    Some(class) => Letter::NotOf(class.chars().collect()),
                    None => Letter::Of(class.chars().collect()),
                }
            }
            c => Letter::Of(vec![c]),
        });
    }
    letters
}

fn meets<'c>(
    letters: impl Iterator<Item = &'c Letter>,
    mut word: impl Iterator<Item = char>,
) -> bool {
    letters
        .into_iter()
        .all(|letter| match (letter, word.next()) {
            // A lone full stop sets no condition, not even a letter.
            (Letter::Any, _) => true,
            (Letter::Of(class), Some(c)) => class.contains(&c),
            (Letter::NotOf(class), Some(c)) => !class.contains(&c),
            (_, None) => false,
        })
}

/// All words of all entries, in lower case.
fn expand(affixes: &Affixes, entries: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in entries.lines().skip(1) {
        let entry = entry.split_whitespace().next().unwrap_or_default();
        let (stem, flags) = entry.split_once('/').unwrap_or((entry, ""));
        if stem.is_empty() {
            continue;
        }
        let mut made = vec![stem.to_owned()];
        suffixed(affixes, stem, flags, 2, &mut made);
        let mut prefixed = Vec::new();
        for rule in flags
            .chars()
            .filter_map(|flag| affixes.prefixes.get(&flag))
            .flatten()
        {
            for word in &made {
                if word.starts_with(&rule.strip) && meets(rule.condition.iter(), word.chars()) {
                    prefixed.push(format!("{}{}", rule.add, &word[rule.strip.len()..]));
                }
            }
        }
        words.extend(
            made.into_iter()
                .chain(prefixed)
                .map(|word| word.to_lowercase()),
        );
    }
    words
}

fn suffixed(affixes: &Affixes, word: &str, flags: &str, depth: u8, made: &mut Vec<String>) {
    if depth == 0 {
        return;
    }
    for rule in flags
        .chars()
        .filter_map(|flag| affixes.suffixes.get(&flag))
        .flatten()
    {
        if let Some(stem) = word.strip_suffix(rule.strip.as_str())
            && meets(rule.condition.iter().rev(), word.chars().rev())
        {
            let new = format!("{stem}{}", rule.add);
            suffixed(affixes, &new, &rule.more, depth - 1, made);
            made.push(new);
        }
    }
}
