//! What the calculators answer, as raw trees.

use super::answer::{Answer, diagnostic, list};
use crate::diagnostic::Diagnostic;
use crate::document::Value;
use crate::formula::Step;
use crate::pricing::{Explanation, Warning};

impl Answer {
    /// A text that nobody else wants.
    #[inline(never)]
    pub(super) fn figure(self, name: &str, text: String) -> Self {
        self.field(name, Value::Text(text))
    }

    pub(super) fn truth(self, name: &str, truth: Option<bool>) -> Self {
        self.field(name, truth.map_or(Value::Absent, Value::Bool))
    }
}

pub(super) fn diagnostics(diagnostics: &[Diagnostic]) -> Value {
    list(diagnostics, diagnostic)
}

pub(super) fn warnings(warnings: &[Warning]) -> Value {
    list(warnings, warning)
}

fn warning(warning: &Warning) -> Value {
    let text = |text: &String| Value::Text(text.to_owned());
    Answer::default()
        .text("code", warning.code.text())
        .text("severity", "warning")
        .text("message", &warning.message)
        .optional("help", warning.help.as_deref())
        .text("path", &warning.path)
        .place(warning.start, warning.end)
        .list("amounts", &warning.amounts, text)
        .list("charges", &warning.charges, text)
        .done()
}

pub(super) fn explanation(explanation: &Explanation) -> Value {
    Answer::default()
        .text("amount", &explanation.amount)
        .text("exact", &explanation.exact)
        .text("charge", &explanation.charge)
        .text("currency", explanation.currency)
        .list("steps", &explanation.steps, step)
        .done()
}

pub(super) fn step(step: &Step) -> Value {
    let answer = Answer::default()
        .text("kind", step.kind)
        .text("text", &step.text)
        .optional("expression", step.expression.as_deref())
        .optional("value", step.value.as_deref())
        .truth("holds", step.holds)
        .truth("applied", step.applied);
    match (step.start, step.end) {
        (Some(start), Some(end)) => answer.place(start, end).done(),
        _ => answer.done(),
    }
}
