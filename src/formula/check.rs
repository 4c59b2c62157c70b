//! What can be known of a well-formed formula before any amount is charged.

use super::evaluate::{self, EvaluationError, Letters, Supplied, Untraced};
use super::lower;
use super::report::Report;
use super::syntax::{Bound, Choice, Expression, ExpressionKind, Syntax};
use crate::curve::{self, Interval};
use crate::diagnostic::{Code, excerpt};
use crate::money::{Decimal, Quantity};

/// Reports bare letters without a value, constants beyond 28 digits, floors above caps and amounts
/// without a price.
pub(super) fn meaning(syntax: &Syntax, supplied: Supplied, report: &mut Report<'_>) {
    syntax.expressions(&mut |expression| {
        expression.walk(&mut |inner| letter(inner, supplied, report));
    });
    if !report.is_empty() {
        return;
    }
    syntax.expressions(&mut |expression| constants(expression, supplied, report));
    for choice in &syntax.choices {
        bounds(choice, supplied, report);
    }
    coverage(syntax, supplied, report);
}

fn letter(expression: &Expression, supplied: Supplied, report: &mut Report<'_>) {
    let kind = &expression.kind;
    let (percentage, constant) = (supplied.percentage.is_some(), supplied.constant.is_some());
    if matches!(kind, ExpressionKind::SuppliedPercentage) && !percentage {
        report.quote(Code::MissingPercentage, &expression.place.0, &[]);
    }
    if matches!(kind, ExpressionKind::SuppliedConstant) && !constant {
        report.quote(Code::MissingConstant, &expression.place.0, &[]);
    }
}

/// The outermost expressions without an amount are evaluated once, here.
fn constants(expression: &Expression, supplied: Supplied, report: &mut Report<'_>) {
    if let Some(value) = constant(expression, supplied) {
        if let Err(EvaluationError::TooManyDigits(text)) = value {
            report.add(Code::TooManyDigits, &[&text], &expression.place.0, &[]);
        }
        return;
    }
    expression.operands(&mut |operand| constants(operand, supplied, report));
}

/// The value of an expression in which no amount occurs.
fn constant(
    expression: &Expression,
    supplied: Supplied,
) -> Option<Result<Quantity, EvaluationError>> {
    let mut depends = false;
    expression.walk(&mut |inner| depends |= matches!(inner.kind, ExpressionKind::Amount));
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
                (true, false) if first.compare(second).is_gt() => (earlier, later),
                (false, true) if second.compare(first).is_gt() => (later, earlier),
                _ => continue,
            };
            contradicts(floor, cap, [earlier, later], report);
        }
    }
}

/// Reports a floor above a cap at the place of the later of them.
#[cold]
#[inline(never)]
fn contradicts(floor: &Bound, cap: &Bound, in_order: [&Bound; 2], report: &mut Report<'_>) {
    let quoted = |bound: &Bound| excerpt(report.text(&bound.place.0));
    let written: [&str; 2] = [&quoted(floor), &quoted(cap)];
    let [earlier, later] = in_order;
    report.add(Code::FloorAboveCap, &written, &later.place.0, &[]);
    report.relate("the other limit", &earlier.place.0);
}

/// Where every condition is linear, the amounts without a price are known exactly; where one is
/// not, an amount without a price is refused when it comes.
fn coverage(syntax: &Syntax, supplied: Supplied, report: &mut Report<'_>) {
    if !syntax.choices.iter().any(|choice| choice.conditions.is_empty()) {
        guarded_coverage(syntax, supplied, report);
    }
}

#[inline(never)]
fn guarded_coverage(syntax: &Syntax, supplied: Supplied, report: &mut Report<'_>) {
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
    let mut ranges = String::new();
    for (index, interval) in open.iter().enumerate().take(4) {
        ranges.push_str(if index == 0 { "" } else { " or " });
        ranges.push_str(&range(interval));
    }
    if open.len() > 4 {
        ranges.push_str(" and others");
    }
    let source = report.source();
    report.add(Code::UncoveredAmounts, &[&ranges], &(0..source.len()), &[]);
}

/// An interval in words: `amounts above 100 up to 500`.
fn range(interval: &Interval) -> String {
    let start = interval.start;
    let from = start.at.digits();
    match interval.end {
        Some(end) if end.at == start.at => ["the amount `", &from, "`"].concat(),
        end => {
            let above = if start.after { "amounts above `" } else { "amounts from `" };
            let mut text = [above, &from, "`"].concat();
            if let Some(end) = end {
                text.push_str(if end.after { " up to `" } else { " below `" });
                text.push_str(&end.at.digits());
                text.push('`');
            }
            text
        }
    }
}
