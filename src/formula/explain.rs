//! The way from amount to charge, step by step, for those who must account for it.

use serde::Serialize;

use super::evaluate::{self, EvaluationError, Letters, Trace};
use super::syntax::{Bound, Condition, Expression, Kind, Sign, Syntax};
use crate::diagnostic::utf16_offset;
use crate::money::Decimal;

/// One step of a calculation. `text` is a sentence; the other fields are its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// `condition`, `value`, `product`, `sum`, `bound` or `rounding`.
    pub kind: &'static str,
    /// The step in words and figures.
    pub text: String,
    /// The piece of the formula, in canonical spelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The exact value after the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of a condition: whether it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// Of a bound: whether it changed the charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<bool>,
    /// Where the piece begins in the formula as it was given, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Where it ends, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
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
) -> Result<(Decimal, Vec<Step>), EvaluationError> {
    let mut steps = Steps(Vec::new());
    let exact = evaluate::charge(syntax, letters, &mut steps)?;
    Ok((exact, steps.0))
}

struct Steps(Vec<Step>);

impl Trace for Steps {
    fn condition(&mut self, condition: &Condition, left: Decimal, right: Decimal, holds: bool) {
        let symbol = condition.comparator.symbol();
        let verb = if holds { "holds" } else { "does not hold" };
        self.0.push(Step {
            kind: "condition",
            text: format!("{condition}: {left} {symbol} {right} {verb}"),
            expression: Some(condition.to_string()),
            holds: Some(holds),
            start: Some(condition.left.place.0.start),
            end: Some(condition.right.place.0.end),
            ..Step::default()
        });
    }

    fn value(&mut self, expression: &Expression, operands: &[Decimal], value: Decimal) {
        let (kind, worked) = match &expression.kind {
            Kind::Sum(terms) => ("sum", worked_sum(terms, operands)),
            _ => ("product", joined(operands, " × ")),
        };
        let step = located(kind, format!("{expression} = {worked} = {value}"), expression);
        self.0.push(Step { value: Some(value.to_string()), ..step });
    }

    fn price(&mut self, price: &Expression, value: Decimal) {
        // Sums and products have told their value already.
        if !matches!(price.kind, Kind::Sum(_) | Kind::Product(_)) {
            let step = located("value", format!("{price} = {value}"), price);
            self.0.push(Step { value: Some(value.to_string()), ..step });
        }
    }

    fn bound(&mut self, bound: &Bound, limit: Decimal, before: Decimal, bit: bool) {
        let name = if bound.is_floor() { "at least" } else { "at most" };
        let effect = if bit {
            format!("{before} becomes {limit}")
        } else {
            format!("{before} stays")
        };
        self.0.push(Step {
            kind: "bound",
            text: format!("{bound}: {name} {limit}, {effect}"),
            expression: Some(bound.to_string()),
            value: Some(if bit { limit } else { before }.to_string()),
            applied: Some(bit),
            start: Some(bound.place.0.start),
            end: Some(bound.place.0.end),
            ..Step::default()
        });
    }
}

fn located(kind: &'static str, text: String, expression: &Expression) -> Step {
    Step {
        kind,
        text,
        expression: Some(expression.to_string()),
        start: Some(expression.place.0.start),
        end: Some(expression.place.0.end),
        ..Step::default()
    }
}

fn joined(operands: &[Decimal], separator: &str) -> String {
    operands.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
}

fn worked_sum(terms: &[(Sign, Expression)], operands: &[Decimal]) -> String {
    let mut text = String::new();
    for (index, ((sign, _), operand)) in terms.iter().zip(operands).enumerate() {
        match (index, sign) {
            (0, _) => {}
            (_, Sign::Plus) => text.push_str(" + "),
            (_, Sign::Minus) => text.push_str(" − "),
        }
        text.push_str(&operand.to_string());
    }
    text
}
