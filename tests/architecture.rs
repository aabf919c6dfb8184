//! Holds the invariants of the house that a machine can see: the stages know each other in one direction
//! only, and Tera, YAML, Markdown and the disk have one user each (docs/architecture.md, invariants 3 and 4).

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Which modules each module may use. `text`, `diagnostic`, `languages` and `config` are the ground that
/// the stages stand on; `lib.rs` and `cli.rs` wire them together and may use all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("progress", &[]),
    ("diagnostic", &[]),
    ("languages", &[]),
    ("config", &["diagnostic"]),
    ("files", &["diagnostic", "progress"]),
    ("read", &["text", "diagnostic", "languages"]),
    ("records", &["text", "diagnostic", "config"]),
    ("editorial", &["diagnostic", "files", "records"]),
    (
        "extract",
        &[
            "read",
            "records",
            "text",
            "diagnostic",
            "languages",
            "config",
        ],
    ),
    (
        "enrich",
        &["records", "diagnostic", "languages", "config", "text"],
    ),
    (
        "proof",
        &[
            "enrich",
            "records",
            "read",
            "text",
            "languages",
            "diagnostic",
        ],
    ),
    (
        "search",
        &["enrich", "records", "files", "languages", "site"],
    ),
    (
        "export",
        &[
            "enrich",
            "records",
            "files",
            "languages",
            "read",
            "text",
            "site",
        ],
    ),
    (
        "site",
        &[
            "enrich",
            "records",
            "extract",
            "export",
            "search",
            "files",
            "languages",
            "read",
            "text",
            "diagnostic",
            "config",
            "progress",
        ],
    ),
    ("archive", &["files", "progress"]),
    ("summary", &["enrich", "files", "languages", "records"]),
    ("serve", &["diagnostic", "files", "languages"]),
    (
        "add",
        &[
            "enrich",
            "records",
            "extract",
            "read",
            "files",
            "languages",
            "text",
            "diagnostic",
            "config",
            "proof",
        ],
    ),
    ("starter", &["files"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
        })
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            // Tests may use what they like.
            let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
            (entry.into_path(), text)
        })
        .collect()
}

/// The top-level module that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn stages_point_one_way() {
    let mut checked = 0;
    for (path, text) in sources() {
        let module = module(&path);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            assert!(
                ["lib", "main", "cli"].contains(&module.as_str()),
                "{module} has no rule here"
            );
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                // `crate::Loaded` and `crate::Preview` are what lib.rs hands to the last stages.
                let handed = ["", "Loaded", "Preview"].contains(&name.as_str());
                if name == module || handed {
                    continue;
                }
                assert!(
                    allowed.contains(&name.as_str()),
                    "{}:{}: {module} uses {name}",
                    path.display(),
                    at + 1
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "the test sees the code");
}

#[test]
fn only_one_file_knows_each_library() {
    for (library, users) in [
        ("tera::", &["site/render.rs"][..]),
        ("serde_yaml::", &["records/yaml.rs"]),
        ("pulldown_cmark::", &["read/markdown.rs"]),
        (
            "std::fs",
            &[
                "files/mod.rs",
                "files/changes.rs",
                "files/target.rs",
                "files/tree.rs",
            ],
        ),
        ("walkdir::", &["files/mod.rs", "files/tree.rs"]),
        ("zip::", &["archive.rs"]),
        ("notify::", &["serve/watch.rs"]),
        (
            "hyper::",
            &["serve/mod.rs", "serve/answer.rs", "serve/listen.rs"],
        ),
        (
            "toml::from_str",
            &[
                "config/parse.rs",
                "diagnostic.rs",
                "diagnostic/reason.rs",
                "languages/mod.rs",
                "languages/tests.rs",
            ],
        ),
    ] {
        for (path, text) in sources() {
            let uses = text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(library));
            assert!(
                !uses || users.iter().any(|user| path.ends_with(user)),
                "{} uses {library}",
                path.display()
            );
        }
    }
}

#[test]
fn only_one_file_makes_addresses() {
    let folders = [
        "recomendaciones",
        "reuniones",
        "temas",
        "destinatarios",
        "acciones",
        "instrumentos",
        "documentos",
        "citas",
        "busqueda",
        "datos",
    ];
    for (path, text) in sources() {
        if path.ends_with("site/routes.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for folder in folders {
            assert!(
                !code.contains(&format!("\"{folder}/")),
                "{} makes an address of {folder}/",
                path.display()
            );
        }
    }
}

#[test]
fn every_file_opens_with_why_it_exists() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}

#[test]
fn nothing_reads_the_clock() {
    for (path, text) in sources() {
        // How long a command took is told in the terminal, and nowhere else.
        if path.ends_with("cli/terminal.rs") {
            continue;
        }
        for word in ["SystemTime", "Instant::now", "Local::now", "Utc::now"] {
            assert!(!text.contains(word), "{} reads the clock", path.display());
        }
    }
}

#[test]
fn templates_neither_sort_nor_count() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for entry in WalkDir::new(templates)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
    {
        let text = fs::read_to_string(entry.path()).unwrap();
        for filter in ["sort", "group_by", "length", "unique"] {
            for form in [format!("| {filter}"), format!("|{filter}")] {
                assert!(
                    !text.contains(&form),
                    "{} has {form}",
                    entry.path().display()
                );
            }
        }
    }
}
