//! Amounts, currencies, rounding, allocation and exact arithmetic.
//!
//! The ground floor: nothing here knows a formula, a price rule or a diagnostic. Every operation
//! is either exact or answers with an error; the one place where a digit may be lost is
//! [`Rounding::round`], which is told how.

pub mod allocation;
pub mod amount;
pub mod bound;
pub mod currency;
mod decimal;
pub mod exact;
mod few;
pub(crate) mod integer;
mod iso4217;
pub mod minor_units;
mod mode;
pub mod quantity;
pub mod quote;
pub mod ratio;
pub mod rounding;
mod text;

pub use allocation::{Allocation, AllocationError, AllocationMode, allocate};
pub use amount::{AmountError, AmountErrorKind};
pub use bound::{Applied, BoundError, clamp};
pub use currency::{Currency, UnknownCurrency, UnknownReason};
pub use exact::{Decimal, Overflow};
pub use few::FewRatios;
pub use minor_units::{MinorUnits, NotOnGrid, NotOnGridReason};
pub use mode::{ModeKind, UnknownMode};
pub use quantity::Quantity;
pub use ratio::Ratio;
pub use rounding::{Rounding, RoundingError, RoundingErrorReason, RoundingMode};
