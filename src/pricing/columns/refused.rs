//! Rows that are refused without the words for it.

use super::amount::RowAmount;
use crate::diagnostic::Code;

/// Two amounts of a column that were refused alike: so is every amount between them.
///
/// A tariff refuses what lies above its tiers, what lies below them and has more than the free
/// part, and what its bounds cross for; each of these is one stretch of amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct RefusedStretch {
    code: Code,
    scale: u32,
    from: i128,
    to: i128,
}

impl RefusedStretch {
    /// Why an amount is refused, if it lies in the stretch.
    pub(super) fn code_of(&self, amount: RowAmount) -> Option<Code> {
        let inside = amount.scale == self.scale
            && self.from <= amount.mantissa
            && amount.mantissa <= self.to;
        inside.then_some(self.code)
    }

    /// The stretch with one more amount, or one that begins there; nothing for a code whose amounts
    /// need not be one stretch.
    pub(super) fn with(found: Option<Self>, code: Code, amount: RowAmount) -> Option<Self> {
        let is_one_stretch = code == Code::ValueAboveTiers
            || code == Code::ValueBelowTiers
            || code == Code::MinimumAboveMaximum;
        if !is_one_stretch {
            return found;
        }
        let RowAmount { mantissa, scale } = amount;
        match found {
            Some(stretch) if stretch.code == code && stretch.scale == scale => Some(Self {
                from: stretch.from.min(mantissa),
                to: stretch.to.max(mantissa),
                ..stretch
            }),
            _ => Some(Self { code, scale, from: mantissa, to: mantissa }),
        }
    }
}
