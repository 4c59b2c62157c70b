//! JSON documents. Numbers keep the digits that they were written with.

mod read;
mod write;

pub use read::read;
pub(super) use read::{read_long, read_own};
pub(super) use write::{Object, list, push_integer};
pub use write::{write, write_portable};
