//! Which amounts have no price: decided a second time, point by point and gap by gap.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::language::{Options, config, short_options, supplied, world};
use super::oracle::{self, Fraction, Refused, World};
use super::tree::{Choice, Term, Tree, choices, linear_terms, short_numbers};
use ready_reckoner::formula::{EvaluationError, Formula};
use ready_reckoner::money::amount;

/// Where a condition may change: linear ones do so in one place at most.
fn turning_points(tree: &Tree, options: &Options) -> Vec<Fraction> {
    let at = |amount: i64, term: &Term| {
        let world = World { limited: false, ..world(Fraction::integer(amount), options) };
        oracle::value(term, &world).unwrap()
    };
    let mut points = vec![Fraction::integer(0)];
    for (left, _, right) in tree.0.iter().flat_map(|choice| &choice.conditions) {
        let gap = at(0, left).minus(&at(0, right));
        let rate = at(1, left).minus(&at(1, right)).minus(&gap);
        if !rate.is_zero() {
            points.push(gap.negated().over(&rate));
        }
    }
    points.retain(|point| !point.is_negative());
    points.sort_by(|a, b| a.partial_cmp(b).unwrap());
    points.dedup();
    points
}

/// A stretch of amounts without a price: where it starts and ends, and whether those belong to it.
type Open = ((Fraction, bool), Option<(Fraction, bool)>);

/// The stretches without a price, from points and the gaps behind them in turn.
fn open(tree: &Tree, options: &Options) -> Vec<Open> {
    let points = turning_points(tree, options);
    let half = Fraction::integer(1).over(&Fraction::integer(2));
    let mut stretches: Vec<Open> = Vec::new();
    let mut inside = false;
    for (index, point) in points.iter().enumerate() {
        let next = points.get(index + 1);
        let gap =
            next.map_or(point.plus(&Fraction::integer(1)), |next| point.plus(next).times(&half));
        for (sample, on_point) in [(point.clone(), true), (gap, false)] {
            let world = World { limited: false, ..world(sample, options) };
            let uncovered = oracle::charge(tree, &world) == Err(Refused::Uncovered);
            match (inside, uncovered) {
                (false, true) => stretches.push(((point.clone(), on_point), None)),
                // It ended before this sample: on the gap if this is a point, and the reverse.
                (true, false) => stretches.last_mut().unwrap().1 = Some((point.clone(), !on_point)),
                _ => {}
            }
            inside = uncovered;
        }
    }
    stretches
}

/// The words and the numbers of a sentence.
fn taken_apart(message: &str) -> (Vec<&str>, Vec<Fraction>) {
    let parts: Vec<&str> = message.split('`').collect();
    let words = parts.iter().step_by(2).copied().collect();
    (words, parts.iter().skip(1).step_by(2).map(|number| Fraction::of(number)).collect())
}

fn sentence(open: &[Open]) -> (Vec<&'static str>, Vec<Fraction>) {
    let (mut words, mut numbers) = (Vec::new(), Vec::new());
    let mut lead = "no price covers ".to_owned();
    for ((from, inclusive), end) in open {
        let one = end.as_ref().is_some_and(|(end, _)| end == from);
        lead.push_str(match (one, inclusive) {
            (true, _) => "the amount ",
            (false, true) => "amounts from ",
            (false, false) => "amounts above ",
        });
        words.push(std::mem::take(&mut lead).leak() as &str);
        numbers.push(from.clone());
        if let Some((end, inclusive)) = end.as_ref().filter(|_| !one) {
            words.push(if *inclusive { " up to " } else { " below " });
            numbers.push(end.clone());
        }
        " or ".clone_into(&mut lead);
    }
    words.push("");
    (words, numbers)
}

#[test]
fn exactly_the_amounts_without_a_price_are_named() {
    let (covered, uncovered) = (Cell::new(0), Cell::new(0));
    let terms = linear_terms(short_numbers().boxed());
    let cases = (vec(choices(terms, 1), 1..5), short_options(), vec(short_numbers(), 6));
    let decide = |(choices, options, others): (Vec<Choice>, Options, Vec<String>)| {
        let tree = Tree(choices);
        let text = tree.canonical();
        let open = open(&tree, &options);
        let formula = match Formula::compile(&text, supplied(&options)) {
            Ok(formula) => formula,
            Err(problems) => {
                let found =
                    problems.iter().find(|problem| problem.code.text() == "uncovered-amounts");
                let Some(found) = found else { return Ok(()) };
                uncovered.set(uncovered.get() + 1);
                prop_assert_eq!((found.start, found.end), (0, text.len()));
                prop_assert!(open.len() <= 4, "{} has more gaps than a message names", text);
                prop_assert_eq!(taken_apart(&found.message), sentence(&open), "{}", text);
                return Ok(());
            }
        };
        covered.set(covered.get() + 1);
        prop_assert!(open.is_empty(), "{} leaves out {:?}", text, open);
        for number in others.iter().chain(&tree.numbers()) {
            let charge = formula.charge(amount::parse(number).unwrap());
            let refused = matches!(charge, Err(EvaluationError::Uncovered(_)));
            prop_assert!(!refused, "{} does not cover {}", text, number);
        }
        Ok(())
    };
    TestRunner::new(config(600)).run(&cases, decide).unwrap();
    assert!(covered.get() > 50 && uncovered.get() > 200, "{covered:?} {uncovered:?}");
}
