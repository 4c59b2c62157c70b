//! Started units: what a piece has on top of its line, in equal steps.

use super::line::{Cut, Line};
use crate::money::{Overflow, Ratio};

/// `step × ⌈(amount − origin) / size⌉`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tread {
    /// The amount from which units are counted.
    pub origin: Ratio,
    /// The size of a unit.
    pub size: Ratio,
    /// What each started unit adds.
    pub step: Ratio,
}

/// A staircase on a line, and what it is held to where it crosses a limit again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stairs {
    /// The started units.
    pub tread: Tread,
    /// What an amount is rounded up to a multiple of first, if it is.
    pub unit: Option<Ratio>,
    /// The value is not less.
    pub floor: Option<Line>,
    /// The value is not more.
    pub cap: Option<Line>,
}

impl Tread {
    /// The number of started units directly behind a cut.
    pub(super) fn units(&self, cut: Cut) -> Result<Ratio, Overflow> {
        let value = cut.at.checked_sub(self.origin)?;
        let units = started(value, self.size)?;
        match cut.after && units.checked_mul(self.size)? == value {
            true => units.checked_add(Ratio::ONE),
            false => Ok(units),
        }
    }

    /// The line through the middle of the staircase's feet: it is met where a unit ends.
    pub(super) fn mean(&self) -> Result<Line, Overflow> {
        let rate = self.step.checked_div(self.size)?;
        Ok(Line { base: Ratio::ZERO.checked_sub(rate.checked_mul(self.origin)?)?, rate })
    }
}

impl Stairs {
    /// A staircase that nothing holds.
    #[must_use]
    pub fn of(tread: Tread) -> Self {
        Self { tread, unit: None, floor: None, cap: None }
    }

    /// The line of the step directly behind a cut, limits aside, and where the step ends.
    pub(super) fn step_behind(&self, line: &Line, cut: Cut) -> Result<(Line, Cut), Overflow> {
        let tread = &self.tread;
        let Some(size) = self.unit else {
            let units = tread.units(cut)?;
            let base = line.base.checked_add(tread.step.checked_mul(units)?)?;
            let end = tread.origin.checked_add(tread.size.checked_mul(units)?)?;
            return Ok((Line { base, ..*line }, Cut::after(end)));
        };
        let counted = Tread { origin: Ratio::ZERO, size, step: size }.units(cut)?;
        let counted = counted.checked_mul(size)?;
        let units = tread.units(Cut::before(counted))?;
        let value = line.at(counted)?.checked_add(tread.step.checked_mul(units)?)?;
        let value = held(value, counted, self)?;
        // Where nothing but the units that are started adds to the value, it stays up to the last
        // amount of theirs.
        let end = match line.rate.is_zero() && self.floor.is_none() && self.cap.is_none() {
            true => self.last_counted(size, units).unwrap_or(counted),
            false => counted,
        };
        Ok((Line::constant(value), Cut::after(end)))
    }

    /// The last amount in whole units of a size in which so many are started.
    fn last_counted(&self, size: Ratio, started: Ratio) -> Result<Ratio, Overflow> {
        let Tread { origin, size: wide, .. } = self.tread;
        let end = origin.checked_add(wide.checked_mul(started)?)?;
        Ratio::new(end.checked_div(size)?.floor(), 1)?.checked_mul(size)
    }

    /// Lines below and above every value of the staircase on a line, limits aside: all values lie
    /// on one of them or between.
    pub(super) fn band(&self, line: &Line) -> Result<(Line, Line), Overflow> {
        let mean = line.plus(&self.tread.mean()?)?;
        let (mut low, mut high) = (Ratio::ZERO, Ratio::ZERO);
        let rounded_up = mean.rate.checked_mul(self.unit.unwrap_or(Ratio::ZERO))?;
        for width in [self.tread.step, rounded_up] {
            low = low.checked_add(width.min(Ratio::ZERO))?;
            high = high.checked_add(width.max(Ratio::ZERO))?;
        }
        let moved = |by: Ratio| Ok(Line { base: mean.base.checked_add(by)?, ..mean });
        Ok((moved(low)?, moved(high)?))
    }

    /// Every value times a factor that is not below zero.
    pub(super) fn times(&self, factor: Ratio) -> Result<Self, Overflow> {
        let step = self.tread.step.checked_mul(factor)?;
        let line = |line: Option<Line>| line.map(|line| line.times(factor)).transpose();
        let (floor, cap) = (line(self.floor)?, line(self.cap)?);
        Ok(Self { tread: Tread { step, ..self.tread }, unit: self.unit, floor, cap })
    }
}

/// How many units of a size are started in a value.
///
/// # Errors
/// When their number does not fit.
pub fn started(value: Ratio, size: Ratio) -> Result<Ratio, Overflow> {
    if let Ok(units) = value.checked_div(size) {
        return Ratio::new(units.ceil(), 1);
    }
    // The quotient of two long figures has no room, but their order can be told.
    let whole = Ratio::new(value.floor(), 1)?;
    let mut low = whole.checked_div(size)?.ceil();
    let mut high = whole.checked_add(Ratio::ONE)?.checked_div(size)?.ceil();
    while low < high {
        let middle = low.checked_add(high.checked_sub(low).ok_or(Overflow)? / 2);
        let middle = middle.ok_or(Overflow)?;
        if Ratio::new(middle, 1)?.checked_mul(size)? < value {
            low = middle.checked_add(1).ok_or(Overflow)?;
        } else {
            high = middle;
        }
    }
    Ratio::new(low, 1)
}

/// A value inside the limits that a staircase has at an amount.
fn held(value: Ratio, amount: Ratio, stairs: &Stairs) -> Result<Ratio, Overflow> {
    let mut held = value;
    if let Some(floor) = &stairs.floor {
        held = held.max(floor.at(amount)?);
    }
    if let Some(cap) = &stairs.cap {
        held = held.min(cap.at(amount)?);
    }
    Ok(held)
}
