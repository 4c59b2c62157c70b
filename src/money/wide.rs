//! 256-bit helpers behind the 128-bit fast paths, and powers of ten.

use ethnum::{I256, U256};

/// Ten to the given power; `None` above 38, where 128 bits end.
pub(super) fn power_of_ten(exponent: u32) -> Option<i128> {
    let exponent = usize::try_from(exponent).ok()?;
    if let Some(power) = POWERS.get(exponent) {
        return Some(i128::from(*power));
    }
    let rest = POWERS.get(exponent.checked_sub(POWERS.len() - 1)?)?;
    i128::from(LARGEST_POWER).checked_mul(i128::from(*rest))
}

/// The value as 128 bits, if it fits.
pub(super) fn narrow(value: I256) -> Option<i128> {
    let (high, low) = value.into_words();
    (high == low >> 127).then_some(low)
}

/// The product, or `None` beyond 256 bits.
///
/// `I256::checked_mul` finds an overflow by a 256-bit division; counting bits first avoids that
/// in all but the borderline cases.
pub(super) fn multiply(a: I256, b: I256) -> Option<I256> {
    let bits = |value: I256| I256::BITS - value.unsigned_abs().leading_zeros();
    if bits(a) + bits(b) < I256::BITS {
        return Some(a.wrapping_mul(b));
    }
    a.checked_mul(b)
}

/// The greatest common divisor; that of zero and `n` is `n`.
pub(super) fn gcd(mut a: U256, mut b: U256) -> U256 {
    while b != U256::ZERO {
        let ((a_high, a_low), (b_high, b_low)) = (a.into_words(), b.into_words());
        if a_high == 0 && b_high == 0 {
            return U256::new(gcd_128(a_low, b_low));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_64(small_a, small_b));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_64(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

const LARGEST_POWER: u64 = 10_000_000_000_000_000_000;

const POWERS: [u64; 20] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
    LARGEST_POWER,
];
