//! Lines in lanes.

use super::pair::Pair;

/// What amounts, charges and numerators stay below.
///
/// A numerator and a half, divided, is at least half of a divisor's part away from whole numbers.
/// Multiplied by the inverse instead it is off by less: two roundings make one part in 2^52.
pub(super) const LIMIT: f64 = (1_i64 << 51) as f64;

/// An integer line `base + rate × x`. What rounding may do to its figures never takes one that is
/// beyond the limit below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ramp {
    /// The first amount.
    pub(super) start: f64,
    pub(super) base: f64,
    pub(super) rate: f64,
}

impl Ramp {
    pub(super) const ZERO: Self = Self { start: 0.0, base: 0.0, rate: 0.0 };

    /// The numerator at an amount.
    pub(super) fn at(&self, amount: f64) -> f64 {
        self.base + self.rate * amount
    }

    /// The same for a pair of amounts.
    #[inline(always)]
    pub(super) fn of<P: Pair>(&self, amounts: P) -> P {
        amounts.times(P::splat(self.rate)).plus(P::splat(self.base))
    }
}

/// Takes a minimum and a maximum from lines that never fall, and answers with them. Neither needs a
/// step if the line before the maximum reaches it, and that behind the minimum comes from below.
pub(super) fn take_bounds(lines: &mut Vec<Ramp>) -> (f64, f64) {
    let (mut least, mut most) = (0.0, LIMIT);
    let mut before = Ramp::ZERO;
    for line in &*lines {
        if line.rate < 0.0 || before.at(line.start - 1.0) > line.at(line.start) {
            return (least, most);
        }
        before = *line;
    }
    if let [.., before, last] = **lines
        && last.rate == 0.0
        && before.at(last.start) >= last.base
    {
        most = last.base;
        lines.pop();
    }
    if let [low, next, ..] = **lines
        && low.rate == 0.0
        && next.at(next.start - 1.0) <= low.base
    {
        least = low.base;
        lines.remove(0);
    }
    (least, most)
}

/// Leaves the first line, and of each other one what it gains on the one before.
pub(super) fn take_each_from_next(lines: &mut [Ramp]) {
    let mut before = Ramp::ZERO;
    for line in lines {
        let next = *line;
        line.base -= before.base;
        line.rate -= before.rate;
        before = next;
    }
}
