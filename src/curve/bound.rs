//! Curves held to a limit, and staircases step by step.

use super::line::{Cut, Interval, Line};
use super::piece::{Curve, Piece, PieceKind};
use super::tread::Stairs;
use crate::money::{Overflow, Ratio};

/// A staircase crosses most limits within a step or two, which are then pieces of their own. Where
/// it takes more of them, it stays a staircase that is held to the limit.
const STEPS_APART: usize = 8;

/// Why the steps of a curve were not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// A figure does not fit.
    Overflow,
    /// There are more than were asked for; behind this cut they go on.
    Behind(Cut),
}

impl From<Overflow> for Unlisted {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// A curve held to a floor or a cap.
pub(super) fn bound(curve: &Curve, limit: &Line, kind: PieceKind) -> Result<Curve, Overflow> {
    let mut pieces = Vec::with_capacity(curve.pieces().len() * 2);
    for piece in curve.pieces() {
        match &piece.stairs {
            None => bound_line(piece, limit, kind, &mut pieces)?,
            Some(stairs) => bound_stairs(piece, stairs, limit, kind, &mut pieces)?,
        }
    }
    Ok(Curve::new(pieces))
}

fn bound_line(
    piece: &Piece,
    limit: &Line,
    kind: PieceKind,
    pieces: &mut Vec<Piece>,
) -> Result<(), Overflow> {
    let Interval { start, end } = piece.interval;
    let gap = piece.line.minus(limit)?;
    let held = |from: Ratio| -> Result<Line, Overflow> {
        Ok(if bites(&gap, from, kind)? { *limit } else { piece.line })
    };
    let crossing = crossing(&gap, &piece.interval)?;
    let left_end = crossing.map(Cut::before).or(end);
    let left = Interval { start, end: left_end };
    pieces.push(Piece { interval: left, line: held(start.at)?, ..*piece });
    if let Some(at) = crossing {
        let right = Interval { start: Cut::before(at), end };
        pieces.push(Piece { interval: right, line: held(at)?, kind, ..*piece });
    }
    Ok(())
}

/// Where a line crosses zero inside an interval. A crossing at the very end changes nothing: both
/// sides agree there.
fn crossing(gap: &Line, interval: &Interval) -> Result<Option<Ratio>, Overflow> {
    let Interval { start, end } = *interval;
    let inside =
        |at: &Ratio| start < Cut::before(*at) && end.is_none_or(|end| Cut::after(*at) < end);
    Ok(gap.zero()?.filter(inside))
}

/// The parts of an interval between the places inside it where lines cross zero.
fn between(gaps: &[Line], interval: &Interval) -> Result<Vec<Interval>, Overflow> {
    let mut parts = vec![*interval];
    for gap in gaps {
        let Some(at) = crossing(gap, interval)? else { continue };
        let cut = Cut::before(at);
        let after = parts.partition_point(|part| part.start < cut);
        if parts.get(after).is_some_and(|part| part.start == cut) {
            continue;
        }
        let Some(part) = after.checked_sub(1).and_then(|index| parts.get_mut(index)) else {
            continue;
        };
        let rest = Interval { start: cut, ..*part };
        part.end = Some(cut);
        parts.insert(after, rest);
    }
    Ok(parts)
}

/// Whether a limit bites directly after an amount, up to the next crossing.
fn bites(gap: &Line, from: Ratio, kind: PieceKind) -> Result<bool, Overflow> {
    let here = gap.at(from)?;
    let sign = if here.is_zero() { gap.rate } else { here };
    let above = !sign.is_negative() && !sign.is_zero();
    Ok(if kind == PieceKind::Floor { sign.is_negative() } else { above })
}

/// All values of a staircase lie between two lines. Where a limit crosses neither of them, it does
/// nothing or everything; in between it bites some of the steps.
fn bound_stairs(
    piece: &Piece,
    stairs: &Stairs,
    limit: &Line,
    kind: PieceKind,
    pieces: &mut Vec<Piece>,
) -> Result<(), Overflow> {
    if stairs.floor.is_some() || stairs.cap.is_some() {
        return bound_held(piece, stairs, limit, kind, pieces);
    }
    let (low, high) = stairs.band(&piece.line)?;
    let (low, high) = (low.minus(limit)?, high.minus(limit)?);
    for (index, interval) in between(&[low, high], &piece.interval)?.into_iter().enumerate() {
        let start = interval.start;
        let part = Piece { interval, ..*piece };
        let is_floor = kind == PieceKind::Floor;
        let (some, every) = if is_floor { (&low, &high) } else { (&high, &low) };
        if bites(every, start.at, kind)? {
            let kind = if index == 0 { piece.kind } else { kind };
            pieces.push(Piece { line: *limit, stairs: None, kind, ..part });
        } else if bites(some, start.at, kind)? {
            let held = match is_floor {
                true => Stairs { floor: Some(*limit), ..*stairs },
                false => Stairs { cap: Some(*limit), ..*stairs },
            };
            let part = Piece { stairs: Some(held), ..part };
            let mut steps = Vec::new();
            match list(&part, None, STEPS_APART, &mut steps) {
                Ok(()) => pieces.append(&mut steps),
                Err(Unlisted::Behind(_)) => pieces.push(part),
                Err(Unlisted::Overflow) => return Err(Overflow),
            }
        } else {
            pieces.push(part);
        }
    }
    Ok(())
}

/// A staircase that is held to limits already, held to one more: each of its limits becomes the
/// greater or the smaller of the two.
fn bound_held(
    piece: &Piece,
    stairs: &Stairs,
    limit: &Line,
    kind: PieceKind,
    pieces: &mut Vec<Piece>,
) -> Result<(), Overflow> {
    let mut gaps = Vec::with_capacity(2);
    for own in [&stairs.floor, &stairs.cap].into_iter().flatten() {
        gaps.push(own.minus(limit)?);
    }
    for (index, interval) in between(&gaps, &piece.interval)?.into_iter().enumerate() {
        let start = interval.start;
        let held = |own: Line| -> Result<Line, Overflow> {
            Ok(if bites(&own.minus(limit)?, start.at, kind)? { *limit } else { own })
        };
        let mut floor = stairs.floor.map(held).transpose()?;
        let mut cap = stairs.cap.map(held).transpose()?;
        if kind == PieceKind::Floor {
            floor = floor.or(Some(*limit));
        } else {
            cap = cap.or(Some(*limit));
        }
        let stairs = Some(Stairs { floor, cap, ..*stairs });
        let kind = if index == 0 { piece.kind } else { kind };
        pieces.push(Piece { interval, stairs, kind, ..*piece });
    }
    Ok(())
}

/// Adds a piece step by step, each a line, up to the step that begins where what is shown ends,
/// unless more pieces than these begin before it.
pub(super) fn list(
    piece: &Piece,
    shown: Option<Cut>,
    most: usize,
    pieces: &mut Vec<Piece>,
) -> Result<(), Unlisted> {
    let mut start = piece.interval.start;
    let (floor, cap) = piece.limits();
    loop {
        let (line, end) = piece.step_behind(start)?;
        let kind = if start == piece.interval.start { piece.kind } else { PieceKind::Step };
        let step = Piece::line(Interval { start, end }, line, kind);
        let mut steps = Curve::new(vec![step]);
        for (limit, kind) in [(floor, PieceKind::Floor), (cap, PieceKind::Cap)] {
            if let Some(limit) = limit {
                steps = bound(&steps, &limit, kind)?;
            }
        }
        let is_shown = shown.is_none_or(|shown| start < shown);
        if is_shown && pieces.len() + steps.pieces().len() > most {
            return Err(Unlisted::Behind(start));
        }
        pieces.extend_from_slice(steps.pieces());
        match end {
            Some(end) if is_shown && piece.interval.end.is_none_or(|last| end < last) => {
                start = end
            }
            _ => return Ok(()),
        }
    }
}
