//! Our answers as JSON, and JSON as JavaScript data: a call for each field would take ten times as
//! long, and one serializer for each type would be a tenth of the module.

use js_sys::JSON;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity, count};
use crate::document::push_string;
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{Value, push_json};

/// An answer as plain JavaScript data.
pub(super) fn write(answer: &AnswerValue) -> JsValue {
    JSON::parse(&answer.0).unwrap_or(JsValue::UNDEFINED)
}

/// A part of an answer in JSON; an empty text where there is none.
#[derive(Default)]
pub(super) struct AnswerValue(pub(super) String);

impl AnswerValue {
    pub(super) fn text(text: &str) -> Self {
        let mut json = String::with_capacity(text.len() + 2);
        push_string(&mut json, text);
        Self(json)
    }

    pub(super) fn count(number: usize) -> Self {
        Self(count(number))
    }

    /// What was given, or a tree that is made once.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn tree(value: &Value) -> Self {
        // JSON has all numbers of JavaScript but `NaN` and `Infinity`. A `BigInt` may have more
        // digits than they have.
        let is_bare = |value: &Value| {
            let Value::Number(number) = value else { return false };
            number.ends_with(|last: char| last.is_ascii_digit())
        };
        let mut json = String::new();
        push_json(&mut json, value, is_bare);
        Self(json)
    }
}

/// An object in the making; fields without a value are left out. No name needs an escape.
pub(super) struct AnswerObject(String);

impl Default for AnswerObject {
    /// Most objects have room in this.
    fn default() -> Self {
        Self(String::with_capacity(200))
    }
}

impl AnswerObject {
    /// One function, and not a copy of it for each of a hundred fields.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.0.push_str(if self.0.is_empty() { "{\"" } else { ",\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    #[inline(never)]
    pub(super) fn field(mut self, name: &str, value: AnswerValue) -> Self {
        if !value.0.is_empty() {
            self.name(name);
            self.0.push_str(&value.0);
        }
        self
    }

    #[inline(never)]
    pub(super) fn text(mut self, name: &str, text: &str) -> Self {
        self.name(name);
        push_string(&mut self.0, text);
        self
    }

    #[inline(never)]
    pub(super) fn optional(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub(super) fn place(self, start: usize, end: usize) -> Self {
        self.field("start", AnswerValue::count(start)).field("end", AnswerValue::count(end))
    }

    pub(super) fn list<T>(self, name: &str, items: &[T], answer: Answering<'_, T>) -> Self {
        self.field(name, list(items, answer))
    }

    /// What may have been meant, if anything is known of it.
    fn corrections(self, corrections: &[String]) -> Self {
        if corrections.is_empty() {
            return self;
        }
        self.list("corrections", corrections, &|whole| AnswerValue::text(whole))
    }

    pub(super) fn done(mut self) -> AnswerValue {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        AnswerValue(self.0)
    }
}

/// A refusal as plain data: the façade makes it a `ReckonerError`.
pub(super) fn refuse(refusal: Refusal) -> JsValue {
    let answer =
        AnswerObject::default().text("code", refusal.code.text()).text("message", &refusal.message);
    let answer = answer.list("diagnostics", &refusal.diagnostics, &diagnostic);
    write(&answer.list("problems", &refusal.problems, &problem).done())
}

pub(super) fn diagnostic(diagnostic: &Diagnostic) -> AnswerValue {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut answer = AnswerObject::default()
        .text("code", diagnostic.code.text())
        .text("severity", severity)
        .text("message", &diagnostic.message)
        .optional("help", diagnostic.help.as_deref())
        .place(diagnostic.start, diagnostic.end);
    if !diagnostic.related.is_empty() {
        answer = answer.list("related", &diagnostic.related, &related);
    }
    answer.corrections(&diagnostic.corrections).done()
}

fn related(related: &Related) -> AnswerValue {
    let answer = AnswerObject::default().text("message", &related.message);
    answer.place(related.start, related.end).done()
}

pub(super) fn problem(found: &Problem) -> AnswerValue {
    problem_of(found, found.fault()).done()
}

/// A problem with whose fault it is.
pub(super) fn problem_of(found: &Problem, fault: &str) -> AnswerObject {
    AnswerObject::default()
        .text("code", found.code.text())
        .text("path", &found.path)
        .text("message", &found.message)
        .optional("help", found.help.as_deref())
        .corrections(&found.corrections)
        .text("fault", fault)
}

/// What is answered of each item of a list.
pub(super) type Answering<'a, T> = &'a dyn Fn(&T) -> AnswerValue;

pub(super) fn list<T>(items: &[T], answer: Answering<'_, T>) -> AnswerValue {
    let mut list = AnswerList::default();
    for item in items {
        list.push(&answer(item));
    }
    list.done()
}

/// A list in the making.
#[derive(Default)]
pub(super) struct AnswerList(String);

impl AnswerList {
    pub(super) fn push(&mut self, item: &AnswerValue) {
        self.0.push_str(if self.0.is_empty() { "[" } else { "," });
        self.0.push_str(&item.0);
    }

    /// How many bytes have been written.
    #[cfg(feature = "requests")]
    pub(super) fn length(&self) -> usize {
        self.0.len()
    }

    pub(super) fn done(mut self) -> AnswerValue {
        self.0.push_str(if self.0.is_empty() { "[]" } else { "]" });
        AnswerValue(self.0)
    }
}
