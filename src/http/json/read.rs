//! JSON to raw trees.

use crate::diagnostic::Problem;
use crate::document::{JsonLimits, Value, read_json};
use crate::http::limits::{self, DEPTH_MAX, VALUES_MAX};

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
    read_values(limits::text_of(text)?, VALUES_MAX)
}

/// Reads a document that may be long, but has no more values than any other.
pub(in crate::http) fn read_long(text: &str) -> Result<Value, Problem> {
    read_values(text, VALUES_MAX)
}

/// Reads a document of our own, however large it is.
pub(in crate::http) fn read_own(text: &str) -> Result<Value, Problem> {
    read_values(text, usize::MAX)
}

fn read_values(text: &str, values: usize) -> Result<Value, Problem> {
    let limits = JsonLimits { depth: DEPTH_MAX, values };
    read_json(text, limits).map_err(|error| error.problem(text, limits))
}
