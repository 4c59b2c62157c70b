//! What is doubtful in the charges of neighbouring amounts: signs, falls and jumps.

use super::grid::{Stretch, search};
use super::linter::Linter;
use super::place::WarningPlace;
use crate::diagnostic::Code;
use crate::money::{Applied, Overflow, Ratio};
use crate::pricing::origin::Origin;

impl Linter<'_> {
    /// Where charges are below zero: one warning for each range of such amounts.
    pub(super) fn negative_charges(&mut self, stretches: &[Stretch<'_>]) {
        let mut range: Option<(i64, i64, Origin<'_>)> = None;
        for stretch in stretches {
            let Some((first, last)) = self.negative_part(stretch) else { continue };
            range = match range {
                Some((from, to, origin)) if to + 1 == first => Some((from, last, origin)),
                before => {
                    self.negative_range(before);
                    Some((first, last, stretch.origin))
                }
            };
            // Where such a range ends, nothing tells of a stretch that turns.
            if !stretch.steady {
                let shown = range.take().map(|(from, _, origin)| (from, from, origin));
                self.negative_range(shown);
            }
        }
        self.negative_range(range);
    }

    fn negative_part(&self, stretch: &Stretch<'_>) -> Option<(i64, i64)> {
        let Stretch { first, last, steady, .. } = *stretch;
        let negative = |units| self.grid.charge(units).map(|charge| charge < 0);
        let turn = |to: bool| {
            search(first, last, &|units| Ok(negative(units).ok_or(Overflow)? == to)).ok()
        };
        match (negative(first), negative(last)) {
            (Some(true), Some(true)) if steady => Some((first, last)),
            (Some(true), Some(false)) if steady => Some((first, turn(false)? - 1)),
            (Some(false), Some(true)) if steady => Some((turn(true)?, last)),
            (Some(true), _) => Some((first, first)),
            (_, Some(true)) => Some((last, last)),
            _ => None,
        }
    }

    fn negative_range(&mut self, range: Option<(i64, i64, Origin<'_>)>) {
        let Some((from, to, origin)) = range else { return };
        let (amount, charge) = self.figures(from);
        let mut amounts = vec![from];
        let until = match to {
            to if self.grid.goes_on(to) => " on".to_owned(),
            to if to == from => String::new(),
            to => {
                amounts.push(to);
                [" up to `", &self.figures(to).0, "`"].concat()
            }
        };
        let begins = if until.is_empty() { "for" } else { "from" };
        let message = Code::NegativeCharge.sentence(&[begins, &amount, &until, &charge]);
        let (help, place) = match self.grid.applied(from).flatten() {
            Some(Applied::Maximum) => (RAISE_MAXIMUM, self.bound_place(Applied::Maximum)),
            Some(Applied::Minimum) => (RAISE_MINIMUM, self.bound_place(Applied::Minimum)),
            None => (self.grid.rule.form.negative_help(), self.decisive_place(from, origin)),
        };
        self.warn(Code::NegativeCharge, message, help, place, &amounts);
    }

    /// Where a larger amount pays less, and where it suddenly pays more.
    pub(super) fn borders_and_falls(&mut self, stretches: &[Stretch<'_>]) {
        let mut before: Option<(&Stretch<'_>, i64)> = None;
        for stretch in stretches {
            let (Some(first), Some(last)) =
                (self.grid.charge(stretch.first), self.grid.charge(stretch.last))
            else {
                before = None;
                continue;
            };
            if let Some((before, charge)) = before {
                if first < charge {
                    let place = self.border_place(before, stretch);
                    self.inversion(before.last, stretch.first, place, stretch.origin);
                } else if self.is_cliff(before, stretch, charge, first) == Ok(true) {
                    self.cliff(before, stretch);
                }
            }
            if stretch.steady && last < first {
                let less = |units| Ok(self.grid.charge(units).ok_or(Overflow)? < first);
                if let Ok(less) = search(stretch.first, stretch.last, &less) {
                    let place = self.decisive_place(less, stretch.origin);
                    self.inversion(less - 1, less, place, stretch.origin);
                }
            }
            before = Some((stretch, last));
        }
    }

    fn inversion(&mut self, one: i64, two: i64, place: WarningPlace, origin: Origin<'_>) {
        let ((smaller, more), (larger, less)) = (self.figures(one), self.figures(two));
        let message = Code::Inversion.sentence(&[&larger, &less, &more, &smaller]);
        let help = self.grid.rule.form.inversion_help(origin.part());
        self.warn(Code::Inversion, message, help, place, &[one, two]);
    }

    /// A jump from one charge to another by more than the prices on both sides say, and more than
    /// rounding can make of it.
    fn is_cliff(
        &self,
        before: &Stretch<'_>,
        after: &Stretch<'_>,
        from: i64,
        to: i64,
    ) -> Result<bool, Overflow> {
        let neighbours = before.last + 1 == after.first;
        // What nothing costs is no measure of what something costs.
        let begins = self.grid.value(before.last)?.is_zero();
        let meant = self.grid.rule.form.is_meant_to_jump();
        // Where one price goes on, only rounding away from zero makes two steps of one: below zero
        // and above it.
        let same = matches!(
            (before.origin, after.origin),
            (Origin::Price(one, _), Origin::Price(other, _)) if one == other
        );
        if !neighbours || begins || meant || same {
            return Ok(false);
        }
        let step = self.grid.value(after.first)?.checked_sub(self.grid.value(before.last)?)?;
        let allowance = self.grid.allowance(before.origin, after.origin, step)?;
        let increment = Ratio::new(self.grid.tariff.rounding().increment(), 1)?;
        // The two charges may be further apart than 64 bits hold.
        let jump = Ratio::from_integer(to).checked_sub(Ratio::from_integer(from))?;
        let jump = jump.checked_sub(increment)?;
        Ok(self.grid.amount(jump)? > allowance)
    }

    fn cliff(&mut self, before: &Stretch<'_>, after: &Stretch<'_>) {
        let (one, two) = (self.figures(before.last), self.figures(after.first));
        let message = Code::Cliff.sentence(&[&one.1, &one.0, &two.1, &two.0]);
        let place = self.border_place(before, after);
        let help = self.grid.rule.form.cliff_help();
        self.warn(Code::Cliff, message, help, place, &[before.last, after.first]);
    }
}

/// How to mend a charge that a bound takes below zero.
const RAISE_MAXIMUM: &str = "raise the maximum";
const RAISE_MINIMUM: &str = "raise the minimum";
