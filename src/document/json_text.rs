//! Raw trees and strings as JSON writes them.

#[cfg(any(feature = "requests", feature = "ledger"))]
use super::value::Value;
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::diagnostic::count;

/// Adds a value on one line to a text; what is absent, or no data, is left out. A number whose text
/// may not stand there bare, by what `bare` says of it, becomes a string.
#[cfg(any(feature = "requests", feature = "ledger"))]
pub fn push_json(text: &mut String, value: &Value, bare: fn(&Value) -> bool) {
    match value {
        Value::Absent | Value::Null | Value::Other(_) => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Count(number) => text.push_str(&count(*number)),
        Value::Integer(digits) | Value::Number(digits) if bare(value) => text.push_str(digits),
        Value::Integer(string) | Value::Number(string) | Value::Text(string) => {
            push_string(text, string);
        }
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                push_json(text, item, bare);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            let mut separator = "";
            for (name, value) in fields {
                if matches!(value, Value::Absent | Value::Other(_)) {
                    continue;
                }
                text.push_str(separator);
                separator = ",";
                push_string(text, name);
                text.push(':');
                push_json(text, value, bare);
            }
            text.push('}');
        }
    }
}

/// Adds a string with its quotes to a text.
pub fn push_string(text: &mut String, string: &str) {
    text.push('"');
    push_inside(text, string);
    text.push('"');
}

/// Adds what stands between the quotes of a string to a text.
pub fn push_inside(text: &mut String, string: &str) {
    let mut rest = string;
    let special = |byte| matches!(byte, b'"' | b'\\' | 0..b' ');
    while let Some(at) = rest.bytes().position(special) {
        let (plain, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(plain);
        let mut characters = behind.chars();
        push_escape(text, characters.next().unwrap_or_default());
        rest = characters.as_str();
    }
    text.push_str(rest);
}

fn push_escape(text: &mut String, character: char) {
    match character {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        control => {
            text.push_str("\\u00");
            let code = u32::from(control);
            text.extend(
                [code >> 4, code & 0xF].map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
            );
        }
    }
}
