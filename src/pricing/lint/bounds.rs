//! What is doubtful in the bounds of a rule: where they cross, do nothing, or do everything.

use super::grid::Stretch;
use super::linter::Linter;
use super::place::{WarningPlace, named};
use crate::diagnostic::Code;
use crate::money::Applied;
use crate::pricing::origin::Origin;
use crate::pricing::rule::{Limit, PriceRule};

impl Linter<'_> {
    /// Of two bounds one of which is in percent, the minimum may be above the maximum for some
    /// amounts: up to one of them, or from one on.
    pub(super) fn bounds_cross(&mut self) {
        let Some((first, last)) = self.grid.crossed() else { return };
        let PriceRule { minimum: Some(minimum), maximum: Some(maximum), .. } = *self.grid.rule
        else {
            return;
        };
        let ((name, low), (_, high)) =
            (named(Applied::Minimum, minimum), named(Applied::Maximum, maximum));
        let amounts = match last {
            Some(last) => [" up to `", &self.figures(last).0, "`"].concat(),
            None => " on".to_owned(),
        };
        let given: [&str; 4] = [&low, &high, &self.figures(first).0, &amounts];
        let message = Code::BoundsCross.sentence(&given);
        let place = WarningPlace::at(["/", name].concat());
        let units = [first, last.unwrap_or(first)];
        let units = units.get(..if last.is_some() { 2 } else { 1 }).unwrap_or_default();
        self.warn(Code::BoundsCross, message, Code::BoundsCross.help(), place, units);
    }

    /// A minimum or maximum that does nothing, or everything.
    pub(super) fn bounds(&mut self, stretches: &[Stretch<'_>]) {
        let PriceRule { minimum, maximum, .. } = *self.grid.rule;
        if !stretches.iter().all(|stretch| stretch.told) {
            return;
        }
        for &(bound, limit) in &[(Applied::Minimum, minimum), (Applied::Maximum, maximum)] {
            let Some(limit) = limit else { continue };
            let Some((some, every)) = self.bites(bound, limit, stretches) else { continue };
            let (name, text) = named(bound, limit);
            let side = if bound == Applied::Minimum { "below" } else { "above" };
            let code = match (some, every) {
                (false, _) => Code::BoundNeverBites,
                (true, true) => Code::BoundAlwaysBites,
                (true, false) => continue,
            };
            let message = code.sentence(&[&[bound.name(), " ", &text].concat(), "", side]);
            let place = WarningPlace::at(["/", name].concat());
            self.warn(code, message, code.help(), place, &[]);
        }
    }

    /// Whether a bound bites for some priced amount, and whether it does for every one.
    ///
    /// One that is an amount bites, too, where rounding alone would pass it. Nothing is known where
    /// no amount that is looked at has a charge.
    fn bites(
        &self,
        bound: Applied,
        limit: Limit,
        stretches: &[Stretch<'_>],
    ) -> Option<(bool, bool)> {
        let met = |units| match limit {
            Limit::Amount(_) => self.grid.billed(units),
            Limit::Percentage(_) => self.grid.applied(units),
        };
        let mut priced = None;
        for stretch in stretches {
            if matches!(stretch.origin, Origin::Zero) && !self.grid.rule.charge_on_zero {
                continue;
            }
            let (mut some, mut every) = priced.unwrap_or((false, true));
            for units in [stretch.first, stretch.last] {
                // Between two bounds there may be no step.
                let Some(bites) = met(units).map(|met| met == Some(bound)) else { continue };
                some |= bites;
                every &= bites;
                priced = Some((some, every));
            }
        }
        priced
    }
}
