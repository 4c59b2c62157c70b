//! The table of a body, and its reader.

use super::fault::{Fault, number};
use crate::document::raw::{Fields, Raw};
use crate::document::reader::Reader;
use crate::document::value::Value;

/// What a field is read as: numbers, which may be texts, then objects, then texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Kind {
    /// An amount above zero, whole or with two decimals at most.
    Amount,
    /// 0 or 1.
    Choice,
    /// From 1 up.
    Count,
    /// A whole number.
    Integer,
    /// Decimal, and there if, and only if, the row before has a 5.
    Percent,
    /// From 1 to 3.
    UpTo3,
    /// From 1 to 5.
    UpTo5,
    /// An object, whose fields are the deeper rows that follow.
    Object,
    /// A subscriber's number with `tel:` or `+` before it.
    Address,
    /// Where the user came from; any text unless the reading is strict.
    Channel,
    /// The code of a currency.
    Currency,
    /// A text of at most 32 characters.
    Key,
    /// A text of at most 190 characters, for the bill.
    Bill,
    /// A subscriber's number, as in an address or without anything before it.
    Subscriber,
    /// A text that says something.
    Text,
    /// A scheme and what it needs.
    Uri,
    /// The same over HTTP.
    Url,
}

/// A field of a body.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// How many objects it is in.
    pub(super) depth: u8,
    pub(super) needed: bool,
}

pub(super) const fn needed(depth: u8, name: &'static str, kind: Kind) -> Row {
    Row { name, kind, depth, needed: true }
}

pub(super) const fn optional(depth: u8, name: &'static str, kind: Kind) -> Row {
    Row { name, kind, depth, needed: false }
}

/// How many objects are in one another, with the body itself.
const DEPTH_MAX: usize = 4;

/// A field's text as it was given; empty where it has none.
pub(super) fn verbatim(raw: Raw<'_>) -> &str {
    match raw {
        Raw::Text(text) | Raw::Number(text) | Raw::Whole(text) => text,
        _ => "",
    }
}

/// A field's text without white space around it, which gateways drop too.
pub(super) fn text(raw: Raw<'_>) -> &str {
    verbatim(raw).trim()
}

/// The same, if it says something.
pub(super) fn optional_text(raw: Raw<'_>) -> Option<&str> {
    Some(text(raw)).filter(|text| !text.is_empty())
}

/// The fields of a tree, one for each row, with every problem noted.
pub(super) fn of_value<'t>(
    rows: &[Row],
    body: &'t Value,
    strict: bool,
    reader: &mut Reader,
) -> Vec<Raw<'t>> {
    let mut fields = Vec::new();
    if !matches!(body, Value::Object(_)) {
        reader.wrong_type("an object", body, "");
        return fields;
    }
    if strict {
        refuse_others(rows, 0, body, "", reader);
    }
    // The last value of each depth, and the body before them.
    let mut branch = [body; DEPTH_MAX + 1];
    for (at, row) in rows.iter().enumerate() {
        let depth = usize::from(row.depth);
        let value = branch.get(depth).map_or(&Value::Absent, |parent| parent.field(row.name));
        if let Some(place) = branch.get_mut(depth + 1) {
            *place = value;
        }
        if strict && row.kind == Kind::Object {
            let own = rows.get(at + 1..).unwrap_or_default();
            refuse_others(own, row.depth + 1, value, &path(rows, at), reader);
        }
        fields.push(Raw::of_value(value));
    }
    check(rows, &fields, strict, reader);
    fields
}

/// The same of a text, in which the objects are left out: whoever wrote it has found them.
pub(super) fn of_text<'t>(
    rows: &[Row],
    text: &'t str,
    strict: bool,
    reader: &mut Reader,
) -> Vec<Raw<'t>> {
    let mut given = Fields(text);
    let mut fields = Vec::with_capacity(rows.len());
    for row in rows {
        fields.push(match row.kind {
            Kind::Object => Raw::Object,
            _ => given.next().unwrap_or(Raw::Absent),
        });
    }
    if !given.0.is_empty() {
        // A field had a separator inside.
        reader.missing("");
    }
    check(rows, &fields, strict, reader);
    fields
}

/// Notes every problem of the fields.
fn check(rows: &[Row], fields: &[Raw<'_>], strict: bool, reader: &mut Reader) {
    // Rows deeper than this belong to an object that is not there.
    let mut deepest = u8::MAX;
    let mut before = 0;
    for (at, row) in rows.iter().enumerate() {
        let Some(raw) = fields.get(at) else { return };
        if row.depth > deepest {
            continue;
        }
        let is_missing = row.kind == Kind::Object && !matches!(raw, Raw::Object);
        deepest = if is_missing { row.depth } else { u8::MAX };
        before = number(row, *raw, before, strict).unwrap_or_else(|Fault(code, expected)| {
            let path = path(rows, at);
            match expected {
                "" => reader.missing(&path),
                _ => reader.unexpected(code, &path, expected, *raw),
            }
            -1
        });
    }
}

/// The JSON pointer of a row's field.
fn path(rows: &[Row], at: usize) -> String {
    let mut path = String::new();
    let mut depth = u8::MAX;
    for row in rows.get(..=at).unwrap_or_default().iter().rev() {
        if row.depth < depth {
            depth = row.depth;
            path = ["/", row.name, &path].concat();
        }
    }
    path
}

/// Notes the fields that no row names, of an object whose rows are the first of these.
fn refuse_others(rows: &[Row], depth: u8, value: &Value, path: &str, reader: &mut Reader) {
    let Value::Object(fields) = value else { return };
    let mut known = Vec::new();
    for row in rows {
        if row.depth < depth {
            break;
        }
        if row.depth == depth {
            known.push(row.name);
        }
    }
    reader.refuse_others(path, fields, &known);
}
