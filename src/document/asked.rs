//! How the fields of rules and books are declared: each once, with its name, its type, which knows
//! how it is read, and what it means.
//!
//! From a declaration come the record, its reader and the JSON Schema of books. It is what
//! `declare` is for bodies, without what only a wire needs: rules are read in every module, and
//! this adds nothing to one.

#[cfg(any(feature = "requests", feature = "ledger"))]
use super::json_schema;
use super::reader::{Fields, Reader};
#[cfg(any(feature = "requests", feature = "ledger"))]
use super::schema::LeafSchema;
#[cfg(any(feature = "requests", feature = "ledger"))]
use super::value::Value;
use crate::money::{AllocationMode, Currency, Decimal, Ratio, RoundingMode};

/// The type of a field of a rule or a book.
pub trait Asked {
    /// What it is in the record.
    type Is;

    /// What it says, if it is given and good; what is wrong with it is noted.
    fn ask(fields: &mut Fields<'_>, name: &'static str, reader: &mut Reader) -> Option<Self::Is>;

    /// What may stand in it.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn schema() -> Value;
}

/// Declares fields that are read one after another, none of which must be there.
macro_rules! asked {
    (
        $(#[doc = $about:literal])*
        struct $name:ident {
            $($(#[doc = $says:literal])* $field:ident: $type:ty = $wire:literal;)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[doc = $says])* pub $field: Option<<$type as $crate::document::Asked>::Is>,)*
        }

        impl $name {
            /// Reads the fields.
            fn ask(
                fields: &mut $crate::document::Fields<'_>,
                reader: &mut $crate::document::Reader,
            ) -> Self {
                Self { $($field: <$type as $crate::document::Asked>::ask(fields, $wire, reader),)* }
            }

            /// The fields, for a schema.
            #[cfg(any(feature = "requests", feature = "ledger"))]
            pub(crate) fn declared() -> Vec<$crate::document::Declared> {
                vec![$($crate::document::Declared {
                    name: $wire,
                    about: concat!($($says),*),
                    schema: <$type as $crate::document::Asked>::schema(),
                },)*]
            }
        }
    };
}

pub(crate) use asked;

/// An amount of zero or more; whoever reads it says why it cannot be less.
pub struct NotNegative;

/// An amount above zero; whoever reads it says why it cannot be another.
pub struct AboveZero;

/// The place of something in a list; whoever reads it knows the list.
pub struct PlaceInList;

/// An end, which may be open: `null`.
pub struct OpenEnd;

macro_rules! asked_types {
    ($(
        $type:ty, as $is:ty: |$fields:ident, $name:ident, $reader:ident| $ask:expr, $schema:expr;
    )*) => {$(
        impl Asked for $type {
            type Is = $is;

            fn ask(
                $fields: &mut Fields<'_>,
                $name: &'static str,
                $reader: &mut Reader,
            ) -> Option<$is> {
                $ask
            }

            #[cfg(any(feature = "requests", feature = "ledger"))]
            fn schema() -> Value {
                $schema
            }
        }
    )*};
}

asked_types! {
    AboveZero, as Decimal: |fields, name, reader| fields.amount(name, reader),
        json_schema::of_leaf(LeafSchema::ABOVE_ZERO);
    AllocationMode, as Self:
        |fields, name, reader| fields.named(name, reader, AllocationMode::from_name),
        json_schema::one_of(&AllocationMode::ALL.map(AllocationMode::name));
    Currency, as Self: |fields, name, reader| fields.currency(name, reader),
        json_schema::reference("Currency");
    Decimal, as Self: |fields, name, reader| fields.amount(name, reader),
        json_schema::of_leaf(LeafSchema::AMOUNT);
    NotNegative, as Decimal: |fields, name, reader| fields.amount(name, reader),
        json_schema::of_leaf(LeafSchema::NOT_NEGATIVE);
    OpenEnd, as Decimal: |fields, name, reader| {
        if fields.is_null(name) {
            fields.take(name);
            return None;
        }
        fields.amount(name, reader)
    }, json_schema::or_null(json_schema::of_leaf(LeafSchema::AMOUNT));
    PlaceInList, as Decimal: |fields, name, reader| fields.amount(name, reader),
        json_schema::of_leaf(LeafSchema::PLACE);
    Ratio, as Self: |fields, name, reader| fields.ratio(name, reader),
        json_schema::of_leaf(LeafSchema::RATIO);
    RoundingMode, as Self:
        |fields, name, reader| fields.named(name, reader, RoundingMode::from_name),
        json_schema::one_of(&RoundingMode::ALL.map(RoundingMode::name));
    bool, as Self: |fields, name, reader| fields.truth(name, reader),
        json_schema::of_leaf(LeafSchema { types: &["boolean"], ..LeafSchema::STRING });
}
