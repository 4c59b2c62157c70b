//! The fast path: curves on the grid of minor units, in 64-bit integers that cannot overflow.

use super::integers::{IntegerPiece, IntegerTread, common_multiple, segment};
use super::line::BEYOND;
use super::piece::Curve;
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
    /// The started units of each segment; empty if none has any.
    treads: Vec<Option<IntegerTread>>,
    /// The last amount for which the kernel answers, in minor units.
    limit: i64,
    mode: RoundingMode,
    /// What charges are multiples of, in minor units.
    increment: i64,
}

impl Kernel {
    /// Compiles a curve; nothing if its figures are too large for 64 bits even at amount zero.
    #[must_use]
    pub fn new(curve: &Curve, rounding: &Rounding) -> Option<Self> {
        let grid = Ratio::from_integer(rounding.currency().minor_units_in_one());
        let increment = i64::try_from(rounding.increment()).ok()?;
        let mut kernel = Self {
            segments: Vec::with_capacity(curve.pieces().len()),
            treads: Vec::new(),
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
            let Some((segment, tread, reach)) = segment(start, piece, grid, increment) else {
                kernel.limit = kernel.limit.min(start - 1);
                break;
            };
            if tread.is_some() {
                kernel.treads.resize(kernel.segments.len(), None);
                kernel.treads.push(tread);
            }
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

    /// The started units of a segment, by its index, if it has any.
    #[must_use]
    pub fn tread(&self, segment: usize) -> Option<&IntegerTread> {
        self.treads.get(segment)?.as_ref()
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
        let index = after.checked_sub(1)?;
        let segment = self.segments.get(index)?;
        // `segment` has proven that neither step leaves 64 bits for an amount up to the limit.
        let numerator = match self.tread(index) {
            None => segment.rate.wrapping_mul(amount).wrapping_add(segment.base),
            Some(tread) => tread.numerator(segment, amount),
        };
        let mut charge = rounding::divide_i64(numerator, segment.divisor, self.mode)?;
        if self.increment != 1 {
            charge = charge.checked_mul(self.increment)?;
        }
        (charge.unsigned_abs() <= SAFE_INTEGER_MAX.unsigned_abs()).then_some(charge)
    }
}
