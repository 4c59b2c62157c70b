//! What callers hand over, read with care: every problem is found, with its path.
//!
//! Each document of a wire is declared once, in a file of its own; `declare` says how.

mod caas;
mod charge_calculation;
mod debit;
mod declare;
mod field;
mod fields;
mod json;
pub mod msisdn;
mod payment;
mod pointer;
mod raw;
mod reader;
mod refund;
mod refused;
mod reservation;
mod schema;
mod text;
mod tree;
mod validators;
mod value;

pub use caas::{BalanceQuery, CaasDebit, Caller, Subscription, SubscriptionStatus};
pub use charge_calculation::{ChargeCalculation, Line, PlacedLine, Slab, Transaction};
pub use debit::Debit;
pub use fields::{Msisdn, Sum};
pub use json::push_string;
pub use payment::Payment;
pub use reader::{Fields, Reader, amount, pointer};
pub use refund::Refund;
pub use reservation::{Operation, Reservation};
pub use validators::{judge, missing_parameters};
pub use value::Value;
