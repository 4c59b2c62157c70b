//! Rules as JSON, and tariffs of them.

use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::pricing::{Tariff, TariffOptions};
use ready_reckoner::request::Value;
use serde_json::Value as Json;

pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(fields) => {
            Value::Object(fields.iter().map(|(name, field)| (name.clone(), value(field))).collect())
        }
    }
}

/// A formula, which is a string, or a price rule.
pub(super) fn tariff(rule: &Json, options: &Json) -> Result<Tariff, Refusal> {
    let options = match options {
        Json::Null => TariffOptions::default(),
        options => TariffOptions::read(&value(options))?,
    };
    match rule {
        Json::String(formula) => Tariff::compile(formula, &options),
        rule => Tariff::compile_rule(&value(rule), &options),
    }
}
