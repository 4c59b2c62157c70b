//! Tiers of which the one that the value reaches prices the whole value: `{ "volume": […] }`.

use super::traits::{FormListing, PriceForm};
use crate::curve::Curve;
use crate::diagnostic::{Code, Problem};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::Declared;
use crate::document::{Reader, Value};
use crate::formula::{Reached, Supplied};
use crate::money::Ratio;
use crate::pricing::method::PriceMethod;
use crate::pricing::origin::{Show, TellPart};
use crate::pricing::printed;
use crate::pricing::steps::Steps;
use crate::pricing::tier::Tiers;
use crate::pricing::written::ObjectText;

const FIELD: &str = "volume";
const AMOUNT: &str = "VARIABLE_AMOUNT";
const PERCENTAGE: &str = "VARIABLE_PERCENTAGE";

/// What to do about charges that do not rise with the value.
const RATHER_GRADUATED: &str =
    "with `graduated`, each tier prices only the part of the value that falls in it";

/// The tier that the value reaches prices the whole value.
#[derive(Clone, Debug)]
pub struct Volume(Tiers);

impl FormListing for Volume {
    const FIELD: Option<&'static str> = Some(FIELD);
    const METHODS: &'static [&'static str] = &[AMOUNT, PERCENTAGE];

    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn declared() -> Vec<Declared> {
        let about = "Tiers, of which the one that the value reaches prices the whole value.";
        vec![Declared { name: FIELD, about, schema: printed::schema() }]
    }

    fn read(value: &Value, path: &str, reader: &mut Reader, _: Supplied) -> Option<Self> {
        printed::read(value, path, reader).map(Self)
    }

    fn of_tiers(tiers: Tiers) -> Option<Self> {
        Some(Self(tiers))
    }
}

impl PriceForm for Volume {
    fn method(&self) -> PriceMethod {
        PriceMethod(if self.0.have_percentage() { PERCENTAGE } else { AMOUNT })
    }

    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        match value.is_zero() {
            true => self.0.charge_zero(steps),
            false => self.0.charge_whole(value, steps),
        }
    }

    fn curve(&self) -> Option<Curve> {
        self.0.curve(false)
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
        self.0.doubts(zero, reached, tell);
    }

    fn inversion_help(&self, part: Option<usize>) -> &'static str {
        // Inside the first tier its price alone is to blame.
        if part.is_some_and(|tier| tier > 0) { RATHER_GRADUATED } else { Code::Inversion.help() }
    }

    fn cliff_help(&self) -> &'static str {
        RATHER_GRADUATED
    }
}
