//! What a request gets. Files come out of the site in memory and out of nothing else: there is no way from an
//! address to the disk, whatever the address says.

use std::net::{Ipv4Addr, Ipv6Addr};

use hyper::body::Bytes;
use memchr::memmem;

use crate::languages::terminal;

use super::added;
use super::{Shown, Site};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// `GET`.
    pub method: &'a str,
    /// The path as it was sent, with its `/`.
    pub path: &'a str,
    /// The name that the asker knows us under; none is no way to ask.
    pub host: Option<&'a str>,
}

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The content type.
    pub kind: &'static str,
    pub body: Bytes,
    /// Where the asked for is to be found instead.
    pub location: Option<String>,
}

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// The path of the state, which whoever asks waits for ([`super::listen`]).
pub const STATE: &str = "/@compendio/state";

/// Answers from what is shown now.
#[must_use]
pub fn answer(shown: &Shown, asked: Asked<'_>) -> Answer {
    if !asked.host.is_some_and(is_loopback) {
        // A page of the web whose name was made to lead here would read what is being written.
        return refusal(403, "foreign_host");
    }
    if !matches!(asked.method, "GET" | "HEAD") {
        return refusal(405, "method");
    }
    let Some(path) = decoded(asked.path) else {
        return refusal(400, "not_found");
    };
    match path.strip_prefix(added::PREFIX) {
        Some("state") => {
            return found("application/json", Bytes::from(added::state(shown)));
        }
        Some("preview.js") => {
            return found(kind(&path), Bytes::from_static(added::SCRIPT.as_bytes()));
        }
        Some("preview.css") => {
            return found(kind(&path), Bytes::from_static(added::STYLE.as_bytes()));
        }
        Some(_) => return refusal(404, "not_found"),
        None => {}
    }
    match &shown.site {
        Some(site) => of_site(site, &path, asked.path),
        None => Answer {
            status: 503,
            ..found(HTML, Bytes::from(added::instead_of_a_site()))
        },
    }
}

fn of_site(site: &Site, path: &str, written: &str) -> Answer {
    // A folder's links count from inside it, so its address has to end in a slash.
    if site.folders.contains(path) {
        return Answer {
            location: Some(format!("{written}/")),
            ..found(TEXT, Bytes::new()).with_status(308)
        };
    }
    let index = format!("{path}index.html");
    let name = if path.is_empty() || path.ends_with('/') {
        index.as_str()
    } else {
        path
    };
    if let Some(bytes) = site.files.get(name) {
        let kind = kind(name);
        return if kind == HTML {
            found(HTML, Bytes::from(added::to_page(bytes, Some(site))))
        } else {
            found(kind, bytes.clone())
        };
    }
    match site.files.get("404.html") {
        Some(page) => {
            // Its links name our address; under another name of this machine they would lead elsewhere.
            let page = replaced(page, site.address.as_bytes(), b"/");
            found(HTML, Bytes::from(added::to_page(&page, Some(site)))).with_status(404)
        }
        None => refusal(404, "not_found"),
    }
}

impl Answer {
    fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

fn found(kind: &'static str, body: Bytes) -> Answer {
    Answer {
        status: 200,
        kind,
        body,
        location: None,
    }
}

fn refusal(status: u16, why: &str) -> Answer {
    let words = terminal(&format!("preview.{why}"), &[]);
    found(TEXT, Bytes::from(words)).with_status(status)
}

/// The path of a file in the site that an address means, if it can mean one.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a `Host` is a name of this machine alone, with or without a port.
fn is_loopback(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split_once(']').is_some_and(|(address, port)| {
            (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
                && address
                    .parse()
                    .is_ok_and(|address: Ipv6Addr| address.is_loopback())
        });
    }
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse()
            .is_ok_and(|address: Ipv4Addr| address.is_loopback())
}

/// The content type of a file by its name.
fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "json" | "map" => "application/json",
        "ndjson" => "application/x-ndjson",
        "webmanifest" => "application/manifest+json",
        "yaml" | "yml" => "application/yaml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        // SHA256SUMS, and files whose whole name follows the dot.
        "" | "txt" | "compendio" | "nojekyll" => TEXT,
        _ => "application/octet-stream",
    }
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memmem::find(rest, from) {
        made.extend_from_slice(&rest[..at]);
        made.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    made.extend_from_slice(rest);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::File;
    use std::sync::Arc;

    fn shown() -> Shown {
        let page =
            |path: &str, words: &str| File::text(path, format!("<head></head><h1>{words}</h1>"));
        let files = vec![
            page("index.html", "Portada"),
            page("temas/index.html", "Temas"),
            page("temas/á b.html", "Tema"),
            page("404.html", "<a href=\"http://127.0.0.1:1/css/a.css\">"),
            File::text("datos/a.csv", "a,b\n"),
            File::text("SHA256SUMS", "x"),
        ];
        Shown::new(
            Some(Arc::new(Site::new(files, "http://127.0.0.1:1/"))),
            None,
        )
    }

    fn get(path: &str) -> Answer {
        let asked = Asked {
            method: "GET",
            path,
            host: Some("localhost:3000"),
        };
        answer(&shown(), asked)
    }

    fn text(answer: &Answer) -> &str {
        std::str::from_utf8(&answer.body).unwrap()
    }

    #[test]
    fn files_are_found_by_their_addresses() {
        for (path, words) in [
            ("/", "Portada"),
            ("/index.html", "Portada"),
            ("/temas/", "Temas"),
            ("/temas/%C3%A1%20b.html", "Tema"),
        ] {
            let answer = get(path);
            assert_eq!((answer.status, answer.kind), (200, HTML), "{path}");
            assert!(text(&answer).contains(words), "{path}");
            assert!(text(&answer).contains("/@compendio/preview.js"), "{path}");
        }
        let answer = get("/datos/a.csv");
        assert_eq!(answer.kind, "text/csv; charset=utf-8");
        assert_eq!(text(&answer), "a,b\n");
        let answer = get("/temas");
        assert_eq!(answer.status, 308);
        assert_eq!(answer.location.as_deref(), Some("/temas/"));
    }

    #[test]
    fn there_is_no_way_out_of_the_site() {
        for path in [
            "/../Cargo.toml",
            "/temas/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/temas/%2e%2e%2findex.html",
            "/..%5cCargo.toml",
            "/temas\\index.html",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/C:/Windows/win.ini",
            "/index.html%00.css",
            "/nada.html",
            "/index.html/",
            "/@compendio/nada",
        ] {
            assert_eq!(get(path).status, 404, "{path}");
        }
        for path in ["/%", "/%f", "/%zz", "/%ff", "/%+1", "*", ""] {
            assert_eq!(get(path).status, 400, "{path}");
        }
    }

    #[test]
    fn the_page_for_an_unknown_address_has_links_that_lead_here() {
        let answer = get("/temas/nada.html");
        assert_eq!((answer.status, answer.kind), (404, HTML));
        assert!(text(&answer).contains("<a href=\"/css/a.css\">"));
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:3000",
            "127.1.2.3",
            "[::1]",
            "[::1]:3000",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org:3000",
            "localhost:3000.example.org",
            "0.0.0.0",
            "10.0.0.1:3000",
            "[::2]",
            "[::1].example.org",
            "[::1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
        for host in [None, Some("example.org")] {
            let asked = Asked {
                method: "GET",
                path: "/",
                host,
            };
            assert_eq!(answer(&shown(), asked).status, 403);
        }
    }

    #[test]
    fn nothing_is_written_by_asking() {
        for (method, status) in [("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405)] {
            let asked = Asked {
                method,
                path: "/",
                host: Some("localhost"),
            };
            assert_eq!(answer(&shown(), asked).status, status, "{method}");
        }
    }

    #[test]
    fn before_the_first_site_there_is_a_page_that_waits_for_it() {
        let asked = Asked {
            method: "GET",
            path: "/temas/x.html",
            host: Some("localhost"),
        };
        let answer = answer(&Shown::default(), asked);
        assert_eq!(answer.status, 503);
        assert!(text(&answer).contains("data-site=\"\""));
    }
}
