//! Accounts, entries and holds, virtual time, identifiers and what keeps them.
//!
//! Nothing here knows a subscriber, an application or a request.

mod account;
mod books;
mod clock;
mod codec;
mod identifier;
mod index;
mod paged;
mod sparse;

pub use account::{Account, AccountId, Guard, Side, Sums};
pub use books::{Books, Component, EntryId, Imbalance, PostError, Posting};
pub use clock::{Clock, TIME_MAX, Timer};
pub(crate) use codec::{Loader, Stored, load, stored};
pub use identifier::{Identifiers, hexadecimal, of_hexadecimal};
pub use index::{Index, Names};
pub use paged::{Paged, Span, Texts};
pub use sparse::Sparse;
