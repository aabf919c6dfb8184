//! The names of treaties, bodies and instruments as the editors list them, ready to be found in a text.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use memchr::memmem;

use crate::languages::{ReferenceWords, lower_in_place};
use crate::records::editorial::{Body, Cited};

use super::CitationKind;
use super::tokens::Tokens;

/// What a name names: places in the editors' lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A treaty by its name.
    Treaty(usize),
    /// A treaty by a word that may also begin another name.
    Bare(usize),
    /// A body.
    Body(usize),
    /// An instrument.
    Instrument(usize),
}

/// What a word may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A provision: "artículo", "párrafo".
    Provision,
    /// A resolution.
    Resolution,
    /// A decision.
    Decision,
    /// A recommendation.
    Recommendation,
    /// What was recommended or decided, told without its number.
    Telling,
    /// Only a name.
    Name,
}

/// The names.
#[derive(Debug)]
pub struct Names {
    /// Ids of the treaties.
    pub treaties: Vec<String>,
    /// Ids of the instruments, and the resolutions that adopted them.
    pub instruments: Vec<(String, Option<String>)>,
    bodies: Vec<Body>,
    /// What the body is called whose recommendations the register holds.
    pub own: Vec<String>,
    /// Those of its names that the book gives.
    pub whole: Vec<String>,
    /// The body that it reports to.
    pub parent: Option<String>,
    triggers: HashMap<String, Trigger, FixedState>,
    /// By their first token; the longest name first.
    forms: HashMap<String, Vec<(String, Named)>, FixedState>,
    /// Words before what an earlier recommendation said, ready to be looked for in every text.
    again: Vec<memmem::Finder<'static>>,
}

impl Names {
    /// From the editors' lists and the language's words; `own` names the body whose recommendations the register
    /// holds, `parent` the one that it reports to.
    #[must_use]
    pub fn of(cited: &Cited, words: &ReferenceWords, own: &[String], parent: Option<&str>) -> Self {
        let mut forms: HashMap<String, Vec<(String, Named)>, FixedState> = HashMap::default();
        let mut add = |form: &str, named: Named| {
            let form = lower_in_place(form);
            let tokens = Tokens::of(&form);
            let first = tokens.word(0).to_owned();
            if !first.is_empty() {
                forms.entry(first).or_default().push((form.clone(), named));
            }
        };
        for (at, treaty) in cited.treaties.iter().enumerate() {
            for form in &treaty.forms {
                add(form, Named::Treaty(at));
            }
            for form in &treaty.bare {
                add(form, Named::Bare(at));
            }
        }
        for (at, body) in cited.bodies.iter().enumerate() {
            for form in &body.forms {
                add(form, Named::Body(at));
            }
        }
        for (at, instrument) in cited.instruments.iter().enumerate() {
            for form in &instrument.forms {
                add(form, Named::Instrument(at));
            }
        }
        for list in forms.values_mut() {
            list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        let mut triggers: HashMap<String, Trigger, FixedState> = forms
            .keys()
            .map(|word| (word.clone(), Trigger::Name))
            .collect();
        let described = &words.described;
        let verbs = described.decided.iter().map(|verb| {
            let first = verb.split(' ').next().unwrap_or_default();
            first.to_owned()
        });
        let nouns = described.one.iter().chain(&described.many);
        let tellings = nouns.chain(&described.made).cloned().chain(verbs);
        triggers.extend(tellings.map(|word| (word, Trigger::Telling)));
        for (list, trigger) in [
            (&words.article, Trigger::Provision),
            (&words.paragraph, Trigger::Provision),
            (&words.resolution, Trigger::Resolution),
            (&words.decision, Trigger::Decision),
            (&words.recommendation, Trigger::Recommendation),
        ] {
            triggers.extend(list.iter().map(|word| (word.clone(), trigger)));
        }
        Self {
            triggers,
            treaties: cited.treaties.iter().map(|t| t.id.clone()).collect(),
            instruments: cited
                .instruments
                .iter()
                .map(|instrument| (instrument.id.clone(), instrument.act.clone()))
                .collect(),
            bodies: cited.bodies.clone(),
            own: words.described.own.iter().chain(own).cloned().collect(),
            whole: own.to_vec(),
            parent: parent.map(str::to_owned),
            forms,
            again: (words.again.iter())
                .map(|phrase| memmem::Finder::new(phrase).into_owned())
                .collect(),
        }
    }

    /// What a word may begin; one look-up for each word of a text.
    #[must_use]
    pub fn trigger(&self, word: &str) -> Option<Trigger> {
        self.triggers.get(word).copied()
    }

    /// The longest name that begins at a token, and the token behind it. A year may stand behind its first word:
    /// "Convención de 1951 sobre el Estatuto de los Refugiados".
    #[must_use]
    pub fn find(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Named, usize)> {
        let forms = self.forms.get(tokens.word(at))?;
        let found = forms
            .iter()
            .find_map(|(form, named)| Some((*named, tokens.name(at, form)?)));
        if !matches!(found, None | Some((Named::Bare(_), _))) || tokens.year(at + 2).is_none() {
            return found;
        }
        let dated = forms.iter().find_map(|(form, named)| {
            let rest = form.strip_prefix(tokens.word(at))?.trim_start();
            let behind = (!rest.is_empty()).then(|| tokens.name(at + 3, rest))?;
            Some((*named, behind?))
        });
        dated.or(found)
    }

    /// Where a text in lower case begins to tell what an earlier recommendation said, and the words before that.
    #[must_use]
    pub fn again(&self, lower: &str) -> Option<(usize, usize)> {
        let place = |phrase: &memmem::Finder<'_>| {
            let at = phrase.find(lower.as_bytes())?;
            Some((at, at + phrase.needle().len()))
        };
        self.again.iter().find_map(place)
    }

    /// The target of a resolution or decision; the body by its name, or else by its number's first figure.
    #[must_use]
    pub fn act(
        &self,
        kind: CitationKind,
        number: &str,
        year: Option<u32>,
        body: Option<usize>,
    ) -> Option<String> {
        let body = if let Some(body) = body {
            &self.bodies[body]
        } else {
            let first: u32 = number.split_once('/')?.0.parse().ok()?;
            self.bodies.iter().find(|body| {
                let range = body.first.zip(body.last);
                range.is_some_and(|(from, to)| (from..=to).contains(&first))
            })?
        };
        let pattern = match kind {
            CitationKind::Decision => body.decision.as_ref()?,
            _ => body.resolution.as_ref()?,
        };
        let year = match year {
            Some(year) => year.to_string(),
            None if pattern.contains("{year}") => return None,
            None => String::new(),
        };
        let act = pattern.replace("{number}", number).replace("{year}", &year);
        Some(format!("{}:{act}", kind.id()))
    }

    /// Whether a symbol is that of a resolution or decision: "A/RES/64/293".
    #[must_use]
    pub fn act_of_symbol(&self, symbol: &str) -> Option<CitationKind> {
        let is = |pattern: &Option<String>| {
            pattern
                .as_deref()
                .and_then(|pattern| pattern.split('{').next())
                .is_some_and(|start| !start.is_empty() && symbol.starts_with(start))
        };
        if self.bodies.iter().any(|body| is(&body.resolution)) {
            Some(CitationKind::Resolution)
        } else if self.bodies.iter().any(|body| is(&body.decision)) {
            Some(CitationKind::Decision)
        } else {
            None
        }
    }
}
