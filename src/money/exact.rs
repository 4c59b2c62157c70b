//! Decimal arithmetic that never drops a digit.
//!
//! `rust_decimal`'s own operators round silently beyond 28 to 29 digits. The functions here give
//! the exact result or [`Overflow`], so a charge is either right or refused.

use core::cmp::Ordering;

pub use super::decimal::{Decimal, MAX_DIGITS, Overflow, decimal, digits};
pub(super) use super::decimal::{has_room, shifted, strip_zeros, stripped};
pub use super::ratio::Ratio;

use super::integer;

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
