//! Citations as files for reference managers: one for each id and one for each list, in three formats.
//!
//! A [`Citation`] says what is cited; each format is a file of its own here and knows only how to write
//! one down. Pages cite from the same value, so that their words and the files never differ. The words of
//! the recommendation are not repeated: the files say where they stand.

mod bibtex;
mod csl;
mod ris;

use rayon::prelude::*;

use crate::Loaded;
use crate::enrich::Entry;
use crate::files::File;
use crate::languages::string;
use crate::site::routes;

/// A format of reference managers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For `LaTeX`, `JabRef`, Zotero.
    BibTeX,
    /// For all reference managers.
    Ris,
    /// For citeproc, Pandoc, Zotero.
    Csl,
}

impl Format {
    /// The formats, in the order in which pages list them.
    pub const ALL: [Format; 3] = [Format::BibTeX, Format::Ris, Format::Csl];

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::BibTeX => "bib",
            Format::Ris => "ris",
            Format::Csl => "json",
        }
    }

    /// The formats of a theme's list. There are many themes, their lists say again what other files say, and
    /// RIS is what every reference manager reads: the others would only fill the zip.
    pub const OF_THEMES: [Format; 1] = [Format::Ris];

    /// Its name; a name of its own in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::BibTeX => "BibTeX",
            Format::Ris => "RIS",
            Format::Csl => "CSL-JSON",
        }
    }

    fn write(self, citation: &Citation<'_>) -> String {
        match self {
            Format::BibTeX => bibtex::entry(citation),
            Format::Ris => ris::record(citation),
            Format::Csl => csl::item(citation),
        }
    }

    /// Several of what [`Format::write`] gives, as one file.
    fn list<'a>(self, items: impl Iterator<Item = &'a str>) -> String {
        match self {
            Format::BibTeX => joined(items, "\n"),
            Format::Ris => joined(items, "\r\n"),
            Format::Csl => csl::array(items),
        }
    }
}

/// What is cited: a recommendation or sub-item as a part of the document that holds it.
#[derive(Debug)]
pub struct Citation<'a> {
    /// The id in the data.
    pub id: String,
    /// A name of plain letters and hyphens.
    pub key: String,
    /// The reference.
    pub title: &'a str,
    /// The body that recommends.
    pub author: &'a str,
    /// Who publishes its documents.
    pub publisher: Option<&'a str>,
    /// "Documento": what a symbol is the number of.
    pub kind: &'a str,
    /// The title of the document.
    pub document: Option<&'a str>,
    /// Its symbol.
    pub symbol: Option<&'a str>,
    /// First day of the meeting, ISO.
    pub date: Option<&'a str>,
    /// Where it met.
    pub place: Option<&'a str>,
    /// BCP 47 tag.
    pub language: &'a str,
    /// The page on the web, where the site has an address there.
    pub url: Option<String>,
}

impl<'a> Citation<'a> {
    /// The citation of an entry.
    #[must_use]
    pub fn of(loaded: &'a Loaded, entry: &'a Entry) -> Self {
        let compendium = &loaded.compendium;
        let book = &loaded.book;
        let meeting = &compendium.meetings[entry.meeting];
        let document = compendium.document(&compendium.recommendation(entry).document);
        let publisher = string(&loaded.strings, "cite.publisher");
        let base = book.base_url.as_deref();
        Self {
            id: entry.id.to_string(),
            key: routes::unit_anchor(&entry.id),
            title: &entry.reference,
            author: string(&loaded.strings, "cite.author"),
            publisher: Some(publisher).filter(|name| !name.is_empty()),
            kind: string(&loaded.strings, "cite.kind"),
            document: document.map(|document| document.title.as_str()),
            symbol: document.and_then(|document| document.symbol.as_deref()),
            date: meeting.start.as_deref(),
            place: meeting.place.as_deref(),
            language: document.map_or(&book.language, |document| &document.language),
            url: base.map(|base| {
                let page = routes::recommendation(&entry.id);
                format!("{}/{page}", base.trim_end_matches('/'))
            }),
        }
    }

    /// The title of the document, where no symbol tells which one it is: RIS and BibTeX have no field for what
    /// a part of a report stands in, and a series or a note is a makeshift.
    fn untold_document(&self) -> Option<&'a str> {
        self.document.filter(|_| self.symbol.is_none())
    }

    /// Year, month and day, as far as they are known.
    fn date_parts(&self) -> Vec<u32> {
        let parts = self.date.unwrap_or_default().split('-');
        parts.map_while(|part| part.parse().ok()).collect()
    }
}

/// All citation files: one for each id, and those of the meetings, the themes and the whole register.
#[must_use]
pub fn files(loaded: &Loaded) -> Vec<File> {
    let compendium = &loaded.compendium;
    let written: Vec<[String; 3]> = compendium
        .entries
        .par_iter()
        .with_min_len(64)
        .map(|entry| {
            let citation = Citation::of(loaded, entry);
            Format::ALL.map(|format| format.write(&citation))
        })
        .collect();
    let all: Vec<usize> = compendium.provisions().collect();
    let mut meetings: Vec<Vec<usize>> = vec![Vec::new(); compendium.meetings.len()];
    for &at in &all {
        meetings[compendium.entries[at].meeting].push(at);
    }
    let mut lists: Vec<(String, &[usize], &[Format])> =
        vec![(routes::ALL_CITATIONS.to_owned(), &all, &Format::ALL)];
    for (meeting, provisions) in compendium.meetings.iter().zip(&meetings) {
        let name = routes::meeting_anchor(meeting.number);
        lists.push((name, provisions, &Format::ALL));
    }
    for theme in &compendium.themes {
        let name = routes::theme_anchor(&theme.id);
        lists.push((name, &theme.provisions, &Format::OF_THEMES));
    }
    lists.retain(|(_, provisions, _)| !provisions.is_empty());

    let of_list = |(name, provisions, formats): &(String, &[usize], &[Format])| {
        let file = |&format: &Format| {
            let items = provisions.iter().map(|&at| &*written[at][format as usize]);
            File::text(
                routes::citation(name, format.extension()),
                format.list(items),
            )
        };
        formats.iter().map(file).collect::<Vec<File>>()
    };
    let mut files: Vec<File> = lists.par_iter().flat_map_iter(of_list).collect();
    for (entry, texts) in compendium.entries.iter().zip(&written) {
        let name = routes::id_slug(&entry.id);
        files.extend(Format::ALL.iter().zip(texts).map(|(format, text)| {
            let path = routes::citation(&name, format.extension());
            File::text(path, format.list(std::iter::once(&**text)))
        }));
    }
    files
}

fn joined<'a>(items: impl Iterator<Item = &'a str>, between: &str) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(item);
    }
    text
}

/// A value for the formats that give each field one line.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A citation that has everything, with what each format has to escape.
    pub(super) fn full() -> Citation<'static> {
        Citation {
            id: "4.46.j.iii".to_owned(),
            key: "r-4-46-j-iii".to_owned(),
            title: "Cuarta reunión (2011), «50 % & más_{x}» \\ #1 ~ ^ $",
            author: "Grupo de Trabajo\r\nsobre la Trata",
            publisher: Some("Naciones Unidas"),
            kind: "Documento",
            document: Some("Informe \"final\" </script>"),
            symbol: Some("CTOC/COP/WG.4/2019/5"),
            date: Some("2011-10-10"),
            place: Some("Viena"),
            language: "es",
            url: Some("https://example.org/a_b%20{c}.html".to_owned()),
        }
    }

    /// A citation of which nothing is known but the words.
    pub(super) fn bare() -> Citation<'static> {
        Citation {
            publisher: None,
            document: None,
            symbol: None,
            date: None,
            place: None,
            url: None,
            title: "Recomendación 1",
            author: "Comité",
            ..full()
        }
    }

    #[test]
    fn a_date_is_read_as_far_as_it_goes() {
        let parts = |date| Citation { date, ..full() }.date_parts();
        assert_eq!(parts(Some("2011-10-09")), [2011, 10, 9]);
        assert_eq!(parts(Some("2011")), [2011]);
        assert_eq!(parts(Some("hacia 2011")), [] as [u32; 0]);
        assert_eq!(parts(None), [] as [u32; 0]);
    }
}
