//! What tariffs answer, as raw trees.

use super::answer::{AnswerObject, diagnostic, list};
use super::steps::{named, step};
use crate::diagnostic::Diagnostic;
use crate::document::Value;
use crate::pricing::{Explanation, Warning};

pub(super) fn diagnostics(diagnostics: &[Diagnostic]) -> Value {
    list(diagnostics, diagnostic)
}

pub(super) fn warnings(warnings: &[Warning]) -> Value {
    list(warnings, warning)
}

fn warning(warning: &Warning) -> Value {
    let text = |text: &String| Value::Text(text.to_owned());
    AnswerObject::default()
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
    AnswerObject::default()
        .text("amount", &explanation.amount)
        .text("exact", &explanation.exact)
        .text("charge", &explanation.charge)
        .field("currency", named(explanation.currency.as_deref()))
        .list("steps", &explanation.steps, step)
        .done()
}
