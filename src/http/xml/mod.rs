//! XML documents: elements as fields, repeated elements as lists.

mod fault;
mod name;
mod read;
mod shape;
mod write;

pub use read::read;
pub use shape::Shape;
pub use write::write;
