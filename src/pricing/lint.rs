//! What is doubtful in a rule that can be charged with: figures that are probably not intended.

mod charges;
mod grid;
mod place;

use self::grid::{Grid, Origin, Stretch};
use self::place::{Place, named};
use super::rule::{Form, PriceRule};
use super::tariff::Tariff;
use super::tier::Tier;
use crate::curve::{Cut, Interval};
use crate::diagnostic::{Code, utf16_offset};
use crate::formula::Formula;
use crate::money::exact::digits;
use crate::money::{Applied, MinorUnits, Ratio};

/// The most warnings about one rule: past that, nobody reads on.
pub const MAX_WARNINGS: usize = 100;

/// Something doubtful in a rule, with its place and the figures that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A stable name in kebab case, listed in `docs/diagnostics.md`.
    pub code: Code,
    /// What is doubtful.
    pub message: String,
    /// What to write instead.
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

impl Tariff {
    /// Every warning about the rule; none if nothing in it is doubtful.
    ///
    /// Amounts are judged on the grid of the currency's minor units, up to the safe integers.
    ///
    /// ```
    /// use ready_reckoner::pricing::{Tariff, TariffOptions};
    ///
    /// let tariff = Tariff::compile("A<1000C|5C|2.5P*A", &TariffOptions::default())?;
    /// let warnings = tariff.lint();
    /// assert_eq!(warnings[0].code.text(), "cliff");
    /// assert_eq!(warnings[0].amounts, ["999.99", "1000.00"]);
    /// assert_eq!(warnings[0].charges, ["5.00", "25.00"]);
    /// # Ok::<(), ready_reckoner::diagnostic::Refusal>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Warning> {
        let mut linter = Linter { grid: Grid::new(self), warnings: Vec::new() };
        linter.parts();
        if let Some(stretches) = linter.grid.stretches() {
            linter.bounds_cross();
            linter.bounds(&stretches);
            let stretches = linter.grid.cut(stretches);
            linter.negative_charges(&stretches);
            linter.borders_and_falls(&stretches);
        }
        linter.warnings
    }
}

struct Linter<'t> {
    grid: Grid<'t>,
    warnings: Vec<Warning>,
}

impl Linter<'_> {
    /// The parts that no amount reaches, and what the formula knows of itself.
    fn parts(&mut self) {
        let rule = self.grid.rule;
        match &rule.form {
            Form::Formula { formula, written } => self.formula(formula, written),
            Form::Price(_) => {}
            Form::Graduated(tiers) | Form::Volume(tiers) => {
                for (index, tier) in tiers.as_slice().iter().enumerate() {
                    self.tier(index, tier);
                }
            }
        }
    }

    fn formula(&mut self, formula: &Formula, written: &str) {
        let reached = |interval: &Interval| match self.grid.reached(interval)? {
            Some((first, last)) => Ok(Some((self.grid.value(first)?, self.grid.value(last)?))),
            None => Ok(None),
        };
        for doubt in formula.doubts(written, &reached) {
            let place = self.in_formula(Some(doubt.place));
            self.warn(doubt.code, &[&doubt.message], doubt.help, place, &[]);
        }
    }

    /// A tier between two neighbours of the grid. The flat part of the first one is what zero
    /// costs, if zero costs anything.
    fn tier(&mut self, index: usize, tier: &Tier) {
        let Some(upper) = tier.upper else { return };
        let end = Some(Cut::after(Ratio::from(upper)));
        let interval = Interval { start: Cut::after(Ratio::from(tier.lower)), end };
        let zero = index == 0 && self.grid.rule.charge_on_zero;
        if zero || self.grid.reached(&interval) != Ok(None) {
            return;
        }
        let (lower, upper) = (digits(tier.lower), digits(upper));
        let message = ["no amount reaches the tier above `", &lower, "` up to `", &upper, "`"];
        let help = "take the tier away, or correct its end or that of the one before";
        self.warn(Code::DeadTier, &message, help, self.in_rule(Some(index)), &[]);
    }

    /// Of two bounds one of which is in percent, the minimum may be above the maximum for some
    /// amounts: up to one of them, or from one on.
    fn bounds_cross(&mut self) {
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
        let message = [
            "the minimum ",
            &low,
            " is above the maximum ",
            &high,
            " from the amount `",
            &self.figures(first).0,
            "`",
            &amounts,
            ", where every amount is refused",
        ];
        let place = Place { path: ["/", name].concat(), ..Place::default() };
        let units = [first, last.unwrap_or(first)];
        let units = units.get(..if last.is_some() { 2 } else { 1 }).unwrap_or_default();
        let help = "give both as amounts, or both in percent";
        self.warn(Code::BoundsCross, &message, help, place, units);
    }

    /// A minimum or maximum that does nothing, or everything.
    fn bounds(&mut self, stretches: &[Stretch<'_>]) {
        let PriceRule { minimum, maximum, .. } = *self.grid.rule;
        for &(bound, limit) in &[(Applied::Minimum, minimum), (Applied::Maximum, maximum)] {
            let Some(limit) = limit else { continue };
            if !self.grid.ends_decide(stretches, limit) {
                continue;
            }
            let Some((some, every)) = self.bites(bound, stretches) else { continue };
            let (name, text) = named(bound, limit);
            let side = if bound == Applied::Minimum { "below it" } else { "above it" };
            let (code, what, help) = match (some, every) {
                (false, _) => (
                    Code::BoundNeverBites,
                    "never bites: no price is ",
                    "take it away, or correct it",
                ),
                (_, true) => (
                    Code::BoundAlwaysBites,
                    "always bites: every price is ",
                    "correct it, or make it the price",
                ),
                _ => continue,
            };
            let message = ["the ", bound.name(), " ", &text, " ", what, side];
            let place = Place { path: ["/", name].concat(), ..Place::default() };
            self.warn(code, &message, help, place, &[]);
        }
    }

    /// Whether a bound bites for some priced amount, and whether it does for every one.
    fn bites(&self, bound: Applied, stretches: &[Stretch<'_>]) -> Option<(bool, bool)> {
        let mut priced = None;
        for stretch in stretches {
            if matches!(stretch.origin, Origin::Zero) && !self.grid.rule.charge_on_zero {
                continue;
            }
            let (mut some, mut every) = priced.unwrap_or((false, true));
            for units in [stretch.first, stretch.last] {
                let bites = self.grid.applied(units)? == Some(bound);
                some |= bites;
                every &= bites;
            }
            priced = Some((some, every));
        }
        priced
    }

    fn warn(&mut self, code: Code, message: &[&str], help: &str, place: Place, units: &[i64]) {
        let Place { path, range } = place;
        let written = match &self.grid.rule.form {
            Form::Formula { written, .. } => written,
            _ => "",
        };
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
            // What is refused has none.
            charges.extend(Some(charge).filter(|charge| !charge.is_empty()));
        }
        let (message, help) = (message.concat(), Some(help.to_owned()));
        self.warnings.push(Warning { code, message, help, path, start, end, amounts, charges });
    }

    /// An amount and its charge, with the currency's digits.
    fn figures(&self, units: i64) -> (String, String) {
        let places = self.grid.tariff.rounding().currency().minor_units();
        let text = |units: i64| {
            MinorUnits::new(units.into()).map(|units| units.format(places)).unwrap_or_default()
        };
        (text(units), self.grid.charge(units).map(text).unwrap_or_default())
    }
}
