//! What can be wrong with an amount, each with its sentence.

/// What is wrong with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountErrorKind {
    /// A character that no amount has, such as a letter or a currency sign.
    Character(char),
    /// A comma, whether meant as a decimal comma or as a thousands separator.
    Comma,
    /// A fraction whose divisor is zero.
    DividesByZero,
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
    /// The text is longer than [`TEXT_MAX`](super::TEXT_MAX) characters.
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
    /// The characters that may have been meant as the decimal point, where that is in question.
    pub(super) const fn points(self) -> &'static [u8] {
        match self {
            AmountErrorKind::Comma | AmountErrorKind::SeveralPoints => b".,",
            AmountErrorKind::PlusSign
            | AmountErrorKind::Separator
            | AmountErrorKind::WhiteSpace => b".",
            AmountErrorKind::Character(_)
            | AmountErrorKind::DividesByZero
            | AmountErrorKind::Empty
            | AmountErrorKind::Exponent
            | AmountErrorKind::Inexact
            | AmountErrorKind::Infinite
            | AmountErrorKind::MissingDigit
            | AmountErrorKind::Negative
            | AmountErrorKind::NotANumber
            | AmountErrorKind::TooLong
            | AmountErrorKind::TooLarge
            | AmountErrorKind::TooManyDecimals
            | AmountErrorKind::TooManyDigits => b"",
        }
    }

    /// What is said of the amount, and a rule for writing it.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            AmountErrorKind::Character(_) => ("has the character ", DIGITS_ONLY),
            AmountErrorKind::Comma => {
                ("has a comma; expected a point before decimals", DIGITS_ONLY)
            }
            AmountErrorKind::DividesByZero => {
                ("divides by zero; expected another divisor", "write a fraction such as `1/3`")
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
