//! What keeps a large state small: lists, an index, identifiers.
//!
//! Nothing here knows what it keeps.

mod ascending;
mod blobs;
mod identifier;
mod index;
mod paged;
mod sparse;

pub use ascending::ascending;
pub use blobs::{BlobSpan, Blobs};
pub use identifier::{Identifiers, of_hexadecimal, push_hexadecimal};
pub use index::{Index, Salt};
pub use paged::Paged;
pub use sparse::Sparse;
