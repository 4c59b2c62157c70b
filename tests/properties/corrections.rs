//! What is offered as a correction must be one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::language::{config, supplied};
use super::tree::{Tree, terms, trees};
use crate::random::Random;
use ready_reckoner::diagnostic::Diagnostic;
use ready_reckoner::formula;

/// What people write instead of the language: a piece of a good formula, and its misspelling.
const MISSPELLINGS: &[(&str, &str)] = &[
    ("C", ""),
    ("P", ""),
    ("P", "%"),
    ("P", "p%"),
    ("C*A", "A"),
    ("C", "LKR"),
    ("C", "c LKR"),
    ("C", "e2C"),
    ("C", "E-1C"),
    ("C", ".C"),
    ("C", ".5.5C"),
    ("P", ".000.000P"),
    (".", ","),
    (".", ".."),
    (".", "._"),
    ("1", "1,000"),
    ("2", "2,000,000"),
    ("3", "3.000,"),
    ("5", "5_000"),
    ("0.", "."),
    ("*", ""),
    ("*", " "),
    ("*", "×"),
    ("*", "·"),
    ("*", "**"),
    ("*", "/"),
    ("*A", "/4C"),
    ("*A", "/8"),
    ("A", "A/2C"),
    ("A", "A/(2C)"),
    ("A", "A ÷ 0.5C"),
    ("A", "A/3C"),
    ("A", "A/2C/5C"),
    ("-", "−"),
    ("-", "–"),
    ("+", "++"),
    ("<=", "≤"),
    ("<=", "=<"),
    (">=", "≥"),
    (">=", "=>"),
    ("<", "=="),
    (">", "<>"),
    ("<", "<2C<"),
    (">", "<3C*A<"),
    ("<", "<1C+A<A<"),
    ("(", ""),
    ("(", "(("),
    (")", ""),
    (")", "))"),
    (")", ")5C"),
    ("|", "||"),
    ("|", ""),
    ("|", "|-"),
    ("|", "|+"),
    ("|", "|7C|"),
    ("|", "|7C|>1C|"),
    ("A", "-A"),
    ("A", "(-A)"),
    ("A", "+A"),
    ("A", "A#"),
    ("A", "FEE"),
    ("A", "PA"),
    ("A", "A<5C"),
    ("A", "(A<5C)"),
    ("A", "()"),
    ("A", "99999999999999999999999999999C"),
    ("|", "&&"),
    ("|", " and "),
    ("|", "||"),
    ("A", "max(A,5)"),
    ("A", "max(0.35,4%*A)"),
    ("A", "min(A;3C;7)"),
    ("A", "min(max(1,2.5%*A), 10)"),
    ("A", "max(1,5C)"),
    ("A", "max(A,)"),
    ("A", "max(A"),
];

/// A formula with one misspelling, or with one character too many or too few.
fn spoilt(text: &str, random: &mut Random) -> String {
    let mut spoilt = text.to_owned();
    if random.below(4) == 0 {
        let at = random.boundary(text);
        let pieces = ["A", "P", "C", "5", ".", ",", "*", "+", "-", "<", ">", "|", "(", ")", "%"];
        if random.below(2) == 0 {
            spoilt.insert_str(at, random.pick(&pieces));
        } else if at < text.len() {
            spoilt.remove(at);
        }
        return spoilt;
    }
    let (good, bad) = random.pick(MISSPELLINGS);
    let places: Vec<usize> = text.match_indices(good).map(|(at, _)| at).collect();
    if !places.is_empty() {
        let at = random.pick(&places);
        spoilt.replace_range(at..at + good.len(), bad);
    }
    spoilt
}

fn check(text: &str) -> Vec<Diagnostic> {
    formula::check(text, supplied(&("2.5".to_owned(), "7".to_owned())))
}

#[test]
fn corrections_correct() {
    let applied = RefCell::new(BTreeMap::<&str, u32>::new());
    let cases = (trees(terms()), any::<u64>());
    let correct = |(tree, seed): (Tree, u64)| {
        let mut random = Random(seed);
        let mut text = tree.canonical();
        if random.below(3) == 0 {
            text = tree.loose(seed);
        }
        for round in 0..8 {
            let mut spoilt = spoilt(&text, &mut random);
            // Every other text has several mistakes.
            for _ in 0..round % 3 {
                spoilt = self::spoilt(&spoilt, &mut random);
            }
            for problem in check(&spoilt) {
                for correction in &problem.corrections {
                    *applied.borrow_mut().entry(problem.code.text()).or_default() += 1;
                    let left = check(correction);
                    prop_assert!(
                        left.is_empty(),
                        "{:?}, corrected for {}, is {:?} with {:?}",
                        spoilt,
                        problem.code.text(),
                        correction,
                        left.iter().map(|problem| problem.code.text()).collect::<Vec<_>>()
                    );
                }
            }
        }
        Ok(())
    };
    TestRunner::new(config(1500)).run(&cases, correct).unwrap();
    let applied = applied.into_inner();
    for code in WITH_CORRECTIONS {
        assert!(applied.contains_key(code), "no correction of {code} in {applied:?}");
    }
}

/// Faults for which a corrected text is offered.
const WITH_CORRECTIONS: [&str; 18] = [
    "bare-number",
    "bound-as-function",
    "chained-comparison",
    "coefficient-on-amount",
    "decimal-comma",
    "division",
    "empty-segment",
    "missing-operator",
    "missing-value",
    "number-incomplete",
    "percent-sign",
    "several-points",
    "stray-parenthesis",
    "thousands-separator",
    "unclosed-parenthesis",
    "unknown-unit",
    "unreachable-price",
    "wrong-operator",
];
