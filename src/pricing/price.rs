//! A price: a flat part, a percentage and an amount for each unit, added.

use super::steps::{Named, Steps};
use super::written::ObjectText;
use crate::curve::Line;
use crate::diagnostic::Code;
use crate::document::{Fields, Reader};
use crate::money::exact::digits;
use crate::money::{Decimal, Overflow, Ratio};

/// What a value is charged. Parts that are absent are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// An amount that is due once.
    pub flat: Option<Ratio>,
    /// Percent of the value.
    pub percentage: Option<Ratio>,
    /// Due for each unit of the value, pro rata.
    pub per_unit: Option<Ratio>,
    /// The size of a unit: `per_unit` is then due for every started one.
    pub unit: Option<Decimal>,
}

impl Price {
    /// Reads the fields of a price.
    pub(super) fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Self {
        let price = Self {
            flat: fields.ratio("flat", reader),
            percentage: fields.ratio("percentage", reader),
            per_unit: fields.ratio("perUnit", reader),
            unit: fields.amount("unit", reader),
        };
        price.check(&fields.path_of("unit"), reader);
        price
    }

    /// Notes a unit that is not above zero, or that no amount is due for.
    pub(super) fn check(&self, path: &str, reader: &mut Reader) {
        match self.unit {
            Some(unit) if unit <= Decimal::ZERO => {
                reader.say(Code::UnitNotPositive, path, &[&digits(unit)]);
            }
            Some(_) if self.per_unit.is_none() => {
                reader.say(Code::UnitWithoutPrice, path, &[]);
            }
            _ => {}
        }
    }

    /// Adds the parts to the canonical text of a rule or a tier.
    pub(super) fn write(&self, fields: &mut ObjectText) {
        fields.ratio("flat", self.flat);
        fields.ratio("percentage", self.percentage);
        fields.ratio("perUnit", self.per_unit);
        fields.amount("unit", self.unit);
    }

    /// Whether no part is given.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        *self == Self::default()
    }

    /// The exact charge for a value, and each part of it as a step.
    pub(super) fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        let mut charge = Ratio::ZERO;
        if let Some(flat) = self.flat {
            charge = flat;
            steps.note("flat", &[&Named("amount", &flat), &" flat"], charge);
        }
        if let Some(percentage) = self.percentage {
            let part = percentage.hundredth()?.checked_mul(value)?;
            steps.note(
                "percentage",
                &[&Named("rate", &percentage), &"% of ", &Named("of", &value)],
                part,
            );
            charge = charge.checked_add(part)?;
        }
        if let Some(per_unit) = self.per_unit {
            let units = self.units(value)?;
            let part = per_unit.checked_mul(units)?;
            steps.note(
                "perUnit",
                &[&Named("rate", &per_unit), &" × ", &Named("of", &units), &" units"],
                part,
            );
            charge = charge.checked_add(part)?;
        }
        Ok(charge)
    }

    /// The flat part alone: what zero costs where zero is charged.
    pub(super) fn at_zero(&self) -> Self {
        Self { flat: self.flat, ..Self::default() }
    }

    /// The price as a line over the value; started units have none.
    pub(super) fn line(&self) -> Option<Line> {
        if self.unit.is_some() {
            return None;
        }
        let flat = self.flat.unwrap_or_default();
        let rate = self.percentage.unwrap_or_default().hundredth().ok()?;
        let rate = rate.checked_add(self.per_unit.unwrap_or_default()).ok()?;
        Some(Line { base: flat, rate })
    }

    /// How many units a value has: as it is, or the started ones.
    fn units(&self, value: Ratio) -> Result<Ratio, Overflow> {
        match self.unit {
            None => Ok(value),
            Some(unit) => Ratio::new(value.checked_div(Ratio::from(unit))?.ceil(), 1),
        }
    }
}
