//! A raw tree: what a body or a bag of options holds before anybody has checked it.

/// A value from outside. Numbers stay text, so that no digit is lost before it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Absent, or `undefined`.
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// A length, a position or a number of things; only in answers.
    Count(usize),
    /// A whole number of any length (a JavaScript `BigInt`).
    Integer(String),
    /// An array.
    List(Vec<Value>),
    /// `null`.
    Null,
    /// A number in its shortest decimal form, as JavaScript prints it.
    Number(String),
    /// An object: its own fields, in order.
    Object(Vec<(String, Value)>),
    /// Something that is no data, by name: `a function`, `a symbol`, `a value that is nested too
    /// deeply`.
    Other(&'static str),
    /// A string.
    Text(String),
}

impl Value {
    /// What it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Count(_) | Self::Integer(_) => "a whole number",
            Self::List(_) => "an array",
            Self::Null => "null",
            Self::Number(_) => "a number",
            Self::Object(_) => "an object",
            Self::Other(what) => what,
            Self::Text(_) => "a string",
        }
    }

    /// The value of an object's field; absent where there is none.
    #[must_use]
    pub fn field(&self, name: &str) -> &Value {
        let Self::Object(fields) = self else { return &Self::Absent };
        let found = fields.iter().find(|(field, _)| field == name);
        found.map_or(&Self::Absent, |(_, value)| value)
    }

    /// Looks at all fields of a tree, and may change it: each with its
    /// name, and then what is in it.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(crate) fn each_field(&mut self, look: &mut dyn FnMut(&str, &mut Value)) {
        match self {
            Self::List(items) => items.iter_mut().for_each(|item| item.each_field(look)),
            Self::Object(fields) => {
                for (name, field) in fields {
                    look(name, field);
                    field.each_field(look);
                }
            }
            Self::Absent
            | Self::Bool(_)
            | Self::Count(_)
            | Self::Integer(_)
            | Self::Null
            | Self::Number(_)
            | Self::Other(_)
            | Self::Text(_) => {}
        }
    }

    /// Whether nothing was given, or `null`.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Absent | Self::Null)
    }

    /// Whether nothing was given.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}
