//! Curves out of curves: choice by interval, floor and cap.

use super::bound::bound;
use super::line::{Interval, Line};
use super::piece::{Curve, Piece, PieceKind};
use crate::money::Overflow;

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

/// The amounts that lie in no piece of a curve.
#[must_use]
pub fn left_out(curve: &Curve) -> Vec<Interval> {
    let covered: Vec<_> = curve.pieces().iter().map(|piece| Some(piece.interval)).collect();
    uncovered(&covered)
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
