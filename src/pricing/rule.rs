//! Price rules: from a value to an exact charge, in the order of the pipeline.

use super::options::TariffOptions;
use super::price::{Price, step};
use super::tier::Tiers;
use crate::diagnostic::{Problem, Refusal};
use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{self, Applied, Decimal, Ratio};
use crate::request::{Fields, Reader, Value};

/// How a value is priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Each tier prices the part of the value that falls in it.
    Graduated(Tiers),
    /// One price for the whole value.
    Price(Price),
    /// The tier that the value reaches prices the whole value.
    Volume(Tiers),
}

/// A minimum or maximum: an amount, or percent of the value as rounded up to the charge unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// In the currency of the charge.
    Amount(Decimal),
    /// Percent of the value.
    Percentage(Decimal),
}

/// A rule that is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRule {
    /// How the value is priced.
    pub form: Form,
    /// The charge is not less.
    pub minimum: Option<Limit>,
    /// The charge is not more.
    pub maximum: Option<Limit>,
    /// Taken off the value before it is priced.
    pub free: Decimal,
    /// The value is rounded up to a multiple of it first.
    pub charge_unit: Option<Decimal>,
    /// Whether flat prices and bounds apply where nothing remains to be priced.
    pub charge_on_zero: bool,
}

/// A charge before rounding, and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The exact charge.
    pub exact: Ratio,
    /// The steps in order.
    pub steps: Vec<Step>,
}

impl PriceRule {
    /// Reads a rule and the options that it brings; every problem is found.
    ///
    /// # Errors
    /// Every field that is unknown, malformed or at odds with another.
    pub fn read(value: &Value) -> Result<(Self, TariffOptions), Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let options = TariffOptions::rounding_fields(&mut fields, &mut reader);
        let form = form(&mut fields, &mut reader);
        let minimum = limit(("minimum", "minimumPercentage"), &mut fields, &mut reader);
        let maximum = limit(("maximum", "maximumPercentage"), &mut fields, &mut reader);
        let free = fields.amount("free", &mut reader).unwrap_or_default();
        let charge_unit = fields.amount("chargeUnit", &mut reader);
        let charge_on_zero = fields.truth("chargeOnZero", &mut reader).unwrap_or_default();
        fields.refuse_others(&mut reader);
        if free < Decimal::ZERO {
            let message = "the free part of the value is below zero".to_owned();
            reader.problem("free-negative", "/free", message, None);
        }
        if charge_unit.is_some_and(|unit| unit <= Decimal::ZERO) {
            let message = "the charge unit is not above zero".to_owned();
            reader.problem("unit-not-positive", "/chargeUnit", message, None);
        }
        let form = form.unwrap_or(Form::Price(Price::default()));
        let rule = Self { form, minimum, maximum, free, charge_unit, charge_on_zero };
        // Bounds of one kind can be held against each other before there is a value.
        if let (Some(Limit::Amount(minimum)), Some(Limit::Amount(maximum)))
        | (Some(Limit::Percentage(minimum)), Some(Limit::Percentage(maximum))) =
            (minimum, maximum)
        {
            let held = money::clamp(minimum, Some(minimum), Some(maximum));
            reader.keep("/minimum", held.map_err(Problem::from));
        }
        reader.finish((rule, options))
    }

    /// The exact charge for a value of zero or more.
    ///
    /// # Errors
    /// When no tier covers the value, the minimum is above the maximum, or a figure does not fit.
    pub fn price(&self, value: Decimal) -> Result<Priced, Problem> {
        let mut steps = Vec::new();
        let counted = self.counted(Ratio::from(value), &mut steps)?;
        let remaining = self.remaining(counted, &mut steps)?;
        if remaining.is_zero() && !self.charge_on_zero {
            steps.push(step("zero", "nothing remains to be priced".to_owned(), Ratio::ZERO));
            return Ok(Priced { exact: Ratio::ZERO, steps });
        }
        let raw = self.raw(remaining, &mut steps)?;
        let exact = self.bounded(raw, counted, &mut steps)?;
        Ok(Priced { exact, steps })
    }

    /// The value, rounded up to the charge unit.
    fn counted(&self, value: Ratio, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
        let Some(unit) = self.charge_unit else { return Ok(value) };
        let units = Ratio::new(value.checked_div(Ratio::from(unit))?.ceil(), 1)?;
        let counted = units.checked_mul(Ratio::from(unit))?;
        let text = [&value.digits(), " rounded up to a multiple of ", &digits(unit)].concat();
        steps.push(step("chargeUnit", text, counted));
        Ok(counted)
    }

    /// The value less what is free, at least zero.
    fn remaining(&self, counted: Ratio, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
        if self.free.is_zero() {
            return Ok(counted);
        }
        let remaining = counted.checked_sub(Ratio::from(self.free))?.max(Ratio::ZERO);
        let text = [&counted.digits(), " less ", &digits(self.free), " free"].concat();
        steps.push(step("free", text, remaining));
        Ok(remaining)
    }

    fn raw(&self, value: Ratio, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
        let flat = |flat: Option<Decimal>| Price { flat, ..Price::default() };
        match &self.form {
            Form::Price(price) if value.is_zero() => flat(price.flat).charge(value, steps),
            Form::Graduated(tiers) | Form::Volume(tiers) if value.is_zero() => {
                flat(tiers.first_flat()).charge(value, steps)
            }
            Form::Price(price) => price.charge(value, steps),
            Form::Graduated(tiers) => tiers.graduated(value, steps),
            Form::Volume(tiers) => tiers.volume(value, steps),
        }
    }

    fn bounded(&self, raw: Ratio, counted: Ratio, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
        let limit = |limit: Option<Limit>| match limit {
            None => Ok(None),
            Some(Limit::Amount(amount)) => Ok(Some(Ratio::from(amount))),
            Some(Limit::Percentage(part)) => Ratio::percent(part).checked_mul(counted).map(Some),
        };
        let (minimum, maximum) = (limit(self.minimum)?, limit(self.maximum)?);
        let (held, applied) = money::clamp(raw, minimum, maximum)?;
        for (bound, side, limit) in
            [(Applied::Minimum, "at least ", minimum), (Applied::Maximum, "at most ", maximum)]
        {
            let Some(limit) = limit else { continue };
            let bit = applied == Some(bound);
            let effect = if bit { ", which it becomes" } else { ", which it keeps" };
            steps.push(Step {
                kind: "bound",
                text: [&raw.digits(), " is to be ", side, &limit.digits(), effect].concat(),
                value: Some(if bit { limit } else { raw }.digits()),
                applied: Some(bit),
                ..Step::default()
            });
        }
        Ok(held)
    }
}

/// Exactly one of a price, `graduated` and `volume`.
fn form(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Form> {
    let price = Price::read(fields, reader);
    let (graduated, graduated_path) = fields.take("graduated");
    let (volume, volume_path) = fields.take("volume");
    match (price.is_absent(), graduated, volume) {
        (false, Value::Absent, Value::Absent) => Some(Form::Price(price)),
        (true, list, Value::Absent) if !list.is_absent() => {
            Tiers::read(list, &graduated_path, reader).map(Form::Graduated)
        }
        (true, Value::Absent, list) if !list.is_absent() => {
            Tiers::read(list, &volume_path, reader).map(Form::Volume)
        }
        _ => {
            let message = "a rule is exactly one of a price, `graduated` and `volume`".to_owned();
            let help = "a price has `flat`, `percentage` or `perUnit`".to_owned();
            reader.problem("rule-form", "", message, Some(help));
            None
        }
    }
}

/// A bound, given as an amount or as a percentage.
fn limit(
    names: (&'static str, &'static str),
    fields: &mut Fields<'_>,
    reader: &mut Reader,
) -> Option<Limit> {
    let amount = fields.amount(names.0, reader);
    let percentage = fields.amount(names.1, reader);
    if amount.is_some() && percentage.is_some() {
        let message = ["`", names.0, "` and `", names.1, "` exclude each other"].concat();
        reader.problem("bound-twice", &fields.path_of(names.1), message, None);
    }
    amount.map(Limit::Amount).or(percentage.map(Limit::Percentage))
}
