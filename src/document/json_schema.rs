//! JSON Schema of what is declared.

use super::schema::{Compound, FieldSchema, Kind, LeafSchema};
use super::value::Value;
use crate::money::Currency;

/// A field as it was declared, with its schema.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// What may stand in it.
    pub schema: Value,
}

/// An object of these fields and no others.
#[must_use]
pub fn closed(about: &str, required: &[&str], fields: Vec<Declared>) -> Value {
    let properties = fields.into_iter().map(|field| {
        let schema = with(field.schema, "description", text(field.about.trim()));
        (field.name.to_owned(), schema)
    });
    object([
        ("type", text("object")),
        ("description", text(about.trim())),
        ("required", required_fields(required.iter().copied().map(text).collect())),
        ("properties", Value::Object(properties.collect())),
        ("additionalProperties", Value::Bool(false)),
    ])
}

/// An object with these fields, of which a body may have more.
pub(super) fn of_object(about: &str, fields: &[FieldSchema]) -> Value {
    let (mut required, mut properties) = (Vec::new(), Vec::new());
    push_properties(fields, &mut required, &mut properties);
    object([
        ("type", text("object")),
        ("description", text(about.trim())),
        ("required", required_fields(required)),
        ("properties", Value::Object(properties)),
    ])
}

fn required_fields(names: Vec<Value>) -> Value {
    if names.is_empty() { Value::Absent } else { Value::List(names) }
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
            Kind::Leaf(form) if !field.needed => of_leaf(form.or_blank()),
            Kind::Leaf(form) => of_leaf(form),
            Kind::Object(fields) => of_object("", fields),
            Kind::List(fields) => list_of(of_object("", fields)),
        };
        let schema = if field.needed {
            required.push(text(field.name));
            schema
        } else {
            or_null(schema)
        };
        let schema = with(schema, "description", text(field.about.trim()));
        properties.push((field.name.to_owned(), schema));
    }
}

/// A text or a number.
#[must_use]
pub fn of_leaf(form: LeafSchema) -> Value {
    let number = |number: Option<i64>| {
        number.map_or(Value::Absent, |number| Value::Number(number.to_string()))
    };
    let length = form.length.and_then(|length| i64::try_from(length).ok());
    let [least, most] = form.range;
    let schema = object([
        ("type", texts(form.types)),
        ("format", form.format.map_or(Value::Absent, text)),
        ("pattern", form.pattern.map_or(Value::Absent, text)),
        ("maxLength", number(length)),
        ("minimum", number(least)),
        ("exclusiveMinimum", number(form.above)),
        ("maximum", number(most)),
        ("enum", if form.choices.is_empty() { Value::Absent } else { texts(form.choices) }),
    ]);
    match form.parts {
        None => schema,
        Some(Compound::Texts) => with(schema, "items", of_leaf(LeafSchema::STRING)),
        Some(Compound::Currency) => any_of(vec![
            object([("type", text("string")), ("maxLength", Value::Number("0".to_owned()))]),
            currency(),
        ]),
    }
}

/// The same, or `null`.
#[must_use]
pub fn or_null(schema: Value) -> Value {
    let Value::Object(fields) = schema else { return schema };
    let has_type = fields.iter().any(|(name, _)| name == "type");
    if !has_type {
        return any_of(vec![Value::Object(fields), object([("type", text("null"))])]);
    }
    let nullable = |(name, value): (String, Value)| {
        let value = match (name.as_str(), value) {
            ("type", Value::List(types)) => {
                Value::List(types.into_iter().chain([text("null")]).collect())
            }
            ("type", other) => Value::List(vec![other, text("null")]),
            ("enum", Value::List(choices)) => {
                Value::List(choices.into_iter().chain([Value::Null]).collect())
            }
            (_, other) => other,
        };
        (name, value)
    };
    Value::Object(fields.into_iter().map(nullable).collect())
}

/// One of these texts.
#[must_use]
pub fn one_of(choices: &[&'static str]) -> Value {
    object([("type", text("string")), ("enum", texts(choices))])
}

/// A list of what fits a schema.
#[must_use]
pub fn list_of(items: Value) -> Value {
    object([("type", text("array")), ("items", items)])
}

/// A list of one item up to so many.
#[must_use]
pub fn list_of_some(items: Value, most: usize) -> Value {
    let list = with(list_of(items), "minItems", Value::Number("1".to_owned()));
    with(list, "maxItems", Value::Number(most.to_string()))
}

/// A schema of objects in which at least one of these fields must be.
#[must_use]
pub fn any_required(schema: Value, names: &[&str]) -> Value {
    let each = names.iter().map(|name| object([("required", texts(&[name]))]));
    with(schema, "anyOf", Value::List(each.collect()))
}

/// A schema of objects in which one field needs another.
#[must_use]
pub fn needs(schema: Value, name: &str, needed: &str) -> Value {
    with(schema, "dependentRequired", object([(name, texts(&[needed]))]))
}

/// A schema of objects in which the fields of a pair do not both say something.
#[must_use]
pub fn not_both(schema: Value, pairs: &[[&str; 2]]) -> Value {
    let both = |pair: &[&str; 2]| not(all_of(pair.map(says).into()));
    with(schema, "allOf", Value::List(pairs.iter().map(both).collect()))
}

/// Objects in which a field is there, and not `null`.
#[must_use]
pub fn says(name: &str) -> Value {
    has(name, not(object([("type", text("null"))])))
}

/// Objects in which a field is there, and fits a schema.
#[must_use]
pub fn has(name: &str, schema: Value) -> Value {
    object([("required", texts(&[name])), ("properties", object([(name, schema)]))])
}

/// What does not fit a schema.
#[must_use]
pub fn not(schema: Value) -> Value {
    object([("not", schema)])
}

/// What fits each of these schemas.
#[must_use]
pub fn all_of(schemas: Vec<Value>) -> Value {
    object([("allOf", Value::List(schemas))])
}

/// What fits one of these schemas, or several.
#[must_use]
pub fn any_of(schemas: Vec<Value>) -> Value {
    object([("anyOf", Value::List(schemas))])
}

/// What fits the definition with this name.
#[must_use]
pub fn reference(name: &str) -> Value {
    object([("$ref", Value::Text(["#/$defs/", name].concat()))])
}

/// A currency: a code, or a code and digits.
#[must_use]
pub fn currency() -> Value {
    let codes = Currency::all().map(|currency| text(currency.code())).collect();
    let code = LeafSchema { pattern: Some("^[A-Za-z0-9._-]{1,20}$"), ..LeafSchema::STRING };
    let digits = LeafSchema {
        types: &["string", "integer"],
        pattern: Some("^(0*[0-9]|-0+)(\\.0+)?$"),
        range: [Some(0), Some(9)],
        ..LeafSchema::STRING
    };
    let fields = [("code", "Its code.", code), ("minorUnits", "Its digits, 0 to 9.", digits)];
    let fields =
        fields.map(|(name, about, form)| Declared { name, about, schema: of_leaf(form) }).into();
    let own = "A currency that ISO 4217 does not list, or lists with other digits.";
    any_of(vec![
        object([("type", text("string")), ("enum", Value::List(codes))]),
        closed(own, &["code", "minorUnits"], fields),
    ])
}

/// A schema by itself, as a file has it.
#[must_use]
pub fn whole(title: &str, schema: Value, definitions: Vec<(&str, Value)>) -> Value {
    let definitions = definitions.into_iter().map(|(name, value)| (name.to_owned(), value));
    let head = object([
        ("$schema", text("https://json-schema.org/draft/2020-12/schema")),
        ("title", text(title)),
        ("$defs", Value::Object(definitions.collect())),
    ]);
    match (head, schema) {
        (Value::Object(mut fields), Value::Object(mut others)) => {
            fields.append(&mut others);
            Value::Object(fields)
        }
        (_, other) => other,
    }
}

/// A schema with one more keyword, unless that says nothing.
#[must_use]
pub fn with(schema: Value, keyword: &str, value: Value) -> Value {
    let Value::Object(mut fields) = schema else { return schema };
    if value != text("") {
        fields.push((keyword.to_owned(), value));
    }
    Value::Object(fields)
}

/// A text.
#[must_use]
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A list of texts.
#[must_use]
pub fn texts(list: &[&str]) -> Value {
    Value::List(list.iter().copied().map(text).collect())
}

/// An object of the fields that have something to say.
#[must_use]
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let given = fields.into_iter().filter(|(_, value)| {
        !value.is_absent() && !matches!(value, Value::Text(text) if text.is_empty())
    });
    Value::Object(given.map(|(name, value)| (name.to_owned(), value)).collect())
}
