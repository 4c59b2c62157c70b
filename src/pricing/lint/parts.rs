//! What is doubtful in the form of a rule: parts that no amount reaches, and whatever else the form
//! knows of itself.

use super::linter::Linter;
use super::place::WarningPlace;
use crate::curve::Interval;

impl Linter<'_> {
    pub(super) fn parts(&mut self) {
        let rule = self.grid.rule;
        let reached = |interval: &Interval| match self.grid.reached(interval)? {
            Some((first, last)) => Ok(Some((self.grid.value(first)?, self.grid.value(last)?))),
            None => Ok(None),
        };
        let mut doubts = Vec::new();
        let mut tell = |part, doubt| doubts.push((part, doubt));
        rule.form.doubts(rule.charge_on_zero, &reached, &mut tell);
        for (part, doubt) in doubts {
            let place = WarningPlace { path: rule.form.path(part), range: doubt.place };
            self.warn(doubt.code, doubt.message, doubt.help, place, &[]);
        }
    }
}
