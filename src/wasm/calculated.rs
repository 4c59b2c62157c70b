//! What tariffs answer, in JSON.

use super::answer::AnswerText;
use super::steps::step;
use crate::pricing::{Explanation, Warning};

pub(super) fn warning(answer: &mut AnswerText, warning: &Warning) {
    answer
        .begin()
        .text("code", warning.code.text())
        .text("severity", "warning")
        .text("message", &warning.message)
        .optional("help", warning.help.as_deref())
        .text("path", &warning.path)
        .place(warning.start, warning.end)
        .texts("amounts", &warning.amounts)
        .texts("charges", &warning.charges)
        .end();
}

pub(super) fn explanation(answer: &mut AnswerText, explanation: &Explanation) {
    answer
        .begin()
        .text("amount", &explanation.amount)
        .text("exact", &explanation.exact)
        .text("charge", &explanation.charge)
        .or_null("currency", explanation.currency.as_deref())
        .list("steps", &explanation.steps, &step)
        .end();
}
