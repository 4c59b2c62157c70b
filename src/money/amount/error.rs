//! What can be wrong with an amount, in words, and how to write it instead.

use core::fmt;

use super::scan::scan;
use super::{Notation, TEXT_MAX};
use crate::money::exact::{self, Decimal};
use crate::money::quote::{beginning, quote};
use crate::money::text;

/// A text that is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountError {
    kind: AmountErrorKind,
    /// What was read, cut after [`TEXT_MAX`] characters.
    text: String,
}

/// What is wrong with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountErrorKind {
    /// A character that no amount has, such as a letter or a currency sign.
    Character(char),
    /// A comma, whether meant as a decimal comma or as a thousands separator.
    Comma,
    /// Nothing between the quotes.
    Empty,
    /// An exponent, as in `1e3`.
    Exponent,
    /// A JavaScript number with more digits than such a number can be trusted for.
    Inexact,
    /// `Infinity`.
    Infinite,
    /// A digit is missing before or after the point, or altogether.
    MissingDigit,
    /// An amount below zero where that makes no sense.
    Negative,
    /// `NaN`.
    NotANumber,
    /// A plus sign.
    PlusSign,
    /// More than one decimal point.
    SeveralPoints,
    /// A separator between digits: an underscore, a space or an apostrophe.
    Separator,
    /// The text is longer than [`TEXT_MAX`] characters.
    TooLong,
    /// More than 28 digits before the point.
    TooLarge,
    /// More than 28 decimal places.
    TooManyDecimals,
    /// More than 28 significant digits.
    TooManyDigits,
    /// White space before or after the amount.
    WhiteSpace,
}

impl AmountErrorKind {
    /// What is said of the amount, and a rule for writing it.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            AmountErrorKind::Character(_) => ("has the character ", DIGITS_ONLY),
            AmountErrorKind::Comma => {
                ("has a comma; expected a point before decimals", DIGITS_ONLY)
            }
            AmountErrorKind::Empty => ("is empty; expected digits", DIGITS_ONLY),
            AmountErrorKind::Exponent => ("has an exponent; expected all its digits", DIGITS_ONLY),
            AmountErrorKind::Inexact => (
                "has more than 15 significant digits, as binary arithmetic like 0.1 + 0.2 leaves",
                "round the number before passing it, or pass the amount as a string",
            ),
            AmountErrorKind::Infinite => {
                ("is infinite; expected a number with digits", CHECK_CALCULATION)
            }
            AmountErrorKind::MissingDigit => {
                ("lacks a digit; expected one before and after every point", DIGITS_ONLY)
            }
            AmountErrorKind::Negative => {
                ("is negative; expected zero or more", "pass the amount without a sign")
            }
            AmountErrorKind::NotANumber => ("is not a number; expected digits", CHECK_CALCULATION),
            AmountErrorKind::PlusSign => ("has a plus sign; expected none", DIGITS_ONLY),
            AmountErrorKind::SeveralPoints => {
                ("has several points; expected at most one", DIGITS_ONLY)
            }
            AmountErrorKind::Separator => {
                ("has a separator between its digits; expected none", DIGITS_ONLY)
            }
            AmountErrorKind::TooLong => ("has more than 200 characters", FEWER_DIGITS),
            AmountErrorKind::TooLarge => ("is too large; expected at most 28 digits", FEWER_DIGITS),
            AmountErrorKind::TooManyDecimals => {
                ("has too many decimal places; expected at most 28", FEWER_DIGITS)
            }
            AmountErrorKind::TooManyDigits => {
                ("has too many digits; expected at most 28 significant", FEWER_DIGITS)
            }
            AmountErrorKind::WhiteSpace => {
                ("has white space around it; expected only digits", DIGITS_ONLY)
            }
        }
    }
}

const CHECK_CALCULATION: &str =
    "check the calculation that produced it, for instance for a division by zero";
const DIGITS_ONLY: &str = "write digits with at most one decimal point, as in `1250` or `0.05`";
const FEWER_DIGITS: &str = "use at most 28 digits";

impl AmountError {
    #[cold]
    pub(super) fn new(kind: AmountErrorKind, text: &str) -> AmountError {
        AmountError { kind, text: beginning(text, TEXT_MAX).to_owned() }
    }

    /// What is wrong.
    pub fn kind(&self) -> AmountErrorKind {
        self.kind
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        let (said, _) = self.kind.words();
        let character = match self.kind {
            AmountErrorKind::Character(character) => {
                quote(character.encode_utf8(&mut [0; 4])) + "; expected only digits"
            }
            _ => String::new(),
        };
        ["the amount ", &quote(&self.text), " ", said, &character].concat()
    }

    /// How to write it: the corrected text wherever there is one, both readings where there are
    /// two, else a rule.
    pub fn help(&self) -> String {
        let mut help = String::new();
        for correction in self.corrections() {
            help.push_str(if help.is_empty() { "write `" } else { " or `" });
            help.push_str(&correction);
            help.push('`');
        }
        if help.is_empty() { self.kind.words().1.to_owned() } else { help }
    }

    /// The texts that may have been meant; each is an amount.
    pub fn corrections(&self) -> Vec<String> {
        let mut corrections = Vec::new();
        let points: &[u8] = match self.kind {
            AmountErrorKind::Exponent => {
                corrections.extend(value(&self.text, Notation::Scientific).map(exact::digits));
                b""
            }
            AmountErrorKind::Comma | AmountErrorKind::SeveralPoints => b".,",
            AmountErrorKind::PlusSign
            | AmountErrorKind::Separator
            | AmountErrorKind::WhiteSpace => b".",
            _ => b"",
        };
        for point in points {
            if let Some(corrected) = corrected(&self.text, *point)
                && value(&corrected, Notation::Plain).is_some()
            {
                corrections.push(corrected);
            }
        }
        corrections
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for AmountError {}

#[inline(never)]
fn value(text: &str, notation: Notation) -> Option<Decimal> {
    scan(text, notation)?.decimal().ok()
}

/// The text with `point` as its decimal point, if the other of point and comma divides groups of
/// three digits, and without what does not count: `1,000` may be a thousand or one, `1,5` only one
/// and a half.
fn corrected(text: &str, point: u8) -> Option<String> {
    let mut corrected = String::new();
    let (mut digits, mut grouped, mut pointed) = (0_u8, false, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits = digits.wrapping_add(1),
            b'-' => {}
            b'.' | b',' => {
                let divides = byte != point;
                let misplaced = pointed || !matches!(digits, 1..=3);
                if (grouped && digits != 3) || (divides && misplaced) {
                    return None;
                }
                (digits, grouped, pointed) = (0, divides, !divides);
                if divides {
                    continue;
                }
            }
            _ => continue,
        }
        text::push_byte(&mut corrected, if byte == point { b'.' } else { byte });
    }
    (!grouped || digits == 3).then_some(corrected)
}
