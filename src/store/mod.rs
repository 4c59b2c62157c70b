//! What keeps a large state small: a codec, lists, an index, identifiers.
//!
//! Nothing here knows what it keeps.

mod blobs;
mod codec;
mod identifier;
mod index;
mod paged;
mod sparse;

pub use blobs::{BlobSpan, Blobs};
pub(crate) use codec::{Loader, Stored, load, stored};
pub use identifier::{Identifiers, hexadecimal, of_hexadecimal};
pub use index::{Index, Salt};
pub use paged::Paged;
pub use sparse::Sparse;
