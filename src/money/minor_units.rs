//! Whole numbers of a currency's smallest unit, the form in which money is finally held.

use core::fmt;

use super::exact::{self, DIGIT_LIMIT, Decimal, Overflow};
use super::wide;

/// A whole number of minor units: 3125 is LKR 31.25 and JPY 3125. Always below 10^28 in size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinorUnits(i128);

impl MinorUnits {
    /// No money.
    pub const ZERO: MinorUnits = MinorUnits(0);

    /// `count` minor units.
    ///
    /// # Errors
    ///
    /// [`Overflow`] from 10^28 on, in either direction.
    pub fn new(count: i128) -> Result<MinorUnits, Overflow> {
        if count.unsigned_abs() < DIGIT_LIMIT { Ok(MinorUnits(count)) } else { Err(Overflow) }
    }

    /// The minor units of `amount` in a currency with `digits` decimal places, without rounding.
    ///
    /// # Errors
    ///
    /// [`NotOnGrid`] if the amount has more decimal places than that, or is too large.
    ///
    /// ```
    /// use ready_reckoner::money::{Decimal, MinorUnits};
    ///
    /// let units = MinorUnits::from_amount(Decimal::new(3125, 2), 2)?;
    /// assert_eq!(units.count(), 3125);
    /// assert!(MinorUnits::from_amount(Decimal::new(31255, 3), 2).is_err());
    /// # Ok::<(), ready_reckoner::money::NotOnGrid>(())
    /// ```
    pub fn from_amount(amount: Decimal, digits: u32) -> Result<MinorUnits, NotOnGrid> {
        let refusal = |reason| NotOnGrid { amount: amount.normalize(), digits, reason };
        let too_large = || refusal(NotOnGridReason::TooLarge);
        let normal = amount.normalize();
        let places = digits
            .checked_sub(normal.scale())
            .ok_or_else(|| refusal(NotOnGridReason::TooManyDecimals))?;
        wide::power_of_ten(places)
            .and_then(|power| normal.mantissa().checked_mul(power))
            .and_then(|count| MinorUnits::new(count).ok())
            .ok_or_else(too_large)
    }

    /// How many minor units.
    pub const fn count(self) -> i128 {
        self.0
    }

    /// The amount in the currency's main unit: the count divided by 10^`digits`.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if that needs more than 28 decimal places, which no currency's digits do.
    pub fn to_amount(self, digits: u32) -> Result<Decimal, Overflow> {
        exact::decimal(self.0, digits)
    }

    /// The decimal string with exactly `digits` decimal places: `31.25`, `-11.00`, and `31` for a
    /// currency without minor digits. Zero never carries a sign.
    ///
    /// ```
    /// use ready_reckoner::money::MinorUnits;
    ///
    /// let units = MinorUnits::new(-5)?;
    /// assert_eq!(units.format(2), "-0.05");
    /// assert_eq!(units.format(0), "-5");
    /// # Ok::<(), ready_reckoner::money::Overflow>(())
    /// ```
    pub fn format(self, digits: u32) -> String {
        let width = usize::try_from(digits).unwrap_or(usize::MAX);
        // 10^28 has 29 digits, so no honest width is larger.
        let width = width.min(MAX_PLACES);
        let mut text = format!("{:0>least$}", self.0.unsigned_abs(), least = width + 1);
        if width > 0 {
            text.insert(text.len() - width, '.');
        }
        if self.0 < 0 {
            text.insert(0, '-');
        }
        text
    }
}

/// The amount is not a whole number of minor units below 10^28.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOnGrid {
    amount: Decimal,
    digits: u32,
    reason: NotOnGridReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotOnGridReason {
    TooLarge,
    TooManyDecimals,
}

impl NotOnGrid {
    /// `amount-too-large` or `amount-too-many-decimals`.
    pub fn code(&self) -> &'static str {
        match self.reason {
            NotOnGridReason::TooLarge => "amount-too-large",
            NotOnGridReason::TooManyDecimals => "amount-too-many-decimals",
        }
    }
}

impl fmt::Display for NotOnGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotOnGrid { amount, digits, reason } = self;
        match (reason, digits) {
            (NotOnGridReason::TooLarge, _) => write!(
                f,
                "the amount `{amount}` has more than 28 digits in minor units; use a smaller one"
            ),
            (NotOnGridReason::TooManyDecimals, 0) => write!(
                f,
                "the amount `{amount}` has decimal places, but the currency has none; \
                 round it to a whole number first"
            ),
            (NotOnGridReason::TooManyDecimals, _) => write!(
                f,
                "the amount `{amount}` has {} decimal places, but the currency has {digits}; \
                 round it first",
                amount.scale()
            ),
        }
    }
}

impl std::error::Error for NotOnGrid {}

const MAX_PLACES: usize = 28;
