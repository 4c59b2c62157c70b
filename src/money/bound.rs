//! Minimum and maximum of an amount.

use core::fmt;

/// Which bound changed the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The amount was below the minimum and became it.
    Minimum,
    /// The amount was above the maximum and became it.
    Maximum,
}

impl Applied {
    /// `minimum` or `maximum`.
    pub fn name(self) -> &'static str {
        match self {
            Applied::Minimum => "minimum",
            Applied::Maximum => "maximum",
        }
    }
}

/// The minimum is above the maximum, so no amount satisfies both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundError {
    minimum: String,
    maximum: String,
}

impl BoundError {
    /// `minimum-above-maximum`.
    pub fn code(&self) -> &'static str {
        "minimum-above-maximum"
    }
}

impl fmt::Display for BoundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BoundError { minimum, maximum } = self;
        write!(
            f,
            "the minimum `{minimum}` is above the maximum `{maximum}`; \
             raise the maximum or lower the minimum"
        )
    }
}

impl std::error::Error for BoundError {}

/// `amount`, raised to `minimum` or lowered to `maximum`, and which of them did it. Both bounds
/// are inclusive: an amount equal to one is left alone and nothing counts as applied.
///
/// Works for [`Decimal`](super::Decimal) and [`Ratio`](super::Ratio) alike.
///
/// # Errors
///
/// [`BoundError`] if the minimum is above the maximum, whatever the amount.
pub fn clamp<T: Ord + Copy + fmt::Display>(
    amount: T,
    minimum: Option<T>,
    maximum: Option<T>,
) -> Result<(T, Option<Applied>), BoundError> {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if minimum > maximum => {
            Err(BoundError { minimum: minimum.to_string(), maximum: maximum.to_string() })
        }
        (Some(minimum), _) if amount < minimum => Ok((minimum, Some(Applied::Minimum))),
        (_, Some(maximum)) if amount > maximum => Ok((maximum, Some(Applied::Maximum))),
        _ => Ok((amount, None)),
    }
}
