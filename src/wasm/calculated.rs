//! What tariffs answer, in JSON.

use super::answer::{AnswerObject, AnswerValue, diagnostic, list};
use super::steps::step;
use crate::diagnostic::Diagnostic;
use crate::pricing::{Explanation, Warning};

pub(super) fn diagnostics(diagnostics: &[Diagnostic]) -> AnswerValue {
    list(diagnostics, &diagnostic)
}

pub(super) fn warnings(warnings: &[Warning]) -> AnswerValue {
    list(warnings, &warning)
}

fn warning(warning: &Warning) -> AnswerValue {
    let text = |text: &String| AnswerValue::text(text);
    AnswerObject::default()
        .text("code", warning.code.text())
        .text("severity", "warning")
        .text("message", &warning.message)
        .optional("help", warning.help.as_deref())
        .text("path", &warning.path)
        .place(warning.start, warning.end)
        .list("amounts", &warning.amounts, &text)
        .list("charges", &warning.charges, &text)
        .done()
}

pub(super) fn explanation(explanation: &Explanation) -> AnswerValue {
    AnswerObject::default()
        .text("amount", &explanation.amount)
        .text("exact", &explanation.exact)
        .text("charge", &explanation.charge)
        .field("currency", AnswerValue::or_null(explanation.currency.as_deref()))
        .list("steps", &explanation.steps, &step)
        .done()
}
