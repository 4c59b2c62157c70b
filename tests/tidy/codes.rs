//! The codes of problems, and the document that lists them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ready_reckoner::diagnostic::Code;

use super::tree::{ROOT, complain, tree};

const DIAGNOSTICS: &str = "docs/diagnostics.md";

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
