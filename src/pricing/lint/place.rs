//! Where a warning points: into a formula, or to a field of a rule.

use std::ops::Range;

use super::Linter;
use super::grid::{Origin, Stretch};
use crate::diagnostic::count;
use crate::money::exact::digits;
use crate::money::{Applied, Decimal};
use crate::pricing::rule::{Form, Limit};

/// Where a warning points.
#[derive(Default)]
pub(super) struct Place {
    /// A JSON pointer.
    pub(super) path: String,
    /// In bytes of the formula.
    pub(super) range: Range<usize>,
}

impl Linter<'_> {
    pub(super) fn in_formula(&self, range: Option<Range<usize>>) -> Place {
        // The canonical text of a rule is a JSON object, with which no formula begins.
        let is_rule = self.grid.tariff.source().starts_with("{");
        let path = if is_rule { "/formula" } else { "" };
        Place { path: path.to_owned(), range: range.unwrap_or_default() }
    }

    pub(super) fn in_rule(&self, tier: Option<usize>) -> Place {
        let list = match (&self.grid.rule.form, tier) {
            (Form::Graduated(_), Some(_)) => "/graduated/",
            (Form::Volume(_), Some(_)) => "/volume/",
            _ => return Place::default(),
        };
        let path = [list, &count(tier.unwrap_or_default())].concat();
        Place { path, ..Place::default() }
    }

    pub(super) fn origin_place(&self, origin: Origin<'_>) -> Place {
        match origin {
            Origin::Formula(_) => self.in_formula(None),
            Origin::Price(tier, _) => self.in_rule(tier),
            // What nothing costs is the flat part of the first tier.
            Origin::Zero => self.in_rule(Some(0)),
        }
    }

    pub(super) fn bound_place(&self, minimum: bool) -> Place {
        let rule = self.grid.rule;
        let (bound, limit) = match minimum {
            true => (Applied::Minimum, rule.minimum),
            false => (Applied::Maximum, rule.maximum),
        };
        let path = limit.map(|limit| ["/", named(bound, limit).0].concat());
        Place { path: path.unwrap_or_default(), ..Place::default() }
    }

    /// What a formula makes of an amount, last of all.
    pub(super) fn decisive(&self, units: i64) -> Place {
        let range = match &self.grid.rule.form {
            Form::Formula { formula, .. } => {
                self.decimal(units).and_then(|value| formula.decisive(value))
            }
            _ => None,
        };
        self.in_formula(range)
    }

    /// What makes the border between two stretches.
    pub(super) fn border_place(&self, before: &Stretch<'_>, after: &Stretch<'_>) -> Place {
        let Form::Formula { formula, .. } = &self.grid.rule.form else {
            return self.origin_place(after.origin);
        };
        let values = self.decimal(before.last).zip(self.decimal(after.first));
        match values.and_then(|(one, two)| formula.parting(one, two)) {
            Some(range) => self.in_formula(Some(range)),
            None => self.decisive(after.first),
        }
    }

    fn decimal(&self, units: i64) -> Option<Decimal> {
        self.grid.value(units).ok()?.to_decimal()
    }
}

/// The field of a bound, and its limit in words.
pub(super) fn named(bound: Applied, limit: Limit) -> (&'static str, String) {
    match (bound, limit) {
        (Applied::Minimum, Limit::Amount(limit)) => ("minimum", quoted(limit, "")),
        (Applied::Minimum, Limit::Percentage(part)) => ("minimumPercentage", quoted(part, "%")),
        (Applied::Maximum, Limit::Amount(limit)) => ("maximum", quoted(limit, "")),
        (Applied::Maximum, Limit::Percentage(part)) => ("maximumPercentage", quoted(part, "%")),
    }
}

fn quoted(limit: Decimal, unit: &str) -> String {
    ["`", &digits(limit), unit, "`"].concat()
}
