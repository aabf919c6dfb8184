//! The books that `compendio new` writes: each passes `check` without a warning, builds, and is searched in its own
//! language. The English one shows that nothing Spanish is left in a book of another language.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use compendio::languages;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_compendio"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A starter, written and built.
fn built(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["new", "libro", "--language", language]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let book = folder.path().join("libro");
    let checked = run(&book, &["check", "--quiet"]);
    assert_eq!(
        (checked.status.code(), text(&checked.stderr).as_str()),
        (Some(0), "")
    );
    let warned = run(&book, &["check"]);
    assert_eq!(text(&warned.stderr), "", "a starter has no warning");
    let made = run(&book, &["build"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    assert_eq!(text(&made.stderr), "");
    assert!(text(&made.stdout).contains("13 disposiciones"));
    folder
}

fn page(folder: &tempfile::TempDir, path: &str) -> String {
    let path = folder.path().join("libro/site").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn recommendations(folder: &tempfile::TempDir) -> Vec<serde_json::Value> {
    serde_json::from_str(&page(folder, "datos/recomendaciones.json")).unwrap()
}

/// What is shown of a recommendation's reading: id, addressees, action, verb.
fn readings(rows: &[serde_json::Value]) -> Vec<String> {
    rows.iter()
        .filter(|row| row["children"].as_array().unwrap().is_empty())
        .map(|row| {
            let to: Vec<_> = row["addressees"].as_array().unwrap().iter().collect();
            let to: Vec<_> = to.iter().map(|id| id.as_str().unwrap()).collect();
            format!(
                "{} {} {} {}",
                row["id"].as_str().unwrap(),
                to.join("+"),
                row["action"].as_str().unwrap(),
                row["verb"].as_str().unwrap()
            )
        })
        .collect()
}

/// How `one` is related to `other`.
fn kinship(rows: &[serde_json::Value], one: &str, other: &str) -> Option<String> {
    let row = rows.iter().find(|row| row["id"] == one)?;
    let related = row["related"].as_array()?;
    let found = related.iter().find(|kin| kin["id"] == other)?;
    Some(found["kind"].as_str()?.to_owned())
}

#[test]
fn the_spanish_starter_shows_every_part_of_a_book() {
    let folder = built("es");
    let rows = recommendations(&folder);
    assert_eq!(
        readings(&rows),
        [
            "1.1 estados recomendacion deberían mantener",
            "1.2.a estados recomendacion deberían",
            "1.2.b.i estados recomendacion deberían",
            "1.2.b.ii estados recomendacion deberían",
            "1.2.c estados consideracion considerar la posibilidad de",
            "1.3 estados aliento Se alienta a",
            "1.4 secretaria recomendacion debería preparar",
            "1.5 estados opcion tal vez deseen",
            "2.1 estados recomendacion deberían llevar",
            "2.2 conferencia recomendacion recomienda",
            "2.3.a estados+secretaria recomendacion deberían",
            "2.3.b estados+secretaria recomendacion deberían",
            "2.4 estados compromiso velarán",
        ]
    );
    assert_eq!(
        kinship(&rows, "2.1", "1.2.a").as_deref(),
        Some("reiterates")
    );
    assert_eq!(rows[0]["citations"][0]["target"], "convenio:4");
    assert_eq!(rows[0]["footnotes"][0]["mark"], "¹");
    assert_eq!(
        rows[0]["reference"],
        "Primera reunión (2024), recomendación 1"
    );
    let home = page(&folder, "index.html");
    assert!(home.contains("<html lang=\"es\">"));
    assert!(home.contains("Lo que ha recomendado el Comité"));
    assert!(home.contains("publicación oficial de la Organización de los Estados Ribereños"));
    assert!(page(&folder, "temas/index.html").contains("Las recomendaciones del Comité ordenadas"));
}

#[test]
fn the_english_starter_speaks_english() {
    let folder = built("en");
    let rows = recommendations(&folder);
    assert_eq!(
        readings(&rows),
        [
            "1.1 states recommendation should keep",
            "1.2.a states recommendation should",
            "1.2.b.i states recommendation should",
            "1.2.b.ii states recommendation should",
            "1.2.c states consideration Consider installing",
            "1.3 states encouragement are encouraged to train",
            "1.4 secretariat recommendation should prepare",
            "1.5 states option may wish to lend",
            "2.1 states recommendation should keep",
            "2.2 conference recommendation recommends",
            "2.3.a states+secretariat recommendation should",
            "2.3.b states+secretariat recommendation should",
            "2.4 states commitment shall ensure",
        ]
    );
    assert_eq!(
        kinship(&rows, "2.1", "1.2.a").as_deref(),
        Some("reiterates")
    );
    let by_id = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(
        by_id("1.2.b.ii")["reference"],
        "First meeting (2024), recommendation 2 (b) (ii)"
    );
    assert_eq!(by_id("2.2")["citations"][0]["target"], "convention:4.2");
    let meetings: Vec<serde_json::Value> =
        serde_json::from_str(&page(&folder, "datos/reuniones.json")).unwrap();
    assert_eq!(
        (&meetings[0]["ordinal"], &meetings[0]["place"]),
        (&"first".into(), &"Clearhaven".into())
    );
    assert_eq!(
        (&meetings[0]["start"], &meetings[0]["end"]),
        (&"2024-09-09".into(), &"2024-09-11".into())
    );
    assert_eq!(meetings[0]["president"], "Alba Marin (Mistcoast)");
    assert_eq!(
        meetings[0]["attendance"]["observers"][0],
        "League of Navigators"
    );

    let sub_item = page(&folder, "recomendaciones/1-2-b-ii.html");
    assert!(sub_item.contains("(ii)</b>") && sub_item.contains("closeness 0."));

    let meeting = page(&folder, "reuniones/1.html");
    assert!(meeting.contains("<html lang=\"en\">"));
    assert!(meeting.contains("First meeting") && meeting.contains("9–11 September 2024"));
    assert!(page(&folder, "reuniones/2.html").contains("9 and 10 June 2025"));
    assert!(page(&folder, "reuniones/index.html").contains("The Committee first met in 2024."));
    assert!(
        page(&folder, "index.html").contains("What the Committee on Lighthouses has recommended")
    );
    // Inflections of a word are one word of the index: "inspect", "inspection".
    let manifest = page(&folder, "busqueda/indice.js");
    assert!(manifest.contains("Show {n} more") && manifest.contains("\"meeting\""));
}

/// A word is Spanish where it stands in the Spanish sentences and in no English one, nor in the book.
#[test]
fn no_spanish_word_is_left_in_an_english_site() {
    let folder = built("en");
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let of = |tag: &str| words(&languages::strings(tag).to_string());
    let (spanish, english) = (of("es"), of("en"));
    let sources: String = ["report-2024.en.txt", "report-2025.en.txt"]
        .map(|name| page(&folder, &format!("documentos/fuentes/{name}")))
        .concat();
    let own = words(&sources);
    // Names in the data and in addresses are one in all languages (docs/decisions).
    let fixed = words(
        "id ids meeting number start end compendio json csv yaml html sha256sums total base data datos temas reuniones reunion \
         destinatarios destinatario acciones accion cadenas documentos cobertura recomendaciones registros sin resolver error",
    );
    let leaks: Vec<String> = walkdir::WalkDir::new(folder.path().join("libro/site"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "html"))
        .flat_map(|entry| {
            let html = fs::read_to_string(entry.path()).unwrap();
            let shown = words(&without_tags(&html));
            let path = entry.path().display().to_string();
            shown
                .into_iter()
                .filter(|word| spanish.contains(word) && !english.contains(word))
                .filter(|word| !own.contains(word) && !fixed.contains(word))
                .map(|word| format!("{path}: {word}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// What a page shows: its words, and what labels and titles say.
fn without_tags(html: &str) -> String {
    let mut shown = String::new();
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        for label in ["aria-label=\"", "title=\"", "placeholder=\"", "content=\""] {
            if let Some((_, rest)) = tag.split_once(label) {
                let label = rest.split('"').next().unwrap_or_default();
                // An address is no label.
                if label.contains(' ') {
                    shown.push_str(label);
                    shown.push('\n');
                }
            }
        }
        if !tag.starts_with("script") {
            shown.push_str(words);
            shown.push('\n');
        }
    }
    shown
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let answer = run(folder.path(), &["new", "."]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(text(&answer.stderr).contains("error[carpeta-no-vacia]"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let answer = run(folder.path(), &["new", "mine.txt"]);
    assert_eq!(answer.status.code(), Some(1));

    // An empty folder will do, as will one that is not there yet.
    fs::create_dir(folder.path().join("empty")).unwrap();
    let answer = run(folder.path(), &["new", "empty"]);
    assert_eq!(answer.status.code(), Some(0));
    let said = text(&answer.stdout);
    assert!(
        said.contains("  book.toml") && said.contains("cd empty"),
        "{said}"
    );
    assert!(folder.path().join("empty/.gitignore").is_file());
    assert_eq!(
        run(folder.path(), &["new", "a/b", "--quiet"]).status.code(),
        Some(0)
    );
    for wrong in [&["new"][..], &["new", "c", "--language", "fr"]] {
        assert_eq!(run(folder.path(), wrong).status.code(), Some(2));
    }
    assert!(!folder.path().join("c").exists());
}

/// Everything that lies in a starter's folder is written, and everything that is written lies there.
#[test]
fn every_file_of_a_starter_is_embedded() {
    for tag in compendio::starter::tags() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/starter")
            .join(tag);
        let mut lying: Vec<String> = walkdir::WalkDir::new(&folder)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&folder).unwrap();
                path.to_str().unwrap().replace('\\', "/")
            })
            .filter(|path| path != "said.txt")
            .map(|path| path.replace("gitignore", ".gitignore"))
            .collect();
        lying.sort();
        let starter = compendio::starter::of(tag).unwrap();
        let mut written: Vec<String> = starter.files().into_iter().map(|file| file.path).collect();
        written.sort();
        assert_eq!(written, lying, "{tag}");
    }
    let languages: Vec<_> = languages::tags().collect();
    assert_eq!(compendio::starter::tags().collect::<Vec<_>>(), languages);
}
