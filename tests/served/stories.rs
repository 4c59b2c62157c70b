//! The stories of `tests/data/http`, and that every answer has the same bytes everywhere: the
//! package is held to the same table, `tests/data/http/bytes.tsv`. After a change of an answer,
//! `WRITE=1 cargo test --test served` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use super::play::told;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/http")
}

/// FNV-1a of 64 bits.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[test]
fn stories_are_answered_as_they_say() {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "jsonl"));
    files.sort();
    let mut failures = Vec::new();
    let mut table = String::from("# The checksum of everything that a story is answered.\n");
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        for story in
            told(&name, &fs::read_to_string(path).unwrap(), &mut failures, &mut |_, _, _| ())
        {
            table.push_str(&format!("{name}\t{}\t{:016x}\n", story.it, checksum(&story.text)));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(table.lines().count() > 40, "the stories are gone");
    let file = folder().join("bytes.tsv");
    if std::env::var_os("WRITE").is_some() {
        fs::write(&file, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(file).unwrap(), table, "an answer has other bytes");
}
