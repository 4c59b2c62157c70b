//! A tree as fields in order.

use super::{LINE_FIELDS, SLAB_FIELDS};
use crate::diagnostic::{Code, count};
use crate::document::raw::Raw;
use crate::document::reader::Reader;
use crate::document::value::Value;

/// The objects of a document from the outside to the inside: the fields of each in the order in
/// which they are read, and the one among them that lists the next.
type Shapes<'s> = [(&'s [&'s str], &'s str)];

/// A tree as fields in order.
pub(super) struct Flattened<'t, 'r> {
    pub(super) fields: Vec<Raw<'t>>,
    pub(super) strict: bool,
    pub(super) reader: &'r mut Reader,
}

impl<'t> Flattened<'t, '_> {
    pub(super) fn body(&mut self, body: &'t Value) {
        let mut line = Vec::new();
        for (name, _) in &LINE_FIELDS {
            line.push(*name);
        }
        let shapes: &Shapes<'_> = &[
            (&["applicationCode", "extPrcConsumerService", "txnDetails"], "txnDetails"),
            (&["txnRefNo", "txnAttributes", "priceMethods"], "priceMethods"),
            (&line, "slabDetails"),
            (&SLAB_FIELDS, ""),
        ];
        if body.field("txnDetails").is_nothing() {
            let mut known = Vec::new();
            for (names, _) in shapes.iter().take(2) {
                for name in *names {
                    known.push(*name);
                }
            }
            self.refuse_others(body, "", &known);
            self.object(body, "", shapes);
            self.object(body, "", shapes.get(1..).unwrap_or_default());
            return;
        }
        if !body.field("priceMethods").is_nothing() {
            let message = "the body has both `txnDetails` and `priceMethods`";
            let help = "put every transaction into `txnDetails`, or send one alone";
            self.reader.fault(Code::BodyShape, "", &[message], help);
        }
        self.refuse_others(body, "", shapes.first().map_or(&[], |(names, _)| names));
        self.object(body, "", shapes);
    }

    fn object(&mut self, value: &'t Value, path: &str, shapes: &Shapes<'_>) {
        // What stands where an object should is not absent, even if it is null.
        self.fields.push(match value {
            Value::Absent | Value::Null => Raw::Other(value.kind()),
            value => Raw::of_value(value),
        });
        let (Value::Object(_), Some(((names, list), nested))) = (value, shapes.split_first())
        else {
            return;
        };
        for name in *names {
            let field = value.field(name);
            self.fields.push(Raw::of_value(field));
            let Value::List(items) = field else { continue };
            if name != list {
                continue;
            }
            for (index, item) in items.iter().enumerate() {
                let path = [path, "/", name, "/", &count(index)].concat();
                self.refuse_others(item, &path, nested.first().map_or(&[], |(names, _)| names));
                self.object(item, &path, nested);
            }
        }
    }

    fn refuse_others(&mut self, value: &Value, path: &str, known: &[&str]) {
        if let (Value::Object(fields), true) = (value, self.strict) {
            self.reader.refuse_others(path, fields, known);
        }
    }
}
