//! The page of the chains: what meeting after meeting repeats.
//!
//! A chain has no name in the sources. Its title is made of its members' own words, found by what they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::languages::words::{Terms, words};
use crate::site::frame::Head;
use crate::site::units::Link;
use crate::site::{Site, routes};

use super::lineage::{ABOVE, above, meetings_of, shortened, when};
use super::{head, render};

/// What the page of the chains shows of each text.
const MEMBER: usize = 420;
/// What names a chain.
const TITLE: usize = 90;
/// So many words at least say what a demand is about.
const TITLE_WORDS: usize = 4;
/// What a title that is no demand by itself is worth beside one that is.
const ASIDE: f64 = 0.75;
/// Where there are more meetings, the strip of a chain shows only those that it runs through.
const STRIP: usize = 24;

#[derive(Serialize)]
struct Page<'a> {
    intro: String,
    chains: Vec<ChainView<'a>>,
    data_url: String,
    method_url: String,
}

#[derive(Serialize)]
struct ChainView<'a> {
    anchor: String,
    number: usize,
    title: String,
    strip: Vec<Stop>,
    summary: String,
    themes: Vec<Link>,
    members: Vec<Member<'a>>,
}

/// A meeting on the strip of a chain; one that it does not run through has no address.
#[derive(Serialize)]
struct Stop {
    short: String,
    name: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Member<'a> {
    id: String,
    when: &'a str,
    reference: &'a str,
    url: String,
    above: Option<String>,
    words: String,
}

/// The page of the strongest chains.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let path = routes::CHAINS;
    let all = &site.compendium.chains;
    let mut rarity = Rarity::new(site);
    let chains: Vec<ChainView<'_>> = (0..all.len().min(routes::CHAINS_SHOWN))
        .map(|number| chain(site, number, path, &mut rarity))
        .collect();
    let view = Page {
        intro: site.fill(
            "chains.shown",
            &[
                ("all", &site.count("count.chains", all.len())),
                ("shown", &chains.len().to_string()),
            ],
        ),
        data_url: routes::relative(path, &routes::data("cadenas.json")),
        method_url: routes::relative(path, routes::METHOD_KINSHIP),
        chains,
    };
    let head = head(site, "chains", path);
    let head = Head {
        crumbs: vec![(
            site.s("nav.recommendations").to_owned(),
            routes::RECOMMENDATIONS.to_owned(),
        )],
        ..head
    };
    render(site, head, &view)
}

fn chain<'a>(site: &Site<'a>, number: usize, from: &str, rarity: &mut Rarity) -> ChainView<'a> {
    let compendium = site.compendium;
    let members = &compendium.chains[number].members;
    let meetings = meetings_of(site, members);
    let stop = |meeting: usize| {
        let first = meetings.iter().find(|&&(at, _)| at == meeting);
        let meeting = &compendium.meetings[meeting];
        Stop {
            short: site.fill("name.meeting_short", &[("n", &meeting.number.to_string())]),
            name: site.meeting_with_year(meeting),
            url: first.map(|&(_, at)| {
                let unit = routes::unit_anchor(&compendium.entries[at].id);
                routes::relative(from, &format!("{}#{unit}", routes::meeting(meeting.number)))
            }),
        }
    };
    let strip = if compendium.meetings.len() <= STRIP {
        (0..compendium.meetings.len()).map(stop).collect()
    } else {
        meetings.iter().map(|&(meeting, _)| stop(meeting)).collect()
    };
    ChainView {
        anchor: routes::chain_anchor(number),
        number: number + 1,
        title: title(site, members, rarity),
        strip,
        summary: site.fill(
            "chains.summary",
            &[
                ("provisions", &site.count("count.provisions", members.len())),
                ("meetings", &site.count("count.meetings", meetings.len())),
                ("from", when(site, members[0])),
                ("to", when(site, members[members.len() - 1])),
            ],
        ),
        themes: themes(site, members, from),
        members: members
            .iter()
            .map(|&at| {
                let entry = &compendium.entries[at];
                Member {
                    id: entry.id.to_string(),
                    when: when(site, at),
                    reference: &entry.reference,
                    url: routes::relative(from, &routes::recommendation(&entry.id)),
                    above: above(site, at).map(|words| shortened(&words, ABOVE)),
                    words: shortened(&entry.unit.text.plain, MEMBER),
                }
            })
            .collect(),
    }
}

/// How much the words of all provisions tell: the rarer one is, the more.
struct Rarity {
    terms: Terms,
    /// For each term, how many provisions have it.
    found: Vec<usize>,
    /// The terms of each provision.
    provisions: BTreeMap<usize, Vec<u32>>,
}

impl Rarity {
    fn new(site: &Site<'_>) -> Self {
        let mut rarity = Self {
            terms: Terms::new(Arc::clone(&site.compendium.stems)),
            found: Vec::new(),
            provisions: BTreeMap::new(),
        };
        for at in site.compendium.provisions() {
            let text = &site.compendium.entries[at].unit.text.plain;
            let terms = rarity.terms.set(text, |_| false);
            for &term in &terms {
                let term = term as usize;
                if term >= rarity.found.len() {
                    rarity.found.resize(term + 1, 0);
                }
                rarity.found[term] += 1;
            }
            rarity.provisions.insert(at, terms);
        }
        rarity
    }

    /// What each term tells of some provisions: nothing where only one of them has it.
    fn shared(&self, members: &[usize]) -> BTreeMap<u32, f64> {
        let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
        for &term in members.iter().flat_map(|at| &self.provisions[at]) {
            *shared.entry(term).or_insert(-1.0) += 1.0;
        }
        for (&term, weight) in &mut shared {
            *weight *= (self.provisions.len() as f64 / self.found[term as usize] as f64).ln();
        }
        shared
    }
}

/// The words of a member that hold most of what the members of a chain share: from the beginning of one of
/// its clauses, so that no "no" is cut off.
fn title(site: &Site<'_>, members: &[usize], rarity: &mut Rarity) -> String {
    let shared = rarity.shared(members);
    let mut best = (-1.0, String::new());
    for &at in members {
        let text = &site.compendium.entries[at].unit.text.plain;
        for (start, worth) in clauses(site, at) {
            let title = clause(&text[start..]);
            if words(&title).nth(TITLE_WORDS - 1).is_none() {
                continue;
            }
            let terms = rarity.terms.set(&title, |_| false);
            let told: f64 = terms.iter().filter_map(|term| shared.get(term)).sum();
            if told * worth > best.0 {
                best = (told * worth, title);
            }
        }
    }
    let mut letters = best.1.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        // Members of a word or two each.
        None => shortened(&site.compendium.entries[members[0]].unit.text.plain, TITLE),
    }
}

/// Where the clauses of an entry begin, and what each is worth as a title: what the verb asks for is worth
/// most, then the words before it, which name who is asked, and what follows a sign, which may be an aside.
fn clauses(site: &Site<'_>, at: usize) -> Vec<(usize, f64)> {
    let entry = &site.compendium.entries[at];
    let text = entry.unit.text.plain.as_str();
    let verb = entry.grammar.verb.filter(|verb| verb.entry == at);
    let verb_end = verb.map(|verb| verb.end as usize);
    let is_preposition = |word: &str| {
        let word = word.to_lowercase();
        site.language.grammar.prepositions.contains(&word)
    };
    let list: Vec<(usize, &str)> = words(text).collect();
    let mut starts = Vec::new();
    for (index, &(start, word)) in list.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| list[before]);
        let signed = before.is_none_or(|(before, word)| {
            text[before + word.len()..start].contains([',', ';', ':', '.'])
        });
        let is_asked = verb_end == Some(start + word.len());
        if !signed && !is_asked {
            continue;
        }
        // "considerar la posibilidad de": what follows; "tener en cuenta": from "tener" on.
        let mut first = index;
        if is_asked {
            while first > 0 && is_preposition(list[first - 1].1) {
                first -= 2.min(first);
            }
        }
        while list
            .get(first)
            .is_some_and(|&(_, word)| is_preposition(word))
        {
            first += 1;
        }
        // "a fin de", "con miras a", "entre otras cosas,": a set phrase is the beginning of nothing.
        let is_phrase = || {
            let Some(&[(_, one), (next, two), (third, _)]) = list.get(first..first + 3) else {
                return true;
            };
            let signs = [',', ';', ':', '.'];
            let start = list[first].0 + one.len();
            is_preposition(two)
                || text[start..next].contains(signs)
                || text[next + two.len()..third].contains(signs)
        };
        let is_demand = is_asked || (index == 0 && verb_end.is_none());
        if is_demand || !is_phrase() {
            let worth = if is_demand { 1.0 } else { ASIDE };
            starts.extend(list.get(first).map(|&(start, _)| (start, worth)));
        }
    }
    starts
}

/// A text as the title of a chain: to the last sign that leaves it long enough, else as far as it goes.
fn clause(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(TITLE)
        .map_or(text.len(), |(end, _)| end);
    let signs = |sign: char| ".,;:".contains(sign) || sign.is_whitespace();
    if end == text.len() {
        return text.trim_end_matches(signs).to_owned();
    }
    match text[..end].rfind([',', ';', ':']) {
        Some(sign) if sign * 2 >= end => text[..sign].trim_end_matches(signs).to_owned(),
        _ => shortened(text, TITLE),
    }
}

/// The themes of at least half of a chain, the most common first.
fn themes(site: &Site<'_>, members: &[usize], from: &str) -> Vec<Link> {
    let compendium = site.compendium;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &at in members {
        for &theme in &compendium.entries[at].themes {
            *counts.entry(theme).or_default() += 1;
        }
    }
    let mut counts: Vec<(usize, usize)> = counts
        .into_iter()
        .filter(|&(_, count)| count * 2 >= members.len())
        .collect();
    counts.sort_by_key(|&(theme, count)| (std::cmp::Reverse(count), theme));
    counts
        .into_iter()
        .map(|(theme, _)| {
            let theme = &compendium.themes[theme];
            Link {
                name: theme.name.clone(),
                url: routes::relative(from, &routes::theme(&theme.id)),
            }
        })
        .collect()
}
