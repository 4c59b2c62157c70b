//! The kernel of a curve two amounts at a time, in lanes of floating-point numbers.
//!
//! Every number here is a multiple of one half below 2^52, where such arithmetic is exact. That is
//! proven when the lanes are made, for every amount up to their limit; a block with any other
//! amount is left to the calculator.

use core::arch::wasm32::*;
use core::hint::black_box;

use crate::curve::Kernel;
use crate::money::RoundingMode;

/// What amounts, charges and numerators stay below.
///
/// A numerator and a half, divided, is at least half of a divisor's part away from whole numbers.
/// Multiplied by the inverse instead it is off by less: two roundings make one part in 2^52.
const LIMIT: f64 = (1_i64 << 51) as f64;

/// Added to a smaller integer, it makes a double whose bits grow by one with the integer.
const SHIFT: f64 = 2.0 * LIMIT;

/// An integer line `base + rate × x`. What rounding may do to its figures never takes one that is
/// beyond the limit below it.
#[derive(Clone, Copy)]
struct Line {
    /// The first amount.
    start: f64,
    base: f64,
    rate: f64,
}

/// A curve in lanes.
pub(super) struct Lanes {
    /// The first line, and what it gains from the start of each other one on.
    gains: Vec<Line>,
    /// What numerators are at least and at most.
    least: f64,
    most: f64,
    /// Smaller amounts are free.
    first: f64,
    inverse: f64,
    increment: f64,
    /// The upper half of the first double that is too large.
    end: u32,
}

/// What all amounts so far have shown.
struct Seen {
    /// All ones while each is whole.
    whole: v128,
    /// The greatest halves. A double below zero, or that is no number, has the greater upper half.
    greatest: v128,
}

impl Lanes {
    /// The lanes of a kernel, up to the first amount that has no charge, or a figure that reaches
    /// the limit or falls below zero; none if ties go to the even neighbour.
    pub(super) fn new(kernel: &Kernel) -> Option<Self> {
        let divisor = kernel.divisor()?;
        let bias = bias(kernel.mode(), divisor as f64)?;
        let increment = kernel.increment() as f64;
        let room = LIMIT.min((LIMIT / increment).floor() * divisor as f64);
        let mut end = LIMIT.min(kernel.limit() as f64 + 1.0);
        let segments = kernel.segments();
        let mut lines: Vec<Line> = Vec::with_capacity(segments.len());
        for (index, segment) in segments.iter().enumerate() {
            let start = segment.start as f64;
            if start >= end {
                break;
            }
            let factor = divisor.checked_div(segment.divisor).unwrap_or_default() as f64;
            let (base, rate) = (segment.base as f64 * factor + bias, segment.rate as f64 * factor);
            let line = Line { start, base, rate };
            let fits = |amount| (bias..room).contains(&line.at(amount));
            // What lies behind a gap is left to the calculator.
            if factor == 0.0 || base.abs() >= LIMIT || rate.abs() >= LIMIT || !fits(start) {
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
        let mut before = Line::ZERO;
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
    /// Written out for four vectors, because the compiler unrolls nothing in a small module, and
    /// loading a step costs as much as comparing with it.
    #[inline(always)]
    fn eight(&self, line: &Line, gains: &[Line], x: [v128; 4]) -> [v128; 4] {
        let line = (f64x2_splat(line.base + 0.5), f64x2_splat(line.rate));
        let (mut a, mut b, mut c, mut d) = (line, line, line, line);
        for gain in gains {
            let start = f64x2_splat(gain.start);
            let gain = (f64x2_splat(gain.base), f64x2_splat(gain.rate));
            a = gained(a, gain, f64x2_ge(x[0], start));
            b = gained(b, gain, f64x2_ge(x[1], start));
            c = gained(c, gain, f64x2_ge(x[2], start));
            d = gained(d, gain, f64x2_ge(x[3], start));
        }
        [self.rounded(x[0], a), self.rounded(x[1], b), self.rounded(x[2], c), self.rounded(x[3], d)]
    }

    /// The rounded value of lines at amounts.
    #[inline(always)]
    fn rounded(&self, amounts: v128, (base, rate): (v128, v128)) -> v128 {
        let value = f64x2_add(f64x2_mul(rate, amounts), base);
        let value = f64x2_pmax(value, f64x2_splat(self.least + 0.5));
        let value = f64x2_pmin(value, f64x2_splat(self.most + 0.5));
        let quotient = f64x2_floor(f64x2_mul(value, f64x2_splat(self.inverse)));
        let charge = f64x2_mul(quotient, f64x2_splat(self.increment));
        v128_and(charge, f64x2_ge(amounts, f64x2_splat(self.first)))
    }

    /// Puts charges in the place of amounts that are doubles, or 64-bit integers, in whole groups
    /// of four vectors; false if not all of them can be charged here.
    pub(super) fn charge(&self, cells: &mut [v128], integers: bool) -> bool {
        let Some((line, gains)) = self.gains.split_first() else { return false };
        let shift = f64x2_splat(SHIFT);
        let double = |integer| f64x2_sub(i64x2_add(integer, shift), shift);
        let integer = |double| i64x2_sub(f64x2_add(double, shift), shift);
        // Without this the loop would be there twice, once for each kind.
        let integers_out = black_box(integers);
        let mut seen = Seen { whole: i64x2_splat(-1), greatest: f64x2_splat(0.0) };
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

impl Seen {
    #[inline(always)]
    fn see(&mut self, [a, b, c, d]: [v128; 4]) {
        let whole = |amounts| f64x2_eq(f64x2_floor(amounts), amounts);
        let all = v128_and(v128_and(whole(a), whole(b)), v128_and(whole(c), whole(d)));
        self.whole = v128_and(self.whole, all);
        let greatest = u32x4_max(u32x4_max(a, b), u32x4_max(c, d));
        self.greatest = u32x4_max(self.greatest, greatest);
    }

    /// Whether all were whole, from zero up and below the double with this upper half.
    fn are_below(&self, end: u32) -> bool {
        let upper = u32x4_extract_lane::<1>(self.greatest);
        let upper = upper.max(u32x4_extract_lane::<3>(self.greatest));
        i64x2_all_true(self.whole) && upper < end
    }
}

/// A base and a rate, with the gain in the lanes where an amount has reached it.
#[inline(always)]
fn gained(line: (v128, v128), gain: (v128, v128), reached: v128) -> (v128, v128) {
    let gain = (v128_and(gain.0, reached), v128_and(gain.1, reached));
    (f64x2_add(line.0, gain.0), f64x2_add(line.1, gain.1))
}

impl Line {
    const ZERO: Line = Line { start: 0.0, base: 0.0, rate: 0.0 };

    /// The numerator at an amount.
    fn at(&self, amount: f64) -> f64 {
        self.base + self.rate * amount
    }
}

/// Takes a minimum and a maximum from lines that never fall, and answers with them. Neither needs a
/// step if the line before the maximum reaches it, and that behind the minimum comes from below.
fn take_bounds(lines: &mut Vec<Line>) -> (f64, f64) {
    let (mut least, mut most) = (0.0, LIMIT);
    let mut before = Line::ZERO;
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
