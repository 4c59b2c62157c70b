//! Amounts as columns have them.

use crate::diagnostic::Problem;
use crate::money::Decimal;
use crate::money::amount::{AmountErrorKind, of_mantissa};

/// An amount as a column has it: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowAmount {
    /// All of its digits.
    pub mantissa: i128,
    /// How many of them are decimals.
    pub scale: u32,
}

impl RowAmount {
    /// The amount, or which limit it exceeds.
    pub(super) fn decimal(self) -> Result<Decimal, AmountErrorKind> {
        of_mantissa(self.mantissa, self.scale)
    }

    /// The amount, or what is wrong with it in words.
    pub(super) fn read(self) -> Result<Decimal, Problem> {
        self.decimal().map_err(|kind| Problem::of(kind.into(), &[TOO_WIDE], ""))
    }
}

/// What is wrong with an amount of which no text was read.
const TOO_WIDE: &str = "the amount of the row has more than 28 digits";
