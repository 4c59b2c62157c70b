//! JSON to raw trees.

use super::super::fault::Fault;
use super::super::place::Place;
use super::super::{BYTES_MAX, DEPTH_MAX, VALUES_MAX, without_mark};
use crate::diagnostic::Problem;
use crate::document::Value;
use crate::store::{Index, Names};

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
    parsed(text, VALUES_MAX)
}

/// Reads a document of our own, however large it is.
pub(in crate::http) fn read_own(text: &str) -> Result<Value, Problem> {
    parsed(text, usize::MAX)
}

fn parsed(text: &str, most: usize) -> Result<Value, Problem> {
    let mut parser = Parser { text, at: 0, values: most, salt: Index::hash(&[], text) };
    let read = parser.value(DEPTH_MAX).and_then(|value| parser.end().map(|()| value));
    read.map_err(|fault| fault.at(parser.place()))
}

/// What stands at the end where a value should.
const NO_VALUE: Fault = Fault::Json("expected a value, found the end of the document");
const OPEN_LIST: Fault = Fault::Json("the document ends inside a list");
const OPEN_OBJECT: Fault = Fault::Json("the document ends inside an object");
const OPEN_STRING: Fault = Fault::Json("the document ends inside a string");
const NUMBER: Fault = Fault::Json("invalid number");
const ESCAPE: Fault = Fault::Json("invalid escape");
const SURROGATES: Fault = Fault::Json("expected two surrogates that make one character");
const TRAILING_COMMA: Fault = Fault::Json("expected a value after the comma");

/// Reads along the text, and stays where something is wrong.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// How many values there may still be.
    values: usize,
    /// Of the names.
    salt: u32,
}

impl<'t> Parser<'t> {
    /// A value that may have so many levels.
    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        self.values = self.values.checked_sub(1).ok_or(Fault::Values)?;
        match self.peek_beyond_space() {
            Some(b'[' | b'{') if depth == 0 => Err(Fault::Depth),
            Some(b'[') => self.list(depth - 1),
            Some(b'{') => self.object(depth - 1),
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => Err(Fault::Json("expected a value")),
            None => Err(NO_VALUE),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        match self.peek_beyond_space() {
            Some(b']') => return Ok(self.closed(Value::List(items))),
            Some(_) => {}
            None => return Err(OPEN_LIST),
        }
        loop {
            items.push(self.value(depth)?);
            match self.peek_beyond_space() {
                Some(b']') => return Ok(self.closed(Value::List(items))),
                Some(b',') => self.at += 1,
                Some(_) => return Err(Fault::Json("expected `,` or `]`")),
                None => return Err(OPEN_LIST),
            }
            if self.peek_beyond_space() == Some(b']') {
                return Err(TRAILING_COMMA);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut names = Names::new(self.salt);
        self.at += 1;
        match self.peek_beyond_space() {
            Some(b'}') => return Ok(self.closed(Value::Object(fields))),
            Some(_) => {}
            None => return Err(OPEN_OBJECT),
        }
        loop {
            let name = self.name()?;
            if names.find(&fields, &name).is_some() {
                // Where the name ends.
                self.at -= 1;
                return Err(Fault::DuplicateField(name));
            }
            match self.peek_beyond_space() {
                Some(b':') => self.at += 1,
                Some(_) => return Err(Fault::Json("expected `:`")),
                None => return Err(OPEN_OBJECT),
            }
            let value = self.value(depth)?;
            fields.push((name, value));
            names.note_last(&fields);
            match self.peek_beyond_space() {
                Some(b'}') => return Ok(self.closed(Value::Object(fields))),
                Some(b',') => self.at += 1,
                Some(_) => return Err(Fault::Json("expected `,` or `}`")),
                None => return Err(OPEN_OBJECT),
            }
            if self.peek_beyond_space() == Some(b'}') {
                return Err(TRAILING_COMMA);
            }
        }
    }

    fn name(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(_) => Err(Fault::Json("expected a name in double quotes")),
            None => Err(NO_VALUE),
        }
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let special = |byte| matches!(byte, b'"' | b'\\' | 0..b' ');
            let plain = rest.bytes().position(special).unwrap_or(rest.len());
            string.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    self.at += 1;
                    string.push(self.escaped()?);
                }
                Some(_) => {
                    let what = "expected a character of a string, found a control character";
                    return Err(Fault::Json(what));
                }
                None => return Err(OPEN_STRING),
            }
        }
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Result<char, Fault> {
        let character = match self.peek().ok_or(OPEN_STRING)? {
            same @ (b'"' | b'\\' | b'/') => char::from(same),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.escaped_by_number(),
            _ => return Err(ESCAPE),
        };
        self.at += 1;
        Ok(character)
    }

    fn escaped_by_number(&mut self) -> Result<char, Fault> {
        let mut number = self.four_digits()?;
        if let 0xD800..0xDC00 = number {
            for expected in [b'\\', b'u'] {
                if self.peek().ok_or(OPEN_STRING)? != expected {
                    return Err(SURROGATES);
                }
                self.at += usize::from(expected == b'\\');
            }
            number = match self.four_digits()? {
                low @ 0xDC00..0xE000 => 0x1_0000 + ((number - 0xD800) << 10) + (low - 0xDC00),
                _ => number,
            };
        }
        char::from_u32(number).ok_or_else(|| {
            // The last digit.
            self.at -= 1;
            SURROGATES
        })
    }

    /// The number in four hexadecimal digits behind the `u` that is here.
    fn four_digits(&mut self) -> Result<u32, Fault> {
        let mut number = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.peek().ok_or(OPEN_STRING)?).to_digit(16);
            number = number << 4 | digit.ok_or(ESCAPE)?;
        }
        self.at += 1;
        Ok(number)
    }

    fn number(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(NUMBER);
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        let mut number = self.since(start).to_owned();
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            number.push_str(if self.peek() == Some(b'-') { "e-" } else { "e+" });
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            let start = self.at;
            self.digits()?;
            number.push_str(self.since(start));
        }
        Ok(number)
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        if !self.peek().ok_or(NO_VALUE)?.is_ascii_digit() {
            return Err(NUMBER);
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Fault> {
        for expected in word.bytes() {
            if self.peek().ok_or(NO_VALUE)? != expected {
                return Err(Fault::Json("expected `true`, `false` or `null`"));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.peek_beyond_space() {
            Some(_) => Err(Fault::Json("expected the end of the document")),
            None => Ok(()),
        }
    }

    /// Goes beyond the bracket that closes a value.
    fn closed(&mut self, value: Value) -> Value {
        self.at += 1;
        value
    }

    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn peek_beyond_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Where it has come to; where the document has ended, its last character.
    fn place(&self) -> Place {
        let last = self.text.char_indices().next_back();
        let last = last.map_or(0, |(at, last)| if last == '\n' { at + 1 } else { at });
        Place::of(self.text, self.at.min(last))
    }
}
