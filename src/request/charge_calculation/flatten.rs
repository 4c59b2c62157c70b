//! A tree as fields in order.

use super::{LINE_FIELDS, SLAB_FIELDS};
use crate::diagnostic::count;
use crate::request::raw::Raw;
use crate::request::reader::Reader;
use crate::request::value::Value;

/// An object as a document describes it: its fields in the order in which they are read, and the
/// one among them that lists further objects.
struct Shape {
    fields: Vec<&'static str>,
    nested: Option<(&'static str, Box<Shape>)>,
}

/// The shapes of a body and of a transaction.
fn shapes() -> [Shape; 2] {
    let transaction = || {
        let slab = Shape { fields: SLAB_FIELDS.to_vec(), nested: None };
        let line = Shape {
            fields: LINE_FIELDS.iter().map(|(name, _)| *name).collect(),
            nested: Some(("slabDetails", Box::new(slab))),
        };
        Shape {
            fields: vec!["txnRefNo", "txnAttributes", "priceMethods"],
            nested: Some(("priceMethods", Box::new(line))),
        }
    };
    let body = Shape {
        fields: vec!["applicationCode", "extPrcConsumerService", "txnDetails"],
        nested: Some(("txnDetails", Box::new(transaction()))),
    };
    [body, transaction()]
}

/// A tree as fields in order.
pub(super) struct Flattened<'t, 'r> {
    pub(super) fields: Vec<Raw<'t>>,
    pub(super) strict: bool,
    pub(super) reader: &'r mut Reader,
}

impl<'t> Flattened<'t, '_> {
    pub(super) fn body(&mut self, body: &'t Value) {
        let [whole, transaction] = &shapes();
        if body.field("txnDetails").is_nothing() {
            self.refuse_others(body, "", &[whole, transaction]);
            self.object(body, "", whole);
            self.object(body, "", transaction);
            return;
        }
        if !body.field("priceMethods").is_nothing() {
            let message = "the body has both `txnDetails` and `priceMethods`".to_owned();
            let help = "put every transaction into `txnDetails`, or send one alone".to_owned();
            self.reader.problem("body-shape", "", message, Some(help));
        }
        self.refuse_others(body, "", &[whole]);
        self.object(body, "", whole);
    }

    fn object(&mut self, value: &'t Value, path: &str, shape: &Shape) {
        // What stands where an object should is not absent, even if it is null.
        self.fields.push(match value {
            Value::Absent | Value::Null => Raw::Other(value.kind()),
            value => Raw::of_value(value),
        });
        if !matches!(value, Value::Object(_)) {
            return;
        }
        for name in &shape.fields {
            let field = value.field(name);
            self.fields.push(Raw::of_value(field));
            let (Value::List(items), Some((_, nested))) =
                (field, shape.nested.as_ref().filter(|(list, _)| list == name))
            else {
                continue;
            };
            for (index, item) in items.iter().enumerate() {
                let path = [path, "/", name, "/", &count(index)].concat();
                self.refuse_others(item, &path, &[nested]);
                self.object(item, &path, nested);
            }
        }
    }

    fn refuse_others(&mut self, value: &Value, path: &str, shapes: &[&Shape]) {
        let Value::Object(fields) = value else { return };
        if !self.strict {
            return;
        }
        for (name, value) in fields {
            let known = shapes.iter().any(|shape| shape.fields.contains(&name.as_str()));
            if !known && !value.is_absent() {
                self.reader.unknown_field(
                    path,
                    name,
                    shapes.last().map_or(&[], |shape| &shape.fields),
                );
            }
        }
    }
}
