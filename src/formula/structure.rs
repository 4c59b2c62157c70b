//! Segments to choices: what a segment is follows from where its comparator stands.

use std::ops::Range;

use super::fault::Fault;
use super::parse::Segment;
use super::report::{Edit, Report};
use super::syntax::{Bound, Choice, Comparator, Condition, Expression, Kind, Place, Syntax};
use crate::diagnostic::excerpt;

enum Meaning {
    Bound(Bound),
    Condition(Condition),
    Nothing,
    Price(Expression),
}

/// Orders segments into choices; every mistake is reported.
pub(super) fn choices(segments: Vec<Segment>, report: &mut Report<'_>) -> Syntax {
    let mut choices: Vec<Choice> = Vec::new();
    let mut conditions: Vec<Condition> = Vec::new();
    let mut guarded_from: Option<Range<usize>> = None;
    for segment in segments {
        let place = segment.place.clone();
        match meaning(segment, report) {
            Meaning::Nothing => {}
            Meaning::Condition(condition) => {
                guarded_from.get_or_insert(place);
                conditions.push(condition);
            }
            Meaning::Price(price) => {
                guarded_from = None;
                let conditions = std::mem::take(&mut conditions);
                choices.push(Choice { conditions, price, bounds: Vec::new() });
            }
            Meaning::Bound(bound) => match choices.last_mut() {
                Some(choice) if conditions.is_empty() => choice.bounds.push(bound),
                _ => {
                    let text = excerpt(report.text(&place));
                    report.add(Fault::BoundWithoutPrice(text), place);
                }
            },
        }
    }
    if let Some(place) = guarded_from {
        report.add(Fault::ConditionWithoutPrice(excerpt(report.text(&place))), place);
    }
    unreachable_prices(&choices, report);
    Syntax { choices }
}

fn meaning(segment: Segment, report: &mut Report<'_>) -> Meaning {
    let Segment { place, sides, comparators } = segment;
    let mut sides = sides.into_iter();
    let (first, second) = (sides.next().flatten(), sides.next().flatten());
    let Some(&comparator) = comparators.first() else {
        return match first {
            Some(price) => Meaning::Price(price),
            None => {
                report.add(Fault::EmptySegment, place);
                Meaning::Nothing
            }
        };
    };
    if comparators.len() > 1 {
        return chained(place, first, sides.next().flatten().is_some(), report);
    }
    let Some(right) = second else {
        let beside = comparator.symbol().to_owned();
        report.add(Fault::MissingValue { beside, sign: false }, place.clone());
        let unknown = Expression { kind: Kind::Unknown, place: Place(place.clone()) };
        return match first {
            Some(left) => Meaning::Condition(Condition { left, comparator, right: unknown }),
            None => Meaning::Bound(Bound { comparator, limit: unknown, place: Place(place) }),
        };
    };
    match first {
        Some(left) => Meaning::Condition(Condition { left, comparator, right }),
        None => Meaning::Bound(Bound { comparator, limit: right, place: Place(place) }),
    }
}

/// `a<b<c` stands for two conditions; the offer is made where it is plain what they are.
fn chained(
    place: Range<usize>,
    first: Option<Expression>,
    third: bool,
    report: &mut Report<'_>,
) -> Meaning {
    let text = report.text(&place);
    let parts: Vec<&str> = text.split_inclusive(['<', '>', '=']).collect();
    let readings = match (first.is_some() && third, parts.as_slice()) {
        (true, [_, middle, _]) => {
            let middle = middle.trim_end_matches(['<', '>']).trim();
            let at = parts.iter().take(2).map(|part| part.len()).sum::<usize>() - 1;
            let at = place.start + at;
            vec![vec![Edit::replace(&(at..at), &format!("|{middle}"))]]
        }
        _ => Vec::new(),
    };
    report.add_corrected(Fault::ChainedComparison, place.clone(), readings);
    // It still guards the price after it, so that no second problem is made up.
    let unknown = || Expression { kind: Kind::Unknown, place: Place(place.clone()) };
    Meaning::Condition(Condition {
        left: unknown(),
        comparator: Comparator::Less,
        right: unknown(),
    })
}

fn unreachable_prices(choices: &[Choice], report: &mut Report<'_>) {
    let mut prices = choices.iter();
    let Some(first) = prices.find(|choice| choice.conditions.is_empty()) else { return };
    let first_place = first.price.place.0.clone();
    for (index, choice) in prices.enumerate() {
        let place = choice.price.place.0.clone();
        let fault = Fault::UnreachablePrice {
            first: excerpt(report.text(&first_place)),
            second: excerpt(report.text(&place)),
        };
        let simple = index == 0 && choice.conditions.is_empty() && first.bounds.is_empty();
        let gap = first_place.end..place.start;
        let readings = if simple { vec![vec![Edit::replace(&gap, "+")]] } else { Vec::new() };
        report.add_corrected(fault, place, readings);
        report.relate("this price has no condition", first_place.clone());
    }
}
