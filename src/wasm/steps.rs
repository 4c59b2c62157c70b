//! Steps to a charge in answers, and the parts of answers that only charges need.

use super::answer::{AnswerObject, AnswerValue};
use crate::formula::Step;

impl AnswerObject {
    pub(super) fn truth(self, name: &str, truth: Option<bool>) -> Self {
        let Some(truth) = truth else { return self };
        let word = if truth { "true" } else { "false" };
        self.field(name, AnswerValue(word.to_owned()))
    }
}

impl AnswerValue {
    /// A text, or `null` where there is none.
    pub(super) fn or_null(text: Option<&str>) -> Self {
        text.map_or_else(|| Self("null".to_owned()), Self::text)
    }
}

pub(super) fn step(step: &Step) -> AnswerValue {
    let mut answer = AnswerObject::default().text("kind", step.kind).text("text", &step.text);
    for (name, operand) in &step.operands {
        answer = answer.text(name, operand);
    }
    if !step.terms.is_empty() {
        answer = answer.list("terms", &step.terms, &|term| AnswerValue::text(term));
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
