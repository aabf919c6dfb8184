//! The program from outside: exit statuses, and that a failed build leaves everything as it was
//! (contract, "Commands").

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Book {
    folder: tempfile::TempDir,
}

const DOCUMENT: &str = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n1. Los Estados partes deberían cooperar.\n2. Los Estados partes deberían:\n - a) informar;\n - b) capacitar.\n";

impl Book {
    fn new(document: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = Self { folder };
        book.write("seeds/documents/a.es.txt", document);
        book.write(
            "book.toml",
            b"title = \"Prueba\"\n[edition]\nlabel = \"E\"\ndate = \"2026-01-01\"\n[[documents]]\nfile = \"seeds/documents/a.es.txt\"\nkind = \"compilation\"\ntitle = \"A\"\nmeetings = [1]\n",
        );
        book
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_compendio"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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

#[test]
fn a_bare_call_builds_the_site_and_its_zip() {
    let book = Book::new(DOCUMENT.as_bytes());
    let output = book.run(&[]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    for path in [
        "site/index.html",
        "site/recomendaciones/1-2-a.html",
        "site/SHA256SUMS",
        "site.zip",
        "site/.compendio",
    ] {
        assert!(book.path().join(path).is_file(), "{path}");
    }
    let output = book.run(&["build", "--no-zip", "--out", "otra/parte"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(book.path().join("otra/parte/index.html").is_file());
    assert!(!book.path().join("otra/parte.zip").exists());
    // Flags before the command count too.
    let output = book.run(&["--no-zip", "--out", "tercera", "build"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(book.path().join("tercera/index.html").is_file());
    assert!(!book.path().join("tercera.zip").exists());
}

#[test]
fn extract_writes_the_records_alone_and_check_nothing() {
    let book = Book::new(DOCUMENT.as_bytes());
    assert_eq!(status(&book.run(&["extract", "--out", "registros"])), 0);
    let names: Vec<_> = tree(&book.path().join("registros"))
        .into_iter()
        .map(|(path, _)| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, [".compendio", "a.yaml", "reunion-1.yaml"]);
    let before = tree(book.path());
    let output = book.run(&["check"]);
    assert_eq!(status(&output), 0);
    assert!(String::from_utf8_lossy(&output.stdout).contains("recomendaciones"));
    assert!(before == tree(book.path()));
}

#[test]
fn a_failed_build_leaves_the_old_site_as_it_was() {
    let book = Book::new(DOCUMENT.as_bytes());
    assert_eq!(status(&book.run(&[])), 0);
    let before = tree(&book.path().join("site"));
    for (document, code) in [
        (&b""[..], "documento-vacio"),
        (b"  \n\n \n", "documento-vacio"),
        (b"I. Primera reuni\xf3n\n", "no-es-utf8"),
        (
            "Nada que se parezca a una recomendación.\n".as_bytes(),
            "sin-recomendaciones",
        ),
    ] {
        book.write("seeds/documents/a.es.txt", document);
        let output = book.run(&[]);
        assert_eq!(status(&output), 1);
        assert!(
            errors(&output).contains(&format!("error[{code}]")),
            "{}",
            errors(&output)
        );
        assert!(before == tree(&book.path().join("site")), "{code}");
    }
    book.write("seeds/documents/a.es.txt", DOCUMENT.as_bytes());
    book.write("seeds/editorial/themes.yaml", b"groups: [\n");
    let output = book.run(&[]);
    assert_eq!(status(&output), 1);
    assert!(
        errors(&output).contains("seeds/editorial/themes.yaml:"),
        "{}",
        errors(&output)
    );
    assert!(before == tree(&book.path().join("site")));
}

#[test]
fn an_unknown_key_is_an_error_with_a_suggestion() {
    let book = Book::new(DOCUMENT.as_bytes());
    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    book.write("book.toml", text.replace("kind =", "kid =").as_bytes());
    let output = book.run(&[]);
    assert_eq!(status(&output), 1);
    assert!(
        errors(&output).contains("book.toml:7:1"),
        "{}",
        errors(&output)
    );
    assert!(errors(&output).contains("«kind»"), "{}", errors(&output));
    let output = book.run(&["--format", "json"]);
    let line = errors(&output);
    let value: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    assert_eq!(
        (value["code"].as_str(), value["line"].as_u64()),
        (Some("clave-desconocida"), Some(7))
    );
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let book = Book::new(DOCUMENT.as_bytes());
    book.write("mis-cosas/carta.txt", b"x");
    for folder in ["mis-cosas", "seeds", "seeds/documents", ".", "..", "/"] {
        let before = tree(book.path());
        let output = book.run(&["build", "--no-zip", "--out", folder]);
        assert_eq!(status(&output), 1, "{folder}");
        assert!(before == tree(book.path()), "{folder}");
    }
}

#[test]
fn wrong_usage_is_status_two() {
    let book = Book::new(DOCUMENT.as_bytes());
    for arguments in [
        &["--no-such-flag"][..],
        &["no-such-command"],
        &["extract"],
        &["--format", "xml"],
        &["serve", "--port", "70000"],
        &["--no-zip", "serve"],
        &["completions", "no-such-shell"],
        &["--no-zip", "check"],
    ] {
        assert_eq!(status(&book.run(arguments)), 2, "{arguments:?}");
    }
    for arguments in [
        &["--help"][..],
        &["build", "--help"],
        &["extract", "--help"],
        &["check", "--help"],
        &["serve", "--help"],
        &["completions", "--help"],
        &["--version"],
    ] {
        assert_eq!(status(&book.run(arguments)), 0, "{arguments:?}");
    }
}

#[test]
fn strange_input_is_a_warning_and_carried_through() {
    let document = "\u{feff}I. Primera reunión: Viena, 14 y 15 de abril de 2009\r\n\r\n1. <script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) y \u{202e}más\u{0}.\r\n3. Los Estados partes deberían cooperar.\r\n3. Los Estados partes deberían informar.\r\n";
    let book = Book::new(document.as_bytes());
    let output = book.run(&["--no-zip"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    for code in [
        "caracteres-invisibles",
        "salto-de-numeracion",
        "numero-repetido",
    ] {
        assert!(
            errors(&output).contains(&format!("aviso[{code}]")),
            "{code}: {}",
            errors(&output)
        );
    }
    let data = fs::read_to_string(book.path().join("site/datos/recomendaciones.json")).unwrap();
    let rows: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(
        rows[0]["text"],
        "<script>alert(1)</script> {{ 7*7 }} x y más."
    );
    assert_eq!(rows[2]["id"], "1.3~2");
    let page = fs::read_to_string(book.path().join("site/recomendaciones/1-1.html")).unwrap();
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;"),
        "the text is shown as text"
    );
    assert!(!page.contains("<script>alert"));
    assert!(
        book.path()
            .join("site/recomendaciones/1-3--2.html")
            .is_file()
    );
}

#[test]
fn a_book_may_replace_a_template_and_add_a_static_file() {
    let book = Book::new(DOCUMENT.as_bytes());
    book.write(
        "templates/pages/not-found.html",
        "{% extends \"base.html\" %}{% block main %}<h1>Propia</h1>{% endblock main %}".as_bytes(),
    );
    book.write("static/propio.txt", b"x");
    let output = book.run(&["--no-zip", "--base-url", "https://example.org/registro/"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    let page = fs::read_to_string(book.path().join("site/404.html")).unwrap();
    assert!(page.contains("<h1>Propia</h1>"));
    assert!(
        page.contains("href=\"https://example.org/registro/index.html\""),
        "404 has absolute links"
    );
    assert!(book.path().join("site/propio.txt").is_file());
    book.write("templates/pages/not-found.html", b"{{ no.such.thing }}");
    assert_eq!(status(&book.run(&["--no-zip"])), 1);
}

#[test]
fn a_book_with_a_base_url_tells_hosts_what_it_has() {
    let book = Book::new(DOCUMENT.as_bytes());
    let site = |name: &str| fs::read_to_string(book.path().join("site").join(name));
    assert_eq!(status(&book.run(&["--no-zip"])), 0);
    let hosted = [
        "sitemap.xml",
        "robots.txt",
        "novedades.xml",
        "opensearch.xml",
    ];
    for name in hosted {
        assert!(site(name).is_err(), "{name} needs absolute addresses");
    }
    assert!(!site("index.html").unwrap().contains("novedades.xml"));

    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    let hostile = text.replace("\"Prueba\"", "\"Prueba <de> & con un título largo\"");
    book.write("book.toml", hostile.as_bytes());
    let output = book.run(&["--no-zip", "--base-url", "https://example.org/registro/"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    let sitemap = site("sitemap.xml").unwrap();
    let pages: Vec<String> = tree(&book.path().join("site"))
        .into_iter()
        .filter_map(|(path, _)| {
            let path = path
                .strip_prefix(book.path().join("site"))
                .ok()?
                .to_str()?
                .to_owned();
            (path.ends_with(".html") && path != "404.html").then_some(path)
        })
        .collect();
    assert_eq!(sitemap.matches("<loc>").count(), pages.len());
    for page in pages {
        let address = format!("<loc>https://example.org/registro/{page}</loc>");
        assert!(sitemap.contains(&address), "{page}");
    }
    assert!(
        site("robots.txt")
            .unwrap()
            .ends_with("\nSitemap: https://example.org/registro/sitemap.xml\n")
    );
    let search = site("opensearch.xml").unwrap();
    assert!(
        search.contains("template=\"https://example.org/registro/buscar.html?q={searchTerms}\"")
    );
    assert!(
        search.contains("<ShortName>Prueba &lt;de&gt; &amp;</ShortName>"),
        "{search}"
    );
    let feed = site("novedades.xml").unwrap();
    for told in [
        "<title>Primera reunión (2009)</title>",
        "<id>https://example.org/registro/reuniones/1.html</id>",
        "<updated>2009-04-15T00:00:00Z</updated>",
        "<summary>2 recomendaciones numeradas, 3 disposiciones</summary>",
        "<id>https://example.org/registro/documentos/a.html</id>",
        "<updated>2026-01-01T00:00:00Z</updated>",
    ] {
        assert!(feed.contains(told), "{told}\n{feed}");
    }
    assert_eq!(feed.matches("<entry>").count(), 2);
    assert!(site("reuniones/1.html").unwrap().contains(
        "<link rel=\"alternate\" href=\"../novedades.xml\" type=\"application/atom+xml\""
    ));
    assert!(
        site("404.html")
            .unwrap()
            .contains("href=\"https://example.org/registro/opensearch.xml\"")
    );
}

#[test]
fn a_recommendation_needs_no_full_stop_above_its_heading() {
    let short = "Informe sobre la décima reunión\n\nViena, 4 a 6 de mayo de 2026\n\nRecomendación 1\n\nLos Estados deberían informar\n\nRecomendación 2\n\nLos Estados deberían ayudar\n\nRecomendación 3\n\nLos Estados deberían cooperar.\n";
    let wrapped = "Informe sobre la décima reunión\n\nViena, 4 a 6 de mayo de 2026\n\nRecomendación 1\n\nLos Estados deberían informar de las medidas que hayan adoptado\npara aplicar el Protocolo y de las dificultades que encuentren\n\nRecomendación 2\n\nLos Estados deberían ayudar a las víctimas de la trata, en\nparticular a las que hayan sufrido daños graves\n\nRecomendación 3\n\nLos Estados deberían cooperar.\n";
    for document in [short, wrapped] {
        let book = Book::new(document.as_bytes());
        let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
        let text = text.replace("compilation", "report").replace("[1]", "[10]");
        book.write("book.toml", text.as_bytes());
        let output = book.run(&["--no-zip"]);
        assert_eq!(status(&output), 0, "{}", errors(&output));
        let data = fs::read_to_string(book.path().join("site/datos/recomendaciones.json")).unwrap();
        let rows: serde_json::Value = serde_json::from_str(&data).unwrap();
        let texts: Vec<(&str, &str)> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["id"].as_str().unwrap(), row["text"].as_str().unwrap()))
            .collect();
        let ids: Vec<&str> = texts.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, ["10.1", "10.2", "10.3"], "{texts:?}");
        assert!(
            texts
                .iter()
                .all(|(_, text)| !text.contains("Recomendación")),
            "{texts:?}"
        );
    }
}

#[test]
fn a_list_before_the_first_number_swallows_nothing() {
    let document = "I. Primera reunión: Viena, 14 y 15 de abril de 2009\n\n- Nota previa.\n\n1. Los Estados deberían cooperar.\n2.\n3. Los Estados deberían informar.\n\nII. Segunda reunión: Viena, 27 a 29 de enero de 2010\n\na) Nota previa.\n\n1. Los Estados deberían capacitar.\n2. Los Estados deberían publicar.\n";
    let book = Book::new(document.as_bytes());
    let output = book.run(&["--no-zip"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(
        errors(&output).contains("aviso[recomendacion-vacia]"),
        "a number without words is told"
    );
    let data = fs::read_to_string(book.path().join("site/datos/recomendaciones.json")).unwrap();
    let rows: serde_json::Value = serde_json::from_str(&data).unwrap();
    let ids: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["1.1", "1.2", "1.3", "2.1", "2.2"]);
}

#[test]
fn letters_whose_lower_case_is_longer_break_nothing() {
    let book = Book::new("Viena ẞ –9 a 11 de mayo de 2019 İ\n\nI. Recomendaciones\n\nRecomendación 1\n\nLos Estados deberían cooperar İ.\n".as_bytes());
    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    book.write(
        "book.toml",
        text.replace("compilation", "report").as_bytes(),
    );
    let output = book.run(&["--no-zip"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
}

#[test]
fn the_book_is_checked_before_anything_is_read() {
    let book = Book::new(DOCUMENT.as_bytes());
    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    for (from, to, code) in [
        ("meetings = [1]", "meetings = [0]", "reunion-no-valida"),
        ("2026-01-01", "2026-00-01", "fecha-no-valida"),
        ("a.es.txt", "á b.es.txt", "nombre-no-valido"),
        ("a.es.txt", "no-hay.es.txt", "documento-ausente"),
    ] {
        book.write("book.toml", text.replace(from, to).as_bytes());
        let output = book.run(&[]);
        assert_eq!(status(&output), 1, "{code}");
        assert!(
            errors(&output).contains(&format!("error[{code}]")),
            "{code}: {}",
            errors(&output)
        );
    }
}

#[test]
fn what_no_editor_assigned_gets_proposals_with_their_words() {
    let book = Book::new(DOCUMENT.as_bytes());
    book.write(
        "seeds/editorial/themes.yaml",
        "groups:\n  - id: g\n    name: G\n    themes:\n      - { id: ayuda, name: Ayuda }\n      - { id: cursos, name: Cursos }\n".as_bytes(),
    );
    book.write("seeds/editorial/assignments.yaml", b"\"1.1\": [ayuda]\n");
    // Without a lexicon nothing is proposed, but what waits is told.
    let output = book.run(&["check"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(errors(&output).contains("les asigne temas: 2 ("));
    book.write(
        "seeds/editorial/lexicon.yaml",
        "themes:\n  cursos:\n    strong: [capacitación]\n  curso:\n    strong: [informar]\n"
            .as_bytes(),
    );
    let output = book.run(&["check"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(errors(&output).contains("aviso[tema-desconocido]: el tema «curso» de lexicon.yaml"));
    let summary = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        summary.contains("\"1.2.b\": cursos («capacitar»)"),
        "{summary}"
    );
    assert_eq!(status(&book.run(&[])), 0);
    let data = fs::read_to_string(book.path().join("site/datos/recomendaciones.ndjson")).unwrap();
    let unit = |id: &str| {
        data.lines()
            .find(|line| line.starts_with(&format!("{{\"id\":\"{id}\"")))
            .unwrap()
            .to_owned()
    };
    assert!(
        unit("1.1").contains("\"themes\":[\"ayuda\"],\"proposed\":false,\"theme_evidence\":[]")
    );
    assert!(unit("1.2").contains("\"themes\":[\"cursos\"],\"proposed\":true"));
    assert!(unit("1.2.b").contains(
        "\"themes\":[\"cursos\"],\"proposed\":true,\"theme_evidence\":[{\"theme\":\"cursos\",\"part\":\"text\",\"words\":\"capacitar\"}]"
    ));
    // A mistake in the lexicon is told like one in any editorial file.
    book.write(
        "seeds/editorial/lexicon.yaml",
        b"themes:\n  cursos:\n    fuerte: [x]\n",
    );
    let output = book.run(&["check"]);
    assert_eq!(status(&output), 1);
    assert!(errors(&output).contains("error[yaml-ilegible]"));
}

#[test]
fn descriptors_go_to_the_search_alone_and_those_of_nobody_are_told() {
    let book = Book::new(DOCUMENT.as_bytes());
    book.write(
        "seeds/editorial/descriptors.yaml",
        "\"1.1\": [<b>zarzuela</b>]\n\"9.9\": [opereta]\n".as_bytes(),
    );
    let output = book.run(&["--no-zip"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(errors(&output).contains("aviso[identificador-desconocido]"));
    assert!(errors(&output).contains("descriptors.yaml"));
    let site = book.path().join("site");
    let holding: Vec<PathBuf> = tree(&site)
        .into_iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("zarzuel"))
        .map(|(path, _)| path)
        .collect();
    assert!(holding.contains(&site.join("busqueda/s0.js")));
    let search = site.join("busqueda");
    assert!(holding.iter().all(|path| path.starts_with(&search)));
}

#[test]
fn a_correction_stands_beside_the_text_and_never_in_it() {
    let book = Book::new(DOCUMENT.as_bytes());
    book.write(
        "seeds/editorial/corrigenda.yaml",
        "corrigenda:\n  - { id: \"1.1\", from: cooperar, to: <b>colaborar, source: A/1/Corr.1 }\n  - { id: \"1.1\", from: bailar, to: x, source: y }\n  - { id: \"9.9\", from: a, to: b, source: c }\n".as_bytes(),
    );
    let output = book.run(&["--no-zip"]);
    assert_eq!(status(&output), 0, "{}", errors(&output));
    assert!(
        errors(&output)
            .contains("aviso[correccion-sin-lugar]: 1.1 no contiene las palabras «bailar»")
    );
    assert!(errors(&output).contains("aviso[identificador-desconocido]"));
    let page = fs::read_to_string(book.path().join("site/recomendaciones/1-1.html")).unwrap();
    assert!(page.contains("deberían cooperar</mark>.</p>"));
    assert!(page.contains("«<del>cooperar</del>», debe decir «<ins>&lt;b&gt;colaborar</ins>»"));
    let data = fs::read_to_string(book.path().join("site/datos/recomendaciones.json")).unwrap();
    assert!(data.contains("\"corrigenda\":[{\"from\":\"cooperar\""));
}

#[test]
fn a_build_closes_with_its_numbers_and_without_a_clock() {
    let book = Book::new(DOCUMENT.as_bytes());
    let output = book.run(&["build"]);
    let summary = String::from_utf8_lossy(&output.stdout).into_owned();
    let pages = tree(&book.path().join("site"))
        .iter()
        .filter(|(path, _)| {
            path.extension()
                .is_some_and(|extension| extension == "html")
        })
        .count();
    let files = tree(&book.path().join("site")).len();
    assert_eq!(
        summary,
        format!(
            "1 documento · 2 recomendaciones numeradas · 3 disposiciones · 0 temas propuestos · 0 reparaciones · 0 avisos\n{pages} páginas · {files} ficheros en site\nzip en site.zip\n"
        )
    );
    // Where nobody waits at a terminal nothing else is told, and nothing moves.
    assert_eq!(errors(&output), "");
    let output = book.run(&["extract", "--out", "registros"]);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "2 registros en registros\n"
    );
    assert!(book.run(&["--quiet"]).stdout.is_empty());
}

#[test]
fn colours_are_for_those_who_want_them() {
    let book = Book::new(b"Nada.\n");
    let coloured = |variables: &[(&str, &str)]| {
        let output = book.run_with(&["check"], variables);
        assert_eq!(status(&output), 1);
        errors(&output).contains('\u{1b}')
    };
    assert!(!coloured(&[]), "no terminal, no colours");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    // An empty value is none.
    assert!(coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    let output = book.run_with(&["check", "--format", "json"], &[("CLICOLOR_FORCE", "1")]);
    assert!(!errors(&output).contains('\u{1b}'), "data have no colours");
}

#[test]
fn diagnostics_for_programs_have_all_their_keys() {
    let document = DOCUMENT.replace("2. Los", "4. Los");
    let book = Book::new(document.as_bytes());
    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    let described =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md"))
            .unwrap();
    let mut seen = 0;
    for (book_text, expected) in [
        (text.clone(), 0),
        (text.replace("kind =", "kid ="), 1),
        (text.replace("a.es.txt", "no-hay.es.txt"), 1),
    ] {
        book.write("book.toml", book_text.as_bytes());
        let output = book.run(&["check", "--format", "json"]);
        assert_eq!(status(&output), expected);
        for line in errors(&output).lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let keys: Vec<&str> = value
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(
                keys,
                [
                    "severity", "code", "file", "line", "column", "length", "excerpt", "message",
                    "label", "help", "facts"
                ]
            );
            for key in keys {
                assert!(described.contains(&format!("| `{key}` |")), "{key}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 3);
}

#[test]
fn shells_complete_the_commands() {
    let book = Book::new(DOCUMENT.as_bytes());
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let output = book.run(&["completions", shell]);
        assert_eq!(status(&output), 0, "{shell}");
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        for word in ["extract", "serve", "base-url", "compendio"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert!(!book.path().join("site").exists());
}

#[test]
fn names_that_windows_keeps_for_devices_make_no_site() {
    let book = Book::new(DOCUMENT.as_bytes());
    let text = fs::read_to_string(book.path().join("book.toml")).unwrap();
    book.write("seeds/documents/con.txt", DOCUMENT.as_bytes());
    book.write("book.toml", text.replace("a.es.txt", "con.txt").as_bytes());
    let output = book.run(&[]);
    assert_eq!(status(&output), 1);
    assert!(errors(&output).contains("error[nombre-reservado]"));
    book.write("book.toml", text.as_bytes());
    book.write(
        "seeds/editorial/themes.yaml",
        b"groups:\n  - id: g\n    name: G\n    themes:\n      - { id: aux, name: Auxilio }\n",
    );
    let output = book.run(&[]);
    assert_eq!(status(&output), 1);
    assert!(
        errors(&output).contains("error[direccion-no-valida]: «temas/aux.html»"),
        "{}",
        errors(&output)
    );
    assert!(!book.path().join("site").exists());
}
