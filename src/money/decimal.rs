//! Decimals of at most 28 digits: how they are made, taken apart and written.

use core::fmt;

pub use rust_decimal::Decimal;

pub use super::text::MAX_DIGITS;

use super::{integer, text};

/// An exact result does not fit: it needs more than [`MAX_DIGITS`] digits, or, for a
/// [`Ratio`](super::Ratio), a numerator or denominator of more than 127 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl Overflow {
    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        "the exact result needs more than 28 significant digits; \
         use smaller amounts or fewer decimal places"
            .to_owned()
    }
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Overflow {}

/// The decimal's digits, trailing zeros included: `31.250`.
#[inline(never)]
pub fn digits(value: Decimal) -> String {
    text::fixed(value.mantissa(), value.scale())
}

/// The decimal `mantissa / 10^scale`, normalized: no trailing zeros and no negative zero.
///
/// # Errors
///
/// [`Overflow`] if it then still has more than [`MAX_DIGITS`] digits or decimal places.
pub fn decimal(mantissa: i128, scale: u32) -> Result<Decimal, Overflow> {
    let (mantissa, scale) = strip_zeros(mantissa, scale);
    if !has_room(mantissa) || scale > MAX_DIGITS {
        return Err(Overflow);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| Overflow)
}

/// Mantissa and scale without trailing zeros.
pub(super) fn stripped(value: Decimal) -> (i128, u32) {
    strip_zeros(value.mantissa(), value.scale())
}

/// `mantissa × 10^places`.
pub(super) fn shifted(mantissa: i128, places: u32) -> Result<i128, Overflow> {
    if places == 0 {
        return Ok(mantissa);
    }
    let power = integer::power_of_ten(places).ok_or(Overflow)?;
    integer::product(mantissa, power).ok_or(Overflow)
}

pub(super) fn strip_zeros(mut mantissa: i128, mut scale: u32) -> (i128, u32) {
    if mantissa == 0 {
        return (0, 0);
    }
    while scale > 0 {
        // Nearly every amount fits 64 bits, whose division costs a fraction of the wide one.
        if let Ok(small) = i64::try_from(mantissa) {
            let (small, scale) = strip_zeros_small(small, scale);
            return (i128::from(small), scale);
        }
        let (quotient, rest) = integer::divide_floor(mantissa, 10);
        if rest != 0 {
            break;
        }
        (mantissa, scale) = (quotient, scale - 1);
    }
    (mantissa, scale)
}

fn strip_zeros_small(mut mantissa: i64, mut scale: u32) -> (i64, u32) {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}

/// Whether the number has at most [`MAX_DIGITS`] digits.
pub(super) fn has_room(number: i128) -> bool {
    -LIMIT < number && number < LIMIT
}

/// The first number with a digit too many.
pub(super) const LIMIT: i128 = 10_i128.pow(MAX_DIGITS);
