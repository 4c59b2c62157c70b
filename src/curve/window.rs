//! Which steps of a staircase can have a figure: the few whose band is near it, or one period.

use super::bound::{Unlisted, list};
use super::figure::Figure;
use super::line::{Cut, Interval, Line};
use super::piece::Piece;
use super::tread::{Stairs, Tread};
use crate::money::{Overflow, Ratio};

/// The most steps that are looked at in one piece.
const MAX_STEPS: usize = 10_000;

/// What is looked for, and in what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    pub(super) figure: Figure,
    /// In minor units.
    pub(super) target: i64,
    /// The number of minor units in one.
    pub(super) grid: Ratio,
    /// What charges are multiples of, in minor units.
    pub(super) increment: i64,
}

/// Amounts on the grid in which all figures of a kind can be found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    from: i64,
    to: i64,
    pub(super) repeat: Option<Repeat>,
}

/// The figures of a window come again and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repeat {
    /// After so many minor units.
    pub(super) period: i64,
    /// Up to this amount.
    pub(super) to: i64,
}

impl Window {
    /// The part of a piece inside the window, step by step.
    pub(super) fn steps(&self, piece: &Piece, grid: Ratio) -> Result<Vec<Piece>, Unlisted> {
        let at = |units| Ratio::from_integer(units).checked_div(grid);
        let end = Some(Cut::after(at(self.to)?));
        let shown = Interval { start: Cut::before(at(self.from)?), end };
        let mut steps = Vec::new();
        if let Some(interval) = piece.interval.intersect(&shown) {
            list(&Piece { interval, ..*piece }, None, MAX_STEPS, &mut steps)?;
        }
        Ok(steps)
    }
}

/// Where to look among the amounts of a staircase, from one to another in minor units.
///
/// The figure keeps within a width of a line. Where that line rises or falls, what is further away
/// from the target than a few widths is neither the target nor next to it. Where it does neither,
/// one period shows all.
pub(super) fn windows(
    piece: &Piece,
    stairs: &Stairs,
    (from, to): (i64, i64),
    sought: &Sought,
) -> Result<Vec<Window>, Overflow> {
    let (low, high) = stairs.band(&piece.line)?;
    let scaled = |figure: Ratio| figure.checked_mul(sought.grid);
    let increment = Ratio::from_integer(sought.increment);
    let width = scaled(high.base.checked_sub(low.base)?)?.checked_add(increment)?;
    let charge = Line { base: scaled(low.base)?, rate: low.rate };
    let amount = Line { base: Ratio::ZERO, rate: Ratio::ONE };
    let figure = match sought.figure {
        Figure::Charge => charge,
        Figure::Gross => amount.plus(&charge)?,
        Figure::Net => amount.minus(&charge)?,
    };
    let target = Ratio::from_integer(sought.target);
    let all = Window { from, to, repeat: None };
    if let Some(centre) = figure.minus(&Line::constant(target))?.zero()? {
        let slope = figure.rate.abs();
        let reach = width.checked_add(slope)?.checked_mul(Ratio::from_integer(3))?;
        let reach = reach.checked_div(slope)?;
        let centre = centre.max(Ratio::from_integer(from)).min(Ratio::from_integer(to));
        let first = narrow(centre.checked_sub(reach)?.floor())?.max(from);
        let last = narrow(centre.checked_add(reach)?.ceil())?.min(to);
        return Ok(vec![Window { from: first, to: last, ..all }]);
    }
    let level = |limit: Option<Line>| limit.is_none_or(|limit| limit.rate == low.rate);
    if !level(stairs.floor) || !level(stairs.cap) {
        return Ok(vec![all]);
    }
    // Below zero, rounding mirrors: only where the charge keeps its sign does all come again.
    let settled = match low.rate.is_zero() {
        true => from,
        false => {
            let sum = charge.base.abs().checked_add(scaled(high.base)?.abs())?;
            narrow(sum.ceil())?.max(from)
        }
    };
    let period = period(stairs, sought)?;
    let mut windows = Vec::new();
    if settled > from {
        windows.push(Window { to: to.min(settled.saturating_sub(1)), ..all });
    }
    if settled <= to {
        let last = to.min(settled.saturating_add(period - 1));
        let repeat = Some(Repeat { period, to });
        windows.push(Window { from: settled, to: last, repeat });
    }
    Ok(windows)
}

/// After how many minor units the charge is as much more as the amount, or the same again, however
/// it is rounded.
fn period(stairs: &Stairs, sought: &Sought) -> Result<i64, Overflow> {
    let mut period = match sought.figure {
        Figure::Charge => 1,
        // Ties go to even multiples: every second one is.
        Figure::Gross | Figure::Net => sought.increment.checked_mul(2).ok_or(Overflow)?,
    };
    for size in [Some(stairs.tread.size), stairs.unit].into_iter().flatten() {
        let size = size.checked_mul(sought.grid)?;
        let common = Ratio::new(size.numerator(), period.into())?;
        let multiple = common.numerator().checked_mul(period.into()).ok_or(Overflow)?;
        period = narrow(multiple)?;
    }
    Ok(period)
}

/// The line that a staircase is on the grid, if a minor unit is a number of whole units of it.
pub(super) fn line_on_grid(piece: &Piece, grid: Ratio) -> Result<Option<Line>, Overflow> {
    let Some(Stairs { tread, unit: None, floor: None, cap: None }) = piece.stairs else {
        return Ok(None);
    };
    if tread.size.checked_mul(grid)?.numerator() != 1 {
        return Ok(None);
    }
    let Tread { size, step, .. } = tread;
    let first = tread.units(Cut::before(Ratio::ZERO))?;
    let base = piece.line.base.checked_add(step.checked_mul(first)?)?;
    let rate = piece.line.rate.checked_add(step.checked_div(size)?)?;
    Ok(Some(Line { base, rate }))
}

fn narrow(whole: i128) -> Result<i64, Overflow> {
    i64::try_from(whole).map_err(|_| Overflow)
}
