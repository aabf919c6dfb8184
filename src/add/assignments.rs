//! New entries of `assignments.yaml`, each behind that of the nearest earlier id; every other line stays as it is.
//!
//! The file is the editors' own, with comments where they want them. So it is not read and written again: lines are put
//! between its lines, and whoever calls this reads the result and compares.

use crate::records::Id;

/// A provision and its themes, the primary one first.
pub type Entry = (Id, Vec<String>);

/// The file with the entries put in. Entries come in document order; `order` tells the place of an id in that order.
#[must_use]
pub fn insert(text: &str, new: &[Entry], order: &impl Fn(&Id) -> Option<usize>) -> String {
    let end = super::table::line_end(text.as_bytes());
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(last) = lines.last_mut()
        && !last.ends_with('\n')
    {
        last.push_str(end);
    }
    let mut held: Vec<Held> = held(&lines);
    for (id, themes) in new {
        let place = |known: &Id| match (order(known), order(id)) {
            (Some(known), Some(own)) => known < own,
            _ => {
                (known.meeting, known.number, known.occurrence)
                    <= (id.meeting, id.number, id.occurrence)
            }
        };
        let before = held
            .iter()
            .filter(|known| place(&known.id))
            .max_by_key(|known| known.last);
        let mut added = Vec::new();
        let at = match before {
            Some(before) => {
                if before.id.meeting != id.meeting {
                    added.extend(heading(&lines, &held, before, id, end));
                }
                before.last + 1
            }
            None => held
                .first()
                .map_or(lines.len(), |first| head_of(&lines, first.first)),
        };
        let opened = added.len();
        added.push(format!("\"{id}\": [{}]{end}", themes.join(", ")));
        let count = added.len();
        lines.splice(at..at, added);
        for known in held.iter_mut().filter(|known| known.first >= at) {
            known.first += count;
            known.last += count;
        }
        let place = held.partition_point(|known| known.first < at);
        held.insert(
            place,
            Held {
                id: id.clone(),
                first: at + opened,
                last: at + opened,
            },
        );
    }
    lines.concat()
}

/// An entry of the file and its lines, 0-based.
struct Held {
    id: Id,
    first: usize,
    last: usize,
}

fn held(lines: &[String]) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let key = line.split(':').next().unwrap_or_default().trim_end();
        let id = key.trim_matches(['"', '\'']).parse::<Id>();
        match id {
            Ok(id) if !line.starts_with(char::is_whitespace) => {
                held.push(Held {
                    id,
                    first: at,
                    last: at,
                });
                open = true;
            }
            // A list below its key, or the rest of one.
            _ if open && line.starts_with([' ', '\t', '-', ']']) && !line.trim().is_empty() => {
                held.last_mut().expect("one is open").last = at;
            }
            _ => open = open && line.trim().is_empty(),
        }
    }
    held
}

/// The line of the comments that stand right above a line.
fn head_of(lines: &[String], line: usize) -> usize {
    let mut at = line;
    while at > 0 && lines[at - 1].starts_with('#') {
        at -= 1;
    }
    at
}

/// What stands above the first entry of a meeting where the file sets meetings apart: a blank line, and the comment of
/// the meeting before with the new one's number.
fn heading(lines: &[String], held: &[Held], before: &Held, id: &Id, end: &str) -> Vec<String> {
    let meeting = before.id.meeting;
    let first = held
        .iter()
        .find(|known| known.id.meeting == meeting)
        .unwrap_or(before);
    let head = head_of(lines, first.first);
    let mut added = Vec::new();
    let is_apart = head
        .checked_sub(1)
        .map_or(first.first > 0, |above| lines[above].trim().is_empty());
    if is_apart {
        added.push(end.to_owned());
    }
    let comment = lines[head..first.first]
        .last()
        .and_then(|line| renumbered(line, meeting, id.meeting));
    added.extend(comment);
    added
}

/// A comment about one meeting, said of another; none where its number does not stand there once.
fn renumbered(comment: &str, from: u32, to: u32) -> Option<String> {
    let (from, to) = (from.to_string(), to.to_string());
    let digits = |c: char| c.is_ascii_digit();
    let stands = comment.match_indices(&from).filter(|&(at, _)| {
        !comment[..at].ends_with(digits) && !comment[at + from.len()..].starts_with(digits)
    });
    let places: Vec<usize> = stands.map(|(at, _)| at).collect();
    match places.as_slice() {
        [at] => Some(format!(
            "{}{to}{}",
            &comment[..*at],
            &comment[at + from.len()..]
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(text: &str, new: &[(&str, &[&str])], order: &[&str]) -> String {
        let new: Vec<Entry> = new
            .iter()
            .map(|(id, themes)| {
                (
                    id.parse().unwrap(),
                    themes.iter().map(|theme| (*theme).to_owned()).collect(),
                )
            })
            .collect();
        insert(text, &new, &|id| {
            order.iter().position(|known| *known == id.to_string())
        })
    }

    #[test]
    fn a_new_meeting_goes_to_the_end_under_a_comment_like_the_others() {
        let text = "# head of 9\n\n# meeting 1\n\"1.1\": [a]  # why\n\n# meeting 9\n\"9.1\": [b]\n\"9.2\":\n  - c\n  - d\n# the end\n";
        let new = inserted(
            text,
            &[("12.1", &["a"]), ("12.2.a", &["a", "b"])],
            &["1.1", "9.1", "9.2", "12.1", "12.2.a"],
        );
        assert_eq!(
            new,
            "# head of 9\n\n# meeting 1\n\"1.1\": [a]  # why\n\n# meeting 9\n\"9.1\": [b]\n\"9.2\":\n  - c\n  - d\n\n# meeting 12\n\"12.1\": [a]\n\"12.2.a\": [a, b]\n# the end\n"
        );
    }

    #[test]
    fn entries_stand_in_document_order() {
        let text = "\"4.1\": [a]\r\n'4.3': [b]\r\n\"5.1\": [b]";
        let order = ["4.1", "4.2.i", "4.2.ii", "4.3", "4.4", "5.1"];
        let new = inserted(
            text,
            &[("4.2.i", &["x"]), ("4.2.ii", &["x"]), ("4.4", &["y"])],
            &order,
        );
        assert_eq!(
            new,
            "\"4.1\": [a]\r\n\"4.2.i\": [x]\r\n\"4.2.ii\": [x]\r\n'4.3': [b]\r\n\"4.4\": [y]\r\n\"5.1\": [b]\r\n"
        );
    }

    #[test]
    fn before_all_others_and_into_nothing() {
        let new = inserted(
            "# head\n\n# one\n\"4.1\": [a]\n",
            &[("2.1", &["x"])],
            &["2.1", "4.1"],
        );
        assert_eq!(new, "# head\n\n\"2.1\": [x]\n# one\n\"4.1\": [a]\n");
        assert_eq!(inserted("", &[("2.1", &["x"])], &["2.1"]), "\"2.1\": [x]\n");
        assert_eq!(
            inserted("# c\n", &[("2.1", &["x"])], &["2.1"]),
            "# c\n\"2.1\": [x]\n"
        );
    }
}
