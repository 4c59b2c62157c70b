//! What a form tells lint: the stretches of its values, what prices each, and its doubts.

use super::price::Price;
use super::steps::Steps;
use crate::curve::Interval;
use crate::formula::Doubt;
use crate::money::{Overflow, Ratio};

/// Where the stretches of a form go.
pub type Show<'s, 'f> = &'s mut dyn FnMut(&Interval, Origin<'f>) -> Option<()>;

/// Where the doubts about a form go, each with the part that it is about.
pub type TellPart<'t> = &'t mut dyn FnMut(Option<usize>, Doubt);

/// What prices the values of a stretch.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'r> {
    /// A line, with what each unit of the value adds.
    Line(Ratio),
    /// The rule's own price, or that of the tier with this index.
    Price(Option<usize>, &'r Price),
    /// Nothing remains to be priced.
    Zero,
}

impl Origin<'_> {
    /// The part of the form: what nothing costs is the flat part of the first tier.
    pub(super) fn part(self) -> Option<usize> {
        match self {
            Self::Line(_) => None,
            Self::Price(tier, _) => tier,
            Self::Zero => Some(0),
        }
    }

    /// What a step of the value adds apart from flat parts, if it adds anything.
    pub(super) fn slope(self, step: Ratio) -> Result<Ratio, Overflow> {
        let added = match self {
            Self::Line(rate) => rate.checked_mul(step)?,
            Self::Price(_, price) => {
                Price { flat: None, ..*price }.charge(step, &mut Steps::default())?
            }
            Self::Zero => Ratio::ZERO,
        };
        Ok(added.max(Ratio::ZERO))
    }

    /// The same with the flat part, which is due where the stretch is entered.
    pub(super) fn entered(self, step: Ratio) -> Result<Ratio, Overflow> {
        match self {
            Self::Price(_, price) => price.charge(step, &mut Steps::default()),
            Self::Line(_) | Self::Zero => self.slope(step),
        }
    }

    /// Whether the charge never turns. Lines go one way; a staircase and a line on top of it only
    /// if both rise or both fall.
    pub(super) fn goes_one_way(self) -> bool {
        let Self::Price(_, price) = self else { return true };
        let sign = |part: Option<Ratio>| part.unwrap_or_default().cmp(&Ratio::ZERO);
        let (line, stairs) = (sign(price.percentage), sign(price.per_unit));
        price.unit.is_none() || line == stairs || line.is_eq() || stairs.is_eq()
    }
}
