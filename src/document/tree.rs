//! Documents that come as trees.

use std::convert::Infallible;

use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::Reader;
use super::schema::{Branch, Document, Items, Judge, Supply, refuse_unknown};
use super::value::Value;

/// Reads a body that is a whole document, or notes every problem of it. If `strict`, unknown fields
/// are among them.
pub(super) fn read<'t, D: Document<'t>>(
    body: &'t Value,
    strict: bool,
    reader: &mut Reader,
) -> Option<D> {
    let before = reader.count();
    if !matches!(body, Value::Object(_)) {
        reader.wrong_type("an object", body, "");
        return None;
    }
    if strict {
        refuse_unknown(D::FIELDS, body, &Pointer::Root, reader);
    }
    let document = D::judge(gathered::<D>(body), &Pointer::Root, &mut Judge { strict, reader });
    document.filter(|_| reader.count() == before)
}

/// The fields of an object that are declared; of anything else there are none.
pub(super) fn gathered<'t, D: Document<'t>>(object: &'t Value) -> D::Given {
    let mut given = D::Given::default();
    let Value::Object(fields) = object else { return given };
    for (name, value) in fields {
        match D::take(&mut given, name, value) {
            // One that is declared, and one that is not.
            Ok(None | Some(_)) => {}
            Err(never) => match never {},
        }
    }
    given
}

/// What stands where an object should, and has to be one.
fn item<'t, D: Document<'t>>(value: &'t Value) -> Branch<'t, D::Given> {
    match value {
        Value::Object(_) => Branch::Good(gathered::<D>(value)),
        other => Branch::Leaf(Raw::of_item(other)),
    }
}

impl<'t> Supply<'t> for &'t Value {
    type Error = Infallible;

    fn leaf(self) -> Result<Raw<'t>, Infallible> {
        Ok(Raw::of_field(self))
    }

    fn object<D: Document<'t>>(self) -> Result<Branch<'t, D::Given>, Infallible> {
        Ok(match self {
            Value::Object(_) => Branch::Good(gathered::<D>(self)),
            other => Branch::Leaf(Raw::of_field(other)),
        })
    }

    fn list<D: Document<'t>>(self) -> Result<Branch<'t, Items<'t, D>>, Infallible> {
        Ok(match self {
            Value::List(items) => Branch::Good(items.iter().map(item::<D>).collect()),
            other => Branch::Leaf(Raw::of_field(other)),
        })
    }

    fn again(self) -> Result<(), Infallible> {
        // As everywhere in a tree, the first one counts.
        Ok(())
    }
}
