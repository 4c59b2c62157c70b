//! Staircases in lanes.

use super::pair::{Pair, four, paired};
use super::ramp::{LIMIT, Ramp};
use crate::curve::integers::{IntegerTread, Quotient};

/// Started units from one amount to another: `step × ⌊slope × x + base⌋`.
///
/// It counts from zero at its start. Amounts before it have nothing of it and amounts behind it all
/// of it, so that no lane asks where an amount lies: an amount is moved to the nearer end.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneTread {
    pub(super) start: f64,
    /// The last amount.
    last: f64,
    /// How amounts are rounded up first, if they are.
    x: Option<LaneQuotient>,
    units: LaneQuotient,
    step: f64,
    /// What they are added to, unless that is the curve's own line.
    line: Option<Ramp>,
    /// The value is not less.
    floor: Option<Ramp>,
    /// The value is not more.
    cap: Option<Ramp>,
}

/// `slope × x + base`, rounded down.
///
/// The integers behind it are a numerator over a divisor. With a half added to the numerator, it is
/// at least half of a divisor's part away from every whole number. A divided slope, a product, a
/// divided base and a sum round by one part in 2^53 each; for numerators whose terms together are
/// below 2^50, that is less than three eighths of a divisor's part.
#[derive(Clone, Copy, Debug)]
struct LaneQuotient {
    slope: f64,
    base: f64,
    /// The last x for which that holds.
    reach: f64,
}

impl LaneTread {
    /// A staircase on a line from its start to an end, in numerators of a common divisor: all of
    /// the integer ones are multiplied by a factor. `bias` is what the line has for rounding.
    ///
    /// The line gets what the staircase has at its start; all of it, if it is a staircase over
    /// amounts that are rounded up first, or one that is held to limits.
    pub(super) fn new(
        tread: &IntegerTread,
        line: &mut Ramp,
        end: f64,
        (factor, bias): (f64, f64),
    ) -> Self {
        let scaled = |(base, rate): (i64, i64)| Ramp {
            base: base as f64 * factor + bias,
            rate: rate as f64 * factor,
            ..*line
        };
        let is_held = tread.x.is_some() || tread.floor.is_some() || tread.cap.is_some();
        let mut lane = Self {
            start: line.start,
            last: end - 1.0,
            x: tread.x.map(LaneQuotient::new),
            units: LaneQuotient::new(tread.units),
            step: tread.step as f64 * factor,
            line: is_held.then_some(*line),
            floor: tread.floor.map(scaled),
            cap: tread.cap.map(scaled),
        };
        let at_start = lane.at(lane.start);
        if is_held {
            for ramp in [&mut lane.line, &mut lane.floor, &mut lane.cap].into_iter().flatten() {
                ramp.base -= at_start;
            }
            *line = Ramp { start: line.start, base: at_start, rate: 0.0 };
        } else {
            lane.units = LaneQuotient::new(tread.units.less(lane.units.at(lane.start) as i64));
            line.base += at_start;
        }
        lane
    }

    /// What an amount has of it.
    pub(super) fn at(&self, amount: f64) -> f64 {
        let x = self.x.map_or(amount, |x| x.at(amount));
        let at = |ramp: Option<Ramp>, none: f64| ramp.map_or(none, |ramp| ramp.at(x));
        let value = at(self.line, 0.0) + self.step * self.units.at(x);
        value.max(at(self.floor, value)).min(at(self.cap, LIMIT))
    }

    /// The least and the most that it has from the start to an amount, unless a figure on the way
    /// has no room. Each of them goes one way, so that none is beyond those at the ends.
    pub(super) fn ends(&self, last: f64) -> Option<[f64; 2]> {
        let mut ends = [self.start, last];
        if let Some(x) = &self.x {
            x.has_room(last)?;
            ends = ends.map(|amount| x.at(amount));
        }
        self.units.has_room(ends[1])?;
        let steps = Ramp { start: 0.0, base: 0.0, rate: self.step };
        let [mut low, mut high] = steps.ends(ends.map(|x| self.units.at(x)))?;
        if let Some(line) = &self.line {
            let line = line.ends(ends)?;
            (low, high) = (low + line[0], high + line[1]);
        }
        if let Some(floor) = &self.floor {
            let floor = floor.ends(ends)?;
            (low, high) = (low.max(floor[0]), high.max(floor[1]));
        }
        if let Some(cap) = &self.cap {
            let cap = cap.ends(ends)?;
            (low, high) = (low.min(cap[0]), high.min(cap[1]));
        }
        (self.at(self.start) == 0.0).then_some([low, high])
    }

    /// Values with what amounts have of it.
    #[inline(always)]
    pub(super) fn added<P: Pair>(&self, values: [P; 4], amounts: [P; 4]) -> [P; 4] {
        let (start, last) = (P::splat(self.start), P::splat(self.last));
        let mut x = four(amounts, |x| x.greater(start).smaller(last));
        if let Some(quotient) = &self.x {
            x = quotient.of(x);
        }
        let step = P::splat(self.step);
        let mut own = four(self.units.of(x), |units| units.times(step));
        if let Some(line) = &self.line {
            own = paired(own, line.of(x), P::plus);
            if let Some(floor) = &self.floor {
                own = paired(own, floor.of(x), P::greater);
            }
            if let Some(cap) = &self.cap {
                own = paired(own, cap.of(x), P::smaller);
            }
        }
        paired(values, own, P::plus)
    }
}

impl LaneQuotient {
    fn new(quotient: Quotient) -> Self {
        let (slope, base) = (quotient.slope as f64, quotient.base as f64);
        let divisor = quotient.divisor as f64;
        let reach = ((LIMIT / 2.0 - base.abs() - divisor) / slope).floor();
        Self { slope: slope / divisor, base: (base + 0.5) / divisor, reach }
    }

    fn at(&self, x: f64) -> f64 {
        (self.slope * x + self.base).floor()
    }

    /// Something if all numerators up to an x have room.
    fn has_room(&self, x: f64) -> Option<()> {
        (x <= self.reach).then_some(())
    }

    #[inline(always)]
    fn of<P: Pair>(&self, x: [P; 4]) -> [P; 4] {
        let (slope, base) = (P::splat(self.slope), P::splat(self.base));
        four(x, |x| x.times(slope).plus(base).floor())
    }
}
