//! A curve as it is drawn: its pieces, and the places where its value or slope changes.

use super::bound::{Unlisted, list};
use super::line::{Cut, Interval, Line};
use super::piece::{Curve, Piece};
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
        let mut pieces = Vec::new();
        for piece in self.pieces() {
            if let Some(interval) = piece.interval.intersect(interval) {
                pieces.push(Piece { interval, ..*piece });
            }
        }
        Self::new(pieces)
    }

    /// The curve up to the end of an interval, and a little behind it, with each step of its
    /// staircases inside as a piece of its own, if there are not more pieces in it than these.
    ///
    /// # Errors
    /// With the place behind which the pieces are too many, or when a figure does not fit.
    pub fn step_by_step(&self, shown: &Interval, most: usize) -> Result<Self, Unlisted> {
        let mut pieces = Vec::new();
        let onward = Interval { end: None, ..*shown };
        for piece in self.within(&onward).pieces() {
            list(piece, shown.end, most, &mut pieces)?;
        }
        if let [Some(before), _] = Interval::all().subtract(shown) {
            pieces.extend_from_slice(self.within(&before).pieces());
        }
        Ok(Self::new(pieces))
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
        let (front, behind) = (Cut::before(at), Cut::after(at));
        let before = self.last_piece(&|piece| piece.interval.start < front);
        let before = before.filter(|piece| piece.interval.end.is_none_or(|end| end >= front));
        let next = self.last_piece(&|piece| piece.interval.start <= behind);
        let next = next.filter(|piece| piece.interval.end.is_none_or(|end| end > behind));
        // A step goes up to its end, so that its line is also what is followed from below.
        let line = |piece: Option<&Piece>, cut| piece.map(|it| it.line_behind(cut)).transpose();
        let (before, after) = (line(before, front)?, line(next, behind)?);
        let here = line(self.piece_at(at), front)?;
        let value = |line: Option<Line>| line.map(|line| line.at(at)).transpose();
        let (rates, before, after) = (
            (before.map(|line| line.rate), after.map(|line| line.rate)),
            value(before)?,
            value(after)?,
        );
        let here = value(here)?;
        // Where only what is shown begins or ends, nothing changes.
        let begins = self.pieces().first().is_some_and(|first| first.interval.start.at == at);
        if (begins || rates.0 == rates.1 && before == here) && here == after {
            return Ok(());
        }
        all.push(Breakpoint { at, before, value: here, after, next });
        Ok(())
    }

    /// The last piece of those in front for which a condition holds.
    fn last_piece(&self, holds: &dyn Fn(&Piece) -> bool) -> Option<&Piece> {
        let after = self.pieces().partition_point(holds);
        self.pieces().get(after.checked_sub(1)?)
    }
}
