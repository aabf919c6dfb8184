//! `compendio serve` from outside: what a browser gets, what it is told when the book changes, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const DOCUMENT: &str = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados partes deberían cooperar.\n2. Los Estados partes deberían informar.\n";
const THEMES: &str =
    "groups:\n  - id: g\n    name: G\n    themes:\n      - { id: ayuda, name: Ayuda }\n";

/// A book that is being served.
struct Served {
    folder: tempfile::TempDir,
    program: Child,
    out: BufReader<std::process::ChildStdout>,
    port: u16,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn new(book: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in book {
            write(folder.path(), path, text);
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_compendio"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(program.stdout.take().unwrap());
        let mut served = Self {
            folder,
            program,
            out,
            port: 0,
        };
        let told = served.told_until("http://");
        let port = told.split("http://127.0.0.1:").nth(1).unwrap();
        served.port = port.split('/').next().unwrap().parse().unwrap();
        served
    }

    /// Reads what the user is told up to the line that has these words.
    fn told_until(&mut self, words: &str) -> String {
        let mut told = String::new();
        while !told.contains(words) {
            let read = self.out.read_line(&mut told).unwrap();
            assert!(read > 0, "{words} was not told: {told}");
        }
        told
    }

    fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
    }

    fn ask(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        Reply {
            status: head[9..12].parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
    }

    /// What the page's script is told, once it is another thing than what it has seen.
    fn state(&self, seen: &str) -> serde_json::Value {
        let reply = self.get(&format!("/@compendio/state?seen={seen}"));
        assert_eq!(reply.status, 200);
        serde_json::from_str(&reply.body).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn book() -> Vec<(&'static str, &'static str)> {
    vec![
        ("seeds/documents/a.es.txt", DOCUMENT),
        ("seeds/editorial/themes.yaml", THEMES),
        ("seeds/editorial/assignments.yaml", "\"1.1\": [ayuda]\n"),
        (
            "book.toml",
            "title = \"Prueba\"\nbase-url = \"https://example.org/registro\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n[[documents]]\nfile = \"seeds/documents/a.es.txt\"\nkind = \"compilation\"\ntitle = \"A\"\nmeetings = [1]\n",
        ),
    ]
}

#[test]
fn a_browser_gets_the_site_and_nothing_else() {
    let served = Served::new(&book(), &[]);
    write(served.folder.path(), "secreto.txt", "x");
    let home = served.get("/");
    assert_eq!(home.status, 200);
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
    ] {
        assert!(home.head.contains(header), "{}", home.head);
    }
    assert!(
        home.body
            .contains("content=\"connect-src 'self'; default-src 'self'")
    );
    assert!(home.body.contains("<script src=\"/@compendio/preview.js\""));
    for (path, kind) in [
        ("/css/common.css", "text/css; charset=utf-8"),
        ("/js/theme.js", "text/javascript; charset=utf-8"),
        ("/datos/recomendaciones.csv", "text/csv; charset=utf-8"),
        ("/datos/recomendaciones.json", "application/json"),
        ("/documentos/fuentes/a.es.txt", "text/plain; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/@compendio/preview.js", "text/javascript; charset=utf-8"),
    ] {
        let reply = served.get(path);
        assert_eq!(reply.status, 200, "{path}");
        let header = format!("content-type: {kind}\r\n");
        assert!(reply.head.contains(&header), "{path}: {}", reply.head);
    }
    let head = served.ask("HEAD / HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let length = format!("content-length: {}", home.body.len());
    assert!(head.head.contains(&length), "{}", head.head);
    let missing = served.get("/temas/no/hay.html");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("href=\"/css/common.css\""));
    for path in [
        "/../secreto.txt",
        "/%2e%2e/secreto.txt",
        "/..%5csecreto.txt",
        "//secreto.txt",
        "/secreto.txt",
        "/index.html%00",
    ] {
        let reply = served.get(path);
        assert_eq!(reply.status, 404, "{path}");
    }
    let rebound = served.ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert_eq!(rebound.status, 403);
    let post = served.ask(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(post.status, 405);
    // Nothing of it is on the disk.
    assert!(!served.folder.path().join("site").exists());
}

#[test]
fn an_edit_a_mistake_and_its_correction_are_shown() {
    let mut served = Served::new(&book(), &[]);
    let first = served.state("");
    let token = |state: &serde_json::Value| state["token"].as_str().unwrap().to_owned();
    assert!(first["failure"].is_null());
    let page = served.get("/temas/ayuda.html").body;
    assert!(page.contains(&format!(
        "data-site=\"{}\"",
        first["site"].as_str().unwrap()
    )));

    // An editor saves by renaming.
    let themes = served.folder.path().join("seeds/editorial/themes.yaml");
    served.write(
        "seeds/editorial/.themes.tmp",
        &THEMES.replace("Ayuda", "Auxilio"),
    );
    fs::rename(themes.with_file_name(".themes.tmp"), &themes).unwrap();
    let edited = served.state(&token(&first));
    assert_ne!(edited["site"], first["site"]);
    assert!(served.get("/temas/ayuda.html").body.contains("<h1>Auxilio"));

    served.write("seeds/editorial/themes.yaml", "groups: [<b>\n");
    let broken = served.state(&token(&edited));
    assert_eq!(
        broken["site"], edited["site"],
        "the last good site is still shown"
    );
    let words: String = broken["failure"]["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["text"].as_str().unwrap())
        .collect();
    assert!(words.starts_with("error[yaml-ilegible]"), "{words}");
    assert!(words.contains("seeds/editorial/themes.yaml:"), "{words}");
    assert!(served.get("/temas/ayuda.html").body.contains("<h1>Auxilio"));
    served.told_until("ha fallado");

    served.write("seeds/editorial/themes.yaml", THEMES);
    let mended = served.state(&token(&broken));
    assert!(mended["failure"].is_null());
    assert_eq!(
        mended["site"], first["site"],
        "the same book makes the same site"
    );

    // A folder that was not there, and the book itself.
    served.write("static/propio.txt", "x");
    let added = served.state(&token(&mended));
    assert_eq!(served.get("/propio.txt").status, 200);
    let text = fs::read_to_string(served.folder.path().join("book.toml")).unwrap();
    served.write("book.toml", &text.replace("Prueba", "Otro título"));
    let renamed = served.state(&token(&added));
    assert_ne!(renamed["site"], added["site"]);
    assert!(served.get("/").body.contains("Otro título"));
}

#[test]
fn a_book_that_is_wrong_from_the_start_is_waited_for() {
    let mut wrong = book();
    wrong[0].1 = "Nada.\n";
    let served = Served::new(&wrong, &["--quiet"]);
    let waiting = served.get("/temas/ayuda.html");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("/@compendio/preview.js"));
    let state = served.state("");
    assert_eq!(state["site"], "");
    assert!(!state["failure"].is_null());
    served.write("seeds/documents/a.es.txt", DOCUMENT);
    let mended = served.state(state["token"].as_str().unwrap());
    assert!(mended["failure"].is_null());
    assert_eq!(served.get("/temas/ayuda.html").status, 200);
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let served = Served::new(&book(), &[]);
    let second = Command::new(env!("CARGO_BIN_EXE_compendio"))
        .args(["serve", "--port", &served.port.to_string()])
        .current_dir(served.folder.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(told.contains("error[servidor-fallido]"), "{told}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly() {
    for signal in ["INT", "TERM"] {
        let mut served = Served::new(&book(), &[]);
        // A page that waits for a change does not hold the end up.
        let mut waiting = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        let token = served.state("")["token"].as_str().unwrap().to_owned();
        let request =
            format!("GET /@compendio/state?seen={token} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        waiting.write_all(request.as_bytes()).unwrap();
        let id = served.program.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        assert_eq!(served.program.wait().unwrap().code(), Some(0), "{signal}");
        served.told_until("terminada");
    }
}
