//! A field as it was given, before anybody has checked it.

use super::value::Value;

/// What stands in a field, with as much of it as a check needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw<'t> {
    /// Nothing, or null.
    Absent,
    /// An array of so many things.
    List(usize),
    /// A number in its shortest decimal form.
    Number(&'t str),
    /// An object.
    Object,
    /// Something else, by name.
    Other(&'t str),
    /// A string.
    Text(&'t str),
    /// A whole number of any length.
    Whole(&'t str),
}

impl<'t> Raw<'t> {
    /// A value in the place of a field, where null says as little as nothing.
    #[must_use]
    pub fn of_field(value: &'t Value) -> Self {
        match value {
            Value::Absent | Value::Null => Self::Absent,
            Value::Integer(digits) => Self::Whole(digits),
            Value::List(items) => Self::List(items.len()),
            Value::Number(digits) => Self::Number(digits),
            Value::Object(_) => Self::Object,
            Value::Text(text) => Self::Text(text),
            Value::Bool(_) | Value::Count(_) | Value::Other(_) => Self::Other(value.kind()),
        }
    }

    /// A value that stands by itself, as an item of a list does: null is something there.
    #[must_use]
    pub fn of_item(value: &'t Value) -> Self {
        let raw = Self::of_field(value);
        if raw.is_absent() { Self::Other(value.kind()) } else { raw }
    }

    /// Whether it is nothing; to compare it would cost more.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
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
