//! Steps to a charge as raw trees, and the parts of answers that only charges need.

use super::answer::AnswerObject;
use crate::document::Value;
use crate::formula::Step;

impl AnswerObject {
    /// A text that nobody else wants.
    #[inline(never)]
    pub(super) fn figure(self, name: &str, text: String) -> Self {
        self.field(name, Value::Text(text))
    }

    pub(super) fn truth(self, name: &str, truth: Option<bool>) -> Self {
        self.field(name, truth.map_or(Value::Absent, Value::Bool))
    }
}

/// The code of a currency, or `null` where it has no name.
pub(super) fn named(currency: Option<&str>) -> Value {
    currency.map_or(Value::Null, |code| Value::Text(code.to_owned()))
}

pub(super) fn step(step: &Step) -> Value {
    let mut answer = AnswerObject::default().text("kind", step.kind).text("text", &step.text);
    for (name, operand) in &step.operands {
        answer = answer.text(name, operand);
    }
    if !step.terms.is_empty() {
        answer = answer.list("terms", &step.terms, |term| Value::Text(term.to_owned()));
    }
    let answer = answer
        .optional("expression", step.expression.as_deref())
        .optional("value", step.value.as_deref())
        .truth("holds", step.holds)
        .truth("applied", step.applied);
    match (step.start, step.end) {
        (Some(start), Some(end)) => answer.place(start, end).done(),
        _ => answer.done(),
    }
}
