//! From text to digits, and, where that fails, why.

use super::kind::AmountErrorKind;
use crate::money::exact::{self, Decimal, MAX_DIGITS};
use crate::money::quote::beginning;

/// The longest text, in characters, that is read as an amount.
pub const TEXT_MAX: usize = 200;

/// How a number may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `-?digits[.digits]`.
    Plain,
    /// The same, and `[e[sign]digits]` after it.
    Scientific,
}

/// The digits of a well-formed text.
#[derive(Default)]
pub(super) struct Digits {
    negative: bool,
    /// Its digits, up to the first that is too many.
    mantissa: i128,
    /// How many digits there are from the first that is not zero to the last before the point or
    /// the last decimal that is not zero.
    count: i32,
    /// How many of them stand after the point; an exponent moves it.
    places: i32,
}

impl Digits {
    /// The digits of `mantissa / 10^scale`.
    pub(super) fn of_mantissa(mantissa: i128, scale: u32) -> Self {
        let (stripped, places) = exact::strip_zeros(mantissa, scale);
        let count = stripped.unsigned_abs().checked_ilog10().map_or(0, |power| power + 1);
        // A number whose size has no room has too many digits as well.
        let size = stripped.checked_abs().unwrap_or(i128::MAX);
        let (count, places) = (count as i32, i32::try_from(places).unwrap_or(i32::MAX));
        Self { negative: stripped < 0, mantissa: size, count, places }
    }

    /// The number, or which limit it exceeds.
    pub(super) fn decimal(self) -> Result<Decimal, AmountErrorKind> {
        if self.mantissa == 0 {
            return Ok(Decimal::ZERO);
        }
        if self.count.wrapping_sub(self.places) > LIMIT {
            return Err(AmountErrorKind::TooLarge);
        }
        if self.count > LIMIT && self.places <= LIMIT {
            return Err(AmountErrorKind::TooManyDigits);
        }
        let negative = self.mantissa.wrapping_neg();
        let mantissa = if self.negative { negative } else { self.mantissa };
        let (zeros, places) = (self.places.min(0).unsigned_abs(), self.places.max(0) as u32);
        exact::shifted(mantissa, zeros)
            .and_then(|mantissa| exact::decimal(mantissa, places))
            .ok()
            .filter(|_| self.count <= LIMIT)
            .ok_or(AmountErrorKind::TooManyDecimals)
    }

    fn push(&mut self, digit: u8, places: i32) {
        if self.count <= LIMIT {
            self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(i128::from(digit));
        }
        // Neither exceeds the length of the text.
        self.count = self.count.wrapping_add(i32::from(self.mantissa != 0));
        self.places = self.places.wrapping_add(places);
    }
}

const LIMIT: i32 = MAX_DIGITS as i32;

/// Reads a well-formed text; [`fault`] says what is wrong with another.
pub(super) fn scan(text: &str, notation: Notation) -> Option<Digits> {
    if text.len() > TEXT_MAX {
        return None;
    }
    let mut digits = Digits::default();
    // One for every digit behind the point; whether a digit stands before this byte; zeros that may
    // yet turn out to be the last decimals.
    let (mut places, mut complete, mut zeros) = (0, false, 0_u8);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' if places > 0 => zeros = zeros.wrapping_add(1),
            b'0'..=b'9' => {
                for _ in 0..zeros {
                    digits.push(0, places);
                }
                zeros = 0;
                digits.push(byte & 0xf, places);
            }
            b'.' if complete && places == 0 => {
                (places, complete) = (1, false);
                continue;
            }
            b'-' if !complete && places == 0 && !digits.negative => {
                digits.negative = true;
                continue;
            }
            b'e' | b'E' if complete && notation == Notation::Scientific => {
                digits.places = digits.places.wrapping_sub(exponent(bytes)?);
                break;
            }
            _ => return None,
        }
        complete = true;
    }
    complete.then_some(digits)
}

/// Reads `[sign]digits`; an exponent beyond every limit of an amount counts as just that.
fn exponent(bytes: core::str::Bytes<'_>) -> Option<i32> {
    let (mut size, mut sign, mut complete) = (0_i32, 0, false);
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                size = size.wrapping_mul(10).wrapping_add(i32::from(byte & 0xf)).min(10_000);
                complete = true;
            }
            b'+' | b'-' if !complete && sign == 0 => sign = byte,
            _ => return None,
        }
    }
    complete.then_some(if sign == b'-' { size.wrapping_neg() } else { size })
}

/// Why a malformed text is none: of its faults, the one that must be seen to first. Looks at a
/// bounded number of characters, however long the text is.
#[cold]
pub(super) fn fault(text: &str) -> AmountErrorKind {
    if beginning(text, TEXT_MAX).len() < text.len() {
        return AmountErrorKind::TooLong;
    }
    let trimmed = text.trim_ascii();
    match trimmed {
        "" => return AmountErrorKind::Empty,
        "NaN" => return AmountErrorKind::NotANumber,
        "Infinity" | "-Infinity" => return AmountErrorKind::Infinite,
        _ if scan(text, Notation::Scientific).is_some() => return AmountErrorKind::Exponent,
        _ => {}
    }
    let mut worst = match trimmed.len() == text.len() {
        true => (0, AmountErrorKind::MissingDigit),
        false => (4, AmountErrorKind::WhiteSpace),
    };
    let (mut pointed, mut signs) = (false, true);
    for character in trimmed.chars() {
        let sign = signs;
        signs = character == '+' && signs;
        let fault = match character {
            '0'..='9' => continue,
            '-' if sign => continue,
            '+' if sign => (5, AmountErrorKind::PlusSign),
            '.' if pointed => (1, AmountErrorKind::SeveralPoints),
            '.' => {
                pointed = true;
                continue;
            }
            ',' => (3, AmountErrorKind::Comma),
            '_' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                (2, AmountErrorKind::Separator)
            }
            _ => (6, AmountErrorKind::Character(character)),
        };
        if fault.0 > worst.0 {
            worst = fault;
        }
    }
    worst.1
}
