//! The declarations of bodies as OpenAPI shows them, and as the package's schema of requests does.

use super::charge_calculation::{Head, Transaction};
use super::field::Document;
use super::json_schema::{
    any_of, has, not_both, object, of_object, one_of, reference, says, text, texts, whole, with,
};
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
        ("ChargeCalculation", charges_of::<Head<'_>>()),
        ("ChargeCalculationOfOne", charges_of::<(Head<'_>, Transaction<'_>)>()),
    ];
    whole("A request for charges", schema, definitions)
}

/// The schema of a document with lines, and what is asked of several of their fields at once.
pub(super) fn charges_of<'t, D: Document<'t>>() -> Value {
    let mut schema = schema_of::<D>();
    schema.each_field(&mut |name, field| match name {
        "priceMethods" => change_items(field, line),
        "slabDetails" => change_items(field, slab),
        "priceMethod" => {
            let own = std::mem::replace(field, Value::Absent);
            *field = with(own, "enum", texts_or_null(&[&METHODS[..], &[""]].concat()));
        }
        _ => {}
    });
    schema
}

/// The names of the price methods, which the room that prices has as well.
const METHODS: [&str; 6] = [
    "FIXED_AMOUNT",
    "FIXED_PERCENTAGE",
    "SLAB_AMOUNT",
    "SLAB_PERCENTAGE",
    "VARIABLE_AMOUNT",
    "VARIABLE_PERCENTAGE",
];

fn texts_or_null(choices: &[&str]) -> Value {
    let choices = choices.iter().copied().map(text);
    Value::List(choices.chain([Value::Null]).collect())
}

/// Changes the schema of the items of a list.
fn change_items(list: &mut Value, change: fn(Value) -> Value) {
    let Value::Object(fields) = list else { return };
    for (name, schema) in fields {
        if name == "items" {
            *schema = change(std::mem::replace(schema, Value::Absent));
        }
    }
}

/// A line has a code. It has a rule, too, unless its charge comes from elsewhere, or it shares one
/// of which another line may tell the rule.
fn line(schema: Value) -> Value {
    let words = |name| {
        let something =
            object([("type", text("string")), ("minLength", Value::Number("1".to_owned()))]);
        has(name, something)
    };
    let mut sources = vec![words("priceRuleId")];
    for name in ["chargeSharing", "externalPricingApplicable", "isChargeCalculated"] {
        sources.push(has(name, one_of(&["Y"])));
    }
    with(schema, "allOf", Value::List(vec![words("chargeCode"), any_of(sources)]))
}

/// A slab has an amount or a percentage, and not both.
fn slab(schema: Value) -> Value {
    let prices = ["amount", "percentage"];
    with(not_both(schema, &[prices]), "anyOf", Value::List(prices.map(says).into()))
}
