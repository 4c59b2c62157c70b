//! What fields of documents can be: leaves, objects and lists, each needed or not.
//!
//! A document is read in two steps, so that it may come as a tree or as text. What was given is
//! gathered first; then it is judged in the order of the declaration.

use super::judge::{Fault, Judge};
use super::pointer::Pointer;
use super::raw::Raw;
use super::schema::{FieldSchema, Kind, LeafSchema};
use super::text::TextFields;
use super::value::Value;
use crate::diagnostic::Code;

/// The type of a field that is a text or a number.
pub trait Leaf {
    /// What it is in the record.
    type Is<'t>;

    /// What may stand in it.
    const FORM: LeafSchema;

    /// What it says; nothing where it is absent or blank.
    ///
    /// # Errors
    /// The code, and what was expected.
    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<Self::Is<'t>>, Fault>;
}

/// An object whose fields were declared.
pub trait Document<'t>: Sized {
    /// Its fields as they were given.
    type Given: Default;

    /// What it is.
    const ABOUT: &'static str;

    /// Its fields as they were declared.
    const FIELDS: &'static [FieldSchema];

    /// Takes a field of a tree; false if no field has this name.
    fn take(given: &mut Self::Given, name: &str, value: &'t Value) -> bool;

    /// Takes all fields of a text, where they stand in the order of the declaration.
    fn take_all(text: &mut TextFields<'t>) -> Self::Given;

    /// Notes every problem of what was given; nothing if the record cannot do with it.
    fn judge(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Option<Self>;

    /// What stands in a list for an item that is no object, so that those after it keep their
    /// positions.
    fn misread() -> Option<Self>;
}

/// What stands where an object or a list should.
pub enum Branch<'t, G> {
    /// Something else.
    Leaf(Raw<'t>),
    /// It.
    Good(G),
}

impl<G> Branch<'_, G> {
    /// Whether anything was given.
    pub fn is_something(&self) -> bool {
        !matches!(self, Self::Leaf(Raw::Absent))
    }
}

/// The items of a list of objects.
pub type Items<'t, D> = Vec<Branch<'t, <D as Document<'t>>::Given>>;

/// What was found in a field.
pub enum Found<T> {
    /// Nothing.
    Nothing,
    /// Something that is wrong, which has been noted.
    Wrong,
    /// What it should be.
    Good(T),
}

impl<T> Found<T> {
    /// What it should be, if it is that.
    pub fn good(self) -> Option<T> {
        if let Self::Good(is) = self { Some(is) } else { None }
    }
}

/// The type of a field: a leaf, an object or a list.
pub trait Field<'t> {
    /// What it is in the record.
    type Is;

    /// What was given for it.
    type Given;

    /// What may stand in it.
    const KIND: Kind;

    /// Takes what a tree has for it.
    fn of_value(value: &'t Value) -> Self::Given;

    /// Takes what a text has for it.
    fn of_text(text: &mut TextFields<'t>) -> Self::Given;

    /// Judges what was given.
    fn find(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Self::Is>;

    /// Notes that it is missing.
    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>);
}

impl<'t, L: Leaf> Field<'t> for L {
    type Is = L::Is<'t>;
    type Given = Raw<'t>;

    const KIND: Kind = Kind::Leaf(L::FORM);

    fn of_value(value: &'t Value) -> Raw<'t> {
        Raw::of_field(value)
    }

    fn of_text(text: &mut TextFields<'t>) -> Raw<'t> {
        text.next()
    }

    fn find(raw: Raw<'t>, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Self::Is> {
        match L::read(raw, judge.strict) {
            Ok(Some(read)) => Found::Good(read),
            Ok(None) => Found::Nothing,
            Err(fault) => {
                judge.refuse(fault, at, raw);
                Found::Wrong
            }
        }
    }

    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
        judge.reader.missing(&at.path());
    }
}

impl<'t, D: Document<'t>> Field<'t> for Vec<D> {
    type Is = Self;
    type Given = Branch<'t, Items<'t, D>>;

    const KIND: Kind = Kind::List(D::FIELDS);

    fn of_value(value: &'t Value) -> Self::Given {
        let Value::List(items) = value else { return Branch::Leaf(Raw::of_field(value)) };
        Branch::Good(items.iter().map(item::<D>).collect())
    }

    fn of_text(text: &mut TextFields<'t>) -> Self::Given {
        let raw = text.next();
        let Raw::List(length) = raw else { return Branch::Leaf(raw) };
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(object_of_text::<D>(text));
        }
        Branch::Good(items)
    }

    fn find(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Self> {
        let items = match given {
            Branch::Good(items) => items,
            Branch::Leaf(Raw::Absent) => return Found::Nothing,
            Branch::Leaf(other) => {
                judge.refuse(Fault::of(Code::WrongType, "an array"), at, other);
                return Found::Wrong;
            }
        };
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            list.extend(item_of::<D>(item, &Pointer::Item(at, index), judge));
        }
        Found::Good(list)
    }

    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
        judge.reader.missing(&at.path());
    }
}

/// An object that stands by itself: a whole document, or an item of a list.
pub fn item_of<'t, D: Document<'t>>(
    item: Branch<'t, D::Given>,
    at: &Pointer<'_>,
    judge: &mut Judge<'_>,
) -> Option<D> {
    match item {
        Branch::Good(given) => D::judge(given, at, judge),
        Branch::Leaf(other) => {
            judge.refuse(Fault::of(Code::WrongType, "an object"), at, other);
            D::misread()
        }
    }
}

/// The fields of an object that are declared; of anything else there are none.
pub fn gathered<'t, D: Document<'t>>(object: &'t Value) -> D::Given {
    let mut given = D::Given::default();
    let Value::Object(fields) = object else { return given };
    for (name, value) in fields {
        D::take(&mut given, name, value);
    }
    given
}

/// What stands in a tree where an object should.
pub fn object_of_value<'t, D: Document<'t>>(value: &'t Value) -> Branch<'t, D::Given> {
    let Value::Object(_) = value else { return Branch::Leaf(Raw::of_field(value)) };
    Branch::Good(gathered::<D>(value))
}

/// The same of an item of a list.
fn item<'t, D: Document<'t>>(value: &'t Value) -> Branch<'t, D::Given> {
    let Value::Object(_) = value else { return Branch::Leaf(Raw::of_item(value)) };
    Branch::Good(gathered::<D>(value))
}

/// What stands in a text where an object should.
pub fn object_of_text<'t, D: Document<'t>>(text: &mut TextFields<'t>) -> Branch<'t, D::Given> {
    let raw = text.next();
    if matches!(raw, Raw::Object) { Branch::Good(D::take_all(text)) } else { Branch::Leaf(raw) }
}

/// What stands in the place of an object inside a document.
pub fn object_of<'t, D: Document<'t>>(
    given: Branch<'t, D::Given>,
    at: &Pointer<'_>,
    judge: &mut Judge<'_>,
) -> Found<D> {
    match given {
        Branch::Good(given) => D::judge(given, at, judge).map_or(Found::Wrong, Found::Good),
        Branch::Leaf(Raw::Absent) => Found::Nothing,
        Branch::Leaf(other) => {
            judge.refuse(Fault::of(Code::WrongType, "an object"), at, other);
            Found::Wrong
        }
    }
}

/// Notes that an object inside a document is missing.
pub fn missing_object(at: &Pointer<'_>, judge: &mut Judge<'_>) {
    judge.refuse(Fault::of(Code::WrapperMissing, "an object"), at, Raw::Absent);
}

/// The type of a field together with whether it is needed: it is, unless it is an `Option`.
pub trait Slot<'t> {
    /// What it is in the record.
    type Is;

    /// What was given for it.
    type Given;

    /// Whether it must be there.
    const NEEDED: bool;

    /// What may stand in it.
    const KIND: Kind;

    /// Takes what a tree has for it.
    fn of_value(value: &'t Value) -> Self::Given;

    /// Takes what a text has for it.
    fn of_text(text: &mut TextFields<'t>) -> Self::Given;

    /// Judges what was given; nothing if there is a problem, which is noted.
    fn settle(
        given: Option<Self::Given>,
        at: &Pointer<'_>,
        judge: &mut Judge<'_>,
    ) -> Option<Self::Is>;
}

impl<'t, F: Field<'t>> Slot<'t> for F {
    type Is = F::Is;
    type Given = F::Given;

    const NEEDED: bool = true;
    const KIND: Kind = F::KIND;

    fn of_value(value: &'t Value) -> F::Given {
        F::of_value(value)
    }

    fn of_text(text: &mut TextFields<'t>) -> F::Given {
        F::of_text(text)
    }

    fn settle(given: Option<F::Given>, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Option<F::Is> {
        match given.map_or(Found::Nothing, |given| F::find(given, at, judge)) {
            Found::Good(is) => Some(is),
            Found::Wrong => None,
            Found::Nothing => {
                F::missing(at, judge);
                None
            }
        }
    }
}

impl<'t, F: Field<'t>> Slot<'t> for Option<F> {
    type Is = Option<F::Is>;
    type Given = F::Given;

    const NEEDED: bool = false;
    const KIND: Kind = F::KIND;

    fn of_value(value: &'t Value) -> F::Given {
        F::of_value(value)
    }

    fn of_text(text: &mut TextFields<'t>) -> F::Given {
        F::of_text(text)
    }

    fn settle(
        given: Option<F::Given>,
        at: &Pointer<'_>,
        judge: &mut Judge<'_>,
    ) -> Option<Self::Is> {
        match given.map_or(Found::Nothing, |given| F::find(given, at, judge)) {
            Found::Good(is) => Some(Some(is)),
            Found::Wrong => None,
            Found::Nothing => Some(None),
        }
    }
}

/// The fields of two documents that stand in one object.
impl<'t, A: Document<'t>, B: Document<'t>> Document<'t> for (A, B) {
    type Given = (A::Given, B::Given);

    const ABOUT: &'static str = A::ABOUT;
    const FIELDS: &'static [FieldSchema] =
        &[FieldSchema::beside(A::FIELDS), FieldSchema::beside(B::FIELDS)];

    fn take((one, other): &mut Self::Given, name: &str, value: &'t Value) -> bool {
        A::take(one, name, value) || B::take(other, name, value)
    }

    fn take_all(text: &mut TextFields<'t>) -> Self::Given {
        (A::take_all(text), B::take_all(text))
    }

    fn judge((one, other): Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Option<Self> {
        Some((A::judge(one, at, judge)?, B::judge(other, at, judge)?))
    }

    fn misread() -> Option<Self> {
        Some((A::misread()?, B::misread()?))
    }
}
