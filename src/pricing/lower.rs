//! Rules that are linear in the value, piece by piece, become curves.

use core::cmp::Ordering;

use super::pipeline::{Priced, exchanged};
use super::rule::{Limit, PriceRule};
use super::steps::{Named, Steps};
use super::terms::{Terms, positive};
use crate::curve::{self, Curve, Cut, Interval, Line, Piece, PieceKind};
use crate::money::{Applied, Overflow, Ratio};

impl PriceRule {
    /// The curve of the charge before rounding; nothing where the rule counts started units, or a
    /// figure does not fit.
    #[must_use]
    pub fn curve(&self, terms: &Terms) -> Option<Curve> {
        if self.charge_unit.is_some() || self.has_mixed_bounds() {
            return None;
        }
        let mut charge = self.unbounded(terms)?;
        for (limit, held) in
            [(self.minimum, curve::floor as Hold), (self.maximum, curve::cap as Hold)]
        {
            if let Some(limit) = limit {
                charge = held(&charge, &limit.line()).ok()?;
            }
        }
        if !self.charge_on_zero {
            charge = zero_until(Ratio::from(self.free), &charge);
        }
        match terms.exchange_rate {
            None => Some(charge),
            Some(rate) => scaled(&charge, positive(rate).ok()?).ok(),
        }
    }

    /// The curve of what is due before bounds and exchange, over the counted value.
    fn unbounded(&self, terms: &Terms) -> Option<Curve> {
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
        if !self.charge_on_zero && value <= Ratio::from(self.free) {
            return Some(Priced::nothing(steps));
        }
        let own = Terms { exchange_rate: None, ..*terms };
        let line = self.curve(&own)?.piece_at(value)?.line;
        let held = line.at(value).ok()?;
        // The price without its bounds may have no room, but it has a side.
        let price = self.unbounded(&own)?.piece_at(value)?.line;
        let applied = match price.minus(&line).ok()?.sign_at(value).ok()? {
            Ordering::Less => Some(Applied::Minimum),
            Ordering::Equal => None,
            Ordering::Greater => Some(Applied::Maximum),
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
        let bounds = self.bounds(value, terms).ok()?;
        Some(Priced { exact: exchanged(held, terms, steps).ok()?, applied, bounds })
    }

    /// Bounds of two kinds may cross at some value, from which there is no charge.
    fn has_mixed_bounds(&self) -> bool {
        matches!(
            (self.minimum, self.maximum),
            (Some(Limit::Amount(_)), Some(Limit::Percentage(_)))
                | (Some(Limit::Percentage(_)), Some(Limit::Amount(_)))
        )
    }
}

/// How a curve is held to a limit.
type Hold = fn(&Curve, &Line) -> Result<Curve, Overflow>;

impl Limit {
    fn line(self) -> Line {
        match self {
            Self::Amount(amount) => Line::constant(Ratio::from(amount)),
            Self::Percentage(part) => Line { base: Ratio::ZERO, rate: Ratio::percent(part) },
        }
    }
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
        pieces.push(Piece { interval, line: Line::constant(first.line.base), ..*first });
    }
    for piece in curve.pieces() {
        let Interval { start, end } = piece.interval;
        let interval = Interval { start: shift(start)?, end: end.map(shift).transpose()? };
        let interval = interval.intersect(&Interval { start: Cut::after(free), end: None });
        let Some(interval) = interval else { continue };
        let base = piece.line.base.checked_sub(piece.line.rate.checked_mul(free)?)?;
        pieces.push(Piece { interval, line: Line { base, ..piece.line }, ..*piece });
    }
    Ok(Curve::new(pieces))
}

#[inline(never)]
fn scaled(curve: &Curve, factor: Ratio) -> Result<Curve, Overflow> {
    let mut pieces = Vec::with_capacity(curve.pieces().len());
    for piece in curve.pieces() {
        pieces.push(Piece { line: piece.line.times(factor)?, ..*piece });
    }
    Ok(Curve::new(pieces))
}

/// The same curve, with zero for every value up to this one.
fn zero_until(free: Ratio, curve: &Curve) -> Curve {
    let end = Cut::after(free);
    let interval = Interval { end: Some(end), ..Interval::all() };
    let mut pieces =
        vec![Piece { interval, line: Line::constant(Ratio::ZERO), kind: PieceKind::Tier }];
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
