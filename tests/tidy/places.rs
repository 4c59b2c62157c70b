//! Where files lie, and what is only known at the edge.

use super::circles::{ROOMS, room};
use super::tree::{File, Source, complain, rust_of_src, sources_of, tree};

/// The folders of the house, and the rooms of `src`.
const FOLDERS: &[&str] = &[
    ".cargo", ".ci", "benches", "docs", "examples", "fuzz", "js", "scripts", "src", "tables",
    "tests", "www",
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
    "SECURITY.md",
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
        Some(("src", _)) => !ROOMS.iter().any(|(name, _)| *name == room(&file.path)),
        Some((folder, _)) => !FOLDERS.contains(&folder),
    });
    complain("lies outside the folders of the house", strays.map(|file| file.path));
}

/// Vectors multiply and divide only binary fractions. In the lanes these are integers and halves
/// below 2^52, which they hold exactly: that is proven when the lanes are made.
const LANES: &str = "src/curve/lanes";

#[test]
fn only_the_edge_knows_javascript_and_binary_fractions() {
    complain("belongs into src/wasm", rust_of_src().iter().flat_map(foreign_words));
}

fn foreign_words(file: &Source) -> Vec<String> {
    let mut banned = vec!["wasm_bindgen", "js_sys", "web_sys"];
    if room(&file.path) == "wasm" {
        return Vec::new();
    }
    if !file.path.starts_with(LANES) {
        banned.extend(["f64", "f32"]);
    }
    let words = file.tokens.iter().filter(|token| banned.contains(&token.text.as_str()));
    words.map(|token| format!("{}:{} names `{}`", file.path, token.line, token.text)).collect()
}

#[test]
fn foreign_words_are_found_in_code_only() {
    let text = r#"// js_sys
fn f(a: u64) { "f32"; wasm_bindgen::JsValue::from(a as f64) }
#[cfg(test)]
mod tests { use web_sys::A; }
use js_sys::B;
"#;
    let paths = ["src/a.rs", "src/curve/lanes.rs", "src/wasm/a.rs"];
    let files = sources_of(&paths.map(|path| (path, text)));
    let found: Vec<_> = files.iter().map(|file| foreign_words(file).len()).collect();
    assert_eq!(found, [3, 2, 0]);
    assert_eq!(foreign_words(&files[0])[1], "src/a.rs:2 names `f64`");
}

/// Where callers are known by what only they know.
const DOORS: [&str; 2] = ["src/flow/check/permission.rs", "src/http/credentials.rs"];

#[test]
fn secrets_are_compared_in_a_time_that_tells_nothing() {
    let rust = tree().into_iter().filter(|file| file.path.starts_with("src/") && file.is("rs"));
    let bare = |file: File| {
        let is_door = DOORS.contains(&file.path.as_str());
        let has_care = !is_door || file.text.contains(".ct_eq(");
        let lines = file.text.lines().filter(|line| compares_a_secret(line));
        let found: Vec<_> = lines.map(|line| format!("{}: {line}", file.path)).collect();
        found.into_iter().chain((!has_care).then_some(file.path))
    };
    complain("compares a secret without `ct_eq`", rust.flat_map(bare));
    assert!(compares_a_secret("password == caller.password"));
    assert!(!compares_a_secret("password.ct_eq(caller.password)"));
}

/// Whether a line compares what a configuration has as a secret by what ends at the first
/// difference.
fn compares_a_secret(line: &str) -> bool {
    let secrets = [".password", ".token", "_secret"];
    let compares = ["==", "!=", ".eq("].iter().any(|sign| line.contains(sign));
    compares && !line.contains("token.") && secrets.iter().any(|secret| line.contains(secret))
}
