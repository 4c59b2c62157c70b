//! How far from zero the values of a piece are told to be, against the values themselves.

use crate::random::Random;
use ready_reckoner::curve::{Curve, Cut, Interval, Line, Piece, PieceKind, Stairs, Tread};
use ready_reckoner::money::Ratio;

fn small(random: &mut Random) -> Ratio {
    Ratio::new(random.below(41) as i128 - 20, 1 + random.below(4) as i128).unwrap()
}

fn above_zero(random: &mut Random) -> Ratio {
    Ratio::new(1 + random.below(12) as i128, 1 + random.below(4) as i128).unwrap()
}

fn line(random: &mut Random) -> Line {
    Line { base: small(random), rate: small(random).hundredth().unwrap() }
}

/// A staircase with or without whole units, a floor and a cap, of which the cap is the higher.
fn stairs(random: &mut Random) -> Stairs {
    let (origin, size, step) = (small(random), above_zero(random), small(random));
    let unit = (random.below(2) == 0).then(|| above_zero(random));
    let floor = (random.below(2) == 0).then(|| line(random));
    let wide = Line::constant(above_zero(random));
    let cap = floor.map_or_else(|| line(random), |floor| floor.plus(&wide).unwrap());
    let cap = (random.below(2) == 0).then_some(cap);
    Stairs { tread: Tread { origin, size, step }, unit, floor, cap }
}

#[test]
fn no_value_is_farther_from_zero_than_is_told() {
    let mut random = Random(29);
    let mut exactly = 0;
    for _ in 0..4_000 {
        let stairs = (random.below(4) > 0).then(|| stairs(&mut random));
        let end = (random.below(2) == 0).then(|| Cut::after(Ratio::from_integer(9)));
        let start = Cut::before(Ratio::from_integer(random.below(8) as i64));
        let interval = Interval { start, end };
        let piece = Piece { interval, line: line(&mut random), stairs, kind: PieceKind::Tier };
        let curve = Curve::new(vec![piece]);
        let last = random.below(12) as i128;
        let told = curve.farthest(Ratio::from_integer(last as i64)).unwrap();
        let eighths = (0..=last * 8).map(|eighths| Ratio::new(eighths, 8).unwrap());
        let values = eighths.filter(|at| curve.piece_at(*at).is_some());
        let values = values.map(|at| (at, piece.at(at).unwrap().abs()));
        let mut farthest = Ratio::ZERO;
        for (at, value) in values {
            assert!(value <= told, "{piece:?} is {value} at {at}, and told {told} up to {last}");
            farthest = farthest.max(value);
        }
        exactly += usize::from(farthest == told);
    }
    assert!(exactly > 1_000, "{exactly} are told exactly");
}
