//! A meeting, and the list of meetings.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::files::File;
use crate::languages::uncapitalised;
use crate::records::{AgendaItem, Attendance, Meeting, Place, Standing, Status, Told};
use crate::site::frame::{Head, Thing};
use crate::site::render::Shared;
use crate::site::units::{Link, NoteView, Notes, UnitView};
use crate::site::{Site, routes};

use super::annotations::{self, Later};
use super::facet::Kind;
use super::filters::{self, By};
use super::{citing, head, render};

#[derive(Serialize)]
struct View<'a> {
    number: u32,
    /// By which the heads of printed pages know it.
    anchor: String,
    name: String,
    date_label: Option<String>,
    place: Option<&'a str>,
    status: Status,
    status_label: String,
    status_note: Option<String>,
    later: Vec<Later<'a>>,
    adopted_elsewhere: Option<Elsewhere>,
    note: Option<Shared>,
    note_source: Option<NoteSource>,
    recommendations_label: String,
    provisions_label: String,
    count: usize,
    citations: Vec<Link>,
    filters: Vec<filters::Facet>,
    documents: Vec<DocumentLink>,
    agenda: Option<Vec<AgendaRow<'a>>>,
    told: ToldView,
    president: Option<&'a str>,
    documents_before: Vec<Prior<'a>>,
    attendance: Option<AttendanceView<'a>>,
    sections: Vec<Section<'a>>,
    notes: Vec<NoteView<'a>>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct Elsewhere {
    text: String,
    reference: String,
    url: String,
}

#[derive(Serialize)]
struct NoteSource {
    label: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct DocumentLink {
    title: String,
    symbol: Option<String>,
    url: String,
    kind_label: String,
    date_label: Option<String>,
}

#[derive(Serialize)]
struct AgendaRow<'a> {
    marker: String,
    title: &'a str,
    depth: usize,
    asked_by: Vec<Link>,
}

#[derive(Serialize)]
struct Prior<'a> {
    title: &'a str,
    symbol: Option<&'a str>,
    edition_url: Option<String>,
    official_url: Option<String>,
}

#[derive(Serialize)]
struct AttendanceView<'a> {
    states: &'a [String],
    observers: &'a [String],
    organizations: &'a [String],
    states_label: String,
    observers_label: String,
    organizations_label: String,
    twice_label: Option<String>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: Option<&'a str>,
    standing: Option<String>,
    units: Vec<UnitView<'a>>,
}

/// The page of one meeting.
pub fn page(site: &Site<'_>, at: usize) -> Result<File, Diagnostic> {
    let compendium = site.compendium;
    let meeting = &compendium.meetings[at];
    let path = routes::meeting(meeting.number);
    let relative = |to: &str| routes::relative(&path, to);
    let name = site.language.meeting_name(meeting.number);
    let mut notes = Notes::default();
    let sections = site
        .sections(at)
        .into_iter()
        .map(|(title, units)| {
            let submitted = units
                .iter()
                .all(|&unit| compendium.standing(&compendium.entries[unit]) == Standing::Submitted);
            Section {
                title,
                standing: submitted.then(|| site.fill("standing.submitted", &[])),
                units: units
                    .into_iter()
                    .map(|unit| site.unit(unit, &path, &mut notes))
                    .collect(),
            }
        })
        .collect();
    let note_source = meeting.note.as_ref().and_then(|note| {
        let document = compendium.document(&note.document)?;
        let link = site.source_link(document, note.lines, &path);
        Some(NoteSource {
            label: link.name,
            url: Some(link.url),
        })
    });
    let neighbour = |at: Option<usize>| {
        at.and_then(|at| compendium.meetings.get(at))
            .map(|meeting| Link {
                name: site.language.meeting_name(meeting.number),
                url: relative(&routes::meeting(meeting.number)),
            })
    };
    let view = View {
        number: meeting.number,
        anchor: routes::meeting_anchor(meeting.number),
        name: name.clone(),
        date_label: site.date_label(meeting),
        place: meeting.place.as_deref(),
        status: meeting.status,
        status_label: site.status_label(meeting.status),
        status_note: site.status_note(meeting),
        later: annotations::later(site, meeting.number, &path),
        adopted_elsewhere: elsewhere(site, meeting, &relative),
        note: meeting.note.as_ref().map(|note| site.plain(&note.text)),
        note_source,
        recommendations_label: if meeting.recommendations.is_empty() {
            site.none_label(meeting)
        } else {
            site.count("count.recommendations", meeting.recommendations.len())
        },
        provisions_label: site.count("count.provisions", meeting.provisions()),
        count: meeting.provisions(),
        citations: citing::list_links(
            &routes::meeting_anchor(meeting.number),
            meeting.provisions(),
            &path,
        ),
        filters: filters(site, at),
        documents: documents(site, meeting, &relative),
        agenda: meeting
            .agenda
            .as_ref()
            .map(|items| agenda(site, at, "", items, 1, &path)),
        told: told(site, &meeting.told, &path),
        president: meeting.president.as_deref(),
        documents_before: meeting
            .documents_before
            .iter()
            .map(|document| Prior {
                title: &document.title,
                symbol: document.symbol.as_deref(),
                edition_url: document
                    .symbol
                    .as_deref()
                    .and_then(|symbol| site.edition_url(symbol, &path)),
                official_url: document
                    .symbol
                    .as_deref()
                    .and_then(|symbol| site.official_url(symbol)),
            })
            .collect(),
        attendance: meeting
            .attendance
            .as_ref()
            .map(|attendance| AttendanceView {
                states: &attendance.states,
                observers: &attendance.observers,
                organizations: &attendance.organizations,
                states_label: site.count("count.states", attendance.states.len()),
                observers_label: site.count("count.observers", attendance.observers.len()),
                organizations_label: site
                    .count("count.organizations", attendance.organizations.len()),
                twice_label: twice(site, attendance),
            }),
        sections,
        notes: notes.views,
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
    };
    let head = Head {
        kind: "meeting",
        heading: name.clone(),
        description: site.fill("description.meeting", &[("name", &name)]),
        crumbs: vec![(
            site.s("nav.meetings").to_owned(),
            routes::MEETINGS.to_owned(),
        )],
        jsonld: Some(
            Thing::new("Event")
                .text("name", name)
                .maybe("startDate", meeting.start.as_deref())
                .maybe("endDate", meeting.end.as_deref())
                .thing("organizer", Some(citing::body(site)))
                .thing(
                    "location",
                    meeting
                        .place
                        .as_ref()
                        .map(|place| Thing::new("Place").text("name", place)),
                ),
        ),
        citation: Vec::new(),
        path: path.clone(),
    };
    render(site, head, &view)
}

/// What the meeting's provisions can be told apart by; the longest list stands last.
fn filters(site: &Site<'_>, meeting: usize) -> Vec<filters::Facet> {
    let compendium = site.compendium;
    let own = |&at: &usize| compendium.entries[at].meeting == meeting;
    let provisions: Vec<usize> = compendium.provisions().filter(own).collect();
    let facets = [By::Kind(Kind::Addressee), By::Kind(Kind::Action), By::Theme];
    filters::all(site, &facets, &provisions)
}

/// Who stands in two lists, as the source has it.
fn twice(site: &Site<'_>, attendance: &Attendance) -> Option<String> {
    let names = attendance.in_two_lists();
    let names = names.join(site.s("name.words_joint"));
    (!names.is_empty()).then(|| site.fill("meeting.in_two_lists", &[("names", &names)]))
}

fn elsewhere(
    site: &Site<'_>,
    meeting: &Meeting,
    relative: &impl Fn(&str) -> String,
) -> Option<Elsewhere> {
    let adoption = site
        .compendium
        .editorial
        .adoptions
        .iter()
        .find(|adoption| adoption.meeting == meeting.number)?;
    let entry = &site.compendium.entries[site.compendium.find(&adoption.adopted_as)?];
    Some(Elsewhere {
        text: site.fill("status.elsewhere_note", &[]),
        reference: entry.reference.clone(),
        url: relative(&routes::recommendation(&entry.id)),
    })
}

fn documents(
    site: &Site<'_>,
    meeting: &Meeting,
    relative: &impl Fn(&str) -> String,
) -> Vec<DocumentLink> {
    meeting
        .documents
        .iter()
        .filter_map(|slug| site.compendium.document(slug))
        .map(|document| DocumentLink {
            title: document.title.clone(),
            symbol: document.symbol.clone(),
            url: relative(&routes::document(&document.slug)),
            kind_label: site.kind_label(document.kind),
            date_label: site.day_label(document.date.as_deref()),
        })
        .collect()
}

fn agenda<'a>(
    site: &Site<'_>,
    meeting: usize,
    above: &str,
    items: &'a [AgendaItem],
    depth: usize,
    path: &str,
) -> Vec<AgendaRow<'a>> {
    items
        .iter()
        .flat_map(|item| {
            let lettered =
                |letter: &str| site.language.recommendations.part.replace("{part}", letter);
            let is_figure = item.number.bytes().all(|byte| byte.is_ascii_digit());
            let number = format!("{above}{}", item.number);
            let asked_by = site
                .compendium
                .asked
                .iter()
                .filter(|asked| asked.meeting == meeting && asked.item == number)
                .map(|asked| {
                    let entry = &site.compendium.entries[asked.entry];
                    let letter = asked.letter.as_ref();
                    let reference = uncapitalised(&entry.reference);
                    Link {
                        name: match letter {
                            Some(letter) => format!("{reference}{}", lettered(letter)),
                            None => reference,
                        },
                        url: routes::relative(path, &routes::recommendation(&entry.id)),
                    }
                })
                .collect();
            let own = AgendaRow {
                marker: if is_figure {
                    format!("{}.", item.number)
                } else {
                    lettered(&item.number).trim_start().to_owned()
                },
                title: &item.title,
                depth,
                asked_by,
            };
            let below = agenda(
                site,
                meeting,
                &format!("{number}."),
                &item.items,
                depth + 1,
                path,
            );
            std::iter::once(own).chain(below)
        })
        .collect()
}

/// Where the sources tell each fact: line and document.
#[derive(Serialize)]
struct ToldView {
    held: Option<Link>,
    agenda: Option<Link>,
    president: Option<Link>,
    documents_before: Option<Link>,
    attendance: Option<Link>,
}

fn told(site: &Site<'_>, told: &Told, path: &str) -> ToldView {
    let link = |place: &Option<Place>| {
        let place = place.as_ref()?;
        let document = site.compendium.document(&place.document)?;
        Some(site.source_link(document, place.lines, path))
    };
    ToldView {
        held: link(&told.held),
        agenda: link(&told.agenda),
        president: link(&told.president),
        documents_before: link(&told.documents_before),
        attendance: link(&told.attendance),
    }
}

#[derive(Serialize)]
struct ListView {
    intro: String,
    meetings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    url: String,
    date_label: Option<String>,
    place: Option<String>,
    status: Status,
    status_label: String,
    count: usize,
    counts_label: String,
    note: Option<String>,
}

/// The list of meetings.
pub fn list(site: &Site<'_>) -> Result<File, Diagnostic> {
    let path = routes::MEETINGS;
    let meetings = site
        .compendium
        .meetings
        .iter()
        .map(|meeting| {
            let adopted = elsewhere(site, meeting, &|to: &str| routes::relative(path, to));
            Row {
                name: site.language.meeting_name(meeting.number),
                url: routes::relative(path, &routes::meeting(meeting.number)),
                date_label: site.date_label(meeting),
                place: meeting.place.clone(),
                status: meeting.status,
                status_label: site.status_label(meeting.status),
                count: meeting.provisions(),
                counts_label: site.counts_label(meeting),
                note: adopted
                    .map(|adopted| format!("{} {}.", adopted.text, adopted.reference))
                    .or_else(|| site.status_note(meeting)),
            }
        })
        .collect();
    let first = site.compendium.meetings.iter().find_map(|m| m.year());
    let intro = match first {
        Some(year) => site.fill("meetings.intro", &[("year", year)]),
        None => site.s("meetings.intro_undated").to_owned(),
    };
    let view = ListView { intro, meetings };
    render(site, head(site, "meetings", path), &view)
}

/// What its words are found under in the language's table.
fn status_key(status: Status) -> &'static str {
    match status {
        Status::Documented => "documented",
        Status::Draft => "draft",
        Status::NoSource => "no-source",
    }
}

impl Site<'_> {
    /// "Cuarta reunión, 2011".
    pub(in crate::site) fn meeting_with_year(&self, meeting: &Meeting) -> String {
        let name = self.language.meeting_name(meeting.number);
        match meeting.year() {
            Some(year) => format!("{name}, {year}"),
            None => name,
        }
    }

    /// "Cuarta reunión (2011)".
    pub(in crate::site) fn meeting_with_year_in_brackets(&self, meeting: &Meeting) -> String {
        let name = self.language.meeting_name(meeting.number);
        match meeting.year() {
            Some(year) => self.fill(
                "name.meeting_year_paren",
                &[("name", &name), ("year", year)],
            ),
            None => name,
        }
    }

    /// What is missing of a meeting: the editors' words, or ours where they wrote none.
    pub(in crate::site) fn status_note(&self, meeting: &Meeting) -> Option<String> {
        let gap = self
            .compendium
            .editorial
            .gaps
            .iter()
            .find(|gap| gap.meeting == meeting.number)
            .map(|gap| gap.note.trim().to_owned());
        match meeting.status {
            Status::Documented => gap,
            Status::Draft => Some(gap.unwrap_or_else(|| self.fill("status.draft_note", &[]))),
            Status::NoSource => {
                Some(gap.unwrap_or_else(|| self.fill("status.no-source_note", &[])))
            }
        }
    }

    /// "Documentada" and its like.
    pub(in crate::site) fn status_label(&self, status: Status) -> String {
        self.fill(&format!("status.{}", status_key(status)), &[])
    }

    /// Why a meeting has no recommendations: "Aprobadas en la cuarta reunión", "Sin fuente".
    pub(in crate::site) fn none_label(&self, meeting: &Meeting) -> String {
        match self.adopted_in(meeting) {
            Some(number) => self.fill(
                "status.elsewhere_none",
                &[("name", &self.language.meeting_name(number).to_lowercase())],
            ),
            None => self.fill(&format!("status.{}_none", status_key(meeting.status)), &[]),
        }
    }

    /// The same where there is room for a word or two.
    pub(in crate::site) fn none_short(&self, meeting: &Meeting) -> String {
        match self.adopted_in(meeting) {
            Some(number) => self.fill("status.elsewhere_short", &[("n", &number.to_string())]),
            None => self.fill(&format!("status.{}_short", status_key(meeting.status)), &[]),
        }
    }

    /// The meeting in which the recommendations that this one proposed were adopted.
    fn adopted_in(&self, meeting: &Meeting) -> Option<u32> {
        let adoptions = &self.compendium.editorial.adoptions;
        let adoption = adoptions.iter().find(|one| one.meeting == meeting.number)?;
        let entry = &self.compendium.entries[self.compendium.find(&adoption.adopted_as)?];
        Some(self.compendium.meetings[entry.meeting].number)
    }

    /// "46 recomendaciones numeradas, 70 disposiciones".
    pub(in crate::site) fn counts_label(&self, meeting: &Meeting) -> String {
        if meeting.recommendations.is_empty() {
            return self.none_label(meeting);
        }
        self.fill(
            "count.both",
            &[
                (
                    "recommendations",
                    &self.count("count.recommendations", meeting.recommendations.len()),
                ),
                (
                    "provisions",
                    &self.count("count.provisions", meeting.provisions()),
                ),
            ],
        )
    }
}
