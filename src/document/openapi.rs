//! The declarations as OpenAPI shows them.

use super::caas::{BalanceQuery, CaasDebit, Subscription, SubscriptionStatus};
use super::charge_calculation::{Head, Transaction};
use super::debit::Debit;
use super::field::Document;
use super::payment::PaymentBody;
use super::refund::RefundBody;
use super::reservation::ReservationBody;
use super::schema::{FieldSchema, Kind, LeafSchema};
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

fn of_object(about: &str, fields: &[FieldSchema]) -> Value {
    let (mut required, mut properties) = (Vec::new(), Vec::new());
    push_properties(fields, &mut required, &mut properties);
    let required = if required.is_empty() { Value::Absent } else { Value::List(required) };
    object([
        ("type", text("object")),
        ("description", text(about.trim())),
        ("required", required),
        ("properties", Value::Object(properties)),
    ])
}

fn push_properties(
    fields: &[FieldSchema],
    required: &mut Vec<Value>,
    properties: &mut Vec<(String, Value)>,
) {
    for field in fields {
        let schema = match field.kind {
            Kind::Beside(fields) => {
                push_properties(fields, required, properties);
                continue;
            }
            Kind::Leaf(form) => of_leaf(field.about, form),
            Kind::Object(fields) => of_object(field.about, fields),
            Kind::List(fields) => object([
                ("type", text("array")),
                ("description", text(field.about.trim())),
                ("items", of_object("", fields)),
            ]),
        };
        if field.needed {
            required.push(text(field.name));
        }
        properties.push((field.name.to_owned(), schema));
    }
}

fn of_leaf(about: &str, form: LeafSchema) -> Value {
    let types = form.types.iter().copied().map(text).collect();
    let number = |number: Option<i64>| {
        number.map_or(Value::Absent, |number| Value::Number(number.to_string()))
    };
    let length = form.length.and_then(|length| i64::try_from(length).ok());
    let [least, most] = form.range;
    let choices = match form.choices {
        [] => Value::Absent,
        choices => Value::List(choices.iter().copied().map(text).collect()),
    };
    object([
        ("type", Value::List(types)),
        ("description", text(about.trim())),
        ("format", form.format.map_or(Value::Absent, text)),
        ("pattern", form.pattern.map_or(Value::Absent, text)),
        ("maxLength", number(length)),
        ("minimum", number(least)),
        ("maximum", number(most)),
        ("enum", choices),
    ])
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// An object of the fields that have something to say.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let given = fields.into_iter().filter(|(_, value)| {
        !value.is_absent() && !matches!(value, Value::Text(text) if text.is_empty())
    });
    Value::Object(given.map(|(name, value)| (name.to_owned(), value)).collect())
}
