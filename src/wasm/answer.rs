//! Our answers as raw trees, and raw trees as JavaScript data.
//!
//! One tree for all answers instead of one serializer for each type: it is a tenth of the module.

use js_sys::parse_float;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_wasm_bindgen::Serializer as JsSerializer;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity};
use crate::formula::Step;
use crate::pricing::{Explanation, Warning};
use crate::request::Value;

/// An answer as plain JavaScript data.
pub(super) fn write(answer: &Value) -> JsValue {
    answer.serialize(&JsSerializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// An object in the making; fields without a value are left out.
#[derive(Default)]
pub(super) struct Answer(Vec<(String, Value)>);

impl Answer {
    pub(super) fn field(mut self, name: &str, value: Value) -> Self {
        if !value.is_absent() {
            self.0.push((name.to_owned(), value));
        }
        self
    }

    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.field(name, Value::Text(text.to_owned()))
    }

    fn optional(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn count(self, name: &str, count: usize) -> Self {
        self.field(name, Value::Count(count))
    }

    fn place(self, start: usize, end: usize) -> Self {
        self.count("start", start).count("end", end)
    }

    pub(super) fn truth(self, name: &str, truth: Option<bool>) -> Self {
        self.field(name, truth.map_or(Value::Absent, Value::Bool))
    }

    pub(super) fn list<T>(self, name: &str, items: &[T], answer: fn(&T) -> Value) -> Self {
        self.field(name, list(items, answer))
    }

    pub(super) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A refusal as plain data: the façade makes it a `ReckonerError`.
pub(super) fn refuse(refusal: Refusal) -> JsValue {
    let answer = Answer::default().text("code", refusal.code).text("message", &refusal.message);
    let answer = answer.list("diagnostics", &refusal.diagnostics, diagnostic);
    write(&answer.list("problems", &refusal.problems, problem).done())
}

pub(super) fn diagnostics(diagnostics: &[Diagnostic]) -> Value {
    list(diagnostics, diagnostic)
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut answer = Answer::default()
        .text("code", diagnostic.code)
        .text("severity", severity)
        .text("message", &diagnostic.message)
        .optional("help", diagnostic.help.as_deref())
        .place(diagnostic.start, diagnostic.end);
    if !diagnostic.related.is_empty() {
        answer = answer.list("related", &diagnostic.related, related);
    }
    if !diagnostic.corrections.is_empty() {
        answer = answer
            .list("corrections", &diagnostic.corrections, |whole| Value::Text(whole.to_owned()));
    }
    answer.done()
}

pub(super) fn warnings(warnings: &[Warning]) -> Value {
    list(warnings, warning)
}

fn warning(warning: &Warning) -> Value {
    let text = |text: &String| Value::Text(text.to_owned());
    Answer::default()
        .text("code", warning.code)
        .text("severity", "warning")
        .text("message", &warning.message)
        .optional("help", warning.help.as_deref())
        .text("path", &warning.path)
        .place(warning.start, warning.end)
        .list("amounts", &warning.amounts, text)
        .list("charges", &warning.charges, text)
        .done()
}

fn related(related: &Related) -> Value {
    let answer = Answer::default().text("message", &related.message);
    answer.place(related.start, related.end).done()
}

pub(super) fn problem(problem: &Problem) -> Value {
    let answer = Answer::default().text("code", problem.code).text("path", &problem.path);
    answer.text("message", &problem.message).optional("help", problem.help.as_deref()).done()
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

fn list<T>(items: &[T], answer: fn(&T) -> Value) -> Value {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(answer(item));
    }
    Value::List(values)
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Count(count) => {
                serializer.serialize_u32(u32::try_from(*count).unwrap_or(u32::MAX))
            }
            Self::Integer(text) | Self::Text(text) => serializer.serialize_str(text),
            Self::Number(text) => serializer.serialize_f64(parse_float(text)),
            // What is no data has no copy.
            Self::Other(_) => serializer.serialize_unit(),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    // Assigned to an object, it would become its prototype.
                    let special = name == "__proto__";
                    if !special && !matches!(value, Self::Absent | Self::Other(_)) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }
    }
}
