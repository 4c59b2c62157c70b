//! How much a document may hold, and what is said of one that holds more.

use crate::diagnostic::{Code, Problem, count};

/// The longest document, in bytes of UTF-8.
pub const BYTES_MAX: usize = 1 << 20;

/// How deeply the lists, objects and elements of a document may be nested.
pub const DEPTH_MAX: usize = 64;

/// The most values of a JSON document, or elements of an XML document.
pub const VALUES_MAX: usize = 100_000;

/// The text of a document that is not too long, without a byte order mark: that says nothing about
/// a text that has been decoded.
pub(super) fn text_of(document: &str) -> Result<&str, Problem> {
    if document.len() > BYTES_MAX {
        return Err(Problem::says(Code::DocumentTooLarge, &[&count(BYTES_MAX)]));
    }
    Ok(document.strip_prefix('\u{FEFF}').unwrap_or(document))
}

pub(super) fn too_deep() -> Problem {
    Problem::says(Code::DocumentTooDeep, &[])
}

pub(super) fn too_many_values() -> Problem {
    Problem::says(Code::DocumentTooManyValues, &[&count(VALUES_MAX)])
}
