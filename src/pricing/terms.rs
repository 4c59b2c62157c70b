//! What a charge depends on besides its rule and its value.

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
