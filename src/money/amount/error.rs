//! What can be wrong with an amount, in words, and how to write it instead.

use core::fmt;

use super::scan::{is_separator, scan_scientific};
use super::{TEXT_MAX, parse};
use crate::money::quote::quote;

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
    /// The stable code, in kebab case.
    pub const fn code(self) -> &'static str {
        match self {
            AmountErrorKind::Character(_) => "amount-character",
            AmountErrorKind::Comma => "amount-comma",
            AmountErrorKind::Empty => "amount-empty",
            AmountErrorKind::Exponent => "amount-exponent",
            AmountErrorKind::Inexact => "amount-inexact",
            AmountErrorKind::Infinite => "amount-infinite",
            AmountErrorKind::MissingDigit => "amount-missing-digit",
            AmountErrorKind::Negative => "amount-negative",
            AmountErrorKind::NotANumber => "amount-not-a-number",
            AmountErrorKind::PlusSign => "amount-plus-sign",
            AmountErrorKind::SeveralPoints => "amount-several-points",
            AmountErrorKind::Separator => "amount-separator",
            AmountErrorKind::TooLong => "amount-too-long",
            AmountErrorKind::TooLarge => "amount-too-large",
            AmountErrorKind::TooManyDecimals => "amount-too-many-decimals",
            AmountErrorKind::TooManyDigits => "amount-too-many-digits",
            AmountErrorKind::WhiteSpace => "amount-white-space",
        }
    }
}

impl AmountError {
    pub(super) fn new(kind: AmountErrorKind, text: &str) -> AmountError {
        AmountError { kind, text: text.chars().take(TEXT_MAX).collect() }
    }

    /// What is wrong.
    pub fn kind(&self) -> AmountErrorKind {
        self.kind
    }

    /// The stable code, in kebab case, e.g. `amount-exponent`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// How to write it: the corrected text wherever there is one, both readings where there are
    /// two, else a rule.
    pub fn help(&self) -> String {
        let corrections = self.corrections();
        if !corrections.is_empty() {
            return format!("write `{}`", corrections.join("` or `"));
        }
        let rule = match self.kind {
            AmountErrorKind::Inexact => {
                "round the number before passing it, or pass the amount as a string"
            }
            AmountErrorKind::Infinite | AmountErrorKind::NotANumber => {
                "check the calculation that produced it, for instance for a division by zero"
            }
            AmountErrorKind::Negative => "pass the amount without a sign",
            AmountErrorKind::TooLarge => "use an amount below 10^28",
            AmountErrorKind::TooLong | AmountErrorKind::TooManyDigits => {
                "use at most 28 significant digits"
            }
            AmountErrorKind::TooManyDecimals => "use at most 28 decimal places",
            _ => "write digits with at most one decimal point, as in `1250` or `0.05`",
        };
        rule.to_owned()
    }

    /// The texts that may have been meant; each is an amount.
    pub fn corrections(&self) -> Vec<String> {
        let mut corrections: Vec<String> = match self.kind {
            AmountErrorKind::Comma => without_commas(&self.text),
            AmountErrorKind::Exponent => scan_scientific(&self.text)
                .and_then(|(digits, exponent)| digits.decimal(exponent).ok())
                .map(|amount| vec![amount.to_string()])
                .unwrap_or_default(),
            AmountErrorKind::MissingDigit => with_missing_digits(&self.text),
            AmountErrorKind::PlusSign => vec![self.text.replacen('+', "", 1)],
            AmountErrorKind::Separator => {
                vec![self.text.chars().filter(|character| !is_separator(*character)).collect()]
            }
            AmountErrorKind::WhiteSpace => vec![self.text.trim().to_owned()],
            _ => Vec::new(),
        };
        corrections.retain(|correction| parse(correction).is_ok());
        corrections
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = quote(&self.text);
        match self.kind {
            AmountErrorKind::Character(character) => {
                let character = quote(character.encode_utf8(&mut [0; 4]));
                write!(f, "the amount {text} has the character {character}; expected only digits")
            }
            AmountErrorKind::Comma => {
                write!(f, "the amount {text} has a comma; expected a point before decimals")
            }
            AmountErrorKind::Empty => f.write_str("the amount is empty; expected digits"),
            AmountErrorKind::Exponent => {
                write!(f, "the amount {text} has an exponent; expected all its digits")
            }
            AmountErrorKind::Inexact => write!(
                f,
                "the number {text} has more than 15 significant digits, \
                 as binary arithmetic like 0.1 + 0.2 leaves; expected it rounded, or a string"
            ),
            AmountErrorKind::Infinite => {
                write!(f, "the amount {text} is infinite; expected a number with digits")
            }
            AmountErrorKind::MissingDigit => write!(
                f,
                "the amount {text} lacks a digit; expected one before and after every point"
            ),
            AmountErrorKind::Negative => {
                write!(f, "the amount {text} is negative; expected zero or more")
            }
            AmountErrorKind::NotANumber => {
                write!(f, "the amount {text} is not a number; expected digits")
            }
            AmountErrorKind::PlusSign => {
                write!(f, "the amount {text} has a plus sign; expected none")
            }
            AmountErrorKind::SeveralPoints => {
                write!(f, "the amount {text} has several points; expected at most one")
            }
            AmountErrorKind::Separator => {
                write!(f, "the amount {text} has a separator between its digits; expected none")
            }
            AmountErrorKind::TooLong => {
                write!(f, "the amount {text} is too long; expected at most 200 characters")
            }
            AmountErrorKind::TooLarge => {
                write!(f, "the amount {text} is too large; expected at most 28 digits")
            }
            AmountErrorKind::TooManyDecimals => {
                write!(f, "the amount {text} has too many decimal places; expected at most 28")
            }
            AmountErrorKind::TooManyDigits => {
                write!(f, "the amount {text} has too many digits; expected at most 28 significant")
            }
            AmountErrorKind::WhiteSpace => {
                write!(f, "the amount {text} has white space around it; expected only digits")
            }
        }
    }
}

impl std::error::Error for AmountError {}

/// The readings of a text with commas: `1,000` may be a thousand or one, `1,5` only one and a half,
/// `1.000,50` only a thousand and a half.
fn without_commas(text: &str) -> Vec<String> {
    let joined = text.replace(',', "");
    let Some((whole, decimals)) = text.split_once(',') else {
        return Vec::new();
    };
    if whole.contains('.') {
        return vec![format!("{}.{decimals}", whole.replace('.', ""))];
    }
    if decimals.contains([',', '.']) {
        return vec![joined];
    }
    let decimal = format!("{whole}.{decimals}");
    let groups = decimals.len() == 3 && whole.trim_start_matches('-').len() <= 3;
    if groups { vec![joined, decimal] } else { vec![decimal] }
}

fn with_missing_digits(text: &str) -> Vec<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    match digits.strip_prefix('.') {
        Some(decimals) => vec![format!("{sign}0.{decimals}")],
        None => vec![format!("{sign}{}", digits.trim_end_matches('.'))],
    }
}
