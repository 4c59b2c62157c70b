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
    /// The first amount.
    pub from: i64,
    /// The last amount; nothing if they go on to the last amount of all, 2^53 − 1.
    pub to: Option<i64>,
    /// The distance from each amount to the next; 1 where there is only one amount.
    pub step: i64,
}

/// The amounts that have a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// All amounts that have the figure, in order.
    pub amounts: Vec<Span>,
    /// Where no amount has the figure, the smallest amount that has the next lower one.
    pub below: Option<i64>,
    /// Where no amount has the figure, the smallest amount that has the next higher one.
    pub above: Option<i64>,
}
