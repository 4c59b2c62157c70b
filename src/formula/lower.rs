//! Formulas that are linear in the amount, piece by piece, become curves.

use super::evaluate::Supplied;
use super::syntax::{Choice, Comparator, Condition, Expression, ExpressionKind, Sign, Syntax};
use crate::curve::{self, Curve, Cut, Interval, Line, Piece};
use crate::money::Ratio;

/// The curve of a formula; nothing if it is not linear or a coefficient does not fit.
pub(super) fn curve(syntax: &Syntax, supplied: Supplied) -> Option<Curve> {
    let mut candidates = Vec::with_capacity(syntax.choices.len());
    for choice in &syntax.choices {
        let mut price = Curve::new(vec![Piece::everywhere(line(&choice.price, supplied)?)]);
        for bound in &choice.bounds {
            let limit = line(&bound.limit, supplied)?;
            let held = if bound.is_floor() { curve::floor } else { curve::cap };
            price = held(&price, &limit).ok()?;
        }
        candidates.push((guard(choice, supplied)?, price));
    }
    match candidates.pop() {
        Some((Some(guard), only)) if candidates.is_empty() && guard == Interval::all() => {
            Some(only)
        }
        last => {
            candidates.extend(last);
            Some(curve::choose(&candidates))
        }
    }
}

/// The amounts for which all conditions of a choice hold. The outer `None` means that a condition
/// is not linear, the inner one that no amount meets them all.
pub(super) fn guard(choice: &Choice, supplied: Supplied) -> Option<Option<Interval>> {
    if choice.conditions.is_empty() {
        return Some(Some(Interval::all()));
    }
    let mut guard = Some(Interval::all());
    for condition in &choice.conditions {
        let one = interval(condition, supplied)?;
        guard = guard.zip(one).and_then(|(all, one)| all.intersect(&one));
    }
    Some(guard)
}

/// The amounts for which one condition holds: `left < right` is `gap < 0`.
#[inline(never)]
fn interval(condition: &Condition, supplied: Supplied) -> Option<Option<Interval>> {
    let left = line(&condition.left, supplied)?;
    let right = line(&condition.right, supplied)?;
    let gap = left.minus(&right).ok()?;
    let Some(at) = gap.zero().ok()? else {
        let holds = condition.comparator.holds(gap.base.cmp(&Ratio::ZERO));
        return Some(holds.then(Interval::all));
    };
    let (below, equal) = match condition.comparator {
        Comparator::Less => (true, false),
        Comparator::LessOrEqual => (true, true),
        Comparator::Greater => (false, false),
        Comparator::GreaterOrEqual => (false, true),
    };
    let below = below != gap.rate.is_negative();
    let cut = if below == equal { Cut::after(at) } else { Cut::before(at) };
    let all = Interval::all();
    let half =
        if below { Interval { end: Some(cut), ..all } } else { Interval { start: cut, ..all } };
    Some(half.intersect(&all))
}

/// An expression as `base + rate × amount`.
pub(super) fn line(expression: &Expression, supplied: Supplied) -> Option<Line> {
    let number = match &expression.kind {
        ExpressionKind::Amount => return Some(Line { base: Ratio::ZERO, rate: Ratio::ONE }),
        ExpressionKind::Constant(value) => Ratio::from(*value),
        ExpressionKind::Percentage(value) => Ratio::percent(*value),
        ExpressionKind::SuppliedConstant => supplied.constant?.into(),
        ExpressionKind::SuppliedPercentage => Ratio::from(supplied.percentage?).hundredth().ok()?,
        ExpressionKind::Unknown => return None,
        ExpressionKind::Sum(terms) => {
            let mut sum = Line::constant(Ratio::ZERO);
            for (sign, term) in terms {
                let term = line(term, supplied)?;
                sum = match sign {
                    Sign::Plus => sum.plus(&term),
                    Sign::Minus => sum.minus(&term),
                }
                .ok()?;
            }
            return Some(sum);
        }
        ExpressionKind::Product(factors) => {
            let mut product = Line::constant(Ratio::ONE);
            for factor in factors {
                let factor = line(factor, supplied)?;
                product = match (product.rate.is_zero(), factor.rate.is_zero()) {
                    (_, true) => product.times(factor.base),
                    (true, false) => factor.times(product.base),
                    (false, false) => return None,
                }
                .ok()?;
            }
            return Some(product);
        }
    };
    Some(Line::constant(number))
}
