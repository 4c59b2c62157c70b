//! Minimum and maximum of an amount.

use core::fmt;

use super::ratio::Ratio;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundError {
    minimum: Ratio,
    maximum: Ratio,
}

impl BoundError {
    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let (minimum, maximum) = (self.minimum.digits(), self.maximum.digits());
        let words = ["the minimum `", &minimum, "` is above the maximum `", &maximum, CURE];
        words.concat()
    }
}

const CURE: &str = "`; raise the maximum or lower the minimum";

impl fmt::Display for BoundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for BoundError {}

/// `amount`, raised to `minimum` or lowered to `maximum`, and which of them did it. Both bounds
/// are inclusive: an amount equal to one is left alone and nothing counts as applied.
///
/// Works for [`Decimal`](super::exact::Decimal) and [`Ratio`] alike.
///
/// # Errors
///
/// [`BoundError`] if the minimum is above the maximum, whatever the amount.
pub fn clamp<T: Copy + Into<Ratio>>(
    amount: T,
    minimum: Option<T>,
    maximum: Option<T>,
) -> Result<(T, Option<Applied>), BoundError> {
    let applied = applied(amount.into(), minimum.map(T::into), maximum.map(T::into))?;
    let bound = match applied {
        Some(Applied::Minimum) => minimum,
        Some(Applied::Maximum) => maximum,
        None => None,
    };
    Ok((bound.unwrap_or(amount), applied))
}

fn applied(
    amount: Ratio,
    minimum: Option<Ratio>,
    maximum: Option<Ratio>,
) -> Result<Option<Applied>, BoundError> {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if minimum > maximum => Err(BoundError { minimum, maximum }),
        (Some(minimum), _) if minimum > amount => Ok(Some(Applied::Minimum)),
        (_, Some(maximum)) if amount > maximum => Ok(Some(Applied::Maximum)),
        _ => Ok(None),
    }
}
