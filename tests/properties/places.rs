//! Amounts with more decimals than the currency, or fewer: the fast path counts them in their own
//! last decimal, and gives the calculator's digits or nothing.

use super::extreme_rules::tariff;
use crate::json::value;
use crate::random::Random;
use ready_reckoner::curve::Curve;
use ready_reckoner::money::{Currency, Decimal, Ratio, RoundingMode};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// `Number.MAX_SAFE_INTEGER`.
const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

/// Whether the fast path answers, which must be what the calculator says.
fn answers(case: &str, tariff: &Tariff, amount: i64, places: u32) -> bool {
    let Some(quick) = tariff.charge_quick(amount, places) else { return false };
    let charge = tariff.charge(Decimal::new(amount, places)).map(|charge| charge.count());
    assert_eq!(charge, Ok(quick.into()), "{case} at {amount} with {places} places");
    true
}

/// Where the pieces of the exact charge begin, on a grid.
pub fn edges(tariff: &Tariff, places: u32) -> Vec<i64> {
    let grid = Ratio::from_integer(10_i64.pow(places));
    let mut edges = vec![0, SAFE_INTEGER_MAX];
    for piece in tariff.curve().map(Curve::pieces).unwrap_or_default() {
        let at = piece.interval.start.at.checked_mul(grid).map(|at| at.floor());
        edges.extend(at.ok().and_then(|at| i64::try_from(at).ok()));
    }
    edges
}

#[test]
fn extreme_rules_give_the_same_digits_at_all_places() {
    let mut quick = 0;
    let seeds = std::env::var("PLACES_SEEDS").map_or(400, |seeds| seeds.parse().unwrap());
    for seed in 1..=seeds {
        let mut random = Random(seed);
        let (case, tariff) = tariff(&mut random);
        let own = tariff.rounding().currency().minor_units();
        for places in [0, 1, 2, 3, 4, 7, 12, 15].into_iter().filter(|places| *places != own) {
            let mut amounts = edges(&tariff, places);
            amounts.extend((0..4).map(|_| (random.next() >> (1 + random.below(60))) as i64));
            for amount in amounts {
                for near in [amount.saturating_sub(1), amount, amount.saturating_add(1)] {
                    quick += usize::from(near >= 0 && answers(&case, &tariff, near, places));
                }
            }
        }
        assert_eq!(tariff.charge_quick(1, 16), None);
    }
    assert!(quick > 5_000, "only {quick} charges took the fast path");
}

/// Rules with every kind of step and bound, of which all turns lie below ten.
pub const RULES: &[&str] = &[
    r#"{ "percentage": "4", "flat": "0.2" }"#,
    r#"{ "percentage": "1/3", "minimum": "0.05", "maximum": "0.11" }"#,
    r#"{ "percentage": "-2.5", "minimum": "-0.05" }"#,
    r#"{ "percentage": "7", "minimumPercentage": "6.5", "maximum": "0.43" }"#,
    r#"{ "flat": "0.013", "maximumPercentage": "3", "chargeOnZero": true }"#,
    r#"{ "percentage": "2", "minimumPercentage": "1.9", "maximumPercentage": "2.1" }"#,
    r#"{ "perUnit": "0.25", "unit": "0.3" }"#,
    r#"{ "perUnit": "0.07", "unit": "0.003", "percentage": "-1", "maximum": "9" }"#,
    r#"{ "perUnit": "0.1", "unit": "0.7", "free": "0.0005", "minimumPercentage": "15" }"#,
    r#"{ "percentage": "3", "chargeUnit": "0.25", "maximumPercentage": "2.9" }"#,
    r#"{ "perUnit": "0.5", "unit": "2", "chargeUnit": "0.3", "minimum": "0.7" }"#,
    r#"{ "graduated": [{ "upTo": "1.005", "percentage": 2, "flat": "0.1" },
        { "upTo": 5, "perUnit": "0.2", "unit": "0.5" }, { "percentage": "1/7" }] }"#,
    r#"{ "volume": [{ "below": 2, "percentage": 5 }, { "below": "2.5", "flat": 1 },
        { "percentage": "0.125", "minimum": "0.3" }] }"#,
    r#"{ "formula": "A<1C|0.05C|2.5P*A|>0.06C|<0.12C" }"#,
];

#[test]
fn everyday_rules_give_the_same_digits_at_every_amount() {
    let mut random = Random(7);
    let (mut quick, mut asked) = (0, 0);
    for rule in RULES {
        for mode in RoundingMode::ALL {
            let code = random.pick(&["JPY", "LKR", "LKR", "KWD"]);
            let currency = Currency::from_code(code).unwrap();
            let options = TariffOptions {
                currency: Some(currency),
                rounding: Some(mode),
                ..TariffOptions::default()
            };
            let tree = value(&serde_json::from_str(rule).unwrap());
            // Not every bound has a step between it and the other in yen.
            let Ok(tariff) = Tariff::compile_rule(&tree, &options) else { continue };
            for places in 0..=5 {
                let case = &format!("{rule} {code} {mode:?}");
                let all = 10 * 10_i64.pow(places);
                let stride = (all / 2_500).max(1);
                let mut amounts: Vec<i64> = (0..=all / stride).map(|at| at * stride).collect();
                amounts.extend(edges(&tariff, places).iter().flat_map(|at| at - 3..=at + 3));
                amounts.extend((0..50).map(|_| random.below(all as usize) as i64));
                for amount in amounts {
                    asked += 1;
                    quick += usize::from(amount >= 0 && answers(case, &tariff, amount, places));
                }
            }
        }
    }
    assert!(quick > asked * 8 / 10, "the fast path answered {quick} of {asked}");
}
