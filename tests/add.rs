//! `compendio add` from outside: the report of a later meeting comes into a copy of the real book, and strange documents
//! come into a small one or are refused; what is not meant to change keeps its bytes.
//!
//! After a change that is meant, `UPDATE_GOLDEN=1 cargo test --test add` writes the transcript anew, and its copy in
//! CONTRIBUTING.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use compendio::add::Given;
use compendio::add::guess::guess;
use compendio::records::Status;

const REPORT: &str = "tests/fixtures/add/informe-duodecima-reunion.txt";
const COPY: &str = "seeds/documents/ctoc-cop-wg-4-2022-3.es.txt";
const ASSIGNMENTS: &str = "seeds/editorial/assignments.yaml";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A book in a folder of its own, and the program run there.
struct Book {
    folder: tempfile::TempDir,
}

impl Book {
    /// A copy of the real book, with the report where it lies here.
    fn real() -> Self {
        let book = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for entry in walkdir::WalkDir::new(root().join("seeds")) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(root()).unwrap();
                book.write(path.to_str().unwrap(), &fs::read(entry.path()).unwrap());
            }
        }
        book.write("book.toml", &fs::read(root().join("book.toml")).unwrap());
        book.write(REPORT, &report());
        book
    }

    /// A small book with one document, themes and words for them.
    fn small() -> Self {
        let book = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        book.write("seeds/documents/a.es.txt", "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados partes deberían cooperar.\n".as_bytes());
        book.write("book.toml", b"title = \"T\" # the title\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n\n# the documents\n[[documents]]\nfile = \"seeds/documents/a.es.txt\"\nkind = \"compilation\"\nsymbol = \"A/B/1\"\ntitle = \"A\"\nmeetings = [1] # one\n");
        book.write(
            "seeds/editorial/themes.yaml",
            "groups:\n  - id: g\n    name: G\n    themes:\n      - { id: ayuda, name: Ayuda }\n      - { id: cursos, name: Cursos }\n".as_bytes(),
        );
        book.write(
            "seeds/editorial/lexicon.yaml",
            "themes:\n  cursos:\n    strong: [capacitación]\n  ayuda:\n    strong: [cooperar]\n"
                .as_bytes(),
        );
        book.write(ASSIGNMENTS, b"\"1.1\": [ayuda] # why\n");
        book
    }

    /// The English book to begin with.
    fn english() -> Self {
        let book = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let made = Command::new(env!("CARGO_BIN_EXE_compendio"))
            .args(["new", ".", "--language", "en"])
            .current_dir(book.folder.path())
            .output()
            .unwrap();
        assert!(made.status.success());
        book
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file with its bytes.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = walkdir::WalkDir::new(self.folder.path()).into_iter();
        entries
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap()))
            .collect()
    }

    fn add(&self, arguments: &[&str]) -> Told {
        let output = Command::new(env!("CARGO_BIN_EXE_compendio"))
            .arg("add")
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Told(output)
    }
}

/// What the program said.
struct Told(Output);

impl Told {
    fn status(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    fn lines(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    fn findings(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// The codes of the findings, in their order.
    fn codes(&self) -> Vec<String> {
        let findings = self.findings();
        let heads = findings.lines().filter_map(|line| {
            let (level, rest) = line.split_once('[')?;
            ["error", "aviso"].contains(&level).then_some(rest)
        });
        heads
            .filter_map(|rest| Some(rest.split_once(']')?.0.to_owned()))
            .collect()
    }
}

fn report() -> Vec<u8> {
    fs::read(root().join(REPORT)).unwrap()
}

/// Compares with the golden transcript and with its copy for those who add a report, or writes both.
fn golden(transcript: &str) {
    let path = root().join("tests/golden/add/informe-duodecima-reunion.txt");
    let guide_path = root().join("CONTRIBUTING.md");
    let guide = fs::read_to_string(&guide_path).unwrap();
    // There it stands below a step of a list.
    let (open, close) = ("   ```text\n", "   ```\n");
    let (before, rest) = guide
        .split_once(open)
        .expect("the guide shows the transcript");
    let (shown, after) = rest.split_once(close).unwrap();
    let indented: String = transcript
        .lines()
        .map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("   {line}\n"),
        })
        .collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, transcript).unwrap();
        fs::write(
            guide_path,
            format!("{before}{open}{indented}{close}{after}"),
        )
        .unwrap();
        return;
    }
    assert_eq!(fs::read_to_string(path).unwrap(), transcript);
    assert_eq!(shown, indented, "CONTRIBUTING.md shows what is said now");
}

#[test]
fn the_report_of_a_later_meeting_comes_in_with_its_themes() {
    let book = Book::real();
    let mut expected = book.tree();
    let told = book.add(&[REPORT, "--accept"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert_eq!(told.findings(), "");
    golden(&told.lines());

    // Every byte that stood there stands there; what is new stands behind it.
    let table = "\n[[documents]]\nfile = \"seeds/documents/ctoc-cop-wg-4-2022-3.es.txt\"\nkind = \"report\"\nsymbol = \"CTOC/COP/WG.4/2022/3\"\ntitle = \"Informe sobre la duodécima reunión del Grupo de Trabajo sobre la Trata de Personas, celebrada en Viena del 12 al 14 de octubre de 2022\"\ndate = \"2022-10-25\"\nmeetings = [12]\n";
    let themes = book.read(ASSIGNMENTS);
    let old = String::from_utf8(expected[&book.path(ASSIGNMENTS)].clone()).unwrap();
    let new = themes
        .strip_prefix(&old)
        .expect("old entries are untouched");
    assert!(
        new.starts_with("\n# meeting 12\n\"12.1\": [capacitacion"),
        "{new}"
    );
    let mut behind = |path: &str, words: &str| {
        expected
            .entry(book.path(path))
            .or_default()
            .extend_from_slice(words.as_bytes());
    };
    behind("book.toml", table);
    behind(ASSIGNMENTS, new);
    expected.insert(book.path(COPY), report());
    assert!(book.tree() == expected, "nothing else changed");

    // The book reads with it, and an editor's word is an editor's word.
    let loaded = compendio::load(&book.path("book.toml")).unwrap();
    let compendium = &loaded.compendium;
    let own = compendium
        .entries
        .iter()
        .filter(|entry| entry.id.meeting == 12);
    let ids: Vec<String> = own.clone().map(|entry| entry.id.to_string()).collect();
    assert_eq!(
        ids,
        [
            "12.1", "12.2", "12.2.a", "12.2.b", "12.2.c", "12.3", "12.4", "12.5", "12.6"
        ]
    );
    assert!(
        own.clone()
            .all(|entry| !entry.proposed && !entry.themes.is_empty())
    );
    for entry in own.filter(|entry| entry.is_provision()) {
        let themes: Vec<&str> = entry
            .themes
            .iter()
            .map(|&at| compendium.themes[at].id.as_str())
            .collect();
        assert!(new.contains(&format!("\"{}\": [{}]\n", entry.id, themes.join(", "))));
    }
    let text = |id: &str| &compendium.entries[compendium.find(id).unwrap()].unit;
    assert!(
        text("12.4").text.plain.ends_with(
            "registros de entrada en los puestos fronterizos y la designación de tutores."
        )
    );
    assert_eq!(text("12.4").lines.first, 91);
    assert_eq!(text("12.1").footnotes[0].lines.first, 96);
    let meeting = compendium.meetings.last().unwrap();
    assert_eq!(
        (
            meeting.number,
            meeting.place.as_deref(),
            meeting.start.as_deref(),
            meeting.end.as_deref()
        ),
        (12, Some("Viena"), Some("2022-10-12"), Some("2022-10-14"))
    );
    assert_eq!(meeting.president.as_deref(), Some("Lucía Ferrer (Uruguay)"));
    assert_eq!(meeting.agenda.as_ref().unwrap().len(), 4);
    assert_eq!(meeting.documents_before.len(), 2);
    assert_eq!(meeting.attendance.as_ref().unwrap().states.len(), 11);
    assert_eq!(
        compendium
            .documents
            .last()
            .unwrap()
            .title_lines
            .map(|lines| [lines.first, lines.last]),
        Some([16, 18])
    );

    // Once more: it is told, and nothing is written.
    let told = book.add(&[REPORT, "--accept"]);
    assert_eq!(
        (told.status(), told.codes()),
        (0, vec!["documento-ya-en-el-libro".to_owned()])
    );
    assert!(book.tree() == expected);
}

#[test]
fn nothing_is_written_in_a_trial_and_themes_can_be_taken_later() {
    let (now, later) = (Book::real(), Book::real());
    let before = now.tree();
    let trial = now.add(&[REPORT, "--accept", "--dry-run"]);
    assert_eq!(trial.status(), 0);
    assert!(
        trial
            .lines()
            .contains("Con --dry-run no se ha escrito nada.")
    );
    assert!(now.tree() == before);

    assert_eq!(now.add(&[REPORT, "--accept"]).status(), 0);
    assert_eq!(later.add(&[REPORT]).status(), 0);
    assert_eq!(
        later.read(ASSIGNMENTS),
        fs::read_to_string(root().join(ASSIGNMENTS)).unwrap()
    );
    let told = later.add(&["--accept"]);
    assert_eq!((told.status(), told.codes()), (0, vec![]));
    assert!(
        told.lines()
            .contains("\"12.2.a\": indemnizacion («indemnización»)")
    );
    for path in ["book.toml", ASSIGNMENTS, COPY] {
        assert_eq!(now.read(path), later.read(path), "{path}");
    }
    assert!(
        later
            .add(&["--accept"])
            .lines()
            .contains("No hay nada que escribir.")
    );
}

#[test]
fn an_adopted_report_takes_the_place_of_its_draft() {
    let book = Book::real();
    let adopted = String::from_utf8(report()).unwrap();
    let adopted = adopted
        .replace("duodécima reunión", "undécima reunión")
        .replace("12 al 14 de octubre de 2022", "12 al 13 de octubre de 2021")
        .replace("12 al 14 de\n", "12 al 13 de\n")
        .replace("12 a 14 de octubre de 2022", "12 y 13 de octubre de 2021")
        .replace("2022", "2021");
    book.write("adoptado.txt", adopted.as_bytes());
    let told = book.add(&["adoptado.txt", "--accept"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    let lines = told.lines();
    assert!(lines.contains("seeds/documents/proyecto-de-informe-2021.es.txt es un proyecto de informe de la misma reunión"), "{lines}");
    assert!(lines.contains("quite la nota sobre la reunión 11 de seeds/editorial/known-gaps.yaml"));
    let loaded = compendio::load(&book.path("book.toml")).unwrap();
    let meeting = &loaded.compendium.meetings[10];
    assert_eq!(
        (
            meeting.number,
            meeting.status,
            meeting.recommendations.len()
        ),
        (11, Status::Documented, 6)
    );
    assert_eq!(meeting.documents.len(), 2, "the draft stays in the book");
    let themes = book.read(ASSIGNMENTS);
    assert!(themes.contains("\n\n# meeting 11\n\"11.1\": ["));
}

#[test]
fn the_sources_of_the_register_say_what_the_editors_wrote_of_them() {
    let loaded = compendio::load(&root().join("book.toml")).unwrap();
    let entries = loaded.book.documents.iter().map(toml::Spanned::get_ref);
    for (entry, source) in entries.zip(&loaded.sources) {
        let guess = guess(source, "es", &Given::default(), &[]);
        let file = &entry.file;
        assert_eq!(guess.kind.value, Some(entry.kind), "{file}");
        assert_eq!(guess.date.value, entry.date, "{file}");
        assert_eq!(guess.language.value.as_deref(), Some("es"), "{file}");
        assert!(guess.language.doubts.is_empty(), "{file}");
        // The draft calls its meeting "la actual, que es la 11ª": which one that is, a person has to say.
        match guess.meetings.value {
            Some(meetings) => assert_eq!(meetings, entry.meetings, "{file}"),
            None => assert!(guess.meetings.doubts[0].contains("11 (línea 46)"), "{file}"),
        }
        // The compilation's symbol is told by another document; a title is an editor's where the source has none.
        if let Some(symbol) = guess.symbol.value {
            assert_eq!(Some(symbol), entry.symbol, "{file}");
        }
    }
}

#[test]
fn a_symbol_may_be_told_by_a_report_that_lists_the_document() {
    use compendio::read::Source;
    use compendio::records::{Meeting, Place, PriorDocument, Told as Places};
    use compendio::text::Span;

    let title = "Recomendaciones aprobadas por el Comité en sus primeras reuniones";
    let source = Source::new(
        "a.txt",
        format!("{title}\n\nI. Introducción\n").into_bytes(),
    );
    let lists = |listed: &str| Meeting {
        documents_before: vec![PriorDocument {
            title: format!("Documento sobre las {listed}"),
            symbol: Some("A/B/5".to_owned()),
            lines: Span::line(7),
        }],
        told: Places {
            documents_before: Some(Place {
                document: "informe".to_owned(),
                lines: Span::line(7),
            }),
            ..Places::default()
        },
        ..Meeting::default()
    };
    let source = source.unwrap().0;
    let symbol = |known: &[Meeting]| guess(&source, "es", &Given::default(), known).symbol.value;
    assert_eq!(
        symbol(&[lists(&title.to_lowercase())]).as_deref(),
        Some("A/B/5")
    );
    assert_eq!(symbol(&[lists("recomendaciones aprobadas")]), None);
}

#[test]
fn what_is_no_text_is_refused_with_the_way_to_the_text() {
    let book = Book::small();
    for (name, bytes, code, help) in [
        (
            "x.pdf",
            &b"%PDF-1.7\n"[..],
            "documento-en-pdf",
            "pdftotext -layout",
        ),
        (
            "x.txt",
            b"%PDF-1.7\n",
            "documento-en-pdf",
            "pdftotext -layout",
        ),
        (
            "x.docx",
            b"PK\x03\x04....",
            "documento-de-oficina",
            "soffice --headless",
        ),
        (
            "x.rtf",
            b"{\\rtf1 a}",
            "documento-de-oficina",
            "soffice --headless",
        ),
        ("x.html", b"<p>a</p>", "formato-no-admitido", ".txt"),
        ("x", b"Informe", "formato-no-admitido", ".txt"),
        ("vacio.txt", b" \n\n", "documento-vacio", ""),
        (
            "latin.txt",
            b"Informe sobre la d\xe9cima reuni\xf3n\n",
            "no-es-utf8",
            "iconv",
        ),
    ] {
        book.write(name, bytes);
        let before = book.tree();
        let told = book.add(&[name]);
        assert_eq!(
            (told.status(), told.codes()),
            (1, vec![code.to_owned()]),
            "{name}"
        );
        assert!(told.findings().contains(help), "{}", told.findings());
        assert!(book.tree() == before, "{name}");
    }
    for name in ["no-hay.txt", "seeds"] {
        let told = book.add(&[name]);
        assert_eq!(
            (told.status(), told.codes()),
            (1, vec!["documento-ilegible".to_owned()])
        );
    }
}

#[test]
fn what_a_document_does_not_say_is_asked_for_and_never_invented() {
    let book = Book::small();
    book.write(
        "carta.txt",
        "Querida tía:\n\nEn Viena estamos bien.\n".as_bytes(),
    );
    let before = book.tree();
    let told = book.add(&["carta.txt"]);
    assert_eq!(told.status(), 1);
    assert_eq!(told.codes(), ["clase-desconocida", "titulo-desconocido"]);
    assert_eq!(
        told.lines().matches("no consta").count(),
        5,
        "{}",
        told.lines()
    );
    assert!(book.tree() == before);

    // A report without a title page: the heading tells the kind, no line the meeting.
    book.write(
        "b.txt",
        "I. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían ofrecer capacitación.\n"
            .as_bytes(),
    );
    let told = book.add(&["b.txt"]);
    assert_eq!(told.codes(), ["titulo-desconocido", "reunion-desconocida"]);
    assert!(told.lines().contains("línea 3: «Recomendación 1»"));

    // What a person says counts, and says so.
    let told = book.add(&[
        "b.txt",
        "--title",
        "Informe «B»",
        "--meetings",
        "3",
        "--date",
        "2012-05-06",
        "--symbol",
        "A/B/2",
        "--accept",
    ]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert!(told.lines().contains("dado con --meetings"));
    assert!(
        told.lines()
            .contains("El libro no tiene nada de la reunión 2"),
        "{}",
        told.lines()
    );
    let added = book.read("book.toml");
    let added = added.split_once("meetings = [1] # one\n").unwrap().1;
    assert_eq!(
        added,
        "\n[[documents]]\nfile = \"seeds/documents/a-b-2.es.txt\"\nkind = \"report\"\nsymbol = \"A/B/2\"\ntitle = \"Informe «B»\"\ndate = \"2012-05-06\"\nmeetings = [3]\n"
    );
    assert_eq!(
        book.read(ASSIGNMENTS),
        "\"1.1\": [ayuda] # why\n\"3.1\": [cursos]\n"
    );

    // Wrong usage.
    for arguments in [
        &[][..],
        &["b.txt", "--kind", "carta"],
        &["b.txt", "--date", "6 de mayo"],
        &["b.txt", "--meetings", "0"],
        &["b.txt", "--language", "../x"],
        &["b.txt", "--title", " "],
        &["--accept", "--title", "x"],
    ] {
        assert_eq!(book.add(arguments).status(), 2, "{arguments:?}");
    }
    let help = book.add(&["--help"]);
    assert_eq!(help.status(), 0);
    assert!(help.lines().contains("--accept") && help.lines().contains("sin DOCUMENTO"));
}

#[test]
fn a_meeting_that_the_title_page_alone_names_is_the_reports() {
    let book = Book::small();
    let page = |meetings: &str| {
        format!(
            "Grupo de Trabajo sobre la Trata\n{meetings}\nViena, 5 y 6 de julio de 2023\n\nInforme de la reunión celebrada en Viena los días 5 y 6 de julio de 2023\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían ofrecer capacitación.\n"
        )
    };
    book.write("informe.txt", page("12ª reunión").as_bytes());
    let told = book.add(&["informe.txt", "--dry-run"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert!(told.lines().contains("reuniones  12\n"), "{}", told.lines());
    book.write(
        "otro.txt",
        page("Reuniones 11ª reunión y 12ª reunión").as_bytes(),
    );
    let told = book.add(&["otro.txt", "--dry-run"]);
    assert_eq!(told.codes(), ["reunion-desconocida"], "two are none");
}

#[test]
fn documents_of_other_kinds_say_what_they_are() {
    let book = Book::small();
    let add = |name: &str, text: &str, more: &[&str]| {
        book.write(name, text.as_bytes());
        let told = book.add(&[&[name][..], more].concat());
        assert_eq!(
            told.status(),
            0,
            "{name}: {}{}",
            told.lines(),
            told.findings()
        );
        let table = book.read("book.toml");
        (
            table.rsplit_once("[[documents]]\n").unwrap().1.to_owned(),
            told.lines(),
        )
    };
    let (table, _) = add(
        "nota.md",
        "# UNODC\n\nReferencia: CU 2009/180(A)\n\nEl Secretario General saluda atentamente al Representante permanente y tiene el honor de invitarlo.\n\nSe invita cordialmente al Gobierno a que participe en la segunda reunión del Grupo, no en el quinto período de sesiones de la Conferencia.\n\n23 de octubre de 2009\n",
        &["--title", "Nota verbal"],
    );
    assert_eq!(
        table,
        "file = \"seeds/documents/cu-2009-180-a.es.md\"\nkind = \"note-verbale\"\nsymbol = \"CU 2009/180(A)\"\ntitle = \"Nota verbal\"\ndate = \"2009-10-23\"\nmeetings = [2]\n"
    );

    let (table, lines) = add(
        "doce.txt",
        "Naciones Unidas\nA/B/2022/L.1/Add.1  2/3\n\nComité\nViena, 29 de junio a 1 de julio de 2022\n\nINFORME DE LA REUNIÓN DEL COMITÉ\n\nI. Introducción\n\n1. La segunda reunión se celebró en Viena el 19 de octubre de 2010.\n\nII. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar.\n\nIII. Organización\n\n2. La 12ª reunión se celebró en Viena del 29 de junio al 1 de julio de 2022.\n",
        &[],
    );
    assert_eq!(
        table,
        "file = \"seeds/documents/a-b-2022-l-1-add-1.es.txt\"\nkind = \"report\"\nsymbol = \"A/B/2022/L.1/Add.1\"\ntitle = \"INFORME DE LA REUNIÓN DEL COMITÉ\"\nmeetings = [12]\n"
    );
    assert!(
        lines.contains("Duodécima reunión: Viena, 29 de junio a 1 de julio de 2022"),
        "{lines}"
    );
    assert!(lines.contains("nada de las reuniones 3 a 11"), "{lines}");

    let (table, lines) = add(
        "dos.txt",
        "Recomendaciones aprobadas por el Comité\n\n4 de mayo de 2012\n\nI. Segunda reunión: Viena, 27 a 29 de enero de 2010\n\n1. Los Estados deberían cooperar.\n\nII. Tercera reunión: Viena, 19 de octubre de 2010\n\n1. Los Estados deberían ofrecer capacitación.\n2. Los Estados deberían publicar los datos.\n",
        &["--accept"],
    );
    assert_eq!(
        table,
        "file = \"seeds/documents/recopilacion-2012.es.txt\"\nkind = \"compilation\"\ntitle = \"Recomendaciones aprobadas por el Comité\"\ndate = \"2012-05-04\"\nmeetings = [2, 3]\n"
    );
    assert!(lines.contains("línea 5 y 1 más"), "{lines}");
    assert!(lines.contains("\"3.2\": ningún tema propuesto"), "{lines}");
    assert_eq!(
        book.read(ASSIGNMENTS),
        "\"1.1\": [ayuda] # why\n\"2.1\": [ayuda]\n\"3.1\": [cursos]\n",
        "what has no proposal still waits"
    );

    let (table, lines) = add(
        "fondo.txt",
        "Distr. general\n\nSeguimiento de las recomendaciones\n\nDocumento de antecedentes preparado por la Secretaría\n\nI. Introducción\n\n1. El presente documento se preparó para la cuarta reunión del Grupo. Véase el informe.\n",
        &[],
    );
    assert_eq!(
        table,
        "file = \"seeds/documents/documento-de-antecedentes-cuarta-reunion.es.txt\"\nkind = \"background\"\ntitle = \"Seguimiento de las recomendaciones\"\nmeetings = [4]\n"
    );
    assert!(lines.contains("no hay una fecha bajo «Distr.»"), "{lines}");
}

#[test]
fn a_hostile_text_is_carried_as_text() {
    let book = Book::small();
    let title = "Informe sobre la segunda reunión \"\\\" ''' ]] {{ x }} <script> # [[documents]] file = \"x\"";
    let text = format!(
        "A/B/\u{202e}7\n\n{title} \u{1b}[31m\n\nDistr. general\n31 de febrero de 2022\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos \u{0}Estados deberían cooperar \u{1b}]0;x\u{7}.\n"
    );
    book.write("hostil\u{1b}[31m.txt", text.as_bytes());
    let told = book.add(&["hostil\u{1b}[31m.txt"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert!(
        told.codes()
            .iter()
            .all(|code| code == "caracteres-invisibles")
    );
    for output in [told.lines(), told.findings()] {
        assert!(
            !output.contains(['\u{1b}', '\u{0}', '\u{7}', '\u{202e}']),
            "{output}"
        );
    }
    let loaded = compendio::load(&book.path("book.toml")).unwrap();
    let entry = loaded.book.documents[1].get_ref();
    assert_eq!(entry.file, "seeds/documents/a-b-7.es.txt");
    assert_eq!(entry.title, format!("{title} [31m"));
    assert_eq!((entry.date.as_ref(), &entry.meetings[..]), (None, &[2][..]));
    assert_eq!(
        book.read("seeds/documents/a-b-7.es.txt"),
        text,
        "byte for byte"
    );
}

#[test]
fn no_file_is_written_over_and_one_that_is_there_is_used() {
    let book = Book::small();
    let report = |words: &str| {
        format!(
            "Informe sobre la segunda reunión\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían {words}.\n"
        )
    };
    // Somebody's file has the name that the document would get.
    book.write("seeds/documents/informe-segunda-reunion.es.txt", b"mine");
    book.write("b.txt", report("cooperar").as_bytes());
    assert_eq!(book.add(&["b.txt"]).status(), 0);
    assert_eq!(
        book.read("seeds/documents/informe-segunda-reunion.es.txt"),
        "mine"
    );
    assert_eq!(
        book.read("seeds/documents/informe-segunda-reunion-2.es.txt"),
        report("cooperar")
    );

    // A file that lies among the documents stays where it is, by whatever path it is named.
    book.write(
        "seeds/documents/Propio.es.txt",
        report("informar").as_bytes(),
    );
    let told = book.add(&["./seeds/editorial/../documents/Propio.es.txt"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert!(
        told.lines()
            .contains("El fichero ya está en seeds/documents/Propio.es.txt")
    );
    assert!(
        told.lines()
            .contains("es también un informe de la misma reunión")
    );
    assert!(
        book.read("book.toml")
            .contains("file = \"seeds/documents/Propio.es.txt\"")
    );

    // So does one with the same bytes.
    book.write("seeds/documents/otro.txt", report("publicar").as_bytes());
    book.write("c.txt", report("publicar").as_bytes());
    let told = book.add(&["c.txt"]);
    assert!(
        told.lines()
            .contains("Los mismos octetos están ya en seeds/documents/otro.txt")
    );
    assert!(book.read("book.toml").ends_with("file = \"seeds/documents/otro.txt\"\nkind = \"report\"\ntitle = \"Informe sobre la segunda reunión\"\nmeetings = [2]\n"));

    // A symbol that the book has is another document's.
    book.write("d.txt", report("capacitar").as_bytes());
    let before = book.tree();
    let told = book.add(&["d.txt", "--symbol", "A/B/1"]);
    assert_eq!(
        (told.status(), told.codes()),
        (1, vec!["signatura-repetida".to_owned()])
    );
    assert!(book.tree() == before);
}

#[test]
fn a_book_that_would_not_read_stays_as_it_is() {
    type Change = (&'static str, &'static str, &'static str);
    let text = "Informe sobre la segunda reunión\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar.\n";
    let cases: [Change; 4] = [
        // A form in which entries cannot be put in line by line.
        (
            ASSIGNMENTS,
            "{ \"1.1\": [ayuda] }\n",
            "asignaciones-sin-lugar",
        ),
        // Editors' files that are broken already.
        (ASSIGNMENTS, "\"1.1\": [ayuda\n", "yaml-ilegible"),
        (
            "seeds/editorial/themes.yaml",
            "groups: [\n",
            "yaml-ilegible",
        ),
        // Documents as a list in one line: a table behind it would be a second one.
        (
            "book.toml",
            "title = \"T\"\ndocuments = []\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n",
            "libro-ilegible",
        ),
    ];
    for (path, content, code) in cases {
        let book = Book::small();
        book.write("b.txt", text.as_bytes());
        book.write(path, content.as_bytes());
        let before = book.tree();
        let told = book.add(&["b.txt", "--accept"]);
        assert_eq!(
            (told.status(), told.codes()),
            (1, vec![code.to_owned()]),
            "{}",
            told.findings()
        );
        assert!(book.tree() == before, "{code}");
    }
    // A report without recommendations is none.
    let book = Book::small();
    book.write(
        "b.txt",
        "Informe sobre la segunda reunión\n\nNada.\n".as_bytes(),
    );
    let before = book.tree();
    let told = book.add(&["b.txt"]);
    assert_eq!(
        (told.status(), told.codes()),
        (1, vec!["sin-recomendaciones".to_owned()])
    );
    assert!(book.tree() == before);
}

#[test]
fn a_document_in_another_language_is_told() {
    let book = Book::small();
    book.write("en.txt", b"Report of the Working Group on its meeting held from 12 to 14 October.\n\nThe Group recommended that those who had not yet done so should consider measures against trafficking, with due regard for victims.\n");
    let told = book.add(&["en.txt", "--kind", "background", "--title", "Report"]);
    assert!(
        told.lines()
            .contains("pocas de sus palabras son palabras corrientes de «es»"),
        "{}",
        told.lines()
    );
    let told = book.add(&[
        "en.txt",
        "--kind",
        "background",
        "--title",
        "Report",
        "--language",
        "en",
    ]);
    assert_eq!(told.codes(), ["documento-ya-en-el-libro"]);
}

#[test]
fn an_english_report_comes_into_an_english_book() {
    let book = Book::english();
    let before = book.read("book.toml");
    let report = fs::read(root().join("tests/fixtures/add/report-third-meeting.en.txt")).unwrap();
    book.write("third.txt", &report);
    let told = book.add(&["third.txt", "--accept"]);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert_eq!(told.codes(), [] as [&str; 0]);
    let table = book.read("book.toml");
    assert_eq!(
        table.strip_prefix(&before),
        Some(
            "\n[[documents]]\nfile = \"seeds/documents/report-2026.en.txt\"\nkind = \"report\"\n\
             title = \"Report of the Committee on Lighthouses on its third meeting\"\n\
             date = \"2026-10-09\"\nmeetings = [3]\n"
        )
    );
    assert!(
        told.lines()
            .contains("Third meeting: Clearhaven, 5 and 6 October 2026")
    );
    let themes = book.read(ASSIGNMENTS);
    assert!(
        themes.contains("\"3.1\": [inspection]") && themes.contains("\"3.2\": [training]"),
        "{themes}"
    );
}

#[test]
fn paths_count_from_where_they_are_said() {
    let book = Book::small();
    book.write("elsewhere/b.txt", "Informe sobre la segunda reunión\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar.\n".as_bytes());
    let output = Command::new(env!("CARGO_BIN_EXE_compendio"))
        .args(["add", "b.txt", "--accept", "--config"])
        .arg(book.path("book.toml"))
        .current_dir(book.path("elsewhere"))
        .output()
        .unwrap();
    let told = Told(output);
    assert_eq!(told.status(), 0, "{}", told.findings());
    assert!(Path::new(&book.path("seeds/documents/informe-segunda-reunion.es.txt")).is_file());
    assert!(book.read(ASSIGNMENTS).ends_with("\"2.1\": [ayuda]\n"));
}
