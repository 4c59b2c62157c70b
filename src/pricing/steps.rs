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
    pub(super) fn say(&mut self, kind: &'static str, text: &[&str]) {
        if self.are_noted() {
            self.push(Step { kind, text: text.concat(), ..Step::default() });
        }
    }

    /// Notes a step that has a value: its text in parts, without the value.
    pub(super) fn note(&mut self, kind: &'static str, parts: &[&dyn Part], value: Ratio) {
        if !self.are_noted() {
            return;
        }
        let mut text = String::new();
        for part in parts {
            text.push_str(&part.text());
        }
        let value = value.digits();
        text.push_str(" = ");
        text.push_str(&value);
        self.push(Step { kind, text, value: Some(value), ..Step::default() });
    }
}

/// A part of a step's text, written only when the step is noted.
pub(super) trait Part {
    fn text(&self) -> String;
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
