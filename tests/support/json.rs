//! JSON as the raw tree that callers hand over.

use ready_reckoner::document::Value;
use serde_json::Value as Json;

#[allow(dead_code, reason = "some tests only show trees")]
pub fn value(json: &Json) -> Value {
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

/// A body as JavaScript writes it: its fields in the order of a declaration; nothing of a body with
/// other values than such texts have.
#[allow(dead_code, reason = "most tests hand trees over")]
pub fn text_of(declaration: &Value, body: &Json) -> Option<String> {
    let Value::List(fields) = declaration else { return None };
    let body = body.as_object()?;
    let mut text = String::new();
    for field in fields {
        let Value::Text(name) = field.field("name") else { return None };
        let inner = field.field("fields");
        match body.get(name).unwrap_or(&Json::Null) {
            Json::Null => {}
            Json::Array(items) if *field.field("isList") == Value::Bool(true) => {
                text.push_str(&format!("[{}\u{1F}", items.len()));
                for item in items.iter().filter(|_| !inner.is_absent()) {
                    text.push_str("{\u{1F}");
                    text.push_str(&text_of(inner, item)?);
                }
                continue;
            }
            given @ Json::Object(_) if !inner.is_absent() => {
                text.push_str("{\u{1F}");
                text.push_str(&text_of(inner, given)?);
                continue;
            }
            Json::Number(number) => text.push_str(&format!("#{number}")),
            Json::String(string) => text.push_str(&format!("s{string}")),
            _ => return None,
        }
        text.push('\u{1F}');
    }
    Some(text)
}

/// A tree as JSON.
#[allow(dead_code, reason = "most tests hand trees over")]
pub fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(digits) => serde_json::from_str(digits).unwrap(),
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Object(fields) => Json::Object(
            fields.iter().map(|(name, field)| (name.clone(), json_of(field))).collect(),
        ),
        other => panic!("no answer has {}", other.kind()),
    }
}
