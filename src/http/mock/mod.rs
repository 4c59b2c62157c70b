//! The test author's side: what JavaScript calls by name, views, snapshots.

mod calls;
mod clock;
mod desk;
mod event;
mod filter;
mod hosting;
mod inbox;
mod keeping;
mod listed;
mod named;
mod page;
mod posted;
mod refusal;
mod rules;
mod snapshot;
mod steer;
mod steering;
mod transactions;
mod views;

pub use calls::{call, keeps_more};
pub(super) use desk::API;
pub(super) use hosting::API as HOSTING;
pub use snapshot::{restore, restore_salted, snapshot, try_snapshot};
pub(super) use steering::API as STEERING;
