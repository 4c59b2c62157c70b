//! The declarations of bodies as OpenAPI shows them, and as the package's schema of requests does.

use super::caas::{BalanceQuery, CaasDebit, Subscription, SubscriptionStatus};
use super::charge_calculation::{Head, Transaction};
use super::debit::Debit;
use super::field::Document;
use super::json_schema::{object, of_object, reference, text, texts, whole};
use super::payment::PaymentBody;
use super::refund::RefundBody;
use super::reservation::ReservationBody;
use super::value::Value;

/// What `components/schemas` of an OpenAPI 3.1 document has of our documents, by their names.
#[must_use]
pub fn schemas() -> Value {
    object([
        ("BalanceQuery", schema_of::<BalanceQuery<'_>>()),
        ("CaasDebit", schema_of::<CaasDebit<'_>>()),
        ("ChargeCalculation", schema_of::<Head<'_>>()),
        ("ChargeCalculationOfOne", schema_of::<(Head<'_>, Transaction<'_>)>()),
        ("Debit", schema_of::<Debit<'_>>()),
        ("Payment", schema_of::<PaymentBody<'_>>()),
        ("Refund", schema_of::<RefundBody<'_>>()),
        ("Reservation", schema_of::<ReservationBody<'_>>()),
        ("Subscription", schema_of::<Subscription<'_>>()),
        ("SubscriptionStatus", schema_of::<SubscriptionStatus<'_>>()),
    ])
}

fn schema_of<'t, D: Document<'t>>() -> Value {
    of_object(D::ABOUT, D::FIELDS)
}

/// The JSON Schema of requests for charges: a list of transactions, or one that is the body itself.
#[must_use]
pub fn request_schema() -> Value {
    let [list, lines] = ["txnDetails", "priceMethods"];
    let null = || object([("type", text("null"))]);
    let is_listed = object([
        ("required", texts(&[list])),
        ("properties", object([(list, object([("not", null())]))])),
    ]);
    let listed = object([
        ("$ref", text("#/$defs/ChargeCalculation")),
        ("properties", object([(lines, null())])),
    ]);
    let schema = object([
        ("if", is_listed),
        ("then", listed),
        ("else", reference("ChargeCalculationOfOne")),
    ]);
    let definitions = vec![
        ("ChargeCalculation", schema_of::<Head<'_>>()),
        ("ChargeCalculationOfOne", schema_of::<(Head<'_>, Transaction<'_>)>()),
    ];
    whole("A request for charges", schema, definitions)
}
