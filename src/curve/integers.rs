//! Pieces of a curve on the grid of amounts, in 64-bit integers.

use super::line::Line;
use super::piece::Piece;
use super::tread::Stairs;
use super::window::line_on_grid;
use crate::money::Ratio;
use crate::money::amount::SAFE_INTEGER_MAX;

/// `(base + rate × x) / divisor` increments, for x from `start` up to the next segment.
#[derive(Clone, Copy, Debug)]
pub struct IntegerPiece {
    /// The first amount, on the grid of amounts.
    pub start: i64,
    /// The numerator at zero.
    pub base: i64,
    /// What each step of the grid adds to the numerator.
    pub rate: i64,
    /// Zero where no piece of the curve lies, so that the division has no answer.
    pub divisor: i64,
}

/// Started units on top of an integer line: `step × ⌊(slope × x + base) / divisor⌋` more.
#[derive(Clone, Copy, Debug)]
pub struct IntegerTread {
    /// What each started unit adds to the numerator.
    pub step: i64,
    /// How x is made into started units.
    pub units: Quotient,
    /// How an amount is made into the x of the piece, where it is rounded up first.
    pub x: Option<Quotient>,
    /// The numerator is not less than this line, as base and rate.
    pub floor: Option<(i64, i64)>,
    /// The numerator is not more than this line.
    pub cap: Option<(i64, i64)>,
}

/// `(slope × x + base) / divisor`, rounded down.
#[derive(Clone, Copy, Debug)]
pub struct Quotient {
    /// What each x adds to the numerator.
    pub slope: i64,
    /// The numerator at zero.
    pub base: i64,
    /// Above zero.
    pub divisor: i64,
}

impl Quotient {
    /// `⌈slope × x − offset⌉` for whole x.
    fn rounded_up(slope: Ratio, offset: Ratio) -> Option<Self> {
        let divisor = common_multiple(narrow(slope.denominator())?, narrow(offset.denominator())?)?;
        let times = |ratio: Ratio| over(ratio, divisor);
        let base = divisor.checked_sub(1)?.checked_sub(times(offset)?)?;
        Some(Self { slope: times(slope)?, base, divisor })
    }

    /// So many less at every x.
    pub(super) fn less(self, count: i64) -> Self {
        let base = self.base.saturating_sub(count.saturating_mul(self.divisor));
        Self { base, ..self }
    }

    /// The quotient, where the numerator is known to have room.
    fn at(&self, x: i64) -> i64 {
        let numerator = self.slope.wrapping_mul(x).wrapping_add(self.base);
        numerator.checked_div_euclid(self.divisor).unwrap_or_default()
    }

    /// A whole number that no quotient up to an x exceeds, on either side of zero, if all its
    /// numerators have room.
    fn most(&self, x: i64) -> Option<i64> {
        let most =
            self.slope.checked_abs()?.checked_mul(x)?.checked_add(self.base.checked_abs()?)?;
        (most / self.divisor).checked_add(1)
    }
}

impl IntegerTread {
    /// The numerator of a piece at an amount up to its reach.
    pub(super) fn numerator(&self, piece: &IntegerPiece, amount: i64) -> i64 {
        let x = self.x.map_or(amount, |x| x.at(amount));
        let line = |base: i64, rate: i64| rate.wrapping_mul(x).wrapping_add(base);
        let steps = self.step.wrapping_mul(self.units.at(x));
        let mut numerator = line(piece.base, piece.rate).wrapping_add(steps);
        if let Some((base, rate)) = self.floor {
            numerator = numerator.max(line(base, rate));
        }
        if let Some((base, rate)) = self.cap {
            numerator = numerator.min(line(base, rate));
        }
        numerator
    }

    /// Whether no step on the way leaves 64 bits for amounts up to this one.
    fn has_room(&self, piece: &IntegerPiece, amount: i64) -> Option<()> {
        let x = match self.x {
            Some(x) => x.most(amount)?,
            None => amount,
        };
        let steps = self.step.checked_abs()?.checked_mul(self.units.most(x)?)?;
        for (base, rate) in
            [Some((piece.base, piece.rate)), self.floor, self.cap].into_iter().flatten()
        {
            let line = rate.checked_abs()?.checked_mul(x)?.checked_add(base.checked_abs()?)?;
            line.checked_add(steps)?.checked_add(piece.divisor)?;
        }
        Some(())
    }
}

/// What amounts and charges are multiples of, each as how many make one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grids {
    pub(super) amount: Ratio,
    /// The increments of the rounding.
    pub(super) charge: Ratio,
}

impl Grids {
    /// A line in increments over the grid of amounts.
    fn scaled(&self, line: &Line) -> Option<Line> {
        let base = line.base.checked_mul(self.charge).ok()?;
        let rate = line.rate.checked_mul(self.charge).ok()?.checked_div(self.amount).ok()?;
        Some(Line { base, rate })
    }
}

/// A piece of the curve in increments over the grid of amounts, and the last amount for which 64
/// bits are enough.
pub(super) fn segment(
    start: i64,
    piece: &Piece,
    grids: Grids,
) -> Option<(IntegerPiece, Option<IntegerTread>, i64)> {
    let on_grid = line_on_grid(piece, grids.amount).ok()?;
    let Some(stairs) = piece.stairs.filter(|_| on_grid.is_none()) else {
        let line = &on_grid.unwrap_or(piece.line);
        let scaled = grids.scaled(line)?;
        let divisor = divisor(&[scaled.base, scaled.rate])?;
        let (base, rate) = (over(scaled.base, divisor)?, over(scaled.rate, divisor)?);
        let room = i64::MAX.checked_sub(divisor)?.checked_sub(base.checked_abs()?)?;
        let reach = if rate == 0 { SAFE_INTEGER_MAX } else { room / rate.checked_abs()? };
        let reach = reach.min(SAFE_INTEGER_MAX);
        let segment = IntegerPiece { start, base, rate, divisor };
        return (reach >= start).then_some((segment, None, reach));
    };
    let (segment, tread) = counted(start, &piece.line, &stairs, grids)?;
    let fits = |amount| tread.has_room(&segment, amount).is_some();
    if !fits(start) {
        return None;
    }
    let (mut low, mut high) = (start, SAFE_INTEGER_MAX);
    while low < high {
        let middle = high - (high - low) / 2;
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    Some((segment, Some(tread), low))
}

/// A staircase in increments. Over whole units, x counts those.
fn counted(
    start: i64,
    line: &Line,
    stairs: &Stairs,
    grids: Grids,
) -> Option<(IntegerPiece, IntegerTread)> {
    let per_x = match stairs.unit {
        None => Ratio::ONE.checked_div(grids.amount).ok()?,
        Some(unit) => unit,
    };
    let tread = &stairs.tread;
    let slope = per_x.checked_div(tread.size).ok()?;
    let units = Quotient::rounded_up(slope, tread.origin.checked_div(tread.size).ok()?)?;
    let x = match stairs.unit {
        None => None,
        Some(unit) => {
            let size = unit.checked_mul(grids.amount).ok()?;
            Some(Quotient::rounded_up(Ratio::ONE.checked_div(size).ok()?, Ratio::ZERO)?)
        }
    };
    // Where x counts units, it is more than one step of the grid.
    let wide = per_x.checked_mul(grids.amount).ok()?;
    let lines = [Some(*line), stairs.floor, stairs.cap];
    let mut scaled_lines = [None; 3];
    for (line, scaled_line) in lines.iter().zip(&mut scaled_lines) {
        if let Some(line) = line {
            let line = grids.scaled(line)?;
            *scaled_line = Some(Line { rate: line.rate.checked_mul(wide).ok()?, ..line });
        }
    }
    let step = tread.step.checked_mul(grids.charge).ok()?;
    let mut figures = vec![step];
    for line in scaled_lines.iter().flatten() {
        figures.extend([line.base, line.rate]);
    }
    let divisor = divisor(&figures)?;
    let mut integer_lines = [None; 3];
    for (line, integer_line) in scaled_lines.iter().zip(&mut integer_lines) {
        if let Some(line) = line {
            *integer_line = Some((over(line.base, divisor)?, over(line.rate, divisor)?));
        }
    }
    let [line, floor, cap] = integer_lines;
    let (base, rate) = line?;
    let tread = IntegerTread { step: over(step, divisor)?, units, x, floor, cap };
    Some((IntegerPiece { start, base, rate, divisor }, tread))
}

fn divisor(figures: &[Ratio]) -> Option<i64> {
    figures
        .iter()
        .try_fold(1, |divisor, figure| common_multiple(divisor, narrow(figure.denominator())?))
}

/// A figure times a multiple of its denominator.
fn over(figure: Ratio, divisor: i64) -> Option<i64> {
    narrow(figure.checked_mul(Ratio::from_integer(divisor)).ok()?.floor())
}

fn narrow(whole: i128) -> Option<i64> {
    i64::try_from(whole).ok()
}

pub(super) fn common_multiple(one: i64, two: i64) -> Option<i64> {
    (one / gcd(one, two)).checked_mul(two)
}

fn gcd(one: i64, two: i64) -> i64 {
    if two == 0 { one } else { gcd(two, one % two) }
}
