//! Tiers of which each prices the part of the value that falls in it: `{ "graduated": […] }`.

use super::traits::{FormListing, PriceForm};
use crate::curve::Curve;
use crate::diagnostic::Problem;
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::Declared;
use crate::document::{Reader, Value};
use crate::formula::{Reached, Supplied};
use crate::money::{Decimal, Ratio};
use crate::pricing::method::PriceMethod;
use crate::pricing::origin::{Show, TellPart};
use crate::pricing::printed;
use crate::pricing::steps::Steps;
use crate::pricing::tier::Tiers;
use crate::pricing::written::ObjectText;

const FIELD: &str = "graduated";
const AMOUNT: &str = "SLAB_AMOUNT";
const PERCENTAGE: &str = "SLAB_PERCENTAGE";

/// Each tier prices the part of the value that falls in it.
#[derive(Clone, Debug)]
pub struct Graduated(Tiers);

impl FormListing for Graduated {
    const FIELD: Option<&'static str> = Some(FIELD);
    const METHODS: &'static [&'static str] = &[AMOUNT, PERCENTAGE];

    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn declared() -> Vec<Declared> {
        let about = "Tiers, each of which prices the part of the value that falls in it.";
        vec![Declared { name: FIELD, about, schema: printed::schema() }]
    }

    fn read(value: &Value, path: &str, reader: &mut Reader, _: Supplied) -> Option<Self> {
        printed::read(value, path, reader).map(Self)
    }

    fn after(&self, prior: Decimal) -> Option<Self> {
        Some(Self(self.0.after(prior)))
    }

    fn of_tiers(tiers: Tiers) -> Option<Self> {
        Some(Self(tiers))
    }
}

impl PriceForm for Graduated {
    fn method(&self) -> PriceMethod {
        PriceMethod(if self.0.have_percentage() { PERCENTAGE } else { AMOUNT })
    }

    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        match value.is_zero() {
            true => self.0.charge_zero(steps),
            false => self.0.charge_parts(value, steps),
        }
    }

    /// Each tier prices its own part, on top of what the tiers before it add up to.
    fn curve(&self) -> Option<Curve> {
        self.0.curve(true)
    }

    fn write(&self, rule: &mut ObjectText) {
        rule.raw(FIELD, &self.0.text());
    }

    fn awaits_tiers(&self) -> bool {
        self.0.as_slice().is_empty()
    }

    fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()> {
        self.0.stretches(show)
    }

    fn path(&self, part: Option<usize>) -> String {
        Tiers::path(FIELD, part)
    }

    fn doubts(&self, zero: bool, reached: Reached<'_>, tell: TellPart<'_>) {
        self.0.doubt_beginning(tell);
        self.0.doubts(zero, reached, tell);
    }

    /// The charge jumps by the flat part of the tier that is entered.
    fn is_meant_to_jump(&self) -> bool {
        true
    }
}
