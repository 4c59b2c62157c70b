//! The kernel of a curve two amounts at a time, in lanes of floating-point numbers.
//!
//! Every number here is a multiple of one half below 2^52, where such arithmetic is exact, or a
//! quotient that is rounded at once, and off by less than changes what it is rounded to. That is
//! proven when the lanes are made, for every amount up to their limit; a block with any other
//! amount is left to the calculator. This is the only place outside the edge that has binary
//! fractions.

mod pair;
mod ramp;
#[cfg(target_feature = "simd128")]
mod simd;
mod tread;

use core::hint::black_box;
use core::ops::Range;

pub use pair::{Pair, PlainPair};

#[cfg(not(target_feature = "simd128"))]
pub use pair::PlainPair as Cell;
#[cfg(target_feature = "simd128")]
pub use simd::Cell;

use super::evaluate::Kernel;
use crate::money::RoundingMode;
use pair::{four, paired};
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
    /// What numerators are at least and at most, if there is a minimum or a maximum.
    bounds: Option<(f64, f64)>,
    /// What snaps quotients to ties, where those go to even.
    snap: Option<f64>,
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
    /// Whether numerators may be below zero, which are rounded to nothing.
    is_low: bool,
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
        let (lines, treads, holes) = (Vec::new(), Vec::new(), Vec::new());
        let mut layout = Self { lines, treads, holes, is_low: false, end };
        let segments = kernel.segments();
        // What amounts have of the staircases before them, which the lines have not then, and the
        // most that sums of a few of these come to.
        let (mut settled, mut strayed) = (0.0, 0.0);
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
            let mut line = Ramp { start, base, rate };
            let tread = kernel.tread(index);
            let tread = tread.map(|tread| LaneTread::new(tread, &mut line, next, (factor, bias)));
            let line = Ramp { base: line.base - settled, ..line };
            let fits_in = |range: &Range<f64>, last: f64| {
                let own = tread.as_ref().map_or(Some([0.0; 2]), |tread| tread.ends(last));
                line.ends([start, last]).zip(own).is_some_and(|(line, own)| {
                    line.into_iter().zip(own).all(|(line, own)| {
                        line.abs() + strayed < LIMIT && range.contains(&(line + settled + own))
                    })
                })
            };
            let fits = |last: f64| fits_in(&range, last);
            if factor == 0.0 || !fits(start) {
                layout.end = start;
                break;
            }
            if !fits(next - 1.0) {
                layout.end = last_that(start, next - 1.0, &fits) + 1.0;
            }
            layout.is_low |=
                !fits_in(&(range.start.max(0.0)..range.end), layout.end.min(next) - 1.0);
            layout.lines.push(line);
            if let Some(tread) = tread {
                let all = tread.at(next - 1.0);
                settled += all;
                strayed += all.abs();
                layout.treads.push(tread);
            }
        }
        layout
    }
}

impl Lanes {
    /// The lanes of a kernel; nothing if it has so many lines that it is quicker itself.
    #[must_use]
    pub fn new(kernel: &Kernel) -> Option<Self> {
        let is_even = kernel.mode() == RoundingMode::HalfEven;
        let mut divisor = kernel.divisor()?;
        if is_even && divisor % 2 == 1 {
            // So that whatever is no tie is a whole part away from all of them.
            divisor = divisor.checked_mul(2)?;
        }
        let Layout { lines: mut gains, treads, holes, is_low, end } = Layout::new(kernel, divisor);
        // Numerators below this one are rounded to nothing.
        let least_charged = if is_even { divisor as f64 / 2.0 } else { divisor as f64 };
        let mut first = 0.0;
        if let [free, next, ..] = *gains
            && free.rate == 0.0
            && free.base < least_charged
            && treads.first().is_none_or(|tread| tread.start >= next.start)
        {
            first = next.start;
            gains.remove(0);
        }
        let bounds = if treads.is_empty() { take_bounds(&mut gains) } else { None };
        let bounds = bounds.or(is_low.then_some((0.0, LIMIT)));
        if gains.len() + TREAD * treads.len() > STEPS {
            return None;
        }
        take_each_from_next(&mut gains);
        let inverse = 1.0 / divisor as f64;
        // Doubles from 2^52 times a power of two on are multiples of it. This one is the greatest
        // that is not above the inverse.
        let snap = is_even.then(|| SHIFT * f64::from_bits(inverse.to_bits() >> 52 << 52));
        let increment = kernel.increment() as f64;
        let end = (end.to_bits() >> 32) as u32;
        Some(Self { gains, treads, holes, bounds, snap, first, inverse, increment, end })
    }

    /// The charges of eight amounts.
    ///
    /// Four pairs at once, because loading a step costs as much as comparing with it. What a rule
    /// lacks is left out for all of them: a jump that always goes one way costs less than an
    /// instruction for each pair.
    #[inline(always)]
    fn eight<P: Pair>(&self, line: &Ramp, gains: &[Ramp], x: [P; 4]) -> [P; 4] {
        let (base, rate) = (P::splat(line.base), P::splat(line.rate));
        let (mut bases, mut rates) = ([base, base, base, base], [rate, rate, rate, rate]);
        for gain in gains {
            let start = P::splat(gain.start);
            let (base, rate) = (P::splat(gain.base), P::splat(gain.rate));
            let reached = four(x, |x| x.reaches(start));
            bases = paired(bases, reached, |all, reached| all.plus(base.and(reached)));
            rates = paired(rates, reached, |all, reached| all.plus(rate.and(reached)));
        }
        let mut values = paired(bases, paired(rates, x, P::times), P::plus);
        for tread in &self.treads {
            values = tread.added(values, x);
        }
        if let Some((least, most)) = self.bounds {
            let (least, most) = (P::splat(least), P::splat(most));
            values = four(values, |value| value.greater(least).smaller(most));
        }
        let inverse = P::splat(self.inverse);
        let quotients = four(values, |value| value.times(inverse));
        let mut charges = match self.snap {
            Some(snap) => {
                let snap = P::splat(snap);
                four(quotients, |quotient| quotient.plus(snap).minus(snap).nearest())
            }
            None => four(quotients, P::floor),
        };
        if self.increment != 1.0 {
            let increment = P::splat(self.increment);
            charges = four(charges, |charge| charge.times(increment));
        }
        if self.first != 0.0 {
            let first = P::splat(self.first);
            charges = paired(charges, x, |charge, x| charge.and(x.reaches(first)));
        }
        charges
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

/// The last amount from one to another for which a condition holds that does not come back.
fn last_that(from: f64, to: f64, holds: &dyn Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = high - ((high - low) / 2.0).floor();
        if holds(middle) { low = middle } else { high = middle - 1.0 }
    }
    low
}

/// What is added to a numerator of zero or more, so that rounding down its product with an inverse
/// rounds as the mode says; nothing where ties go to even.
fn bias(mode: RoundingMode, divisor: f64) -> f64 {
    match mode {
        RoundingMode::HalfUp => (divisor / 2.0).floor() + 0.5,
        RoundingMode::HalfDown => ((divisor - 1.0) / 2.0).floor() + 0.5,
        RoundingMode::Up | RoundingMode::Ceiling => divisor - 0.5,
        RoundingMode::Down | RoundingMode::Floor => 0.5,
        RoundingMode::HalfEven => 0.0,
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
