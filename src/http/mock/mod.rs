//! The test author's side: what JavaScript calls by name, views, snapshots.

mod calls;
mod clock;
mod desk;
mod event;
mod filter;
mod inbox;
mod keeping;
mod listed;
mod named;
mod page;
mod posted;
mod rules;
mod snapshot;
mod steer;
mod transactions;
mod views;

pub use calls::call;
pub(super) use desk::API;
pub use snapshot::{restore, restore_salted, snapshot, try_snapshot};
