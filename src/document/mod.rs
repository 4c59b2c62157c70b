//! What callers hand over, read with care: every problem is found, with its path.
//!
//! Each document of a wire is declared once, in a file of its own; `declare` says how. Tariffs need
//! none of them: they read rules and options with the tree and its reader alone.

mod asked;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod caas;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod charge_branches;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod charge_calculation;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod charge_fields;
#[cfg(feature = "ledger")]
pub mod codes;
mod currency;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod debit;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod declare;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod field;
#[cfg(any(feature = "ledger", feature = "tables"))]
mod json;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub mod json_schema;
mod json_text;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod judge;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub mod msisdn;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod numbers;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod openapi;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod payment;
#[cfg(any(feature = "ledger", feature = "tables"))]
mod place;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod pointer;
mod raw;
mod reader;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod refund;
mod refused;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod reservation;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod schema;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod text;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod texts;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod tree;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod validators;
mod value;

pub(crate) use asked::asked;
pub use asked::{AboveZero, Asked, NotNegative, OpenEnd, PlaceInList};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use caas::{BalanceQuery, CaasDebit, Caller, Subscription, SubscriptionStatus};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use charge_calculation::{ChargeCalculation, ChargeLine, PlacedLine, Slab, Transaction};
pub use currency::currency;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use debit::Debit;
#[cfg(any(feature = "ledger", feature = "tables"))]
pub use json::{JsonError, JsonFault, JsonLimits, read_json};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use json_schema::Declared;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use json_text::push_json;
pub use json_text::{push_inside, push_string};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use numbers::{Money, Sum};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use openapi::request_schema;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use payment::Payment;
#[cfg(any(feature = "ledger", feature = "tables"))]
pub use place::Place;
pub use reader::{Fields, Reader, amount, pointer, ratio};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use refund::Refund;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use reservation::{Operation, Reservation};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use schema::LeafSchema;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use texts::Msisdn;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use validators::{judge, missing_parameters, unknown_fields};
pub use value::Value;

/// What `components/schemas` of an OpenAPI 3.1 document has of our documents, by their names.
#[cfg(any(feature = "requests", feature = "ledger"))]
#[must_use]
pub fn schemas() -> Value {
    json_schema::object([
        ("BalanceQuery", openapi::schema_of::<BalanceQuery<'_>>()),
        ("CaasDebit", openapi::schema_of::<CaasDebit<'_>>()),
        ("ChargeCalculation", openapi::charges_of::<charge_calculation::Head<'_>>()),
        (
            "ChargeCalculationOfOne",
            openapi::charges_of::<(charge_calculation::Head<'_>, Transaction<'_>)>(),
        ),
        ("Debit", openapi::schema_of::<Debit<'_>>()),
        ("Payment", openapi::schema_of::<payment::PaymentBody<'_>>()),
        ("Refund", openapi::schema_of::<refund::RefundBody<'_>>()),
        ("Reservation", openapi::schema_of::<reservation::ReservationBody<'_>>()),
        ("Subscription", openapi::schema_of::<Subscription<'_>>()),
        ("SubscriptionStatus", openapi::schema_of::<SubscriptionStatus<'_>>()),
    ])
}
