//! A price: a flat part, a percentage and an amount for each unit, added.

use crate::diagnostic::Problem;
use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{Decimal, Overflow, Ratio};
use crate::request::{Fields, Reader};

/// What a value is charged. Parts that are absent are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// Due once.
    pub flat: Option<Decimal>,
    /// Percent of the value.
    pub percentage: Option<Decimal>,
    /// Due for each unit of the value, pro rata.
    pub per_unit: Option<Decimal>,
    /// The size of a unit: `per_unit` is then due for every started one.
    pub unit: Option<Decimal>,
}

impl Price {
    /// Reads the fields of a price.
    pub(super) fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Self {
        let price = Self {
            flat: fields.amount("flat", reader),
            percentage: fields.amount("percentage", reader),
            per_unit: fields.amount("perUnit", reader),
            unit: fields.amount("unit", reader),
        };
        let path = fields.path_of("unit");
        match price.unit {
            Some(unit) if unit <= Decimal::ZERO => {
                let message = ["the unit `", &digits(unit), "` is not above zero"].concat();
                reader.problem("unit-not-positive", &path, message, None);
            }
            Some(_) if price.per_unit.is_none() => {
                let message = "a unit has no meaning without `perUnit`".to_owned();
                reader.problem("unit-without-price", &path, message, None);
            }
            _ => {}
        }
        price
    }

    /// Whether no part is given.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        *self == Self::default()
    }

    /// The exact charge for a value, and each part of it as a step.
    pub(super) fn charge(&self, value: Ratio, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
        let mut charge = Ratio::ZERO;
        if let Some(flat) = self.flat {
            charge = charge.checked_add(Ratio::from(flat))?;
            steps.push(step("flat", [&digits(flat), " flat"].concat(), Ratio::from(flat)));
        }
        if let Some(percentage) = self.percentage {
            let part = Ratio::percent(percentage).checked_mul(value)?;
            let text = [&digits(percentage), "% of ", &value.digits()].concat();
            charge = charge.checked_add(part)?;
            steps.push(step("percentage", text, part));
        }
        if let Some(per_unit) = self.per_unit {
            let units = self.units(value)?;
            let part = Ratio::from(per_unit).checked_mul(units)?;
            let text = [&digits(per_unit), " × ", &units.digits(), " units"].concat();
            charge = charge.checked_add(part)?;
            steps.push(step("perUnit", text, part));
        }
        Ok(charge)
    }

    /// How many units a value has: as it is, or the started ones.
    fn units(&self, value: Ratio) -> Result<Ratio, Overflow> {
        match self.unit {
            None => Ok(value),
            Some(unit) => Ratio::new(value.checked_div(Ratio::from(unit))?.ceil(), 1),
        }
    }
}

/// A step that has a value.
pub(super) fn step(kind: &'static str, text: String, value: Ratio) -> Step {
    let value = value.digits();
    Step { kind, text: [&text, " = ", &value].concat(), value: Some(value), ..Step::default() }
}
