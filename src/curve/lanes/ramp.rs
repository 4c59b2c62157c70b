//! Lines in lanes.

use super::pair::{Pair, four};

/// What amounts, charges and numerators stay below.
///
/// A numerator and a half, divided, is at least half of a divisor's part away from whole numbers.
/// Multiplied by the inverse instead it is off by less: two roundings make one part in 2^52.
///
/// Where ties go to even, products are snapped to multiples of the greatest power of two that is
/// not above the inverse. The inverse is off by one part in 2^53 of that power, so that what it
/// does to a numerator below 2^51 is less than a quarter of the power. Products are below 2^52
/// times it, so that rounding does a quarter more at most: less than a half together. Ties are such
/// multiples, because divisors are even, and so become exact again. What is no tie is away from all
/// of them by a divisor's part, which is at least the power, and so never becomes one.
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

    /// The numerators at two amounts, the smaller first, if all figures between them have room.
    pub(super) fn ends(&self, amounts: [f64; 2]) -> Option<[f64; 2]> {
        let [one, two] = amounts.map(|amount| self.at(amount));
        let has_room = [self.base, self.rate, one, two].iter().all(|figure| figure.abs() < LIMIT);
        has_room.then_some([one.min(two), one.max(two)])
    }

    /// The numerators at pairs of amounts.
    #[inline(always)]
    pub(super) fn of<P: Pair>(&self, amounts: [P; 4]) -> [P; 4] {
        let (base, rate) = (P::splat(self.base), P::splat(self.rate));
        four(amounts, |x| x.times(rate).plus(base))
    }
}

/// Takes a minimum and a maximum from lines that never fall, and answers with them, if any. Neither
/// needs a step if the line before the maximum reaches it, and that behind the minimum comes from
/// below.
pub(super) fn take_bounds(lines: &mut Vec<Ramp>) -> Option<(f64, f64)> {
    let (mut least, mut most) = (0.0, LIMIT);
    let mut before = Ramp::ZERO;
    for line in &*lines {
        if line.rate < 0.0 || before.at(line.start - 1.0) > line.at(line.start) {
            return None;
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
    ((least, most) != (0.0, LIMIT)).then_some((least, most))
}

/// Leaves the first line, and of each other one what it gains on the one before, if anything.
pub(super) fn take_each_from_next(lines: &mut Vec<Ramp>) {
    lines.dedup_by(|next, before| next.base == before.base && next.rate == before.rate);
    let mut before = Ramp::ZERO;
    for line in lines {
        let next = *line;
        line.base -= before.base;
        line.rate -= before.rate;
        before = next;
    }
}
