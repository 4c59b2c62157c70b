//! Functions and types of `src`: how long, how many, and named how.

use std::collections::BTreeMap;

use super::rust::{functions, inherent_impls, tokens, types};
use super::tree::{Source, complain, rust_of_src, sources_of};

const FUNCTION_LINES: usize = 70;

/// The one façade over the operations, which are functions.
const FACADE: &str = "MockLedger";

/// Names that several types have, since they mean the same. `pricing` may not know `store`, and each
/// has tables that are salted.
const SHARED_NAMES: &[&str] = &["Salt"];

#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    for file in rust_of_src() {
        wrong.extend(
            functions(&file.tokens)
                .into_iter()
                .filter(|(.., lines)| *lines > FUNCTION_LINES)
                .map(|(name, line, lines)| format!("{}:{line} {name}: {lines} lines", file.path)),
        );
    }
    complain("has more than 70 lines", wrong);
}

#[test]
fn the_mock_ledger_is_one_facade() {
    let mut found = Vec::new();
    for file in rust_of_src() {
        let lines = inherent_impls(&file.tokens, FACADE);
        found.extend(lines.iter().map(|line| format!("{}:{line}", file.path)));
    }
    assert_eq!(found.len(), 1, "one block implements {FACADE}:\n  {}", found.join("\n  "));
}

#[test]
fn a_type_name_means_one_thing() {
    complain("is the name of several types", repeated(&rust_of_src()));
}

/// The names that stand in several files; in one file they are the same type for different targets.
fn repeated(files: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for file in files {
        for (name, line) in types(&file.tokens) {
            places.entry(name).or_default().entry(&file.path).or_insert(line);
        }
    }
    places.retain(|name, files| files.len() > 1 && !SHARED_NAMES.contains(name));
    let listed = |files: BTreeMap<&str, usize>| {
        files.iter().map(|(path, line)| format!("{path}:{line}")).collect::<Vec<_>>().join(", ")
    };
    places.into_iter().map(|(name, files)| format!("{name}: {}", listed(files))).collect()
}

#[test]
fn functions_are_measured_to_their_brace() {
    let text = r#"impl A {
    /// fn no() {
    fn a(f: fn(u8) -> [u8; 2]) -> u8
    where
        u8: Copy,
    {
        let text = "}";
        if b { 1 } else { 2 }
    }
}
trait B { fn b(); }
declare! { fn c() {} }
"#;
    let tokens = tokens(text).unwrap();
    assert_eq!(functions(&tokens), [("a", 3, 7), ("c", 12, 1)]);
}

#[test]
fn types_are_found_wherever_they_are_declared() {
    let one = "pub struct One<T>(T);\nimpl Iterator for One<u8> { type Item = u8; }\n\
               trait Two { type Three; }\nfn f() -> impl Two { enum Inner { A } }";
    let two = "declare! { struct Four { a: u8 } <$type as Two> }\n\
               pub(crate) type One = u8;\n// struct Two;\n\
               #[cfg(a)]\ntype Five = u8;\n#[cfg(b)]\ntype Five = u16;";
    let files = sources_of(&[("src/a.rs", one), ("src/b.rs", two)]);
    let names: Vec<_> = types(&files[0].tokens).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["One", "Two", "Inner"]);
    let names: Vec<_> = types(&files[1].tokens).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Four", "One", "Five", "Five"]);
    assert_eq!(repeated(&files), ["One: src/a.rs:1, src/b.rs:2"]);
}

#[test]
fn blocks_of_a_type_are_found_in_every_form() {
    let text = "impl Ledger {}\nimpl<T: Into<Other>> super::Ledger<T> where T: for<'a> Copy {}\n\
                impl Clone for Ledger {}\nimpl<T: Is<Ledger>> Other<T> {}\n\
                fn f(ledger: impl Into<Ledger>) -> impl Ledger {}\nstruct A;\n#[a]\nimpl Ledger {}";
    assert_eq!(inherent_impls(&tokens(text).unwrap(), "Ledger"), [1, 2, 8]);
}
