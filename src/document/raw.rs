//! A field as it was given, before anybody has checked it.

use super::value::Value;

/// What stands in a field, with as much of it as a check needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw<'t> {
    /// Nothing, or null.
    Absent,
    /// An array.
    List,
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
            Value::List(_) => Self::List,
            Value::Number(digits) => Self::Number(digits),
            Value::Object(_) => Self::Object,
            Value::Text(text) => Self::Text(text),
            Value::Bool(_) | Value::Count(_) | Value::Other(_) => Self::Other(value.kind()),
        }
    }

    /// A value that stands by itself, as an item of a list does: null is something there.
    #[must_use]
    pub fn of_item(value: &'t Value) -> Self {
        match Self::of_field(value) {
            Self::Absent => Self::Other(value.kind()),
            raw => raw,
        }
    }

    /// The JSON of one value; none for a string with escapes, which is not there as it is written.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn of_json(json: &'t str) -> Option<Self> {
        Some(match json.as_bytes().first()? {
            b'"' => {
                let text = json.get(1..json.len() - 1)?;
                if text.contains('\\') {
                    return None;
                }
                Self::Text(text)
            }
            b'{' => Self::Object,
            b'[' => Self::List,
            b'n' => Self::Absent,
            b't' | b'f' => Self::Other("a boolean"),
            _ => Self::Number(json),
        })
    }

    /// What it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'t str {
        match self {
            Self::Absent => "nothing",
            Self::List => "an array",
            Self::Number(_) => "a number",
            Self::Object => "an object",
            Self::Other(kind) => kind,
            Self::Text(_) => "a string",
            Self::Whole(_) => "a whole number",
        }
    }
}
