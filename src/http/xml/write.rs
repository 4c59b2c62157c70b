//! Raw trees to XML.

use super::name;
use crate::document::Value;

/// Writes a document with the given root element. Lists are repeated elements; what is absent,
/// `null` or no data is left out.
///
/// Nothing is refused: a character that XML cannot hold becomes U+FFFD, and in the name of an
/// element `_`.
///
/// ```
/// use ready_reckoner::http::xml;
/// use ready_reckoner::document::Value;
///
/// let charge = ("charge".to_owned(), Value::Number("12.50".to_owned()));
/// assert_eq!(
///     xml::write(&Value::Object(vec![charge]), "ChargesDetails"),
///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
///      <ChargesDetails><charge>12.50</charge></ChargesDetails>"
/// );
/// ```
#[must_use]
pub fn write(value: &Value, root: &str) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let root = name::nearest(root);
    match value {
        // A document has one root, which then holds the items.
        Value::List(items) => {
            push_tag(&mut text, "<", &root);
            for item in items {
                push_element(&mut text, item, &root);
            }
            push_tag(&mut text, "</", &root);
        }
        Value::Absent | Value::Null | Value::Other(_) => {
            push_tag(&mut text, "<", &root);
            push_tag(&mut text, "</", &root);
        }
        Value::Bool(_)
        | Value::Count(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Object(_)
        | Value::Text(_) => push_element(&mut text, value, &root),
    }
    text
}

fn push_element(text: &mut String, value: &Value, name: &str) {
    let content = |text: &mut String| match value {
        Value::Absent | Value::List(_) | Value::Null | Value::Other(_) => {}
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Count(things) => text.push_str(itoa::Buffer::new().format(*things)),
        Value::Integer(content) | Value::Number(content) | Value::Text(content) => {
            push_text(text, content);
        }
        Value::Object(fields) => {
            for (field, value) in fields {
                push_element(text, value, &name::nearest(field));
            }
        }
    };
    if let Value::List(items) = value {
        for item in items {
            push_element(text, item, name);
        }
    } else if !matches!(value, Value::Absent | Value::Null | Value::Other(_)) {
        push_tag(text, "<", name);
        content(text);
        push_tag(text, "</", name);
    }
}

fn push_tag(text: &mut String, start: &str, name: &str) {
    text.push_str(start);
    text.push_str(name);
    text.push('>');
}

fn push_text(text: &mut String, content: &str) {
    for character in content.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            // Readers take a bare one for the end of a line.
            '\r' => text.push_str("&#13;"),
            other if name::is_allowed(other) => text.push(other),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
}
