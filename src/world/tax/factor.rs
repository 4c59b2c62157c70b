//! A part of an amount, made ready once for many amounts.

use crate::money::rounding::{divide, divide_i64};
use crate::money::{Decimal, Overflow, Ratio, RoundingMode};

/// An exact part of an amount, such as 25/98 of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    exact: Ratio,
    /// Numerator and denominator where both have room in 64 bits; else no denominator.
    small: (i64, i64),
}

impl Factor {
    /// A part that is known as a fraction.
    #[must_use]
    pub fn new(exact: Ratio) -> Self {
        let exact = exact.reduced();
        let parts = (i64::try_from(exact.numerator()), i64::try_from(exact.denominator()));
        let small = if let (Ok(numerator), Ok(denominator)) = parts {
            (numerator, denominator)
        } else {
            (0, 0)
        };
        Self { exact, small }
    }

    /// So many percent.
    #[must_use]
    pub fn percent(percent: Decimal) -> Self {
        Self::new(Ratio::percent(percent))
    }

    /// The part of so many minor units, rounded to the nearest one, a half up.
    ///
    /// # Errors
    /// [`Overflow`] if it does not fit 64 bits.
    pub fn of(&self, units: i64) -> Result<i64, Overflow> {
        let (numerator, denominator) = self.small;
        let part = units.checked_mul(numerator);
        let part = part.and_then(|part| divide_i64(part, denominator, RoundingMode::HalfUp));
        part.map_or_else(|| self.of_many(units), Ok)
    }

    /// The same where 64 bits are too few on the way.
    #[cold]
    fn of_many(&self, units: i64) -> Result<i64, Overflow> {
        let part = Ratio::from_integer(units).checked_mul(self.exact)?.reduced();
        let part = divide(part.numerator(), part.denominator(), RoundingMode::HalfUp);
        part.and_then(|part| i64::try_from(part).ok()).ok_or(Overflow)
    }
}
