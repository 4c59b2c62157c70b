//! The amounts on the currency's grid, and the stretches of it on which a charge goes one way.

use crate::curve::{Curve, Cut, Interval, Turns};
use crate::diagnostic::{Code, Problem};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Applied, Decimal, Overflow, Ratio};
use crate::pricing::origin::Origin;
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
    /// Whether its ends tell if a bound bites inside.
    pub(super) told: bool,
}

/// The amounts for which a tariff is judged: whole minor units up to the safe integers.
pub(super) struct Grid<'t> {
    pub(super) tariff: &'t Tariff,
    pub(super) rule: &'t PriceRule,
    terms: &'t Terms,
    /// A minor unit as an amount.
    unit: Ratio,
}

impl<'t> Grid<'t> {
    pub(super) fn new(tariff: &'t Tariff) -> Self {
        let (rule, terms) = tariff.rule_and_terms();
        let places = tariff.rounding().currency().minor_units();
        Self { tariff, rule, terms, unit: Ratio::from(Decimal::new(1, places)) }
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

    /// Whether no amount is behind this one, or only such as have too long a charge to be judged.
    pub(super) fn goes_on(&self, units: i64) -> bool {
        let is_long = |problem: Problem| problem.code == Code::ResultOverflow;
        units == SAFE_INTEGER_MAX || self.tariff.charge_units(units + 1).is_err_and(is_long)
    }

    /// The bound that the charge of an amount meets; the outer `None` is a refusal.
    pub(super) fn applied(&self, units: i64) -> Option<Option<Applied>> {
        let amount = Ratio::from_integer(units).checked_mul(self.unit).ok()?;
        let priced = self.rule.price(amount, self.terms, &mut Steps::default());
        Some(priced.ok()?.applied)
    }

    /// The bound that the rounded charge of an amount meets, or that rounding alone would pass; the
    /// outer `None` is a refusal.
    pub(super) fn billed(&self, units: i64) -> Option<Option<Applied>> {
        let amount = Ratio::from_integer(units).checked_mul(self.unit).ok()?;
        let priced = self.rule.price(amount, self.terms, &mut Steps::default()).ok()?;
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
        let nothing = Stretch { first: 0, last, origin: Origin::Zero, steady: true, told: true };
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
            stretches.extend(self.charged(Stretch { first, last, origin, steady, told: steady }));
        }
        Some(())
    }

    /// What is left of a stretch without amounts at its ends that are refused: because a figure
    /// grows too long for them, or a bound in percent crosses one that is an amount.
    fn charged(&self, stretch: Stretch<'t>) -> Option<Stretch<'t>> {
        let Stretch { first, last, .. } = stretch;
        // That no step lies between two bounds is a matter of single amounts.
        let is_charged = |units| match self.tariff.charge_units(units) {
            Ok(_) => true,
            Err(problem) => problem.code == Code::BoundsWithoutStep,
        };
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

    /// The same stretches, cut where the charge may turn: where a bound in percent begins or ceases
    /// to bite, and at each step of a staircase that goes up and down. Inside of what is cut, a
    /// bound bites everywhere, nowhere, or from somewhere on.
    pub(super) fn cut(&self, stretches: Vec<Stretch<'t>>) -> Vec<Stretch<'t>> {
        let is_percent = |limit: Option<Limit>| matches!(limit, Some(Limit::Percentage(_)));
        let rises = is_percent(self.rule.minimum) || is_percent(self.rule.maximum);
        if !rises && stretches.iter().all(|stretch| stretch.steady) {
            return stretches;
        }
        let is_bounded = self.rule.minimum.is_some() || self.rule.maximum.is_some();
        let exact = self.tariff.curve().ok().and_then(|curve| self.turns(curve));
        let mut stretches = stretches;
        for stretch in &mut stretches {
            (stretch.steady, stretch.told) = (exact.is_some(), exact.is_some());
        }
        if let Some(exact) = &exact {
            stretches = cut_at(&stretches, exact, true);
        }
        // What is rounded to the charge bends beside the exact curve.
        if is_bounded {
            match self.tariff.billed().and_then(|curve| self.turns(curve)) {
                Some(billed) => stretches = cut_at(&stretches, &billed, false),
                None => stretches.iter_mut().for_each(|stretch| stretch.steady = false),
            }
        }
        stretches
    }

    fn turns(&self, curve: &Curve) -> Option<Turns> {
        curve.turns(Ratio::ONE.checked_div(self.unit).ok()?).ok()
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

/// Stretches cut where the charge may turn; whether the ends tell of bounds, only the exact curve
/// knows.
fn cut_at<'t>(stretches: &[Stretch<'t>], turns: &Turns, is_exact: bool) -> Vec<Stretch<'t>> {
    let mut cut = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let inside = turns.at.partition_point(|at| *at <= stretch.first);
        let mut begun = inside.checked_sub(1).and_then(|index| turns.at.get(index)).copied();
        let mut first = stretch.first;
        let mut add = |first, last, begun: Option<i64>| {
            let (turns, meets) = begun.map_or((false, false), |at| turns.unknown(at));
            let steady = stretch.steady && !turns;
            let told = stretch.told && !(is_exact && meets);
            cut.push(Stretch { first, last, steady, told, ..*stretch });
        };
        for at in turns.at.get(inside..).unwrap_or_default() {
            if *at > stretch.last {
                break;
            }
            add(first, at - 1, begun);
            (first, begun) = (*at, Some(*at));
        }
        add(first, stretch.last, begun);
    }
    cut
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
