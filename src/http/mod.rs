//! API documents as text, in and out: JSON and XML to raw trees and back.

mod answer;
pub mod dialect;
pub mod json;
mod limits;
pub mod mock;
mod place;
pub mod xml;

pub use answer::Answer;
pub use limits::{BYTES_MAX, DEPTH_MAX, VALUES_MAX};
