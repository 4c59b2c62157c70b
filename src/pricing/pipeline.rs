//! From a value to an exact charge: charge unit, free part, price, tenor, bounds, exchange.

use super::rule::{Form, Limit, PriceRule};
use super::steps::{Part, Steps};
use crate::diagnostic::{Code, Problem};
use crate::formula::{EvaluationError, Step};
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

/// A charge before rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The exact charge.
    pub exact: Ratio,
    /// Which bound it met, if any.
    pub applied: Option<Applied>,
}

impl PriceRule {
    /// The exact charge for a value of zero or more.
    ///
    /// # Errors
    /// When the value is negative, no tier covers it, a tenor is missing or given twice, the
    /// minimum is above the maximum, or a figure does not fit.
    pub fn price(&self, value: Ratio, terms: &Terms, steps: &mut Steps) -> Result<Priced, Problem> {
        not_negative(value)?;
        let counted = self.counted(value, steps)?;
        let remaining = self.remaining(counted, steps)?;
        if remaining.is_zero() && !self.charge_on_zero {
            steps.note("zero", &[&"nothing remains to be priced"], Ratio::ZERO);
            return Ok(Priced { exact: Ratio::ZERO, applied: None });
        }
        let raw = self.raw(remaining, steps)?;
        let due = self.due(raw, terms, steps)?;
        self.finish(due, Some(counted), terms, steps)
    }

    /// A raw price for as long as it is due.
    ///
    /// # Errors
    /// As [`PriceRule::price`].
    pub fn due(&self, raw: Ratio, terms: &Terms, steps: &mut Steps) -> Result<Ratio, Problem> {
        match self.period(terms)? {
            Some(period) => Ok(period.of(raw, steps)?),
            None => Ok(raw),
        }
    }

    /// The exact charge of what is due: bounds and exchange. `counted` is what the bounds in
    /// percent are percent of.
    ///
    /// # Errors
    /// As [`PriceRule::price`].
    pub fn finish(
        &self,
        due: Ratio,
        counted: Option<Ratio>,
        terms: &Terms,
        steps: &mut Steps,
    ) -> Result<Priced, Problem> {
        let (bounded, applied) = self.bounded(due, counted, steps)?;
        Ok(Priced { exact: exchanged(bounded, terms, steps)?, applied })
    }

    /// The value, rounded up to the charge unit.
    pub(super) fn counted(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        let Some(unit) = self.charge_unit else { return Ok(value) };
        let units = Ratio::new(value.checked_div(Ratio::from(unit))?.ceil(), 1)?;
        let counted = units.checked_mul(Ratio::from(unit))?;
        let parts: [&dyn Part; 3] = [&value, &" rounded up to a multiple of ", &unit];
        steps.note("chargeUnit", &parts, counted);
        Ok(counted)
    }

    /// The value less what is free, at least zero.
    fn remaining(&self, counted: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        if self.free.is_zero() {
            return Ok(counted);
        }
        let remaining = counted.checked_sub(Ratio::from(self.free))?.max(Ratio::ZERO);
        steps.note("free", &[&counted, &" less ", &self.free, &" free"], remaining);
        Ok(remaining)
    }

    fn raw(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        match &self.form {
            Form::Formula { formula, written } => {
                let value = value.to_decimal().ok_or(Overflow)?;
                let Some(noted) = steps.list() else {
                    return formula.charge(value).map(Ratio::from).map_err(refused);
                };
                let (exact, mut formula_steps) = formula.explain(value).map_err(refused)?;
                for step in &mut formula_steps {
                    step.count_utf16(written);
                }
                noted.append(&mut formula_steps);
                Ok(Ratio::from(exact))
            }
            Form::Price(price) if value.is_zero() => Ok(price.at_zero().charge(value, steps)?),
            Form::Graduated(tiers) | Form::Volume(tiers) if value.is_zero() => {
                let first = tiers.as_slice().first().map(|tier| tier.price.at_zero());
                Ok(first.unwrap_or_default().charge(value, steps)?)
            }
            Form::Price(price) => Ok(price.charge(value, steps)?),
            Form::Graduated(tiers) => tiers.graduated(value, steps),
            Form::Volume(tiers) => tiers.volume(value, steps),
        }
    }

    /// How often the price is due: for a part of the year, or for every started period of a given
    /// length.
    pub(super) fn period(&self, terms: &Terms) -> Result<Option<Period>, Problem> {
        if self.annual_basis.is_some() && terms.sliding_scale_tenor.is_some() {
            let message = "an annual price and a sliding tenor exclude each other";
            return Err(Problem::of(Code::TenorTwice, &[message], ""));
        }
        let Some(length) = self.annual_basis.or(terms.sliding_scale_tenor) else {
            return Ok(None);
        };
        let Some(tenor) = terms.tenor else {
            let message = "the price is for a period, and no tenor is given";
            return Err(Problem::of(Code::TenorMissing, &[message], "give the days"));
        };
        if tenor < Decimal::ZERO {
            positive(tenor)?;
        }
        let part = Ratio::from(tenor).checked_div(positive(length)?)?;
        Ok(Some(match terms.sliding_scale_tenor {
            Some(_) => Period { part: Ratio::new(part.ceil(), 1)?, how: " started periods" },
            None => Period { part, how: " of a year" },
        }))
    }

    fn bounded(
        &self,
        raw: Ratio,
        counted: Option<Ratio>,
        steps: &mut Steps,
    ) -> Result<(Ratio, Option<Applied>), Problem> {
        let limit = |limit: Option<Limit>| match limit {
            None => Ok(None),
            Some(Limit::Amount(amount)) => Ok(Some(Ratio::from(amount))),
            Some(Limit::Percentage(part)) => match counted {
                Some(counted) => Ok(Some(Ratio::percent(part).checked_mul(counted)?)),
                None => {
                    let message = "a bound is percent of a value, and none is given";
                    Err(Problem::of(Code::ValueMissing, &[message], ""))
                }
            },
        };
        let (minimum, maximum) = (limit(self.minimum)?, limit(self.maximum)?);
        let (held, applied) = money::clamp(raw, minimum, maximum)?;
        if !steps.are_noted() {
            return Ok((held, applied));
        }
        for &(bound, side, limit) in
            &[(Applied::Minimum, "at least ", minimum), (Applied::Maximum, "at most ", maximum)]
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
        Ok((held, applied))
    }
}

/// How often a price is due.
pub(super) struct Period {
    pub(super) part: Ratio,
    how: &'static str,
}

impl Period {
    fn of(&self, raw: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        let due = raw.checked_mul(self.part)?;
        steps.note("tenor", &[&raw, &" × ", &self.part, &self.how], due);
        Ok(due)
    }
}

/// What is charged is zero or more, whatever the rule.
pub(super) fn not_negative(value: Ratio) -> Result<(), Problem> {
    if !value.is_negative() {
        return Ok(());
    }
    let help = "an amount to be charged is zero or more";
    let message = ["the amount `", &value.digits(), "` is negative"];
    Err(Problem::of(Code::AmountNegative, &message, help))
}

fn refused(error: EvaluationError) -> Problem {
    let help = match error {
        EvaluationError::TooManyDigits(_) => "charge a smaller amount, or one with fewer decimals",
        EvaluationError::Uncovered(_) => "end the formula with a price that has no condition",
    };
    Problem::new(error.code(), error.message(), Some(help.to_owned()))
}

/// The charge in the currency of the transaction.
fn exchanged(charge: Ratio, terms: &Terms, steps: &mut Steps) -> Result<Ratio, Problem> {
    let Some(rate) = terms.exchange_rate else { return Ok(charge) };
    let exchanged = charge.checked_mul(positive(rate)?)?;
    steps.note("exchange", &[&charge, &" × ", &rate, &" exchange rate"], exchanged);
    Ok(exchanged)
}

/// A divisor or rate, which must be above zero.
pub(super) fn positive(value: Decimal) -> Result<Ratio, Problem> {
    if value > Decimal::ZERO {
        return Ok(Ratio::from(value));
    }
    let message = ["`", &digits(value), "` is not above zero"];
    let help = "a rate or a period is more than nothing";
    Err(Problem::of(Code::TermsNotPositive, &message, help))
}
