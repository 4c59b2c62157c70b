//! Rules that are linear in the value, piece by piece, become curves.

use core::cmp::Ordering;

use super::held::Limits;
use super::pipeline::{Priced, exchanged};
use super::rule::{Limit, PriceRule};
use super::steps::{Named, Steps};
use super::terms::{Terms, positive};
use crate::curve::{self, Curve, Cut, Interval, Line, Piece, PieceKind, Stairs, Tread};
use crate::money::{Applied, Overflow, Ratio};

impl PriceRule {
    /// The curve of the charge before rounding; nothing where the formula is not linear, or a
    /// figure does not fit.
    #[must_use]
    pub fn curve(&self, terms: &Terms) -> Option<Curve> {
        let [minimum, maximum] = self.limits(terms)?;
        let mut charge = self.exchanged(terms)?;
        if let (Some(minimum), Some(maximum)) = (&minimum, &maximum) {
            charge = uncrossed(&charge, minimum, maximum).ok()?;
        }
        for (limit, held) in [(minimum, curve::floor as Hold), (maximum, curve::cap as Hold)] {
            if let Some(limit) = limit {
                charge = held(&charge, &limit).ok()?;
            }
        }
        self.counted_curve(charge)
    }

    /// The minimum and the maximum over the counted value, in the currency of the charge.
    pub(super) fn limits(&self, terms: &Terms) -> Option<Limits<Line>> {
        let rate = terms.exchange_rate.map_or(Ok(Ratio::ONE), positive).ok()?;
        let mut limits = [self.minimum, self.maximum].map(|limit| limit.map(Limit::line));
        for limit in limits.iter_mut().flatten() {
            *limit = limit.times(rate).ok()?;
        }
        Some(limits)
    }

    /// A curve over the counted value as one over the amount.
    pub(super) fn counted_curve(&self, charge: Curve) -> Option<Curve> {
        let mut charge = charge;
        if !self.charge_on_zero {
            charge = zero_until(Ratio::from(self.free), &charge);
        }
        match self.charge_unit {
            Some(unit) => rounded_up(&charge, Ratio::from(unit)).ok(),
            None => Some(charge),
        }
    }

    /// The curve of what is due before bounds, in the currency of the charge.
    pub(super) fn exchanged(&self, terms: &Terms) -> Option<Curve> {
        let charge = self.unbounded(terms)?;
        match terms.exchange_rate {
            None => Some(charge),
            Some(rate) => scaled(&charge, positive(rate).ok()?).ok(),
        }
    }

    /// The curve of what is due before bounds and exchange, over the counted value.
    pub(super) fn unbounded(&self, terms: &Terms) -> Option<Curve> {
        let part = self.period(terms).ok()?.map_or(Ratio::ONE, |period| period.part);
        let due = moved(&self.form.curve()?, Ratio::from(self.free)).ok()?;
        scaled(&due, part).ok()
    }

    /// The exact charge by the one line that the value lies on, where a figure on the way to it
    /// has no room: a price of many digits that a maximum holds down, say. Whatever the curve can
    /// tell is told by every entry alike.
    #[cold]
    pub(super) fn price_on_line(
        &self,
        value: Ratio,
        terms: &Terms,
        steps: &mut Steps,
    ) -> Option<Priced> {
        let counted = self.counted(value, &mut Steps::default()).ok();
        if !self.charge_on_zero && counted.unwrap_or(value) <= Ratio::from(self.free) {
            return counted.map(|_| Priced::nothing(steps));
        }
        let own = Terms { exchange_rate: None, ..*terms };
        let line = self.curve(&own)?.piece_at(value)?.line_behind(Cut::before(value)).ok()?;
        let held = line.at(value).ok()?;
        // The price without its bounds may have no room, but it has a side.
        let applied = match counted {
            Some(counted) => self.bound_on(&line, counted, &own)?,
            None => None,
        };
        steps.note(
            "line",
            &[
                &Named("base", &line.base),
                &" + ",
                &Named("rate", &line.rate),
                &" × ",
                &Named("of", &value),
            ],
            held,
        );
        if let Some(step) = steps.list().and_then(|steps| steps.last_mut()) {
            step.applied = applied.map(|_| true);
        }
        let of_amounts = |limit: Option<Limit>| !matches!(limit, Some(Limit::Percentage(_)));
        let bounds = match counted {
            Some(counted) => self.bounds(counted, terms).ok()?,
            None if of_amounts(self.minimum) && of_amounts(self.maximum) => {
                self.bounds(value, terms).ok()?
            }
            None => return None,
        };
        Some(Priced { exact: exchanged(held, terms, steps).ok()?, applied, bounds })
    }

    /// Which bound makes the line what it is, if one does; the outer `None` where there is no
    /// telling.
    fn bound_on(&self, line: &Line, counted: Ratio, own: &Terms) -> Option<Option<Applied>> {
        let price = self.unbounded(own)?.piece_at(counted)?.line_behind(Cut::before(counted));
        Some(match price.ok()?.minus(line).ok()?.sign_at(counted).ok()? {
            Ordering::Less => Some(Applied::Minimum),
            Ordering::Equal => None,
            Ordering::Greater => Some(Applied::Maximum),
        })
    }
}

/// How a curve is held to a limit.
pub(super) type Hold = fn(&Curve, &Line) -> Result<Curve, Overflow>;

impl Limit {
    fn line(self) -> Line {
        match self {
            Self::Amount(amount) => Line::constant(Ratio::from(amount)),
            Self::Percentage(part) => Line { base: Ratio::ZERO, rate: Ratio::percent(part) },
        }
    }
}

/// The part of a curve in which a minimum is not above a maximum: bounds of two kinds may cross at
/// some value, and in front of it or behind it there is no charge.
pub(super) fn uncrossed(curve: &Curve, minimum: &Line, maximum: &Line) -> Result<Curve, Overflow> {
    let room = maximum.minus(minimum)?;
    let interval = match room.zero()? {
        None if room.base.is_negative() => return Ok(Curve::default()),
        None => return Ok(curve.clone()),
        Some(at) if room.rate.is_negative() => {
            Interval { end: Some(Cut::after(at)), ..Interval::all() }
        }
        Some(at) => Interval { start: Cut::before(at), end: None },
    };
    Ok(interval
        .intersect(&Interval::all())
        .map_or_else(Curve::default, |inside| curve.within(&inside)))
}

/// The curve over values that are rounded up to a multiple of a unit first.
fn rounded_up(curve: &Curve, unit: Ratio) -> Result<Curve, Overflow> {
    let mut pieces = Vec::with_capacity(curve.pieces().len());
    for piece in curve.pieces() {
        pieces.extend(piece.rounded_up(unit)?);
    }
    Ok(Curve::new(pieces))
}

/// The curve of what remains of a value, over the value: everything up to what is free is zero.
fn moved(curve: &Curve, free: Ratio) -> Result<Curve, Overflow> {
    if free.is_zero() {
        return Ok(curve.clone());
    }
    let shift = |cut: Cut| Ok(Cut { at: cut.at.checked_add(free)?, ..cut });
    let mut pieces = Vec::with_capacity(curve.pieces().len() + 1);
    if let Some(first) = curve.piece_at(Ratio::ZERO) {
        let interval = Interval { end: Some(Cut::after(free)), ..Interval::all() };
        let line = Line::constant(first.at(Ratio::ZERO)?);
        pieces.push(Piece { interval, line, stairs: None, ..*first });
    }
    for piece in curve.pieces() {
        let Interval { start, end } = piece.interval;
        let interval = Interval { start: shift(start)?, end: end.map(shift).transpose()? };
        let interval = interval.intersect(&Interval { start: Cut::after(free), end: None });
        let Some(interval) = interval else { continue };
        let line = line_behind(free, &piece.line)?;
        let stairs = piece.stairs.map(|stairs| behind(free, stairs)).transpose()?;
        pieces.push(Piece { interval, line, stairs, ..*piece });
    }
    Ok(Curve::new(pieces))
}

/// A staircase over what remains, over the value.
fn behind(free: Ratio, stairs: Stairs) -> Result<Stairs, Overflow> {
    let origin = stairs.tread.origin.checked_add(free)?;
    let moved = |line: Option<Line>| line.map(|line| line_behind(free, &line)).transpose();
    let (floor, cap) = (moved(stairs.floor)?, moved(stairs.cap)?);
    Ok(Stairs { tread: Tread { origin, ..stairs.tread }, unit: stairs.unit, floor, cap })
}

fn line_behind(free: Ratio, line: &Line) -> Result<Line, Overflow> {
    let base = line.base.checked_sub(line.rate.checked_mul(free)?)?;
    Ok(Line { base, ..*line })
}

#[inline(never)]
fn scaled(curve: &Curve, factor: Ratio) -> Result<Curve, Overflow> {
    let mut pieces = Vec::with_capacity(curve.pieces().len());
    for piece in curve.pieces() {
        pieces.push(piece.times(factor)?);
    }
    Ok(Curve::new(pieces))
}

/// The same curve, with zero for every value up to this one.
fn zero_until(free: Ratio, curve: &Curve) -> Curve {
    let end = Cut::after(free);
    let interval = Interval { end: Some(end), ..Interval::all() };
    let mut pieces = vec![Piece::line(interval, Line::constant(Ratio::ZERO), PieceKind::Tier)];
    for piece in curve.pieces() {
        let Some(interval) = piece.interval.intersect(&Interval { start: end, end: None }) else {
            continue;
        };
        let cut = interval.start != piece.interval.start;
        let kind = if cut { PieceKind::Tier } else { piece.kind };
        pieces.push(Piece { interval, kind, ..*piece });
    }
    Curve::new(pieces)
}
