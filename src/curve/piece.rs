//! Curves made of pieces: lines, with started units or without, and where they hold.

use super::line::{Cut, Interval, Line};
use super::tread::{Stairs, Tread};
use crate::money::{Overflow, Ratio};

/// Why a piece begins where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A cap begins or ceases to bite.
    Cap,
    /// A floor begins or ceases to bite.
    Floor,
    /// A condition begins or ceases to hold.
    Guard,
    /// A unit is started.
    Step,
    /// A tier begins, or what is free ends.
    Tier,
}

impl PieceKind {
    /// `cap`, `floor`, `guard`, `step` or `tier`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cap => "cap",
            Self::Floor => "floor",
            Self::Guard => "guard",
            Self::Step => "step",
            Self::Tier => "tier",
        }
    }
}

/// A line, with started units or without, and where it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where the line holds.
    pub interval: Interval,
    /// The value where the line holds, or what started units are added to.
    pub line: Line,
    /// Started units on top of the line, if there are any.
    pub stairs: Option<Stairs>,
    /// Why the piece begins where it does.
    pub kind: PieceKind,
}

impl Piece {
    /// A line, as long as it holds.
    #[must_use]
    pub fn line(interval: Interval, line: Line, kind: PieceKind) -> Self {
        Self { interval, line, stairs: None, kind }
    }

    /// One line for every amount.
    #[must_use]
    pub fn everywhere(line: Line) -> Self {
        Self::line(Interval::all(), line, PieceKind::Guard)
    }

    /// The line of the step directly behind a cut, limits aside, and where that step ends.
    pub(super) fn step_behind(&self, cut: Cut) -> Result<(Line, Option<Cut>), Overflow> {
        let end = self.interval.end;
        let Some(stairs) = &self.stairs else { return Ok((self.line, end)) };
        let (line, step) = stairs.step_behind(&self.line, cut)?;
        Ok((line, Some(end.map_or(step, |end| end.min(step)))))
    }

    /// The line that the value follows directly behind a cut.
    ///
    /// # Errors
    /// When a coefficient does not fit.
    pub fn line_behind(&self, cut: Cut) -> Result<Line, Overflow> {
        let (line, _) = self.step_behind(cut)?;
        let less = |one: &Line, other: &Line| Ok(one.at(cut.at)? < other.at(cut.at)?);
        Ok(match self.limits() {
            (Some(floor), _) if less(&line, &floor)? => floor,
            (_, Some(cap)) if less(&cap, &line)? => cap,
            _ => line,
        })
    }

    /// The value at an amount.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn at(&self, amount: Ratio) -> Result<Ratio, Overflow> {
        self.line_behind(Cut::before(amount))?.at(amount)
    }

    /// Every value times a factor that is not below zero.
    ///
    /// # Errors
    /// When a coefficient does not fit.
    pub fn times(&self, factor: Ratio) -> Result<Self, Overflow> {
        let stairs = self.stairs.map(|stairs| stairs.times(factor)).transpose()?;
        Ok(Self { line: self.line.times(factor)?, stairs, ..*self })
    }

    /// What the steps of a staircase are held to; those of whole units are held to it already.
    pub(super) fn limits(&self) -> (Option<Line>, Option<Line>) {
        match self.stairs {
            Some(Stairs { unit: None, floor, cap, .. }) => (floor, cap),
            Some(_) | None => (None, None),
        }
    }

    /// The same values for amounts that are rounded up to a multiple of a unit first; nothing if
    /// no amount leads to this piece.
    ///
    /// # Errors
    /// When a figure does not fit.
    pub fn rounded_up(&self, unit: Ratio) -> Result<Option<Self>, Overflow> {
        let Interval { start, end } = self.interval;
        let start = cut_rounded_up(start, unit)?;
        let end = end.map(|end| cut_rounded_up(end, unit)).transpose()?;
        if end.is_some_and(|end| end <= start) {
            return Ok(None);
        }
        let (line, stairs) = match self.stairs {
            None => {
                let step = self.line.rate.checked_mul(unit)?;
                let tread = Tread { origin: Ratio::ZERO, size: unit, step };
                let stairs = Some(Stairs::of(tread)).filter(|_| !step.is_zero());
                (Line::constant(self.line.base), stairs)
            }
            Some(stairs) => (self.line, Some(stairs_rounded_up(&self.line, stairs, unit)?)),
        };
        let interval = Interval { start, end };
        Ok(Some(Self { interval, line, stairs, kind: self.kind }))
    }
}

/// The cut between the amounts that are rounded up to what lies before a cut, and the others.
fn cut_rounded_up(cut: Cut, unit: Ratio) -> Result<Cut, Overflow> {
    let units = cut.at.checked_div(unit)?;
    let whole = if cut.after { Some(units.floor()) } else { units.ceil().checked_sub(1) };
    let whole = whole.ok_or(Overflow)?;
    if whole < 0 {
        return Ok(Cut::before(Ratio::ZERO));
    }
    Ok(Cut::after(Ratio::new(whole, 1)?.checked_mul(unit)?))
}

/// A staircase over whole units. Where they begin and end with steps of it, nothing changes.
fn stairs_rounded_up(line: &Line, stairs: Stairs, unit: Ratio) -> Result<Stairs, Overflow> {
    let Tread { origin, size, .. } = stairs.tread;
    let free = line.rate.is_zero() && stairs.floor.is_none() && stairs.cap.is_none();
    let fits = origin.checked_div(unit)?.is_integer() && size.checked_div(unit)?.is_integer();
    Ok(Stairs { unit: Some(unit).filter(|_| !(free && fits)), ..stairs })
}

/// Pieces in order, none of them empty, no two of them overlapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    pieces: Vec<Piece>,
}

impl Curve {
    /// A curve of pieces in any order, with equal neighbours joined.
    #[must_use]
    pub fn new(unordered: Vec<Piece>) -> Self {
        let mut pieces: Vec<Piece> = Vec::with_capacity(unordered.len());
        for piece in unordered {
            let at = pieces.partition_point(|other| other.interval.start < piece.interval.start);
            pieces.insert(at, piece);
        }
        let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match joined.last_mut() {
                Some(last)
                    if last.interval.end == Some(piece.interval.start) && joins(last, &piece) =>
                {
                    // Where the former is one amount, on the line of the latter.
                    let interval = Interval { end: piece.interval.end, ..last.interval };
                    *last = Piece { interval, kind: last.kind, ..piece };
                }
                _ => joined.push(piece),
            }
        }
        Self { pieces: joined }
    }

    /// The pieces in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The piece that an amount lies in.
    #[must_use]
    pub fn piece_at(&self, amount: Ratio) -> Option<&Piece> {
        let cut = Cut::before(amount);
        let after = self.pieces.partition_point(|piece| piece.interval.start <= cut);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        piece.interval.contains(amount).then_some(piece)
    }
}

/// Whether a piece goes on along the line of the one before, of which one amount is enough.
fn joins(last: &Piece, next: &Piece) -> bool {
    let at = last.interval.start.at;
    let single = last.interval.end == Some(Cut::after(at));
    let meet = || last.at(at).is_ok_and(|value| next.at(at) == Ok(value));
    (last.line == next.line && last.stairs == next.stairs) || (single && meet())
}
