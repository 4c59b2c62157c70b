//! The rows that hold natively hold here: 128-bit and 256-bit arithmetic are compiled anew.

use ready_reckoner::diagnostic::{Diagnostic, Problem};
use ready_reckoner::formula::{self, Formula, Supplied};
use ready_reckoner::money::{
    AllocationMode, Currency, Decimal, MinorUnits, Ratio, Rounding, RoundingMode, allocate, amount,
};
use ready_reckoner::pricing::{Tariff, TariffOptions};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::table::rows;

fn decimal(text: &str) -> Decimal {
    amount::parse(text).unwrap()
}

fn ratio(text: &str) -> Ratio {
    match text.split_once('/') {
        Some((n, d)) => Ratio::new(n.parse().unwrap(), d.parse().unwrap()).unwrap(),
        None => Ratio::from(decimal(text)),
    }
}

#[wasm_bindgen_test]
fn formulas() {
    let rounding = Rounding::new(Currency::default(), RoundingMode::HalfUp, None).unwrap();
    for [source, amount, exact, charge] in rows(include_str!("../data/formula.tsv"), 30) {
        let formula = Formula::compile(source, Supplied::default()).unwrap();
        let value = formula.charge(decimal(amount)).unwrap();
        assert_eq!(value.to_string(), exact, "{source} at {amount}");
        assert_eq!(rounding.round(&value.into()).unwrap().format(2), charge, "{source}");
        let tariff = Tariff::compile(source, &TariffOptions::default()).unwrap();
        assert_eq!(tariff.charge(decimal(amount)).unwrap().format(2), charge, "{source}");
        assert_eq!(tariff.explain(decimal(amount)).unwrap().exact, exact, "{source}");
        let units = MinorUnits::from_amount(decimal(amount), 2).map(MinorUnits::count);
        let fast = units.ok().and_then(|units| tariff.charge_minor(units.try_into().unwrap()));
        if let Some(fast) = fast {
            assert_eq!(MinorUnits::new(fast.into()).unwrap().format(2), charge, "{source}");
        }
    }
}

#[wasm_bindgen_test]
fn mistakes() {
    for [source, expected, corrections] in rows(include_str!("../data/mistakes.tsv"), 40) {
        let found = formula::check(&source.replace('␣', " "), Supplied::default());
        let place = |problem: &Diagnostic| {
            format!("{}@{}-{}", problem.code.text(), problem.start, problem.end)
        };
        assert_eq!(found.iter().map(place).collect::<Vec<_>>().join(" "), expected, "{source}");
        let mut offered: Vec<_> =
            found.iter().flat_map(|problem| problem.corrections.clone()).collect();
        // Mistakes that are cured together are cured by the same text.
        offered.dedup();
        let offered = if offered.is_empty() { "-".to_owned() } else { offered.join(" or ") };
        assert_eq!(offered, corrections, "{source}");
    }
}

#[wasm_bindgen_test]
fn rounding() {
    for [value, code, mode, increment, expected] in rows(include_str!("../data/rounding.tsv"), 800)
    {
        let currency = Currency::from_code(code).unwrap();
        let increment = (increment != "-").then(|| decimal(increment));
        let mode = RoundingMode::from_name(mode).unwrap();
        let rounded = Rounding::new(currency, mode, increment).unwrap().round(&ratio(value));
        let text = rounded.unwrap().format(currency.minor_units());
        assert_eq!(text, expected, "{value} {code} {mode:?} {increment:?}");
    }
}

#[wasm_bindgen_test]
fn allocation() {
    for [total, ratios, mode, parts, _] in rows(include_str!("../data/allocation.tsv"), 250) {
        let mode = match mode.split_once(':') {
            Some(("rest", index)) => AllocationMode::Rest(Some(index.parse().unwrap())),
            _ => AllocationMode::from_name(mode).unwrap(),
        };
        let ratios: Vec<Ratio> = ratios.split(' ').map(ratio).collect();
        let split = allocate(MinorUnits::new(total.parse().unwrap()).unwrap(), &ratios, mode);
        let split = split.unwrap().parts;
        let split: Vec<String> = split.iter().map(|part| part.count().to_string()).collect();
        assert_eq!(split.join(" "), parts, "{total} by {ratios:?}, {mode:?}");
    }
}

/// Rows with escapes are left to the native test: they are about characters, not arithmetic.
#[wasm_bindgen_test]
fn amounts() {
    for [reader, text, expected, _] in rows(include_str!("../data/amounts.tsv"), 100) {
        let read = match reader {
            _ if text.contains(['\\', '*']) => continue,
            "ratio" => amount::parse_ratio(text).map(|value| value.to_string()),
            "string" => amount::parse(text).map(|value| value.to_string()),
            "non-negative" => amount::parse_non_negative(text).map(|value| value.to_string()),
            _ => amount::parse_number(text).map(|value| value.to_string()),
        };
        let found = match read {
            Ok(value) => value,
            Err(error) => Problem::from(error).code.text().to_owned(),
        };
        assert_eq!(found, expected, "{reader} {text}");
    }
}
