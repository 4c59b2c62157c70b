//! Amounts as text, read strictly: what could be read in two ways is refused by name.

mod error;
mod scan;

pub use error::{AmountError, AmountErrorKind};

use super::exact::Decimal;
use scan::{Malformed, fault, scan, scan_scientific};

/// The longest text, in characters, that is read as an amount.
pub const TEXT_MAX: usize = 200;

/// The most significant digits at which a JavaScript number still stands for one decimal only.
pub const NUMBER_DIGITS_MAX: u32 = 15;

/// Reads a decimal string, `-?digits[.digits]`, such as `1250` or `-0.05`.
///
/// The result has no trailing zeros and no negative zero.
///
/// # Errors
///
/// [`AmountError`], which names what is wrong, for everything else, and for more than
/// 28 significant digits. Leading zeros, and trailing ones after the point, do not
/// count.
///
/// ```
/// use ready_reckoner::money::amount;
///
/// assert_eq!(amount::parse("31.250")?.to_string(), "31.25");
/// assert_eq!(amount::parse("1e3").unwrap_err().code(), "amount-exponent");
/// # Ok::<(), amount::AmountError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, AmountError> {
    match scan(text) {
        Ok(digits) => digits.decimal(0).map_err(|kind| AmountError::new(kind, text)),
        Err(Malformed) => Err(AmountError::new(fault(text), text)),
    }
}

/// As [`parse`], refusing amounts below zero; `-0` is zero.
///
/// # Errors
///
/// [`AmountError`] as [`parse`], or of the kind [`AmountErrorKind::Negative`].
pub fn parse_non_negative(text: &str) -> Result<Decimal, AmountError> {
    let amount = parse(text)?;
    if amount < Decimal::ZERO {
        return Err(AmountError::new(AmountErrorKind::Negative, text));
    }
    Ok(amount)
}

/// Reads a JavaScript number from the text that `String(number)` gives: its shortest decimal form,
/// such as `0.1`, `1e21`, `1e-7`, `-0` or `NaN`.
///
/// A safe integer is taken as it is, any other number if it has at most [`NUMBER_DIGITS_MAX`]
/// significant digits, because longer ones are usually the leavings of binary arithmetic.
///
/// # Errors
///
/// [`AmountError`]: of the kind [`AmountErrorKind::Inexact`] for such leavings, e.g. `0.1 + 0.2`;
/// otherwise as [`parse`].
pub fn parse_number(text: &str) -> Result<Decimal, AmountError> {
    let refusal = |kind| AmountError::new(kind, text);
    let (digits, exponent) = scan_scientific(text).ok_or_else(|| refusal(fault(text)))?;
    let amount = digits.decimal(exponent).map_err(refusal)?;
    let mantissa = amount.mantissa().unsigned_abs();
    let safe_integer = amount.scale() == 0 && mantissa <= SAFE_INTEGER_MAX;
    if !safe_integer && significant_digits(mantissa) > NUMBER_DIGITS_MAX {
        return Err(refusal(AmountErrorKind::Inexact));
    }
    Ok(amount)
}

/// How many digits the number has without the zeros at its end.
fn significant_digits(mut number: u128) -> u32 {
    while number != 0 && number.is_multiple_of(10) {
        number /= 10;
    }
    number.checked_ilog10().map_or(0, |exponent| exponent + 1)
}

/// `Number.MAX_SAFE_INTEGER`: up to here every whole number is one JavaScript number.
const SAFE_INTEGER_MAX: u128 = (1 << 53) - 1;
