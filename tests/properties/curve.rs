//! The curve is the formula, and the fast path gives the calculator's digits.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::language::{Options, config, short_options, supplied, world};
use super::oracle::{self, Fraction, Refused, World};
use super::tree::{Term, Tree, linear_terms, numbers, product, short_numbers, sum, trees};
use ready_reckoner::curve::Curve;
use ready_reckoner::formula::Formula;
use ready_reckoner::money::{Currency, Decimal, Ratio, RoundingMode, amount};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// `Number.MAX_SAFE_INTEGER`.
const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

/// Where pieces begin and end, and the middle of each.
fn places(curve: &Curve) -> Vec<Ratio> {
    let half = Ratio::new(1, 2).unwrap();
    let mut places = Vec::new();
    for piece in curve.pieces() {
        let from = piece.interval.start.at;
        let to = piece.interval.end.map_or(Ratio::from_integer(1 << 40), |end| end.at);
        places.extend([from, to]);
        places.extend(from.checked_add(to).and_then(|sum| sum.checked_mul(half)));
    }
    places
}

/// Pieces stand in order, begin where the one before ends, and differ from it.
fn in_order(curve: &Curve) -> bool {
    curve.pieces().windows(2).all(|pair| {
        let joined = pair[0].interval.end == Some(pair[1].interval.start);
        joined && pair[0].line != pair[1].line
    })
}

#[test]
fn curves_are_their_formulas() {
    let curves = Cell::new(0);
    let cases = (trees(linear_terms(numbers().boxed())), short_options(), vec(numbers(), 4));
    let agree = |(tree, options, others): (Tree, Options, Vec<String>)| {
        let text = tree.canonical();
        let Ok(formula) = Formula::compile(&text, supplied(&options)) else { return Ok(()) };
        let Some(curve) = formula.curve() else { return Ok(()) };
        curves.set(curves.get() + 1);
        prop_assert!(in_order(&curve), "{}: {:?}", text, curve);
        let mut amounts = places(&curve);
        for number in others.iter().chain(&tree.numbers()) {
            let amount = amount::parse(number).unwrap();
            amounts.push(Ratio::from(amount));
            if let Ok(charge) = formula.charge(amount) {
                let piece = curve.piece_at(Ratio::from(amount)).unwrap();
                let value = piece.line.at(Ratio::from(amount));
                prop_assert_eq!(value, Ok(Ratio::from(charge)), "{} at {}", text, amount);
            }
        }
        for amount in amounts {
            let place = Fraction::of(&amount.to_string());
            let world = World { limited: false, ..world(place, &options) };
            let line = curve.piece_at(amount).unwrap().line;
            let Ok(value) = line.at(amount) else { continue };
            let value = Fraction::of(&value.to_string());
            let expected = oracle::charge(&tree, &world);
            prop_assert_eq!(Ok::<_, Refused>(value), expected, "{} at {}", text, amount);
        }
        Ok(())
    };
    TestRunner::new(config(500)).run(&cases, agree).unwrap();
    assert!(curves.get() > 250, "only {curves:?} formulas had a curve");
}

/// How a charge is rounded: the currency's place in the list, the mode, and the increment in
/// minor units.
type Grid = (Currency, RoundingMode, Option<i64>);

/// Currencies with no, two, three and four digits.
fn grids() -> impl Strategy<Value = Grid> {
    let codes = select(&["JPY", "LKR", "KWD", "CLF"][..]);
    let currencies = codes.prop_map(|code| Currency::from_code(code).unwrap());
    let increments = select(&[None, None, Some(1), Some(5), Some(25), Some(100), Some(1000)][..]);
    (currencies, select(&RoundingMode::ALL[..]), increments)
}

fn tariff(text: &str, options: &Options, (currency, mode, increment): Grid) -> Option<Tariff> {
    let supplied = supplied(options);
    let options = TariffOptions {
        currency: Some(currency),
        rounding: Some(mode),
        increment: increment.map(|units| Decimal::new(units, currency.minor_units())),
        percentage: supplied.percentage,
        constant: supplied.constant,
        ..TariffOptions::default()
    };
    Tariff::compile(text, &options).ok()
}

/// Amounts in minor units: the ends of the range and of every piece with their neighbours, and
/// others of every length.
fn minor_units(curve: Option<&Curve>, digits: u32, others: &[(i64, u32)]) -> Vec<i64> {
    let mut centres = vec![0, SAFE_INTEGER_MAX, 1 << 31, 1 << 32, i64::MAX - 2];
    for place in curve.map(places).into_iter().flatten() {
        let grid = Fraction::integer(10_i64.pow(digits));
        let units = Fraction::of(&place.to_string()).times(&grid).floor();
        centres.extend(units.to_string().parse::<i64>().ok().filter(|at| *at < i64::MAX - 2));
    }
    centres.extend(others.iter().map(|(units, shift)| units >> shift));
    centres.iter().flat_map(|centre| centre - 2..=centre + 2).collect()
}

/// The fast path's answer is the calculator's, or nothing. Returns whether it answered.
fn same_digits(tariff: &Tariff, digits: u32, units: i64) -> Result<bool, TestCaseError> {
    let fast = tariff.charge_minor(units);
    let outside = !(0..=SAFE_INTEGER_MAX).contains(&units);
    prop_assert!(!(outside && fast.is_some()), "answered for {}", units);
    let Some(fast) = fast else { return Ok(false) };
    let charge = tariff.charge(Decimal::new(units, digits)).map(|charge| charge.count());
    prop_assert_eq!(charge.as_ref(), Ok(&fast.into()), "{} at {}", tariff.source(), units);
    Ok(true)
}

#[test]
fn the_fast_path_gives_the_same_digits() {
    let (fast, asked) = (Cell::new(0), Cell::new(0));
    let numbers = prop_oneof![9 => short_numbers(), 1 => numbers()].boxed();
    let trees = trees(linear_terms(numbers));
    let cases = (trees, short_options(), grids(), vec((0..=i64::MAX >> 10, 0_u32..50), 6));
    type Case = (Tree, Options, Grid, Vec<(i64, u32)>);
    let agree = |(tree, options, grid, others): Case| {
        let text = tree.canonical();
        let Some(tariff) = tariff(&text, &options, grid) else { return Ok(()) };
        let curve = Formula::compile(&text, supplied(&options)).unwrap().curve();
        let digits = grid.0.minor_units();
        for units in minor_units(curve.as_ref(), digits, &others) {
            asked.set(asked.get() + 1);
            fast.set(fast.get() + u32::from(same_digits(&tariff, digits, units)?));
        }
        Ok(())
    };
    TestRunner::new(config(500)).run(&cases, agree).unwrap();
    assert!(fast.get() > asked.get() / 3, "the fast path answered {fast:?} of {asked:?}");
}

/// `12C`, `2.5P*A` and their sums.
fn everyday_terms() -> BoxedStrategy<Term> {
    let percent = |p| product(vec![Term::Percentage(p), Term::Amount]);
    let percent = short_numbers().prop_map(percent).boxed();
    let constant = short_numbers().prop_map(Term::Constant).boxed();
    let both = (percent.clone(), constant.clone()).prop_map(|(p, c)| sum(p, vec![(true, c)]));
    prop_oneof![constant, percent, both].boxed()
}

#[test]
fn everyday_tariffs_are_fast_for_everyday_amounts() {
    let cases = (trees(everyday_terms()), short_options(), grids(), vec(0..=10_i64.pow(11), 8));
    let fast = |(tree, options, grid, amounts): (Tree, Options, Grid, Vec<i64>)| {
        let text = tree.canonical();
        let Some(tariff) = tariff(&text, &options, grid) else { return Ok(()) };
        for units in amounts {
            let fast = same_digits(&tariff, grid.0.minor_units(), units)?;
            prop_assert!(fast, "{} at {} is slow", text, units);
        }
        Ok(())
    };
    TestRunner::new(config(300)).run(&cases, fast).unwrap();
}

/// A value on the way may need too many digits for a small amount, though none does for a large
/// one: terms cancel, and round amounts have fewer decimal places.
#[test]
fn the_fast_path_answers_nothing_that_the_calculator_refuses() {
    let tiny = "0.000000000000000000000000001C";
    let huge = "1000000000000000000000000000C";
    let formulas = [
        "9999999999999999999999999999C-A+1C-9999999999999999999999999999C".to_owned(),
        // The fast path ends at a round amount here.
        format!("{tiny}*A*{huge}*1057C"),
        format!("{tiny}*A*{huge}"),
        "A-9999999999999999999999999.9C+9999999999999999999999999.9C".to_owned(),
    ];
    let grid = (Currency::default(), RoundingMode::HalfUp, None);
    for text in formulas {
        let tariff = tariff(&text, &("0".to_owned(), "0".to_owned()), grid).unwrap();
        for units in minor_units(None, 2, &[(100, 0), (1_000_010, 0), (12_345_678, 0)]) {
            same_digits(&tariff, 2, units).unwrap();
        }
    }
}
