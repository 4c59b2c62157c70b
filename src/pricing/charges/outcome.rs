//! What a request comes to, line by line.

use super::book::BookRule;
use super::price::Charged;
use crate::formula::Step;
use crate::money::{MinorUnits, Ratio};

/// What a request is answered with.
#[derive(Clone, Debug)]
pub enum Calculated<'b> {
    /// The prices of these lines are to be had from the host first.
    Ask(Vec<usize>),
    /// All charges.
    Charges {
        /// For each line, what its party pays.
        outcomes: Vec<ChargeOutcome<'b>>,
        /// For each line, how it came about, where that was wanted.
        explained: Vec<Explained>,
    },
}

/// What a party pays.
#[derive(Clone, Copy, Debug)]
pub struct ChargeOutcome<'b> {
    pub(super) charge: MinorUnits,
    pub(super) charged: Charged,
    pub(super) rule: Option<&'b BookRule>,
    pub(super) external: bool,
}

impl ChargeOutcome<'_> {
    /// The charge, with the digits of its currency.
    #[must_use]
    pub fn charge(&self) -> String {
        self.charge.format(self.charged.currency.minor_units())
    }

    /// The code of the charge's currency; empty if it has no name.
    #[must_use]
    pub fn currency(&self) -> &str {
        self.charged.currency.code()
    }
}

/// How a line came to its charge.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The position of the line in the request.
    pub line: usize,
    /// The charge before rounding, of all parties that share it.
    pub exact: Ratio,
    /// The steps in order.
    pub steps: Vec<Step>,
}
