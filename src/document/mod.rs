//! What callers hand over, read with care: every problem is found, with its path.
//!
//! Each document of a wire is declared once, in a file of its own; `schema` says how. Tariffs need
//! none of them: they read rules and options with the tree and its reader alone.

#[cfg(feature = "ledger")]
mod json;
mod raw;
mod reader;
mod refused;
mod value;

#[cfg(feature = "ledger")]
pub use json::{JsonError, JsonFault, JsonLimits, read_json};
pub use reader::{Fields, Reader, amount, pointer};
pub use value::Value;

macro_rules! of_documents {
    ($($item:item)*) => {
        $(#[cfg(any(feature = "requests", feature = "ledger"))] $item)*
    };
}

of_documents! {
    mod caas;
    mod charge_calculation;
    mod debit;
    mod fields;
    pub mod msisdn;
    mod payment;
    mod pointer;
    mod refund;
    mod reservation;
    mod schema;
    mod text;
    mod tree;
    mod validators;

    pub use caas::{BalanceQuery, CaasDebit, Caller, Subscription, SubscriptionStatus};
    pub use charge_calculation::{ChargeCalculation, Line, PlacedLine, Slab, Transaction};
    pub use debit::Debit;
    pub use fields::{Msisdn, Sum};
    pub use payment::Payment;
    pub use refund::Refund;
    pub use reservation::{Operation, Reservation};
    pub use validators::{judge, missing_parameters};
}
