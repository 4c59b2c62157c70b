//! The test author's side: what JavaScript calls by name, views, snapshots.

mod calls;
mod creation;
mod snapshot;
mod views;
