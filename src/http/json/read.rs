//! JSON to raw trees.

use crate::diagnostic::{Code, Problem, excerpt};
use crate::document::{JsonFault, JsonLimits, Value, read_json};
use crate::http::limits::{self, DEPTH_MAX, VALUES_MAX};
use crate::http::place::Place;

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
    read_json(text, JsonLimits { depth: DEPTH_MAX, values }).map_err(|error| {
        let problem = match error.fault {
            JsonFault::Depth => limits::too_deep(),
            JsonFault::DuplicateName(name) => {
                Problem::says(Code::JsonDuplicateField, &[&excerpt(&name)])
            }
            JsonFault::Syntax(sentence) => Problem::says(Code::JsonSyntax, &[&sentence]),
            JsonFault::Values => limits::too_many_values(),
        };
        Place::of(text, error.offset).of_problem(&problem)
    })
}
