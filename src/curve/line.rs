//! Lines, and the intervals in which they hold.

use core::cmp::Ordering;

use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Overflow, Ratio};

/// `base + rate × amount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The value at zero.
    pub base: Ratio,
    /// What each unit of the amount adds.
    pub rate: Ratio,
}

/// A place between amounts: directly before `at`, or directly after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// The amount beside the cut.
    pub at: Ratio,
    /// Whether the amount itself lies before the cut.
    pub after: bool,
}

/// The amounts between two cuts; no end means that it goes on for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The cut at which it begins.
    pub start: Cut,
    /// The cut at which it ends, if it does.
    pub end: Option<Cut>,
}

impl Line {
    /// The same value for every amount.
    #[must_use]
    pub fn constant(base: Ratio) -> Self {
        Self { base, rate: Ratio::ZERO }
    }

    /// The value at an amount.
    ///
    /// # Errors
    /// When the value does not fit.
    #[inline(never)]
    pub fn at(&self, amount: Ratio) -> Result<Ratio, Overflow> {
        self.base.checked_add(self.rate.checked_mul(amount)?)
    }

    /// The difference of two lines.
    ///
    /// # Errors
    /// When a coefficient does not fit.
    #[inline(never)]
    pub fn minus(&self, other: &Self) -> Result<Self, Overflow> {
        let base = self.base.checked_sub(other.base)?;
        Ok(Self { base, rate: self.rate.checked_sub(other.rate)? })
    }

    /// The sum of two lines.
    ///
    /// # Errors
    /// When a coefficient does not fit.
    #[inline(never)]
    pub fn plus(&self, other: &Self) -> Result<Self, Overflow> {
        let base = self.base.checked_add(other.base)?;
        Ok(Self { base, rate: self.rate.checked_add(other.rate)? })
    }

    /// Every value times a factor.
    ///
    /// # Errors
    /// When a coefficient does not fit.
    #[inline(never)]
    pub fn times(&self, factor: Ratio) -> Result<Self, Overflow> {
        let base = self.base.checked_mul(factor)?;
        Ok(Self { base, rate: self.rate.checked_mul(factor)? })
    }

    /// Where the line crosses zero, if it does so in one place.
    ///
    /// # Errors
    /// When the place does not fit.
    #[inline(never)]
    pub fn zero(&self) -> Result<Option<Ratio>, Overflow> {
        if self.rate.is_zero() {
            return Ok(None);
        }
        Ratio::ZERO.checked_sub(self.base)?.checked_div(self.rate).map(Some)
    }

    /// How the value at an amount compares with zero, even where the value itself does not fit.
    ///
    /// # Errors
    /// When the place where the line crosses zero does not fit.
    pub fn sign_at(&self, amount: Ratio) -> Result<Ordering, Overflow> {
        Ok(match self.zero()? {
            None => self.base.cmp(&Ratio::ZERO),
            Some(zero) if self.rate.is_negative() => zero.cmp(&amount),
            Some(zero) => amount.cmp(&zero),
        })
    }
}

impl Cut {
    /// The cut directly before an amount.
    #[must_use]
    pub fn before(at: Ratio) -> Self {
        Self { at, after: false }
    }

    /// The cut directly after an amount.
    #[must_use]
    pub fn after(at: Ratio) -> Self {
        Self { at, after: true }
    }

    /// The first whole number of minor units behind the cut, at most one beyond the last amount;
    /// nothing if it cannot be told.
    #[inline(never)]
    pub(super) fn first_on_grid(self, grid: Ratio) -> Option<i64> {
        let scaled = self.at.checked_mul(grid).ok()?;
        let first = if self.after { scaled.floor().checked_add(1)? } else { scaled.ceil() };
        i64::try_from(first.min(BEYOND.into())).ok()
    }
}

/// The number of minor units behind the last amount.
pub(super) const BEYOND: i64 = SAFE_INTEGER_MAX + 1;

impl Interval {
    /// Every amount: zero and up.
    #[must_use]
    pub fn all() -> Self {
        Self { start: Cut::before(Ratio::ZERO), end: None }
    }

    /// Whether an amount lies inside.
    #[must_use]
    pub fn contains(&self, amount: Ratio) -> bool {
        let cut = Cut::before(amount);
        self.start <= cut && self.end.is_none_or(|end| cut < end)
    }

    /// What two intervals share; nothing if they share nothing.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let start = self.start.max(other.start);
        let end = match (self.end, other.end) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        if end.is_some_and(|end| end <= start) { None } else { Some(Self { start, end }) }
    }

    /// What remains of `self` before and after `other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> [Option<Self>; 2] {
        let until = Self { start: Cut::before(Ratio::ZERO), end: Some(other.start) };
        let before = if until.start == other.start { None } else { self.intersect(&until) };
        let after = other.end.and_then(|start| self.intersect(&Self { start, end: None }));
        [before, after]
    }
}
