//! The types that only fields of charge calculations have.

use super::field::Leaf;
use super::judge::Fault;
use super::raw::Raw;
use super::reader::{raw_amount, raw_ratio};
use super::schema::LeafSchema;
use crate::diagnostic::{Code, Problem};
use crate::money::{Decimal, Ratio};

/// A text of a charge calculation, with all its white space; an empty one says nothing.
pub struct Label;

/// `Y` or `N`; an empty text says nothing.
pub struct Flag;

/// Any amount.
pub struct Amount;

/// Any number that divides or multiplies: an amount, or a text `n/d`.
pub struct Proportion;

/// An amount of zero or more.
pub struct ValueAmount;

/// An amount above zero.
pub struct PeriodAmount;

/// A number that multiplies, above zero.
pub struct RateProportion;

/// A list that is between the caller and somebody else.
pub struct AnyList;

impl Leaf for Label {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = LeafSchema::STRING;

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        match raw {
            Raw::Absent | Raw::Text("") => Ok(None),
            Raw::Text(text) if text.contains('\u{1F}') => {
                Err(Problem::says(Code::TextCharacter, &[]).into())
            }
            Raw::Text(text) => Ok(Some(text)),
            Raw::List(_) | Raw::Number(_) | Raw::Object | Raw::Other(_) | Raw::Whole(_) => {
                Err(Fault::of(Code::WrongType, "a string"))
            }
        }
    }
}

impl Leaf for Flag {
    type Is<'t> = bool;

    const FORM: LeafSchema = LeafSchema { choices: &["Y", "N", ""], ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<bool>, Fault> {
        match raw {
            Raw::Absent | Raw::Text("") => Ok(None),
            Raw::Text(text) if text == "Y" || text == "N" => Ok(Some(text == "Y")),
            Raw::List(_)
            | Raw::Number(_)
            | Raw::Object
            | Raw::Other(_)
            | Raw::Text(_)
            | Raw::Whole(_) => Err(Fault::of(Code::WrongType, "`Y` or `N`")),
        }
    }
}

impl Leaf for Amount {
    type Is<'t> = Decimal;

    const FORM: LeafSchema = LeafSchema::AMOUNT;

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Decimal>, Fault> {
        if raw.is_absent() { Ok(None) } else { Ok(Some(raw_amount(raw)?)) }
    }
}

impl Leaf for Proportion {
    type Is<'t> = Ratio;

    const FORM: LeafSchema = LeafSchema::RATIO;

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Ratio>, Fault> {
        if raw.is_absent() { Ok(None) } else { Ok(Some(raw_ratio(raw)?)) }
    }
}

// The numbers of a charge are held to these limits when its lines have been merged: each is read as
// if it had none.

impl Leaf for PeriodAmount {
    type Is<'t> = <Amount as Leaf>::Is<'t>;

    const FORM: LeafSchema = LeafSchema::ABOVE_ZERO;

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<Self::Is<'t>>, Fault> {
        Amount::read(raw, strict)
    }
}

impl Leaf for RateProportion {
    type Is<'t> = <Proportion as Leaf>::Is<'t>;

    const FORM: LeafSchema = LeafSchema::RATIO_ABOVE_ZERO;

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<Self::Is<'t>>, Fault> {
        Proportion::read(raw, strict)
    }
}

impl Leaf for ValueAmount {
    type Is<'t> = <Amount as Leaf>::Is<'t>;

    const FORM: LeafSchema = LeafSchema::NOT_NEGATIVE;

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<Self::Is<'t>>, Fault> {
        Amount::read(raw, strict)
    }
}

impl Leaf for AnyList {
    type Is<'t> = ();

    const FORM: LeafSchema = LeafSchema { types: &["array"], ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<()>, Fault> {
        match raw {
            Raw::Absent => Ok(None),
            Raw::List(_) => Ok(Some(())),
            Raw::Number(_) | Raw::Object | Raw::Other(_) | Raw::Text(_) | Raw::Whole(_) => {
                Err(Fault::of(Code::WrongType, "an array"))
            }
        }
    }
}
