//! What `money` refuses, as problems.

use crate::diagnostic::{Code, Problem};
use crate::money::{
    AllocationError, AmountError, AmountErrorKind, BoundError, ModeKind, NotOnGrid,
    NotOnGridReason, Overflow, RoundingError, RoundingErrorReason, UnknownCurrency, UnknownMode,
    UnknownReason,
};

impl From<AmountError> for Problem {
    fn from(error: AmountError) -> Self {
        let problem = Problem::new(error.kind().into(), error.message(), Some(error.help()));
        problem.meaning(error.corrections())
    }
}

impl From<AmountErrorKind> for Code {
    fn from(kind: AmountErrorKind) -> Self {
        match kind {
            AmountErrorKind::Character(_) => Code::AmountCharacter,
            AmountErrorKind::Comma => Code::AmountComma,
            AmountErrorKind::DividesByZero => Code::AmountDividesByZero,
            AmountErrorKind::Empty => Code::AmountEmpty,
            AmountErrorKind::Exponent => Code::AmountExponent,
            AmountErrorKind::Inexact => Code::AmountInexact,
            AmountErrorKind::Infinite => Code::AmountInfinite,
            AmountErrorKind::MissingDigit => Code::AmountMissingDigit,
            AmountErrorKind::Negative => Code::AmountNegative,
            AmountErrorKind::NotANumber => Code::AmountNotANumber,
            AmountErrorKind::PlusSign => Code::AmountPlusSign,
            AmountErrorKind::SeveralPoints => Code::AmountSeveralPoints,
            AmountErrorKind::Separator => Code::AmountSeparator,
            AmountErrorKind::TooLong => Code::AmountTooLong,
            AmountErrorKind::TooLarge => Code::AmountTooLarge,
            AmountErrorKind::TooManyDecimals => Code::AmountTooManyDecimals,
            AmountErrorKind::TooManyDigits => Code::AmountTooManyDigits,
            AmountErrorKind::WhiteSpace => Code::AmountWhiteSpace,
        }
    }
}

impl From<UnknownMode> for Problem {
    #[inline(never)]
    fn from(error: UnknownMode) -> Self {
        let code = match error.kind() {
            ModeKind::Allocation => Code::UnknownAllocation,
            ModeKind::Rounding => Code::UnknownRounding,
        };
        Problem::new(code, error.message(), Some(error.help()))
    }
}

impl From<UnknownCurrency> for Problem {
    fn from(error: UnknownCurrency) -> Self {
        let code = match error.reason() {
            UnknownReason::NoMinorUnit => Code::CurrencyWithoutMinorUnit,
            UnknownReason::NotListed(_) | UnknownReason::Replaced(_) => Code::UnknownCurrency,
        };
        let suggestion = error.suggestion().map(|currency| currency.code().to_owned());
        cured(code, &error.message()).meaning(suggestion.into_iter().collect())
    }
}

/// The problem of an error of `money`, whose text is a sentence, `; ` and the cure. What is quoted
/// stands in the sentence, and may have any characters.
#[inline(never)]
fn cured(code: Code, text: &str) -> Problem {
    let end = text.bytes().rposition(|byte| byte == b';').unwrap_or(text.len());
    let half = |bytes: core::ops::Range<usize>| text.get(bytes).unwrap_or_default();
    Problem::of(code, &[half(0..end)], half(end + 2..text.len()))
}

macro_rules! problems {
    ($($error:ty: $code:expr;)*) => {$(
        impl From<$error> for Problem {
            #[inline(never)]
            fn from(error: $error) -> Self {
                let code: fn(&$error) -> Code = $code;
                cured(code(&error), &error.message())
            }
        }
    )*};
}

problems! {
    AllocationError: |error| match error {
        AllocationError::AllZero => Code::RatiosAllZero,
        AllocationError::NegativeRatio { .. } => Code::RatioNegative,
        AllocationError::NoRatios => Code::RatiosEmpty,
        AllocationError::Overflow => Code::RatiosOverflow,
        AllocationError::RestUnknown { .. } => Code::RestUnknown,
    };
    BoundError: |_| Code::MinimumAboveMaximum;
    NotOnGrid: |error| match error.reason() {
        NotOnGridReason::TooLarge => Code::AmountTooLarge,
        NotOnGridReason::TooManyDecimals => Code::AmountTooManyDecimals,
    };
    Overflow: |_| Code::ResultOverflow;
    RoundingError: |error| match error.reason() {
        RoundingErrorReason::NotOnGrid => Code::IncrementNotOnGrid,
        RoundingErrorReason::NotPositive => Code::IncrementNotPositive,
    };
}
