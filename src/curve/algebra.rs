//! Curves out of curves: choice by interval, floor and cap.

use super::piece::{Curve, Cut, Interval, Line, Piece, PieceKind};
use crate::money::{Overflow, Ratio};

/// The first candidate whose interval holds an amount gives its value there.
#[must_use]
pub fn choose(candidates: &[(Option<Interval>, Curve)]) -> Curve {
    let mut open = vec![Interval::all()];
    let mut pieces = Vec::new();
    for (guard, curve) in candidates {
        let Some(guard) = guard else { continue };
        for region in &open {
            if let Some(region) = region.intersect(guard) {
                restrict(curve, &region, &mut pieces);
            }
        }
        open = remaining(&open, guard);
    }
    Curve::new(pieces)
}

/// What no interval of the list covers.
#[must_use]
pub fn uncovered(guards: &[Option<Interval>]) -> Vec<Interval> {
    let mut open = vec![Interval::all()];
    for guard in guards.iter().flatten() {
        open = remaining(&open, guard);
    }
    open
}

/// The greater of the curve and a limit.
///
/// # Errors
/// When a crossing does not fit.
pub fn floor(curve: &Curve, limit: &Line) -> Result<Curve, Overflow> {
    bound(curve, limit, PieceKind::Floor)
}

/// The smaller of the curve and a limit.
///
/// # Errors
/// When a crossing does not fit.
pub fn cap(curve: &Curve, limit: &Line) -> Result<Curve, Overflow> {
    bound(curve, limit, PieceKind::Cap)
}

fn remaining(open: &[Interval], guard: &Interval) -> Vec<Interval> {
    let mut rest = Vec::new();
    for region in open {
        for part in region.subtract(guard).iter().flatten() {
            rest.push(*part);
        }
    }
    rest
}

/// Adds what lies in a region of a curve.
fn restrict(curve: &Curve, region: &Interval, pieces: &mut Vec<Piece>) {
    for piece in curve.pieces() {
        if let Some(interval) = piece.interval.intersect(region) {
            let inside = interval.start == piece.interval.start;
            let kind = if inside { piece.kind } else { PieceKind::Guard };
            pieces.push(Piece { interval, kind, ..*piece });
        }
    }
}

fn bound(curve: &Curve, limit: &Line, kind: PieceKind) -> Result<Curve, Overflow> {
    let mut pieces = Vec::with_capacity(curve.pieces().len() * 2);
    for piece in curve.pieces() {
        let Interval { start, end } = piece.interval;
        let gap = piece.line.minus(limit)?;
        let held = |from: Ratio| -> Result<Line, Overflow> {
            Ok(if bites(&gap, from, kind)? { *limit } else { piece.line })
        };
        // A crossing at the very end of the piece changes nothing: the two lines agree there.
        let crossing = gap
            .zero()?
            .filter(|&at| start < Cut::before(at) && end.is_none_or(|end| Cut::after(at) < end));
        let left_end = crossing.map(Cut::before).or(end);
        let left = Interval { start, end: left_end };
        pieces.push(Piece { interval: left, line: held(start.at)?, ..*piece });
        if let Some(at) = crossing {
            let right = Interval { start: Cut::before(at), end };
            pieces.push(Piece { interval: right, line: held(at)?, kind });
        }
    }
    Ok(Curve::new(pieces))
}

/// Whether a limit bites directly after an amount, up to the next crossing.
fn bites(gap: &Line, from: Ratio, kind: PieceKind) -> Result<bool, Overflow> {
    let here = gap.at(from)?;
    let sign = if here.is_zero() { gap.rate } else { here };
    let above = !sign.is_negative() && !sign.is_zero();
    Ok(if kind == PieceKind::Floor { sign.is_negative() } else { above })
}
