//! The id of a recommendation or sub-item: `meeting.number[.letter[.roman]]`, `4.46.j.iii`.
//!
//! It never changes once given. A number that a source repeats keeps both texts: the second is `4.12~2`.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An id as in the contract, "Words".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id {
    /// The meeting, from 1.
    pub meeting: u32,
    /// The recommendation's number, from 1.
    pub number: u32,
    /// Which of several with that number, from 1.
    pub occurrence: u32,
    /// Letter, roman numeral, and deeper ordinals, outermost first.
    pub path: Vec<String>,
}

impl Id {
    /// The id of a numbered recommendation.
    #[must_use]
    pub fn numbered(meeting: u32, number: u32, occurrence: u32) -> Self {
        Self {
            meeting,
            number,
            occurrence,
            path: Vec::new(),
        }
    }

    /// The id of a sub-item.
    #[must_use]
    pub fn child(&self, component: impl Into<String>) -> Self {
        let mut id = self.clone();
        id.path.push(component.into());
        id
    }

    /// The id of the unit that this one is a sub-item of.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let mut id = self.clone();
        id.path.pop().map(|_| id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        figures(self.meeting, f)?;
        f.write_str(".")?;
        figures(self.number, f)?;
        if self.occurrence > 1 {
            write!(f, "~{}", self.occurrence)?;
        }
        self.path.iter().try_for_each(|part| {
            f.write_str(".")?;
            f.write_str(part)
        })
    }
}

/// Writes a number; ids are written so often that the ways of formatting are felt.
fn figures(number: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if number >= 10 {
        figures(number / 10, f)?;
    }
    f.write_char(char::from(b'0' + (number % 10) as u8))
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("«{text}» no es un identificador");
        let mut parts = text.split('.');
        let meeting = parts
            .next()
            .and_then(|part| part.parse().ok())
            .ok_or_else(wrong)?;
        let number = parts.next().ok_or_else(wrong)?;
        let (number, occurrence) = match number.split_once('~') {
            Some((number, occurrence)) => (number, occurrence.parse().map_err(|_| wrong())?),
            None => (number, 1),
        };
        let path: Vec<String> = parts.map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            return Err(wrong());
        }
        Ok(Self {
            meeting,
            number: number.parse().map_err(|_| wrong())?,
            occurrence,
            path,
        })
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_as_they_are_read() {
        for text in [
            "4.46.j.iii",
            "4.12~2",
            "10.5.ii",
            "4.46.j.iii.1",
            "1.1",
            "4.12~2.a",
            "4.12.a~2",
        ] {
            assert_eq!(text.parse::<Id>().unwrap().to_string(), text);
        }
        for text in ["", "4", "4.", "x.1", "4.1..a", "4.1~x"] {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }

    #[test]
    fn parents() {
        let id: Id = "4.46.j.iii".parse().unwrap();
        assert_eq!(id.parent().unwrap().to_string(), "4.46.j");
        assert_eq!(Id::numbered(4, 46, 1).parent(), None);
    }
}
