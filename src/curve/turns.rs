//! Where on a grid a curve may turn: between two such amounts it goes one way.

use super::line::{BEYOND, Cut, Line};
use super::piece::{Curve, Piece};
use crate::money::{Overflow, Ratio};

/// The most steps of staircases that are looked at, and of amounts without a piece.
const MOST: usize = 10_000;

/// The amounts, in units of a grid, at which a curve may turn.
#[derive(Debug, Default)]
pub struct Turns {
    /// In order.
    pub at: Vec<i64>,
    /// Those of them behind which there are too many to be told, up to the next one; each with
    /// whether a limit is met there again and again.
    pub untold: Vec<(i64, bool)>,
    steps: usize,
}

impl Turns {
    /// What is not known between one of the amounts and the next: whether the curve turns there,
    /// and whether it meets a limit.
    #[must_use]
    pub fn unknown(&self, at: i64) -> (bool, bool) {
        let untold = self.untold.binary_search_by_key(&at, |(at, _)| *at).ok();
        let held = untold.and_then(|index| self.untold.get(index)).is_some_and(|(_, held)| *held);
        (untold.is_some(), held)
    }
}

impl Curve {
    /// Where the curve may turn.
    ///
    /// # Errors
    /// When a figure does not fit.
    pub fn turns(&self, grid: Ratio) -> Result<Turns, Overflow> {
        let mut turns = Turns::default();
        let mut covered = 0;
        for piece in self.pieces() {
            let start = on_grid(piece.interval.start, grid)?;
            turns.each(covered, start);
            covered = piece.interval.end.map_or(Ok(BEYOND), |end| on_grid(end, grid))?;
            turns.enter(start);
            if piece.may_turn() {
                turns.steps(piece, (start, covered), grid)?;
            }
        }
        turns.each(covered, BEYOND);
        Ok(turns)
    }
}

impl Turns {
    fn enter(&mut self, amount: i64) {
        let at = self.at.partition_point(|other| *other < amount);
        if self.at.get(at) != Some(&amount) {
            self.at.insert(at, amount);
        }
    }

    /// Amounts without a piece, of which each may be anything.
    fn each(&mut self, from: i64, end: i64) {
        for (count, amount) in (from..end).enumerate() {
            self.enter(amount);
            if count == MOST {
                return self.untold.push((amount, true));
            }
        }
    }

    /// The steps of a staircase from one amount to the end of its piece.
    fn steps(
        &mut self,
        piece: &Piece,
        (start, end): (i64, i64),
        grid: Ratio,
    ) -> Result<(), Overflow> {
        let mut next = start;
        while next < end {
            self.enter(next);
            if self.steps == MOST {
                self.untold.push((next, piece.is_held()));
                return Ok(());
            }
            self.steps += 1;
            let cut = Cut::before(Ratio::from_integer(next).checked_div(grid)?);
            let (line, last) = piece.step_behind(cut)?;
            let after = last.map_or(Ok(end), |last| on_grid(last, grid))?.max(next + 1);
            let (floor, cap) = piece.limits();
            for limit in [floor, cap].into_iter().flatten() {
                if let Some(at) = line.minus(&limit)?.zero()? {
                    let crossing = on_grid(Cut::before(at), grid)?;
                    if next < crossing && crossing < after {
                        self.enter(crossing);
                    }
                }
            }
            next = after;
        }
        Ok(())
    }
}

impl Piece {
    /// Whether it may turn inside: a staircase that is held to a limit, or whose steps go one way
    /// and its line the other.
    fn may_turn(&self) -> bool {
        let Some(stairs) = &self.stairs else { return false };
        let sign = |figure: Ratio| figure.cmp(&Ratio::ZERO);
        let is_against = |line: &Line| {
            let (line, step) = (sign(line.rate), sign(stairs.tread.step));
            line.is_ne() && step.is_ne() && line != step
        };
        self.is_held() || is_against(&self.line)
    }

    /// Whether it is a staircase that is held to a limit.
    fn is_held(&self) -> bool {
        self.stairs.is_some_and(|stairs| stairs.floor.is_some() || stairs.cap.is_some())
    }
}

fn on_grid(cut: Cut, grid: Ratio) -> Result<i64, Overflow> {
    cut.first_on_grid(grid).map(|amount| amount.max(0)).ok_or(Overflow)
}
