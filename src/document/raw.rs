//! The fields of a document, one after another in a fixed order.
//!
//! A document of thousands of lines is read through this form: nothing is copied or looked up by
//! name. It comes from a tree, or as text from JavaScript, where reading a field costs a hundredth
//! of what it would cost from here.

use super::value::Value;

/// A field as it was given, before anybody has checked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw<'t> {
    /// Absent or null.
    Absent,
    /// An array of so many things, which follow.
    List(usize),
    /// A number in its shortest decimal form.
    Number(&'t str),
    /// An object, whose fields follow.
    Object,
    /// Something else, by name.
    Other(&'t str),
    /// A string.
    Text(&'t str),
    /// A whole number of any length.
    Whole(&'t str),
}

/// Ends each field of the text form; the edge lets no field through that contains it.
pub const SEPARATOR: &str = "\u{1F}";

/// The fields of a text, one after another.
#[cfg(any(feature = "requests", feature = "ledger"))]
pub struct Fields<'t>(pub &'t str);

#[cfg(any(feature = "requests", feature = "ledger"))]
impl<'t> Iterator for Fields<'t> {
    type Item = Raw<'t>;

    fn next(&mut self) -> Option<Raw<'t>> {
        let mut length = 0;
        for byte in self.0.as_bytes() {
            if *byte == b'\x1F' {
                break;
            }
            length += 1;
        }
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest.get(SEPARATOR.len()..)?;
        Some(Raw::of_text(field))
    }
}

impl<'t> Raw<'t> {
    /// A field of the text form: its kind in the first character, then what it says.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn of_text(field: &'t str) -> Self {
        let Some((kind, rest)) = field.split_at_checked(1) else { return Self::Absent };
        match kind {
            "s" => Self::Text(rest),
            "#" => Self::Number(rest),
            "i" => Self::Whole(rest),
            "[" => Self::List(length(rest)),
            _ => Self::Object,
        }
    }

    /// A leaf of a tree, or the beginning of a branch.
    #[must_use]
    pub fn of_value(value: &'t Value) -> Self {
        match value {
            Value::Absent | Value::Null => Self::Absent,
            Value::Integer(digits) => Self::Whole(digits),
            Value::List(items) => Self::List(items.len()),
            Value::Number(digits) => Self::Number(digits),
            Value::Object(_) => Self::Object,
            Value::Text(text) => Self::Text(text),
            other => Self::Other(other.kind()),
        }
    }

    /// What it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'t str {
        match self {
            Self::Absent => "nothing",
            Self::List(_) => "an array",
            Self::Number(_) => "a number",
            Self::Object => "an object",
            Self::Other(kind) => kind,
            Self::Text(_) => "a string",
            Self::Whole(_) => "a whole number",
        }
    }
}

#[cfg(any(feature = "requests", feature = "ledger"))]
fn length(digits: &str) -> usize {
    digits.bytes().fold(0, |length, digit| length * 10 + usize::from(digit.wrapping_sub(b'0')))
}
