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
use core::ops::Range;

pub use pair::{Pair, PlainPair};

#[cfg(not(target_feature = "simd128"))]
pub use pair::PlainPair as Cell;
#[cfg(target_feature = "simd128")]
pub use simd::Cell;

use super::evaluate::Kernel;
use super::integers::IntegerTread;
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

/// Started units in lanes: `step × ⌊(slope × x + base) × inverse⌋` from one amount to another.
#[derive(Clone, Copy, Debug)]
struct LaneTread {
    start: f64,
    /// The first amount behind them.
    end: f64,
    slope: f64,
    base: f64,
    inverse: f64,
    step: f64,
}

/// A curve in lanes.
#[derive(Debug)]
pub struct Lanes {
    /// The first line, and what it gains from the start of each other one on.
    gains: Vec<Ramp>,
    /// The started units on top of the lines.
    treads: Vec<LaneTread>,
    /// The divisor where ties go to even, and there can be any.
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

impl Lanes {
    /// The lanes of a kernel, up to the first amount that has no charge, or a figure that reaches
    /// the limit or falls below zero, or whose steps are not simple ones.
    #[must_use]
    pub fn new(kernel: &Kernel) -> Option<Self> {
        let divisor = kernel.divisor()?;
        let bias = bias(kernel.mode(), divisor as f64);
        let increment = kernel.increment() as f64;
        let room = LIMIT.min((LIMIT / increment).floor() * divisor as f64);
        let mut end = LIMIT.min(kernel.limit() as f64 + 1.0);
        let segments = kernel.segments();
        let mut lines: Vec<Ramp> = Vec::with_capacity(segments.len());
        let mut treads: Vec<LaneTread> = Vec::new();
        for (index, segment) in segments.iter().enumerate() {
            let start = segment.start as f64;
            if start >= end {
                break;
            }
            let factor = divisor.checked_div(segment.divisor).unwrap_or_default() as f64;
            let (base, rate) = (segment.base as f64 * factor + bias, segment.rate as f64 * factor);
            let line = Ramp { start, base, rate };
            let next = segments.get(index + 1).map_or(end, |next| end.min(next.start as f64));
            let tread = match kernel.tread(index) {
                None => None,
                Some(tread) => match LaneTread::new(tread, start, next, factor) {
                    Some(tread) => Some(tread),
                    None => {
                        end = start;
                        break;
                    }
                },
            };
            let range = bias..room;
            let fits = |last| match &tread {
                None => range.contains(&line.at(start)) && range.contains(&line.at(last)),
                Some(tread) => tread.fits(&line, last, &range),
            };
            // What lies behind a gap is left to the calculator.
            if factor == 0.0 || base.abs() >= LIMIT || rate.abs() >= LIMIT || !fits(start) {
                end = start;
                break;
            }
            lines.push(line);
            treads.extend(tread);
            if !fits(next - 1.0) {
                end = last_that(start, next - 1.0, &fits) + 1.0;
            }
        }
        let mut first = 0.0;
        if let [free, next, ..] = *lines
            && free.rate == 0.0
            && free.base < divisor as f64
            && treads.first().is_none_or(|tread| tread.start >= next.start)
        {
            first = next.start;
            lines.remove(0);
        }
        let (least, most) = match treads.is_empty() {
            true => take_bounds(&mut lines),
            false => (0.0, LIMIT),
        };
        let mut before = Ramp::ZERO;
        for line in &mut lines {
            let next = *line;
            line.base -= before.base;
            line.rate -= before.rate;
            before = next;
        }
        let is_even = kernel.mode() == RoundingMode::HalfEven && divisor % 2 == 0;
        let even = Some(divisor as f64).filter(|_| is_even);
        let inverse = 1.0 / divisor as f64;
        let end = (end.to_bits() >> 32) as u32;
        Some(Self { gains: lines, treads, even, least, most, first, inverse, increment, end })
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
        let mut value = [(x[0], a), (x[1], b), (x[2], c), (x[3], d)]
            .map(|(x, (base, rate))| rate.times(x).plus(base));
        for tread in &self.treads {
            for (value, x) in value.iter_mut().zip(x) {
                *value = tread.added(*value, x);
            }
        }
        let [a, b, c, d] = value;
        [self.rounded(x[0], a), self.rounded(x[1], b), self.rounded(x[2], c), self.rounded(x[3], d)]
    }

    /// The rounded value at amounts.
    #[inline(always)]
    fn rounded<P: Pair>(&self, amounts: P, value: P) -> P {
        let value = value.greater(P::splat(self.least + 0.5));
        let value = value.smaller(P::splat(self.most + 0.5));
        let mut quotient = value.times(P::splat(self.inverse)).floor();
        if let Some(divisor) = self.even {
            // A tie went up. What an odd number is above the even one below it is one.
            let tie = quotient.times(P::splat(divisor)).plus(P::splat(0.5)).equals(value);
            let even = quotient.times(P::splat(0.5)).floor().times(P::splat(2.0));
            quotient = quotient.minus(quotient.minus(even).and(tie));
        }
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

impl LaneTread {
    /// Started units that lanes can count: of amounts as they are, and held to nothing.
    fn new(tread: &IntegerTread, start: f64, end: f64, factor: f64) -> Option<Self> {
        let IntegerTread { step, units, x: None, floor: None, cap: None } = *tread else {
            return None;
        };
        let (slope, base) = (units.slope as f64, units.base as f64);
        let (inverse, step) = (1.0 / units.divisor as f64, step as f64 * factor);
        Some(Self { start, end, slope, base, inverse, step })
    }

    /// How many units are started in an amount.
    fn units(&self, amount: f64) -> f64 {
        ((self.slope * amount + self.base + 0.5) * self.inverse).floor()
    }

    /// Whether all figures from the start to an amount have room. Line and steps go one way each,
    /// so that none is beyond those at the ends.
    fn fits(&self, line: &Ramp, last: f64, range: &Range<f64>) -> bool {
        let (mut low, mut high) = (0.0, 0.0);
        for figure in [&|x| line.at(x), &|x| self.step * self.units(x)] as [&dyn Fn(f64) -> f64; 2]
        {
            let (one, two) = (figure(self.start), figure(last));
            if one.abs().max(two.abs()) >= LIMIT {
                return false;
            }
            low += one.min(two);
            high += one.max(two);
        }
        let counted = self.slope * last + self.base;
        let has_room = counted.abs().max(self.base.abs()) < LIMIT && 1.0 / self.inverse < LIMIT;
        has_room && self.step.abs() < LIMIT && range.contains(&low) && range.contains(&high)
    }

    /// A value with the units that amounts have started, where they count. Far behind their end
    /// they may be too large to be exact: they are taken off themselves, not off the value.
    #[inline(always)]
    fn added<P: Pair>(&self, value: P, x: P) -> P {
        let numerator = x.times(P::splat(self.slope)).plus(P::splat(self.base + 0.5));
        let units = numerator.times(P::splat(self.inverse)).floor();
        let steps = units.times(P::splat(self.step));
        let begun = steps.and(x.reaches(P::splat(self.start)));
        value.plus(begun.minus(steps.and(x.reaches(P::splat(self.end)))))
    }
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

/// What is added to a numerator of zero or more, so that rounding down rounds as the mode says;
/// ties that go to even come down again.
fn bias(mode: RoundingMode, divisor: f64) -> f64 {
    match mode {
        RoundingMode::HalfUp | RoundingMode::HalfEven => (divisor / 2.0).floor(),
        RoundingMode::HalfDown => ((divisor - 1.0) / 2.0).floor(),
        RoundingMode::Up | RoundingMode::Ceiling => divisor - 1.0,
        RoundingMode::Down | RoundingMode::Floor => 0.0,
    }
}
