//! Charges computed exactly.

pub mod curve;
pub mod diagnostic;
pub mod formula;
pub mod money;
pub mod pricing;
pub mod request;
#[cfg(target_family = "wasm")]
mod wasm;
