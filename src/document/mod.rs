//! What callers hand over, read with care: every problem is found, with its path.

#[cfg(any(feature = "requests", feature = "ledger"))]
pub mod bodies;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod charge_calculation;
#[cfg(feature = "ledger")]
mod json;
pub mod msisdn;
mod raw;
mod reader;
mod refused;
mod value;

#[cfg(any(feature = "requests", feature = "ledger"))]
pub use charge_calculation::{ChargeCalculation, Line, Slab, Transaction};
#[cfg(feature = "ledger")]
pub use json::{JsonError, JsonFault, JsonLimits, read_json};
pub use raw::{Raw, SEPARATOR};
pub use reader::{Fields, Reader, amount, pointer};
pub use value::Value;
