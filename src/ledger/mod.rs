//! Accounts, entries and holds, and virtual time.
//!
//! Nothing here knows a subscriber, an application or a request.

mod account;
mod books;
mod clock;

pub use account::{Account, AccountId, Guard, Side, Sums};
pub use books::{Books, Component, EntryId, Imbalance, PostError, Posting};
pub use clock::{Clock, TIME_MAX, Timer};
