//! Where a warning points: to a field of a rule, or into its formula.

use std::ops::Range;

use crate::money::exact::digits;
use crate::money::{Applied, Decimal};
use crate::pricing::rule::Limit;

/// Where a warning points.
#[derive(Default)]
pub(super) struct WarningPlace {
    /// A JSON pointer into the rule.
    pub(super) path: String,
    /// In bytes of the formula; empty where there is none.
    pub(super) range: Range<usize>,
}

impl WarningPlace {
    /// A field of the rule.
    pub(super) fn at(path: String) -> Self {
        Self { path, range: 0..0 }
    }
}

/// The field of a bound, and its limit in words.
pub(super) fn named(bound: Applied, limit: Limit) -> (&'static str, String) {
    match (bound, limit) {
        (Applied::Minimum, Limit::Amount(limit)) => ("minimum", quoted(limit, "")),
        (Applied::Minimum, Limit::Percentage(part)) => ("minimumPercentage", quoted(part, "%")),
        (Applied::Maximum, Limit::Amount(limit)) => ("maximum", quoted(limit, "")),
        (Applied::Maximum, Limit::Percentage(part)) => ("maximumPercentage", quoted(part, "%")),
    }
}

fn quoted(limit: Decimal, unit: &str) -> String {
    ["`", &digits(limit), unit, "`"].concat()
}
