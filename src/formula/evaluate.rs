//! The definition of a formula's value: exact decimals, one choice, its bounds in order.

use super::syntax::{Bound, Choice, Condition, Expression, ExpressionKind, Sign, Syntax};
use crate::diagnostic::{Code, excerpt};
use crate::money::exact::{self, Decimal, Overflow};
use crate::money::{Quantity, Ratio};

/// The `P` and `C` that come with a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supplied {
    /// What a bare `P` stands for, in percent.
    pub percentage: Option<Quantity>,
    /// What a bare `C` stands for.
    pub constant: Option<Decimal>,
}

/// Why a formula has no value for an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationError {
    /// A value on the way needs more than 28 digits.
    TooManyDigits(String),
    /// No price's conditions hold.
    Uncovered(Decimal),
}

/// Is told each step of a calculation. Only an explanation needs them.
pub(super) trait Trace {
    fn condition(&mut self, _: &Condition, _left: Quantity, _right: Quantity, _holds: bool) {}
    fn value(&mut self, _: &Expression, _operands: &[Quantity], _value: Quantity) {}
    fn price(&mut self, _: &Expression, _value: Quantity) {}
    fn bound(&mut self, _: &Bound, _limit: Quantity, _before: Quantity, _bit: bool) {}
}

/// Notes nothing, where only the charge is wanted.
pub(super) struct Untraced;

impl Trace for Untraced {}

/// The values that letters stand for.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    pub(super) amount: Decimal,
    pub(super) supplied: Supplied,
}

/// The exact charge, before rounding.
pub(super) fn charge(
    syntax: &Syntax,
    letters: Letters,
    trace: &mut dyn Trace,
) -> Result<Quantity, EvaluationError> {
    for choice in &syntax.choices {
        if conditions_hold(choice, letters, trace)? {
            return price(choice, letters, trace);
        }
    }
    Err(EvaluationError::Uncovered(letters.amount))
}

pub(super) fn conditions_hold(
    choice: &Choice,
    letters: Letters,
    trace: &mut dyn Trace,
) -> Result<bool, EvaluationError> {
    for condition in &choice.conditions {
        let left = value(&condition.left, letters, &mut Untraced)?;
        let right = value(&condition.right, letters, &mut Untraced)?;
        let holds = condition.comparator.holds(left.compare(right));
        trace.condition(condition, left, right, holds);
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

fn price(
    choice: &Choice,
    letters: Letters,
    trace: &mut dyn Trace,
) -> Result<Quantity, EvaluationError> {
    let mut charge = value(&choice.price, letters, trace)?;
    trace.price(&choice.price, charge);
    for bound in &choice.bounds {
        let limit = value(&bound.limit, letters, &mut Untraced)?;
        let order = charge.compare(limit);
        let bites = if bound.is_floor() { order.is_lt() } else { order.is_gt() };
        trace.bound(bound, limit, charge, bites);
        if bites {
            charge = limit;
        }
    }
    Ok(charge)
}

/// The exact value of an expression.
pub(super) fn value(
    expression: &Expression,
    letters: Letters,
    trace: &mut dyn Trace,
) -> Result<Quantity, EvaluationError> {
    let too_long = |Overflow| EvaluationError::TooManyDigits(excerpt(&expression.text()));
    let zero = Quantity::ZERO;
    let (operands, value) = match &expression.kind {
        ExpressionKind::Amount => return Ok(letters.amount.into()),
        ExpressionKind::Constant(number) => return Ok((*number).into()),
        ExpressionKind::Percentage(number) => {
            return Quantity::from(*number).hundredth().map_err(too_long);
        }
        ExpressionKind::SuppliedConstant => {
            return Ok(letters.supplied.constant.map_or(zero, Quantity::from));
        }
        ExpressionKind::SuppliedPercentage => {
            let percentage = letters.supplied.percentage.unwrap_or(zero);
            return percentage.hundredth().map_err(too_long);
        }
        // A formula with a place that was not understood is never evaluated.
        ExpressionKind::Unknown => return Ok(zero),
        ExpressionKind::Product(factors) => {
            let mut operands = Vec::with_capacity(factors.len());
            let mut product = Quantity::ONE;
            for factor in factors {
                let operand = self::value(factor, letters, trace)?;
                product = product.checked_mul(operand).map_err(too_long)?;
                operands.push(operand);
            }
            (operands, product)
        }
        ExpressionKind::Sum(terms) => {
            let mut operands = Vec::with_capacity(terms.len());
            let mut sum = zero;
            for (sign, term) in terms {
                let operand = self::value(term, letters, trace)?;
                sum = match sign {
                    Sign::Plus => sum.checked_add(operand),
                    Sign::Minus => sum.checked_sub(operand),
                }
                .map_err(too_long)?;
                operands.push(operand);
            }
            (operands, sum)
        }
    };
    trace.value(expression, &operands, value);
    Ok(value)
}

/// How many digits an expression and every value on the way to it may need before and behind the
/// point, for amounts up to the one given; nothing if that may be more than 28 in all. Terms are
/// taken not to cancel and zeros not to vanish, since for a smaller amount they may not.
pub(super) fn size(expression: &Expression, letters: Letters) -> Option<(usize, usize)> {
    let (mut whole, mut places) = (0, 0);
    match &expression.kind {
        ExpressionKind::Product(factors) => {
            for factor in factors {
                let (digits, decimals) = size(factor, letters)?;
                (whole, places) = (whole + digits, places + decimals);
                fitting(whole, places)?;
            }
        }
        ExpressionKind::Sum(terms) => {
            for (_, term) in terms {
                let (digits, decimals) = size(term, letters)?;
                // Each addition may carry into one more digit.
                whole = whole.max(digits) + 1;
                // The powers of ten below decimals divide each other; other divisors do not.
                places = match letters.supplied.percentage {
                    Some(Quantity::Fraction(_)) => places + decimals,
                    Some(Quantity::Decimal(_)) | None => places.max(decimals),
                };
                fitting(whole, places)?;
            }
        }
        ExpressionKind::Amount => (whole, places) = digits(letters.amount),
        ExpressionKind::Constant(number) => (whole, places) = digits(*number),
        ExpressionKind::SuppliedConstant => (whole, places) = digits(letters.supplied.constant?),
        ExpressionKind::Percentage(number) => (whole, places) = hundredths(*number),
        ExpressionKind::SuppliedPercentage => {
            (whole, places) = match letters.supplied.percentage? {
                Quantity::Decimal(number) => hundredths(number),
                Quantity::Fraction(ratio) => fraction(ratio.hundredth().ok()?),
            }
        }
        ExpressionKind::Unknown => return None,
    }
    fitting(whole, places)
}

/// At least the digits before the point, and those behind it.
fn digits(number: Decimal) -> (usize, usize) {
    let bits = (u128::BITS - number.mantissa().unsigned_abs().leading_zeros()) as usize;
    let places = number.scale() as usize;
    // A decimal digit is more than 3.32 bits, so that this is at least how many digits there are.
    ((bits * 100 / 332 + 1).saturating_sub(places), places)
}

/// The same of a fraction: at least the digits of its whole part, and of its divisor.
fn fraction(ratio: Ratio) -> (usize, usize) {
    let digits = |number: i128| {
        let bits = (u128::BITS - number.unsigned_abs().leading_zeros()) as usize;
        // As in `digits`.
        bits * 100 / 332 + 1
    };
    (digits(ratio.floor()), digits(ratio.denominator()))
}

fn hundredths(percentage: Decimal) -> (usize, usize) {
    let (whole, places) = digits(percentage);
    (whole.saturating_sub(2), places + 2)
}

fn fitting(whole: usize, places: usize) -> Option<(usize, usize)> {
    (whole + places <= exact::MAX_DIGITS as usize).then_some((whole, places))
}

/// `1/n` where it is a finite decimal of at most 28 digits.
pub(super) fn inverse(number: Decimal) -> Option<Decimal> {
    Ratio::ONE.checked_div(Ratio::from(number)).ok()?.to_decimal()
}

impl EvaluationError {
    /// What is wrong, by its stable name.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::TooManyDigits(_) => Code::TooManyDigits,
            Self::Uncovered(_) => Code::AmountNotCovered,
        }
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::TooManyDigits(expression) => Code::TooManyDigits.sentence(&[expression]),
            Self::Uncovered(amount) => Code::AmountNotCovered.sentence(&[&exact::digits(*amount)]),
        }
    }
}

impl std::fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for EvaluationError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_are_exact_or_absent() {
        let of = |text: &str| Decimal::from_str_exact(text).ok().and_then(inverse);
        assert_eq!(of("2").map(|d| d.to_string()).as_deref(), Some("0.5"));
        assert_eq!(of("0.08").map(|d| d.to_string()).as_deref(), Some("12.5"));
        assert_eq!(of("1000").map(|d| d.to_string()).as_deref(), Some("0.001"));
        assert_eq!(of("3"), None);
        assert_eq!(of("0"), None);
    }
}
