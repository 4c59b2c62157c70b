//! A price: a flat part, a percentage and an amount for each unit, added.

use super::steps::{Named, Steps};
use super::written::ObjectText;
use crate::curve::{self, Line, Stairs, Tread};
use crate::diagnostic::Code;
use crate::document::{AboveZero, Fields, Reader, asked};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{Value, json_schema};
use crate::money::exact::digits;
use crate::money::{Decimal, Overflow, Ratio};

asked! {
    /// What a value is charged. Parts that are absent are zero.
    struct Price {
        /// An amount that is due once.
        flat: Ratio = "flat";
        /// Percent of the value.
        percentage: Ratio = "percentage";
        /// Due for each unit of the value, pro rata.
        per_unit: Ratio = "perUnit";
        /// The size of a unit, above zero: the amount for a unit is then due for every started one.
        unit: AboveZero = "unit";
    }
}

impl Price {
    /// Reads the fields of a price.
    pub(super) fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Self {
        let price = Self::ask(fields, reader);
        price.check(&fields.path_of("unit"), reader);
        price
    }

    /// The schema of an object that has a price among its fields.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn in_schema(object: Value) -> Value {
        json_schema::needs(object, "unit", "perUnit")
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

    /// Whether none of its parts is there.
    pub(super) fn is_nothing(&self) -> bool {
        let Self { flat, percentage, per_unit, .. } = self;
        [flat, percentage, per_unit].iter().all(|part| part.is_none())
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

    /// The price over the value that lies behind `origin`: a line, and the started units on it.
    pub(super) fn course(&self, origin: Ratio) -> Result<(Line, Option<Stairs>), Overflow> {
        let rate = self.percentage.unwrap_or_default().hundredth()?;
        let per_unit = self.per_unit.unwrap_or_default();
        let (rate, stairs) = match self.unit {
            None => (rate.checked_add(per_unit)?, None),
            Some(unit) => {
                let tread = Tread { origin, size: Ratio::from(unit), step: per_unit };
                (rate, Some(Stairs::of(tread)).filter(|_| !per_unit.is_zero()))
            }
        };
        let flat = self.flat.unwrap_or_default();
        let base = flat.checked_sub(rate.checked_mul(origin)?)?;
        Ok((Line { base, rate }, stairs))
    }

    /// How many units a value has: as it is, or the started ones.
    fn units(&self, value: Ratio) -> Result<Ratio, Overflow> {
        match self.unit {
            None => Ok(value),
            Some(unit) => curve::started(value, Ratio::from(unit)),
        }
    }
}
