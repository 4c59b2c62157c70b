//! The kernel of a curve two amounts at a time, in lanes of floating-point numbers.
//!
//! Every number here is a multiple of one half below 2^52, where such arithmetic is exact. That is
//! proven when the lanes are made, for every amount up to their limit; a block with any other
//! amount is left to the calculator. This is the only place outside the edge that has binary
//! fractions.

mod pair;
#[cfg(target_feature = "simd128")]
mod simd;

use core::hint::black_box;

pub use pair::{Pair, PlainPair};

#[cfg(not(target_feature = "simd128"))]
pub use pair::PlainPair as Cell;
#[cfg(target_feature = "simd128")]
pub use simd::Cell;

use super::evaluate::Kernel;
use crate::money::RoundingMode;

/// How many amounts are charged at once: a block has whole groups of them.
pub const GROUP: usize = 8;

/// What amounts, charges and numerators stay below.
///
/// A numerator and a half, divided, is at least half of a divisor's part away from whole numbers.
/// Multiplied by the inverse instead it is off by less: two roundings make one part in 2^52.
const LIMIT: f64 = (1_i64 << 51) as f64;

/// Added to a smaller integer, it makes a double whose bits grow by one with the integer.
const SHIFT: f64 = 2.0 * LIMIT;

/// An integer line `base + rate × x`. What rounding may do to its figures never takes one that is
/// beyond the limit below it.
#[derive(Clone, Copy, Debug)]
struct Ramp {
    /// The first amount.
    start: f64,
    base: f64,
    rate: f64,
}

/// A curve in lanes.
#[derive(Debug)]
pub struct Lanes {
    /// The first line, and what it gains from the start of each other one on.
    gains: Vec<Ramp>,
    /// What numerators are at least.
    least: f64,
    /// What numerators are at most.
    most: f64,
    /// Amounts below this one, in minor units, are free.
    first: f64,
    /// One by the divisor that all lines share.
    inverse: f64,
    /// What charges are multiples of, in minor units.
    increment: f64,
    /// The upper half of the first double that is too large an amount.
    end: u32,
}

/// What all amounts of a block so far have shown.
struct Seen<P> {
    /// All ones while each amount is whole.
    whole: P,
    /// The greatest halves. A double below zero, or that is no number, has the greater upper half.
    greatest: P,
}

impl Lanes {
    /// The lanes of a kernel, up to the first amount that has no charge, or a figure that reaches
    /// the limit or falls below zero; none if ties go to the even neighbour.
    #[must_use]
    pub fn new(kernel: &Kernel) -> Option<Self> {
        let divisor = kernel.divisor()?;
        let bias = bias(kernel.mode(), divisor as f64)?;
        let increment = kernel.increment() as f64;
        let room = LIMIT.min((LIMIT / increment).floor() * divisor as f64);
        let mut end = LIMIT.min(kernel.limit() as f64 + 1.0);
        let segments = kernel.segments();
        let mut lines: Vec<Ramp> = Vec::with_capacity(segments.len());
        for (index, segment) in segments.iter().enumerate() {
            let start = segment.start as f64;
            if start >= end {
                break;
            }
            let factor = divisor.checked_div(segment.divisor).unwrap_or_default() as f64;
            let (base, rate) = (segment.base as f64 * factor + bias, segment.rate as f64 * factor);
            let line = Ramp { start, base, rate };
            let fits = |amount| (bias..room).contains(&line.at(amount));
            // What lies behind a gap is left to the calculator.
            if kernel.tread(index).is_some()
                || factor == 0.0
                || base.abs() >= LIMIT
                || rate.abs() >= LIMIT
                || !fits(start)
            {
                end = start;
                break;
            }
            lines.push(line);
            let next = segments.get(index + 1).map_or(end, |next| end.min(next.start as f64));
            if !fits(next - 1.0) {
                // Where the line falls, nobody would gain from the few amounts that still fit.
                end = start + 1.0;
                if rate > 0.0 {
                    end = ((room - 1.0 - base) / rate).floor() + 1.0;
                }
            }
        }
        let mut first = 0.0;
        if let [free, next, ..] = *lines
            && free.rate == 0.0
            && free.base < divisor as f64
        {
            first = next.start;
            lines.remove(0);
        }
        let (least, most) = take_bounds(&mut lines);
        let mut before = Ramp::ZERO;
        for line in &mut lines {
            let next = *line;
            line.base -= before.base;
            line.rate -= before.rate;
            before = next;
        }
        let inverse = 1.0 / divisor as f64;
        let end = (end.to_bits() >> 32) as u32;
        Some(Self { gains: lines, least, most, first, inverse, increment, end })
    }

    /// The charges of eight amounts.
    ///
    /// Written out for four pairs, because the compiler unrolls nothing in a small module, and
    /// loading a step costs as much as comparing with it.
    #[inline(always)]
    fn eight<P: Pair>(&self, line: &Ramp, gains: &[Ramp], x: [P; 4]) -> [P; 4] {
        let line = (P::splat(line.base + 0.5), P::splat(line.rate));
        let (mut a, mut b, mut c, mut d) = (line, line, line, line);
        for gain in gains {
            let start = P::splat(gain.start);
            let gain = (P::splat(gain.base), P::splat(gain.rate));
            a = gained(a, gain, x[0].reaches(start));
            b = gained(b, gain, x[1].reaches(start));
            c = gained(c, gain, x[2].reaches(start));
            d = gained(d, gain, x[3].reaches(start));
        }
        [self.rounded(x[0], a), self.rounded(x[1], b), self.rounded(x[2], c), self.rounded(x[3], d)]
    }

    /// The rounded value of lines at amounts.
    #[inline(always)]
    fn rounded<P: Pair>(&self, amounts: P, (base, rate): (P, P)) -> P {
        let value = rate.times(amounts).plus(base);
        let value = value.greater(P::splat(self.least + 0.5));
        let value = value.smaller(P::splat(self.most + 0.5));
        let quotient = value.times(P::splat(self.inverse)).floor();
        let charge = quotient.times(P::splat(self.increment));
        charge.and(amounts.reaches(P::splat(self.first)))
    }

    /// Puts charges in the place of amounts that are doubles, or 64-bit integers, in whole groups
    /// of four pairs; false if not all of them can be charged here, and then none is left.
    pub fn charge<P: Pair>(&self, cells: &mut [P], integers: bool) -> bool {
        let Some((line, gains)) = self.gains.split_first() else { return false };
        let shift = P::splat(SHIFT);
        let double = |integer: P| integer.integer_plus(shift).minus(shift);
        let integer = |double: P| double.plus(shift).integer_minus(shift);
        // Without this the loop would be there twice, once for each kind.
        let integers_out = black_box(integers);
        let mut seen = Seen { whole: P::of_bits([u64::MAX; 2]), greatest: P::splat(0.0) };
        for cells in cells.chunks_exact_mut(4) {
            let [a, b, c, d] = cells else { continue };
            let mut x = [*a, *b, *c, *d];
            if integers {
                // Integers out of range make doubles that are, too, or are no numbers.
                x = [double(x[0]), double(x[1]), double(x[2]), double(x[3])];
            }
            seen.see(x);
            let mut y = self.eight(line, gains, x);
            if integers_out {
                y = [integer(y[0]), integer(y[1]), integer(y[2]), integer(y[3])];
            }
            [*a, *b, *c, *d] = y;
        }
        seen.are_below(self.end)
    }
}

impl<P: Pair> Seen<P> {
    #[inline(always)]
    fn see(&mut self, [a, b, c, d]: [P; 4]) {
        let whole = |amounts: P| amounts.floor().equals(amounts);
        let all = whole(a).and(whole(b)).and(whole(c).and(whole(d)));
        self.whole = self.whole.and(all);
        let greatest = a.greater_halves(b).greater_halves(c.greater_halves(d));
        self.greatest = self.greatest.greater_halves(greatest);
    }

    /// Whether all were whole, from zero up and below the double with this upper half.
    fn are_below(&self, end: u32) -> bool {
        let [one, two] = self.greatest.bits();
        self.whole.bits() == [u64::MAX; 2] && (one.max(two) >> 32) < u64::from(end)
    }
}

/// A base and a rate, with the gain in the lanes where an amount has reached it.
#[inline(always)]
fn gained<P: Pair>(line: (P, P), gain: (P, P), reached: P) -> (P, P) {
    (line.0.plus(gain.0.and(reached)), line.1.plus(gain.1.and(reached)))
}

impl Ramp {
    const ZERO: Self = Self { start: 0.0, base: 0.0, rate: 0.0 };

    /// The numerator at an amount.
    fn at(&self, amount: f64) -> f64 {
        self.base + self.rate * amount
    }
}

/// Takes a minimum and a maximum from lines that never fall, and answers with them. Neither needs a
/// step if the line before the maximum reaches it, and that behind the minimum comes from below.
fn take_bounds(lines: &mut Vec<Ramp>) -> (f64, f64) {
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

/// What is added to a numerator of zero or more, so that rounding down rounds as the mode says.
fn bias(mode: RoundingMode, divisor: f64) -> Option<f64> {
    match mode {
        RoundingMode::HalfUp => Some((divisor / 2.0).floor()),
        RoundingMode::HalfDown => Some(((divisor - 1.0) / 2.0).floor()),
        RoundingMode::Up | RoundingMode::Ceiling => Some(divisor - 1.0),
        RoundingMode::Down | RoundingMode::Floor => Some(0.0),
        RoundingMode::HalfEven => None,
    }
}
