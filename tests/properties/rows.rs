//! Rows of a column: each has the answer of `Tariff::charge` to the amount's text, the digits or
//! the code, whatever came before it.

use super::extreme_rules::tariff;
use super::places::{RULES, edges};
use crate::json::value;
use crate::random::Random;
use ready_reckoner::diagnostic::{Code, Problem};
use ready_reckoner::money::{Decimal, amount};
use ready_reckoner::pricing::columns::{RowAmount, RowTariff};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// The amount as a person writes it, with all of its decimals.
fn text(RowAmount { mantissa, scale }: RowAmount) -> String {
    let scale = scale as usize;
    let digits = format!("{:0>1$}", mantissa.unsigned_abs(), scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let point = if scale == 0 { "" } else { "." };
    format!("{}{whole}{point}{decimals}", if mantissa < 0 { "-" } else { "" })
}

fn read(amount: RowAmount) -> Result<Decimal, Code> {
    amount::parse(&text(amount)).map_err(|error| Problem::from(error).code)
}

fn answer(tariff: &Tariff, amount: RowAmount) -> Result<i128, Code> {
    let charge = tariff.charge(read(amount)?).map_err(|refusal| refusal.code)?;
    Ok(charge.count())
}

/// Amounts of one scale: where something turns, and of every length.
fn amounts(tariff: &Tariff, scale: u32, random: &mut Random) -> Vec<i128> {
    let mut amounts = vec![0, 1, -1, i128::MAX, i128::MIN, 10_i128.pow(28), 10_i128.pow(38) - 1];
    if scale <= 15 {
        let turns = edges(tariff, scale).into_iter().map(i128::from);
        amounts.extend(turns.flat_map(|at| [at - 1, at, at + 1]));
    }
    for _ in 0..40 {
        let wide = (i128::from(random.next()) << 64) | i128::from(random.next());
        amounts.push((wide & i128::MAX) >> random.below(127));
        // With few decimals, as most amounts of wide columns have.
        amounts.push(i128::from(random.next() >> 40) * 10_i128.pow(scale.min(20)));
        amounts.push(-(i128::from(random.next()) >> random.below(64)));
    }
    let repeated: Vec<_> = (0..60).map(|_| amounts[random.below(amounts.len())]).collect();
    amounts.extend(repeated);
    amounts
}

/// Charges a column, and counts the rows that were charged and those that were refused.
fn hold(case: &str, tariff: &Tariff, scale: u32, random: &mut Random) -> [usize; 2] {
    let mut rows = RowTariff::new(tariff.clone());
    let mut counts = [0, 0];
    for mantissa in amounts(tariff, scale, random) {
        let amount = RowAmount { mantissa, scale };
        let expected = answer(tariff, amount);
        let charge = rows.charge(amount).map(|charge| charge.count());
        assert_eq!(charge, expected, "{case} at {}", text(amount));
        counts[usize::from(charge.is_err())] += 1;
    }
    counts
}

#[test]
fn rows_of_extreme_rules_have_the_answers_of_one_charge() {
    let mut counts = [0, 0];
    for seed in 1..=150 {
        let mut random = Random(seed);
        let (case, tariff) = tariff(&mut random);
        for scale in [0, 2, 5, 10, 18, 28, 38] {
            let [charged, refused] = hold(&case, &tariff, scale, &mut random);
            counts = [counts[0] + charged, counts[1] + refused];
        }
    }
    assert!(counts.iter().all(|count| *count > 10_000), "{counts:?}");
}

#[test]
fn rows_of_everyday_rules_have_the_answers_of_one_charge() {
    let mut random = Random(11);
    for rule in RULES {
        let tree = value(&serde_json::from_str(rule).unwrap());
        let tariff = Tariff::compile_rule(&tree, &TariffOptions::default()).unwrap();
        for scale in 0..=38 {
            hold(rule, &tariff, scale, &mut random);
        }
    }
}

/// Rules whose refused amounts lie in stretches, and between those in single ones.
const REFUSING: &[&str] = &[
    r#"{ "graduated": [{ "from": "0.5", "upTo": 1, "flat": 1 }, { "upTo": 3, "flat": 2 }] }"#,
    r#"{ "volume": [{ "from": 1, "below": 2, "percentage": 2 }], "free": "0.25" }"#,
    r#"{ "percentage": 2, "minimum": "0.05", "maximumPercentage": 3 }"#,
    r#"{ "percentage": 9, "minimumPercentage": 3, "maximum": "0.06", "chargeUnit": "0.3" }"#,
    r#"{ "percentage": 2, "minimumPercentage": "1.99", "maximumPercentage": 2, "increment": 1 }"#,
    r#"{ "volume": [{ "upTo": 4, "percentage": 2 }], "maximum": "0.05", "minimumPercentage": 2 }"#,
];

#[test]
fn refused_rows_have_their_own_codes_in_any_order() {
    let mut codes = Vec::new();
    for rule in REFUSING {
        let tree = value(&serde_json::from_str(rule).unwrap());
        let tariff = Tariff::compile_rule(&tree, &TariffOptions::default()).unwrap();
        for scale in [2, 3] {
            let mut random = Random(u64::from(scale));
            let mut rows = RowTariff::new(tariff.clone());
            for _ in 0..4_000 {
                let mantissa = random.below(5 * 10_usize.pow(scale)) as i128;
                let amount = RowAmount { mantissa, scale };
                let expected = answer(&tariff, amount);
                let charge = rows.charge(amount).map(|charge| charge.count());
                assert_eq!(charge, expected, "{rule} at {}", text(amount));
                codes.extend(charge.err().filter(|code| !codes.contains(code)));
            }
        }
    }
    assert_eq!(codes.len(), 4, "{codes:?}");
}

#[test]
fn an_earlier_amount_counts_as_the_option_says() {
    let mut random = Random(3);
    for rule in RULES.iter().chain(REFUSING) {
        let tree = value(&serde_json::from_str(rule).unwrap());
        let plain = Tariff::compile_rule(&tree, &TariffOptions::default()).unwrap();
        let mut rows = RowTariff::new(plain);
        for _ in 0..300 {
            let prior = RowAmount { mantissa: random.below(700) as i128 - 20, scale: 2 };
            for _ in 0..1 + random.below(3) {
                let amount = RowAmount { mantissa: random.below(70_000) as i128 - 100, scale: 4 };
                let options = TariffOptions { prior: read(prior).ok(), ..TariffOptions::default() };
                let tariff = Tariff::compile_rule(&tree, &options).map_err(|refusal| refusal.code);
                let expected = tariff.and_then(|tariff| answer(&tariff, amount));
                let charge = rows.charge_after(prior, amount).map(|charge| charge.count());
                assert_eq!(charge, expected, "{rule} at {} after {}", text(amount), text(prior));
            }
        }
    }
}

/// Looks whether every charge up to a last amount keeps within what is told of it; answers whether
/// anything is told, and whether a charge has nine tenths of it.
fn keeps_within(case: &str, tariff: &Tariff, last: RowAmount, random: &mut Random) -> [bool; 2] {
    let Some(most) = RowTariff::new(tariff.clone()).most_charged(last) else {
        return [false, false];
    };
    let RowAmount { mantissa: end, scale } = last;
    let mut amounts: Vec<i128> = amounts(tariff, scale, random);
    amounts.extend([end, end - 1, end / 2]);
    amounts.extend((0..20).map(|_| i128::from(random.next()) % (end + 1)));
    let inside = amounts.into_iter().filter(|amount| (0..=end).contains(amount));
    let charges = inside.filter_map(|mantissa| answer(tariff, RowAmount { mantissa, scale }).ok());
    let greatest = charges.map(i128::abs).max().unwrap_or_default();
    assert!(greatest <= most, "{case}: {greatest} is more than {most}, up to {}", text(last));
    [true, greatest >= most / 10 * 9]
}

#[test]
fn no_charge_exceeds_what_is_told_of_a_column() {
    let mut random = Random(17);
    let [mut told, mut close] = [0, 0];
    let mut hold = |case: &str, tariff: &Tariff| {
        for (digits, scale) in [(1, 0), (2, 1), (4, 2), (5, 0), (10, 2), (18, 2), (28, 6)] {
            let last = RowAmount { mantissa: 10_i128.pow(digits) - 1, scale };
            let [is_told, is_close] = keeps_within(case, tariff, last, &mut random);
            told += usize::from(is_told);
            close += usize::from(is_close);
        }
    };
    for rule in RULES.iter().chain(REFUSING) {
        let tree = value(&serde_json::from_str(rule).unwrap());
        hold(rule, &Tariff::compile_rule(&tree, &TariffOptions::default()).unwrap());
    }
    for seed in 1..=600 {
        let (case, tariff) = tariff(&mut Random(seed));
        hold(&case, &tariff);
    }
    assert!(told > 1_500 && close > told / 2, "{close} of {told} are close");
}
