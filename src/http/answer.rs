//! What a call is answered with.

use super::json::Object;

/// The answer of an API, good or bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, in JSON.
    pub body: String,
    /// Whether an earlier call's answer is given again.
    pub replayed: bool,
    /// The debit whose customer is asked for consent.
    pub trid: Option<String>,
}

impl Answer {
    /// An answer that was not given before.
    #[must_use]
    pub fn new(status: u16, body: String) -> Self {
        Self { status, body, replayed: false, trid: None }
    }

    /// The answer itself as a document.
    #[must_use]
    pub fn json(&self) -> String {
        let mut object = Object::default();
        object.number("status", self.status.into());
        object.raw("body", &self.body);
        object.truth("replayed", self.replayed);
        object.optional("trid", self.trid.as_deref());
        object.done()
    }
}
