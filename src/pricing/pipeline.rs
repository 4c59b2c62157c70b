//! From a value to an exact charge: charge unit, free part, price, tenor, bounds, exchange.

use super::held::{ChargeBound, HeldCharge, held};
use super::rule::{Limit, PriceRule};
use super::steps::{Named, Part, Steps};
use super::terms::{Terms, positive, tenor_of};
use crate::curve;
use crate::diagnostic::{Code, Problem};
use crate::money::{Applied, Decimal, Overflow, Ratio, Rounding};

/// A charge before rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The exact charge.
    pub exact: Ratio,
    /// Which bound changed the charge, if one did.
    pub applied: Option<Applied>,
    /// The minimum and the maximum of the charge, which hold after rounding, too.
    pub bounds: [Option<ChargeBound>; 2],
}

impl Priced {
    /// The charge where flat prices are not due either.
    pub(super) fn nothing(steps: &mut Steps) -> Self {
        steps.note("zero", &[&"nothing remains to be priced"], Ratio::ZERO);
        Self { exact: Ratio::ZERO, applied: None, bounds: [None, None] }
    }

    /// The charge, rounded once, within its bounds.
    ///
    /// # Errors
    /// When no step lies inside both bounds, or a figure does not fit.
    pub fn rounded(&self, rounding: &Rounding) -> Result<HeldCharge, Problem> {
        HeldCharge::new(self.exact, self.bounds, rounding)
    }
}

impl PriceRule {
    /// The same rule for whoever was charged for a value earlier in the period.
    ///
    /// # Errors
    /// When that value is below zero, or the rule has no use for it.
    pub(super) fn charged_before(self, prior: Option<Decimal>) -> Result<Self, Problem> {
        let Some(prior) = prior else { return Ok(self) };
        not_negative(prior.into())?;
        let form = self.form.after(prior).ok_or_else(|| Problem::says(Code::PriorUnused, &[]))?;
        Ok(Self { form, ..self })
    }

    /// The exact charge for a value of zero or more.
    ///
    /// # Errors
    /// When the value is negative, no tier covers it, a tenor is missing or given twice, the
    /// minimum is above the maximum, or a figure does not fit and no exact line tells the charge.
    pub fn price(&self, value: Ratio, terms: &Terms, steps: &mut Steps) -> Result<Priced, Problem> {
        not_negative(value)?;
        let before = steps.count();
        self.price_by_steps(value, terms, steps).or_else(|problem| {
            if problem.code != Code::ResultOverflow {
                return Err(problem);
            }
            steps.forget(before);
            self.price_on_line(value, terms, steps).ok_or(problem)
        })
    }

    fn price_by_steps(
        &self,
        value: Ratio,
        terms: &Terms,
        steps: &mut Steps,
    ) -> Result<Priced, Problem> {
        let counted = self.counted(value, steps)?;
        let remaining = self.remaining(counted, steps)?;
        if remaining.is_zero() && !self.charge_on_zero {
            return Ok(Priced::nothing(steps));
        }
        let raw = self.form.charge(remaining, steps)?;
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
        let limits = [held_to(self.minimum, counted)?, held_to(self.maximum, counted)?];
        let (bounded, applied) = held(due, limits, steps)?;
        let bounds = self.bounds(counted.unwrap_or(Ratio::ZERO), terms)?;
        Ok(Priced { exact: exchanged(bounded, terms, steps)?, applied, bounds })
    }

    /// The bounds of the charge, in the currency that it is charged in.
    pub(super) fn bounds(
        &self,
        counted: Ratio,
        terms: &Terms,
    ) -> Result<[Option<ChargeBound>; 2], Problem> {
        let rate = terms.exchange_rate.map_or(Ok(Ratio::ONE), positive)?;
        let mut bounds = [self.minimum, self.maximum].map(|limit| match limit? {
            Limit::Amount(amount) => Some(ChargeBound { rate: amount.into(), of: Ratio::ONE }),
            Limit::Percentage(part) => {
                Some(ChargeBound { rate: Ratio::percent(part), of: counted })
            }
        });
        for bound in bounds.iter_mut().flatten() {
            bound.rate = bound.rate.checked_mul(rate)?;
        }
        Ok(bounds)
    }

    /// The value, rounded up to the charge unit.
    pub(super) fn counted(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        let Some(unit) = self.charge_unit else { return Ok(value) };
        let units = curve::started(value, Ratio::from(unit))?;
        let counted = units.checked_mul(Ratio::from(unit))?;
        let parts: [&dyn Part; 3] =
            [&Named("of", &value), &" rounded up to a multiple of ", &Named("step", &unit)];
        steps.note("chargeUnit", &parts, counted);
        Ok(counted)
    }

    /// The value less what is free, at least zero.
    fn remaining(&self, counted: Ratio, steps: &mut Steps) -> Result<Ratio, Overflow> {
        if self.free.is_zero() {
            return Ok(counted);
        }
        let remaining = counted.checked_sub(Ratio::from(self.free))?.max(Ratio::ZERO);
        steps.note(
            "free",
            &[&Named("of", &counted), &" less ", &Named("free", &self.free), &" free"],
            remaining,
        );
        Ok(remaining)
    }

    /// How often the price is due: for a part of the year, or for every started period of a given
    /// length.
    pub(super) fn period(&self, terms: &Terms) -> Result<Option<Period>, Problem> {
        if self.annual_basis.is_some() && terms.sliding_scale_tenor.is_some() {
            return Err(Problem::says(Code::TenorTwice, &[]).at("/slidingScaleTenor"));
        }
        let Some(length) = self.annual_basis.or(terms.sliding_scale_tenor) else {
            return Ok(None);
        };
        let Some(tenor) = terms.tenor else {
            return Err(Problem::says(Code::TenorMissing, &[]).at("/tenor"));
        };
        let part = tenor_of(tenor)?.checked_div(positive(length.into())?)?;
        Ok(Some(match terms.sliding_scale_tenor {
            Some(_) => Period { part: Ratio::new(part.ceil(), 1)?, how: " started periods" },
            None => Period { part, how: " of a year" },
        }))
    }
}

/// What a bound is for a value, if there is a bound.
#[inline(never)]
fn held_to(limit: Option<Limit>, counted: Option<Ratio>) -> Result<Option<Ratio>, Problem> {
    match (limit, counted) {
        (None, _) => Ok(None),
        (Some(Limit::Percentage(_)), None) => Err(Problem::says(Code::ValueMissing, &[])),
        (Some(limit), counted) => Ok(Some(limit.of(counted.unwrap_or(Ratio::ZERO))?)),
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
        steps.note(
            "tenor",
            &[&Named("of", &raw), &" × ", &Named("rate", &self.part), &self.how],
            due,
        );
        Ok(due)
    }
}

/// What is charged is zero or more, whatever the rule.
///
/// # Errors
/// When the value is below zero.
pub fn not_negative(value: Ratio) -> Result<(), Problem> {
    if !value.is_negative() {
        return Ok(());
    }
    Err(Problem::says(Code::AmountNegative, &[&value.digits()]))
}

/// The charge in the currency of the transaction.
pub(super) fn exchanged(charge: Ratio, terms: &Terms, steps: &mut Steps) -> Result<Ratio, Problem> {
    let Some(rate) = terms.exchange_rate else { return Ok(charge) };
    let exchanged = charge.checked_mul(positive(rate)?)?;
    steps.note(
        "exchange",
        &[&Named("of", &charge), &" × ", &Named("rate", &rate), &" exchange rate"],
        exchanged,
    );
    Ok(exchanged)
}
