//! A number of a formula: a decimal, or a fraction where one was supplied.

use core::cmp::Ordering;

use super::exact::{self, Decimal, Overflow, Ratio};

/// An exact number: a decimal of at most 28 digits wherever there is one of that value, else a
/// fraction of at most 127 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Has an end, and at most 28 digits.
    Decimal(Decimal),
    /// Has none, or more digits.
    Fraction(Ratio),
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity::Decimal(Decimal::ZERO);

    /// One.
    pub const ONE: Quantity = Quantity::Decimal(Decimal::ONE);

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if it does not fit, as everywhere here.
    pub fn checked_add(self, other: Quantity) -> Result<Quantity, Overflow> {
        self.by(other, exact::add, Ratio::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if it does not fit.
    pub fn checked_sub(self, other: Quantity) -> Result<Quantity, Overflow> {
        self.by(other, exact::sub, Ratio::checked_sub)
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if it does not fit.
    pub fn checked_mul(self, other: Quantity) -> Result<Quantity, Overflow> {
        self.by(other, exact::mul, Ratio::checked_mul)
    }

    /// The hundredth part: what this many percent are.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if it does not fit.
    pub fn hundredth(self) -> Result<Quantity, Overflow> {
        self.checked_mul(Quantity::Decimal(Decimal::new(1, 2)))
    }

    /// The order of two numbers.
    pub fn compare(self, other: Quantity) -> Ordering {
        Ratio::from(self).cmp(&Ratio::from(other))
    }

    /// A decimal, or `n/d` in lowest terms.
    pub fn digits(self) -> String {
        match self {
            Quantity::Decimal(decimal) => exact::digits(decimal),
            Quantity::Fraction(ratio) => ratio.digits(),
        }
    }

    /// Two decimals have a decimal or none; a fraction may have brought them to one.
    fn by(
        self,
        other: Quantity,
        decimal: fn(Decimal, Decimal) -> Result<Decimal, Overflow>,
        ratio: fn(Ratio, Ratio) -> Result<Ratio, Overflow>,
    ) -> Result<Quantity, Overflow> {
        if let (Quantity::Decimal(one), Quantity::Decimal(two)) = (self, other) {
            return decimal(one, two).map(Quantity::Decimal);
        }
        ratio(self.into(), other.into()).map(Quantity::from)
    }
}

impl From<Decimal> for Quantity {
    fn from(decimal: Decimal) -> Quantity {
        Quantity::Decimal(decimal)
    }
}

impl From<Ratio> for Quantity {
    fn from(ratio: Ratio) -> Quantity {
        ratio.to_decimal().map_or(Quantity::Fraction(ratio), Quantity::Decimal)
    }
}

impl From<Quantity> for Ratio {
    fn from(quantity: Quantity) -> Ratio {
        match quantity {
            Quantity::Decimal(decimal) => Ratio::from(decimal),
            Quantity::Fraction(ratio) => ratio,
        }
    }
}

impl core::fmt::Display for Quantity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.digits())
    }
}
