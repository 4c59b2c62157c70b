//! The declarations of bodies as OpenAPI shows them, and as the package's schema of requests does.

use super::charge_calculation::{Head, Transaction};
use super::field::Document;
use super::json_schema::{object, of_object, reference, text, texts, whole};
use super::value::Value;

/// The schema of a document.
pub(super) fn schema_of<'t, D: Document<'t>>() -> Value {
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
