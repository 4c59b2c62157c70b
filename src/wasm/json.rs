//! Raw trees as JSON. Engines read a large answer as text ten times as fast as its objects are made
//! field by field.

use crate::diagnostic::count;
use crate::document::{Value, push_string};

/// Adds what [`super::answer::write`] would make of an answer.
pub(super) fn push_json(text: &mut String, answer: &Value) {
    match answer {
        Value::Absent | Value::Null | Value::Other(_) => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Count(number) => text.push_str(&count(*number)),
        Value::Integer(string) | Value::Text(string) => push_string(text, string),
        Value::Number(digits) => text.push_str(digits),
        Value::List(items) => {
            let mut before = '[';
            for item in items {
                text.push(before);
                push_json(text, item);
                before = ',';
            }
            text.push_str(if before == '[' { "[]" } else { "]" });
        }
        Value::Object(fields) => {
            let mut before = '{';
            for (name, value) in fields {
                text.push(before);
                push_string(text, name);
                text.push(':');
                push_json(text, value);
                before = ',';
            }
            text.push_str(if before == '{' { "{}" } else { "}" });
        }
    }
}
