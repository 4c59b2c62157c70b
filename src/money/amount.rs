//! Amounts as text, read strictly: what could be read in two ways is refused by name.

mod error;
mod kind;
mod scan;

pub use error::AmountError;
pub use kind::AmountErrorKind;
pub use scan::TEXT_MAX;

use super::exact::{self, Decimal, MAX_DIGITS, Ratio};
use scan::{Digits, Notation, fault, scan};

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
/// assert_eq!(amount::parse("1e3").unwrap_err().kind(), amount::AmountErrorKind::Exponent);
/// # Ok::<(), amount::AmountError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, AmountError> {
    read(text, Notation::Plain)
}

/// As [`parse`], refusing amounts below zero; `-0` is zero.
///
/// # Errors
///
/// [`AmountError`] as [`parse`], or of the kind [`AmountErrorKind::Negative`].
pub fn parse_non_negative(text: &str) -> Result<Decimal, AmountError> {
    let amount = read(text, Notation::Plain)?;
    if amount.mantissa() < 0 {
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
    let amount = read(text, Notation::Scientific)?;
    let (digits, _) = exact::strip_zeros(amount.mantissa(), MAX_DIGITS);
    let safe_integer =
        amount.scale() == 0 && size(amount.mantissa()) <= SAFE_INTEGER_MAX.unsigned_abs();
    if !safe_integer && size(digits) >= BEYOND_NUMBER_DIGITS {
        return Err(AmountError::new(AmountErrorKind::Inexact, text));
    }
    Ok(amount)
}

/// Reads a number that divides or multiplies: as [`parse`], or a fraction `n/d` of two such texts,
/// `1/3` or `0.05/60`, which is exactly that.
///
/// # Errors
///
/// [`AmountError`] of either text; of the kind [`AmountErrorKind::DividesByZero`]; and for a
/// fraction that in lowest terms has more than 28 digits above or below.
///
/// ```
/// use ready_reckoner::money::amount;
///
/// assert_eq!(amount::parse_ratio("0.05/60")?.to_string(), "1/1200");
/// assert_eq!(amount::parse_ratio("2.5")?.to_string(), "2.5");
/// # Ok::<(), amount::AmountError>(())
/// ```
pub fn parse_ratio(text: &str) -> Result<Ratio, AmountError> {
    let Some(bar) = text.bytes().position(|byte| byte == b'/') else {
        return Ok(Ratio::from(parse(text)?));
    };
    let above = text.get(..bar).unwrap_or_default();
    let below = text.get(bar + 1..).unwrap_or_default();
    let dividend = parse(above).map_err(|error| {
        let divides = parse(below).is_ok_and(|divisor| !divisor.is_zero());
        error.inside(divides.then(|| [String::new(), ["/", below].concat()]))
    })?;
    let divisor =
        parse(below).map_err(|error| error.inside(Some([[above, "/"].concat(), String::new()])))?;
    let refuse = |kind| AmountError::new(kind, text);
    if divisor.is_zero() {
        return Err(refuse(AmountErrorKind::DividesByZero));
    }
    let ratio = Ratio::from(dividend).checked_div(Ratio::from(divisor)).map(Ratio::reduced);
    let ratio = ratio.ok().filter(|ratio| {
        let (numerator, denominator) = ratio.parts();
        exact::has_room(numerator) && exact::has_room(denominator)
    });
    ratio.ok_or_else(|| refuse(AmountErrorKind::TooManyDigits))
}

/// The amount `mantissa / 10^scale`, within the limits of a text that says the same.
///
/// # Errors
///
/// The limit that it exceeds: [`AmountErrorKind::TooLarge`], [`AmountErrorKind::TooManyDecimals`]
/// or [`AmountErrorKind::TooManyDigits`].
///
/// ```
/// use ready_reckoner::money::amount;
///
/// assert_eq!(amount::of_mantissa(31_250, 3).map(|amount| amount.to_string()), Ok("31.25".into()));
/// assert_eq!(amount::of_mantissa(i128::MAX, 38), Err(amount::AmountErrorKind::TooManyDecimals));
/// ```
pub fn of_mantissa(mantissa: i128, scale: u32) -> Result<Decimal, AmountErrorKind> {
    Digits::of_mantissa(mantissa, scale).decimal()
}

fn read(text: &str, notation: Notation) -> Result<Decimal, AmountError> {
    let read = scan(text, notation).ok_or_else(|| fault(text)).and_then(Digits::decimal);
    read.map_err(|kind| AmountError::new(kind, text))
}

/// The distance from zero; what exceeds 64 bits, and so every limit here, is the largest of them.
fn size(number: i128) -> u64 {
    i64::try_from(number).map_or(u64::MAX, i64::unsigned_abs)
}

/// `Number.MAX_SAFE_INTEGER`: up to here every whole number is one JavaScript number.
pub const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

const BEYOND_NUMBER_DIGITS: u64 = 10_u64.pow(NUMBER_DIGITS_MAX);
