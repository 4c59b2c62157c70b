//! Reading, writing and evaluating.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use super::oracle::{self, Fraction, Refused, World};
use super::tree::{Tree, decimal_text, numbers, short_numbers, terms, trees};
use ready_reckoner::formula::{self, EvaluationError, Formula, Step, Supplied};
use ready_reckoner::money::{Decimal, amount};

/// The same cases on every machine; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` make it others.
pub fn config(cases: u32) -> ProptestConfig {
    let given = |name: &str| std::env::var_os(name).is_some();
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let seed = if given("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(5) };
    let cases = if given("PROPTEST_CASES") { default.cases } else { cases };
    ProptestConfig { cases, rng_seed: seed, ..default }
}

/// A percentage and a constant, in text.
pub type Options = (String, String);

pub fn supplied((percentage, constant): &Options) -> Supplied {
    let decimal = |text: &str| Some(amount::parse(text).unwrap());
    Supplied { percentage: decimal(percentage).map(Into::into), constant: decimal(constant) }
}

pub fn world(amount: Fraction, (percentage, constant): &Options) -> World {
    let (percentage, constant) = (Fraction::of(percentage), Fraction::of(constant));
    World { amount, percentage, constant, limited: true }
}

/// What is charged: the numbers of the formula, their neighbours, and others.
fn amounts(tree: &Tree, others: Vec<String>) -> Vec<Decimal> {
    let mut amounts: Vec<Decimal> =
        others.iter().map(|text| amount::parse(text).unwrap()).collect();
    for number in tree.numbers().iter().take(6) {
        let number = amount::parse(number).unwrap();
        let step = Decimal::new(1, 2);
        amounts.push(number);
        amounts.extend(number.checked_add(step).map(|sum| sum.round_dp(2)));
        amounts.push(number.saturating_sub(step).max(Decimal::ZERO));
    }
    // Amounts come from outside with 28 digits at most.
    amounts.retain(|amount| amount::parse(&amount.to_string()).is_ok());
    amounts.iter().map(Decimal::normalize).collect()
}

fn placeless(steps: Vec<Step>) -> Vec<Step> {
    steps.into_iter().map(|step| Step { start: None, end: None, ..step }).collect()
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn formatting_gives_the_canonical_text(tree in trees(terms()), seed in any::<u64>()) {
        let (written, canonical) = (tree.loose(seed), tree.canonical());
        prop_assert_eq!(formula::format(&written), Ok(canonical.clone()), "{}", written);
        prop_assert_eq!(formula::format(&canonical), Ok(canonical));
    }

    #[test]
    fn formatted_text_has_the_same_tree(tree in trees(terms()), seed in any::<u64>()) {
        let options = ("2.5".to_owned(), "7".to_owned());
        let read = |text: &str| Formula::compile(text, supplied(&options));
        let Ok(written) = read(&tree.loose(seed)) else { return Ok(()) };
        let formatted = read(&written.to_string()).unwrap();
        for amount in amounts(&tree, Vec::new()) {
            let steps = |formula: &Formula| {
                formula.explain(amount).map(|(charge, steps)| (charge, placeless(steps)))
            };
            prop_assert_eq!(steps(&written), steps(&formatted));
        }
    }

    #[test]
    fn decimal_texts_are_canonical(mantissa in 0_u128..1_000_000, scale in 0_usize..8) {
        let text = decimal_text(mantissa, scale);
        prop_assert_eq!(amount::parse(&text).unwrap().to_string(), text);
    }
}

#[test]
fn charges_agree_with_big_fractions() {
    let (charged, too_long) = (Cell::new(0), Cell::new(0));
    let options = (numbers(), numbers());
    let cases = (trees(terms()), any::<u64>(), options, vec(numbers(), 4));
    let agree = |(tree, seed, options, others): (Tree, u64, Options, Vec<String>)| {
        let written = tree.loose(seed);
        let refusals = oracle::refusals(&tree, &world(Fraction::integer(0), &options));
        let formula = match Formula::compile(&written, supplied(&options)) {
            Ok(formula) => formula,
            Err(problems) => {
                let codes = problems.iter().map(|problem| problem.code.text()).collect();
                prop_assert_eq!(refusals, codes, "{}", written);
                return Ok(());
            }
        };
        prop_assert!(refusals.is_empty(), "{} should be refused: {:?}", written, refusals);
        for amount in amounts(&tree, others) {
            let world = world(Fraction::of(&amount.to_string()), &options);
            let found = formula.charge(amount);
            let counter = if found.is_ok() { &charged } else { &too_long };
            counter.set(counter.get() + 1);
            let explained = formula.explain(amount).map(|(charge, _)| charge);
            prop_assert_eq!(&found, &explained, "{} at {}", written, amount);
            let found = found.map(|charge| charge.to_string()).map_err(|error| match error {
                EvaluationError::TooManyDigits(_) => Refused::TooLong,
                EvaluationError::Uncovered(_) => Refused::Uncovered,
            });
            let expected = oracle::charge(&tree, &world).map(|charge| charge.decimal());
            prop_assert_eq!(found, expected, "{} at {}", written, amount);
        }
        Ok(())
    };
    TestRunner::new(config(600)).run(&cases, agree).unwrap();
    assert!(charged.get() > 2000 && too_long.get() > 100, "{charged:?} {too_long:?}");
}

#[test]
fn the_oracle_knows_the_first_examples() {
    let tree = |text: &str| {
        let amount = super::tree::Term::Amount;
        let percentage = super::tree::Term::Percentage(text.to_owned());
        let price = super::tree::product(vec![percentage, amount]);
        Tree(vec![super::tree::Choice { conditions: vec![], price, bounds: vec![] }])
    };
    let options = ("0".to_owned(), "0".to_owned());
    for (text, amount, expected) in
        [("4", "250", "10"), ("5.6", "250", "14"), ("2.5", "1", "0.025")]
    {
        let world = world(Fraction::of(amount), &options);
        assert_eq!(oracle::charge(&tree(text), &world).unwrap().decimal(), expected);
    }
}

/// Options in the size of real ones.
pub fn short_options() -> impl Strategy<Value = Options> {
    (short_numbers(), short_numbers())
}
