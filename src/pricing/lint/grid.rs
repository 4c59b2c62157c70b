//! The amounts on the currency's grid, and the stretches of it on which a charge goes one way.

use crate::curve::{Curve, Cut, Interval};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Applied, Decimal, Overflow, Ratio};
use crate::pricing::origin::Origin;
use crate::pricing::pipeline::Priced;
use crate::pricing::rule::{Limit, PriceRule};
use crate::pricing::steps::Steps;
use crate::pricing::tariff::Tariff;
use crate::pricing::terms::Terms;

/// Amounts in minor units, the ends among them, that are priced alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'r> {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) origin: Origin<'r>,
    /// Whether the charge never turns inside.
    pub(super) steady: bool,
}

/// The amounts for which a tariff is judged: whole minor units up to the safe integers.
pub(super) struct Grid<'t> {
    pub(super) tariff: &'t Tariff,
    pub(super) rule: &'t PriceRule,
    terms: &'t Terms,
    /// A minor unit as an amount.
    unit: Ratio,
    /// What is due over the counted value, before bounds, where there are any: among many tiers, a
    /// curve finds the one of a value by halves.
    due: Option<Curve>,
}

impl<'t> Grid<'t> {
    pub(super) fn new(tariff: &'t Tariff) -> Self {
        let (rule, terms) = tariff.rule_and_terms();
        let places = tariff.rounding().currency().minor_units();
        let is_bounded = rule.minimum.is_some() || rule.maximum.is_some();
        let due = if is_bounded { rule.unbounded(terms) } else { None };
        Self { tariff, rule, terms, unit: Ratio::from(Decimal::new(1, places)), due }
    }

    /// What remains of an amount to be priced.
    pub(super) fn value(&self, units: i64) -> Result<Ratio, Overflow> {
        let amount = Ratio::from_integer(units).checked_mul(self.unit)?;
        let counted = self.rule.counted(amount, &mut Steps::default())?;
        Ok(counted.checked_sub(Ratio::from(self.rule.free))?.max(Ratio::ZERO))
    }

    /// The rounded charge in minor units, unless it is refused.
    pub(super) fn charge(&self, units: i64) -> Option<i64> {
        self.tariff.charge_units(units).ok()
    }

    /// The bound that the charge of an amount meets; the outer `None` is a refusal.
    pub(super) fn applied(&self, units: i64) -> Option<Option<Applied>> {
        Some(self.priced(units)?.applied)
    }

    /// The exact charge of an amount, with its bounds, unless it is refused.
    fn priced(&self, units: i64) -> Option<Priced> {
        let amount = Ratio::from_integer(units).checked_mul(self.unit).ok()?;
        self.priced_by_curve(amount)
            .or_else(|| self.rule.price(amount, self.terms, &mut Steps::default()).ok())
    }

    /// The same where more than zero remains to be priced, and the curve has room.
    fn priced_by_curve(&self, amount: Ratio) -> Option<Priced> {
        let counted = self.rule.counted(amount, &mut Steps::default()).ok()?;
        if counted <= Ratio::from(self.rule.free) {
            return None;
        }
        let due = self.due.as_ref()?.piece_at(counted)?.at(counted).ok()?;
        self.rule.finish(due, Some(counted), self.terms, &mut Steps::default()).ok()
    }

    /// The bound that the rounded charge of an amount meets, or that rounding alone would pass; the
    /// outer `None` is a refusal.
    pub(super) fn billed(&self, units: i64) -> Option<Option<Applied>> {
        let priced = self.priced(units)?;
        let charge = priced.rounded(self.tariff.rounding()).ok()?;
        Some(priced.applied.or(charge.passed.map(|(bound, _)| bound)))
    }

    /// The first and last amount whose value lies in an interval and is priced.
    pub(super) fn reached(&self, interval: &Interval) -> Result<Option<(i64, i64)>, Overflow> {
        let mut start = interval.start;
        if !self.rule.charge_on_zero {
            start = start.max(Cut::after(Ratio::ZERO));
        }
        let behind = |cut: Cut, units| Ok(Cut::before(self.value(units)?) >= cut);
        let first = search(0, END, &|units| behind(start, units))?;
        let end = match interval.end {
            Some(end) => search(first, END, &|units| behind(end, units))?,
            None => END,
        };
        Ok((first < end).then_some((first, end - 1)))
    }

    /// All stretches in order; `None` if there is no telling where they are.
    pub(super) fn stretches(&self) -> Option<Vec<Stretch<'t>>> {
        let mut stretches = Vec::new();
        // What is free bends every line: up to its end the value stays, behind it the value rises.
        let last = search(0, END, &|units| Ok(!self.value(units)?.is_zero())).ok()? - 1;
        let nothing = Stretch { first: 0, last, origin: Origin::Zero, steady: true };
        stretches.extend(self.charged(nothing));
        let form = &self.rule.form;
        form.stretches(&mut |interval, origin| self.add(interval, origin, &mut stretches))?;
        Some(stretches)
    }

    /// Adds what lies in an interval.
    fn add(
        &self,
        interval: &Interval,
        origin: Origin<'t>,
        stretches: &mut Vec<Stretch<'t>>,
    ) -> Option<()> {
        if let Some((first, last)) = self.reached(interval).ok()? {
            let steady = origin.goes_one_way();
            stretches.extend(self.charged(Stretch { first, last, origin, steady }));
        }
        Some(())
    }

    /// What is left of a stretch without amounts at its ends that are refused: because a figure
    /// grows too long for them, or a bound in percent crosses one that is an amount.
    fn charged(&self, stretch: Stretch<'t>) -> Option<Stretch<'t>> {
        let Stretch { first, last, .. } = stretch;
        let is_charged = |units| self.charge(units).is_some();
        match (is_charged(first), is_charged(last)) {
            (true, true) => Some(stretch),
            (true, false) => {
                let end = search(first, last, &|units| Ok(!is_charged(units))).ok()?;
                Some(Stretch { last: end - 1, ..stretch })
            }
            (false, true) => {
                let first = search(first, last, &|units| Ok(is_charged(units))).ok()?;
                Some(Stretch { first, ..stretch })
            }
            (false, false) => None,
        }
    }

    /// The first and last amount for which the minimum is above the maximum; no last one where it
    /// goes on. A bound in percent meets one that is an amount once.
    pub(super) fn crossed(&self) -> Option<(i64, Option<i64>)> {
        let limits = self.rule.minimum.zip(self.rule.maximum)?;
        let cross = |units| self.cross(&limits, units);
        let (first, last) = self.reached(&Interval::all()).ok()??;
        match (cross(first).ok()?, cross(last).ok()?) {
            (true, true) => Some((first, None)),
            (true, false) => {
                let end = search(first, last, &|units| Ok(!cross(units)?)).ok()?;
                Some((first, Some(end - 1)))
            }
            (false, true) => Some((search(first, last, &cross).ok()?, None)),
            (false, false) => None,
        }
    }

    /// Whether the minimum of an amount is above its maximum.
    #[inline(never)]
    fn cross(&self, (minimum, maximum): &(Limit, Limit), units: i64) -> Result<bool, Overflow> {
        Ok(self.limit(*minimum, units)? > self.limit(*maximum, units)?)
    }

    /// The minimum or maximum that an amount is held to.
    fn limit(&self, limit: Limit, units: i64) -> Result<Ratio, Overflow> {
        let amount = Ratio::from_integer(units).checked_mul(self.unit)?;
        limit.of(self.rule.counted(amount, &mut Steps::default())?)
    }

    /// Whether the ends of every stretch decide if a bound bites: a price for started units is a
    /// staircase, which may cross a limit that rises with the value any number of times.
    pub(super) fn ends_decide(&self, stretches: &[Stretch<'t>], limit: Limit) -> bool {
        let rises = matches!(limit, Limit::Percentage(_));
        stretches.iter().all(|stretch| stretch.steady && !(rises && stretch.origin.is_staircase()))
    }

    /// The same stretches, cut where a bound begins or ceases to bite.
    ///
    /// A bound in percent may rise where the price falls: only on either side of the place where
    /// they cross does the charge go one way.
    pub(super) fn cut(&self, stretches: Vec<Stretch<'t>>) -> Vec<Stretch<'t>> {
        let mut stretches = stretches;
        let limits = [(Applied::Minimum, self.rule.minimum), (Applied::Maximum, self.rule.maximum)];
        for (bound, limit) in limits {
            if !matches!(limit, Some(Limit::Percentage(_))) {
                continue;
            }
            let mut cut = Vec::with_capacity(stretches.len());
            for stretch in stretches {
                self.cut_one(stretch, bound, &mut cut);
            }
            stretches = cut;
        }
        stretches
    }

    fn cut_one(&self, stretch: Stretch<'t>, bound: Applied, cut: &mut Vec<Stretch<'t>>) {
        let Stretch { first, last, origin, steady } = stretch;
        if origin.is_staircase() {
            // The two may cross at every step; but where both rise, so does the charge.
            cut.push(Stretch { steady: steady && self.rises(origin), ..stretch });
            return;
        }
        let bites = |units| Ok(self.applied(units).ok_or(Overflow)? == Some(bound));
        let (Ok(begins), Ok(ends)) = (bites(first), bites(last)) else {
            cut.push(Stretch { steady: false, ..stretch });
            return;
        };
        if begins == ends {
            cut.push(stretch);
            return;
        }
        match search(first, last, &|units| Ok(bites(units)? == ends)) {
            Ok(second) => {
                cut.push(Stretch { last: second - 1, ..stretch });
                cut.push(Stretch { first: second, ..stretch });
            }
            Err(Overflow) => cut.push(Stretch { steady: false, ..stretch }),
        }
    }

    fn rises(&self, origin: Origin<'_>) -> bool {
        let falls = |limit| match limit {
            Some(Limit::Percentage(part)) => part < Decimal::ZERO,
            Some(Limit::Amount(_)) | None => false,
        };
        origin.rises() && !falls(self.rule.minimum) && !falls(self.rule.maximum)
    }

    /// The most that the exact charge may rise between two neighbours of the grid without a jump:
    /// what the prices on both sides add for the step, or a bound in percent in the place of one,
    /// and the flat part of the one entered.
    pub(super) fn allowance(
        &self,
        before: Origin<'_>,
        after: Origin<'_>,
        step: Ratio,
    ) -> Result<Ratio, Overflow> {
        let entered = after.entered(step)?;
        let mut risen = entered.max(Ratio::ZERO).checked_add(before.slope(step)?)?;
        if let Ok(Some(period)) = self.rule.period(self.terms) {
            risen = risen.checked_mul(period.part)?;
        }
        let percent = |limit: Option<Limit>| match limit {
            Some(Limit::Percentage(part)) => part.max(Decimal::ZERO),
            Some(Limit::Amount(_)) | None => Decimal::ZERO,
        };
        let bound = percent(self.rule.minimum).max(percent(self.rule.maximum));
        risen.checked_add(Ratio::percent(bound).checked_mul(step)?)
    }

    /// A number of minor units as an amount.
    pub(super) fn amount(&self, units: Ratio) -> Result<Ratio, Overflow> {
        units.checked_mul(self.unit)
    }
}

/// The first number from `low` on for which a condition holds that holds for all numbers behind it,
/// or `end`.
pub(super) fn search(
    low: i64,
    end: i64,
    holds: &dyn Fn(i64) -> Result<bool, Overflow>,
) -> Result<i64, Overflow> {
    let (mut low, mut end) = (low, end);
    while low < end {
        let middle = low + (end - low) / 2;
        if holds(middle)? {
            end = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// The number of minor units behind the last amount.
const END: i64 = SAFE_INTEGER_MAX + 1;
