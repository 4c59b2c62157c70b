//! From a value to an exact charge: charge unit, free part, price, tenor, bounds, exchange.

use super::price::{Price, step};
use super::rule::{Form, Limit, PriceRule};
use super::tariff::not_negative;
use crate::diagnostic::Problem;
use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{self, Applied, Decimal, Overflow, Ratio};

/// What a charge depends on besides its rule and value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The days for which an annualised or sliding price is due.
    pub tenor: Option<Decimal>,
    /// The length of a period: the price is due for every started one.
    pub sliding_scale_tenor: Option<Decimal>,
    /// Units of the transaction's currency for one unit of the price's.
    pub exchange_rate: Option<Decimal>,
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
    /// The exact charge for a value of zero or more.
    ///
    /// # Errors
    /// When the value is negative, no tier covers it, a tenor is missing or given twice, the
    /// minimum is above the maximum, or a figure does not fit.
    pub fn price(&self, value: Decimal, terms: &Terms) -> Result<Priced, Problem> {
        not_negative(value)?;
        let mut steps = Vec::new();
        let counted = self.counted(Ratio::from(value), &mut steps)?;
        let remaining = self.remaining(counted, &mut steps)?;
        if remaining.is_zero() && !self.charge_on_zero {
            steps.push(step("zero", "nothing remains to be priced".to_owned(), Ratio::ZERO));
            return Ok(Priced { exact: Ratio::ZERO, steps });
        }
        let raw = self.raw(remaining, &mut steps)?;
        let due = self.for_tenor(raw, terms, &mut steps)?;
        let bounded = self.bounded(due, counted, &mut steps)?;
        let exact = exchanged(bounded, terms, &mut steps)?;
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
            Form::Formula(formula) => {
                let value = value.to_decimal().ok_or(Overflow)?;
                let (exact, formula_steps) = formula
                    .explain(value)
                    .map_err(|error| Problem::new(error.code(), error.message(), None))?;
                steps.extend(formula_steps);
                Ok(Ratio::from(exact))
            }
            Form::Price(price) if value.is_zero() => flat(price.flat).charge(value, steps),
            Form::Graduated(tiers) | Form::Volume(tiers) if value.is_zero() => {
                flat(tiers.first_flat()).charge(value, steps)
            }
            Form::Price(price) => price.charge(value, steps),
            Form::Graduated(tiers) => tiers.graduated(value, steps),
            Form::Volume(tiers) => tiers.volume(value, steps),
        }
    }

    /// The price for the period: its part of the year, or every started period of a given length.
    fn for_tenor(
        &self,
        raw: Ratio,
        terms: &Terms,
        steps: &mut Vec<Step>,
    ) -> Result<Ratio, Problem> {
        if self.annual_basis.is_some() && terms.sliding_scale_tenor.is_some() {
            let message = "an annual price and a sliding tenor exclude each other".to_owned();
            return Err(Problem::new("tenor-twice", message, None));
        }
        let Some(period) = self.annual_basis.or(terms.sliding_scale_tenor) else { return Ok(raw) };
        let Some(tenor) = terms.tenor else {
            let message = "the price is for a period, and no tenor is given".to_owned();
            return Err(Problem::new("tenor-missing", message, Some("give the days".to_owned())));
        };
        if tenor < Decimal::ZERO {
            positive("the tenor", tenor)?;
        }
        let part = Ratio::from(tenor).checked_div(positive("the period", period)?)?;
        let (part, how) = match terms.sliding_scale_tenor {
            Some(_) => (Ratio::new(part.ceil(), 1)?, " started periods"),
            None => (part, " of a year"),
        };
        let due = raw.checked_mul(part)?;
        let text = [&raw.digits(), " × ", &part.digits(), how].concat();
        steps.push(step("tenor", text, due));
        Ok(due)
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

/// The charge in the currency of the transaction.
fn exchanged(charge: Ratio, terms: &Terms, steps: &mut Vec<Step>) -> Result<Ratio, Problem> {
    let Some(rate) = terms.exchange_rate else { return Ok(charge) };
    let exchanged = charge.checked_mul(positive("the exchange rate", rate)?)?;
    let text = [&charge.digits(), " × ", &digits(rate), " exchange rate"].concat();
    steps.push(step("exchange", text, exchanged));
    Ok(exchanged)
}

/// A divisor or rate that must be above zero.
fn positive(what: &str, value: Decimal) -> Result<Ratio, Problem> {
    if value > Decimal::ZERO {
        return Ok(Ratio::from(value));
    }
    let message = [what, " `", &digits(value), "` is not above zero"].concat();
    Err(Problem::new("terms-not-positive", message, None))
}
