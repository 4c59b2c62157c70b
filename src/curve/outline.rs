//! A curve as it is drawn: its pieces, and the places where its value or slope changes.

use super::piece::{Curve, Cut, Interval, Piece};
use crate::money::{Overflow, Ratio};

/// A place where the value or the slope changes. A limit is absent where there is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakpoint<'c> {
    /// The amount at which the curve changes.
    pub at: Ratio,
    /// What the curve tends to from below.
    pub before: Option<Ratio>,
    /// The value of the curve at the amount.
    pub value: Option<Ratio>,
    /// What the curve tends to from above.
    pub after: Option<Ratio>,
    /// The piece that begins here, if one does.
    pub next: Option<&'c Piece>,
}

impl Curve {
    /// The part of the curve inside an interval.
    #[must_use]
    pub fn within(&self, interval: &Interval) -> Self {
        let mut pieces = Vec::with_capacity(self.pieces().len());
        for piece in self.pieces() {
            if let Some(interval) = piece.interval.intersect(interval) {
                pieces.push(Piece { interval, ..*piece });
            }
        }
        Self::new(pieces)
    }

    /// The places inside an interval where the curve's value or slope changes, in order.
    ///
    /// # Errors
    /// When a value does not fit.
    pub fn breakpoints(&self, shown: &Interval) -> Result<Vec<Breakpoint<'_>>, Overflow> {
        let mut breakpoints: Vec<Breakpoint<'_>> = Vec::new();
        let pieces = self.pieces();
        for (index, piece) in pieces.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|index| pieces.get(index));
            let Interval { start, end } = piece.interval;
            if previous.is_some() {
                self.add(start.at, shown, &mut breakpoints)?;
            }
            // A gap begins where a piece ends and none begins.
            let next = pieces.get(index + 1);
            if let (Some(end), Some(next)) = (end, next)
                && next.interval.start != end
            {
                self.add(end.at, shown, &mut breakpoints)?;
            }
        }
        Ok(breakpoints)
    }

    fn add<'c>(
        &'c self,
        at: Ratio,
        shown: &Interval,
        all: &mut Vec<Breakpoint<'c>>,
    ) -> Result<(), Overflow> {
        if all.last().is_some_and(|last| last.at == at) || !shown.contains(at) {
            return Ok(());
        }
        let next = self.pieces().iter().find(|piece| reaches(piece, Cut::after(at)));
        let before = self.pieces().iter().find(|piece| {
            piece.interval.start < Cut::before(at)
                && piece.interval.end.is_none_or(|end| end >= Cut::before(at))
        });
        all.push(Breakpoint {
            at,
            before: value(before, at)?,
            value: value(self.piece_at(at), at)?,
            after: value(next, at)?,
            next,
        });
        Ok(())
    }
}

/// The value on the line of a piece, if there is one.
#[inline(never)]
fn value(piece: Option<&Piece>, at: Ratio) -> Result<Option<Ratio>, Overflow> {
    piece.map(|piece| piece.line.at(at)).transpose()
}

/// Whether a piece goes on directly behind a cut.
fn reaches(piece: &Piece, cut: Cut) -> bool {
    piece.interval.start <= cut && piece.interval.end.is_none_or(|end| end > cut)
}
