//! The test author's side: what JavaScript calls by name, views, snapshots.

mod calls;
mod event;
mod filter;
mod page;
mod rules;
mod snapshot;
mod steer;
mod transactions;
mod views;

pub use calls::call;
pub use snapshot::{restore, restore_salted, snapshot, try_snapshot};
