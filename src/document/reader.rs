//! Reads typed fields out of a raw tree and keeps every problem with its JSON pointer.

use super::raw::Raw;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic, Problem, Refusal, excerpt, in_utf16};
use crate::money::{AmountError, Decimal, Ratio, amount as digits};

/// The most problems that are told of one value: past that, nobody reads on.
const MOST_PROBLEMS: usize = 100;

/// Collects the problems of one value.
#[derive(Debug, Default)]
pub struct Reader {
    /// The first problems; of more than may be, the last says that there are more.
    problems: Vec<Problem>,
    /// How many problems were noted, told or not.
    noted: usize,
    /// Of a text inside the value, with places there.
    diagnostics: Vec<Diagnostic>,
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
    pub fn problem(&mut self, code: Code, path: &str, message: String, help: Option<String>) {
        self.note(path, Problem::new(code, message, help));
    }

    /// Notes a problem whose message comes in parts; an empty help is none.
    #[inline(never)]
    pub fn fault(&mut self, code: Code, path: &str, message: &[&str], help: &str) {
        self.note(path, Problem::of(code, message, help));
    }

    /// Notes a problem in its code's own words.
    pub fn say(&mut self, code: Code, path: &str, given: &[&str]) {
        if self.listens() {
            self.note(path, Problem::says(code, given));
        }
    }

    /// Whether one more problem would change what is told; otherwise it is only counted. To word
    /// each of a million takes seconds.
    fn listens(&mut self) -> bool {
        let listens = self.noted <= MOST_PROBLEMS;
        if !listens {
            self.noted = self.noted.saturating_add(1);
        }
        listens
    }

    #[inline(never)]
    fn note(&mut self, path: &str, problem: Problem) {
        self.noted = self.noted.saturating_add(1);
        if self.noted <= MOST_PROBLEMS {
            self.problems.push(problem.at(path));
        } else if let Some(last) = self.problems.last_mut() {
            *last = Problem::says(Code::TooManyProblems, &[]);
        }
    }

    /// Keeps the problems of a part of the value.
    pub fn keep_all(&mut self, path: &str, problems: Vec<Problem>) {
        for problem in problems {
            let path = [path, &problem.path].concat();
            self.note(&path, problem);
        }
    }

    /// Notes that a value is not what was expected.
    pub fn wrong_type(&mut self, expected: &str, found: &Value, path: &str) {
        self.say(Code::WrongType, path, &[expected, found.kind()]);
    }

    /// Notes that a field of a document is not what was expected.
    pub fn unexpected(&mut self, code: Code, path: &str, expected: &str, found: Raw<'_>) {
        self.problem(code, path, unexpected(code, expected, found), None);
    }

    /// The fields of an object; an absent value has none.
    pub fn fields<'v>(&mut self, value: &'v Value, path: &str) -> Fields<'v> {
        let mut fields: &[_] = &[];
        if let Value::Object(given) = value {
            fields = given;
        } else if !value.is_absent() {
            self.wrong_type("an object", value, path);
        }
        Fields { path: path.to_owned(), fields, asked: Vec::new() }
    }

    /// Keeps a value, or notes why there is none.
    pub fn keep<T>(&mut self, path: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.note(path, problem)).ok()
    }

    /// Keeps what a text inside the value means, or notes why it means nothing.
    pub fn keep_text<T>(
        &mut self,
        path: &str,
        text: &str,
        result: Result<T, Vec<Diagnostic>>,
    ) -> Option<T> {
        let diagnostics = match result {
            Ok(meaning) => return Some(meaning),
            Err(diagnostics) => in_utf16(diagnostics, text),
        };
        for found in &diagnostics {
            self.problem(found.code, path, found.message.clone(), found.help.clone());
        }
        self.diagnostics = diagnostics;
        None
    }

    /// Notes that a required field is missing.
    pub fn missing(&mut self, path: &str) {
        self.say(Code::MissingField, path, &[]);
    }

    /// Notes the fields that nobody asks for: a misspelled name must not be passed over.
    pub fn refuse_others(&mut self, path: &str, fields: &[(String, Value)], known: &[&str]) {
        for (name, value) in fields {
            if !known.contains(&name.as_str()) && !value.is_absent() {
                self.unknown_field(path, name, known);
            }
        }
    }

    fn unknown_field(&mut self, path: &str, name: &str, known: &[&str]) {
        if !self.listens() {
            return;
        }
        let path = [path, "/", &pointer(name)].concat();
        let message = Code::UnknownField.sentence(&[&excerpt(name)]);
        let mut names: Vec<&str> = Vec::new();
        // A reader may have asked for one twice.
        for name in known {
            if !names.contains(name) {
                names.push(name);
            }
        }
        let help = ["the fields are `", &names.join("`, `"), "`"].concat();
        self.problem(Code::UnknownField, &path, message, Some(help));
    }

    /// How many problems were noted so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.noted
    }

    /// Whether no problem was noted so far.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.problems.is_empty()
    }

    /// The problems that were noted, or the first of them.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Refuses the value if there were problems.
    ///
    /// # Errors
    /// Every problem that was noted.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.is_content() {
            return Ok(());
        }
        Err(Refusal { diagnostics: self.diagnostics, ..Refusal::of_problems(self.problems) })
    }
}

impl<'v> Fields<'v> {
    /// The value of a field and its path.
    pub fn take(&mut self, name: &'static str) -> (&'v Value, String) {
        (self.value(name), self.path_of(name))
    }

    /// The value of a field. Its path is told where something is wrong with it: most fields are
    /// absent, and a path takes longer to make than a value to find.
    pub fn value(&mut self, name: &'static str) -> &'v Value {
        self.asked.push(name);
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or(&Value::Absent, |(_, value)| value)
    }

    /// Keeps what a field says, or notes why it says nothing.
    fn keep<T>(&self, name: &str, read: Result<T, Problem>, reader: &mut Reader) -> Option<T> {
        read.map_err(|problem| reader.note(&self.path_of(name), problem)).ok()
    }

    /// The path that a field has, or would have.
    #[must_use]
    #[inline(never)]
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
        let value = self.value(name);
        if let Value::Bool(truth) = value {
            return Some(*truth);
        }
        if !value.is_absent() {
            reader.wrong_type("`true` or `false`", value, &self.path_of(name));
        }
        None
    }

    /// An amount, if one is given.
    pub fn amount(&mut self, name: &'static str, reader: &mut Reader) -> Option<Decimal> {
        let value = self.value(name);
        if value.is_absent() { None } else { self.keep(name, amount(value), reader) }
    }

    /// A number that divides or multiplies, which may be a fraction, if one is given.
    pub fn ratio(&mut self, name: &'static str, reader: &mut Reader) -> Option<Ratio> {
        let value = self.value(name);
        if value.is_absent() { None } else { self.keep(name, ratio(value), reader) }
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

    /// Whether a field is absent or `null`.
    #[must_use]
    pub fn is_nothing(&self, name: &str) -> bool {
        !self.fields.iter().any(|(field, value)| field == name && !value.is_nothing())
    }

    /// Whether a field is not there at all.
    #[must_use]
    pub fn is_absent(&self, name: &str) -> bool {
        !self.fields.iter().any(|(field, value)| field == name && !value.is_absent())
    }

    /// A string and its path, if one is given.
    pub fn text(&mut self, name: &'static str, reader: &mut Reader) -> Option<(&'v str, String)> {
        let value = self.value(name);
        if let Value::Text(text) = value {
            return Some((text, self.path_of(name)));
        }
        if !value.is_absent() {
            reader.wrong_type("a string", value, &self.path_of(name));
        }
        None
    }

    /// Refuses every field that was not asked for.
    pub fn refuse_others(self, reader: &mut Reader) {
        reader.refuse_others(&self.path, self.fields, &self.asked);
    }
}

/// Reads an amount: a decimal string, a number or a whole number of any length.
///
/// # Errors
/// The problem, without a path.
pub fn amount(value: &Value) -> Result<Decimal, Problem> {
    let is_null = *value == Value::Null;
    raw_amount(if is_null { Raw::Other(value.kind()) } else { Raw::of_field(value) })
}

/// Reads a number that divides or multiplies: an amount, or a text `n/d`.
///
/// # Errors
/// The problem, without a path.
pub fn ratio(value: &Value) -> Result<Ratio, Problem> {
    let Value::Text(text) = value else { return amount(value).map(Ratio::from) };
    digits::parse_ratio(text).map_err(Problem::from)
}

/// Reads an amount that is still part of a document.
///
/// # Errors
/// The problem, without a path.
pub fn raw_amount(raw: Raw<'_>) -> Result<Decimal, Problem> {
    let read: Result<Decimal, AmountError> = match raw {
        Raw::Text(text) | Raw::Whole(text) => digits::parse(text),
        Raw::Number(text) => digits::parse_number(text),
        // The decimals of libraries are objects, and have a text.
        Raw::Object => {
            return Err(Problem::of(Code::AmountType, &[EXPECTED_AMOUNT], PASS_TEXT));
        }
        Raw::Absent | Raw::List(_) | Raw::Other(_) => {
            return Err(Problem::says(Code::AmountType, &[raw.kind()]));
        }
    };
    read.map_err(Problem::from)
}

const EXPECTED_AMOUNT: &str = "expected an amount, found an object";
const PASS_TEXT: &str = "pass its text, as `String(value)` or `value.toString()` gives it";

/// Reads a number that divides or multiplies and is still part of a document.
///
/// # Errors
/// The problem, without a path.
#[cfg(any(feature = "requests", feature = "ledger"))]
pub fn raw_ratio(raw: Raw<'_>) -> Result<Ratio, Problem> {
    let Raw::Text(text) = raw else { return raw_amount(raw).map(Ratio::from) };
    digits::parse_ratio(text).map_err(Problem::from)
}

/// A field name as a part of a JSON pointer.
#[must_use]
pub fn pointer(name: &str) -> String {
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

/// What is said of a field that is not what was expected.
#[inline(never)]
pub fn unexpected(code: Code, expected: &str, found: Raw<'_>) -> String {
    // Of the wrong type, a number's digits do not matter.
    let text = match found {
        Raw::Number(text) | Raw::Whole(text) if code != Code::WrongType => Some(text),
        Raw::Text(text) => Some(text),
        Raw::Absent
        | Raw::List(_)
        | Raw::Number(_)
        | Raw::Object
        | Raw::Other(_)
        | Raw::Whole(_) => None,
    };
    let found = match text {
        Some(text) => &*[found.kind(), " `", &excerpt(text), "`"].concat(),
        None => found.kind(),
    };
    // What a field should be is said in the same words, whatever it is.
    Code::WrongType.sentence(&[expected, found])
}
