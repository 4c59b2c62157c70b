//! The files of the project.

use std::fs;
use std::path::Path;

use super::rust::{Token, tokens};

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// Every text file that git would take, by the rules of `.gitignore`.
pub fn tree() -> Vec<File> {
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
pub fn sources() -> impl Iterator<Item = File> {
    let kinds = ["rs", "pest", "js", "mjs", "cjs", "ts", "css"];
    tree().into_iter().filter(move |file| {
        kinds.iter().any(|kind| file.is(kind)) || !file.path.contains('.') && !is_licence(file)
    })
}

pub fn is_licence(file: &File) -> bool {
    file.path.starts_with("LICENSE")
}

/// The places where one of the texts stands, in whatever people write.
pub fn lines_with(texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree() {
        // Lock files have addresses in their format, and licences in their text.
        if file.is("lock") || file.path.ends_with("package-lock.json") || is_licence(&file) {
            assert!(!file.text.contains("\"resolved\""), "{} names a registry", file.path);
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

pub fn complain(what: &str, places: impl IntoIterator<Item = String>) {
    let places: Vec<_> = places.into_iter().collect();
    assert!(places.is_empty(), "{what}:\n  {}", places.join("\n  "));
}

pub fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// A file of `src`, without its comments and its tests.
pub struct Source {
    pub path: String,
    pub tokens: Vec<Token>,
}

/// The files of `src`.
pub fn rust_of_src() -> Vec<Source> {
    let files = tree().into_iter().filter(|file| file.path.starts_with("src/") && file.is("rs"));
    let sources: Vec<_> = files.map(|file| source(file.path, &file.text)).collect();
    assert!(sources.len() > 50, "the sources are not found");
    sources
}

/// Made-up files, to see what a rule finds in them.
pub fn sources_of(files: &[(&str, &str)]) -> Vec<Source> {
    files.iter().map(|(path, text)| source((*path).to_owned(), text)).collect()
}

fn source(path: String, text: &str) -> Source {
    let tokens = tokens(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path, tokens }
}
