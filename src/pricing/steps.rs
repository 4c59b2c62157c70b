//! The steps of a calculation, noted only where somebody wants to read them.

use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{Decimal, Ratio};

/// Steps in order, or nothing where nobody asked for them: writing their sentences takes longer
/// than computing the charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps(Option<Vec<Step>>);

impl Steps {
    /// Notes every step.
    #[must_use]
    pub fn noted() -> Self {
        Self(Some(Vec::new()))
    }

    /// The steps in order.
    #[must_use]
    pub fn into_vec(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }

    /// Whether steps are noted.
    pub(super) fn are_noted(&self) -> bool {
        self.0.is_some()
    }

    /// How many steps have been noted.
    pub(super) fn count(&self) -> usize {
        self.0.as_ref().map_or(0, Vec::len)
    }

    /// Forgets all steps behind the first ones.
    pub(super) fn forget(&mut self, first: usize) {
        if let Some(steps) = self.list() {
            steps.truncate(first);
        }
    }

    /// Where steps are noted: the list, to add to.
    pub(super) fn list(&mut self) -> Option<&mut Vec<Step>> {
        self.0.as_mut()
    }

    /// Adds a step where steps are noted. Kept out of line, because a step is long.
    #[inline(never)]
    pub(super) fn push(&mut self, step: Step) {
        if let Some(steps) = self.list() {
            steps.push(step);
        }
    }

    /// Notes a step that is only words.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn say(
        &mut self,
        kind: &'static str,
        text: &[&str],
        operands: &[(&'static str, &str)],
    ) {
        if self.are_noted() {
            let operands = operands.iter().map(|(name, text)| (*name, (*text).to_owned()));
            let (text, operands) = (text.concat(), operands.collect());
            self.push(Step { kind, text, operands, ..Step::default() });
        }
    }

    /// Notes a step that has a value: its text in parts, without the value.
    pub(super) fn note(&mut self, kind: &'static str, parts: &[&dyn Part], value: Ratio) {
        if !self.are_noted() {
            return;
        }
        let (mut text, mut operands) = (String::new(), Vec::new());
        for part in parts {
            text.push_str(&part.text());
            part.add_operands(&mut operands);
        }
        let value = value.digits();
        text.push_str(" = ");
        text.push_str(&value);
        self.push(Step { kind, text, value: Some(value), operands, ..Step::default() });
    }
}

/// A part of a step's text, written only when the step is noted.
pub(super) trait Part {
    fn text(&self) -> String;

    /// Adds what the step is made of, by its names.
    fn add_operands(&self, _: &mut Vec<(&'static str, String)>) {}
}

/// A part that is told by its name, too.
pub(super) struct Named<'p>(pub(super) &'static str, pub(super) &'p dyn Part);

impl Part for Named<'_> {
    fn text(&self) -> String {
        self.1.text()
    }

    fn add_operands(&self, operands: &mut Vec<(&'static str, String)>) {
        operands.push((self.0, self.1.text()));
    }
}

impl Part for &str {
    fn text(&self) -> String {
        (*self).to_owned()
    }
}

impl Part for Decimal {
    fn text(&self) -> String {
        digits(*self)
    }
}

impl Part for Ratio {
    fn text(&self) -> String {
        self.digits()
    }
}
