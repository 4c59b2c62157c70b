//! A charge and how it came about.

use crate::formula::Step;

/// The way from an amount to its charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The amount that was charged, exactly.
    pub amount: String,
    /// The charge before rounding: a decimal, or `n/d` in lowest terms.
    pub exact: String,
    /// The charge, with the digits of the currency's minor unit.
    pub charge: String,
    /// The code of the charge's currency, if it has a name.
    pub currency: Option<String>,
    /// The steps in order; the last one is the rounding.
    pub steps: Vec<Step>,
}
