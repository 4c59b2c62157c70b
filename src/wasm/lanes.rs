//! The kernel of a curve two amounts at a time, in lanes of floating-point numbers.
//!
//! Every number here is an integer below 2^53, where such arithmetic is exact. That is proven when
//! the lanes are made, for every amount up to their limit; a block with any other amount is left to
//! the calculator.

use core::arch::wasm32::*;

use crate::curve::Kernel;
use crate::money::RoundingMode;

/// Two bits less than a double has: what an inverse is off by is then less than one.
const LIMIT: i64 = 1 << 51;

/// A curve in lanes.
pub(super) struct Lanes {
    base: v128,
    rate: v128,
    steps: Vec<Step>,
    /// The last amount.
    limit: v128,
    divisor: v128,
    /// A little less than the inverse of the divisor.
    inverse: v128,
    increment: v128,
}

/// What the line `base + rate × x` gains from an amount on.
struct Step {
    start: v128,
    base: v128,
    rate: v128,
}

impl Lanes {
    /// The lanes of a kernel; none if a figure may reach the limit or fall below zero, an amount
    /// from zero up has no charge, or ties go to the even neighbour.
    pub(super) fn new(kernel: &Kernel) -> Option<Self> {
        let mut divisor = 1_i64;
        for segment in kernel.segments() {
            if segment.divisor != 0 {
                divisor = common_multiple(divisor, segment.divisor)?;
            }
        }
        let bias = bias(kernel.mode(), divisor)?;
        let room = LIMIT.checked_sub(divisor)?;
        let mut limit = kernel.limit();
        let mut lines: Vec<(i64, i64, i64)> = Vec::new();
        let segments = kernel.segments();
        for (index, segment) in segments.iter().enumerate() {
            if segment.start > limit {
                break;
            }
            let Some(factor) = divisor.checked_div(segment.divisor) else {
                // What lies behind a gap is left to the calculator.
                limit = segment.start - 1;
                break;
            };
            let rate = segment.rate.checked_mul(factor)?;
            let base = segment.base.checked_mul(factor)?.checked_add(bias)?;
            let at = |amount: i64| base.checked_add(rate.checked_mul(amount)?);
            let fits = |amount| at(amount).is_some_and(|value| (bias..room).contains(&value));
            let next = segments.get(index + 1).map_or(limit, |next| next.start - 1);
            if !fits(segment.start) {
                limit = segment.start - 1;
                break;
            }
            lines.push((segment.start, base, rate));
            if !fits(next.min(limit)) {
                // Where the line falls, nobody would gain from the few amounts that still fit.
                limit = match rate {
                    1.. => room.checked_sub(1)?.checked_sub(base)? / rate,
                    _ => segment.start,
                };
            }
        }
        Self::of_lines(&lines, limit, divisor, kernel.increment())
    }

    fn of_lines(lines: &[(i64, i64, i64)], limit: i64, divisor: i64, unit: i64) -> Option<Self> {
        let (&(_, first_base, first_rate), rest) = lines.split_first()?;
        let (mut base, mut rate) = (first_base, first_rate);
        let mut steps = Vec::with_capacity(lines.len());
        for &(start, next_base, next_rate) in rest {
            let gain = |next: i64, last: i64| {
                next.checked_sub(last)
                    .filter(|gain| gain.unsigned_abs() < LIMIT as u64)
                    .map(|gain| gain as f64)
            };
            steps.push(Step::new(start, gain(next_base, base)?, gain(next_rate, rate)?));
            (base, rate) = (next_base, next_rate);
        }
        let inverse = f64::from_bits((1.0 / divisor as f64).to_bits() - 1);
        (limit >= 0 && first_base.unsigned_abs() < LIMIT as u64).then(|| Self {
            base: f64x2_splat(first_base as f64),
            rate: f64x2_splat(first_rate as f64),
            steps,
            limit: f64x2_splat(limit as f64),
            divisor: f64x2_splat(divisor as f64),
            inverse: f64x2_splat(inverse),
            increment: f64x2_splat(unit as f64),
        })
    }

    /// The charges of eight amounts, and whether all of them are known here.
    ///
    /// Written out for four vectors, because the compiler unrolls nothing in a small module, and
    /// loading a step costs as much as comparing with it.
    #[inline(always)]
    fn eight(&self, x: [v128; 4], good: &mut v128) -> [v128; 4] {
        let line = (self.base, self.rate);
        let (mut a, mut b, mut c, mut d) = (line, line, line, line);
        for step in &self.steps {
            a = step.taken(x[0], a);
            b = step.taken(x[1], b);
            c = step.taken(x[2], c);
            d = step.taken(x[3], d);
        }
        [
            self.rounded(x[0], a, good),
            self.rounded(x[1], b, good),
            self.rounded(x[2], c, good),
            self.rounded(x[3], d, good),
        ]
    }

    /// The rounded value of lines at amounts.
    #[inline(always)]
    fn rounded(&self, amounts: v128, (base, rate): (v128, v128), good: &mut v128) -> v128 {
        let value = f64x2_add(f64x2_mul(rate, amounts), base);
        // The quotient or one less, which the remainder tells.
        let quotient = f64x2_floor(f64x2_mul(value, self.inverse));
        let remainder = f64x2_sub(value, f64x2_mul(quotient, self.divisor));
        let more = v128_and(f64x2_ge(remainder, self.divisor), f64x2_splat(1.0));
        // What is not a number is never equal, nor in order.
        let whole = f64x2_eq(f64x2_floor(amounts), amounts);
        let inside = v128_and(f64x2_ge(amounts, f64x2_splat(0.0)), f64x2_le(amounts, self.limit));
        *good = v128_and(*good, v128_and(whole, inside));
        f64x2_mul(f64x2_add(quotient, more), self.increment)
    }

    /// Charges amounts that are doubles, or 64-bit integers; false if not all of them can be
    /// charged here. Both buffers are whole groups of four vectors.
    pub(super) fn charge(&self, amounts: &[v128], charges: &mut [v128], whole: bool) -> bool {
        let mut good = i64x2_splat(-1);
        for (amounts, charges) in amounts.chunks_exact(4).zip(charges.chunks_exact_mut(4)) {
            let (&[a, b, c, d], [p, q, r, s]) = (amounts, charges) else { continue };
            let mut x = [a, b, c, d];
            if whole {
                // Integers that a double cannot hold lie beyond the limit on either side.
                x = [doubles(a), doubles(b), doubles(c), doubles(d)];
            }
            let mut y = self.eight(x, &mut good);
            if whole {
                y = [integers(y[0]), integers(y[1]), integers(y[2]), integers(y[3])];
            }
            [*p, *q, *r, *s] = y;
        }
        i64x2_all_true(good)
    }
}

impl Step {
    fn new(start: i64, base: f64, rate: f64) -> Self {
        Self { start: f64x2_splat(start as f64), base: f64x2_splat(base), rate: f64x2_splat(rate) }
    }

    /// The line so far, with the gain where the amounts have reached it.
    #[inline(always)]
    fn taken(&self, amounts: v128, (base, rate): (v128, v128)) -> (v128, v128) {
        let reached = f64x2_ge(amounts, self.start);
        let gain = (v128_and(self.base, reached), v128_and(self.rate, reached));
        (f64x2_add(base, gain.0), f64x2_add(rate, gain.1))
    }
}

#[inline(always)]
fn doubles(integers: v128) -> v128 {
    f64x2(i64x2_extract_lane::<0>(integers) as f64, i64x2_extract_lane::<1>(integers) as f64)
}

#[inline(always)]
fn integers(doubles: v128) -> v128 {
    i64x2(f64x2_extract_lane::<0>(doubles) as i64, f64x2_extract_lane::<1>(doubles) as i64)
}

/// What is added to a numerator of zero or more, so that rounding down rounds as the mode says.
fn bias(mode: RoundingMode, divisor: i64) -> Option<i64> {
    match mode {
        RoundingMode::HalfUp => Some(divisor / 2),
        RoundingMode::HalfDown => Some((divisor - 1) / 2),
        RoundingMode::Up | RoundingMode::Ceiling => Some(divisor - 1),
        RoundingMode::Down | RoundingMode::Floor => Some(0),
        RoundingMode::HalfEven => None,
    }
}

fn common_multiple(one: i64, two: i64) -> Option<i64> {
    let (mut divisor, mut rest) = (one, two);
    while rest != 0 {
        (divisor, rest) = (rest, divisor.checked_rem(rest)?);
    }
    one.checked_div(divisor)?.checked_mul(two)
}
