//! The curve that is rounded to the charge: its bounds lie where rounding cannot pass them.
//!
//! Rounding keeps the order of amounts. So a charge that is held to multiples of the step first and
//! rounded then is what the rounded charge is within its bounds.

use std::borrow::Cow;

use super::held::Limits;
use super::lower::{Hold, uncrossed};
use super::rule::PriceRule;
use super::steps::Steps;
use super::terms::Terms;
use crate::curve::{self, Curve, Cut, Interval, Line, Piece, PieceKind};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Decimal, Overflow, Ratio, Rounding, RoundingMode};

/// The most amounts, next to where two bounds meet, that are charged one by one.
const MOST_AMOUNTS: i64 = 10_000;

impl PriceRule {
    /// The curve that is rounded to the charge, for all amounts with so many decimal places but
    /// those between whose bounds there may be no step.
    pub(super) fn billed(&self, terms: &Terms, rounding: &Rounding, places: u32) -> Option<Curve> {
        let limits = self.limits(terms)?;
        let unit = Ratio::from(self.charge_unit.unwrap_or_else(|| Decimal::new(1, places)));
        let grid = ChargeGrid { rounding, unit, step: step(rounding).ok()? };
        let mut charge = self.exchanged(terms)?;
        let moved = |limit: &Option<Line>, kind| {
            limit.as_ref().map(|limit| grid.moved_in(limit, kind)).transpose().ok()
        };
        let [least, most] = &limits;
        let moved: Limits<Line> = [moved(least, PieceKind::Floor)?, moved(most, PieceKind::Cap)?];
        if let ([Some(least), Some(most)], [Some(low), Some(high)]) = (&limits, &moved) {
            let constant = least.rate.is_zero() && most.rate.is_zero();
            let narrow = Line { base: most.base.checked_sub(grid.step).ok()?, ..*most };
            let (low, high) = if constant { (low, high) } else { (least, &narrow) };
            charge = uncrossed(&charge, low, high).ok()?;
        }
        for (limit, kind) in [(&moved[0], PieceKind::Floor), (&moved[1], PieceKind::Cap)] {
            if let Some(limit) = limit {
                charge = grid.held(&charge, limit, kind).ok()?;
            }
        }
        self.counted_curve(charge)
    }

    /// The same with the amounts that it leaves out, each charged by itself; nothing if these are
    /// too many.
    pub(super) fn billed_one_by_one<'c>(
        &self,
        (billed, left_out): (&'c Curve, &[Interval]),
        whole: &Curve,
        terms: &Terms,
        rounding: &Rounding,
    ) -> Option<Cow<'c, Curve>> {
        if left_out.is_empty() {
            return Some(Cow::Borrowed(billed));
        }
        let unit = minor_unit(rounding).ok()?;
        let mut pieces = billed.pieces().to_vec();
        let mut left = MOST_AMOUNTS;
        for open in left_out {
            for piece in whole.pieces() {
                let Some(part) = open.intersect(&piece.interval) else { continue };
                let mut units =
                    i64::try_from(part.start.at.checked_div(unit).ok()?.floor()).ok()?;
                while units <= SAFE_INTEGER_MAX {
                    let amount = unit.checked_mul(Ratio::from_integer(units)).ok()?;
                    let cut = Cut::before(amount);
                    if part.end.is_some_and(|end| end <= cut) {
                        break;
                    }
                    if part.contains(amount) {
                        left = left.checked_sub(1).filter(|left| *left >= 0)?;
                        let priced = self.price(amount, terms, &mut Steps::default());
                        if let Ok(charge) = priced.and_then(|priced| priced.rounded(rounding)) {
                            let count = Ratio::new(charge.charge.count(), 1).ok()?;
                            let line = Line::constant(count.checked_mul(unit).ok()?);
                            let end = Some(Cut::after(amount));
                            pieces.push(Piece::line(
                                Interval { start: cut, end },
                                line,
                                piece.kind,
                            ));
                        }
                    }
                    units = units.checked_add(1)?;
                }
            }
        }
        Some(Cow::Owned(Curve::new(pieces)))
    }
}

/// A minor unit as an amount.
fn minor_unit(rounding: &Rounding) -> Result<Ratio, Overflow> {
    Ratio::new(1, rounding.currency().minor_units_in_one().into())
}

/// What charges are multiples of.
fn step(rounding: &Rounding) -> Result<Ratio, Overflow> {
    minor_unit(rounding)?.checked_mul(Ratio::new(rounding.increment(), 1)?)
}

/// Where amounts and charges lie.
struct ChargeGrid<'r> {
    rounding: &'r Rounding,
    /// What counted amounts are multiples of.
    unit: Ratio,
    /// What charges are multiples of.
    step: Ratio,
}

impl ChargeGrid<'_> {
    /// A bound that rounding takes to the nearest step inside the given one.
    fn moved_in(&self, limit: &Line, kind: PieceKind) -> Result<Line, Overflow> {
        if limit.rate.is_zero() {
            let steps = limit.base.checked_div(self.step)?;
            let steps = if kind == PieceKind::Floor { steps.ceil() } else { steps.floor() };
            return Ok(Line::constant(Ratio::new(steps, 1)?.checked_mul(self.step)?));
        }
        // A bound in percent is a multiple of this part of a step for every amount.
        let parts = limit.rate.checked_mul(self.unit)?.checked_div(self.step)?.denominator();
        let part = Ratio::new(1, parts)?;
        let most = Ratio::ONE.checked_sub(part)?;
        let shift = match self.way(limit, kind) {
            Way::Inside => return Ok(*limit),
            Way::Nearest => most.checked_div(Ratio::from_integer(2))?,
            Way::Outside => most,
        };
        let shift = shift.checked_mul(self.step)?;
        let base = if kind == PieceKind::Floor {
            limit.base.checked_add(shift)?
        } else {
            limit.base.checked_sub(shift)?
        };
        Ok(Line { base, ..*limit })
    }

    /// Where rounding takes a bound in percent by itself.
    fn way(&self, limit: &Line, kind: PieceKind) -> Way {
        let negative = limit.rate.is_negative();
        let down = match self.rounding.mode() {
            RoundingMode::HalfUp | RoundingMode::HalfEven | RoundingMode::HalfDown => {
                return Way::Nearest;
            }
            RoundingMode::Floor => true,
            RoundingMode::Ceiling => false,
            RoundingMode::Down => !negative,
            RoundingMode::Up => negative,
        };
        if down == (kind == PieceKind::Floor) { Way::Outside } else { Way::Inside }
    }

    /// A curve within a bound that was moved in. Away from zero, what was moved past zero would
    /// not come back: there the bound is zero.
    fn held(&self, charge: &Curve, limit: &Line, kind: PieceKind) -> Result<Curve, Overflow> {
        let hold: Hold = if kind == PieceKind::Floor { curve::floor } else { curve::cap };
        let past = match limit.zero()? {
            Some(at) if self.rounding.mode() == RoundingMode::Up && !limit.base.is_zero() => at,
            _ => return hold(charge, limit),
        };
        let near = Interval { end: Some(Cut::before(past)), ..Interval::all() };
        let far = Interval { start: Cut::before(past), end: None };
        let near = hold(&charge.within(&near), &Line::constant(Ratio::ZERO))?;
        let far = hold(&charge.within(&far), limit)?;
        Ok(Curve::new([near.pieces(), far.pieces()].concat()))
    }
}

/// Where rounding takes a bound by itself.
enum Way {
    /// To the nearest step inside.
    Inside,
    /// To the nearest step.
    Nearest,
    /// To the nearest step outside.
    Outside,
}
