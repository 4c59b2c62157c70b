//! What a curve is asked backwards, and what is answered.

/// What is given of an amount whose charge is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The charge.
    Charge,
    /// The amount and the charge: what is paid where the charge comes on top.
    Gross,
    /// The amount without the charge: what is received where the charge is taken out of it.
    Net,
}

/// Amounts at equal distances, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first of them.
    pub from: i64,
    /// The last of them; nothing if they go on to the last amount of all, 2^53 − 1.
    pub to: Option<i64>,
    /// From each to the next; 1 where there is only one.
    pub step: i64,
}

/// The amounts that have a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// All of them, in order.
    pub amounts: Vec<Span>,
    /// If there are none: the amount, the smallest of several, with the next lower figure.
    pub below: Option<i64>,
    /// If there are none: the amount, the smallest of several, with the next higher figure.
    pub above: Option<i64>,
}
