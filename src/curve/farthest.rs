//! How far from zero the values of a curve are.

use super::line::{Interval, Line};
use super::piece::{Curve, Piece};
use crate::money::{Overflow, Ratio};

impl Curve {
    /// No value for an amount up to `last` is farther from zero, above or below, than the figure
    /// this answers. Values may all be nearer: of a staircase only the two lines are looked at
    /// between which it lies.
    ///
    /// # Errors
    /// When a figure does not fit.
    pub fn farthest(&self, last: Ratio) -> Result<Ratio, Overflow> {
        let mut farthest = Ratio::ZERO;
        for piece in self.pieces().iter().filter(|piece| piece.interval.start.at <= last) {
            let (least, most) = values(piece, last)?;
            farthest = farthest.max(least.abs()).max(most.abs());
        }
        Ok(farthest)
    }
}

/// Figures between which the values of a piece lie.
fn values(piece: &Piece, last: Ratio) -> Result<(Ratio, Ratio), Overflow> {
    let Interval { start, end } = piece.interval;
    let end = end.map_or(last, |end| end.at.min(last));
    let Some(stairs) = &piece.stairs else { return ends(&piece.line, start.at, end) };
    // An amount that is rounded up first lies at most one unit farther on.
    let end = end.checked_add(stairs.unit.unwrap_or(Ratio::ZERO))?;
    let (low, high) = stairs.band(&piece.line)?;
    let (mut least, _) = ends(&low, start.at, end)?;
    let (_, mut most) = ends(&high, start.at, end)?;
    if let Some(floor) = &stairs.floor {
        let (low, high) = ends(floor, start.at, end)?;
        (least, most) = (least.max(low), most.max(high));
    }
    if let Some(cap) = &stairs.cap {
        let (low, high) = ends(cap, start.at, end)?;
        (least, most) = (least.min(low), most.min(high));
    }
    Ok((least, most))
}

/// The smaller and the greater of the values of a line at the ends of an interval.
fn ends(line: &Line, start: Ratio, end: Ratio) -> Result<(Ratio, Ratio), Overflow> {
    let (one, other) = (line.at(start)?, line.at(end)?);
    Ok((one.min(other), one.max(other)))
}
