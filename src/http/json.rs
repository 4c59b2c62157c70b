//! JSON documents. Numbers keep the digits that they were written with.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::fault::Fault;
use super::place::Place;
use super::{BYTES_MAX, DEPTH_MAX, VALUES_MAX, without_mark};
use crate::diagnostic::Problem;
use crate::request::Value;

/// Reads a document. Every number becomes a [`Value::Number`] with its own digits; only an exponent
/// is written as JavaScript writes it, `e+21`.
///
/// # Errors
/// The first problem, with its line and column.
///
/// ```
/// use ready_reckoner::http::json;
///
/// let value = json::read(r#"{ "charge": 12.50 }"#).map_err(|problem| problem.message.clone())?;
/// assert_eq!(json::write(&value), r#"{"charge":12.50}"#);
/// # Ok::<(), String>(())
/// ```
pub fn read(text: &str) -> Result<Value, Problem> {
    if text.len() > BYTES_MAX {
        return Err(Fault::Size.of_all());
    }
    let text = without_mark(text);
    let notes = Notes::default();
    let mut parser = serde_json::Deserializer::from_str(text);
    let root = Reader { notes: &notes, depth: DEPTH_MAX };
    let read = root.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    read.map_err(|error| {
        let place = Place::of_byte_in_line(text, error.line(), error.column());
        let fault = notes.fault.take().unwrap_or_else(|| Fault::Json(sentence(&error)));
        fault.at(place)
    })
}

/// Writes a document on one line; what is absent, or no data, is left out.
///
/// A number whose text JSON does not allow, such as `007`, is written as a string.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    push(&mut text, value, is_number);
    text
}

/// As [`write`](fn@write), for readers whose numbers are binary fractions: a number that might not
/// come out as the same decimal there is written as a string.
#[must_use]
pub fn write_portable(value: &Value) -> String {
    let mut text = String::new();
    push(&mut text, value, is_portable);
    text
}

/// What the parser says, without the position, which comes first in our sentences.
fn sentence(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(sentence, _)| sentence);
    let plain = match text {
        "EOF while parsing a list" => "the document ends inside a list",
        "EOF while parsing a string" => "the document ends inside a string",
        "EOF while parsing a value" => "expected a value, found the end of the document",
        "EOF while parsing an object" => "the document ends inside an object",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "expected a character of a string, found a control character"
        }
        "expected ident" => "expected `true`, `false` or `null`",
        "expected value" => "expected a value",
        "key must be a string" => "expected a name in double quotes",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "expected two surrogates that make one character"
        }
        "trailing characters" => "expected the end of the document",
        "trailing comma" => "expected a value after the comma",
        other => other,
    };
    plain.to_owned()
}

/// What the visitors of one document share.
#[derive(Default)]
struct Notes {
    /// How many values there have been.
    values: Cell<usize>,
    /// What is wrong, where it is not the parser that says so.
    fault: RefCell<Option<Fault>>,
    /// The text of the number that was read last, until it is taken.
    number: Cell<Option<String>>,
}

impl Notes {
    fn refuse<E: Error>(&self, fault: Fault) -> E {
        self.fault.replace(Some(fault));
        E::custom("")
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Reader<'n> {
    notes: &'n Notes,
    /// How many levels may still be opened.
    depth: usize,
}

impl Reader<'_> {
    /// The reader of what stands inside a list or an object.
    fn inside(self) -> Self {
        Self { depth: self.depth.saturating_sub(1), ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let values = self.notes.values.get() + 1;
        if values > VALUES_MAX {
            return Err(self.notes.refuse(Fault::Values));
        }
        self.notes.values.set(values);
        deserializer.deserialize_any(self)
    }
}

/// The only field of the object as which the parser hands over a number that has a fraction or many
/// digits. Its value is an owned string, which no string of a document is.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.notes.number.set(Some(text));
        Ok(Value::Absent)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        if self.depth == 0 {
            return Err(self.notes.refuse(Fault::Depth));
        }
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.inside())? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut next = map.next_key::<String>()?;
        // A number is no level of the document.
        if self.depth == 0 && next.as_deref() != Some(NUMBER) {
            return Err(self.notes.refuse(Fault::Depth));
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut names = BTreeSet::new();
        while let Some(name) = next {
            if !names.insert(name.clone()) {
                return Err(self.notes.refuse(Fault::DuplicateField(name)));
            }
            let value = map.next_value_seed(self.inside())?;
            if let Some(number) = self.notes.number.take() {
                return Ok(Value::Number(number));
            }
            fields.push((name, value));
            next = map.next_key()?;
        }
        Ok(Value::Object(fields))
    }
}

fn push(text: &mut String, value: &Value, bare: fn(&str) -> bool) {
    match value {
        Value::Absent | Value::Null | Value::Other(_) => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Count(count) => text.push_str(&crate::diagnostic::count(*count)),
        Value::Integer(digits) | Value::Number(digits) if bare(digits) => text.push_str(digits),
        Value::Integer(string) | Value::Number(string) | Value::Text(string) => {
            push_string(text, string);
        }
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                push(text, item, bare);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            let given = fields.iter().filter(|(_, value)| is_data(value));
            for (index, (name, value)) in given.enumerate() {
                if index > 0 {
                    text.push(',');
                }
                push_string(text, name);
                text.push(':');
                push(text, value, bare);
            }
            text.push('}');
        }
    }
}

fn is_data(value: &Value) -> bool {
    !matches!(value, Value::Absent | Value::Other(_))
}

fn push_string(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\0'..' ' => {
                text.push_str("\\u00");
                let code = u32::from(character);
                text.extend(
                    [code >> 4, code & 0xF].map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
                );
            }
            other => text.push(other),
        }
    }
    text.push('"');
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
