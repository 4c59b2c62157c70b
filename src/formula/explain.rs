//! The way from amount to charge, step by step, for those who must account for it.

use std::ops::Range;

use super::evaluate::{self, EvaluationError, Letters, Trace};
use super::syntax::{Bound, Condition, Expression, ExpressionKind, Sign, Syntax};
use crate::diagnostic::utf16_offset;
use crate::money::Quantity;

/// One step of a calculation. `text` is a sentence; the other fields are its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// `condition`, `value`, `product`, `sum`, `bound` or `rounding`.
    pub kind: &'static str,
    /// The step in words and figures.
    pub text: String,
    /// The piece of the formula, in canonical spelling.
    pub expression: Option<String>,
    /// The exact value after the step.
    pub value: Option<String>,
    /// What the step is made of, each by its name: `rate`, `of`, `bound`.
    pub operands: Vec<(&'static str, String)>,
    /// Of a product or a sum: the factors, or what is added.
    pub terms: Vec<String>,
    /// For a condition, whether it holds.
    pub holds: Option<bool>,
    /// For a bound, whether it changed the charge.
    pub applied: Option<bool>,
    /// Where the piece begins in the formula as it was given, in bytes.
    pub start: Option<usize>,
    /// Where it ends, exclusive.
    pub end: Option<usize>,
}

impl Step {
    /// Counts the place in UTF-16 code units of the formula, as JavaScript counts.
    pub(crate) fn count_utf16(&mut self, source: &str) {
        self.start = self.start.map(|offset| utf16_offset(source, offset));
        self.end = self.end.map(|offset| utf16_offset(source, offset));
    }
}

/// The exact charge and every step towards it.
pub(super) fn explain(
    syntax: &Syntax,
    letters: Letters,
) -> Result<(Quantity, Vec<Step>), EvaluationError> {
    let mut steps = NotedSteps(Vec::new());
    let exact = evaluate::charge(syntax, letters, &mut steps)?;
    Ok((exact, steps.0))
}

struct NotedSteps(Vec<Step>);

impl Trace for NotedSteps {
    fn condition(&mut self, condition: &Condition, left: Quantity, right: Quantity, holds: bool) {
        let verb = if holds { " holds" } else { " does not hold" };
        let symbol = [" ", condition.comparator.symbol(), " "].concat();
        let expression = condition.text();
        let (from, to) = (&condition.left.place.0, &condition.right.place.0);
        self.push(Step {
            text: [&expression, ": ", &left.digits(), &symbol, &right.digits(), verb].concat(),
            operands: vec![
                ("left", left.digits()),
                ("comparator", condition.comparator.symbol().to_owned()),
                ("right", right.digits()),
            ],
            holds: Some(holds),
            ..located("condition", expression, &(from.start..to.end))
        });
    }

    fn value(&mut self, expression: &Expression, operands: &[Quantity], value: Quantity) {
        let (kind, worked) = worked(expression, operands);
        self.push_value(kind, expression, &[" = ", &worked], value);
        if let Some(step) = self.0.last_mut() {
            step.terms = terms(expression, operands);
        }
    }

    fn price(&mut self, price: &Expression, value: Quantity) {
        // Sums and products have told their value already.
        if !matches!(price.kind, ExpressionKind::Sum(_) | ExpressionKind::Product(_)) {
            self.push_value("value", price, &[], value);
        }
    }

    fn bound(&mut self, bound: &Bound, limit: Quantity, before: Quantity, bit: bool) {
        let name = if bound.is_floor() { ": at least " } else { ": at most " };
        let expression = bound.text();
        let (limit, before) = (limit.digits(), before.digits());
        let effect = if bit { " becomes " } else { " stays" };
        let after = if bit { &limit } else { "" };
        self.push(Step {
            text: [&expression, name, &limit, ", ", &before, effect, after].concat(),
            value: Some(if bit { limit.clone() } else { before.clone() }),
            applied: Some(bit),
            operands: vec![
                ("of", before),
                ("bound", if bound.is_floor() { "minimum" } else { "maximum" }.to_owned()),
                ("limit", limit),
            ],
            ..located("bound", expression, &bound.place.0)
        });
    }
}

impl NotedSteps {
    /// Kept out of line, because a step is long and would be copied at every call.
    #[inline(never)]
    fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    fn push_value(
        &mut self,
        kind: &'static str,
        expression: &Expression,
        worked: &[&str],
        value: Quantity,
    ) {
        let (written, value) = (expression.text(), value.digits());
        self.push(Step {
            text: [&written, &worked.concat(), " = ", &value].concat(),
            value: Some(value),
            ..located(kind, written, &expression.place.0)
        });
    }
}

fn located(kind: &'static str, expression: String, place: &Range<usize>) -> Step {
    Step {
        kind,
        expression: Some(expression),
        start: Some(place.start),
        end: Some(place.end),
        ..Step::default()
    }
}

/// The factors of a product, or what a sum adds, which is less than nothing where it is taken off.
fn terms(expression: &Expression, operands: &[Quantity]) -> Vec<String> {
    let signs =
        if let ExpressionKind::Sum(terms) = &expression.kind { terms.as_slice() } else { &[] };
    let mut terms = Vec::with_capacity(operands.len());
    for (index, operand) in operands.iter().enumerate() {
        let is_taken_off = matches!(signs.get(index), Some((Sign::Minus, _)));
        // What has room on one side of zero has on the other.
        let negative = Quantity::ZERO.checked_sub(*operand).unwrap_or(*operand);
        terms.push(if is_taken_off { negative } else { *operand }.digits());
    }
    terms
}

/// The operation with its operands in figures: `0.025 × 1200`.
fn worked(expression: &Expression, operands: &[Quantity]) -> (&'static str, String) {
    let terms =
        if let ExpressionKind::Sum(terms) = &expression.kind { terms.as_slice() } else { &[] };
    let mut text = String::new();
    for (index, operand) in operands.iter().enumerate() {
        if index > 0 {
            text.push_str(match terms.get(index) {
                None => " × ",
                Some((Sign::Plus, _)) => " + ",
                Some((Sign::Minus, _)) => " − ",
            });
        }
        text.push_str(&operand.digits());
    }
    (if terms.is_empty() { "product" } else { "sum" }, text)
}
