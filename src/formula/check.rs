//! What can be known of a well-formed formula before any amount is charged.

use super::evaluate::{self, EvaluationError, Letters, Supplied, Untraced};
use super::fault::Fault;
use super::lower;
use super::report::Report;
use super::syntax::{Bound, Choice, Expression, Kind, Syntax};
use crate::curve::{self, Interval};
use crate::diagnostic::excerpt;
use crate::money::Decimal;

/// Reports bare letters without a value, constants beyond 28 digits, floors above caps and amounts
/// without a price.
pub(super) fn meaning(syntax: &Syntax, supplied: Supplied, report: &mut Report<'_>) {
    for expression in syntax.choices.iter().flat_map(Choice::expressions) {
        expression.walk(&mut |inner| letter(inner, supplied, report));
    }
    if !report.is_empty() {
        return;
    }
    for expression in syntax.choices.iter().flat_map(Choice::expressions) {
        constants(expression, supplied, report);
    }
    for choice in &syntax.choices {
        bounds(choice, supplied, report);
    }
    coverage(syntax, supplied, report);
}

fn letter(expression: &Expression, supplied: Supplied, report: &mut Report<'_>) {
    let fault = match expression.kind {
        Kind::SuppliedPercentage if supplied.percentage.is_none() => Fault::MissingPercentage,
        Kind::SuppliedConstant if supplied.constant.is_none() => Fault::MissingConstant,
        _ => return,
    };
    report.add(fault, expression.place.0.clone());
}

/// The outermost expressions without an amount are evaluated once, here.
fn constants(expression: &Expression, supplied: Supplied, report: &mut Report<'_>) {
    if let Some(value) = constant(expression, supplied) {
        if let Err(EvaluationError::TooManyDigits(text)) = value {
            report.add(Fault::TooManyDigits(text), expression.place.0.clone());
        }
        return;
    }
    match &expression.kind {
        Kind::Product(factors) => {
            factors.iter().for_each(|factor| constants(factor, supplied, report));
        }
        Kind::Sum(terms) => {
            terms.iter().for_each(|(_, term)| constants(term, supplied, report));
        }
        _ => {}
    }
}

/// The value of an expression in which no amount occurs.
fn constant(
    expression: &Expression,
    supplied: Supplied,
) -> Option<Result<Decimal, EvaluationError>> {
    let mut depends = false;
    expression.walk(&mut |inner| depends |= inner.kind == Kind::Amount);
    let letters = Letters { amount: Decimal::ZERO, supplied };
    (!depends).then(|| evaluate::value(expression, letters, &mut Untraced))
}

fn bounds(choice: &Choice, supplied: Supplied, report: &mut Report<'_>) {
    let limit = |bound: &Bound| constant(&bound.limit, supplied)?.ok();
    for (index, later) in choice.bounds.iter().enumerate() {
        let Some(second) = limit(later) else { continue };
        for earlier in choice.bounds.iter().take(index) {
            let Some(first) = limit(earlier) else { continue };
            let (floor, cap) = match (earlier.is_floor(), later.is_floor()) {
                (true, false) if first > second => (earlier, later),
                (false, true) if second > first => (later, earlier),
                _ => continue,
            };
            let text = |bound: &Bound| excerpt(&bound.to_string());
            let fault = Fault::FloorAboveCap { floor: text(floor), cap: text(cap) };
            report.add(fault, later.place.0.clone());
            report.relate("the other limit", earlier.place.0.clone());
        }
    }
}

/// Where every condition is linear, the amounts without a price are known exactly; where one is
/// not, an amount without a price is refused when it comes.
fn coverage(syntax: &Syntax, supplied: Supplied, report: &mut Report<'_>) {
    let mut guards = Vec::with_capacity(syntax.choices.len());
    for choice in &syntax.choices {
        match lower::guard(choice, supplied) {
            Some(guard) => guards.push(guard),
            None => return,
        }
    }
    let open = curve::uncovered(&guards);
    if open.is_empty() {
        return;
    }
    let ranges: Vec<String> = open.iter().take(4).map(range).collect();
    let more = if open.len() > ranges.len() { " and others" } else { "" };
    let fault = Fault::UncoveredAmounts(format!("{}{more}", ranges.join(" or ")));
    report.add(fault, 0..report.source().len());
}

/// An interval in words: `amounts above 100 and up to 500`.
fn range(interval: &Interval) -> String {
    let start = interval.start;
    if let Some(end) = interval.end
        && end.at == start.at
    {
        return format!("the amount `{}`", start.at);
    }
    let from = if start.after { "above" } else { "from" };
    match interval.end {
        None => format!("amounts {from} `{}`", start.at),
        Some(end) => {
            let to = if end.after { "up to" } else { "below" };
            format!("amounts {from} `{}` {to} `{}`", start.at, end.at)
        }
    }
}
