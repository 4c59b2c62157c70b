//! Arithmetic on whole numbers, each operation once: in a page every division of 128 bits that is
//! compiled in place weighs as much as a whole function.

/// Ten to the given power; `None` above 38, where 128 bits end.
pub(super) fn power_of_ten(exponent: u32) -> Option<i128> {
    let low = exponent.min(SMALL_POWERS);
    let power = |exponent: u32| TENS.get(exponent as usize).copied().map(i128::from);
    Some(power(low)?.wrapping_mul(power(exponent - low)?))
}

/// Of which power of ten, up to the largest in 64 bits, a number is the value.
pub(super) fn exponent_of_ten(power: i128) -> Option<u32> {
    let power = u64::try_from(power).ok()?;
    let exponent = TENS.iter().position(|ten| *ten == power)?;
    u32::try_from(exponent).ok()
}

/// The powers of ten that have room in 64 bits.
const TENS: [u64; SMALL_POWERS as usize + 1] = [
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
    10_000_000_000_000_000_000,
];
const SMALL_POWERS: u32 = u64::MAX.ilog10();

/// The product, if it has room in 127 bits.
#[inline(never)]
pub(crate) fn product(a: i128, b: i128) -> Option<i128> {
    let (one, two) = (a.unsigned_abs(), b.unsigned_abs());
    // With one bit more than this, the product would be 2^127 at least.
    let zeros = one.leading_zeros() + two.leading_zeros();
    if zeros < u128::BITS {
        return None;
    }
    // Nearly every product has room in 64 bits, which engines multiply in one step.
    let is_small = zeros >= u128::BITS + u64::BITS;
    let size =
        if is_small { (one as u64).wrapping_mul(two as u64).into() } else { one.wrapping_mul(two) };
    let size = i128::try_from(size).ok()?;
    Some(if (a < 0) == (b < 0) { size } else { size.wrapping_neg() })
}

/// Quotient and remainder; nothing remains of a division by zero, which no caller asks for.
#[inline(never)]
pub(super) fn divide(number: u128, by: u128) -> (u128, u128) {
    // Nearly every number fits 64 bits, whose division costs a fraction of the wide one.
    if let (Ok(number), Ok(by)) = (u64::try_from(number), u64::try_from(by)) {
        let quotient = number.checked_div(by).unwrap_or_default();
        return (quotient.into(), number.wrapping_sub(quotient.wrapping_mul(by)).into());
    }
    let quotient = number.checked_div(by).unwrap_or_default();
    (quotient, number.wrapping_sub(quotient.wrapping_mul(by)))
}

/// The quotient rounded down, and what is left, which is never negative. `by` is above zero.
#[inline(never)]
pub(crate) fn divide_floor(number: i128, by: i128) -> (i128, i128) {
    let (quotient, rest) = divide(number.unsigned_abs(), by.unsigned_abs());
    // Neither exceeds the numbers divided.
    let (quotient, rest) = (quotient as i128, rest as i128);
    match (number < 0, rest) {
        (false, _) => (quotient, rest),
        (true, 0) => (quotient.wrapping_neg(), 0),
        (true, _) => (!quotient, by.wrapping_sub(rest)),
    }
}

/// The greatest common divisor of a number and one above zero.
#[inline(never)]
pub(super) fn gcd(number: i128, positive: i128) -> i128 {
    let (mut a, mut b) = (number.unsigned_abs(), positive.unsigned_abs());
    while b != 0 {
        (a, b) = (b, divide(a, b).1);
    }
    // It divides the positive one, so it fits as that does.
    a as i128
}

/// Quotient and remainder of `count × part / whole`, exact however long the product is.
///
/// Wants `part` ≤ `whole` < 2^127, so that the quotient is at most `count`, and `whole` above zero.
#[inline(never)]
pub(super) fn share(count: u128, part: u128, whole: u128) -> (u128, u128) {
    // The leading zeros tell without a trial whether the product has room.
    if count.leading_zeros() + part.leading_zeros() >= u128::BITS {
        return divide(count.wrapping_mul(part), whole);
    }
    // Multiplies and divides at once, bit by bit, so that no number on the way outgrows 128 bits.
    let (mut bits, mut quotient, mut remainder) = (count, 0_u128, 0_u128);
    for _ in 0..u128::BITS {
        quotient <<= 1;
        let added = if (bits as i128) < 0 { part } else { 0 };
        bits <<= 1;
        for addend in [remainder, added] {
            remainder = remainder.wrapping_add(addend);
            if remainder >= whole {
                remainder = remainder.wrapping_sub(whole);
                quotient = quotient.wrapping_add(1);
            }
        }
    }
    (quotient, remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_on_both_sides_of_64_bits_are_whole() {
        let ends = [1, 3, u64::MAX >> 33, u64::MAX >> 32, u64::MAX >> 31, u64::MAX >> 1, u64::MAX];
        for (one, two) in ends.iter().flat_map(|one| ends.map(|two| (*one, two))) {
            let size = u128::from(one) * u128::from(two);
            let whole = i128::try_from(size).ok();
            assert_eq!(product(one.into(), two.into()), whole);
            assert_eq!(product(-i128::from(one), two.into()), whole.map(|whole| -whole));
        }
    }
}
