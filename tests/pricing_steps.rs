//! Explanations are data: what each step is made of, by its name.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/json.rs"]
mod json;

use json::value;
use ready_reckoner::money::amount;
use ready_reckoner::pricing::{Tariff, TariffOptions};
use serde_json::{Value as Json, json};

/// The steps of a charge as JSON, without the sentences.
fn steps(rule: Json, charged: &str) -> Vec<Json> {
    let options = TariffOptions::default();
    let tariff = match rule.as_str() {
        Some(formula) => Tariff::compile(formula, &options),
        None => Tariff::compile_rule(&value(&rule), &options),
    };
    let explanation = tariff.unwrap().explain(amount::parse(charged).unwrap()).unwrap();
    let told = explanation.steps.into_iter().map(|step| {
        let mut told = json!({ "kind": step.kind });
        for (name, operand) in step.operands {
            told[name] = operand.into();
        }
        for (name, field) in [("value", json!(step.value)), ("applied", json!(step.applied))] {
            if !field.is_null() {
                told[name] = field;
            }
        }
        if !step.terms.is_empty() {
            told["terms"] = json!(step.terms);
        }
        told
    });
    told.collect()
}

#[test]
fn a_rule_tells_its_operands() {
    let rule = json!({
        "percentage": "100/3", "flat": "0.30", "maximum": "2", "free": "1", "chargeUnit": "10",
    });
    assert_eq!(
        steps(rule, "7"),
        [
            json!({ "kind": "chargeUnit", "of": "7", "step": "10", "value": "10" }),
            json!({ "kind": "free", "of": "10", "free": "1", "value": "9" }),
            json!({ "kind": "flat", "amount": "0.3", "value": "0.3" }),
            json!({ "kind": "percentage", "rate": "100/3", "of": "9", "value": "3" }),
            json!({
                "kind": "bound", "of": "3.3", "bound": "maximum", "limit": "2", "value": "2",
                "applied": true,
            }),
            json!({
                "kind": "rounding", "of": "2", "mode": "halfUp", "step": "0.01",
                "value": "2.00", "applied": false,
            }),
        ]
    );
}

#[test]
fn a_rounding_says_whether_it_changed_anything() {
    let applied =
        |charged| steps(json!({ "percentage": 1 }), charged).pop().unwrap()["applied"].as_bool();
    assert_eq!(applied("100"), Some(false));
    assert_eq!(applied("100.5"), Some(true));
    assert_eq!(applied("0"), Some(false));
}

#[test]
fn tiers_and_units_tell_their_operands() {
    let rule = json!({ "graduated": [
        { "upTo": 100, "perUnit": "0.05/60" }, { "perUnit": 2, "unit": 30 },
    ] });
    let told = steps(rule, "160");
    assert_eq!(told[0], json!({ "kind": "tier", "from": "0", "upTo": "100", "value": "100" }));
    assert_eq!(
        told[1],
        json!({ "kind": "perUnit", "rate": "1/1200", "of": "100", "value": "1/12" })
    );
    assert_eq!(told[2], json!({ "kind": "tier", "from": "100", "value": "60" }));
    assert_eq!(told[3], json!({ "kind": "perUnit", "rate": "2", "of": "2", "value": "4" }));
}

#[test]
fn a_formula_tells_its_operands() {
    let told = steps(json!("A<1000C|5C|2.5P*A-1C|>30C"), "1200");
    assert_eq!(
        told[0],
        json!({ "kind": "condition", "left": "1200", "comparator": "<", "right": "1000" })
    );
    assert_eq!(told[1], json!({ "kind": "product", "terms": ["0.025", "1200"], "value": "30" }));
    assert_eq!(told[2], json!({ "kind": "sum", "terms": ["30", "-1"], "value": "29" }));
    assert_eq!(
        told[3],
        json!({
            "kind": "bound", "of": "29", "bound": "minimum", "limit": "30", "value": "30",
            "applied": true,
        })
    );
}
