//! What no text of the project may hold, and how long it may be.

use super::tree::{complain, lines_with, numbered, sources};

const WIDTH: usize = 100;
const LENGTH: usize = 400;

/// Tables with a row for each thing that there is. Nobody reads them from top to bottom, and one
/// enum cannot stand in several files.
const TABLES: [&str; 1] = ["src/diagnostic/code.rs"];

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
            && !TABLES.contains(&file.path.as_str())
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
    let foreign = lines_with(&["http", "https"].map(|scheme| format!("{scheme}://")))
        .into_iter()
        .filter(|line| !KNOWN_ADDRESSES.iter().any(|known| line.contains(known)));
    complain("has an address outside the project", foreign);
}

/// Names of formats and licences, and this machine.
const KNOWN_ADDRESSES: &[&str] = &[
    "//127.0.0.1",
    "//json-schema.org/draft/",
    "//localhost",
    "//site",
    "//www.apache.org/licenses/",
    "//www.w3.org/",
];
