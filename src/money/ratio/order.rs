//! Equality and order of ratios, by value; neither can fail.

use core::cmp::Ordering;

use super::Ratio;
use crate::money::integer;

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
        let left = integer::product(self.numerator, other.denominator);
        let right = integer::product(other.numerator, self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_long(*self, *other),
        }
    }
}

/// Compares by continued division, which needs no more room than the numbers have.
fn compare_long(mut a: Ratio, mut b: Ratio) -> Ordering {
    loop {
        let ((a_whole, a_rest), (b_whole, b_rest)) = (a.split(), b.split());
        let whole = a_whole.cmp(&b_whole);
        if whole != Ordering::Equal || a_rest == 0 || b_rest == 0 {
            return whole.then(a_rest.cmp(&b_rest));
        }
        // The smaller of two proper fractions has the larger inverse.
        (a, b) = (
            Ratio { numerator: b.denominator, denominator: b_rest },
            Ratio { numerator: a.denominator, denominator: a_rest },
        );
    }
}
