//! Numbers in digits. `core` and `rust_decimal` can write them too, but with the machinery for
//! every width, sign and radix, which each page would have to load.

use super::integer;

/// The most significant digits, and the most decimal places, that a result may have.
pub const MAX_DIGITS: u32 = 28;

/// `value / 10^places` with exactly that many decimal places, at most [`MAX_DIGITS`]: `31.25`,
/// `-0.05`, `31`.
pub(super) fn fixed(value: i128, places: u32) -> String {
    let mut text = String::with_capacity(LONGEST);
    push_fixed(&mut text, value, places);
    text
}

/// Adds the same to a text.
pub(super) fn push_fixed(text: &mut String, value: i128, places: u32) {
    let places = places.min(MAX_DIGITS);
    let unit = integer::power_of_ten(places).unwrap_or(1).unsigned_abs();
    let (whole, rest) = integer::divide(value.unsigned_abs(), unit);
    if value < 0 {
        push_byte(text, b'-');
    }
    push_digits(text, whole, 1);
    if places > 0 {
        push_byte(text, b'.');
        push_digits(text, rest, places);
    }
}

/// Appends the digits of `value`, with zeros in front up to `least` digits.
fn push_digits(text: &mut String, value: u128, least: u32) {
    let low = match u64::try_from(value) {
        Ok(small) => small,
        // The parts of 64 bits, whose division by ten costs a fraction of the wide one.
        Err(_) => {
            let (high, low) = integer::divide(value, PART);
            push_digits(text, high, least.saturating_sub(PART_DIGITS));
            return push_small(text, low as u64, PART_DIGITS);
        }
    };
    push_small(text, low, least);
}

fn push_small(text: &mut String, value: u64, least: u32) {
    // Engines divide 32 bits by ten without a division.
    if let Ok(value) = u32::try_from(value) {
        return push_smallest(text, value, least);
    }
    push_small(text, value / 10, least.saturating_sub(1));
    push_byte(text, b'0' | (value % 10) as u8);
}

fn push_smallest(text: &mut String, value: u32, least: u32) {
    if value > 9 || least > 1 {
        push_smallest(text, value / 10, least.saturating_sub(1));
    }
    push_byte(text, b'0' | (value % 10) as u8);
}

/// Appends an ASCII character, without the four lengths that others have.
#[inline(never)]
pub(super) fn push_byte(text: &mut String, byte: u8) {
    text.push(char::from(byte & 0x7f));
}

const PART: u128 = 10_u128.pow(PART_DIGITS);
const PART_DIGITS: u32 = 19;

/// The sign, the point, and the digits of 2^127 behind a zero.
const LONGEST: usize = 42;
