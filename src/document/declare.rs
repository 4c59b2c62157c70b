//! How a document is declared: each field once, with its name on the wire, its type, which knows
//! its limits, and what it means.
//!
//! From a declaration come the record, the reader with all its problems, the names that the strict
//! profile allows, the order in which JavaScript hands fields over, and the schema of OpenAPI. The
//! record's fields are what the declared types say that they are: `Whole<1, 5>` is an `i64`.

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
        $crate::document::declare::record! {
            $keep $(#[doc = $about])* $name {
                $(#[doc = "The fields that other documents have as well."] $flat: $flat_type,)?
                $(
                    $(#[doc = $says])*
                    $field: <$type as $crate::document::field::Slot<$t>>::Is,
                )*
            } $t
        }

        const _: () = {
            use $crate::document::pointer::Pointer;
            use $crate::document::field::{
                self, Branch, Document, Field, Found, Slot,
            };
            use $crate::document::judge::Judge;
            use $crate::document::schema::{FieldSchema, Kind};
            use $crate::document::text::TextFields;
            use $crate::document::value::Value;

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

                const ABOUT: &'static str = concat!($($about),*);

                const FIELDS: &'static [FieldSchema] = &[
                    $(FieldSchema::beside(<$flat_type as Document<$t>>::FIELDS),)?
                    $(FieldSchema {
                        name: $wire,
                        about: concat!($($says),*),
                        needed: <$type as Slot<$t>>::NEEDED,
                        kind: <$type as Slot<$t>>::KIND,
                    },)*
                ];

                fn take(given: &mut Given<$t>, name: &str, value: &$t Value) -> bool {
                    $(
                        if <$flat_type as Document<$t>>::take(&mut given.$flat, name, value) {
                            return true;
                        }
                    )?
                    match name {
                        $($wire => {
                            // As everywhere in a tree, the first one counts.
                            given.$field.get_or_insert_with(|| <$type as Slot<$t>>::of_value(value));
                        })*
                        _ => return false,
                    }
                    true
                }

                fn take_all(text: &mut TextFields<$t>) -> Given<$t> {
                    Given {
                        $($flat: <$flat_type as Document<$t>>::take_all(text),)?
                        $($field: Some(<$type as Slot<$t>>::of_text(text)),)*
                    }
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
                        let $field = $crate::document::declare::judged!(
                            (given.$field, &place, judge) $type, $($rule($($known)?))?
                        );
                    )*
                    let sound = judge.reader.count() == before;
                    $crate::document::declare::kept!($keep sound $($flat)? $($field)*)
                }

                fn misread() -> Option<Self> {
                    $crate::document::declare::misread!($keep)
                }
            }

            impl<$t> Field<$t> for $name<$t> {
                type Is = Self;
                type Given = Branch<$t, Given<$t>>;

                const KIND: Kind = Kind::Object(<Self as Document<$t>>::FIELDS);

                fn of_value(value: &$t Value) -> Self::Given {
                    field::object_of_value::<Self>(value)
                }

                fn of_text(text: &mut TextFields<$t>) -> Self::Given {
                    field::object_of_text::<Self>(text)
                }

                fn find(
                    given: Self::Given,
                    at: &Pointer<'_>,
                    judge: &mut Judge<'_>,
                ) -> Found<Self> {
                    field::object_of(given, at, judge)
                }

                fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
                    field::missing_object(at, judge);
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
        <$type as $crate::document::field::Slot<'_>>::settle($given, $at, $judge)
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
