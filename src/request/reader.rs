//! Reads typed fields out of a raw tree and keeps every problem with its JSON pointer.

use super::value::Value;
use crate::diagnostic::{Problem, Refusal, excerpt};
use crate::money::{
    AllocationError, AmountError, BoundError, Decimal, NotOnGrid, Overflow, RoundingError,
    UnknownCurrency, UnknownMode, amount as digits,
};

/// Collects the problems of one value.
#[derive(Debug, Default)]
pub struct Reader {
    problems: Vec<Problem>,
}

/// The fields of an object that have not been asked for yet.
#[derive(Debug)]
pub struct Fields<'v> {
    path: String,
    fields: &'v [(String, Value)],
    asked: Vec<&'static str>,
}

impl Reader {
    /// Notes a problem.
    pub fn problem(
        &mut self,
        code: &'static str,
        path: &str,
        message: String,
        help: Option<String>,
    ) {
        let path = path.to_owned();
        self.problems.push(Problem { code, path, message, help });
    }

    /// Notes that a value is not what was expected.
    pub fn wrong_type(&mut self, expected: &str, found: &Value, path: &str) {
        let message = ["expected ", expected, ", found ", found.kind()].concat();
        self.problem("wrong-type", path, message, None);
    }

    /// The fields of an object; an absent value has none.
    pub fn fields<'v>(&mut self, value: &'v Value, path: &str) -> Fields<'v> {
        let fields: &[_] = match value {
            Value::Object(fields) => fields,
            Value::Absent => &[],
            other => {
                self.wrong_type("an object", other, path);
                &[]
            }
        };
        Fields { path: path.to_owned(), fields, asked: Vec::new() }
    }

    /// Keeps a value, or notes why there is none.
    pub fn keep<T>(&mut self, path: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem.at(path))).ok()
    }

    /// The result, unless there were problems.
    ///
    /// # Errors
    /// Every problem that was noted.
    pub fn finish<T>(self, value: T) -> Result<T, Refusal> {
        if self.problems.is_empty() { Ok(value) } else { Err(Refusal::of_problems(self.problems)) }
    }
}

impl<'v> Fields<'v> {
    /// The value of a field and its path.
    pub fn take(&mut self, name: &'static str) -> (&'v Value, String) {
        self.asked.push(name);
        let found = self.fields.iter().find(|(field, _)| field == name);
        (found.map_or(&Value::Absent, |(_, value)| value), self.path_of(name))
    }

    /// The path that a field has, or would have.
    #[must_use]
    pub fn path_of(&self, name: &str) -> String {
        [&self.path, "/", name].concat()
    }

    /// Whether a field is given as `null`.
    #[must_use]
    pub fn is_null(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, value)| field == name && *value == Value::Null)
    }

    /// A truth value, if one is given.
    pub fn truth(&mut self, name: &'static str, reader: &mut Reader) -> Option<bool> {
        match self.take(name) {
            (Value::Absent, _) => None,
            (Value::Bool(truth), _) => Some(*truth),
            (other, path) => {
                reader.wrong_type("`true` or `false`", other, &path);
                None
            }
        }
    }

    /// An amount, if one is given.
    pub fn amount(&mut self, name: &'static str, reader: &mut Reader) -> Option<Decimal> {
        let (value, path) = self.take(name);
        if value.is_absent() { None } else { reader.keep(&path, amount(value)) }
    }

    /// A string that means something, if one is given.
    pub fn named<T, E: Into<Problem>>(
        &mut self,
        name: &'static str,
        reader: &mut Reader,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let (text, path) = self.text(name, reader)?;
        reader.keep(&path, read(text).map_err(Into::into))
    }

    /// A string and its path, if one is given.
    fn text(&mut self, name: &'static str, reader: &mut Reader) -> Option<(&'v str, String)> {
        match self.take(name) {
            (Value::Absent, _) => None,
            (Value::Text(text), path) => Some((text, path)),
            (other, path) => {
                reader.wrong_type("a string", other, &path);
                None
            }
        }
    }

    /// Refuses every field that was not asked for: a misspelled option must not be passed over.
    pub fn refuse_others(self, reader: &mut Reader) {
        for (name, value) in self.fields {
            if !self.asked.contains(&name.as_str()) && !value.is_absent() {
                let path = [&self.path, "/", &pointer(name)].concat();
                let message = ["the field `", &excerpt(name), "` is unknown"].concat();
                let help = ["the fields are `", &self.asked.join("`, `"), "`"].concat();
                reader.problem("unknown-field", &path, message, Some(help));
            }
        }
    }
}

/// Reads an amount: a decimal string, a number or a whole number of any length.
///
/// # Errors
/// The problem, without a path.
pub fn amount(value: &Value) -> Result<Decimal, Problem> {
    let read: Result<Decimal, AmountError> = match value {
        Value::Text(text) | Value::Integer(text) => digits::parse(text),
        Value::Number(text) => digits::parse_number(text),
        other => {
            let message = ["expected an amount, found ", other.kind()].concat();
            let help = "give a decimal string such as `12.50`".to_owned();
            return Err(Problem::new("amount-type", message, Some(help)));
        }
    };
    read.map_err(Problem::from)
}

impl From<AmountError> for Problem {
    fn from(error: AmountError) -> Self {
        Problem::new(error.code(), error.message(), Some(error.help()))
    }
}

macro_rules! problems {
    ($($error:ty),*) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Problem::new(error.code(), error.message(), None)
            }
        }
    )*};
}

problems!(
    AllocationError,
    BoundError,
    NotOnGrid,
    Overflow,
    RoundingError,
    UnknownCurrency,
    UnknownMode
);

/// A field name as a part of a JSON pointer.
fn pointer(name: &str) -> String {
    let mut pointer = String::new();
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    pointer
}
