//! What is doubtful in the charges of neighbouring amounts: signs, falls and jumps.

use super::Linter;
use super::grid::{Origin, Stretch, search};
use super::place::Place;
use crate::diagnostic::Code;
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Applied, Overflow, Ratio};
use crate::pricing::rule::Form;

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
            SAFE_INTEGER_MAX => " on".to_owned(),
            to if to == from => String::new(),
            to => {
                amounts.push(to);
                [" up to `", &self.figures(to).0, "`"].concat()
            }
        };
        let begins = if until.is_empty() { "for" } else { "from" };
        let message = [
            "the charge is negative ",
            begins,
            " the amount `",
            &amount,
            "`",
            &until,
            ": it is charged `",
            &charge,
            "`",
        ];
        let (help, place) = match (&self.grid.rule.form, self.grid.applied(from)) {
            (_, Some(Some(Applied::Maximum))) => ("raise the maximum", self.bound_place(false)),
            (_, Some(Some(Applied::Minimum))) => ("raise the minimum", self.bound_place(true)),
            (Form::Formula { .. }, _) => {
                let help = "if that is not a rebate, write the floor `>0C` behind the price";
                (help, self.decisive(from))
            }
            _ => ("if that is not a rebate, give a `minimum` of 0", self.origin_place(origin)),
        };
        self.warn(Code::NegativeCharge, &message, help, place, &amounts);
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
                } else if self.is_cliff(before, stretch, first - charge) == Ok(true) {
                    self.cliff(before, stretch);
                }
            }
            if stretch.steady && last < first {
                let less = |units| Ok(self.grid.charge(units).ok_or(Overflow)? < first);
                if let Ok(less) = search(stretch.first, stretch.last, &less) {
                    let place = match self.grid.rule.form {
                        Form::Formula { .. } => self.decisive(less),
                        _ => self.origin_place(stretch.origin),
                    };
                    self.inversion(less - 1, less, place, stretch.origin);
                }
            }
            before = Some((stretch, last));
        }
    }

    fn inversion(&mut self, one: i64, two: i64, place: Place, origin: Origin<'_>) {
        let ((smaller, more), (larger, less)) = (self.figures(one), self.figures(two));
        let message = [
            "the amount `",
            &larger,
            "` is charged `",
            &less,
            "`, less than the `",
            &more,
            "` of the smaller amount `",
            &smaller,
            "`",
        ];
        let help = match (&self.grid.rule.form, origin) {
            (Form::Volume(_), Origin::Price(Some(1..), _)) => {
                "with `graduated`, each tier prices only the part of the value that falls in it"
            }
            _ => "if a larger amount is not meant to pay less, raise the price of the larger one",
        };
        self.warn(Code::Inversion, &message, help, place, &[one, two]);
    }

    /// A jump by more than the prices on both sides say, and more than rounding can make of it.
    fn is_cliff(
        &self,
        before: &Stretch<'_>,
        after: &Stretch<'_>,
        jump: i64,
    ) -> Result<bool, Overflow> {
        let neighbours = before.last + 1 == after.first;
        // What nothing costs is no measure of what something costs.
        let begins = self.grid.value(before.last)?.is_zero();
        // A graduated rule jumps by the flat part of the tier that is entered, as it says.
        let graduated = matches!(self.grid.rule.form, Form::Graduated(_));
        // Where one price goes on, only rounding away from zero makes two steps of one: below zero
        // and above it.
        let same = matches!(
            (before.origin, after.origin),
            (Origin::Price(one, _), Origin::Price(other, _)) if one == other
        );
        if !neighbours || begins || graduated || same {
            return Ok(false);
        }
        let step = self.grid.value(after.first)?.checked_sub(self.grid.value(before.last)?)?;
        let allowance = self.grid.allowance(before.origin, after.origin, step)?;
        let increment = Ratio::new(self.grid.tariff.rounding().increment(), 1)?;
        let jump = Ratio::from_integer(jump).checked_sub(increment)?;
        Ok(self.grid.amount(jump)? > allowance)
    }

    fn cliff(&mut self, before: &Stretch<'_>, after: &Stretch<'_>) {
        let (one, two) = (self.figures(before.last), self.figures(after.first));
        let message = [
            "the charge jumps from `",
            &one.1,
            "` for the amount `",
            &one.0,
            "` to `",
            &two.1,
            "` for `",
            &two.0,
            "`",
        ];
        let help = match self.grid.rule.form {
            Form::Volume(_) => {
                "with `graduated`, each tier prices only the part of the value that falls in it"
            }
            _ => "if no jump is meant, let the prices on both sides agree there",
        };
        let place = self.border_place(before, after);
        self.warn(Code::Cliff, &message, help, place, &[before.last, after.first]);
    }
}
