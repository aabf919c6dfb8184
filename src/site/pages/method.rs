//! How the register was made: coverage of each source, every repair, what is missing.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::enrich::Entry;
use crate::files::File;
use crate::records::{Document, Role, Status};
use crate::site::{Site, routes};
use crate::text::RepairRule;

use super::document::Calls;
use super::{head, render};

#[derive(Serialize)]
struct View<'a> {
    documents: Vec<Coverage<'a>>,
    repairs: Vec<RepairRow<'a>>,
    furniture: Vec<Furniture<'a>>,
    gaps: Vec<Gap>,
    unresolved: Vec<UnresolvedRow<'a>>,
    lost_notes: Vec<LostNote<'a>>,
    /// How many provisions have themes that no editor has read; none where there are none.
    proposed_note: Option<String>,
    /// How many address someone whom their text does not name, likewise.
    implicit_note: Option<String>,
    has_thesaurus: bool,
    has_descriptors: bool,
}

/// A reference that leads nowhere.
#[derive(Serialize)]
struct UnresolvedRow<'a> {
    place: String,
    url: String,
    text: &'a str,
    reason: String,
}

/// A footnote's mark whose note the source does not hold.
#[derive(Serialize)]
struct LostNote<'a> {
    document_title: &'a str,
    line: u32,
    url: String,
    mark: &'a str,
}

#[derive(Serialize)]
struct Coverage<'a> {
    title: &'a str,
    url: String,
    file: &'a str,
    sha256: &'a str,
    lines: u32,
    roles: Vec<RoleRow>,
    strip_label: String,
    strip: Vec<Stretch>,
}

/// Lines of one role, as the strip of a document draws them.
#[derive(Serialize)]
struct Stretch {
    role: &'static str,
    x: u32,
    width: u32,
}

#[derive(Serialize)]
struct RoleRow {
    role: &'static str,
    role_label: String,
    count: u32,
    share_label: String,
}

#[derive(Serialize)]
struct RepairRow<'a> {
    document_title: &'a str,
    line: u32,
    url: String,
    from: &'a str,
    to: &'a str,
    rule_label: String,
}

#[derive(Serialize)]
struct Furniture<'a> {
    document_title: &'a str,
    line: u32,
    url: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Gap {
    title: String,
    text: String,
    url: Option<String>,
}

/// The page about the method.
pub fn page(site: &Site<'_>) -> Result<File, Diagnostic> {
    let documents = &site.compendium.documents;
    let relative = |to: &str| routes::relative(routes::METHOD, to);
    let place =
        |document: &Document, line: u32| relative(&routes::document_line(&document.slug, line));
    let repairs = documents
        .iter()
        .flat_map(|document| document.blocks.iter().map(move |block| (document, block)))
        .flat_map(|(document, block)| {
            block
                .text
                .repairs
                .iter()
                .map(move |repair| (document, repair))
        })
        .map(|(document, repair)| RepairRow {
            document_title: document.short_title(),
            line: repair.line,
            url: place(document, repair.line),
            from: &repair.from,
            to: &repair.to,
            rule_label: rule_label(site, repair.rule),
        })
        .collect();
    let furniture = documents
        .iter()
        .flat_map(|document| document.blocks.iter().map(move |block| (document, block)))
        .filter(|(_, block)| {
            block.role == Role::Furniture && block.text.plain.chars().any(char::is_alphanumeric)
        })
        .map(|(document, block)| Furniture {
            document_title: document.short_title(),
            line: block.lines.first,
            url: place(document, block.lines.first),
            text: &block.text.plain,
        })
        .collect();
    let gaps = site
        .compendium
        .meetings
        .iter()
        .filter(|meeting| meeting.status != Status::Documented)
        .filter_map(|meeting| {
            Some(Gap {
                title: site.meeting_with_year(meeting),
                text: site.status_note(meeting)?,
                url: Some(relative(&routes::meeting(meeting.number))),
            })
        })
        .collect();
    let unresolved = site
        .compendium
        .unresolved
        .iter()
        .filter_map(|lost| {
            let document = documents
                .iter()
                .find(|document| document.file == lost.file)?;
            let entry = lost.entry.map(|at| &site.compendium.entries[at]);
            Some(UnresolvedRow {
                place: entry.map_or_else(
                    || {
                        format!(
                            "{}, {}",
                            document.short_title(),
                            site.lines_label(lost.line, lost.line)
                        )
                    },
                    |entry| entry.reference.clone(),
                ),
                url: entry.map_or_else(
                    || place(document, lost.line),
                    |entry| relative(&routes::recommendation(&entry.id)),
                ),
                text: &lost.text,
                reason: site.fill(lost.reason.path(), &[]),
            })
        })
        .collect();
    let lost_notes = documents
        .iter()
        .flat_map(|document| {
            let calls = Calls::of(document);
            calls
                .lost(document)
                .map(|found| (document, found))
                .collect::<Vec<_>>()
        })
        .map(|(document, (line, mark))| LostNote {
            document_title: document.short_title(),
            line,
            url: place(document, line),
            mark,
        })
        .collect();
    let editorial = &site.compendium.editorial;
    let view = View {
        proposed_note: part_note(site, "method.proposed", |entry| entry.proposed),
        implicit_note: part_note(site, "method.implicit", |entry| entry.grammar.implicit),
        has_thesaurus: !(editorial.thesaurus.is_empty() && editorial.search_words.is_empty()),
        has_descriptors: !editorial.descriptors.is_empty(),
        unresolved,
        lost_notes,
        documents: documents
            .iter()
            .map(|document| coverage(site, document))
            .collect(),
        repairs,
        furniture,
        gaps,
    };
    render(site, head(site, "method", routes::METHOD), &view)
}

/// Of how many provisions something is true, in a sentence.
fn part_note(site: &Site<'_>, key: &str, is: impl Fn(&Entry) -> bool) -> Option<String> {
    let compendium = site.compendium;
    let (mut part, mut all) = (0, 0);
    for at in compendium.provisions() {
        all += 1;
        part += usize::from(is(&compendium.entries[at]));
    }
    let form = if part == 1 { "one" } else { "other" };
    let sentence = |part: &str| {
        site.fill(
            &format!("{key}_{form}"),
            &[("n", part), ("all", &site.count("count.provisions", all))],
        )
    };
    (part > 0).then(|| sentence(&part.to_string()))
}

fn coverage<'a>(site: &Site<'_>, document: &'a Document) -> Coverage<'a> {
    let roles = Role::ALL
        .into_iter()
        .map(|role| (role, document.lines_of(role)))
        .filter(|&(_, lines)| lines > 0)
        .map(|(role, count)| RoleRow {
            role: role.id(),
            role_label: site.fill(&format!("role.{}", role.id()), &[]),
            count,
            share_label: site.fill(
                "method.percent",
                &[(
                    "n",
                    &site.language.decimal(&share(count, document.line_count)),
                )],
            ),
        })
        .collect();
    Coverage {
        title: &document.title,
        url: routes::relative(routes::METHOD, &routes::document(&document.slug)),
        file: &document.file,
        sha256: &document.sha256,
        lines: document.line_count,
        roles,
        strip_label: site.fill("method.strip_label", &[("title", &document.title)]),
        strip: strip(document),
    }
}

/// What each line is, from the first to the last. Blank lines are drawn as what they stand in: in a
/// document with every second line blank nothing else could be seen.
fn strip(document: &Document) -> Vec<Stretch> {
    let mut strip: Vec<Stretch> = Vec::new();
    for span in &document.coverage {
        let (x, width) = (span.lines.first - 1, span.lines.last - span.lines.first + 1);
        match strip.last_mut() {
            Some(last) if last.role == span.role.id() || span.role == Role::Blank => {
                last.width += width;
            }
            _ => strip.push(Stretch {
                role: span.role.id(),
                x,
                width,
            }),
        }
    }
    strip
}

/// A part of a whole in hundredths, with one decimal: "12.5".
fn share(part: u32, whole: u32) -> String {
    let tenths = (u64::from(part) * 1000 + u64::from(whole) / 2) / u64::from(whole.max(1));
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn rule_label(site: &Site<'_>, rule: RepairRule) -> String {
    let key = match rule {
        RepairRule::BrokenWord => "broken-word",
        RepairRule::SpacedPunctuation => "spaced-punctuation",
        RepairRule::BrokenSymbol => "broken-symbol",
    };
    site.fill(&format!("rule.{key}"), &[])
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(share(1, 8), "12.5");
        assert_eq!(share(8, 8), "100.0");
        assert_eq!(share(0, 0), "0.0");
    }
}
