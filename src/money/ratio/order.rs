//! Equality and order of ratios, by value; neither can fail.

use core::cmp::Ordering;

use ethnum::U256;

use super::Ratio;
use crate::money::wide;

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let signs = self.numerator.signum128().cmp(&other.numerator.signum128());
        if signs != Ordering::Equal {
            return signs;
        }
        let left = wide::multiply(self.numerator, other.denominator);
        let right = wide::multiply(other.numerator, self.denominator);
        if let (Some(left), Some(right)) = (left, right) {
            return left.cmp(&right);
        }
        let magnitudes = compare_fractions(
            (self.numerator.unsigned_abs(), self.denominator.unsigned_abs()),
            (other.numerator.unsigned_abs(), other.denominator.unsigned_abs()),
        );
        if self.is_negative() { magnitudes.reverse() } else { magnitudes }
    }
}

/// Compares a/b with c/d by continued division, which needs no more room than the numbers have.
fn compare_fractions((mut a, mut b): (U256, U256), (mut c, mut d): (U256, U256)) -> Ordering {
    loop {
        let whole = (a / b).cmp(&(c / d));
        if whole != Ordering::Equal {
            return whole;
        }
        let (left, right) = (a % b, c % d);
        if left == U256::ZERO || right == U256::ZERO {
            return left.cmp(&right);
        }
        // left/b against right/d is d/right against b/left.
        (a, b, c, d) = (d, right, b, left);
    }
}
