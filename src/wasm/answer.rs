//! Our answers as raw trees, and raw trees as JavaScript data.
//!
//! One tree for all answers instead of one serializer for each type: it is a tenth of the module.

use js_sys::parse_float;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_wasm_bindgen::Serializer as JsSerializer;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity};
use crate::document::Value;

/// An answer as plain JavaScript data.
pub(super) fn write(answer: &Value) -> JsValue {
    answer.serialize(&JsSerializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
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
