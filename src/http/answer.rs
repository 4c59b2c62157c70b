//! What a call is answered with.

use super::json::Object;
use crate::document::codes::Reason;
use crate::flow::Outcome;

/// The answer of an API, good or bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, in JSON.
    pub body: String,
    /// Whether an earlier call's answer is given again.
    pub replayed: bool,
    /// Whether a script has lost the true answer.
    pub lost: bool,
    /// Why it is not a good answer.
    pub reason: Option<Reason>,
    /// The key of a debit whose customer is asked for consent, or that came without one.
    pub trid: Option<String>,
    /// The biller of a debit whose customer is asked for consent.
    pub biller: Option<String>,
}

impl Answer {
    /// A good answer that was not given before.
    #[must_use]
    pub fn new(status: u16, body: String) -> Self {
        Self { status, body, replayed: false, lost: false, reason: None, trid: None, biller: None }
    }

    /// The same answer as one that is not good, and why.
    #[must_use]
    pub fn because(self, reason: Reason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// The same as the answer to what has become of a call.
    pub(super) fn of(self, outcome: &Outcome) -> Self {
        let Outcome { replayed, lost, .. } = *outcome;
        Self { replayed, lost, reason: outcome.reason(), ..self }
    }

    /// The answer itself as a document.
    #[must_use]
    pub fn json(&self) -> String {
        let mut object = Object::default();
        object.number("status", self.status.into());
        object.raw("body", &self.body);
        object.truth("replayed", self.replayed);
        object.truth("lost", self.lost);
        object.optional_text("reason", self.reason.map(Reason::text));
        object.optional("trid", self.trid.as_deref());
        object.optional("biller", self.biller.as_deref());
        object.done()
    }
}
