//! Our answers as raw trees, and raw trees as JavaScript data.
//!
//! One tree for all answers instead of one serializer for each type: it is a tenth of the module.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_wasm_bindgen::Serializer as JsSerializer;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity};
use crate::formula::Step;
use crate::money::Currency;
use crate::pricing::Explanation;
use crate::request::Value;

/// An answer as plain JavaScript data.
pub(super) fn write(answer: &Value) -> JsValue {
    answer.serialize(&JsSerializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// A refusal as plain data: the façade makes it a `ReckonerError`.
pub(super) fn refuse(refusal: Refusal) -> JsValue {
    write(&object(vec![
        ("code", text(refusal.code)),
        ("message", text(&refusal.message)),
        ("diagnostics", diagnostics(&refusal.diagnostics)),
        ("problems", list(&refusal.problems, problem)),
    ]))
}

pub(super) fn diagnostics(diagnostics: &[Diagnostic]) -> Value {
    list(diagnostics, diagnostic)
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    object(vec![
        ("code", text(diagnostic.code)),
        ("severity", text(severity)),
        ("message", text(&diagnostic.message)),
        ("help", optional(diagnostic.help.as_deref())),
        ("start", Value::Count(diagnostic.start)),
        ("end", Value::Count(diagnostic.end)),
        ("related", unless_empty(list(&diagnostic.related, related))),
        ("corrections", unless_empty(list(&diagnostic.corrections, |whole| text(whole)))),
    ])
}

fn related(related: &Related) -> Value {
    object(vec![
        ("message", text(&related.message)),
        ("start", Value::Count(related.start)),
        ("end", Value::Count(related.end)),
    ])
}

fn problem(problem: &Problem) -> Value {
    object(vec![
        ("code", text(problem.code)),
        ("path", text(&problem.path)),
        ("message", text(&problem.message)),
        ("help", optional(problem.help.as_deref())),
    ])
}

pub(super) fn explanation(explanation: &Explanation) -> Value {
    object(vec![
        ("amount", text(&explanation.amount)),
        ("exact", text(&explanation.exact)),
        ("charge", text(&explanation.charge)),
        ("currency", text(explanation.currency)),
        ("steps", list(&explanation.steps, step)),
    ])
}

fn step(step: &Step) -> Value {
    object(vec![
        ("kind", text(step.kind)),
        ("text", text(&step.text)),
        ("expression", optional(step.expression.as_deref())),
        ("value", optional(step.value.as_deref())),
        ("holds", step.holds.map_or(Value::Absent, Value::Bool)),
        ("applied", step.applied.map_or(Value::Absent, Value::Bool)),
        ("start", step.start.map_or(Value::Absent, Value::Count)),
        ("end", step.end.map_or(Value::Absent, Value::Count)),
    ])
}

pub(super) fn currency(currency: Currency) -> Value {
    object(vec![
        ("code", text(currency.code())),
        ("minorUnits", Value::Count(currency.minor_units() as usize)),
        ("name", text(currency.name())),
    ])
}

/// An object; fields without a value are left out.
pub(super) fn object(fields: Vec<(&'static str, Value)>) -> Value {
    let mut kept = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        if !value.is_absent() {
            kept.push((name.to_owned(), value));
        }
    }
    Value::Object(kept)
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Absent, self::text)
}

fn list<T>(items: &[T], answer: impl Fn(&T) -> Value) -> Value {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(answer(item));
    }
    Value::List(values)
}

fn unless_empty(list: Value) -> Value {
    if list == Value::List(Vec::new()) { Value::Absent } else { list }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Count(count) => {
                serializer.serialize_u32(u32::try_from(*count).unwrap_or(u32::MAX))
            }
            Self::Integer(text) | Self::Number(text) | Self::Text(text) => {
                serializer.serialize_str(text)
            }
            Self::Other(what) => serializer.serialize_str(what),
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
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
