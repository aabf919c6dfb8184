//! The one rule for addresses. Every address of the site is made here, from the site's root, with `/`;
//! [`relative`] turns it into what a page links to, so that the same files work on a host, under any
//! path, and from a folder on disk.

use std::fmt::Write as _;

use memchr::memchr;

use crate::records::Id;

/// The front page.
pub const HOME: &str = "index.html";
/// All recommendations on one page.
pub const RECOMMENDATIONS: &str = "recomendaciones/index.html";
/// The list of meetings.
pub const MEETINGS: &str = "reuniones/index.html";
/// The list of themes.
pub const THEMES: &str = "temas/index.html";
/// The list of addressees.
pub const ADDRESSEES: &str = "destinatarios/index.html";
/// The list of actions: how strongly is asked.
pub const ACTIONS: &str = "acciones/index.html";
/// The list of documents.
pub const DOCUMENTS: &str = "documentos/index.html";
/// The list of what is cited.
pub const INSTRUMENTS: &str = "instrumentos/index.html";
/// Resolutions that are cited.
pub const RESOLUTIONS: &str = "instrumentos/resoluciones.html";
/// Decisions that are cited.
pub const DECISIONS: &str = "instrumentos/decisiones.html";
/// Documents that are cited by symbol.
pub const SYMBOLS: &str = "instrumentos/documentos.html";
/// Themes × meetings.
pub const MATRIX: &str = "matriz.html";
/// Demands that several meetings repeat.
pub const CHAINS: &str = "cadenas.html";
/// So many chains have a place on their page; the weaker ones are in the data alone.
pub const CHAINS_SHOWN: usize = 40;
/// The name of the file that cites the whole register.
pub const ALL_CITATIONS: &str = "todas";
/// The search page.
pub const SEARCH: &str = "buscar.html";
/// What the search page loads first.
pub const SEARCH_DATA: &str = "busqueda/indice.js";
/// How the register was made.
pub const METHOD: &str = "metodo.html";
/// How chains and kinship are found, in it.
pub const METHOD_KINSHIP: &str = "metodo.html#kinship";
/// What pages look like on paper; the heads of printed pages are added to it.
pub const PRINT_STYLE: &str = "css/print.css";
/// The open data.
pub const DATA: &str = "datos/index.html";
/// What a host shows for an unknown address.
pub const NOT_FOUND: &str = "404.html";
/// The file that keeps GitHub Pages from passing files over.
pub const NO_JEKYLL: &str = ".nojekyll";

/// The addresses of all pages, for search engines.
pub const SITEMAP: &str = "sitemap.xml";
/// What search engines may read, and where [`SITEMAP`] is.
pub const ROBOTS: &str = "robots.txt";
/// What is new, for feed readers.
pub const FEED: &str = "novedades.xml";
/// The search as browsers can add it to their own.
pub const OPENSEARCH: &str = "opensearch.xml";

/// A part of the sitemap, where one may not hold all pages; the first is 0.
#[must_use]
pub fn sitemap_part(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// The name that an id has in addresses: `4-46-j-iii`, `4-12--2`.
#[must_use]
pub fn id_slug(id: &Id) -> String {
    with_slug("", id, "")
}

/// The name that an id has in addresses, with what stands before and behind it.
fn with_slug(before: &str, id: &Id, behind: &str) -> String {
    struct Plain(String);
    impl std::fmt::Write for Plain {
        fn write_str(&mut self, part: &str) -> std::fmt::Result {
            for c in part.chars() {
                match c {
                    '.' => self.0.push('-'),
                    '~' => self.0.push_str("--"),
                    // A file name of plain letters works on every system; "n" would be taken by the letter before.
                    'ñ' => self.0.push_str("ny"),
                    c => self.0.push(c),
                }
            }
            Ok(())
        }
    }
    let mut address = Plain(String::with_capacity(before.len() + 16 + behind.len()));
    address.0.push_str(before);
    let _ = write!(address, "{id}");
    address.0.push_str(behind);
    address.0
}

/// The page of a recommendation or sub-item.
#[must_use]
pub fn recommendation(id: &Id) -> String {
    with_slug("recomendaciones/", id, ".html")
}

/// The anchor of a unit on pages that list several.
#[must_use]
pub fn unit_anchor(id: &Id) -> String {
    with_slug("r-", id, "")
}

/// The page of a meeting.
#[must_use]
pub fn meeting(number: u32) -> String {
    format!("reuniones/{number}.html")
}

/// The agenda of a meeting.
#[must_use]
pub fn meeting_agenda(number: u32) -> String {
    format!("reuniones/{number}.html#programa")
}

/// The anchor of a meeting's part of a page.
#[must_use]
pub fn meeting_anchor(number: u32) -> String {
    format!("reunion-{number}")
}

/// The page of a theme.
#[must_use]
pub fn theme(id: &str) -> String {
    format!("temas/{}.html", slug::slugify(id))
}

/// The part of the list of themes that shows a group.
#[must_use]
pub fn theme_group(id: &str) -> String {
    format!("{THEMES}#{}", slug::slugify(id))
}

/// The page of an addressee.
#[must_use]
pub fn addressee(id: &str) -> String {
    format!("destinatarios/{}.html", slug::slugify(id))
}

/// The provisions that address one, theme by theme.
#[must_use]
pub fn addressee_themes(id: &str) -> String {
    format!("destinatarios/temas/{}.html", slug::slugify(id))
}

/// The anchor of a theme's part of a page.
#[must_use]
pub fn theme_anchor(id: &str) -> String {
    format!("tema-{}", slug::slugify(id))
}

/// The anchor of a group of themes in one of the matrix's tables.
#[must_use]
pub fn matrix_group_anchor(table: &str, group: &str) -> String {
    format!("{table}-{}", slug::slugify(group))
}

/// The page of an action.
#[must_use]
pub fn action(id: &str) -> String {
    format!("acciones/{}.html", slug::slugify(id))
}

/// The search page with one value chosen in each of some facets.
#[must_use]
pub fn search(choices: &[(&str, &str)]) -> String {
    chosen(SEARCH, choices)
}

/// A page with one value chosen in each of some of its facets.
#[must_use]
pub fn chosen(page: &str, choices: &[(&str, &str)]) -> String {
    let mut address = page.to_owned();
    for (at, (facet, value)) in choices.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(facet);
        address.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// The anchor of a chain, told by its index.
#[must_use]
pub fn chain_anchor(at: usize) -> String {
    format!("cadena-{}", at + 1)
}

/// The place of a chain, where it has one.
#[must_use]
pub fn chain(at: usize) -> Option<String> {
    (at < CHAINS_SHOWN).then(|| format!("{CHAINS}#{}", chain_anchor(at)))
}

/// The reading edition of a document.
#[must_use]
pub fn document(slug: &str) -> String {
    format!("documentos/{slug}.html")
}

/// The page of a treaty or instrument.
#[must_use]
pub fn instrument(id: &str) -> String {
    format!("instrumentos/{}.html", slug::slugify(id))
}

/// Where the site lists who cites a target ("protocolo:6.3.d", "resolution:7/1"): page and part.
#[must_use]
pub fn target(target: &str) -> String {
    let (kind, name) = target.split_once(':').unwrap_or(("", target));
    match kind {
        "instrument" => instrument(name),
        "resolution" => format!("{RESOLUTIONS}#{}", target_anchor(name)),
        "decision" => format!("{DECISIONS}#{}", target_anchor(name)),
        "symbol" => format!("{SYMBOLS}#{}", target_anchor(name)),
        treaty => format!("{}#{}", instrument(treaty), article_anchor(name)),
    }
}

/// The part of a treaty's page for "6.3.d".
#[must_use]
pub fn article_anchor(path: &str) -> String {
    format!("art-{}", path.replace('.', "-"))
}

/// The part of a list for "A/RES/64/293#44".
#[must_use]
pub fn target_anchor(name: &str) -> String {
    let mut anchor = String::from("c");
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            anchor.push(c.to_ascii_lowercase());
        } else {
            anchor.push('-');
        }
    }
    anchor
}

/// The anchor of a line in a reading edition.
#[must_use]
pub fn line_anchor(line: u32) -> String {
    format!("L{line}")
}

/// A part of the search's index.
#[must_use]
pub fn search_part(name: &str) -> String {
    format!("busqueda/{name}.js")
}

/// The anchor of a body paragraph by its number.
#[must_use]
pub fn paragraph_anchor(number: &str) -> String {
    format!("p{number}")
}

/// A body paragraph of a document.
#[must_use]
pub fn document_paragraph(slug: &str, number: &str) -> String {
    format!("{}#{}", document(slug), paragraph_anchor(number))
}

/// A line of a document's reading edition.
#[must_use]
pub fn document_line(slug: &str, line: u32) -> String {
    format!("{}#{}", document(slug), line_anchor(line))
}

/// The seed itself.
#[must_use]
pub fn seed(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("documentos/fuentes/{name}")
}

/// A file for reference managers: one id (by its slug), or a list (by its anchor).
#[must_use]
pub fn citation(name: &str, extension: &str) -> String {
    let mut address = String::with_capacity("citas/".len() + name.len() + 1 + extension.len());
    for part in ["citas/", name, ".", extension] {
        address.push_str(part);
    }
    address
}

/// What stands before and behind an id in most addresses of recommendations, for the script that makes them.
pub const RECOMMENDATION_PARTS: [&str; 2] = ["recomendaciones/", ".html"];
/// What stands before and behind a meeting's number in the address of its page.
pub const MEETING_PARTS: [&str; 2] = ["reuniones/", ".html"];

/// A file of open data, by its name among them.
#[must_use]
pub fn data(name: &str) -> String {
    format!("datos/{name}")
}

/// The name among the open data of a file that is one of them.
#[must_use]
pub fn data_name(path: &str) -> Option<&str> {
    path.strip_prefix("datos/")
}

/// A record as YAML.
#[must_use]
pub fn record(name: &str) -> String {
    data(&format!("{RECORDS}{name}"))
}

/// Where the records stand among the open data.
pub const RECORDS: &str = "registros/";

/// The way from the page at `from` to the address `to`, both from the site's root.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let end = memchr(b'#', to.as_bytes()).unwrap_or(to.len());
    let (target, fragment) = to.split_at(end);
    if from == target && !fragment.is_empty() {
        return fragment.to_owned();
    }
    // The folders that both have in common, as bytes.
    let mut shared = 0;
    for (at, (a, b)) in from.bytes().zip(target.bytes()).enumerate() {
        if a != b {
            break;
        }
        if a == b'/' {
            shared = at + 1;
        }
    }
    let up = from[shared..].bytes().filter(|&byte| byte == b'/').count();
    let mut way = String::with_capacity(up * 3 + to.len() - shared);
    for _ in 0..up {
        way.push_str("../");
    }
    way.push_str(&to[shared..]);
    way
}

/// The way from a page to the site's root: "" or "../".
#[must_use]
pub fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ids() {
        let address = |id: &str| recommendation(&id.parse().unwrap());
        assert_eq!(address("4.46.j.iii"), "recomendaciones/4-46-j-iii.html");
        assert_eq!(address("4.12~2"), "recomendaciones/4-12--2.html");
        let citation = |id: &str| citation(&id_slug(&id.parse().unwrap()), "bib");
        assert_eq!(citation("4.46.j.iii"), "citas/4-46-j-iii.bib");
        assert_eq!(address("4.12.ñ"), "recomendaciones/4-12-ny.html");
    }

    #[test]
    fn searches_are_addresses() {
        assert_eq!(
            search(&[("tema", "niños & niñas"), ("accion", "opcion")]),
            "buscar.html?tema=ni%C3%B1os%20%26%20ni%C3%B1as&accion=opcion"
        );
    }

    #[test]
    fn links_are_relative() {
        assert_eq!(
            relative("recomendaciones/4-46.html", "temas/x.html#reunion-4"),
            "../temas/x.html#reunion-4"
        );
        assert_eq!(
            relative("recomendaciones/4-46.html", "recomendaciones/4-47.html"),
            "4-47.html"
        );
        assert_eq!(relative("index.html", "temas/x.html"), "temas/x.html");
        assert_eq!(relative("temas/x.html", "index.html"), "../index.html");
        assert_eq!(
            relative("temas/x.html", "temas/x.html#reunion-4"),
            "#reunion-4"
        );
        assert_eq!(relative("temas/x.html", "temas/x.html"), "x.html");
        assert_eq!(
            relative("datos/index.html", "datos/registros/a.yaml"),
            "registros/a.yaml"
        );
    }
}
