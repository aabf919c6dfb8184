//! Strange input: what nobody means to feed to the program, and somebody will (contract, "Commands").
//!
//! Each case says what the program must answer. Besides, every case holds what always holds: no panic, findings
//! with their place and in words, every line with one role, nothing of a source run as mark-up, and an error
//! leaves the site as it was.
// Tables of cases and the list of what is looked at are read from top to bottom.
#![allow(
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::format_collect
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

const HEAD: &str = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n";
const BOOK: &str = "title = \"Prueba\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n[[documents]]\nfile = \"seeds/documents/a.es.txt\"\nkind = \"compilation\"\ntitle = \"A\"\nmeetings = [1]\n";
const GOOD: &str = "1. Los Estados partes deberían cooperar.\n2. Los Estados partes deberían:\n - a) informar;\n - b) capacitar.\n";

struct Book(tempfile::TempDir);

impl Book {
    fn new() -> Self {
        let book = Self(tempfile::tempdir().unwrap());
        book.write("book.toml", BOOK.as_bytes());
        book.write(
            "seeds/documents/a.es.txt",
            format!("{HEAD}{GOOD}").as_bytes(),
        );
        book
    }

    fn with(document: &[u8], kind: &str) -> Self {
        let book = Self::new();
        book.write("seeds/documents/a.es.txt", document);
        book.write("book.toml", BOOK.replace("compilation", kind).as_bytes());
        book
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn remove(&self, path: &str) {
        let path = self.path().join(path);
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir_all(&path);
    }

    fn run(&self) -> Answer {
        let output = Command::new(env!("CARGO_BIN_EXE_compendio"))
            .args(["--no-zip", "--format", "json"])
            .current_dir(self.path())
            .output()
            .unwrap();
        Answer::of(&output)
    }

    fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.path().join("site/datos").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// Ids with their texts, in order.
    fn texts(&self) -> Vec<(String, String)> {
        let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        self.json("recomendaciones.json")
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (text(row, "id"), text(row, "text")))
            .collect()
    }
}

/// What the program said.
struct Answer {
    status: i32,
    findings: Vec<Value>,
}

impl Answer {
    fn of(output: &Output) -> Self {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{said}");
        let findings: Vec<Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
            .collect();
        for finding in &findings {
            let has = |key: &str| finding[key].as_str().is_some_and(|text| !text.is_empty());
            assert!(has("message") && has("help"), "{finding}");
            // No place of a sentence was left unfilled. A source may hold braces itself.
            for key in ["{reason}", "{file}", "{path}", "{count}", "{read}", "{id}"] {
                assert!(
                    !finding["message"].as_str().unwrap().contains(key),
                    "{finding}"
                );
            }
        }
        Self {
            status: output.status.code().expect("ended by itself"),
            findings,
        }
    }

    fn codes(&self) -> BTreeSet<&str> {
        self.findings
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect()
    }

    /// File, line and column of the first finding with a code.
    fn place(&self, code: &str) -> (String, u64, u64) {
        let finding = self
            .findings
            .iter()
            .find(|finding| finding["code"] == code)
            .unwrap_or_else(|| panic!("{code}: {:?}", self.findings));
        (
            finding["file"].as_str().unwrap_or_default().to_owned(),
            finding["line"].as_u64().unwrap_or(0),
            finding["column"].as_u64().unwrap_or(0),
        )
    }
}

fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut tree: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    tree.sort();
    tree
}

/// The tags of a page: name and attributes, unescaped as written.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        if name.is_empty() {
            continue;
        }
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(['=', '>', ' ', '\n']).unwrap_or(rest.len());
            let key = rest[..end].to_lowercase();
            rest = &rest[end..];
            let mut value = "";
            if let Some(after) = rest.strip_prefix("=\"") {
                let end = after.find('"').expect("a quoted value ends");
                (value, rest) = (&after[..end], &after[end + 1..]);
            } else {
                assert!(!rest.starts_with('='), "every value is quoted: {key}");
            }
            attributes.push((key, value.to_owned()));
        }
        tags.push((name, attributes));
    }
    tags
}

/// What our own templates write, and may write.
const TAGS: &str = "a abbr article aside b body br button caption circle code col colgroup dd details div dl doctype dt \
    em fieldset figcaption figure footer form g h1 h2 h3 h4 head header hr html input label legend li \
    line link main meta nav noscript ol p path pre rect script section small span strong summary sup svg \
    table tbody td template text tfoot th thead time title tr ul use wbr h5 h6 blockquote data dialog \
    search del ins mark output i q cite sub select option textarea";

/// What holds for every site: the coverage is complete, and nothing of a source became mark-up.
fn examine(book: &Book, name: &str) {
    for row in book.json("cobertura.json").as_array().unwrap() {
        let mut next = 1;
        for span in row["spans"].as_array().unwrap() {
            let line = |at: usize| span["lines"][at].as_u64().unwrap();
            assert_eq!(line(0), next, "{name}: {span}");
            assert!(line(1) >= line(0), "{name}: {span}");
            next = line(1) + 1;
        }
        assert_eq!(next - 1, row["lines"].as_u64().unwrap(), "{name}");
    }
    let own: BTreeSet<&str> = TAGS.split(' ').collect();
    for (path, bytes) in tree(&book.path().join("site")) {
        let shown = path.display();
        // Windows, search engines and people read these: they are text from end to end.
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {}
            Some("yaml") => {
                let record: Result<Value, _> = compendio::records::yaml::read(&text, "x");
                assert!(record.is_ok(), "{name}: {shown}: {record:?}");
                continue;
            }
            _ => continue,
        }
        let mut ids = BTreeSet::new();
        for (tag, attributes) in tags(&text) {
            assert!(own.contains(tag.as_str()), "{name}: {shown}: <{tag}>");
            let value = |key: &str| {
                attributes
                    .iter()
                    .find(|(other, _)| other == key)
                    .map(|(_, value)| value.as_str())
            };
            for (key, value) in &attributes {
                assert!(
                    !key.starts_with("on") && key != "style",
                    "{name}: {shown}: {key}"
                );
                if matches!(key.as_str(), "href" | "src" | "action") {
                    let scheme = value.trim_start().to_lowercase();
                    assert!(
                        !scheme.starts_with("javascript:") && !scheme.starts_with("data:"),
                        "{name}: {shown}: {value}"
                    );
                }
            }
            if let Some(id) = value("id") {
                assert!(ids.insert(id.to_owned()), "{name}: {shown}: #{id} twice");
            }
            if tag == "script" && value("src").is_none() {
                assert_eq!(
                    value("type"),
                    Some("application/ld+json"),
                    "{name}: {shown}"
                );
            }
        }
        for block in text.split("<script type=\"application/ld+json\">").skip(1) {
            let (json, _) = block.split_once("</script>").unwrap();
            assert!(!json.contains('<'), "{name}: {shown}");
            serde_json::from_str::<Value>(json)
                .unwrap_or_else(|error| panic!("{name}: {shown}: {error}"));
        }
    }
}

/// A case that is built: its document, the codes that must be told (and no others), the texts.
struct Built {
    name: &'static str,
    document: String,
    kind: &'static str,
    codes: &'static [&'static str],
    texts: Vec<(&'static str, String)>,
}

fn built(name: &'static str, document: impl Into<String>) -> Built {
    Built {
        name,
        document: document.into(),
        kind: "compilation",
        codes: &[],
        texts: Vec::new(),
    }
}

impl Built {
    fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    fn told(mut self, codes: &'static [&'static str]) -> Self {
        self.codes = codes;
        self
    }

    fn text(mut self, id: &'static str, text: impl Into<String>) -> Self {
        self.texts.push((id, text.into()));
        self
    }

    fn check(&self) {
        let name = self.name;
        let book = Book::with(self.document.as_bytes(), self.kind);
        let answer = book.run();
        assert_eq!(answer.status, 0, "{name}: {:?}", answer.findings);
        assert_eq!(
            answer.codes(),
            self.codes.iter().copied().collect::<BTreeSet<_>>(),
            "{name}: {:?}",
            answer.findings
        );
        for finding in &answer.findings {
            assert_eq!(finding["severity"], "warning", "{name}: {finding}");
            assert_eq!(
                finding["file"], "seeds/documents/a.es.txt",
                "{name}: {finding}"
            );
            assert!(finding["line"].as_u64() > Some(0), "{name}: {finding}");
        }
        let texts = book.texts();
        for (id, text) in &self.texts {
            let found = texts.iter().find(|(other, _)| other == id);
            assert_eq!(
                found.map(|(_, text)| text),
                Some(text),
                "{name}: {id} in {texts:?}"
            );
        }
        examine(&book, name);
    }
}

fn check_all(cases: Vec<Built>) {
    for case in cases {
        case.check();
    }
}

#[test]
fn bytes_and_line_ends() {
    let cooperate = "Los Estados partes deberían cooperar.";
    let document = format!("{HEAD}{GOOD}");
    check_all(vec![
        built("byte-order mark", format!("\u{feff}{document}")).text("1.1", cooperate),
        built("CRLF", document.replace('\n', "\r\n")).text("1.1", cooperate),
        built(
            "CRLF, no last line end",
            document.replace('\n', "\r\n").trim_end(),
        )
        .text("1.2.b", "capacitar."),
        built(
            "lone CR inside a line",
            format!("{HEAD}1. Los Estados\rpartes deberían cooperar.\n"),
        )
        .told(&["retorno-de-carro"])
        .text("1.1", cooperate),
        built(
            "NUL",
            format!("{HEAD}1. Los Estados\0 partes deberían\0 cooperar.\n"),
        )
        .told(&["caracteres-invisibles"])
        .text("1.1", cooperate),
        built(
            "other line ends",
            format!("{HEAD}1. Los\u{2028}Estados\u{85}partes\u{b}deberían\u{2029}cooperar.\n"),
        )
        .told(&["caracteres-invisibles"])
        .text("1.1", cooperate),
        built(
            "page breaks",
            format!("{HEAD}1. Los Estados partes\u{c} deberían cooperar.\n\u{c}\n"),
        )
        .text("1.1", cooperate),
        built(
            "tabs and hard spaces",
            format!("{HEAD}1.\tLos\u{a0}Estados\u{202f}partes\u{3000}deberían  cooperar.\n"),
        )
        .text("1.1", cooperate),
    ]);
}

#[test]
fn characters_that_nobody_sees() {
    check_all(vec![
        built(
            "zero-width, bidirectional, soft hyphens",
            format!("{HEAD}1. Los Esta\u{ad}dos\u{200b} \u{202e}partes\u{202c} de\u{200d}berían\u{2060} coope\u{feff}rar.\n"),
        )
        .told(&["caracteres-invisibles"])
        .text("1.1", "Los Estados partes deberían cooperar."),
        built("a hidden character before the number", format!("{HEAD}\u{200b}1. Uno.\n\u{202a}2. Dos.\n"))
            .told(&["caracteres-invisibles"])
            .text("1.1", "Uno.")
            .text("1.2", "Dos."),
        built("non-characters", format!("{HEAD}1. Uno\u{fffe}\u{1ffff}\u{fdd0}.\n"))
            .told(&["caracteres-invisibles"])
            .text("1.1", "Uno."),
        built("writing from right to left is text", format!("{HEAD}1. La palabra مرحبا y שלום.\n"))
            .text("1.1", "La palabra مرحبا y שלום."),
        built(
            "accents apart from their letters",
            "I. Primera reunio\u{301}n: Viena, 14 y 15 de abril de 2009\n\n1. Los nin\u{303}os y la prevencio\u{301}n; x\u{302}.\n",
        )
        .told(&["tildes-sueltas"])
        .text("1.1", "Los niños y la prevención; x\u{302}."),
        built("emoji and letters of four bytes", format!("{HEAD}1. Una paloma 🕊 y 𝒜.\n")).text("1.1", "Una paloma 🕊 y 𝒜."),
    ]);
    // A line of nothing else is blank, and told.
    let book = Book::with(
        format!("{HEAD}1. Uno.\n\u{200b}\u{202e}\n2. Dos.\n").as_bytes(),
        "compilation",
    );
    let answer = book.run();
    assert_eq!(
        answer.place("caracteres-invisibles"),
        ("seeds/documents/a.es.txt".to_owned(), 4, 1)
    );
    assert!(
        answer.findings[0]["message"]
            .as_str()
            .unwrap()
            .contains("U+200B, U+202E")
    );
    assert!(
        book.json("cobertura.json")
            .to_string()
            .contains("\"lines\":[4,4],\"role\":\"blank\"")
    );
}

#[test]
fn mark_up_is_text() {
    let literal =
        |name, words: &str| built(name, format!("{HEAD}1. {words}\n2. Dos.\n")).text("1.1", words);
    check_all(vec![
        literal("script", "Antes <script>alert(1)</script> <zz onclick=\"x\"> </zz> después."),
        literal("a broken tag", "Uno <img src=x onerror=alert(1) y <!-- dos --> y ]]> y </article></main>."),
        literal("quotation marks in attributes", "Uno \" onmouseover=\"alert(1) ' y > & &amp; &lt;b&gt;."),
        literal("template braces", "Uno {{ 7 * 7 }} {% include \"base.html\" %} {# nota #} {{ s.nav.home | safe }}."),
        literal("placeholders of our own sentences", "Uno {reference} {n} {{count}} ${x} #{y} %s %d \\1 $1."),
        literal("control sequences of terminals as words", "Uno \\x1b[31m y \\u0000."),
        literal("a path", "Uno ../../../etc/passwd y C:\\Windows\\system32."),
        built(
            "links of Markdown",
            format!("{HEAD}1. Uno [ver](javascript:alert(1)), [dos](data:text/html,x) y [tres](</a>\"onclick=x) ](x.\n"),
        )
        .text("1.1", "Uno ver, dos y [tres](</a>\"onclick=x) ](x."),
        built("images and references of Markdown", format!("{HEAD}1. Uno ![foto](http://example.org/x.png) [a][b].\n\n[b]: javascript:x\n"))
            .text("1.1", "Uno foto [a][b]. [b]: javascript:x"),
        built("code and rules", format!("{HEAD}1. Uno `código` y ~~dos~~.\n\n```\nx\n```\n")).told(&["parrafo-sin-numero"]),
        built("headings that are mark-up", format!("{HEAD}1. Uno.\n\n# <b>Título</b> \"x\" {{{{ y }}}}\n\n2. Dos.\n"))
            .told(&["encabezado-desconocido"])
            .text("1.2", "Dos."),
        built("footnotes with marks of mark-up", format!("{HEAD}1. Uno[^<b>] y dos[^\"x].\n\n[^<b>]: Nota <i>una</i>.\n\n[^\"x]: Nota dos.\n")),
        built("a table of Markdown", format!("{HEAD}1. Uno.\n\n| a | b |\n|---|---|\n| c | d |\n")).told(&["parrafo-sin-numero"]),
    ]);
}

#[test]
fn words_that_yaml_would_misread() {
    let words = [
        "yes",
        "no",
        "Null",
        "~",
        "1e3",
        "0x1F",
        "0o17",
        "12:30",
        "1_000",
        ".inf",
        ".nan",
        "2009-04-14",
        "=",
        "<<",
        "- x",
        "# x",
        "key: value",
        "key:",
        "? x",
        "[x",
        "{x",
        "*x",
        "&x",
        "!x",
        "|",
        ">-",
        "%x",
        "@x",
        "`x",
        "'x'",
        "\"x\"",
        "\\",
        "y",
        "N",
        "on",
        "true",
        "x #y",
        "x: y",
        "---",
        "...",
        "🕊",
    ];
    let mut document = HEAD.to_owned();
    for (at, word) in words.iter().enumerate() {
        let _ = write!(document, "{}. Los Estados: {word}\n\n", at + 1);
    }
    let book = Book::with(document.as_bytes(), "compilation");
    let answer = book.run();
    assert_eq!(answer.status, 0, "{:?}", answer.findings);
    let texts = book.texts();
    assert_eq!(texts.len(), words.len(), "{texts:?}");
    examine(&book, "yaml");
    let text = fs::read_to_string(book.path().join("site/datos/registros/reunion-1.yaml")).unwrap();
    let record: Value = compendio::records::yaml::read(&text, "x").unwrap();
    for (row, (id, text)) in record["recommendations"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&texts)
    {
        assert_eq!(
            (row["id"].as_str(), row["text"].as_str()),
            (Some(id.as_str()), Some(text.as_str()))
        );
    }
    // Whole texts that are such words.
    for word in [
        "yes",
        "1e3",
        "0x1F",
        "12:30",
        "null",
        "2009-04-14",
        "# x",
        "- x",
        "key: value",
    ] {
        let book = Book::with(
            format!(
                "Recomendación 1\n\n{word}\n\nRecomendación 2\n\nLos Estados deberían cooperar.\n"
            )
            .as_bytes(),
            "report",
        );
        let answer = book.run();
        assert_eq!(answer.status, 0, "{word}: {:?}", answer.findings);
        examine(&book, word);
        let record =
            fs::read_to_string(book.path().join("site/datos/registros/reunion-1.yaml")).unwrap();
        let record: Value = compendio::records::yaml::read(&record, "x").unwrap();
        let texts = book.texts();
        let rows = record["recommendations"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "{word}: {rows:?}");
        for row in rows {
            let id = row["id"].as_str().unwrap();
            let text = texts
                .iter()
                .find(|(known, _)| known == id)
                .map(|(_, text)| text);
            // Without words of its own a unit has none in its record.
            let expected = text.filter(|text| !text.is_empty()).map(String::as_str);
            assert_eq!(
                row["text"].as_str().filter(|text| !text.is_empty()),
                expected,
                "{word}"
            );
        }
    }
}

#[test]
fn numbers_that_are_not_in_order() {
    check_all(vec![
        built("a gap", format!("{HEAD}1. Uno.\n2. Dos.\n5. Cinco.\n")).told(&["salto-de-numeracion"]).text("1.5", "Cinco."),
        built("repeats", format!("{HEAD}1. Uno.\n2. Dos.\n2. Otra vez.\n2. Y otra.\n3. Tres.\n"))
            .told(&["numero-repetido"])
            .text("1.2", "Dos.")
            .text("1.2~2", "Otra vez.")
            .text("1.2~3", "Y otra.")
            .text("1.3", "Tres."),
        built("repeated sub-items", format!("{HEAD}1. Uno:\n - a) x;\n - a) y;\n - b) z.\n"))
            .told(&["numero-repetido"])
            .text("1.1.a", "x;")
            .text("1.1.a~2", "y;")
            .text("1.1.b", "z."),
        built("sub-items without a parent", format!("{HEAD}b) Suelto.\n\n1. Uno.\n\n2. Dos:\n - c) tres;\n - d) cuatro.\n"))
            .told(&["subapartado-sin-padre", "subapartado-suelto"])
            .text("1.2.c", "tres;"),
        built("a report whose numbers are enormous", "Recomendación 4294967295\n\nUno.\n\nRecomendación 4294967296\n\nDos.\n\nRecomendación 1\n\nTres.\n")
            .kind("report")
            .told(&["salto-de-numeracion", "numero-repetido"])
            .text("1.1", "Tres."),
        built("unknown headings", format!("{HEAD}1. Uno.\n\n## Notas\n\n## Notas\n\n## Notas 2\n\n2. Dos.\n"))
            .told(&["encabezado-desconocido"])
            .text("1.2", "Dos."),
        built("a head whose lower case is longer", format!("{HEAD}1. Uno.\n\nNaciones Unidas {}\n\n2. Dos.\n", "İ".repeat(40)))
            .told(&["titulo-supuesto"])
            .text("1.2", "Dos."),
        built("annexes in the midst", format!("{HEAD}1. Uno.\n\n## Anexo\n\n2. Dos.\n\nII. Segunda reunión: Viena, 27 de enero de 2010\n\n1. Tres.\n"))
            .told(&["anexo-aparte"])
            .text("2.1", "Tres."),
        built("a meeting that comes twice", format!("{HEAD}1. Uno.\n\n{HEAD}1. Otra vez.\n"))
            .told(&["numero-repetido"])
            .text("1.1~2", "Otra vez."),
        built("words on the line of the heading", "Recomendación 1. Los Estados deberían cooperar.\n\nRecomendación 2: informar.\n")
            .kind("report")
            .text("1.1", "Los Estados deberían cooperar.")
            .text("1.2", "informar."),
    ]);
    let book = Book::with(
        format!("{HEAD}1. Uno.\n2. Dos.\n2. Otra vez.\n").as_bytes(),
        "compilation",
    );
    let answer = book.run();
    assert_eq!(answer.place("numero-repetido").1, 5);
    assert!(
        book.path()
            .join("site/recomendaciones/1-2--2.html")
            .is_file()
    );
}

#[test]
fn recommendations_that_are_plain_paragraphs() {
    let before = "I. Introducción\n\n1. El Grupo de Trabajo se reunió en Viena.\n\n2. La Secretaría habló.\n\n";
    let page = "CTOC/COP/WG.9/2008/2\n\nV.08-12345 2/5\n\n\u{c}";
    let body = "3. El Grupo de Trabajo formuló las conclusiones que siguen:\n\n4. Los Estados deberían cooperar.\n\n5. El Grupo de Trabajo recomienda que los Estados:\n\na) informen;\n\nb) capaciten.\n\n";
    let after = "IV. Aprobación del informe\n\n6. El Grupo aprobó el informe.\n";
    let case = |name: &'static str, heading: &str| {
        built(name, format!("{before}{heading}\n\n{body}{after}"))
            .kind("report")
            .text("1.4", "Los Estados deberían cooperar.")
            .text("1.5", "El Grupo de Trabajo recomienda que los Estados:")
            .text("1.5.b", "capaciten.")
    };
    check_all(vec![
        case("a numbered heading", "III. Recomendaciones"),
        case("in capitals", "III. CONCLUSIONES Y RECOMENDACIONES"),
        case("in Markdown", "## **III. Recomendaciones**"),
        case("in bold, without a number", "**Recomendaciones**"),
        case(
            "behind page furniture",
            &format!("{page}\n\n III. Recomendaciones"),
        ),
        case("without a number", "RECOMENDACIONES"),
        case("with line ends of another system", "III. Recomendaciones\r"),
        case("with invisible characters", "III. Recomen\u{ad}daciones")
            .told(&["caracteres-invisibles"]),
        built(
            "an inner numbering below a chapeau",
            format!("{before}II. Recomendaciones\n\n3. El Grupo de Trabajo recomienda:\n\n   1. Cooperar.\n\n   3. Informar.\n\n{}", after.replace("6.", "4.")),
        )
        .kind("report")
        .told(&["salto-de-numeracion"])
        .text("1.1", "Cooperar.")
        .text("1.3", "Informar."),
        built(
            "a repeated number",
            "II. Recomendaciones\n\n1. Cooperar.\n\n2. Capacitar.\n\n2. Informar.\n\n3. Prevenir.\n",
        )
        .kind("report")
        .told(&["numero-repetido"])
        .text("1.2~2", "Informar."),
    ]);
}

#[test]
fn very_deep_lists() {
    let mut document = format!("{HEAD}1. Los Estados deberían:\n");
    let markers = ["a)", "i)", "1)", "-"];
    for depth in 0..20 {
        let _ = writeln!(
            document,
            "{}{} nivel {depth}:",
            "  ".repeat(depth),
            markers[depth % 4]
        );
    }
    document.push_str("2. Los Estados deberían cooperar.\n");
    for depth in [20, 400] {
        let document = if depth == 20 {
            document.clone()
        } else {
            // Every line opens a list inside the last one; where that stops, the words stay.
            format!(
                "{HEAD}{}2. Los Estados deberían cooperar.\n",
                "1. nivel:\na) nivel:\ni) nivel:\n".repeat(depth / 3)
            )
        };
        let book = Book::with(document.as_bytes(), "compilation");
        let answer = book.run();
        assert_eq!(answer.status, 0, "{:?}", answer.findings);
        examine(&book, "deep");
        let words: usize = book
            .texts()
            .iter()
            .map(|(_, text)| text.matches("nivel").count())
            .sum();
        assert_eq!(words, document.matches("nivel").count(), "nothing is lost");
        assert!(
            book.texts()
                .iter()
                .all(|(id, _)| id.split('.').count() < 40)
        );
    }
}

/// A text of many numbered parts.
fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (1..=count).map(part).collect::<Vec<_>>().concat()
}

/// Time grows with the input, not with its square: generous, for debug builds on a busy machine.
fn in_time(book: &Book, seconds: u64) -> Answer {
    let start = Instant::now();
    let answer = book.run();
    assert!(
        start.elapsed() < Duration::from_secs(seconds),
        "{:?}",
        start.elapsed()
    );
    answer
}

#[test]
fn one_line_of_five_megabytes() {
    let words = "palabra ".repeat(5 * 1024 * 1024 / 8);
    let book = Book::with(
        format!("{HEAD}1. {words}\n2. Dos.\n").as_bytes(),
        "compilation",
    );
    let answer = in_time(&book, 120);
    assert_eq!(
        (answer.status, answer.codes()),
        (0, BTreeSet::from(["linea-muy-larga"]))
    );
    assert_eq!(answer.place("linea-muy-larga").1, 3);
    let texts = book.texts();
    assert_eq!(texts[0].1, words.trim());
    assert_eq!(texts[1].1, "Dos.");
}

#[test]
fn a_hundred_thousand_short_lines() {
    let book = Book::with(
        format!("{HEAD}1. Uno.\n{}", "x\n".repeat(100_000)).as_bytes(),
        "compilation",
    );
    let answer = in_time(&book, 120);
    assert_eq!(answer.status, 0);
    let texts = book.texts();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].1.matches('x').count(), 100_000);
}

#[test]
fn many_small_things_take_their_time_once() {
    let n = 4_000;
    let first = "\nI. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Uno.\n";
    for (name, kind, document) in [
        (
            "notes without a call",
            "background",
            "¹ Nota.\n\n".repeat(n),
        ),
        (
            "notes with a call",
            "background",
            format!("{}.\n\n{}", "uno¹ ".repeat(n), "¹ Nota.\n\n".repeat(n)),
        ),
        (
            "figures that may call notes",
            "background",
            format!(
                "{}\n____\n{}",
                "personas.1 grupo2, ".repeat(n),
                "1 Nota\n".repeat(n)
            ),
        ),
        (
            "letters with a full stop",
            "background",
            "a. uno;\ni. dos;\n".repeat(n / 2),
        ),
        (
            "numbers",
            "background",
            many(n, |at| format!("{at}. Uno.\n")),
        ),
        (
            "lists inside lists",
            "background",
            "1. uno:\na) dos:\n".repeat(n / 2),
        ),
        (
            "names alone",
            "compilation",
            format!("{}{first}", "Albania\n\n".repeat(n)),
        ),
        (
            "years alone",
            "compilation",
            format!(
                "{}{first}",
                "Viena, 2010\n\nen la primera reunión\n\n".repeat(n)
            ),
        ),
        (
            "rules",
            "compilation",
            format!("{}{first}", "____\n".repeat(20 * n)),
        ),
        (
            "contents",
            "compilation",
            format!(
                "{}{first}",
                many(n, |at| format!("A. Uno ........ {}\n", at % 900))
            ),
        ),
        ("symbols over line ends", "background", "AA/\n".repeat(n)),
        (
            "brackets",
            "background",
            format!("# x\n\n{}", "[".repeat(20 * n)),
        ),
        (
            "emphasis",
            "background",
            format!("# x\n\n{}", "*a **a ".repeat(n)),
        ),
        (
            "provisions of provisions",
            "background",
            "párrafo 1 del ".repeat(4 * n),
        ),
        (
            "acts without a number",
            "background",
            "la decisión de la Mesa, como acordó la Mesa, el Grupo decidió ".repeat(n),
        ),
        (
            "recommendations without a number",
            "background",
            "1. En su primera reunión, el Grupo formuló las recomendaciones de la Presidenta.\n"
                .repeat(n),
        ),
        (
            "names in two lists",
            "report",
            format!(
                "Recomendación 1\n\nUno.\n\nIV. Asistencia\n\n2. Estuvieron representados: {0}Fiji.\n\n3. Estuvieron representados por observadores: {0}Fiji.\n",
                many(n, |at| format!("Estado {at}, "))
            ),
        ),
        (
            "days",
            "report",
            format!(
                "Recomendación 1\n\nSe celebró en Viena {}",
                "1, 2, ".repeat(4 * n)
            ),
        ),
    ] {
        let book = Book::with(document.as_bytes(), kind);
        let answer = in_time(&book, 60);
        assert_eq!(answer.status, 0, "{name}: {:?}", answer.findings.first());
    }
}

/// A case that must fail: its name, the files that it puts in place of others, the code, and its file and line.
type Refusal<'a> = (&'a str, Vec<(&'a str, Vec<u8>)>, &'a str, &'a str, u64);

/// Runs cases that must fail in one book whose site is already there; each puts files in place of others.
fn refuse(cases: Vec<Refusal<'_>>) {
    let book = Book::new();
    assert_eq!(book.run().status, 0);
    let site = tree(&book.path().join("site"));
    for (name, files, code, file, line) in cases {
        for (path, bytes) in &files {
            book.write(path, bytes);
        }
        let answer = book.run();
        assert_eq!(answer.status, 1, "{name}: {:?}", answer.findings);
        assert!(
            answer.codes().contains(code),
            "{name}: {:?}",
            answer.findings
        );
        let (told, at, _) = answer.place(code);
        assert_eq!(
            (told.as_str(), at),
            (file, line),
            "{name}: {:?}",
            answer.findings
        );
        assert!(
            site == tree(&book.path().join("site")),
            "{name}: the old site was touched"
        );
        for (path, _) in &files {
            match *path {
                "book.toml" => book.write(path, BOOK.as_bytes()),
                "seeds/documents/a.es.txt" => book.write(path, format!("{HEAD}{GOOD}").as_bytes()),
                _ => book.remove(path),
            }
        }
    }
    assert_eq!(book.run().status, 0, "the book is as it was");
}

#[test]
fn seeds_that_are_refused() {
    let seed = "seeds/documents/a.es.txt";
    let case =
        |name, bytes: &[u8], code, line| (name, vec![(seed, bytes.to_vec())], code, seed, line);
    refuse(vec![
        case("empty", b"", "documento-vacio", 0),
        case("blank", b" \n\t\n\r\n\n", "documento-vacio", 0),
        case(
            "nothing that can be seen",
            "\u{feff}\u{200b}\n\0\n".as_bytes(),
            "documento-vacio",
            0,
        ),
        case(
            "Latin-1",
            b"I. Primera\n\n1. Reuni\xf3n.\n",
            "no-es-utf8",
            3,
        ),
        case("UTF-16", b"\xff\xfeI\0.\0", "no-es-utf8", 1),
        case(
            "cut inside a character",
            b"I. Primera\nreuni\xc3",
            "no-es-utf8",
            2,
        ),
        case(
            "no recommendation",
            "Nada que se parezca a una.\n".as_bytes(),
            "sin-recomendaciones",
            0,
        ),
        case(
            "line ends that are none",
            format!("{HEAD}{GOOD}").replace('\n', "\r").as_bytes(),
            "sin-recomendaciones",
            0,
        ),
    ]);
}

#[test]
fn editorial_files_that_are_refused() {
    let themes = "seeds/editorial/themes.yaml";
    let assignments = "seeds/editorial/assignments.yaml";
    let gaps = "seeds/editorial/known-gaps.yaml";
    let case = |name, file, text: &str, line| {
        (
            name,
            vec![(file, text.as_bytes().to_vec())],
            "yaml-ilegible",
            file,
            line,
        )
    };
    refuse(vec![
        case("a list that does not end", themes, "groups: [\n", 2),
        case("a wrong type", themes, "groups: 3\n", 1),
        case(
            "a wrong type inside",
            themes,
            "groups:\n  - id: [1]\n    name: x\n    themes: []\n",
            2,
        ),
        case("an unknown key", themes, "gruops: []\n", 1),
        case("a missing key", themes, "groups:\n  - id: x\n", 2),
        case("a tab", themes, "groups:\n\t- id: x\n", 2),
        case(
            "a negative number",
            gaps,
            "gaps:\n- meeting: -1\n  note: x\n",
            2,
        ),
        case("two documents", assignments, "a: [x]\n---\nb: [y]\n", 1),
        case(
            "a repeated key",
            assignments,
            "\"1.1\": [x]\n\"1.1\": [y]\n",
            1,
        ),
        case("an anchor inside itself", assignments, "x: &a [*a]\n", 1),
        case(
            "control characters",
            assignments,
            "x: [\"\u{1b}[31m\"]\n",
            1,
        ),
        case(
            "brackets in brackets",
            assignments,
            &format!("a:\n {}\n", "[".repeat(100_000)),
            2,
        ),
        case(
            "lists in lists",
            assignments,
            &format!("{}x\n", "- ".repeat(50_000)),
            1,
        ),
        case(
            "a bomb of aliases",
            assignments,
            &format!(
                "x: &a [\"{}\"]\n{}",
                "y".repeat(200_000),
                many(3000, |at| format!("k{at}: *a\n"))
            ),
            19,
        ),
    ]);
    refuse(vec![(
        "not UTF-8",
        vec![(assignments, b"# uno\nx: [\xff]\n".to_vec())],
        "no-es-utf8",
        assignments,
        2,
    )]);
    refuse(vec![
        ("a theme without a name for its page", vec![(themes, b"groups:\n- {id: g, name: G, themes: [{id: \"\", name: T}]}\n".to_vec())], "direccion-no-valida", "", 0),
        ("a theme that Windows cannot hold", vec![(themes, b"groups:\n- {id: g, name: G, themes: [{id: con, name: T}]}\n".to_vec())], "direccion-no-valida", "", 0),
        ("two themes with one address", vec![(themes, "groups:\n- {id: g, name: G, themes: [{id: genero, name: T}, {id: Género, name: U}]}\n".as_bytes().to_vec())], "direccion-repetida", "", 0),
    ]);
}

#[test]
fn editorial_words_are_carried_literally() {
    let book = Book::new();
    book.write(
        "seeds/editorial/themes.yaml",
        "\u{feff}groups:\n- id: grupo\n  name: <script>alert(1)</script>\n  themes:\n  - {id: no, name: yes, scope: 12:30}\n  - {id: ../../../x, name: \"{{ 7*7 }} {% x %}\", scope: \"<img src=x onerror=alert(1)>\"}\n  - {id: \"0x1F\", name: 1e3, scope: \"[a](javascript:alert(1))\"}\n".as_bytes(),
    );
    book.write(
        "seeds/editorial/assignments.yaml",
        b"\"1.1\": [no, \"../../../x\"]\n\"1.2.a\": [\"0x1F\"]\n\"9.99\": [no]\n",
    );
    book.write("seeds/editorial/known-gaps.yaml", b"# nada\n");
    let answer = book.run();
    assert_eq!(
        (answer.status, answer.codes()),
        (0, BTreeSet::from(["identificador-desconocido"]))
    );
    examine(&book, "editorial");
    let themes = book.json("temas.json");
    let rows: Vec<(&str, &str)> = themes
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["id"].as_str().unwrap(), row["name"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rows,
        [
            ("no", "yes"),
            ("../../../x", "{{ 7*7 }} {% x %}"),
            ("0x1F", "1e3")
        ]
    );
    assert!(
        book.path().join("site/temas/x.html").is_file(),
        "an id leads nowhere else"
    );
}

/// `book.toml` in place of the good one.
fn book(text: String) -> Vec<(&'static str, Vec<u8>)> {
    vec![("book.toml", text.into_bytes())]
}

/// The good one with one thing in place of another.
fn book_with(from: &str, to: &str) -> Vec<(&'static str, Vec<u8>)> {
    assert!(BOOK.contains(from));
    book(BOOK.replace(from, to))
}

fn in_book<'a>(
    name: &'a str,
    files: Vec<(&'a str, Vec<u8>)>,
    code: &'a str,
    line: u64,
) -> Refusal<'a> {
    (name, files, code, "book.toml", line)
}

#[test]
fn books_that_are_refused() {
    refuse(vec![
        in_book("empty", book(String::new()), "libro-ilegible", 1),
        in_book(
            "no TOML",
            book("esto no es\n".to_owned()),
            "libro-ilegible",
            1,
        ),
        in_book(
            "not UTF-8",
            vec![("book.toml", b"title = \"\xff\"\n".to_vec())],
            "no-es-utf8",
            1,
        ),
        in_book(
            "a wrong type",
            book_with("\"Prueba\"", "3"),
            "libro-ilegible",
            1,
        ),
        in_book(
            "a kind that there is not",
            book_with("compilation", "libro"),
            "libro-ilegible",
            7,
        ),
        in_book(
            "meetings that are words",
            book_with("[1]", "[\"1\"]"),
            "libro-ilegible",
            9,
        ),
        in_book(
            "a meeting below none",
            book_with("[1]", "[-1]"),
            "libro-ilegible",
            9,
        ),
        in_book(
            "a key twice",
            book_with("title = \"A\"", "title = \"A\"\ntitle = \"B\""),
            "libro-ilegible",
            9,
        ),
        in_book(
            "a text that does not end",
            book_with("\"A\"", "\"A"),
            "libro-ilegible",
            8,
        ),
        in_book(
            "brackets in brackets",
            book(format!("{BOOK}x = {}", "[".repeat(100_000))),
            "libro-ilegible",
            10,
        ),
        in_book(
            "a table that there is not",
            book(format!("{BOOK}[otra]\nx = 1\n")),
            "clave-desconocida",
            10,
        ),
    ]);
}

#[test]
fn files_and_addresses_that_no_book_may_name() {
    let document = |name: &str| book_with("seeds/documents/a.es.txt", name);
    let table = |name: &str| {
        format!("[[documents]]\nfile = \"{name}\"\nkind = \"background\"\ntitle = \"B\"\n")
    };
    refuse(vec![
        in_book(
            "above the book",
            document("../a.txt"),
            "documento-fuera-del-libro",
            5,
        ),
        in_book(
            "through a folder and above",
            document("seeds/../../a.txt"),
            "documento-fuera-del-libro",
            5,
        ),
        in_book(
            "from the root",
            document("/etc/hostname"),
            "documento-fuera-del-libro",
            5,
        ),
        in_book(
            "of another drive",
            document("C:/a.txt"),
            "documento-fuera-del-libro",
            5,
        ),
        in_book(
            "a folder",
            document("seeds/documents"),
            "documento-ilegible",
            5,
        ),
        in_book(
            "a file that is not there",
            document("seeds/documents/b.txt"),
            "documento-ausente",
            5,
        ),
        in_book(
            "a name that Windows keeps",
            document("seeds/documents/con.txt"),
            "nombre-reservado",
            5,
        ),
        in_book(
            "another one",
            document("seeds/documents/COM1.es.txt"),
            "nombre-reservado",
            5,
        ),
        in_book(
            "a name of signs",
            document("seeds/documents/a.<b>.txt"),
            "nombre-no-valido",
            5,
        ),
        in_book(
            "the name of our own page",
            document("seeds/documents/Index.txt"),
            "nombre-no-valido",
            5,
        ),
        in_book("no name", document(""), "nombre-no-valido", 5),
        in_book(
            "two documents with one name",
            book(format!("{BOOK}{}", table("seeds/documents/a.en.txt"))),
            "documento-repetido",
            10,
        ),
        in_book(
            "names that differ in case",
            book(format!("{BOOK}{}", table("seeds/documents/A.txt"))),
            "documento-repetido",
            10,
        ),
        in_book(
            "an address that runs",
            book(format!("repository = \"javascript:alert(1)\"\n{BOOK}")),
            "direccion-web-no-valida",
            0,
        ),
        in_book(
            "another one that does",
            book(format!(
                "official-link = \"java\\tscript:alert('{{symbol}}')\"\n{BOOK}"
            )),
            "direccion-web-no-valida",
            0,
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_no_seeds() {
    let book = Book::new();
    assert_eq!(book.run().status, 0);
    let site = tree(&book.path().join("site"));
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(
        elsewhere.path().join("secreto.txt"),
        format!("{HEAD}{GOOD}"),
    )
    .unwrap();
    let seed = book.path().join("seeds/documents/a.es.txt");
    fs::remove_file(&seed).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("secreto.txt"), &seed).unwrap();
    let answer = book.run();
    assert_eq!(
        (answer.status, answer.place("documento-fuera-del-libro").1),
        (1, 5)
    );
    assert!(site == tree(&book.path().join("site")));
    // A device has no end and a pipe no beginning; a link to the device stands for both.
    fs::remove_file(&seed).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &seed).unwrap();
    assert_eq!(book.run().status, 1);
    // A link inside the book is the keeper's own affair.
    fs::remove_file(&seed).unwrap();
    book.write("originales/a.txt", format!("{HEAD}{GOOD}").as_bytes());
    std::os::unix::fs::symlink(book.path().join("originales/a.txt"), &seed).unwrap();
    assert_eq!(book.run().status, 0);
    assert!(site == tree(&book.path().join("site")));
}

#[test]
fn a_book_of_strange_words_is_carried_literally() {
    let book = Book::new();
    let text = BOOK
        .replace("\"Prueba\"", "\"<script>alert(1)</script> {{ 7*7 }} \\\" onload=x\"\nsubtitle = \"</title><zz>\"\nauthors = [\"<b>\"]\nlanguage = \"es\\\"><zz>\"\nreport-errors = \"mailto:a@example.org?x=<zz>\"")
        .replace("title = \"A\"", "title = \"{% raw %} <b>A</b>\"\nsymbol = \"<zz>/x/1\"");
    book.write("book.toml", text.as_bytes());
    let answer = book.run();
    assert_eq!(
        (answer.status, answer.codes()),
        (0, BTreeSet::from(["idioma-desconocido"]))
    );
    examine(&book, "book");
    let page = fs::read_to_string(book.path().join("site/index.html")).unwrap();
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;"),
        "the title is shown as text"
    );
}
