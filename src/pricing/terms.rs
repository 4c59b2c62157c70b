//! What a charge depends on besides its rule and its value.

use crate::diagnostic::{Code, Problem};
use crate::document::Reader;
use crate::money::{Decimal, Ratio};

/// The period that is charged, and the way into another currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The days for which an annual price, or one for each period, is due.
    pub tenor: Option<Decimal>,
    /// The days of a period: the price is due for every one that is started.
    pub sliding_scale_tenor: Option<Decimal>,
    /// Units of the transaction's currency for one unit of the price's currency.
    pub exchange_rate: Option<Ratio>,
}

impl Terms {
    /// Notes a tenor below zero, and a period that is no period.
    pub(super) fn check(&self, reader: &mut Reader) {
        if let Some(tenor) = self.tenor {
            reader.keep("/tenor", tenor_of(tenor));
        }
        if let Some(length) = self.sliding_scale_tenor {
            reader.keep("/slidingScaleTenor", positive(length.into()));
        }
    }
}

/// The days for which a price is due: none, or more.
pub(super) fn tenor_of(tenor: Decimal) -> Result<Ratio, Problem> {
    let days = Ratio::from(tenor);
    if days.is_negative() {
        Err(Problem::says(Code::TenorNegative, &[&days.digits()]))
    } else {
        Ok(days)
    }
}

/// A divisor or rate, which must be above zero.
pub(super) fn positive(value: Ratio) -> Result<Ratio, Problem> {
    if value > Ratio::ZERO {
        return Ok(value);
    }
    Err(Problem::says(Code::TermsNotPositive, &[&value.digits()]))
}
