//! What callers hand over, read with care: every problem is found, with its path.
//!
//! Each document of a wire is declared once, in a file of its own; `declare` says how.

mod caas;
mod charge_calculation;
mod charge_fields;
mod debit;
mod declare;
mod field;
mod json;
mod judge;
pub mod msisdn;
mod numbers;
mod openapi;
mod payment;
mod pointer;
mod raw;
mod reader;
mod refund;
mod refused;
mod reservation;
mod schema;
mod text;
mod texts;
mod tree;
mod validators;
mod value;

pub use caas::{BalanceQuery, CaasDebit, Caller, Subscription, SubscriptionStatus};
pub use charge_calculation::{ChargeCalculation, Line, PlacedLine, Slab, Transaction};
pub use debit::Debit;
pub use json::push_string;
pub use numbers::Sum;
pub use openapi::schemas;
pub use payment::Payment;
pub use reader::{Fields, Reader, amount, pointer};
pub use refund::Refund;
pub use reservation::{Operation, Reservation};
pub use texts::Msisdn;
pub use validators::{judge, missing_parameters};
pub use value::Value;
