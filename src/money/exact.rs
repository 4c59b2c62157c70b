//! Decimal arithmetic that never drops a digit.
//!
//! `rust_decimal`'s own operators round silently beyond 28 to 29 digits. The functions here give
//! the exact result or [`Overflow`], so a charge is either right or refused.

use core::fmt;

use ethnum::I256;
pub use rust_decimal::Decimal;

pub use super::ratio::Ratio;
use super::wide;

/// The most significant digits, and the most decimal places, that a result may have.
pub const MAX_DIGITS: u32 = 28;

/// An exact result does not fit: it needs more than [`MAX_DIGITS`] digits, or, for a [`Ratio`],
/// a numerator or denominator of more than 255 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl Overflow {
    /// `result-overflow`.
    pub fn code(&self) -> &'static str {
        "result-overflow"
    }
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the exact result needs more than 28 significant digits; \
             use smaller amounts or fewer decimal places",
        )
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
    let scale = a.scale().max(b.scale());
    let narrow =
        |value: Decimal| wide::power_of_ten(scale - value.scale())?.checked_mul(value.mantissa());
    if let (Some(a), Some(b)) = (narrow(a), narrow(b))
        && let Some(sum) = a.checked_add(b)
    {
        return decimal(sum, scale);
    }
    let widened = |value: Decimal| {
        let power = wide::power_of_ten(scale - value.scale()).ok_or(Overflow)?;
        wide::multiply(I256::new(value.mantissa()), I256::new(power)).ok_or(Overflow)
    };
    decimal_from_wide(widened(a)?.checked_add(widened(b)?).ok_or(Overflow)?, scale)
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
    let scale = a.scale() + b.scale();
    match a.mantissa().checked_mul(b.mantissa()) {
        Some(product) => decimal(product, scale),
        None => {
            let product = wide::multiply(I256::new(a.mantissa()), I256::new(b.mantissa()));
            decimal_from_wide(product.ok_or(Overflow)?, scale)
        }
    }
}

/// The decimal `mantissa / 10^scale`, normalized: no trailing zeros and no negative zero.
///
/// # Errors
///
/// [`Overflow`] if it then still has more than [`MAX_DIGITS`] digits or decimal places.
pub fn decimal(mantissa: i128, scale: u32) -> Result<Decimal, Overflow> {
    let (mantissa, scale) = strip_zeros(mantissa, scale);
    if mantissa.unsigned_abs() >= DIGIT_LIMIT || scale > MAX_DIGITS {
        return Err(Overflow);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| Overflow)
}

/// As [`decimal`], from a mantissa of up to 256 bits.
pub(super) fn decimal_from_wide(mut mantissa: I256, mut scale: u32) -> Result<Decimal, Overflow> {
    loop {
        if let Some(mantissa) = wide::narrow(mantissa) {
            return decimal(mantissa, scale);
        }
        // Beyond 128 bits only trailing zeros can still bring the digits below the limit.
        if scale == 0 || mantissa % TEN != I256::ZERO {
            return Err(Overflow);
        }
        mantissa /= TEN;
        scale -= 1;
    }
}

fn strip_zeros(mut mantissa: i128, mut scale: u32) -> (i128, u32) {
    if mantissa == 0 {
        return (0, 0);
    }
    while scale > 0 {
        // Nearly every amount fits 64 bits, whose division costs a fraction of the wide one.
        if let Ok(small) = i64::try_from(mantissa) {
            let (small, scale) = strip_zeros_small(small, scale);
            return (i128::from(small), scale);
        }
        if mantissa % 10 != 0 {
            break;
        }
        mantissa /= 10;
        scale -= 1;
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

/// 10^[`MAX_DIGITS`]: the first mantissa with a digit too many.
pub(super) const DIGIT_LIMIT: u128 = 10_u128.pow(MAX_DIGITS);

const TEN: I256 = I256::new(10);
