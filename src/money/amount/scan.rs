//! From text to digits, and, where that fails, why.

use super::TEXT_MAX;
use super::error::AmountErrorKind;
use crate::money::exact::{self, DIGIT_LIMIT, Decimal, MAX_DIGITS};
use crate::money::wide;

/// The text is not `-?digits[.digits]`; [`fault`] says why.
pub(super) struct Malformed;

/// The digits of a well-formed text.
pub(super) struct Digits {
    negative: bool,
    /// All digits up to the last decimal that is not zero; saturates, far above the limit.
    mantissa: u128,
    /// How many of them stand after the point.
    scale: u32,
}

impl Digits {
    /// The number with the point moved right by `exponent`.
    pub(super) fn decimal(&self, exponent: i32) -> Result<Decimal, AmountErrorKind> {
        if self.mantissa == 0 {
            return Ok(Decimal::ZERO);
        }
        let scale = i64::from(self.scale) - i64::from(exponent);
        let Ok(scale) = u32::try_from(scale) else {
            let power = u32::try_from(-scale).ok().and_then(wide::power_of_ten);
            let integer = power.and_then(|power| self.signed()?.checked_mul(power));
            let decimal = integer.and_then(|integer| exact::decimal(integer, 0).ok());
            return decimal.ok_or(AmountErrorKind::TooLarge);
        };
        let Some(mantissa) = self.signed() else {
            // What remains before the point decides which of the two limits was passed.
            let whole = wide::power_of_ten(scale).map(|power| self.mantissa / power.unsigned_abs());
            return match whole {
                Some(DIGIT_LIMIT..) => Err(AmountErrorKind::TooLarge),
                _ if scale > MAX_DIGITS => Err(AmountErrorKind::TooManyDecimals),
                _ => Err(AmountErrorKind::TooManyDigits),
            };
        };
        exact::decimal(mantissa, scale).map_err(|_| AmountErrorKind::TooManyDecimals)
    }

    /// The mantissa with its sign, if it is within the limit.
    fn signed(&self) -> Option<i128> {
        let mantissa = i128::try_from(self.mantissa).ok()?;
        let within = self.mantissa < DIGIT_LIMIT;
        within.then_some(if self.negative { -mantissa } else { mantissa })
    }
}

/// Reads `-?digits[.digits]`.
pub(super) fn scan(text: &str) -> Result<Digits, Malformed> {
    if text.len() > TEXT_MAX {
        return Err(Malformed);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(Malformed),
        Some((whole, decimals)) => (whole, decimals),
        None => (unsigned, ""),
    };
    if whole.is_empty() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Malformed);
    }
    let decimals = decimals.trim_end_matches('0');
    let mantissa = append(append(0, whole)?, decimals)?;
    let scale = u32::try_from(decimals.len()).map_err(|_| Malformed)?;
    Ok(Digits { negative, mantissa, scale })
}

fn append(mut mantissa: u128, digits: &str) -> Result<u128, Malformed> {
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() {
            return Err(Malformed);
        }
        mantissa = mantissa.saturating_mul(10).saturating_add(u128::from(byte - b'0'));
    }
    Ok(mantissa)
}

/// Reads `-?digits[.digits][e[sign]digits]`; an exponent beyond 32 bits counts as the largest.
pub(super) fn scan_scientific(text: &str) -> Option<(Digits, i32)> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return scan(text).ok().map(|digits| (digits, 0));
    };
    let (negative, digits) = match exponent.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size: i32 = digits.parse().unwrap_or(i32::MAX);
    Some((scan(mantissa).ok()?, if negative { -size } else { size }))
}

/// Why a malformed text is none; the first of these faults that it has. Looks at a bounded number
/// of characters, however long the text is.
#[cold]
pub(super) fn fault(text: &str) -> AmountErrorKind {
    if text.chars().nth(TEXT_MAX).is_some() {
        return AmountErrorKind::TooLong;
    }
    if text.trim().is_empty() {
        return AmountErrorKind::Empty;
    }
    if text.trim().len() != text.len() {
        return AmountErrorKind::WhiteSpace;
    }
    let unsigned = text.trim_start_matches(['-', '+']);
    if unsigned.eq_ignore_ascii_case("nan") {
        return AmountErrorKind::NotANumber;
    }
    if ["infinity", "inf", "∞"].iter().any(|name| unsigned.eq_ignore_ascii_case(name)) {
        return AmountErrorKind::Infinite;
    }
    if text.starts_with('+') {
        return AmountErrorKind::PlusSign;
    }
    if scan_scientific(text).is_some() {
        return AmountErrorKind::Exponent;
    }
    let expected = |index: usize, character: char| {
        character.is_ascii_digit()
            || matches!(character, '.' | ',')
            || is_separator(character)
            || (index == 0 && character == '-')
    };
    let stray = text.chars().enumerate().find(|(index, character)| !expected(*index, *character));
    if let Some((_, character)) = stray {
        return AmountErrorKind::Character(character);
    }
    if text.contains(',') {
        return AmountErrorKind::Comma;
    }
    if text.contains(is_separator) {
        return AmountErrorKind::Separator;
    }
    if text.matches('.').count() > 1 {
        return AmountErrorKind::SeveralPoints;
    }
    AmountErrorKind::MissingDigit
}

/// What people put between groups of digits, the comma excepted.
pub(super) fn is_separator(character: char) -> bool {
    matches!(character, '_' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}
