//! What the fields of documents are called and what may stand in them, for whoever wants to know
//! it without a document: the strict profile, OpenAPI, JavaScript.

use super::pointer::Pointer;
use super::reader::Reader;
use super::value::Value;

/// What a document, or an object in one, has as a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSchema {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What may stand in it.
    pub kind: Kind,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text or a number.
    Leaf(LeafSchema),
    /// An object with these fields.
    Object(&'static [FieldSchema]),
    /// A list of objects with these fields.
    List(&'static [FieldSchema]),
    /// Fields that stand beside the others: the entry has no name of its own.
    Beside(&'static [FieldSchema]),
}

/// The texts and numbers that may stand in a field.
#[derive(Clone, Copy, Debug)]
pub struct LeafSchema {
    /// The types of JSON that it may have.
    pub types: &'static [&'static str],
    /// The regular expression that holds for it as a string.
    pub pattern: Option<&'static str>,
    /// The same where it need not say anything, and a blank string does not.
    pub blank: Option<&'static str>,
    /// The name of its format.
    pub format: Option<&'static str>,
    /// The least and the most that it may be as a number.
    pub range: [Option<i64>; 2],
    /// What it is above as a number.
    pub above: Option<i64>,
    /// The most characters that it may have.
    pub length: Option<usize>,
    /// All that it may say, if that is a list.
    pub choices: &'static [&'static str],
    /// What it has in it where it is no text and no number.
    pub parts: Option<Compound>,
}

/// What may stand in a field that is a text or more than that.
#[derive(Clone, Copy, Debug)]
pub enum Compound {
    /// The code and the digits of a currency.
    Currency,
    /// Texts in a list.
    Texts,
}

impl FieldSchema {
    /// The entry of fields that stand beside the others.
    #[must_use]
    pub const fn beside(fields: &'static [Self]) -> Self {
        Self { name: "", about: "", needed: true, kind: Kind::Beside(fields) }
    }
}

/// The pattern of a number without a sign. What has more than 28 digits before or behind the point
/// is none; that the two together have no more, it leaves to the readers.
macro_rules! number {
    () => {
        "0*[0-9]{1,28}(\\.[0-9]{1,28}0*)?"
    };
}

/// The pattern of a number that is above zero. It does not look ahead, which not every validator
/// can.
macro_rules! above_zero {
    () => {
        "(0*[1-9][0-9]{0,27}(\\.[0-9]{1,28}0*)?|0+\\.0{0,27}[1-9][0-9]{0,27}0*)"
    };
}

impl LeafSchema {
    /// The same where nothing need be said: what is blank says nothing.
    pub(super) fn or_blank(self) -> Self {
        Self { pattern: self.blank.or(self.pattern), ..self }
    }

    /// Any string.
    pub const STRING: Self = Self {
        types: &["string"],
        pattern: None,
        format: None,
        range: [None, None],
        above: None,
        length: None,
        choices: &[],
        parts: None,
        blank: None,
    };

    /// A number, which may be written as a string.
    pub const NUMBER: Self = Self { types: &["string", "number"], ..Self::STRING };

    /// Any amount.
    pub const AMOUNT: Self = Self { pattern: Some(concat!("^-?", number!(), "$")), ..Self::NUMBER };

    /// An amount of zero or more.
    pub const NOT_NEGATIVE: Self = Self {
        pattern: Some(concat!("^(", number!(), "|-0+(\\.0+)?)$")),
        range: [Some(0), None],
        ..Self::NUMBER
    };

    /// An amount above zero.
    pub const ABOVE_ZERO: Self =
        Self { pattern: Some(concat!("^", above_zero!(), "$")), above: Some(0), ..Self::NUMBER };

    /// An amount, or a text `n/d`, whose second number is not zero.
    pub const RATIO: Self = Self {
        pattern: Some(concat!("^-?", number!(), "(/-?", above_zero!(), ")?$")),
        ..Self::NUMBER
    };

    /// The same above zero.
    pub const RATIO_ABOVE_ZERO: Self = Self {
        pattern: Some(concat!(
            "^(",
            above_zero!(),
            "(/",
            above_zero!(),
            ")?",
            "|-",
            above_zero!(),
            "/-",
            above_zero!(),
            ")$",
        )),
        above: Some(0),
        ..Self::NUMBER
    };

    /// The place of something in a list, from zero.
    pub const PLACE: Self = Self {
        types: &["string", "integer"],
        pattern: Some("^(0*[0-9]{1,10}|-0+)(\\.0+)?$"),
        range: [Some(0), Some(4_294_967_295)],
        ..Self::STRING
    };
}

/// Notes the fields that are declared nowhere, of an object and of all objects in it.
pub fn refuse_unknown(
    fields: &[FieldSchema],
    value: &Value,
    at: &Pointer<'_>,
    reader: &mut Reader,
) {
    let Value::Object(given) = value else { return };
    let mut known = Vec::new();
    push_names(fields, &mut known);
    reader.refuse_others(&at.path(), given, &known);
    refuse_unknown_within(fields, value, at, reader);
}

/// The same, except of the object itself.
fn refuse_unknown_within(
    fields: &[FieldSchema],
    value: &Value,
    outer: &Pointer<'_>,
    reader: &mut Reader,
) {
    for field in fields {
        let inner = value.field(field.name);
        let at = Pointer::Field(outer, field.name);
        match (field.kind, inner) {
            (Kind::Object(fields), _) => refuse_unknown(fields, inner, &at, reader),
            (Kind::List(fields), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    refuse_unknown(fields, item, &Pointer::Item(&at, index), reader);
                }
            }
            (Kind::Beside(fields), _) => refuse_unknown_within(fields, value, outer, reader),
            (Kind::List(_) | Kind::Leaf(_), _) => {}
        }
    }
}

/// Adds the names of fields to others.
fn push_names(fields: &[FieldSchema], names: &mut Vec<&'static str>) {
    for field in fields {
        match field.kind {
            Kind::Beside(fields) => push_names(fields, names),
            Kind::Leaf(_) | Kind::Object(_) | Kind::List(_) => names.push(field.name),
        }
    }
}

/// The fields in their order, for those who write documents as text: the name of each, the fields
/// in it, and whether it is a list.
#[must_use]
pub fn declaration(fields: &[FieldSchema]) -> Value {
    let mut list = Vec::new();
    push_declaration(fields, &mut list);
    Value::List(list)
}

fn push_declaration(fields: &[FieldSchema], list: &mut Vec<Value>) {
    for field in fields {
        let (inner, is_list) = match field.kind {
            Kind::Beside(fields) => {
                push_declaration(fields, list);
                continue;
            }
            Kind::Leaf(form) => (Value::Absent, form.types == ["array"]),
            Kind::Object(fields) => (declaration(fields), false),
            Kind::List(fields) => (declaration(fields), true),
        };
        list.push(Value::Object(vec![
            ("name".to_owned(), Value::Text(field.name.to_owned())),
            ("isList".to_owned(), Value::Bool(is_list)),
            ("fields".to_owned(), inner),
        ]));
    }
}
