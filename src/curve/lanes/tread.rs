//! Staircases in lanes.

use core::ops::Range;

use super::pair::Pair;
use super::ramp::{LIMIT, Ramp};
use crate::curve::integers::{IntegerTread, Quotient};

/// Started units from one amount to another: `step × ⌊(slope × x + base) × inverse⌋`.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneTread {
    pub(super) start: f64,
    /// The first amount behind them.
    end: f64,
    units: LaneQuotient,
    step: f64,
    /// What they are added to and held to, unless that is the curve's own line.
    held: Option<Held>,
}

/// A staircase over amounts that are rounded up first, or one that is held to limits.
#[derive(Clone, Copy, Debug)]
struct Held {
    x: LaneQuotient,
    line: Ramp,
    floor: Ramp,
    cap: Ramp,
}

/// `(slope × x + base) × inverse`, rounded down.
#[derive(Clone, Copy, Debug)]
struct LaneQuotient {
    slope: f64,
    base: f64,
    inverse: f64,
}

impl LaneTread {
    /// A staircase on a line from its start to an end, in numerators of a common divisor: all of
    /// the integer ones are multiplied by a factor. `bias` is what the line has for rounding.
    pub(super) fn new(
        tread: &IntegerTread,
        line: &Ramp,
        end: f64,
        (factor, bias): (f64, f64),
    ) -> Self {
        let scaled = |limit: (i64, i64)| Ramp {
            base: limit.0 as f64 * factor + bias,
            rate: limit.1 as f64 * factor,
            ..*line
        };
        let is_held = tread.x.is_some() || tread.floor.is_some() || tread.cap.is_some();
        let held = Held {
            x: tread.x.map_or(LaneQuotient::ITSELF, LaneQuotient::new),
            line: *line,
            floor: tread.floor.map_or(Held::NOTHING.floor, scaled),
            cap: tread.cap.map_or(Held::NOTHING.cap, scaled),
        };
        Self {
            start: line.start,
            end,
            units: LaneQuotient::new(tread.units),
            step: tread.step as f64 * factor,
            held: is_held.then_some(held),
        }
    }

    /// Whether it has its line itself.
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Whether all figures from the start to an amount have room. Each of them goes one way, so
    /// that none is beyond those at the ends.
    pub(super) fn fits(&self, line: &Ramp, last: f64, range: &Range<f64>) -> bool {
        let held = self.held.unwrap_or(Held { line: *line, ..Held::NOTHING });
        let ends = [held.x.at(self.start), held.x.at(last)];
        let has_room = |ramp: &Ramp| ramp.base.abs() <= LIMIT && ramp.rate.abs() < LIMIT;
        let steps = ends.map(|x| self.step * self.units.at(x));
        let lines = [&held.line, &held.floor, &held.cap];
        let [[line_low, line_high], floor, cap] =
            lines.map(|line| in_order(ends.map(|x| line.at(x))));
        let [low, high] = in_order(steps);
        let figures = [line_low, line_high, low, high, floor[0], floor[1], cap[0], cap[1]];
        let low = (line_low + low).max(floor[0]).min(cap[0]);
        let high = (line_high + high).max(floor[1]).min(cap[1]);
        held.x.has_room(last)
            && self.units.has_room(ends[1])
            && self.step.abs() < LIMIT
            && lines.into_iter().all(has_room)
            && figures.into_iter().all(|figure| figure.abs() <= LIMIT)
            && range.contains(&low)
            && range.contains(&high)
    }

    /// A value with what amounts have in the staircase, where it is.
    #[inline(always)]
    pub(super) fn added<P: Pair>(&self, value: P, amounts: P) -> P {
        let (mut x, mut own) = (amounts, P::splat(0.0));
        if let Some(held) = &self.held {
            x = held.x.of(amounts);
            own = held.line.of(x);
        }
        own = own.plus(self.units.of(x).times(P::splat(self.step)));
        if let Some(held) = &self.held {
            own = own.greater(held.floor.of(x)).smaller(held.cap.of(x));
        }
        let begun = amounts.reaches(P::splat(self.start));
        // All ones less all ones is nothing, and nothing less is all ones still.
        let inside = begun.integer_minus(amounts.reaches(P::splat(self.end)));
        value.plus(own.and(inside))
    }
}

impl Held {
    /// No rounding up, no line, no limits: a sum that these held would be out of range.
    const NOTHING: Self = Self {
        x: LaneQuotient::ITSELF,
        line: Ramp::ZERO,
        floor: Ramp { base: -LIMIT, ..Ramp::ZERO },
        cap: Ramp { base: LIMIT, ..Ramp::ZERO },
    };
}

impl LaneQuotient {
    /// Every x itself.
    const ITSELF: Self = Self { slope: 1.0, base: 0.0, inverse: 1.0 };

    fn new(quotient: Quotient) -> Self {
        let inverse = 1.0 / quotient.divisor as f64;
        Self { slope: quotient.slope as f64, base: quotient.base as f64, inverse }
    }

    fn at(&self, x: f64) -> f64 {
        ((self.slope * x + self.base + 0.5) * self.inverse).floor()
    }

    /// Whether all numerators up to an x have room.
    fn has_room(&self, x: f64) -> bool {
        let last = self.slope * x + self.base;
        let fits = |figure: f64| figure.abs() < LIMIT;
        fits(last) && fits(self.base) && fits(self.slope) && fits(1.0 / self.inverse)
    }

    #[inline(always)]
    fn of<P: Pair>(&self, x: P) -> P {
        let numerator = x.times(P::splat(self.slope)).plus(P::splat(self.base + 0.5));
        numerator.times(P::splat(self.inverse)).floor()
    }
}

/// The smaller of two figures first.
fn in_order([one, two]: [f64; 2]) -> [f64; 2] {
    [one.min(two), one.max(two)]
}
