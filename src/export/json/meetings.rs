//! `reuniones.json`: the meetings with their agenda, papers and attendance.

use schemars::JsonSchema;
use serde::Serialize;

use crate::enrich::Compendium;
use crate::languages::Language;
use crate::records::editorial::LaterStanding;
use crate::records::{AgendaItem, Attendance, PriorDocument, Status};
use crate::text::Span;

/// A row of `reuniones.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeetingRow<'a> {
    number: u32,
    ordinal: String,
    place: Option<&'a str>,
    start: Option<&'a str>,
    end: Option<&'a str>,
    documents: &'a [String],
    documents_before: Vec<PriorRow<'a>>,
    agenda: Option<Vec<AgendaRow<'a>>>,
    president: Option<&'a str>,
    counts: Counts,
    attendance: Option<AttendanceRow<'a>>,
    status: Status,
    standing: Vec<StandingRow<'a>>,
}

/// What became of the recommendations afterwards, and where a source says so.
#[derive(Debug, Serialize, JsonSchema)]
struct StandingRow<'a> {
    label: &'a str,
    detail: Option<&'a str>,
    passages: Vec<PassageRow<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PassageRow<'a> {
    document: &'a str,
    #[schemars(with = "[u32; 2]")]
    lines: Span,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PriorRow<'a> {
    title: &'a str,
    symbol: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct AgendaRow<'a> {
    number: AgendaNumber<'a>,
    title: &'a str,
    asked_by: Vec<AskedRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<AgendaRow<'a>>,
}

/// A recommendation that asked for an agenda item; `item` is the letter in a list inside its sentence.
#[derive(Debug, Serialize, JsonSchema)]
struct AskedRow<'a> {
    id: String,
    item: Option<&'a str>,
}

/// An item's number is a number; a sub-item's is its letter.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum AgendaNumber<'a> {
    Figure(u32),
    Letter(&'a str),
}

#[derive(Debug, Serialize, JsonSchema)]
struct Counts {
    recommendations: usize,
    provisions: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct AttendanceRow<'a> {
    states: &'a [String],
    observers: &'a [String],
    organizations: &'a [String],
}

/// All meetings by number.
#[must_use]
pub fn meetings<'a>(compendium: &'a Compendium, language: &Language) -> Vec<MeetingRow<'a>> {
    compendium
        .meetings
        .iter()
        .enumerate()
        .map(|(at, meeting)| MeetingRow {
            number: meeting.number,
            ordinal: language.ordinal(meeting.number),
            place: meeting.place.as_deref(),
            start: meeting.start.as_deref(),
            end: meeting.end.as_deref(),
            documents: &meeting.documents,
            documents_before: meeting.documents_before.iter().map(prior).collect(),
            agenda: meeting
                .agenda
                .as_ref()
                .map(|items| agenda(compendium, at, "", items)),
            president: meeting.president.as_deref(),
            counts: Counts {
                recommendations: meeting.recommendations.len(),
                provisions: meeting.provisions(),
            },
            attendance: meeting.attendance.as_ref().map(attendance),
            status: meeting.status,
            standing: compendium.later(meeting.number).map(standing).collect(),
        })
        .collect()
}

fn standing(standing: &LaterStanding) -> StandingRow<'_> {
    let passages = standing.passages.iter().map(|passage| PassageRow {
        document: &passage.document,
        lines: passage.lines,
    });
    StandingRow {
        label: standing.label.trim(),
        detail: standing.detail.as_deref().map(str::trim),
        passages: passages.collect(),
    }
}

fn prior(document: &PriorDocument) -> PriorRow<'_> {
    PriorRow {
        title: &document.title,
        symbol: document.symbol.as_deref(),
    }
}

fn agenda<'a>(
    compendium: &'a Compendium,
    meeting: usize,
    above: &str,
    items: &'a [AgendaItem],
) -> Vec<AgendaRow<'a>> {
    let row = |item: &'a AgendaItem| {
        let path = format!("{above}{}", item.number);
        AgendaRow {
            number: item
                .number
                .parse()
                .map_or(AgendaNumber::Letter(&item.number), AgendaNumber::Figure),
            title: &item.title,
            asked_by: compendium
                .asked
                .iter()
                .filter(|asked| asked.meeting == meeting && asked.item == path)
                .map(|asked| AskedRow {
                    id: compendium.entries[asked.entry].id.to_string(),
                    item: asked.letter.as_deref(),
                })
                .collect(),
            items: agenda(compendium, meeting, &format!("{path}."), &item.items),
        }
    };
    items.iter().map(row).collect()
}

fn attendance(attendance: &Attendance) -> AttendanceRow<'_> {
    AttendanceRow {
        states: &attendance.states,
        observers: &attendance.observers,
        organizations: &attendance.organizations,
    }
}
