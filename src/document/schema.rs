//! How a document is declared: each field once, with its name on the wire, its type, which knows
//! its limits, and what it means.
//!
//! From a declaration come the record, the reader with all its problems, the names that the strict
//! profile allows, and the schema that OpenAPI shows. The record's fields are what the declared
//! types say that they are: `Whole<1, 5>` is an `i64`.
//!
//! A document is read in two steps, so that it may come as a tree or as text. What was given is
//! gathered first, in whatever order it came; then it is judged in the order of the declaration.

use std::borrow::Cow;

use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::Reader;
use super::value::Value;
use crate::diagnostic::{Code, Problem};

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
    Leaf(Form),
    /// An object with these fields.
    Object(&'static [FieldSchema]),
    /// A list of objects with these fields.
    List(&'static [FieldSchema]),
    /// Fields that stand beside the others: the entry has no name of its own.
    Beside(&'static [FieldSchema]),
}

/// The texts and numbers that may stand in a field.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The types of JSON that it may have.
    pub types: &'static [&'static str],
    /// The regular expression that holds for it as a string.
    pub pattern: Option<&'static str>,
    /// The name of its format.
    pub format: Option<&'static str>,
    /// The least and the most that it may be as a number.
    pub range: [Option<i64>; 2],
    /// The most characters that it may have.
    pub length: Option<usize>,
    /// All that it may say, if that is a list.
    pub choices: &'static [&'static str],
}

impl FieldSchema {
    /// The entry of fields that stand beside the others.
    #[must_use]
    pub const fn beside(fields: &'static [Self]) -> Self {
        Self { name: "", about: "", needed: true, kind: Kind::Beside(fields) }
    }
}

impl Form {
    /// Any string.
    pub const STRING: Self = Self {
        types: &["string"],
        pattern: None,
        format: None,
        range: [None, None],
        length: None,
        choices: &[],
    };

    /// A number, which may be written as a string.
    pub const NUMBER: Self = Self { types: &["string", "number"], ..Self::STRING };
}

/// What is wrong with a field.
pub enum Fault {
    /// Something else was expected.
    Expected(Code, Cow<'static, str>),
    /// Something that is told in other words.
    Told(Problem),
}

impl Fault {
    /// A fault that is the same for every value of its type.
    #[must_use]
    pub const fn of(code: Code, expected: &'static str) -> Self {
        Self::Expected(code, Cow::Borrowed(expected))
    }
}

impl<P: Into<Problem>> From<P> for Fault {
    fn from(problem: P) -> Self {
        Self::Told(problem.into())
    }
}

/// The type of a field that is a text or a number.
pub trait Leaf {
    /// What it is in the record.
    type Is<'t>;

    /// What may stand in it.
    const FORM: Form;

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

    /// Its fields as they were declared.
    const FIELDS: &'static [FieldSchema];

    /// Takes a field that was given; gives it back if no field has this name.
    ///
    /// # Errors
    /// Where the document comes as text: it goes on in a way that no such text does.
    fn take<S: Supply<'t>>(
        given: &mut Self::Given,
        name: &str,
        supply: S,
    ) -> Result<Option<S>, S::Error>;

    /// Notes every problem of what was given; nothing if the record cannot do with it.
    fn judge(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Option<Self>;

    /// What stands in a list for an item that is no object, so that those after it keep their
    /// positions.
    fn misread() -> Option<Self>;
}

/// Where the value of a field comes from: a tree, or text.
pub trait Supply<'t>: Sized {
    /// Why it does not come.
    type Error;

    /// A text, a number, or whatever stands in the place of one.
    ///
    /// # Errors
    /// The value cannot be supplied in this way.
    fn leaf(self) -> Result<Raw<'t>, Self::Error>;

    /// The fields of an object.
    ///
    /// # Errors
    /// The value cannot be supplied in this way.
    fn object<D: Document<'t>>(self) -> Result<Branch<'t, D::Given>, Self::Error>;

    /// The items of a list of objects.
    ///
    /// # Errors
    /// The value cannot be supplied in this way.
    fn list<D: Document<'t>>(self) -> Result<Branch<'t, Items<'t, D>>, Self::Error>;

    /// What becomes of a field that was given before.
    ///
    /// # Errors
    /// No field may be given twice.
    fn again(self) -> Result<(), Self::Error>;
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

/// Who judges a document, and by which profile.
pub struct Judge<'r> {
    /// Whether the strict profile holds.
    pub strict: bool,
    /// Who keeps the problems.
    pub reader: &'r mut Reader,
}

impl Judge<'_> {
    /// Notes what is wrong with a field.
    #[inline(never)]
    pub fn refuse(&mut self, fault: Fault, at: &Pointer<'_>, found: Raw<'_>) {
        match fault {
            Fault::Expected(code, expected) => {
                self.reader.unexpected(code, &at.path(), &expected, found);
            }
            Fault::Told(problem) => {
                self.reader.keep::<()>(&at.path(), Err(problem));
            }
        }
    }
}

/// What was found in a field.
pub enum Found<T> {
    /// Nothing.
    Nothing,
    /// Something that is wrong, which has been noted.
    Wrong,
    /// What it should be.
    Good(T),
}

/// The type of a field: a leaf, an object or a list.
pub trait Field<'t> {
    /// What it is in the record.
    type Is;

    /// What was given for it.
    type Given;

    /// What may stand in it.
    const KIND: Kind;

    /// Takes what was given.
    ///
    /// # Errors
    /// As [`Document::take`].
    fn gather<S: Supply<'t>>(supply: S) -> Result<Self::Given, S::Error>;

    /// Judges what was given.
    fn find(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Self::Is>;

    /// Notes that it is missing.
    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>);
}

impl<'t, L: Leaf> Field<'t> for L {
    type Is = L::Is<'t>;
    type Given = Raw<'t>;

    const KIND: Kind = Kind::Leaf(L::FORM);

    fn gather<S: Supply<'t>>(supply: S) -> Result<Raw<'t>, S::Error> {
        supply.leaf()
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

    fn gather<S: Supply<'t>>(supply: S) -> Result<Self::Given, S::Error> {
        supply.list::<D>()
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

    /// Takes what was given.
    ///
    /// # Errors
    /// As [`Document::take`].
    fn gather<S: Supply<'t>>(supply: S) -> Result<Self::Given, S::Error>;

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

    fn gather<S: Supply<'t>>(supply: S) -> Result<F::Given, S::Error> {
        F::gather(supply)
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

    fn gather<S: Supply<'t>>(supply: S) -> Result<F::Given, S::Error> {
        F::gather(supply)
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

/// The fields of two documents that stand in one object.
impl<'t, A: Document<'t>, B: Document<'t>> Document<'t> for (A, B) {
    type Given = (A::Given, B::Given);

    const FIELDS: &'static [FieldSchema] =
        &[FieldSchema::beside(A::FIELDS), FieldSchema::beside(B::FIELDS)];

    fn take<S: Supply<'t>>(
        (one, other): &mut Self::Given,
        name: &str,
        supply: S,
    ) -> Result<Option<S>, S::Error> {
        match A::take(one, name, supply)? {
            Some(supply) => B::take(other, name, supply),
            None => Ok(None),
        }
    }

    fn judge((one, other): Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Option<Self> {
        Some((A::judge(one, at, judge)?, B::judge(other, at, judge)?))
    }

    fn misread() -> Option<Self> {
        Some((A::misread()?, B::misread()?))
    }
}

/// Declares documents.
///
/// A `whole` one is there if all its fields are sound. A `partial` one is there in any case, and its
/// field `sound` says whether all of them are: who judges it further wants to see what there is.
///
/// `beside` are fields of another declaration that stand in the same object. A field that is
/// `judged by` a function is handed to it as it was given, with the earlier field that it depends on
/// as it was read: the function does what the type does elsewhere.
macro_rules! document {
    ($(
        $(#[doc = $about:literal])*
        $keep:ident struct $name:ident<$t:lifetime> $(beside $flat:ident: $flat_type:ty =>)? {
            $(
                $(#[doc = $says:literal])*
                $field:ident: $type:ty = $wire:literal
                    $(, judged by $rule:ident($($known:ident)?))?;
            )*
        }
    )*) => {$(
        $crate::document::schema::record! {
            $keep $(#[doc = $about])* $name {
                $(#[doc = "The fields that other documents have as well."] $flat: $flat_type,)?
                $(
                    $(#[doc = $says])*
                    $field: <$type as $crate::document::schema::Slot<$t>>::Is,
                )*
            } $t
        }

        const _: () = {
            use $crate::document::pointer::Pointer;
            use $crate::document::schema::{
                Branch, Document, Field, FieldSchema, Found, Judge, Kind, Slot, Supply,
            };

            pub struct Given<$t> {
                $(pub $flat: <$flat_type as Document<$t>>::Given,)?
                $(pub $field: Option<<$type as Slot<$t>>::Given>,)*
            }

            impl Default for Given<'_> {
                fn default() -> Self {
                    Self { $($flat: Default::default(),)? $($field: None,)* }
                }
            }

            impl<$t> Document<$t> for $name<$t> {
                type Given = Given<$t>;

                const FIELDS: &'static [FieldSchema] = &[
                    $(FieldSchema::beside(<$flat_type as Document<$t>>::FIELDS),)?
                    $(FieldSchema {
                        name: $wire,
                        about: concat!($($says),*),
                        needed: <$type as Slot<$t>>::NEEDED,
                        kind: <$type as Slot<$t>>::KIND,
                    },)*
                ];

                fn take<S: Supply<$t>>(
                    given: &mut Given<$t>,
                    name: &str,
                    supply: S,
                ) -> Result<Option<S>, S::Error> {
                    $(
                        let taken = <$flat_type as Document<$t>>::take(&mut given.$flat, name, supply);
                        let Some(supply) = taken? else { return Ok(None) };
                    )?
                    match name {
                        $($wire => match given.$field {
                            None => given.$field = Some(<$type as Slot<$t>>::gather(supply)?),
                            Some(_) => supply.again()?,
                        },)*
                        _ => return Ok(Some(supply)),
                    }
                    Ok(None)
                }

                fn judge(
                    given: Given<$t>,
                    at: &Pointer<'_>,
                    judge: &mut Judge<'_>,
                ) -> Option<Self> {
                    let before = judge.reader.count();
                    $(let $flat = <$flat_type as Document<$t>>::judge(given.$flat, at, judge);)?
                    $(
                        let place = Pointer::Field(at, $wire);
                        let $field = $crate::document::schema::judged!(
                            (given.$field, &place, judge) $type, $($rule($($known)?))?
                        );
                    )*
                    let sound = judge.reader.count() == before;
                    $crate::document::schema::kept!($keep sound $($flat)? $($field)*)
                }

                fn misread() -> Option<Self> {
                    $crate::document::schema::misread!($keep)
                }
            }

            impl<$t> Field<$t> for $name<$t> {
                type Is = Self;
                type Given = Branch<$t, Given<$t>>;

                const KIND: Kind = Kind::Object(<Self as Document<$t>>::FIELDS);

                fn gather<S: Supply<$t>>(supply: S) -> Result<Self::Given, S::Error> {
                    supply.object::<Self>()
                }

                fn find(
                    given: Self::Given,
                    at: &Pointer<'_>,
                    judge: &mut Judge<'_>,
                ) -> Found<Self> {
                    $crate::document::schema::object_of(given, at, judge)
                }

                fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
                    $crate::document::schema::missing_object(at, judge);
                }
            }
        };
    )*};
}

/// The record of a document.
macro_rules! record {
    (whole $(#[$about:meta])* $name:ident {
        $($(#[$says:meta])* $field:ident: $type:ty,)*
    } $t:lifetime) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name<$t> {
            $($(#[$says])* pub $field: $type,)*
        }
    };
    (partial $(#[$about:meta])* $name:ident {
        $($(#[$says:meta])* $field:ident: $type:ty,)*
    } $t:lifetime) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name<$t> {
            $($(#[$says])* pub $field: $type,)*
            /// Whether every field could be read.
            pub sound: bool,
        }
    };
}

/// What a field is, by its type or by a function.
macro_rules! judged {
    (($given:expr, $at:expr, $judge:expr) $type:ty,) => {
        <$type as $crate::document::schema::Slot<'_>>::settle($given, $at, $judge)
    };
    (($given:expr, $at:expr, $judge:expr) $type:ty, $rule:ident($($known:ident)?)) => {
        $rule($given, $($known,)? $at, $judge)
    };
}

/// A record of its fields, of which each is there if it is sound.
macro_rules! kept {
    (whole $sound:ident $($field:ident)*) => {
        if $sound { Some(Self { $($field: $field?,)* }) } else { None }
    };
    (partial $sound:ident $($field:ident)*) => {
        Some(Self { $($field: $field.unwrap_or_default(),)* sound: $sound })
    };
}

/// A record of what was no object.
macro_rules! misread {
    (whole) => {
        None
    };
    (partial) => {
        Some(Self::default())
    };
}

pub(super) use {document, judged, kept, misread, record};
