//! Taxes: the published tables to the cent, and the laws of any table.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/json.rs"]
mod json;

use num_bigint::BigInt;
use proptest::prelude::*;
use ready_reckoner::money::{Decimal, MinorUnits, amount};
use ready_reckoner::world::Config;
use ready_reckoner::world::tax::{AccountType, TaxComponent, TaxError, TaxType, Taxes};
use serde_json::{Value as Json, json};

fn taxes(json: &Json) -> Taxes {
    let config = Config::read(&json::value(&json!({ "taxes": json })));
    config.unwrap_or_else(|refusal| panic!("{json}: {refusal}")).taxes
}

fn account(name: &str) -> AccountType {
    AccountType::ALL.into_iter().find(|account| account.name() == name).unwrap()
}

fn cents(text: &str) -> i64 {
    let units = MinorUnits::from_amount(amount::parse(text).unwrap(), 2).unwrap();
    units.count().try_into().unwrap()
}

/// The amounts by component, in order, or why there are none.
fn levied(row: &Json) -> Result<Vec<(String, i64)>, TaxError> {
    let kind = TaxType::from_number(row["type"].as_i64().unwrap()).unwrap();
    let percent = row["tax"].as_str().map(|text| amount::parse(text).unwrap());
    let (base, at) = (cents(row["base"].as_str().unwrap()), row["at"].as_i64().unwrap_or_default());
    let account = account(row["account"].as_str().unwrap());
    let levied = taxes(&row["taxes"]).on(base, kind, percent, account, at)?;
    Ok(levied.iter().map(|levied| (levied.component.name().to_owned(), levied.amount)).collect())
}

#[test]
fn every_row_of_the_table_holds() {
    let table = include_str!("data/tax.jsonl");
    let (mut published, mut refused) = (0, 0);
    for line in table.lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let found = levied(&row);
        if let Some(error) = row["levied"].as_str() {
            assert_eq!(format!("{:?}", found.unwrap_err()), error, "{line}");
            refused += 1;
            continue;
        }
        let mut found = found.unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let total: i128 = found.iter().map(|(_, amount)| i128::from(*amount)).sum();
        let total = MinorUnits::new(total).unwrap().format(2);
        assert_eq!(total, row["total"].as_str().unwrap(), "{line}");
        if let Some(sum) = row["published"].as_str() {
            assert_eq!(total, sum, "{line}");
            published += 1;
        }
        // A JSON object has no order; that of the components is held below.
        found.sort();
        let expected = row["levied"].as_object().unwrap().iter();
        let mut expected: Vec<_> = expected
            .map(|(name, amount)| (name.clone(), cents(amount.as_str().unwrap())))
            .collect();
        expected.sort();
        assert_eq!(found, expected, "{line}");
    }
    assert_eq!((published, refused), (19, 6), "every published total is in the table");
}

#[test]
fn components_come_in_the_order_of_the_table() {
    let names = |taxes: &Taxes, kind| -> Vec<&str> {
        let levied = taxes.on(10_000, kind, None, AccountType::Gsm, 0).unwrap();
        levied.iter().map(|levied| levied.component.name()).collect()
    };
    let usual = taxes(&json!({}));
    assert_eq!(names(&usual, TaxType::All), ["cess", "levy", "nbt", "vat"]);
    assert_eq!(names(&usual, TaxType::Telecom), ["cess", "levy"]);
    assert_eq!(names(&usual, TaxType::Value), ["nbt", "vat"]);
    let own = taxes(&json!({ "table": { "components": [
        { "component": "vat", "rate": 15 }, { "component": "cess", "rate": 2, "grossUp": true },
    ] } }));
    assert_eq!(names(&own, TaxType::All), ["vat", "cess"]);
}

#[test]
fn types_and_components_have_their_names() {
    let numbers = TaxType::ALL.map(|kind| i64::from(kind.number()));
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    for (number, kind) in numbers.into_iter().zip(TaxType::ALL) {
        assert_eq!(TaxType::from_number(number), Some(kind));
    }
    for number in [i64::MIN, -1, 0, 6, i64::MAX] {
        assert_eq!(TaxType::from_number(number), None);
    }
    let names = ["cess", "levy", "nbt", "vat", "insurance", "other"];
    assert!(TaxComponent::ALL.iter().map(|component| component.name()).eq(names));
}

/// An exact fraction, computed by other means than the crate's.
#[derive(Clone)]
struct Exact(BigInt, BigInt);

impl Exact {
    fn percent(hundredths: i64) -> Self {
        Self(hundredths.into(), 10_000.into())
    }

    fn plus(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0, &self.1 * &other.1)
    }

    /// Divided by what is left of one.
    fn over_rest_of(&self, part: &Self) -> Self {
        Self(&self.0 * &part.1, &self.1 * (&part.1 - &part.0))
    }

    fn half_up(&self) -> i64 {
        let twice: BigInt = (&self.0 * 2 + &self.1) / (&self.1 * 2);
        twice.try_into().unwrap()
    }
}

/// Cess, levy, NBT and VAT as the specification writes them down.
fn naive(base: i64, rates: [i64; 4], joint: bool) -> [i64; 4] {
    let [c, t, n, v] = rates.map(Exact::percent);
    let p = Exact(base.into(), 1.into());
    let parts = if joint {
        let g = p.over_rest_of(&c.plus(&n));
        let levy = g.times(&t);
        let vat = g.plus(&levy).times(&v);
        [g.times(&c), levy, g.times(&n), vat]
    } else {
        let cess = p.times(&c).over_rest_of(&c);
        let levy = p.plus(&cess).times(&t);
        let nbt = p.plus(&cess).plus(&levy).times(&n).over_rest_of(&n);
        let vat = p.plus(&cess).plus(&levy).plus(&nbt).times(&v);
        [cess, levy, nbt, vat]
    };
    parts.map(|part| part.half_up())
}

fn table(rates: [i64; 4], joint: bool) -> Json {
    let names = [("cess", true), ("levy", false), ("nbt", true), ("vat", false)];
    let row = |((component, gross_up), rate): ((&str, bool), i64)| {
        let rate = Decimal::new(rate, 2).to_string();
        json!({ "component": component, "rate": rate, "grossUp": gross_up })
    };
    let components: Vec<_> = names.into_iter().zip(rates).map(row).collect();
    let mode = if joint { "joint" } else { "sequential" };
    json!({ "table": { "components": components }, "mode": mode })
}

fn amounts(taxes: &Taxes, base: i64, kind: TaxType) -> [i64; 4] {
    let mut amounts = [0; 4];
    for levied in taxes.on(base, kind, None, AccountType::Gsm, 0).unwrap() {
        assert!(levied.amount > 0, "what is nothing is left out");
        amounts[levied.component as usize] = levied.amount;
    }
    amounts
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2_000)
    })]

    #[test]
    fn any_table_is_that_of_the_formulas(
        base in prop_oneof![0..=100_000_i64, 0..=1_i64 << 55],
        grossed in (0..4_000_i64, 0..4_000_i64),
        others in (0..=10_000_i64, 0..=10_000_i64),
        joint: bool,
    ) {
        let [c, t, n, v] = [grossed.0, others.0, grossed.1, others.1];
        let taxes = taxes(&table([c, t, n, v], joint));
        prop_assert_eq!(amounts(&taxes, base, TaxType::All), naive(base, [c, t, n, v], joint));
        prop_assert_eq!(amounts(&taxes, base, TaxType::Telecom), naive(base, [c, t, 0, 0], joint));
        prop_assert_eq!(amounts(&taxes, base, TaxType::Value), naive(base, [0, 0, n, v], joint));
    }

    #[test]
    fn both_modes_agree_where_nothing_is_grossed_up(
        base in 0..=1_i64 << 50,
        levy in 0..=10_000_i64,
        vat in 0..=10_000_i64,
    ) {
        let [sequential, joint] = [false, true].map(|joint| {
            amounts(&taxes(&table([0, levy, 0, vat], joint)), base, TaxType::All)
        });
        prop_assert_eq!(sequential, joint);
    }

    #[test]
    fn a_larger_amount_never_bears_less(base in 0..=1_i64 << 50, more in 0..=1_000_i64) {
        let taxes = taxes(&json!({}));
        let less = amounts(&taxes, base, TaxType::All);
        for (less, more) in less.into_iter().zip(amounts(&taxes, base + more, TaxType::All)) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn the_callers_percentage_is_exact(base in 0..=1_i64 << 40, rate in 0..=1_000_000_000_i64) {
        let percent = Decimal::new(rate, 7);
        let taxes = taxes(&json!({}));
        let levied = taxes.on(base, TaxType::Percent, Some(percent), AccountType::Lte, 0).unwrap();
        let exact = Exact(BigInt::from(base) * rate, BigInt::from(1_000_000_000_i64));
        let found = levied.first().map_or(0, |levied| levied.amount);
        prop_assert_eq!((found, levied.len()), (exact.half_up(), usize::from(found > 0)));
    }
}
