//! The stories of `tests/data/ledger`, which are played natively here, inside WebAssembly by
//! `tests/wasm/stories.rs`, and through the package by `tests/node/ledger-scenarios.test.mjs`.

use std::fs;
use std::path::Path;

use super::story::told;

#[test]
fn every_story_goes_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ledger");
    let mut failures = Vec::new();
    let mut calls = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        calls += told(&file, &text, &mut failures);
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(calls > 300, "only {calls} calls were found");
}
