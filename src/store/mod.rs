//! What keeps a large state small: a codec, paged and sparse lists, an index, identifiers.
//!
//! Nothing here knows what it keeps.

mod codec;
mod identifier;
mod index;
mod paged;
mod sparse;

pub(crate) use codec::{Loader, Stored, load, stored};
pub use identifier::{Identifiers, hexadecimal, of_hexadecimal};
pub use index::{Index, Names};
pub use paged::{Paged, Span, Texts};
pub use sparse::Sparse;
