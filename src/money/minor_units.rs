//! Whole numbers of a currency's smallest unit, the form in which money is finally held.

use core::fmt;

use super::exact::{self, Decimal, Overflow};
use super::text;

/// A whole number of minor units: 3125 is LKR 31.25 and JPY 3125. Always below 10^28 in size, and
/// packed as [`Ratio`](super::Ratio) is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(Rust, packed(4))]
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
        if exact::has_room(count) { Ok(MinorUnits(count)) } else { Err(Overflow) }
    }

    /// A part of other minor units, which fits because they do.
    pub(super) const fn of_part(count: i128) -> MinorUnits {
        MinorUnits(count)
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
        let (mantissa, scale) = exact::stripped(amount);
        let refusal = |reason| NotOnGrid { amount, digits, reason };
        let Some(places) = digits.checked_sub(scale) else {
            return Err(refusal(NotOnGridReason::TooManyDecimals));
        };
        let count = exact::shifted(mantissa, places).and_then(MinorUnits::new);
        count.map_err(|Overflow| refusal(NotOnGridReason::TooLarge))
    }

    /// How many minor units.
    pub const fn count(self) -> i128 {
        self.0
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
        text::fixed(self.0, digits)
    }

    /// Adds the same to a text.
    pub fn push(self, digits: u32, text: &mut String) {
        text::push_fixed(text, self.0, digits);
    }
}

/// The amount is not a whole number of minor units below 10^28.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOnGrid {
    amount: Decimal,
    digits: u32,
    reason: NotOnGridReason,
}

/// Why an amount has no minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOnGridReason {
    /// It has more than 28 digits in minor units.
    TooLarge,
    /// It has more decimal places than the currency.
    TooManyDecimals,
}

impl NotOnGrid {
    /// Why the amount has no minor units.
    pub fn reason(&self) -> NotOnGridReason {
        self.reason
    }

    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let amount = exact::digits(self.amount);
        let digits = text::fixed(self.digits.into(), 0);
        let (fault, digits, cure) = match self.reason {
            NotOnGridReason::TooLarge => {
                ("` has more than 28 digits in minor units", "", "; use a smaller one")
            }
            NotOnGridReason::TooManyDecimals => (
                "` has more decimal places than the ",
                &*digits,
                " of the currency; round it first",
            ),
        };
        ["the amount `", &amount, fault, digits, cure].concat()
    }
}

impl fmt::Display for NotOnGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for NotOnGrid {}
