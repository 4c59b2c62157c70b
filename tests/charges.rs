//! Whole requests in Rust, against an independent implementation: trees in, trees out.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/json.rs"]
mod json;

use std::collections::BTreeSet;

use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::document::{ChargeCalculation, Reader, Value};
use ready_reckoner::pricing::charges::{self, Answer, Book, Source};
use serde_json::Value as Json;

use json::value;

fn written(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(written).collect()),
        Value::Object(fields) => Json::Object(
            fields.iter().map(|(name, field)| (name.clone(), written(field))).collect(),
        ),
        other => panic!("a response has no {}", other.kind()),
    }
}

/// The responses of all transactions, or the refusal.
fn calculated(case: &Json) -> Result<Vec<Json>, Refusal> {
    let body = value(&case["request"]);
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(&body, false, &mut reader);
    let rules = case["book"]["rules"].as_object().unwrap();
    let named = |id: &str| request.lines.iter().any(|line| line.price_rule_id() == Some(id));
    let rules =
        rules.iter().filter(|(id, _)| named(id)).map(|(id, rule)| (id.clone(), value(rule)));
    let allocation = case["book"].get("allocation").map_or(Value::Absent, value);
    let book = Book::read(rules.collect(), &allocation)?;
    let prices = case.get("externalPrices");
    let mut source = if prices.is_some() { Source::Unasked } else { Source::Missing };
    loop {
        match charges::calculate(&request, take(&mut reader), &book, &source, true)? {
            Answer::Ask(lines) => {
                let price =
                    |line: &usize| value(&prices.unwrap()[request.lines[*line].charge_code()]);
                source = Source::Answers(lines.iter().map(price).collect());
            }
            Answer::Charges { outcomes, explained } => {
                assert_eq!(explained.len(), request.lines.len());
                let explained = charges::tree(&request, &outcomes);
                // A rule that has priced often does so by its kernel, and to the last digit alike.
                for _ in 0..20 {
                    let again = Reader::default();
                    match charges::calculate(&request, again, &book, &source, false)? {
                        Answer::Charges { outcomes, .. } => {
                            assert_eq!(charges::tree(&request, &outcomes), explained);
                        }
                        Answer::Ask(_) => panic!("the source has answered"),
                    }
                }
                return Ok(explained.iter().map(written).collect());
            }
        }
    }
}

fn take(reader: &mut Reader) -> Reader {
    std::mem::take(reader)
}

#[test]
fn an_independent_implementation_agrees() {
    let (mut answers, mut refusals) = (0, 0);
    for line in include_str!("data/charge-requests.jsonl").lines() {
        let case: Json = serde_json::from_str(line).unwrap();
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
