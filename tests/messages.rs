//! Every message beside the text it is about: to be read in `tests/snapshots`, as users read them.
#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fmt::Write;

use ready_reckoner::diagnostic::Code;
use ready_reckoner::diagnostic::{Diagnostic, one_line};
use ready_reckoner::formula::{self, Supplied};
use ready_reckoner::money::amount;
use ready_reckoner::pricing::{Tariff, TariffOptions};

use table::rows;

/// Above this length the repetition in a text is abridged.
const LONGEST_SHOWN: usize = 100;

/// A text with its problems below it, carets under each place.
fn rendered(source: &str) -> String {
    let problems = formula::check(source, Supplied::default());
    assert!(!problems.is_empty(), "nothing is wrong with {source}");
    let mut text = String::new();
    for problem in &problems {
        marked(&mut text, source, problem.start, problem.end, '^');
        writeln!(text, "error[{}]: {}", problem.code.text(), problem.message).unwrap();
        for line in problem.help.iter() {
            writeln!(text, "  help: {line}").unwrap();
        }
        for related in &problem.related {
            marked(&mut text, source, related.start, related.end, '-');
            writeln!(text, "  note: {}", related.message).unwrap();
        }
        corrections(&mut text, problem);
    }
    text
}

/// The source on one line, and a mark under every character of a place; one where it is empty.
fn marked(text: &mut String, source: &str, start: usize, end: usize, mark: char) {
    if source.chars().count() > LONGEST_SHOWN {
        let (head, count) = (source.chars().take(20).collect::<String>(), source.chars().count());
        writeln!(text, "  | {}… ({count} characters; at {start}..{end})", one_line(&head)).unwrap();
        return;
    }
    writeln!(text, "  | {}", one_line(source)).unwrap();
    let before = source[..start].chars().count();
    let under = source[start..end].chars().count().max(1);
    let marks: String = std::iter::repeat_n(mark, under).collect();
    writeln!(text, "  | {}{marks}", " ".repeat(before)).unwrap();
}

fn corrections(text: &mut String, problem: &Diagnostic) {
    for correction in &problem.corrections {
        if correction.chars().count() <= LONGEST_SHOWN {
            writeln!(text, "  fix: {}", one_line(correction)).unwrap();
        }
    }
}

fn all_rendered<T: AsRef<str>>(sources: &[T]) -> String {
    let texts: Vec<String> = sources.iter().map(|source| rendered(source.as_ref())).collect();
    texts.join("\n")
}

/// The formulas of the table of mistakes; `␣` stands for a blank.
fn mistaken() -> Vec<String> {
    let rows = rows(include_str!("data/mistakes.tsv"), 40).into_iter();
    rows.map(|[source, _, _]| source.replace('␣', " ")).collect()
}

fn limits() -> [String; 6] {
    [
        "1C+".repeat(1365) + "1CC",
        "(".repeat(65) + "A" + &")".repeat(65),
        "A<1C|".repeat(256) + "1C",
        "12345678901234567890123456789C*A".to_owned(),
        "9999999999999999999999999999C+1C".to_owned(),
        "0.000000000000000000000000001P*A".to_owned(),
    ]
}

#[test]
fn examples_of_the_specification() {
    let sources = ["10", "4A", "2.5%", "A/2C", "2.5.6P*10C", "2,5P*A", "1,000C"];
    insta::assert_snapshot!("examples_of_the_specification", all_rendered(&sources));
}

#[test]
fn mistakes() {
    let sources = mistaken();
    insta::assert_snapshot!("mistakes", all_rendered(&sources));
}

#[test]
fn limits_of_a_formula() {
    insta::assert_snapshot!("limits_of_a_formula", all_rendered(&limits()));
}

#[test]
fn several_problems_at_once() {
    let sources = [
        "A<1.000,50LKR|5%|2.5P×(A",
        "  A <\n 10 |\r\n 5 C | 4 P A\t",
        "A<10C|5C|A<5C<3C|10|>",
        "ශ්‍රී 5C+😀*2,5P",
        "A>5C|A>10C|1C|A<3C|2C|A=4C|3C",
    ];
    insta::assert_snapshot!("several_problems_at_once", all_rendered(&sources));
}

/// What is known only when an amount is charged, or about the options.
#[test]
fn refused_charges() {
    let mut text = String::new();
    let cases = [
        ("5C", "-1"),
        ("A*A<100C|1C", "11"),
        ("A*A", "100000000000000"),
        ("A*A", "99999999999999.9"),
        ("A*1000000C", "1000000000000000000000"),
    ];
    for (source, charged) in cases {
        let tariff = Tariff::compile(source, &TariffOptions::default()).unwrap();
        let refusal = tariff.charge(amount::parse(charged).unwrap()).unwrap_err();
        let (code, message) = (refusal.code.text(), refusal.message);
        writeln!(text, "{source}, charging {charged}\nerror[{code}]: {message}\n").unwrap();
    }
    insta::assert_snapshot!("refused_charges", text);
}

/// What `ReckonerError.message` says of a whole formula.
#[test]
fn refused_formulas() {
    let mut text = String::new();
    for source in ["2.5.6P*10C", "10|4A|2.5%", "", "A<10C|5C"] {
        let refusal = Tariff::compile(source, &TariffOptions::default()).unwrap_err();
        writeln!(text, "`{source}`\nerror[{}]: {}\n", refusal.code.text(), refusal.message)
            .unwrap();
    }
    insta::assert_snapshot!("refused_formulas", text);
}

/// Not what we would like to read: here is what they are now.
#[test]
fn bad_error_messages() {
    let mut text = String::new();
    for (source, wish) in BAD {
        writeln!(text, "{}  wish: {wish}\n", rendered(source)).unwrap();
    }
    insta::assert_snapshot!("bad_error_messages", text);
}

#[test]
fn every_fault_has_a_message_here() {
    let mut sources = mistaken();
    sources.extend(limits());
    let problems = sources.iter().flat_map(|source| formula::check(source, Supplied::default()));
    let shown: BTreeSet<&str> = problems.map(|problem| problem.code.text()).collect();
    let all: BTreeSet<&str> = Code::FORMULA.iter().map(|code| code.text()).collect();
    assert_eq!(shown, all);
}

/// Texts whose messages should be better, and how.
const BAD: [(&str, &str); 8] = [
    ("1e3C", "name the exponent and offer `1000C`: what is offered now is no formula"),
    ("5C(", "one problem, cured by taking the parenthesis away: `5C()` is no formula"),
    ("5C)/A", "the division behind the parenthesis is a problem too"),
    ("5P.5C", "the operator between the numbers is missing too"),
    ("5 5C", "the operator between the numbers is missing too"),
    ("5C\u{200D}*A", "name a character that cannot be seen by its code point"),
    ("\u{FF15}\u{FF23}*A", "full-width characters have a reading: `5C*A`"),
    ("FEE\u{301}*2P", "the accent belongs to the word"),
];
