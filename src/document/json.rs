//! JSON texts to raw trees: numbers keep their digits, and no object has a name twice.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::place::Place;
use super::value::Value;
use crate::diagnostic::{Code, Problem, count, excerpt};

/// The most that a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonLimits {
    /// How deeply lists and objects may be nested.
    pub depth: usize,
    /// How many values there may be.
    pub values: usize,
}

/// Why a text was not read, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub fault: JsonFault,
    /// The byte where reading stopped.
    pub offset: usize,
}

/// What can be wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonFault {
    /// More levels than [`JsonLimits::depth`].
    Depth,
    /// A name that its object has already.
    DuplicateName(String),
    /// No JSON, in a sentence.
    Syntax(String),
    /// More values than [`JsonLimits::values`].
    Values,
}

impl JsonError {
    /// The problem in words, with its line and column in the text that was read.
    #[must_use]
    pub fn problem(&self, text: &str, limits: JsonLimits) -> Problem {
        let problem = match &self.fault {
            JsonFault::Depth => Problem::says(Code::DocumentTooDeep, &[]),
            JsonFault::DuplicateName(name) => {
                Problem::says(Code::JsonDuplicateField, &[&excerpt(name)])
            }
            JsonFault::Syntax(sentence) => Problem::says(Code::JsonSyntax, &[sentence]),
            JsonFault::Values => {
                Problem::says(Code::DocumentTooManyValues, &[&count(limits.values)])
            }
        };
        Place::of(text, self.offset).of_problem(&problem)
    }
}

/// Reads a text. Every number becomes a [`Value::Number`] with its own digits; only an exponent is
/// written as JavaScript writes it, `e+21`.
///
/// # Errors
/// The first fault.
pub fn read_json(text: &str, limits: JsonLimits) -> Result<Value, JsonError> {
    let notes = Notes::default();
    notes.values.set(limits.values);
    let mut parser = serde_json::Deserializer::from_str(text);
    let root = Tree { notes: &notes, depth: Some(limits.depth) };
    let read = root.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    read.map_err(|error| {
        let fault = notes.fault.take().unwrap_or_else(|| JsonFault::Syntax(sentence(&error)));
        // The parser tells the last byte that it has read; a value too many comes after that.
        let ahead = usize::from(fault == JsonFault::Values);
        JsonError { offset: offset(text, error.line(), error.column() + ahead), fault }
    })
}

/// What the parser says, in words that say what was expected. Its own have the position at their
/// end.
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

/// The offset of the character that has this byte, which is counted from 1 within its line; a line
/// feed is byte 0 of the next.
fn offset(text: &str, line: usize, byte: usize) -> usize {
    let above = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
    let mut offset = (above.sum::<usize>() + byte).saturating_sub(1);
    while !text.is_char_boundary(offset) {
        offset = offset.saturating_sub(1);
    }
    offset
}

/// What the visitors of one text share.
#[derive(Default)]
struct Notes {
    /// How many values there may still be.
    values: Cell<usize>,
    /// What is wrong, where it is not the parser that says so.
    fault: RefCell<Option<JsonFault>>,
    /// The digits of the number that was read last, until they are taken.
    digits: Cell<Option<String>>,
}

impl Notes {
    /// Counts a value.
    fn count<E: Error>(&self) -> Result<(), E> {
        match self.values.get().checked_sub(1) {
            Some(left) => self.values.set(left),
            None => return Err(self.refuse(JsonFault::Values)),
        }
        Ok(())
    }

    fn refuse<E: Error>(&self, fault: JsonFault) -> E {
        self.fault.replace(Some(fault));
        E::custom("")
    }
}

/// Reads one value and all that is inside.
#[derive(Clone, Copy)]
struct Tree<'n> {
    notes: &'n Notes,
    /// How many levels may still be opened inside; `None` below the last level, where nothing but
    /// the digits of a number may come.
    depth: Option<usize>,
}

impl Tree<'_> {
    /// The reader of what stands inside a list or an object.
    fn inside(self) -> Self {
        Self { depth: self.depth.and_then(|depth| depth.checked_sub(1)), ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.notes.count()?;
        deserializer.deserialize_any(self)
    }
}

/// The names of an object that has many fields: those of a few are looked at one by one.
#[derive(Default)]
struct KnownNames(BTreeSet<String>);

/// As many fields as an object has in most documents.
const FEW: usize = 16;

impl KnownNames {
    /// Notes the name of the next field; whether no field before has it.
    fn is_new(&mut self, name: &str, before: &[(String, Value)]) -> bool {
        if before.len() < FEW {
            return before.iter().all(|(known, _)| known != name);
        }
        // A tree and not a hash: no choice of names makes it slow.
        if self.0.is_empty() {
            self.0.extend(before.iter().map(|(known, _)| known.clone()));
        }
        self.0.insert(name.to_owned())
    }
}

/// The only name of the object as which the parser hands over the digits of a number that is no
/// whole number of 64 bits. Their string is owned, which no string of a text is, so that nobody can
/// write such an object.
const DIGITS: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Tree<'_> {
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

    fn visit_string<E: Error>(self, digits: String) -> Result<Value, E> {
        self.notes.digits.set(Some(digits));
        Ok(Value::Absent)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        if matches!(self.depth, None | Some(0)) {
            return Err(self.notes.refuse(JsonFault::Depth));
        }
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.inside())? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let too_deep = || Err(self.notes.refuse(JsonFault::Depth));
        let Some(depth) = self.depth else { return too_deep() };
        let mut next = map.next_key::<String>()?;
        // A number is no level of the document.
        if depth == 0 && next.as_deref() != Some(DIGITS) {
            return too_deep();
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut names = KnownNames::default();
        while let Some(name) = next {
            if !names.is_new(&name, &fields) {
                return Err(self.notes.refuse(JsonFault::DuplicateName(name)));
            }
            let may_be_digits = name == DIGITS;
            if may_be_digits {
                // Digits are no value besides their number.
                self.notes.values.set(self.notes.values.get() + 1);
            }
            let value = map.next_value_seed(self.inside())?;
            if let Some(digits) = self.notes.digits.take() {
                return Ok(Value::Number(digits));
            }
            if depth == 0 {
                return too_deep();
            }
            if may_be_digits {
                self.notes.count()?;
            }
            fields.push((name, value));
            next = map.next_key()?;
        }
        Ok(Value::Object(fields))
    }
}
