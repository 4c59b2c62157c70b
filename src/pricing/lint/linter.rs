//! The warnings about one rule, as they are gathered.

use std::ops::Range;

use super::grid::{Grid, Stretch};
use super::place::{WarningPlace, named};
use crate::diagnostic::{Code, utf16_offset};
use crate::money::{Applied, Decimal, MinorUnits};
use crate::pricing::origin::Origin;
use crate::pricing::tariff::Tariff;

/// The most warnings about one rule: past that, nobody reads on.
pub const MAX_WARNINGS: usize = 100;

/// Something doubtful in a rule, with its place and the figures that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of doubt it is; `docs/diagnostics.md` lists them.
    pub code: Code,
    /// What is doubtful, in words.
    pub message: String,
    /// How to mend it, in words.
    pub help: Option<String>,
    /// A JSON pointer into the rule; empty for the whole of it, or of a formula.
    pub path: String,
    /// Where the place begins in the formula, in UTF-16 code units; zero where there is none.
    pub start: usize,
    /// Where the place ends, exclusive.
    pub end: usize,
    /// The amounts that show it, in order.
    pub amounts: Vec<String>,
    /// The charge for each of the amounts; none where they are refused.
    pub charges: Vec<String>,
}

pub(super) struct Linter<'t> {
    pub(super) grid: Grid<'t>,
    pub(super) warnings: Vec<Warning>,
}

impl<'t> Linter<'t> {
    pub(super) fn new(tariff: &'t Tariff) -> Self {
        Self { grid: Grid::new(tariff), warnings: Vec::new() }
    }

    pub(super) fn warn(
        &mut self,
        code: Code,
        message: String,
        help: &str,
        place: WarningPlace,
        units: &[i64],
    ) {
        let WarningPlace { path, range } = place;
        let written = self.grid.rule.form.written();
        let (start, end) = (utf16_offset(written, range.start), utf16_offset(written, range.end));
        // One place is named once for one reason, by the amounts that show it first.
        let same = |one: &Warning| one.code == code && one.path == path && one.start == start;
        if self.warnings.len() >= MAX_WARNINGS || self.warnings.iter().any(same) {
            return;
        }
        let (mut amounts, mut charges) = (Vec::new(), Vec::new());
        for &units in units {
            let (amount, charge) = self.figures(units);
            amounts.push(amount);
            // An amount that is refused has no charge.
            charges.extend(Some(charge).filter(|charge| !charge.is_empty()));
        }
        let help = Some(help.to_owned());
        self.warnings.push(Warning { code, message, help, path, start, end, amounts, charges });
    }

    /// An amount and its charge, with the currency's digits.
    pub(super) fn figures(&self, units: i64) -> (String, String) {
        let places = self.grid.tariff.rounding().currency().minor_units();
        let text = |units: i64| {
            MinorUnits::new(units.into()).map(|units| units.format(places)).unwrap_or_default()
        };
        (text(units), self.grid.charge(units).map(text).unwrap_or_default())
    }

    /// Where what prices a stretch stands.
    pub(super) fn origin_place(&self, origin: Origin<'_>) -> WarningPlace {
        WarningPlace::at(self.grid.rule.form.path(origin.part()))
    }

    /// What decides the charge of an amount: a place in the form's text, or else what prices the
    /// stretch that the amount lies in.
    pub(super) fn decisive_place(&self, units: i64, origin: Origin<'_>) -> WarningPlace {
        let form = &self.grid.rule.form;
        self.in_text(self.decimal(units).and_then(|value| form.decisive(value)), origin)
    }

    /// What makes the border between two stretches.
    pub(super) fn border_place(&self, before: &Stretch<'_>, after: &Stretch<'_>) -> WarningPlace {
        let form = &self.grid.rule.form;
        let values = self.decimal(before.last).zip(self.decimal(after.first));
        match values.and_then(|(one, two)| form.parting(one, two)) {
            Some(range) => self.in_text(Some(range), after.origin),
            None => self.decisive_place(after.first, after.origin),
        }
    }

    pub(super) fn bound_place(&self, bound: Applied) -> WarningPlace {
        let rule = self.grid.rule;
        let limit = match bound {
            Applied::Minimum => rule.minimum,
            Applied::Maximum => rule.maximum,
        };
        let path = limit.map(|limit| ["/", named(bound, limit).0].concat());
        WarningPlace::at(path.unwrap_or_default())
    }

    fn in_text(&self, range: Option<Range<usize>>, origin: Origin<'_>) -> WarningPlace {
        WarningPlace { range: range.unwrap_or_default(), ..self.origin_place(origin) }
    }

    fn decimal(&self, units: i64) -> Option<Decimal> {
        self.grid.value(units).ok()?.to_decimal()
    }
}
