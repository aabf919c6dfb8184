//! Provisions in full, meeting by meeting, with a small chart of them: what the pages of themes, addressees
//! and actions have in common.

use serde::Serialize;

use crate::site::render::Shared;
use crate::site::units::{Link, Traits};
use crate::site::{Site, routes};

use super::home::{Bar, bar_height};

/// Provisions by meeting as bars that lead to their part of the page.
#[derive(Serialize)]
pub(super) struct Chart {
    width: i64,
    height: i64,
    base: i64,
    label: String,
    bars: Vec<Bar>,
}

/// The provisions of one meeting.
#[derive(Serialize)]
pub(super) struct MeetingPart<'a> {
    anchor: String,
    name: String,
    year_label: String,
    url: String,
    count: usize,
    count_label: String,
    entries: Vec<EntryView<'a>>,
}

/// A provision away from its recommendation.
#[derive(Serialize)]
pub(super) struct EntryView<'a> {
    pub id: String,
    pub url: String,
    pub reference: std::borrow::Cow<'a, str>,
    /// What stands beside the reference.
    pub note: Option<&'a str>,
    /// Whether it stands below the lead of the one before it, and nothing of that is said again.
    pub goes_on: bool,
    pub lead: Vec<Lead>,
    pub text: Shared,
    pub themes: Vec<Link>,
    /// What the page's filters ask, where it has some.
    pub traits: Option<Traits>,
}

/// Words above a provision.
#[derive(Serialize)]
pub(super) struct Lead {
    pub text: Shared,
    /// They stand above the one before it too: shown only where a filter has hidden that one.
    pub again: bool,
}

const BASE: i64 = 88;
const TALLEST: i64 = 68;
const BAR: i64 = 22;
const SLOT: i64 = 32;

/// The chart and the parts of the page at `path` that lists `provisions`, in document order. `entry` makes the
/// view of one, given the one that stands before it in its part.
pub(super) fn by_meeting<'a>(
    site: &Site<'a>,
    path: &str,
    provisions: &[usize],
    label: String,
    entry: impl Fn(usize, Option<usize>) -> EntryView<'a>,
) -> (Chart, Vec<MeetingPart<'a>>) {
    let compendium = site.compendium;
    let mut lists: Vec<Vec<usize>> = vec![Vec::new(); compendium.meetings.len()];
    for &at in provisions {
        lists[compendium.entries[at].meeting].push(at);
    }
    let most = lists.iter().map(Vec::len).max().unwrap_or(0).max(1) as i64;
    let bars = compendium
        .meetings
        .iter()
        .zip(&lists)
        .enumerate()
        .map(|(slot, (meeting, list))| {
            let count = list.len();
            let (cx, h) = (
                SLOT / 2 + SLOT * slot as i64,
                bar_height(count, most, TALLEST),
            );
            Bar {
                x: cx - BAR / 2,
                y: BASE - h,
                w: BAR,
                h,
                cx,
                label: site.fill(
                    "name.bar",
                    &[
                        ("meeting", &site.meeting_with_year(meeting)),
                        ("count", &site.count("count.provisions", count)),
                    ],
                ),
                short: site.fill("name.meeting_short", &[("n", &meeting.number.to_string())]),
                url: format!("#{}", routes::meeting_anchor(meeting.number)),
                count,
                status: meeting.status,
                year: None,
                why: None,
                undated: meeting.start.is_none(),
            }
        })
        .collect();
    let chart = Chart {
        width: SLOT * compendium.meetings.len() as i64,
        height: BASE + 22,
        base: BASE,
        label,
        bars,
    };
    let parts = compendium
        .meetings
        .iter()
        .zip(&lists)
        .filter(|(_, list)| !list.is_empty())
        .map(|(meeting, list)| MeetingPart {
            anchor: routes::meeting_anchor(meeting.number),
            name: site.language.meeting_name(meeting.number),
            year_label: meeting.year().unwrap_or_default().to_owned(),
            url: routes::relative(path, &routes::meeting(meeting.number)),
            count: list.len(),
            count_label: site.count("count.provisions", list.len()),
            entries: (0..list.len())
                .map(|at| entry(list[at], at.checked_sub(1).map(|before| list[before])))
                .collect(),
        })
        .collect();
    (chart, parts)
}
