//! A number that divides or multiplies may be a fraction, and is exactly that one.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "support/json.rs"]
mod json;

use json::value;
use num_bigint::BigInt;
use proptest::prelude::*;
use ready_reckoner::money::{Decimal, Quantity, Ratio, amount};
use ready_reckoner::pricing::{Tariff, TariffOptions};
use serde_json::json;

/// Numerator and denominator of each part of a price.
fn parts() -> impl Strategy<Value = [(i64, i64); 3]> {
    let part = || (0_i64..10_000, 1_i64..1_000);
    [part(), part(), part()]
}

/// Hundredths of `above / below`, half away from zero.
fn rounded(above: &BigInt, below: &BigInt) -> BigInt {
    (above * 200 + below) / (below * 2)
}

fn text((above, below): (i64, i64)) -> String {
    format!("{above}/{below}")
}

proptest! {
    #[test]
    fn prices_of_fractions_are_exact(
        [flat, percent, unit] in parts(), cents in 0_i64..100_000_000,
    ) {
        let rule = json!({
            "flat": text(flat), "percentage": text(percent), "perUnit": text(unit),
            "chargeOnZero": true,
        });
        let tariff = Tariff::compile_rule(&value(&rule), &TariffOptions::default()).unwrap();
        let below = [flat, percent, unit].iter().fold(BigInt::from(10_000), |b, part| b * part.1);
        let over = |part: (i64, i64), divisor: i64| &below / part.1 / divisor * part.0;
        let cents_big = BigInt::from(cents);
        let variable = over(percent, 10_000) * &cents_big + over(unit, 100) * &cents_big;
        let fixed = if cents == 0 { BigInt::ZERO } else { variable };
        let above = over(flat, 1) + fixed;
        let charged = tariff.charge(Decimal::new(cents, 2)).unwrap().count();
        prop_assert_eq!(BigInt::from(charged), rounded(&above, &below));
        if let Some(quick) = tariff.charge_minor(cents) {
            prop_assert_eq!(i128::from(quick), charged);
        }
        let amount = Ratio::from(Decimal::new(cents, 2));
        let on_curve = tariff.curve().unwrap().piece_at(amount).unwrap().line.at(amount).unwrap();
        prop_assert_eq!(
            BigInt::from(on_curve.numerator()) * &below,
            above * BigInt::from(on_curve.denominator())
        );
        let again: serde_json::Value = serde_json::from_str(tariff.source()).unwrap();
        let again = Tariff::compile_rule(&value(&again), &TariffOptions::default()).unwrap();
        prop_assert_eq!(again.source(), tariff.source());
        prop_assert_eq!(again.charge(Decimal::new(cents, 2)).unwrap().count(), charged);
    }

    #[test]
    fn a_formula_with_a_fraction_is_the_price_with_it(
        [_, percent, _] in parts(), constant in 0_i64..1000, cents in 1_i64..100_000_000,
    ) {
        let amount = Decimal::new(cents, 2);
        let percentage = amount::parse_ratio(&text(percent)).unwrap();
        let options = TariffOptions {
            percentage: Some(Quantity::from(percentage)),
            constant: Some(Decimal::from(constant)),
            ..TariffOptions::default()
        };
        let formula = Tariff::compile("P*A+C", &options).unwrap();
        let rule = json!({ "flat": constant, "percentage": text(percent) });
        let rule = Tariff::compile_rule(&value(&rule), &TariffOptions::default()).unwrap();
        let (one, two) = (formula.explain(amount).unwrap(), rule.explain(amount).unwrap());
        prop_assert_eq!(one.exact, two.exact);
        prop_assert_eq!(one.charge, two.charge);
        if let Some(quick) = formula.charge_minor(cents) {
            prop_assert_eq!(Ok(i128::from(quick)), formula.charge(amount).map(|c| c.count()));
        }
    }
}
