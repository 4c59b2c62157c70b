//! Decimal arithmetic that never drops a digit.
//!
//! `rust_decimal`'s own operators round silently beyond 28 to 29 digits. The functions here give
//! the exact result or [`Overflow`], so a charge is either right or refused.

use core::cmp::Ordering;
use core::fmt;

pub use rust_decimal::Decimal;

pub use super::ratio::Ratio;
use super::{integer, text};

/// The most significant digits, and the most decimal places, that a result may have.
pub const MAX_DIGITS: u32 = 28;

/// An exact result does not fit: it needs more than [`MAX_DIGITS`] digits, or, for a [`Ratio`],
/// a numerator or denominator of more than 127 bits.
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

/// `a + b`, exactly, without trailing zeros and without a negative zero.
///
/// # Errors
///
/// [`Overflow`] if the sum needs more than [`MAX_DIGITS`] digits or decimal places.
///
/// ```
/// use ready_reckoner::money::exact::{self, Decimal};
///
/// let sum = exact::add(Decimal::new(10, 2), Decimal::new(20, 2))?;
/// assert_eq!(sum.to_string(), "0.3");
/// # Ok::<(), exact::Overflow>(())
/// ```
pub fn add(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    // Without its trailing zeros, a number that outgrows 128 bits beside the other could not have
    // given a sum of 28 digits either.
    let ((a, a_scale), (b, b_scale)) = (stripped(a), stripped(b));
    let scale = a_scale.max(b_scale);
    let sum = shifted(a, scale - a_scale)?.checked_add(shifted(b, scale - b_scale)?);
    decimal(sum.ok_or(Overflow)?, scale)
}

/// `a - b`, exactly, as [`add`].
///
/// # Errors
///
/// [`Overflow`] if the difference needs more than [`MAX_DIGITS`] digits or decimal places.
pub fn sub(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    add(a, -b)
}

/// `a × b`, exactly, without trailing zeros and without a negative zero.
///
/// # Errors
///
/// [`Overflow`] if the product needs more than [`MAX_DIGITS`] digits or decimal places.
pub fn mul(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    match integer::product(a.mantissa(), b.mantissa()) {
        Some(product) => decimal(product, a.scale() + b.scale()),
        // Only without its trailing zeros can it still fit.
        None => Ratio::from(a).checked_mul(Ratio::from(b))?.to_decimal().ok_or(Overflow),
    }
}

/// The order of two decimals.
pub fn compare(a: Decimal, b: Decimal) -> Ordering {
    Ratio::from(a).cmp(&Ratio::from(b))
}

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
