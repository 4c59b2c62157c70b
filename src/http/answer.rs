//! What a call is answered with, and the writing of its body.

use super::json::push_string;
use crate::money::{Decimal, exact};

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
        object.raw("status", &crate::diagnostic::count(usize::from(self.status)));
        object.raw("body", &self.body);
        object.raw("replayed", if self.replayed { "true" } else { "false" });
        object.optional("trid", self.trid.as_deref());
        object.done()
    }
}

/// A JSON object in the making.
#[derive(Default)]
pub(super) struct Object(String);

impl Object {
    fn name(&mut self, name: &str) {
        let first = self.0.is_empty() || self.0.ends_with('{');
        if self.0.is_empty() {
            self.0.reserve(400);
            self.0.push('{');
        } else if !first {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    /// A field whose value is a document itself.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// A whole number.
    pub(super) fn number(&mut self, name: &str, number: i64) {
        self.name(name);
        // Not by `count`: a time has more bits than an address of wasm.
        self.0.push_str(&exact::digits(Decimal::from(number)));
    }

    pub(super) fn truth(&mut self, name: &str, truth: bool) {
        self.raw(name, if truth { "true" } else { "false" });
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        push_string(&mut self.0, text);
    }

    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Begins an object inside this one.
    pub(super) fn open(&mut self, name: &str) {
        self.name(name);
        self.0.push('{');
    }

    /// Ends it.
    pub(super) fn close(&mut self) {
        self.0.push('}');
    }

    pub(super) fn done(mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        self.0
    }
}

/// Documents as a list.
pub(super) fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut text = "[".to_owned();
    for item in items {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&item);
    }
    text.push(']');
    text
}
