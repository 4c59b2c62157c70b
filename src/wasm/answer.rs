//! Our answers as raw trees, and raw trees as JavaScript data.
//!
//! One tree for all answers instead of one serializer for each type: it is a tenth of the module.

use js_sys::JSON;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity};
use crate::document::{Value, push_json};

/// An answer as plain JavaScript data, which JavaScript makes of a text: a call for each field
/// would take ten times as long.
pub(super) fn write(answer: &Value) -> JsValue {
    let mut text = String::new();
    push_json(&mut text, answer, is_finite);
    JSON::parse(&text).unwrap_or(JsValue::UNDEFINED)
}

/// What JSON can write of JavaScript's numbers: all but `NaN` and `Infinity`.
fn is_finite(number: &str) -> bool {
    number.ends_with(|last: char| last.is_ascii_digit())
}

/// An object in the making; fields without a value are left out.
#[derive(Default)]
pub(super) struct AnswerObject(Vec<(String, Value)>);

impl AnswerObject {
    pub(super) fn field(mut self, name: &str, value: Value) -> Self {
        if !value.is_absent() {
            self.0.push((name.to_owned(), value));
        }
        self
    }

    /// One function, and not a copy of it for each of a hundred fields.
    #[inline(never)]
    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.field(name, Value::Text(text.to_owned()))
    }

    #[inline(never)]
    pub(super) fn optional(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn count(self, name: &str, count: usize) -> Self {
        self.field(name, Value::Count(count))
    }

    pub(super) fn place(self, start: usize, end: usize) -> Self {
        self.count("start", start).count("end", end)
    }

    pub(super) fn list<T>(self, name: &str, items: &[T], answer: fn(&T) -> Value) -> Self {
        self.field(name, list(items, answer))
    }

    /// What may have been meant, if anything is known of it.
    fn corrections(self, corrections: &[String]) -> Self {
        if corrections.is_empty() {
            return self;
        }
        self.list("corrections", corrections, |whole| Value::Text(whole.to_owned()))
    }

    pub(super) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A refusal as plain data: the façade makes it a `ReckonerError`.
pub(super) fn refuse(refusal: Refusal) -> JsValue {
    let answer =
        AnswerObject::default().text("code", refusal.code.text()).text("message", &refusal.message);
    let answer = answer.list("diagnostics", &refusal.diagnostics, diagnostic);
    write(&answer.list("problems", &refusal.problems, problem).done())
}

pub(super) fn diagnostic(diagnostic: &Diagnostic) -> Value {
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
        answer = answer.list("related", &diagnostic.related, related);
    }
    answer.corrections(&diagnostic.corrections).done()
}

fn related(related: &Related) -> Value {
    let answer = AnswerObject::default().text("message", &related.message);
    answer.place(related.start, related.end).done()
}

pub(super) fn problem(problem: &Problem) -> Value {
    let answer =
        AnswerObject::default().text("code", problem.code.text()).text("path", &problem.path);
    let answer = answer.text("message", &problem.message).optional("help", problem.help.as_deref());
    answer.corrections(&problem.corrections).text("fault", problem.fault()).done()
}

pub(super) fn list<T>(items: &[T], answer: fn(&T) -> Value) -> Value {
    listed(items.len(), &|index| items.get(index).map_or(Value::Absent, answer))
}

/// One function for the items of all types.
#[inline(never)]
fn listed(count: usize, answer: &dyn Fn(usize) -> Value) -> Value {
    let mut values = Vec::with_capacity(count);
    for index in 0..count {
        values.push(answer(index));
    }
    Value::List(values)
}
