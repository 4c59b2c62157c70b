//! The tiers, conditions and bounds that amounts reach, one amount after the other.

use std::collections::BTreeMap;

use super::laws::{LAST, decimal, far};
use ready_reckoner::money::Decimal;
use ready_reckoner::pricing::{Tariff, Warning};
use serde_json::Value as Json;

pub(super) fn agree(rule: &Json, tariff: &Tariff, warnings: &[Warning]) {
    for form in ["graduated", "volume"] {
        if let Some(tiers) = rule[form].as_array() {
            tiers_agree(rule, (form, tiers), tariff, warnings);
        }
    }
    if let Some(formula) = rule["formula"].as_str() {
        formula_agrees(rule, formula, tariff, warnings);
    }
}

pub(super) fn number(field: &Json) -> Decimal {
    field.as_str().map_or(Decimal::ZERO, |text| text.parse().unwrap())
}

/// What remains to be priced, without a line of the crate.
pub(super) fn remaining(rule: &Json, amount: Decimal) -> Decimal {
    let counted = match &rule["chargeUnit"] {
        Json::Null => amount,
        unit => (amount / number(unit)).ceil() * number(unit),
    };
    (counted - number(&rule["free"])).max(Decimal::ZERO)
}

fn tiers_agree(rule: &Json, (form, tiers): (&str, &[Json]), tariff: &Tariff, warnings: &[Warning]) {
    let mut lower = Decimal::ZERO;
    for (index, tier) in tiers.iter().enumerate() {
        let upper = tier["upTo"].as_str().map(|text| text.parse::<Decimal>().unwrap());
        let priced = rule["chargeOnZero"].as_bool().unwrap() && index == 0;
        let alive = (0..=LAST).any(|units| {
            let value = remaining(rule, decimal(units, tariff));
            let zero = priced && value.is_zero();
            zero || value > lower && upper.is_none_or(|upper| value <= upper)
        });
        let path = format!("/{form}/{index}");
        let dead = warnings.iter().any(|w| w.code.text() == "dead-tier" && w.path == path);
        assert_eq!(dead, !alive, "{rule}: tier {index}");
        lower = upper.unwrap_or(lower);
    }
}

/// The last conditions of prices and the bounds behind prices, by where they end.
fn ends(formula: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut guards, mut bounds) = (Vec::new(), Vec::new());
    let (mut end, mut open) = (0, None);
    for segment in formula.split('|') {
        end += segment.len();
        match segment.find(['<', '>']) {
            Some(0) => bounds.push(end),
            Some(_) => open = Some(end),
            None => guards.extend(open.take()),
        }
        end += 1;
    }
    (guards, bounds)
}

fn formula_agrees(rule: &Json, formula: &str, tariff: &Tariff, warnings: &[Warning]) {
    let mut held: BTreeMap<usize, bool> = BTreeMap::new();
    let mut bitten: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
    for units in (0..=LAST).chain(far()) {
        // What is refused for its minimum and maximum is not told of its formula either.
        let Ok(explanation) = tariff.explain(decimal(units, tariff)) else { return };
        for step in explanation.steps {
            let (Some(end), kind) = (step.end, step.kind) else { continue };
            if kind == "condition" {
                *held.entry(end).or_default() |= step.holds.unwrap();
            } else if kind == "bound" {
                let (some, every) = bitten.entry(end).or_insert((false, true));
                *some |= step.applied.unwrap();
                *every &= step.applied.unwrap();
            }
        }
    }
    let (guards, bounds) = ends(formula);
    let given = |code: &str, end: usize| {
        warnings.iter().any(|w| w.code.text() == code && w.end == end && w.path == "/formula")
    };
    for end in guards {
        let holds = held.get(&end).copied().unwrap_or(false);
        assert_eq!(given("guard-never-holds", end), !holds, "{rule}: condition to {end}");
    }
    for end in bounds {
        // A bound of a price that nothing reaches is not spoken of.
        let Some(&(some, every)) = bitten.get(&end) else { continue };
        assert_eq!(given("bound-never-bites", end), !some, "{rule}: bound to {end}");
        assert_eq!(given("bound-always-bites", end), every, "{rule}: bound to {end}");
    }
}
