//! API documents as text, in and out: JSON and XML to raw trees and back.

mod answer;
pub mod dialect;
mod fault;
pub mod json;
mod mock;
mod place;
pub mod xml;

pub use answer::Answer;

/// The longest document, in bytes of UTF-8.
pub const BYTES_MAX: usize = 1 << 20;

/// How deeply the lists, objects and elements of a document may be nested.
pub const DEPTH_MAX: usize = 64;

/// The most values of a JSON document, or elements of an XML document.
pub const VALUES_MAX: usize = 100_000;

/// A byte order mark says nothing about a text that has been decoded.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}
