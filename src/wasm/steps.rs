//! Steps to a charge in answers, and the parts of answers that only charges need.

use super::answer::AnswerText;
use crate::formula::Step;

impl AnswerText {
    #[inline(never)]
    pub(super) fn truth(&mut self, name: &str, truth: Option<bool>) -> &mut Self {
        match truth {
            Some(truth) => self.name(name).plain(if truth { "true" } else { "false" }),
            None => self,
        }
    }

    /// A text, or `null` where there is none.
    #[inline(never)]
    pub(super) fn or_null(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(name, text),
            None => self.name(name).plain("null"),
        }
    }
}

pub(super) fn step(answer: &mut AnswerText, step: &Step) {
    answer.begin().text("kind", step.kind).text("text", &step.text);
    for (name, operand) in &step.operands {
        answer.text(name, operand);
    }
    if !step.terms.is_empty() {
        answer.texts("terms", &step.terms);
    }
    answer
        .optional("expression", step.expression.as_deref())
        .optional("value", step.value.as_deref())
        .truth("holds", step.holds)
        .truth("applied", step.applied);
    if let (Some(start), Some(end)) = (step.start, step.end) {
        answer.place(start, end);
    }
    answer.end();
}
