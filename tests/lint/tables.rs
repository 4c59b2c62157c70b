//! Rules, and the warnings about them.

use std::fmt::Write;

use super::support::tariff;
use ready_reckoner::diagnostic::one_line;
use ready_reckoner::pricing::Warning;
use serde_json::{Value as Json, json};

/// The rows of the table: a rule, options for it, and the warnings that are expected.
fn rows() -> impl Iterator<Item = Json> {
    let lines = include_str!("../data/lint.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap())
}

/// The formula in which the places of a rule's warnings are.
fn formula(rule: &Json) -> &str {
    rule.as_str().or(rule["formula"].as_str()).unwrap_or_default()
}

/// A warning as the table has it: with the text at its place.
fn figures(rule: &Json, warning: &Warning) -> Json {
    let mut row = json!({ "code": warning.code.text() });
    if !warning.path.is_empty() {
        row["path"] = json!(warning.path);
    }
    if warning.end > warning.start {
        let units: Vec<u16> = formula(rule).encode_utf16().collect();
        let place = units[warning.start..warning.end].to_vec();
        row["at"] = json!(String::from_utf16(&place).unwrap());
    }
    if !warning.amounts.is_empty() {
        row["amounts"] = json!(warning.amounts);
        row["charges"] = json!(warning.charges);
    }
    row
}

#[test]
fn every_rule_has_its_warnings() {
    let mut wrong = String::new();
    for row in rows() {
        let rule = &row["rule"];
        let warnings = tariff(rule, &row["options"]).unwrap().lint();
        let found: Vec<Json> = warnings.iter().map(|warning| figures(rule, warning)).collect();
        if json!(found) != row["warnings"] {
            let mut row = row.clone();
            row["warnings"] = json!(found);
            writeln!(wrong, "{row}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "other warnings than in the table:\n{wrong}");
}

/// All messages, in the order of the table.
#[test]
fn messages_are_as_shown() {
    let mut text = String::new();
    for row in rows() {
        let rule = &row["rule"];
        let warnings = tariff(rule, &row["options"]).unwrap().lint();
        if warnings.is_empty() {
            continue;
        }
        match rule {
            Json::String(formula) => writeln!(text, "{}", one_line(formula)).unwrap(),
            rule => writeln!(text, "{rule}").unwrap(),
        }
        for warning in warnings {
            let at = if warning.path.is_empty() { "" } else { " at " };
            let Warning { code, message, help, path, .. } = &warning;
            writeln!(text, "warning[{code}]{at}{path}: {message}").unwrap();
            writeln!(text, "  help: {}", help.as_deref().unwrap()).unwrap();
        }
        text.push('\n');
    }
    insta::assert_snapshot!("warnings", text);
}

/// A public example as a price rule, where it is one.
fn rule_of(inputs: &Json) -> Option<Json> {
    let model = inputs["model"].as_str()?;
    let price = |part: &Json| {
        let mut price = json!({});
        let fields = [("flat", "flat"), ("percentage", "pct"), ("perUnit", "unit")];
        for (name, given) in fields.into_iter().chain([("upTo", "up_to")]) {
            if part[given].is_string() {
                price[name] = part[given].clone();
            }
        }
        price
    };
    let mut rule = match model {
        "graduated" | "volume" => {
            let tiers: Vec<Json> = inputs["tiers"].as_array()?.iter().map(price).collect();
            json!({ model: tiers })
        }
        "percentage" | "percentage_per_txn" => json!({ "percentage": inputs["pct"] }),
        "unit" => json!({ "perUnit": inputs["unit_price"] }),
        "package" => json!({ "perUnit": inputs["price"], "unit": inputs["size"] }),
        "per_started_unit" => json!({ "perUnit": inputs["per_unit"], "unit": inputs["unit"] }),
        "basis_unit" => json!({ "percentage": "1", "chargeUnit": inputs["unit"] }),
        _ => return None,
    };
    if inputs["unit_size"].is_string() {
        let tiers = rule[model].as_array_mut()?;
        tiers.iter_mut().for_each(|tier| tier["unit"] = inputs["unit_size"].clone());
    }
    let fields = [("flat", "fixed"), ("flat", "base"), ("minimum", "min"), ("maximum", "max")];
    for (name, given) in fields.into_iter().chain([("free", "free")]) {
        if inputs[given].is_string() {
            rule[name] = inputs[given].clone();
        }
    }
    if inputs["flat_on_zero"] == json!(true) {
        rule["chargeOnZero"] = json!(true);
    }
    Some(rule)
}

/// The public examples about which there is something to say, and what: prices for the whole value
/// that jump or drop at a tier, and bounds that the price is never or always beyond.
const DOUBTFUL: &[(&[&str], &[&str])] = &[
    (&["CV004"], &["cliff", "cliff"]),
    (&["CV007"], &["cliff", "cliff", "cliff", "cliff"]),
    (&["CV050", "CV051", "CV052", "CV053", "CV057"], &["inversion", "inversion"]),
    (&["CV068"], &["bound-never-bites"]),
    (&["CV075"], &["bound-never-bites", "bound-always-bites"]),
    (&["CV109", "CV111", "CV113", "CV114"], &["inversion", "inversion"]),
    (&["CV138", "CV140"], &["inversion", "inversion"]),
];

#[test]
fn sane_rules_have_no_warnings() {
    let mut wrong = String::new();
    let mut rules = 0;
    for line in include_str!("../data/charge-vectors.jsonl").lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let Some(rule) = rule_of(&row["inputs"]) else { continue };
        rules += 1;
        let id = row["id"].as_str().unwrap();
        let found: Vec<_> = tariff(&rule, &Json::Null).unwrap().lint();
        let found: Vec<_> =
            found.iter().map(|w| (w.code.text(), &w.path, &w.amounts, &w.charges)).collect();
        let expected = DOUBTFUL.iter().find(|(ids, _)| ids.contains(&id));
        let expected = expected.map_or(&[][..], |(_, codes)| codes);
        if found.iter().map(|warning| warning.0).ne(expected.iter().copied()) {
            writeln!(wrong, "{id} {rule}\n    {found:?}").unwrap();
        }
    }
    assert!(rules > 50, "only {rules} of the examples are rules");
    assert!(wrong.is_empty(), "other warnings than expected:\n{wrong}");
}
