//! Segments to choices: what a segment is follows from where its comparator stands.

use std::ops::Range;

use super::cure::Edit;
use super::parse::Segment;
use super::report::Report;
use super::syntax::{
    Bound, Choice, Comparator, Condition, Expression, ExpressionKind, Extent, Syntax,
};
use crate::diagnostic::{Code, excerpt};

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
                _ => report.quote(Code::BoundWithoutPrice, &place, &[]),
            },
        }
    }
    if let Some(place) = guarded_from {
        report.quote(Code::ConditionWithoutPrice, &place, &[]);
    }
    unreachable_prices(&choices, report);
    Syntax { choices }
}

/// `||` may be meant to join conditions, which one bar does.
fn empty(place: &Range<usize>, report: &Report<'_>) -> Option<Edit> {
    let at = place.start;
    let bars = at.checked_sub(1)?..at + 1;
    (report.text(&bars) == "||").then(|| (at..at + 1, String::new()))
}

fn meaning(segment: Segment, report: &mut Report<'_>) -> Meaning {
    if segment.comparators.len() > 1 {
        return chained(&segment, report);
    }
    let Segment { place, sides, comparators } = segment;
    let mut sides = sides.into_iter();
    let (first, second) = (sides.next().flatten(), sides.next().flatten());
    let Some(&comparator) = comparators.first() else {
        return match first {
            Some(price) => Meaning::Price(price),
            None => {
                report.add(Code::EmptySegment, &[], &place, empty(&place, report).as_slice());
                Meaning::Nothing
            }
        };
    };
    let right = second.unwrap_or_else(|| missing(comparator, &place, report));
    match first {
        Some(left) => Meaning::Condition(Condition { left, comparator, right }),
        None => Meaning::Bound(Bound { comparator, limit: right, place: Extent(place) }),
    }
}

/// What stands for the value that a comparator lacks.
#[cold]
#[inline(never)]
fn missing(comparator: Comparator, place: &Range<usize>, report: &mut Report<'_>) -> Expression {
    report.add(Code::MissingValue, &[comparator.symbol()], place, &[]);
    Expression { kind: ExpressionKind::Unknown, place: Extent(place.clone()) }
}

/// `a<b<c` stands for two conditions, `a<b|b<c`.
#[cold]
#[inline(never)]
fn chained(segment: &Segment, report: &mut Report<'_>) -> Meaning {
    let reading = match (segment.sides.as_slice(), segment.comparators.as_slice()) {
        ([Some(_), Some(middle), Some(_)], [_, _]) => {
            let place = &middle.place.0;
            Some((place.end..place.end, ["|", report.text(place)].concat()))
        }
        _ => None,
    };
    report.quote(Code::ChainedComparison, &segment.place, reading.as_slice());
    // It still guards the price after it, so that this price is not reported as unreachable.
    let unknown =
        || Expression { kind: ExpressionKind::Unknown, place: Extent(segment.place.clone()) };
    Meaning::Condition(Condition {
        left: unknown(),
        comparator: Comparator::Less,
        right: unknown(),
    })
}

fn unreachable_prices(choices: &[Choice], report: &mut Report<'_>) {
    let mut prices = choices.iter();
    let Some(first) = prices.find(|choice| choice.conditions.is_empty()) else { return };
    for (index, choice) in prices.enumerate() {
        unreachable_price(first, choice, index == 0, report);
    }
}

/// Reports a choice behind one without a condition.
#[cold]
#[inline(never)]
fn unreachable_price(first: &Choice, choice: &Choice, is_next: bool, report: &mut Report<'_>) {
    let (first_place, place) = (&first.price.place.0, &choice.price.place.0);
    let written: [&str; 2] = [&excerpt(report.text(place)), &excerpt(report.text(first_place))];
    let simple = is_next && choice.conditions.is_empty() && first.bounds.is_empty();
    let reading = simple.then(|| (first_place.end..place.start, "+".to_owned()));
    report.add(Code::UnreachablePrice, &written, place, reading.as_slice());
    report.relate("this price has no condition", first_place);
}
