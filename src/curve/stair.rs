//! The pieces of a curve as stairs of whole increments, on the grid of minor units.

use super::bound::Unlisted;
use super::figure::{Figure, Span};
use super::line::Line;
use super::piece::{Curve, Piece};
use super::window::{Repeat, Sought, line_on_grid, windows};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Overflow, Ratio, RoundingMode, integer};

/// Amounts of one piece, and their figures:
/// `figure = amount − increment × level` or `figure = −increment × level`, where
/// `level = (base + rate × amount) / divisor`, rounded down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stair {
    pub(super) from: i64,
    pub(super) to: i64,
    base: i128,
    pub(super) rate: i128,
    divisor: i128,
    /// Whether a level that is odd and has no remainder counts as the one below it.
    pub(super) even: bool,
    /// What figures change by from one level to the next, in minor units.
    increment: i64,
    with_amount: bool,
    /// The last amount for which the exact charge is sure to have room as a fraction, as whoever
    /// charges the amount needs it.
    reach: i64,
    /// Whether the same comes again behind its window.
    pub(super) repeat: Option<Repeat>,
}

impl Stair {
    /// Levels that have no room count as the last one that has: their figures are farther from
    /// every target than other figures, and so is its own.
    pub(super) fn level(&self, amount: i64) -> Option<i64> {
        let numerator = linear(self.rate, amount, self.base)?;
        let whole = floor(numerator, self.divisor)?;
        let level = narrow(whole).unwrap_or(if whole < 0 { -ROOMY } else { ROOMY });
        let tie = self.even && is_odd(level) && linear(self.divisor, level, 0) == Some(numerator);
        level.checked_sub(tie.into())
    }

    #[inline(never)]
    pub(super) fn figure(&self, amount: i64) -> Option<i64> {
        let shown = if self.with_amount { amount } else { 0 };
        Some(shown.saturating_sub(self.level(amount)?.saturating_mul(self.increment)))
    }

    /// The first amount of a rising stair that has at least this level.
    pub(super) fn reaches(&self, level: i64) -> Option<i64> {
        let odd = i128::from(self.even && is_odd(level));
        let numerator = linear(self.divisor, level, odd)?;
        narrow(ceil(linear(self.base, -1, numerator)?, self.rate)?)
    }

    /// The amounts with a figure.
    ///
    /// They are `origin + step × index` for the indices at which `offset + slope × index`, the
    /// numerator of what remains above the level that the target wants, is neither negative nor
    /// above the divisor. What happens at these two ends depends on the mode: there, and only
    /// there, the figure itself has to tell.
    pub(super) fn span(&self, target: i64) -> Option<Option<Span>> {
        let (origin, mut step, mut slope, mut offset) = if self.with_amount {
            let slope = linear(self.divisor, -1, linear(self.rate, self.increment, 0)?)?;
            (target, self.increment, slope, linear(self.rate, target, self.base)?)
        } else {
            // A target between two multiples of the increment is no figure of any amount.
            let level = target.div_euclid(self.increment);
            (0, 1, self.rate, linear(self.divisor, level, self.base)?)
        };
        if slope < 0 {
            // Mirrored at the divisor the slope rises, and the solutions stay the same.
            slope = linear(slope, -1, 0)?;
            offset = linear(offset, -1, self.divisor)?;
        }
        let mut first = ceil(self.from.checked_sub(origin)?.into(), step.into())?;
        let mut last = floor(self.to.checked_sub(origin)?.into(), step.into())?;
        if slope > 0 {
            first = first.max(ceil(linear(offset, -1, 0)?, slope)?);
            last = last.min(floor(linear(offset, -1, self.divisor)?, slope)?);
        }
        if first > last {
            return Some(None);
        }
        let mut from = narrow(linear(first, step, origin.into())?)?;
        let mut to = narrow(linear(last, step, origin.into())?)?;
        let holds = |amount| Some(self.figure(amount)? == target);
        if !holds(from)? {
            from += step;
        }
        if from > to || !holds(from)? {
            return Some(None);
        }
        if slope == 0 && !holds(from + step)? {
            // The same tie everywhere: every other level is even.
            step = step.checked_mul(2)?;
            to -= (to - from) % step;
        }
        if !holds(to)? {
            to -= step;
        }
        // An amount that could not be charged is no answer.
        let last = self.repeat.map_or(to, |repeat| repeat.to);
        if last > self.reach && self.rate != 0 || to > self.reach {
            return None;
        }
        Some(Some(Span { from, to: Some(to), step }))
    }
}

/// Stairs of all pieces in which a target can be found, in order.
pub(super) fn stairs(
    curve: &Curve,
    mode: RoundingMode,
    sought: &Sought,
) -> Result<Vec<Stair>, Unlisted> {
    narrow(sought.increment.into()).ok_or(Overflow)?;
    i64::try_from(sought.target.unsigned_abs())
        .ok()
        .filter(|target| *target < FARTHEST)
        .ok_or(Overflow)?;
    let mut stairs = Vec::new();
    for piece in curve.pieces() {
        let (from, to) = ends(piece, sought.grid).ok_or(Overflow)?;
        if from > to {
            continue;
        }
        let line = line_on_grid(piece, sought.grid)?;
        let Some(treads) = piece.stairs.filter(|_| line.is_none()) else {
            let line = line.unwrap_or(piece.line);
            add(&line, (from, to), mode, sought, None, &mut stairs).ok_or(Overflow)?;
            continue;
        };
        for window in windows(piece, &treads, (from, to), sought)? {
            for step in window.steps(piece, sought.grid)? {
                let ends = ends(&step, sought.grid).ok_or(Overflow)?;
                let repeat = window.repeat;
                add(&step.line, ends, mode, sought, repeat, &mut stairs).ok_or(Overflow)?;
            }
        }
    }
    Ok(stairs)
}

/// The first and the last amount of a piece, in minor units.
fn ends(piece: &Piece, grid: Ratio) -> Option<(i64, i64)> {
    let from = piece.interval.start.first_on_grid(grid)?.max(0);
    let to = match piece.interval.end {
        Some(end) => end.first_on_grid(grid)? - 1,
        None => SAFE_INTEGER_MAX,
    };
    Some((from, to))
}

/// Adds the stairs of a line: one for each sign that it has.
fn add(
    line: &Line,
    (from, to): (i64, i64),
    mode: RoundingMode,
    &Sought { figure, grid, increment, .. }: &Sought,
    repeat: Option<Repeat>,
    stairs: &mut Vec<Stair>,
) -> Option<()> {
    // A charge that is added counts like its mirror image that is taken off.
    let mode = match (figure, mode) {
        (Figure::Net, mode) => mode,
        (_, RoundingMode::Ceiling) => RoundingMode::Floor,
        (_, RoundingMode::Floor) => RoundingMode::Ceiling,
        (_, mode) => mode,
    };
    let (mut base, mut rate, divisor) = integers(line, grid, increment)?;
    let reach = reach((base, rate, divisor), grid, increment).unwrap_or(-1);
    if figure != Figure::Net {
        (base, rate) = (linear(base, -1, 0)?, linear(rate, -1, 0)?);
    }
    let turn = narrow(turn(base, rate)?.max(from.into()).min((to + 1).into()))?;
    for (from, to) in [(from, turn - 1), (turn, to)] {
        if from > to {
            continue;
        }
        let (halves, less) = lift(mode, linear(rate, from, base)? < 0);
        stairs.push(Stair {
            from,
            to,
            // Halves are whole numbers over twice the divisor.
            base: linear(base, 2, linear(divisor, halves, -i128::from(less))?)?,
            rate: linear(rate, 2, 0)?,
            divisor: linear(divisor, 2, 0)?,
            even: mode == RoundingMode::HalfEven,
            increment,
            with_amount: figure != Figure::Charge,
            reach,
            repeat,
        });
    }
    Some(())
}

/// A line in increments over minor units: base and rate over their common divisor.
fn integers(line: &Line, grid: Ratio, increment: i64) -> Option<(i128, i128, i128)> {
    let increment = Ratio::from_integer(increment);
    let base = line.base.checked_mul(grid).ok()?.checked_div(increment).ok()?;
    let rate = line.rate.checked_div(increment).ok()?;
    let factors = Ratio::new(base.denominator(), rate.denominator()).ok()?;
    Some((
        base.numerator().checked_mul(factors.denominator())?,
        rate.numerator().checked_mul(factors.numerator())?,
        base.denominator().checked_mul(factors.denominator())?,
    ))
}

/// The last amount for which `(base + rate × amount) / divisor` increments are sure to have room as
/// a fraction of the currency's whole units, in lowest terms.
#[inline(never)]
fn reach((base, rate, divisor): (i128, i128, i128), grid: Ratio, increment: i64) -> Option<i64> {
    let unit = Ratio::new(increment.into(), divisor).ok()?.checked_div(grid).ok()?;
    let most = floor(i128::MAX, unit.numerator())?;
    let room = linear(base.checked_abs()?, -1, most)?;
    // Where the line does not rise, the room itself is far more than enough.
    let reach = floor(room, rate.checked_abs()?).unwrap_or(room);
    i64::try_from(reach.min(SAFE_INTEGER_MAX.into())).ok()
}

/// The amount from which on a line has another sign; 0 if it has the same everywhere.
fn turn(base: i128, rate: i128) -> Option<i128> {
    match rate {
        0 => Some(0),
        1.. => ceil(linear(base, -1, 0)?, rate),
        _ => floor(base, linear(rate, -1, 0)?)?.checked_add(1),
    }
}

/// How many halves are added to a fraction so that rounding it down rounds it in this mode, and
/// whether what is added is the least bit less than that.
fn lift(mode: RoundingMode, negative: bool) -> (i64, bool) {
    match mode {
        RoundingMode::HalfDown => (1, !negative),
        RoundingMode::HalfEven => (1, false),
        RoundingMode::HalfUp => (1, negative),
        RoundingMode::Ceiling => (2, true),
        RoundingMode::Floor => (0, false),
        RoundingMode::Down if negative => (2, true),
        RoundingMode::Down => (0, false),
        RoundingMode::Up if negative => (0, false),
        RoundingMode::Up => (2, true),
    }
}

#[inline(never)]
fn floor(numerator: i128, divisor: i128) -> Option<i128> {
    (divisor > 0).then(|| integer::divide_floor(numerator, divisor).0)
}

#[inline(never)]
fn ceil(numerator: i128, divisor: i128) -> Option<i128> {
    linear(floor(linear(numerator, -1, 0)?, divisor)?, -1, 0)
}

/// `base + rate × amount`; one function, because these are long where numbers have 64 bits.
#[inline(never)]
fn linear(rate: i128, amount: i64, base: i128) -> Option<i128> {
    integer::product(rate, amount.into())?.checked_add(base)
}

/// A whole number that leaves room for a few sums.
fn narrow(whole: i128) -> Option<i64> {
    i64::try_from(whole).ok().filter(|whole| whole.unsigned_abs() <= ROOMY.unsigned_abs())
}

fn is_odd(level: i64) -> bool {
    level & 1 == 1
}

/// Amounts, and twice the largest of them, can still be added to anything below.
const ROOMY: i64 = i64::MAX - (1 << 55);

/// No target is farther from zero: figures without room lie behind it, with an amount or without.
const FARTHEST: i64 = ROOMY - (1 << 54);
