//! Rules and amounts at the limits of every kind of number: nothing panics, and every entry gives
//! the same answer, or refuses by the same code.

use std::collections::BTreeMap;

use super::extreme_rules::{Fields, formula, number, set, size, tariff};
use crate::bounds::billed;
use crate::random::Random;
use ready_reckoner::curve::{Curve, Cut, Figure, Interval, Lanes, Pair, PlainPair, Solution, Span};
use ready_reckoner::diagnostic::Code;
use ready_reckoner::document::Value;
use ready_reckoner::money::{Decimal, Ratio, amount};
use ready_reckoner::pricing::{self, Tariff, TariffOptions};

/// `Number.MAX_SAFE_INTEGER`.
const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

/// Amounts in minor units: edges, the places of a curve, and others.
fn minor_units(random: &mut Random, tariff: &Tariff) -> Vec<i64> {
    let mut all = vec![0, 1, 999_999_999_999, SAFE_INTEGER_MAX, i64::MAX];
    let grid = Ratio::from_integer(tariff.rounding().currency().minor_units_in_one());
    for piece in tariff.curve().map(Curve::pieces).unwrap_or_default() {
        let at = piece.interval.start.at.checked_mul(grid).map(|at| at.floor());
        all.extend(at.ok().and_then(|at| i64::try_from(at).ok()));
    }
    for _ in 0..4 {
        all.push(i64::try_from(random.next() >> (1 + random.below(60))).unwrap());
    }
    let near = |at: i64| [at.saturating_sub(1), at, at.saturating_add(1)];
    let mut all: Vec<i64> = all.into_iter().flat_map(near).filter(|at| *at >= 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

type Seen = BTreeMap<&'static str, usize>;

fn seen(counts: &mut Seen, what: &'static str) {
    *counts.entry(what).or_default() += 1;
}

/// One amount by every entry. The kinds of answers are counted.
fn agree(case: &str, tariff: &Tariff, decimal: Decimal, counts: &mut Seen) {
    let places = tariff.rounding().currency().minor_units();
    let charge = tariff.charge(decimal);
    let explained = tariff.explain(decimal);
    match (&charge, &explained) {
        (Ok(charge), Ok(explained)) => {
            seen(counts, "charged");
            assert_eq!(explained.charge, charge.format(places), "{case} at {decimal}");
            let on_line = explained.steps.iter().any(|step| step.kind == "line");
            seen(counts, if on_line { "on a line" } else { "step by step" });
        }
        (Err(refusal), Err(other)) => {
            seen(counts, "refused");
            assert_eq!(refusal, other, "{case} at {decimal}");
        }
        _ => panic!("{case} at {decimal}: {charge:?}, but {explained:?}"),
    }
    // What the curve says is what is charged, but that formulas compute with 28 digits.
    let at = Ratio::from(decimal);
    let piece = tariff.curve().ok().and_then(|curve| curve.piece_at(at));
    if let Some(Ok(exact)) = piece.map(|piece| piece.at(at))
        && let Some(Some(billed)) = billed(tariff, Ratio::ONE, at, exact)
        && !charge.as_ref().is_err_and(|refusal| refusal.code == Code::TooManyDigits)
    {
        seen(counts, "on the curve");
        let units = charge.as_ref().map(|charge| charge.count());
        assert_eq!(units, Ok(billed), "{case} at {decimal}");
    }
}

/// One number of minor units by the entries that take such.
fn agree_on_units(case: &str, tariff: &Tariff, units: i64, counts: &mut Seen) {
    let places = tariff.rounding().currency().minor_units();
    let decimal = Decimal::new(units, places);
    agree(case, tariff, decimal, counts);
    let charge = tariff.charge(decimal).map(|charge| charge.count());
    if let Some(fast) = tariff.charge_minor(units) {
        seen(counts, "by the kernel");
        assert_eq!(charge.as_ref(), Ok(&fast.into()), "{case} at {units}");
    }
    match (tariff.charge_units(units), charge) {
        (Ok(many), charge) => assert_eq!(charge, Ok(many.into()), "{case} at {units}"),
        // The one difference: a charge that only text has room for.
        (Err(problem), Ok(charge)) => {
            assert_eq!(problem.code, Code::ResultOverflow, "{case} at {units}");
            assert!(i64::try_from(charge).is_err(), "{case} at {units}");
        }
        (Err(problem), Err(refusal)) => {
            assert_eq!(problem.code, refusal.code, "{case} at {units}");
        }
    }
    let lanes = tariff.kernel().and_then(Lanes::new);
    let mut cells = [PlainPair::of_bits([units.unsigned_abs(), 0]); 4];
    if lanes.is_some_and(|lanes| lanes.charge(&mut cells, true)) {
        seen(counts, "in lanes");
        let fast = cells[0].bits()[0] as i64;
        assert_eq!(tariff.charge_units(units), Ok(fast), "{case} at {units}");
    }
}

/// The figure of an amount, which must have one.
fn figure(case: &str, tariff: &Tariff, figure: Figure, units: i64) -> i64 {
    let charge = tariff.charge_units(units);
    let charge = charge.unwrap_or_else(|problem| panic!("{case} at {units}: {problem:?}"));
    match figure {
        Figure::Charge => charge,
        Figure::Net => units.checked_sub(charge).unwrap(),
        Figure::Gross => units.checked_add(charge).unwrap(),
    }
}

/// Every amount that is named has the figure.
fn solved(case: &str, tariff: &Tariff, kind: Figure, target: i64, counts: &mut Seen) {
    let case = &format!("{case} {kind:?} {target}");
    let Ok(Solution { amounts, below, above }) = tariff.solve(kind, target) else {
        return seen(counts, "not solved");
    };
    seen(counts, if amounts.is_empty() { "no solution" } else { "solved" });
    for Span { from, to, step } in amounts {
        let to = to.unwrap_or(SAFE_INTEGER_MAX - (SAFE_INTEGER_MAX - from) % step);
        for units in [from, to, from + (to - from) / step / 2 * step] {
            assert_eq!(figure(case, tariff, kind, units), target, "{case} at {units}");
        }
    }
    if let Some(units) = below {
        assert!(figure(case, tariff, kind, units) < target, "{case} at {units}");
    }
    if let Some(units) = above {
        assert!(figure(case, tariff, kind, units) > target, "{case} at {units}");
    }
}

fn targets(random: &mut Random, tariff: &Tariff, units: &[i64]) -> Vec<i64> {
    let mut targets = vec![0, -6_000_000_000_000_000_000, i64::MAX, i64::MIN, SAFE_INTEGER_MAX];
    for _ in 0..4 {
        let units = random.pick(units);
        if let Ok(charge) = tariff.charge_units(units) {
            for figure in [charge, units.saturating_sub(charge), units.saturating_add(charge)] {
                let aside = random.pick(&[-1, 0, 0, 1, 1 << 40]);
                targets.push(figure.saturating_add(aside));
            }
        }
    }
    targets
}

fn asked_everything(seed: u64, counts: &mut Seen) {
    let mut random = Random(seed);
    let (case, tariff) = tariff(&mut random);
    let case = &format!("{seed}: {case}");
    let units = minor_units(&mut random, &tariff);
    for units in &units {
        agree_on_units(case, &tariff, *units, counts);
    }
    for _ in 0..6 {
        agree(case, &tariff, amount::parse(&number(&mut random)).unwrap(), counts);
    }
    for target in targets(&mut random, &tariff, &units) {
        for kind in [Figure::Charge, Figure::Net, Figure::Gross] {
            solved(case, &tariff, kind, target, counts);
        }
    }
    if let Ok(curve) = tariff.curve() {
        let place = |random: &mut Random| Ratio::from(amount::parse(&size(random)).unwrap());
        let (from, to) = (place(&mut random), place(&mut random));
        let shown = Interval { start: Cut::before(from), end: Some(Cut::after(to.max(from))) };
        for shown in [shown, Interval::all()] {
            // Whether there is an answer does not matter, if only nothing panics.
            let _ = (curve.breakpoints(&shown), curve.within(&shown));
        }
    }
    let _ = tariff.lint();
    let _ = pricing::check(&formula(&mut random), &TariffOptions::default());
}

#[test]
fn every_entry_agrees_at_the_limits() {
    let cases = std::env::var("EXTREME_CASES").map_or(1_200, |cases| cases.parse().unwrap());
    let first = std::env::var("EXTREME_SEED").map_or(1, |seed| seed.parse().unwrap());
    let mut counts = Seen::new();
    for seed in first..first + cases {
        asked_everything(seed, &mut counts);
    }
    println!("{counts:?}");
    let least = usize::try_from(cases).unwrap() / 10;
    let kinds = [
        "charged",
        "refused",
        "step by step",
        "on a line",
        "on the curve",
        "by the kernel",
        "in lanes",
        "solved",
        "no solution",
        "not solved",
    ];
    for kind in kinds {
        let count = counts.get(kind).copied().unwrap_or_default();
        assert!(first != 1 || count > least, "only {count} {kind}: {counts:?}");
    }
}

fn of_text(rule: &[(&str, &str)]) -> Tariff {
    let mut fields = Fields::new();
    for (name, value) in rule {
        set(&mut fields, name, (*value).to_owned());
    }
    Tariff::compile_rule(&Value::Object(fields), &TariffOptions::default()).unwrap()
}

#[test]
fn the_nearest_net_is_found_however_long_the_levels_are() {
    let tariff = of_text(&[("perUnit", "600")]);
    let solution = tariff.solve(Figure::Net, -6_000_000_000_000_000_000).unwrap();
    let above = Some(SAFE_INTEGER_MAX);
    assert_eq!(solution, Solution { amounts: Vec::new(), below: None, above });
}

#[test]
fn what_a_maximum_holds_down_is_explained_too() {
    let mut tier = Fields::new();
    set(&mut tier, "perUnit", "6990969980904909008970901001".to_owned());
    let tiers = Value::List(vec![Value::Object(tier)]);
    let maximum = ("maximumPercentage".to_owned(), Value::Text("99.9999".to_owned()));
    let rule = Value::Object(vec![("volume".to_owned(), tiers), maximum]);
    let tariff = Tariff::compile_rule(&rule, &TariffOptions::default()).unwrap();
    let amount = amount::parse("9999999999.99").unwrap();
    assert_eq!(tariff.charge(amount).unwrap().format(2), "9999989999.99");
    let explained = tariff.explain(amount).unwrap();
    assert_eq!(explained.charge, "9999989999.99");
    let line = &explained.steps[0];
    assert_eq!(line.text, "0 + 0.999999 × 9999999999.99 = 9999989999.99000001");
    assert_eq!(line.applied, Some(true));
}

#[test]
fn jumps_between_charges_may_be_longer_than_a_charge() {
    let tier = |end: Option<&str>, flat: &str| {
        let mut tier = Fields::new();
        set(&mut tier, "flat", flat.to_owned());
        if let Some(end) = end {
            set(&mut tier, "upTo", end.to_owned());
        }
        Value::Object(tier)
    };
    let (low, high) = ("-90000000000000000", "90000000000000000");
    for (before, after) in [(low, high), (high, low)] {
        let tiers = Value::List(vec![tier(Some("10"), before), tier(None, after)]);
        let rule = Value::Object(vec![("volume".to_owned(), tiers)]);
        let tariff = Tariff::compile_rule(&rule, &TariffOptions::default()).unwrap();
        let codes: Vec<_> = tariff.lint().iter().map(|warning| warning.code).collect();
        let jump = if before == low { Code::Cliff } else { Code::Inversion };
        assert!(codes.contains(&jump), "{codes:?}");
    }
}

#[test]
fn a_free_part_of_many_decimals_takes_no_answer_away() {
    let free = "0.9999999999999999999999999999";
    let tariff = of_text(&[("flat", "5"), ("free", free)]);
    assert_eq!(tariff.charge_minor(SAFE_INTEGER_MAX), Some(500));
    let amount = Decimal::new(SAFE_INTEGER_MAX, 2);
    assert_eq!(tariff.explain(amount).unwrap().charge, "5.00");
    let span = Span { from: 100, to: None, step: 1 };
    assert_eq!(tariff.solve(Figure::Charge, 500).unwrap().amounts, [span]);
    // A formula computes with 28 digits, and what remains has 42.
    let formula = of_text(&[("formula", "1P*A"), ("free", free)]);
    assert_eq!(formula.charge_minor(SAFE_INTEGER_MAX), None);
}
