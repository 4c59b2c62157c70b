//! Documents that come as trees.

use super::field::{Document, gathered};
use super::judge::Judge;
use super::pointer::Pointer;
use super::reader::Reader;
use super::schema::refuse_unknown;
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
