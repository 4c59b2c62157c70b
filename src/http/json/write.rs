//! Documents in JSON: raw trees, and answers field by field.

use crate::document::{Value, push_json, push_string};

/// A JSON object in the making.
#[derive(Default)]
pub(in crate::http) struct Object(String);

impl Object {
    fn name(&mut self, name: &str) {
        let start = match self.0.as_bytes().last() {
            None => {
                self.0.reserve(400);
                "{\""
            }
            Some(b'{') => "\"",
            Some(_) => ",\"",
        };
        self.0.push_str(start);
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    /// A field whose value is a document itself.
    pub(in crate::http) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// A field whose value is a whole number, such as a time in milliseconds.
    pub(in crate::http) fn number(&mut self, name: &str, number: i64) {
        self.name(name);
        push_integer(&mut self.0, number);
    }

    pub(in crate::http) fn truth(&mut self, name: &str, truth: bool) {
        self.raw(name, if truth { "true" } else { "false" });
    }

    pub(in crate::http) fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        push_string(&mut self.0, text);
    }

    pub(in crate::http) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// A field whose value is a text or `null`.
    pub(in crate::http) fn optional_text(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.raw(name, "null"),
        }
    }

    /// A field whose value is a list of texts.
    pub(in crate::http) fn texts(&mut self, name: &str, texts: &[&str]) {
        let quoted = texts.iter().map(|text| {
            let mut quoted = String::new();
            push_string(&mut quoted, text);
            quoted
        });
        self.raw(name, &list(quoted));
    }

    /// Begins an object inside this one.
    pub(in crate::http) fn open(&mut self, name: &str) {
        self.name(name);
        self.0.push('{');
    }

    /// Ends the object that was begun last.
    pub(in crate::http) fn close(&mut self) {
        self.0.push('}');
    }

    pub(in crate::http) fn done(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// A list of documents.
pub(in crate::http) fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut text = "[".to_owned();
    for item in items {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&item);
    }
    text.push(']');
    text
}

/// Writes a document on one line; what is absent, or no data, is left out.
///
/// A number whose text JSON does not allow, such as `007`, is written as a string.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    push_json(&mut text, value, |value| digits_of(value).is_some_and(is_number));
    text
}

/// As [`write`](fn@write), for readers whose numbers are binary fractions: a number that might not
/// come out as the same decimal there is written as a string.
#[must_use]
pub fn write_portable(value: &Value) -> String {
    let mut text = String::new();
    push_json(&mut text, value, |value| digits_of(value).is_some_and(is_portable));
    text
}

/// The text of a number.
fn digits_of(value: &Value) -> Option<&str> {
    if let Value::Integer(digits) | Value::Number(digits) = value { Some(digits) } else { None }
}

pub(in crate::http) fn push_integer(text: &mut String, number: impl itoa::Integer) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// The parts of a number, as JSON allows it.
struct Parts<'t> {
    whole: &'t str,
    fraction: &'t str,
    exponent: &'t str,
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
        }
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let given = [Some(whole), fraction, exponent];
    let fits = !leading_zero && given.into_iter().flatten().all(is_digits);
    let (fraction, exponent) = (fraction.unwrap_or_default(), exponent.unwrap_or_default());
    fits.then_some(Parts { whole, fraction, exponent })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// Whether the nearest binary fraction stands for no other decimal of as few digits: fifteen at the
/// most, and not at the ends of its range.
fn is_portable(text: &str) -> bool {
    parts(text).is_some_and(|parts| {
        parts.whole.len() + parts.fraction.len() <= 15 && parts.exponent.len() <= 2
    })
}
