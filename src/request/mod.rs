//! What callers hand over, read with care: every problem is found, with its path.

mod reader;
mod value;

pub use reader::{Fields, Reader, amount};
pub use value::Value;
