//! The options that come with a rule or a calculator.

use super::terms::Terms;
use crate::diagnostic::{Problem, Refusal};
use crate::document::{Fields, Reader, Value};
use crate::formula::Supplied;
use crate::money::{Currency, Decimal, Rounding, RoundingMode};

/// What a caller may say beside a rule; each field fills what the rule leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TariffOptions {
    /// The currency of the charge; LKR if nobody names one.
    pub currency: Option<Currency>,
    /// How the charge is rounded; half away from zero if nobody says.
    pub rounding: Option<RoundingMode>,
    /// What the charge is rounded to; the minor unit if nobody says.
    pub increment: Option<Decimal>,
    /// What a bare `P` in a formula stands for, in percent.
    pub percentage: Option<Decimal>,
    /// What a bare `C` in a formula stands for.
    pub constant: Option<Decimal>,
    /// The period that is charged.
    pub terms: Terms,
    /// The value that was charged earlier in the period of graduated tiers.
    pub prior: Option<Decimal>,
}

impl TariffOptions {
    /// Reads the options that a caller gave.
    ///
    /// # Errors
    /// Every field that is unknown or malformed.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let options = Self {
            percentage: fields.amount("percentage", &mut reader),
            constant: fields.amount("constant", &mut reader),
            terms: Terms {
                tenor: fields.amount("tenor", &mut reader),
                sliding_scale_tenor: fields.amount("slidingScaleTenor", &mut reader),
                exchange_rate: None,
            },
            prior: fields.amount("prior", &mut reader),
            ..Self::rounding_fields(&mut fields, &mut reader)
        };
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| options)
    }

    /// The fields that say how to round: `currency`, `rounding` and `increment`.
    pub(super) fn rounding_fields(fields: &mut Fields<'_>, reader: &mut Reader) -> Self {
        Self {
            currency: fields.named("currency", reader, Currency::from_code),
            rounding: fields.named("rounding", reader, RoundingMode::from_name),
            increment: fields.amount("increment", reader),
            ..Self::default()
        }
    }

    /// The same options, with what they leave out taken from others.
    #[must_use]
    pub fn filled_from(self, others: &Self) -> Self {
        Self {
            currency: self.currency.or(others.currency),
            rounding: self.rounding.or(others.rounding),
            increment: self.increment.or(others.increment),
            percentage: self.percentage.or(others.percentage),
            constant: self.constant.or(others.constant),
            terms: others.terms,
            prior: others.prior,
        }
    }

    /// The rounding that these options name.
    ///
    /// # Errors
    /// When the increment is not a positive number of minor units.
    pub fn rounding(&self) -> Result<Rounding, Refusal> {
        let currency = self.currency.unwrap_or_default();
        Rounding::new(currency, self.rounding.unwrap_or_default(), self.increment)
            .map_err(|error| Problem::from(error).at("/increment").into())
    }

    /// What the bare letters of a formula stand for.
    #[must_use]
    pub fn supplied(&self) -> Supplied {
        Supplied { percentage: self.percentage, constant: self.constant }
    }
}
