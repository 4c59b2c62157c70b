//! The kernel of a curve two amounts at a time, in lanes of floating-point numbers.
//!
//! Every number here is a multiple of one half below 2^52, where such arithmetic is exact. That is
//! proven when the lanes are made, for every amount up to their limit; a block with any other
//! amount is left to the calculator. This is the only place outside the edge that has binary
//! fractions.

mod pair;
mod ramp;
#[cfg(target_feature = "simd128")]
mod simd;
mod tread;

use core::hint::black_box;

pub use pair::{Pair, PlainPair};

#[cfg(not(target_feature = "simd128"))]
pub use pair::PlainPair as Cell;
#[cfg(target_feature = "simd128")]
pub use simd::Cell;

use super::evaluate::Kernel;
use crate::money::RoundingMode;
use ramp::{LIMIT, Ramp, take_bounds, take_each_from_next};
use tread::LaneTread;

/// How many amounts are charged at once: a block has whole groups of them.
pub const GROUP: usize = 8;

/// Added to a smaller integer, it makes a double whose bits grow by one with the integer.
const SHIFT: f64 = 2.0 * LIMIT;

/// The most steps that an amount takes here. The kernel, which finds the line of an amount by
/// halves, is as quick as so many.
const STEPS: usize = 96;

/// Started units take as long as so many lines.
const TREAD: usize = 2;

/// The most stretches of amounts without a price; what lies behind more is left to the calculator.
const HOLES: usize = 4;

/// A curve in lanes.
#[derive(Debug)]
pub struct Lanes {
    /// The first line, and what it gains from the start of each other one on.
    gains: Vec<Ramp>,
    /// The started units on top of the lines.
    treads: Vec<LaneTread>,
    /// The starts and ends of what has no price.
    holes: Vec<(f64, f64)>,
    /// The divisor where ties go to even.
    even: Option<f64>,
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

/// What a kernel is made of, in numerators of one divisor.
struct Layout {
    lines: Vec<Ramp>,
    treads: Vec<LaneTread>,
    holes: Vec<(f64, f64)>,
    /// The first amount behind those that can be charged.
    end: f64,
}

impl Layout {
    /// All segments of a kernel, up to the first amount that has no charge, a figure that reaches
    /// the limit, or a charge below zero.
    fn new(kernel: &Kernel, divisor: i64) -> Self {
        let bias = bias(kernel.mode(), divisor as f64);
        let increment = kernel.increment() as f64;
        let least = bias - below_zero(kernel.mode(), divisor as f64);
        let range = least..LIMIT.min((LIMIT / increment).floor() * divisor as f64);
        let end = LIMIT.min(kernel.limit() as f64 + 1.0);
        let mut layout = Self { lines: Vec::new(), treads: Vec::new(), holes: Vec::new(), end };
        let segments = kernel.segments();
        for (index, segment) in segments.iter().enumerate() {
            let (start, end) = (segment.start as f64, layout.end);
            if start >= end {
                break;
            }
            let next = segments.get(index + 1).map_or(end, |next| end.min(next.start as f64));
            let factor = divisor.checked_div(segment.divisor).unwrap_or_default() as f64;
            if factor == 0.0 && next < end && layout.holes.len() < HOLES {
                layout.holes.push((start, next));
                continue;
            }
            let (base, rate) = (segment.base as f64 * factor + bias, segment.rate as f64 * factor);
            let line = Ramp { start, base, rate };
            let tread = kernel.tread(index);
            let tread = tread.map(|tread| LaneTread::new(tread, &line, next, (factor, bias)));
            let fits = |last| match &tread {
                None => range.contains(&line.at(start)) && range.contains(&line.at(last)),
                Some(tread) => tread.fits(&line, last, &range),
            };
            if factor == 0.0 || base.abs() >= LIMIT || rate.abs() >= LIMIT || !fits(start) {
                layout.end = start;
                break;
            }
            let is_held = tread.as_ref().is_some_and(LaneTread::is_held);
            layout.lines.push(if is_held { Ramp { start, ..Ramp::ZERO } } else { line });
            if !fits(next - 1.0) {
                layout.end = last_that(start, next - 1.0, &fits) + 1.0;
            }
            layout.treads.extend(tread);
        }
        layout
    }
}

impl Lanes {
    /// The lanes of a kernel; nothing if it has so many lines that it is quicker itself.
    #[must_use]
    pub fn new(kernel: &Kernel) -> Option<Self> {
        let divisor = kernel.divisor()?;
        let Layout { mut lines, treads, holes, end } = Layout::new(kernel, divisor);
        let is_even = kernel.mode() == RoundingMode::HalfEven;
        // Numerators below this one are rounded to nothing.
        let least_charged = if is_even { divisor as f64 / 2.0 } else { divisor as f64 };
        let mut first = 0.0;
        if let [free, next, ..] = *lines
            && free.rate == 0.0
            && free.base < least_charged
            && treads.first().is_none_or(|tread| tread.start >= next.start)
        {
            first = next.start;
            lines.remove(0);
        }
        let (least, most) = match treads.is_empty() {
            true => take_bounds(&mut lines),
            false => (0.0, LIMIT),
        };
        if lines.len() + TREAD * treads.len() > STEPS {
            return None;
        }
        take_each_from_next(&mut lines);
        let even = Some(divisor as f64).filter(|_| is_even);
        // What is added to numerators that are multiplied by an inverse.
        let lift = if is_even { 0.0 } else { 0.5 };
        let (least, most) = (least + lift, most + lift);
        if let Some(line) = lines.first_mut() {
            line.base += lift;
        }
        let (inverse, increment) = (1.0 / divisor as f64, kernel.increment() as f64);
        let end = (end.to_bits() >> 32) as u32;
        let gains = lines;
        Some(Self { gains, treads, holes, even, least, most, first, inverse, increment, end })
    }

    /// The charges of eight amounts.
    ///
    /// Written out for four pairs, because the compiler unrolls nothing in a small module, loading
    /// a step costs as much as comparing with it, and what a loop goes over would lie in memory.
    #[inline(always)]
    fn eight<P: Pair>(&self, line: &Ramp, gains: &[Ramp], x: [P; 4]) -> [P; 4] {
        let line = (P::splat(line.base), P::splat(line.rate));
        let (mut a, mut b, mut c, mut d) = (line, line, line, line);
        for gain in gains {
            let start = P::splat(gain.start);
            let gain = (P::splat(gain.base), P::splat(gain.rate));
            a = gained(a, gain, x[0].reaches(start));
            b = gained(b, gain, x[1].reaches(start));
            c = gained(c, gain, x[2].reaches(start));
            d = gained(d, gain, x[3].reaches(start));
        }
        let valued = |x: P, (base, rate): (P, P)| rate.times(x).plus(base);
        let (mut a, mut b) = (valued(x[0], a), valued(x[1], b));
        let (mut c, mut d) = (valued(x[2], c), valued(x[3], d));
        for tread in &self.treads {
            a = tread.added(a, x[0]);
            b = tread.added(b, x[1]);
            c = tread.added(c, x[2]);
            d = tread.added(d, x[3]);
        }
        [self.rounded(x[0], a), self.rounded(x[1], b), self.rounded(x[2], c), self.rounded(x[3], d)]
    }

    /// The rounded value at amounts.
    #[inline(always)]
    fn rounded<P: Pair>(&self, amounts: P, value: P) -> P {
        let value = value.greater(P::splat(self.least));
        let value = value.smaller(P::splat(self.most));
        let quotient = match self.even {
            // Divided, a numerator is off by less than a quarter of the divisor's part. From every
            // tie that it is not, it is away by half of one.
            Some(divisor) => value.over(P::splat(divisor)).nearest(),
            None => value.times(P::splat(self.inverse)).floor(),
        };
        let charge = quotient.times(P::splat(self.increment));
        charge.and(amounts.reaches(P::splat(self.first)))
    }

    /// The greatest halves, with amounts that have no price as ones that are too large.
    #[inline(never)]
    fn outside<P: Pair>(&self, mut greatest: P, amounts: [P; 4]) -> P {
        for (start, end) in &self.holes {
            for amounts in amounts {
                let begun = amounts.reaches(P::splat(*start));
                let inside = begun.integer_minus(amounts.reaches(P::splat(*end)));
                greatest = greatest.greater_halves(inside);
            }
        }
        greatest
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
            if !self.holes.is_empty() {
                seen.greatest = self.outside(seen.greatest, x);
            }
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

/// The last amount from one to another for which a condition holds that does not come back.
fn last_that(from: f64, to: f64, holds: &dyn Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = high - ((high - low) / 2.0).floor();
        if holds(middle) { low = middle } else { high = middle - 1.0 }
    }
    low
}

/// What is added to a numerator of zero or more, so that rounding down rounds as the mode says;
/// nothing where ties go to even.
fn bias(mode: RoundingMode, divisor: f64) -> f64 {
    match mode {
        RoundingMode::HalfUp => (divisor / 2.0).floor(),
        RoundingMode::HalfDown => ((divisor - 1.0) / 2.0).floor(),
        RoundingMode::Up | RoundingMode::Ceiling => divisor - 1.0,
        RoundingMode::HalfEven | RoundingMode::Down | RoundingMode::Floor => 0.0,
    }
}

/// How far below zero a numerator is still rounded to nothing.
fn below_zero(mode: RoundingMode, divisor: f64) -> f64 {
    match mode {
        RoundingMode::HalfUp => ((divisor - 1.0) / 2.0).floor(),
        RoundingMode::HalfEven | RoundingMode::HalfDown => (divisor / 2.0).floor(),
        RoundingMode::Down | RoundingMode::Ceiling => divisor - 1.0,
        RoundingMode::Up | RoundingMode::Floor => 0.0,
    }
}
