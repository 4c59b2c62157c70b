//! Whole requests in Rust, against an independent implementation: trees in, trees out.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/json.rs"]
mod json;

use std::collections::BTreeSet;

use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::document::{ChargeCalculation, Reader};
use ready_reckoner::pricing::charges::{self, Book, Calculated, Salt, Source};
use serde_json::Value as Json;

use json::{text_of, value};

/// The responses of all transactions, or the refusal.
fn calculated(case: &Json) -> Result<Vec<Json>, Refusal> {
    let body = value(&case["request"]);
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(&body, false, &mut reader);
    let rules = case["book"]["rules"].as_object().unwrap();
    let lines = request.lines();
    let named = |id: &str| lines.iter().any(|placed| placed.line.price_rule_id == Some(id));
    let rules =
        rules.iter().filter(|(id, _)| named(id)).map(|(id, rule)| (id.clone(), value(rule)));
    let book = Book::read(rules.collect(), &value(&case["book"]))?;
    let prices = case.get("externalPrices");
    let mut source = if prices.is_some() { Source::Unasked } else { Source::Missing };
    loop {
        let salt = Salt::random();
        match charges::calculate(&request, take(&mut reader), &book, &source, true, salt)? {
            Calculated::Ask(asked) => {
                let code = |line: &usize| lines[*line].line.charge_code.unwrap();
                let price = |line| value(&prices.unwrap()[code(line)]);
                source = Source::Answers(asked.iter().map(price).collect());
            }
            Calculated::Charges { outcomes, explained } => {
                assert_eq!(explained.len(), lines.len());
                let explained = charges::json(&request, &outcomes);
                // A rule that has priced often does so by its kernel, and to the last digit alike.
                for _ in 0..20 {
                    let again = Reader::default();
                    match charges::calculate(&request, again, &book, &source, false, salt)? {
                        Calculated::Charges { outcomes, .. } => {
                            assert_eq!(charges::json(&request, &outcomes), explained);
                        }
                        Calculated::Ask(_) => panic!("the source has answered"),
                    }
                }
                let response: Json = serde_json::from_str(&explained).unwrap();
                return Ok(match response {
                    Json::Array(transactions) => transactions,
                    transaction => vec![transaction],
                });
            }
        }
    }
}

fn take(reader: &mut Reader) -> Reader {
    std::mem::take(reader)
}

/// A request is the same, and has the same problems, whether it comes as a tree or as text.
fn hold_text(case: &Json) {
    let Some(text) = text_of(&ChargeCalculation::declaration(), &case["request"]) else { return };
    let body = value(&case["request"]);
    let (mut by_tree, mut by_text) = (Reader::default(), Reader::default());
    let of_value = ChargeCalculation::of_value(&body, false, &mut by_tree);
    let of_text = ChargeCalculation::of_text(&text, &mut by_text);
    assert_eq!(by_text.problems(), by_tree.problems(), "{}", case["request"]);
    assert_eq!(of_text.rooted, of_value.rooted);
    assert_eq!(of_text.transactions, of_value.transactions);
}

#[test]
fn an_independent_implementation_agrees() {
    let (mut answers, mut refusals) = (0, 0);
    for line in include_str!("data/charge-requests.jsonl").lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        hold_text(&case);
        let expected = &case["expected"];
        match calculated(&case) {
            Ok(transactions) => {
                let wanted = &expected["response"];
                let wanted = match wanted.get("txnDetails") {
                    Some(list) => list.as_array().unwrap().clone(),
                    None => vec![wanted.clone()],
                };
                assert_eq!(transactions, wanted, "{line}");
                answers += 1;
            }
            Err(refusal) => {
                let codes: BTreeSet<_> =
                    refusal.problems.iter().map(|problem| problem.code.text()).collect();
                let wanted = expected["errors"].as_array().unwrap();
                let wanted: BTreeSet<_> =
                    wanted.iter().map(|pair| pair[0].as_str().unwrap()).collect();
                assert_eq!(codes, wanted, "{line}");
                refusals += 1;
            }
        }
    }
    assert!(answers > 150 && refusals > 15, "{answers} answers, {refusals} refusals");
}

/// The charges of a case with their currencies, or its problems with their places.
#[test]
fn currencies_children_and_what_is_suspicious() {
    for line in include_str!("data/charge-cases.jsonl").lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let (name, expected) = (&case["name"], &case["expected"]);
        match calculated(&case) {
            Ok(transactions) => {
                let details = transactions[0]["chargeDetails"].as_array().unwrap();
                let charges = details.iter().map(|of| {
                    let currency = of.get("chargeCcy").cloned().unwrap_or_default();
                    Json::Array(vec![of["charge"].clone(), currency])
                });
                assert_eq!(Json::Array(charges.collect()), expected["charges"], "{name}");
                let warned = expected.get("warnings").cloned().unwrap_or(Json::Array(Vec::new()));
                assert_eq!(warnings(&case), warned, "{name}");
            }
            Err(refusal) => {
                let problems = refusal.problems.iter().map(|problem| {
                    serde_json::json!([problem.code.text(), problem.path, problem.fault()])
                });
                assert_eq!(Json::Array(problems.collect()), expected["problems"], "{name}");
            }
        }
    }
}

fn warnings(case: &Json) -> Json {
    let body = value(&case["request"]);
    let request = ChargeCalculation::of_value(&body, false, &mut Reader::default());
    let rules = case["book"]["rules"].as_object().unwrap();
    let rules = rules.iter().map(|(id, rule)| (id.clone(), value(rule)));
    let book = Book::read(rules.collect(), &value(&case["book"])).unwrap();
    let mut reader = Reader::default();
    charges::doubts(&request, Some(&book), Salt::random(), &mut reader);
    let found = reader.problems().iter();
    let found = found.map(|problem| serde_json::json!([problem.code.text(), problem.path]));
    Json::Array(found.collect())
}
