//! Identifiers from a seed: the same calls give the same ones.

use serde::{Deserialize, Serialize};

/// Makes identifiers out of positions, and finds the position of an identifier again.
///
/// Each is a position behind a permutation of all 64-bit numbers that the seed chooses, so that no
/// two are alike, none can be guessed from another, and no table of them has to be kept.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Identifiers {
    seed: u64,
}

const ROUNDS: u32 = 4;
const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

impl Identifiers {
    /// The identifiers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The number that stands for a position; `kind` sets apart what is counted separately.
    #[must_use]
    pub fn number(self, kind: u8, position: u32) -> u64 {
        let (mut left, mut right) = (position, u32::from(kind));
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.mix(right, round));
        }
        u64::from(left) << 32 | u64::from(right)
    }

    /// The position that a number stands for.
    #[must_use]
    pub fn position(self, kind: u8, number: u64) -> Option<u32> {
        let (mut left, mut right) = ((number >> 32) as u32, number as u32);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.mix(left, round), left);
        }
        (right == u32::from(kind)).then_some(left)
    }

    /// A number of so many decimal digits.
    #[must_use]
    pub fn decimal(self, kind: u8, position: u32, digits: u32) -> String {
        let mut number = self.number(kind, position);
        let mut text = String::new();
        for _ in 0..digits {
            text.insert(0, char::from(b'0' + (number % 10) as u8));
            number /= 10;
        }
        text
    }

    fn mix(self, half: u32, round: u32) -> u32 {
        let mut mixed = self.seed ^ u64::from(half) << 8 ^ u64::from(round);
        // The finaliser of SplitMix64.
        mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as u32
    }
}

/// Adds a number in sixteen hexadecimal digits to a text.
pub fn push_hexadecimal(text: &mut String, number: u64) {
    let mut left = number;
    let mut digits = *DIGITS;
    for place in digits.iter_mut().rev() {
        *place = DIGITS.get(left as usize & 15).copied().unwrap_or_default();
        left >>= 4;
    }
    text.push_str(str::from_utf8(&digits).unwrap_or_default());
}

/// The number that sixteen hexadecimal digits say.
#[must_use]
pub fn of_hexadecimal(text: &str) -> Option<u64> {
    let mut number = 0_u64;
    for byte in text.bytes() {
        let value = DIGITS.iter().position(|digit| *digit == byte)?;
        number = number << 4 | value as u64;
    }
    (text.len() == 16).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_back() {
        for seed in [0, 1, u64::MAX] {
            let identifiers = Identifiers::new(seed);
            for position in [0, 1, 2, 1_000_000, u32::MAX] {
                let number = identifiers.number(3, position);
                assert_eq!(identifiers.position(3, number), Some(position));
                assert_eq!(identifiers.position(2, number), None);
                let mut digits = String::new();
                push_hexadecimal(&mut digits, number);
                assert_eq!(of_hexadecimal(&digits), Some(number));
            }
        }
    }
}
