//! The fast path: curves on the grid of minor units, in 64-bit integers that cannot overflow.

use super::piece::{BEYOND, Curve, Line};
use crate::money::Ratio;
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::rounding::{self, Rounding, RoundingMode};

/// A curve and its rounding, compiled to integers of minor units.
///
/// The bounds of every piece are proven when the kernel is made: up to its limit, no operation can
/// exceed 64 bits. Beyond the limit it answers `None`, and the exact calculator serves.
#[derive(Clone, Debug)]
pub struct Kernel {
    segments: Vec<IntegerPiece>,
    /// The last amount for which the kernel answers, in minor units.
    limit: i64,
    mode: RoundingMode,
    /// What charges are multiples of, in minor units.
    increment: i64,
}

/// `(base + rate × x) / divisor` increments, for x from `start` up to the next segment.
#[derive(Clone, Copy, Debug)]
pub struct IntegerPiece {
    /// The first amount, in minor units.
    pub start: i64,
    /// The numerator at zero.
    pub base: i64,
    /// What each minor unit adds to the numerator.
    pub rate: i64,
    /// Zero where no piece of the curve lies, so that the division has no answer.
    pub divisor: i64,
}

impl Kernel {
    /// Compiles a curve; nothing if its figures are too large for 64 bits even at amount zero.
    #[must_use]
    pub fn new(curve: &Curve, rounding: &Rounding) -> Option<Self> {
        let grid = Ratio::from_integer(rounding.currency().minor_units_in_one());
        let increment = i64::try_from(rounding.increment()).ok()?;
        let mut kernel = Self {
            segments: Vec::with_capacity(curve.pieces().len()),
            limit: SAFE_INTEGER_MAX,
            mode: rounding.mode(),
            increment,
        };
        let mut covered = 0;
        for piece in curve.pieces() {
            let start = piece.interval.start.first_on_grid(grid);
            let end = piece.interval.end.map_or(Some(BEYOND), |end| end.first_on_grid(grid));
            let (Some(start), Some(end)) = (start, end) else {
                // Where the piece begins or ends is not known, and so not what comes from here on.
                kernel.limit = kernel.limit.min(covered - 1);
                break;
            };
            if start == BEYOND {
                break;
            }
            if end <= start {
                continue;
            }
            if start > covered {
                kernel.segments.push(IntegerPiece { start: covered, base: 0, rate: 0, divisor: 0 });
            }
            let last = end - 1;
            let Some((segment, reach)) = segment(start, &piece.line, grid, increment) else {
                kernel.limit = kernel.limit.min(start - 1);
                break;
            };
            kernel.segments.push(segment);
            covered = last.min(reach).saturating_add(1);
            if reach < last {
                kernel.limit = kernel.limit.min(reach);
                break;
            }
        }
        if covered <= kernel.limit {
            kernel.segments.push(IntegerPiece { start: covered, base: 0, rate: 0, divisor: 0 });
        }
        (kernel.limit >= 0).then_some(kernel)
    }

    /// The last amount, in minor units, for which the kernel answers.
    #[must_use]
    pub fn limit(&self) -> i64 {
        self.limit
    }

    /// The segments in order, from zero on.
    #[must_use]
    pub fn segments(&self) -> &[IntegerPiece] {
        &self.segments
    }

    /// The least common multiple of all divisors; nothing if 64 bits do not hold it.
    #[must_use]
    pub fn divisor(&self) -> Option<i64> {
        let mut divisors = self.segments.iter().map(|segment| segment.divisor);
        divisors
            .try_fold(1, |one, two| if two == 0 { Some(one) } else { common_multiple(one, two) })
    }

    /// The rounding mode.
    #[must_use]
    pub fn mode(&self) -> RoundingMode {
        self.mode
    }

    /// What charges are multiples of, in minor units.
    #[must_use]
    pub fn increment(&self) -> i64 {
        self.increment
    }

    /// The charge for an amount, both in minor units; nothing outside the proven range.
    #[must_use]
    pub fn charge(&self, amount: i64) -> Option<i64> {
        if amount < 0 || amount > self.limit {
            return None;
        }
        let after = self.segments.partition_point(|segment| segment.start <= amount);
        let segment = self.segments.get(after.checked_sub(1)?)?;
        // `segment` has proven that neither step leaves 64 bits for an amount up to the limit.
        let numerator = segment.rate.wrapping_mul(amount).wrapping_add(segment.base);
        let mut charge = rounding::divide_i64(numerator, segment.divisor, self.mode)?;
        if self.increment != 1 {
            charge = charge.checked_mul(self.increment)?;
        }
        (charge.unsigned_abs() <= SAFE_INTEGER_MAX.unsigned_abs()).then_some(charge)
    }
}

/// A line in increments per minor unit, and the last amount for which 64 bits are enough.
fn segment(start: i64, line: &Line, grid: Ratio, increment: i64) -> Option<(IntegerPiece, i64)> {
    let (base, rate, divisor) = integers(line, grid, Ratio::from_integer(increment))?;
    let room = i64::MAX.checked_sub(divisor)?.checked_sub(base.checked_abs()?)?;
    let reach = if rate == 0 { SAFE_INTEGER_MAX } else { room / rate.checked_abs()? };
    let reach = reach.min(SAFE_INTEGER_MAX);
    (reach >= start).then_some((IntegerPiece { start, base, rate, divisor }, reach))
}

fn integers(line: &Line, grid: Ratio, increment: Ratio) -> Option<(i64, i64, i64)> {
    let base = line.base.checked_mul(grid).ok()?.checked_div(increment).ok()?;
    let rate = line.rate.checked_div(increment).ok()?;
    let (one, two) = (narrow(base.denominator())?, narrow(rate.denominator())?);
    let divisor = common_multiple(one, two)?;
    let over = |ratio: Ratio| narrow(ratio.checked_mul(Ratio::from_integer(divisor)).ok()?.floor());
    Some((over(base)?, over(rate)?, divisor))
}

fn narrow(whole: i128) -> Option<i64> {
    i64::try_from(whole).ok()
}

fn common_multiple(one: i64, two: i64) -> Option<i64> {
    (one / gcd(one, two)).checked_mul(two)
}

fn gcd(one: i64, two: i64) -> i64 {
    if two == 0 { one } else { gcd(two, one % two) }
}
