//! JSON text in the making: fields in one order, and amounts in one spelling.

use crate::money::exact::{self, digits};
use crate::money::{Decimal, Ratio};

/// A JSON object to which fields are added. No name and no text in a rule needs an escape: they are
/// amounts, names and formulas.
#[derive(Debug, Default)]
pub struct ObjectText(String);

impl ObjectText {
    /// Adds a field whose value is JSON already.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let comma = if self.0.is_empty() { "\"" } else { ",\"" };
        self.0.push_str(&[comma, name, "\":", value].concat());
    }

    /// Adds a field that is a string.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &["\"", value, "\""].concat());
    }

    /// Adds an amount, without the zeros at its end, if there is one.
    pub(super) fn amount(&mut self, name: &str, value: Option<Decimal>) {
        if let Some(value) = value {
            self.text(name, &digits(exact::add(value, Decimal::ZERO).unwrap_or(value)));
        }
    }

    /// Adds a number that divides or multiplies, in lowest terms, if there is one.
    pub(super) fn ratio(&mut self, name: &str, value: Option<Ratio>) {
        if let Some(value) = value {
            self.text(name, &value.digits());
        }
    }

    /// The whole object.
    pub(super) fn done(self) -> String {
        ["{", &self.0, "}"].concat()
    }
}
