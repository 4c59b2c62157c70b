//! Reads the project's own tree: what a reviewer should not have to look for.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ready_reckoner::diagnostic::Code;

const WIDTH: usize = 100;
const LENGTH: usize = 400;
const DIAGNOSTICS: &str = "docs/diagnostics.md";

/// The folders of the house, and the rooms of `src`.
const FOLDERS: &[&str] = &[
    ".cargo", ".ci", "benches", "docs", "examples", "fuzz", "js", "scripts", "src", "tests", "www",
];

/// The rooms of `src`, each with those that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("money", &[]),
    ("store", &[]),
    ("diagnostic", &[]),
    ("curve", &["money", "diagnostic"]),
    ("formula", &["money", "diagnostic", "curve"]),
    ("document", &["money", "diagnostic"]),
    ("pricing", &["money", "formula", "curve", "document", "diagnostic"]),
    ("ledger", &["money", "store"]),
    ("world", &["document", "pricing", "money", "diagnostic", "store"]),
    ("flow", &["world", "ledger", "store", "pricing", "document", "money", "diagnostic"]),
    ("http", &["flow", "world", "ledger", "store", "pricing", "document", "money", "diagnostic"]),
    (
        "wasm",
        &[
            "http",
            "flow",
            "world",
            "pricing",
            "document",
            "formula",
            "curve",
            "money",
            "diagnostic",
        ],
    ),
];

/// What lies in the root besides folders.
const ROOT_FILES: &[&str] = &[
    ".gitignore",
    ".npmrc",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "clippy.toml",
    "package-lock.json",
    "package.json",
    "pkg.json",
    "reckon",
    "rustfmt.toml",
    "tsconfig.json",
    "webdriver.json",
];

#[test]
fn every_file_lies_where_the_house_has_a_room() {
    let strays = tree().into_iter().filter(|file| match file.path.split_once('/') {
        None => !ROOT_FILES.contains(&file.path.as_str()),
        Some(("src", rest)) => {
            let room = rest.split_once('/').map_or_else(|| stem(rest), |(room, _)| room);
            room != "lib" && !ROOMS.iter().any(|(name, _)| *name == room)
        }
        Some((folder, _)) => !FOLDERS.contains(&folder),
    });
    complain("lies outside the folders of the house", strays.map(|file| file.path));
}

#[test]
fn every_arrow_points_down() {
    let mut wrong = Vec::new();
    for file in tree() {
        let Some(rest) = file.path.strip_prefix("src/").filter(|_| file.is("rs")) else { continue };
        let room = rest.split_once('/').map_or_else(|| stem(rest), |(room, _)| room);
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else { continue };
        for (number, line) in file.code() {
            for used in line.split("crate::").skip(1).map(word) {
                if used != room && !allowed.contains(&used) {
                    wrong.push(format!("{}:{number} uses `{used}`", file.path));
                }
            }
        }
    }
    complain("uses a room that it may not know", wrong);
}

#[test]
fn only_the_edge_knows_javascript_and_binary_fractions() {
    let javascript = ["wasm_bindgen", "js_sys", "web_sys"];
    let fractions = ["f64", "f32"];
    let mut wrong = Vec::new();
    for file in tree() {
        if !file.path.starts_with("src/") || file.path.starts_with("src/wasm/") {
            continue;
        }
        // Vectors multiply and divide only binary fractions. In the lanes these are integers and
        // halves below 2^52, which they hold exactly: that is proven when the lanes are made.
        let lanes = file.path.starts_with("src/curve/lanes/");
        let banned =
            |word: &str| javascript.contains(&word) || (fractions.contains(&word) && !lanes);
        for (number, line) in file.code() {
            wrong.extend(
                words(line)
                    .filter(|word| banned(word))
                    .map(|word| format!("{}:{number} names `{word}`", file.path)),
            );
        }
    }
    complain("belongs into src/wasm", wrong);
}

#[test]
fn lines_and_files_are_short() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (number, line) in numbered(&file.text) {
            if line.chars().count() > WIDTH {
                wrong.push(format!("{}:{number} is too wide", file.path));
            }
        }
        if ["rs", "js", "mjs", "cjs"].iter().any(|kind| file.is(kind))
            && file.text.lines().count() > LENGTH
        {
            wrong.push(format!("{} is too long", file.path));
        }
    }
    complain("has more than 100 characters in a line, or 400 lines", wrong);
}

#[test]
fn nothing_is_left_for_later() {
    // In two pieces, so that this file does not find itself.
    let banned = [["TO", "DO"], ["FIX", "ME"], ["XX", "X "], ["HA", "CK:"]].map(|two| two.concat());
    complain("is left for later", lines_with(&banned));
}

#[test]
fn no_machine_and_no_registry_is_named() {
    let folders = ["work", "home", "root", "Users"].map(|name| format!("/{name}/"));
    let hosts = [["registry.", "npmjs"], ["static.", "crates.io"], ["index.", "crates.io"]]
        .map(|two| two.concat());
    complain("names a path of a machine", lines_with(&folders));
    complain("names a registry", lines_with(&hosts));
    let foreign = lines_with(&["http://".to_owned(), "https://".to_owned()])
        .into_iter()
        .filter(|line| !KNOWN_ADDRESSES.iter().any(|known| line.contains(known)));
    complain("has an address outside the project", foreign);
}

/// Names of formats and licences, and this machine.
const KNOWN_ADDRESSES: &[&str] =
    &["//127.0.0.1", "//localhost", "//site", "//www.apache.org/licenses/", "//www.w3.org/"];

#[test]
fn every_code_is_documented_and_every_documented_code_exists() {
    let mut codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.text().to_owned()).collect();
    for file in tree().into_iter().filter(|file| file.path.starts_with("js/") && file.is("js")) {
        let fields = file.text.split("code: \"").skip(1);
        codes.extend(fields.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    let text = fs::read_to_string(Path::new(ROOT).join(DIAGNOSTICS)).unwrap();
    let headings = text.lines().filter_map(|line| line.strip_prefix("### `"));
    let listed: Vec<_> = headings.filter_map(|rest| rest.strip_suffix('`')).collect();
    let documented: BTreeSet<String> = listed.iter().map(ToString::to_string).collect();
    assert_eq!(documented.len(), listed.len(), "a code is documented twice");
    assert!(codes.len() > Code::ALL.len(), "the codes of the package are no longer found");
    complain("is not documented", codes.difference(&documented).cloned());
    complain("is documented but does not exist", documented.difference(&codes).cloned());
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(texts.len(), Code::ALL.len(), "two codes have one name");
    let is_kebab = |text: &str| {
        text.split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    complain(
        "is not in kebab case",
        texts.iter().filter(|text| !is_kebab(text)).map(ToString::to_string),
    );
}

#[test]
fn code_ends_where_the_tests_of_a_file_begin() {
    let text = "a\n// b-c\n#[cfg(test)]\nmod tests {}\n".to_owned();
    let file = File { path: "x.rs".to_owned(), text };
    assert_eq!(file.code(), [(1, "a")]);
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
}

impl File {
    fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// The lines of code with their numbers: neither comments nor the tests at a file's end.
    fn code(&self) -> Vec<(usize, &str)> {
        let lines = numbered(&self.text).take_while(|(_, line)| *line != "#[cfg(test)]");
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).collect()
    }
}

/// Every text file that git would take, by the rules of `.gitignore`.
fn tree() -> Vec<File> {
    let ignored = fs::read_to_string(Path::new(ROOT).join(".gitignore")).unwrap();
    let ignored: Vec<_> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(Path::new(ROOT).join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if name == ".git" || ignored.contains(&name.as_str()) || ignored.contains(&&*path) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                files.push(File { path, text });
            }
        }
    }
    assert!(files.len() > 100, "the tree is not found");
    files
}

/// What people write for machines: neither prose, which has no lines, nor tables, nor lock files.
fn sources() -> impl Iterator<Item = File> {
    let kinds = ["rs", "pest", "js", "mjs", "cjs", "ts", "css"];
    tree().into_iter().filter(move |file| {
        kinds.iter().any(|kind| file.is(kind)) || !file.path.contains('.') && !is_licence(file)
    })
}

fn is_licence(file: &File) -> bool {
    file.path.starts_with("LICENSE")
}

/// The places where one of the texts stands, in whatever people write.
fn lines_with(texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree() {
        // Lock files have addresses in their format, and licences in their text.
        if file.is("lock") || file.path.ends_with("package-lock.json") || is_licence(&file) {
            assert!(!file.text.contains("\"resolved\""), "{} names a registry", file.path);
            continue;
        }
        if file.path == "tests/tidy.rs" {
            continue;
        }
        for (number, line) in numbered(&file.text) {
            if texts.iter().any(|text| line.contains(text)) {
                found.push(format!("{}:{number} {}", file.path, line.trim()));
            }
        }
    }
    found
}

fn complain(what: &str, places: impl IntoIterator<Item = String>) {
    let places: Vec<_> = places.into_iter().collect();
    assert!(places.is_empty(), "{what}:\n  {}", places.join("\n  "));
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    words(text).next().unwrap_or_default()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
