//! What every form of price rule does, whoever asks: pricing, the curve, the canonical text, lint.

use std::ops::Range;

use crate::curve::Curve;
use crate::diagnostic::{Code, Problem};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::Declared;
use crate::document::{Reader, Value};
use crate::formula::{Reached, Supplied};
use crate::money::{Decimal, Ratio};
use crate::pricing::method::PriceMethod;
use crate::pricing::origin::{Show, TellPart};
use crate::pricing::steps::Steps;
use crate::pricing::tier::Tiers;
use crate::pricing::written::ObjectText;

/// How a form is told from others: by a field of the rule, and by its price methods.
pub trait FormListing: PriceForm + Sized {
    /// The field of a rule that gives the form; nothing for the price, whose parts stand in the
    /// rule itself.
    const FIELD: Option<&'static str>;

    /// The price methods that the form has on the wire.
    const METHODS: &'static [&'static str];

    /// The fields that a rule of this form has for it.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn declared() -> Vec<Declared>;

    /// Reads the value of the form's field, or notes every problem of it.
    fn read(_: &Value, _path: &str, _: &mut Reader, _: Supplied) -> Option<Self> {
        None
    }

    /// The same form for whoever was charged for a value earlier, if it is one that counts on.
    fn after(&self, _prior: Decimal) -> Option<Self> {
        None
    }

    /// The form with these tiers, if it is one that has tiers.
    fn of_tiers(_: Tiers) -> Option<Self> {
        None
    }
}

/// A form of price rule. What has a default here is what a form seldom has to say.
pub trait PriceForm {
    /// The price method that the form shows.
    fn method(&self) -> PriceMethod;

    /// The exact charge for a value of zero or more, with its steps.
    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem>;

    /// The charge over the value as an exact curve, if it is linear piece by piece.
    fn curve(&self) -> Option<Curve>;

    /// Adds the form to the canonical text of its rule.
    fn write(&self, rule: &mut ObjectText);

    /// Whether every figure on the way is sure to fit, for all values up to this one on its grid,
    /// from which `free` has been taken.
    fn computes(&self, _last: Decimal, _free: Decimal) -> bool {
        true
    }

    /// Whether it may have letters that stand for what is supplied.
    fn has_letters(&self) -> bool {
        false
    }

    /// Whether the tiers are to come with each request.
    fn awaits_tiers(&self) -> bool {
        false
    }

    /// Shows lint the stretches of values above zero that are priced alike, in order; nothing if
    /// there is no telling where they are, or lint has seen enough.
    fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()>;

    /// The text in which the ranges below are places, in bytes.
    fn written(&self) -> &str {
        ""
    }

    /// Where a part stands in the rule, as a JSON pointer; a tier is a part by its index.
    fn path(&self, _part: Option<usize>) -> String {
        String::new()
    }

    /// Tells what is doubtful in the form itself, with the part that it is about. `zero` is whether
    /// a value of zero is charged.
    fn doubts(&self, _zero: bool, _reached: Reached<'_>, _tell: TellPart<'_>) {}

    /// The place that decides what a value is charged.
    fn decisive(&self, _value: Decimal) -> Option<Range<usize>> {
        None
    }

    /// The place that separates two values.
    fn parting(&self, _one: Decimal, _two: Decimal) -> Option<Range<usize>> {
        None
    }

    /// Whether a jump between two stretches is what the form says, and no reason for a warning.
    fn is_meant_to_jump(&self) -> bool {
        false
    }

    /// How to mend a charge below zero.
    fn negative_help(&self) -> &'static str {
        Code::NegativeCharge.help()
    }

    /// How to mend a larger value that is charged less, from this part on.
    fn inversion_help(&self, _part: Option<usize>) -> &'static str {
        Code::Inversion.help()
    }

    /// How to mend a jump.
    fn cliff_help(&self) -> &'static str {
        Code::Cliff.help()
    }
}
