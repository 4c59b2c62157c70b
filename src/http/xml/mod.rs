//! XML documents: elements as fields, repeated elements as lists.

mod name;
mod read;
mod shape;
mod write;

pub(super) use read::ATTRIBUTES_MAX;
pub use read::read;
pub use shape::Shape;
pub use write::write;

/// Whether XML 1.0 can hold a character, be it as itself or by its number.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
