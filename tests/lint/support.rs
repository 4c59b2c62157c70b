//! Rules as JSON, and tariffs of them.

pub(super) use crate::json::value;
use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::pricing::{Tariff, TariffOptions};
use serde_json::Value as Json;

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
