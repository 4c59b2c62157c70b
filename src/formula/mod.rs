//! The charge-formula language: `A<1000C|5C|2.5P*A|>10C|<2000C`.
//!
//! A text becomes segments (`parse`), segments become choices (`structure`), the choices are
//! checked (`check`) and then evaluated, explained, formatted or lowered to a curve.

mod check;
mod cure;
mod evaluate;
mod explain;
mod function;
mod limits;
mod lint;
mod lower;
mod numeral;
mod parse;
mod report;
mod structure;
mod syntax;
mod token;

pub use evaluate::{EvaluationError, Supplied};
pub use explain::Step;
pub use limits::{MAX_CHARACTERS, MAX_DEPTH, MAX_NUMBER_DIGITS, MAX_SEGMENTS};
pub use lint::{Doubt, Reached, Tell};
pub use report::MAX_DIAGNOSTICS;

use std::ops::Range;

use evaluate::{Letters, Untraced};
use lint::Review;
use report::Report;
use syntax::Syntax;

use crate::curve::Curve;
use crate::diagnostic::Diagnostic;
use crate::money::{Decimal, Quantity};

/// A formula that has a meaning, with the `P` and `C` it was given.
///
/// ```
/// use ready_reckoner::formula::{Formula, Supplied};
/// use ready_reckoner::money::amount;
///
/// let formula = Formula::compile("A<1000C|5C|2.5P*A|>30C|<2000C", Supplied::default())?;
/// let charge = formula.charge(amount::parse("1500").unwrap()).unwrap();
/// assert_eq!(charge.digits(), "37.5");
/// # Ok::<(), Vec<ready_reckoner::diagnostic::Diagnostic>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Formula {
    syntax: Syntax,
    supplied: Supplied,
}

impl Formula {
    /// Reads and checks a formula.
    ///
    /// # Errors
    /// Every problem of the text, in the order of their places; offsets are bytes.
    pub fn compile(source: &str, supplied: Supplied) -> Result<Self, Vec<Diagnostic>> {
        let (syntax, report) = parsed(source, Some(supplied));
        if report.is_empty() {
            Ok(Self { syntax, supplied })
        } else {
            Err(told(report, Some(supplied)))
        }
    }

    /// The exact charge for an amount, before any rounding. Amounts are zero or more.
    ///
    /// # Errors
    /// When a value on the way needs more than 28 digits, or no price covers the amount.
    pub fn charge(&self, amount: Decimal) -> Result<Quantity, EvaluationError> {
        evaluate::charge(&self.syntax, self.letters(amount), &mut Untraced)
    }

    /// The exact charge and every step towards it; offsets are bytes.
    ///
    /// # Errors
    /// As [`Formula::charge`].
    pub fn explain(&self, amount: Decimal) -> Result<(Quantity, Vec<Step>), EvaluationError> {
        explain::explain(&self.syntax, self.letters(amount))
    }

    /// The exact curve, where the formula is linear piece by piece and its figures fit.
    #[must_use]
    pub fn curve(&self) -> Option<Curve> {
        lower::curve(&self.syntax, self.supplied)
    }

    /// Whether every value on every way is sure to fit 28 digits, for each amount that is not
    /// larger than this one and has no more decimal places than its scale.
    #[must_use]
    pub fn computes(&self, amount: Decimal) -> bool {
        let letters = self.letters(amount);
        let mut fits = true;
        self.syntax.expressions(&mut |expression| {
            fits = fits && evaluate::size(expression, letters).is_some();
        });
        fits
    }

    /// Tells what can be said of the formula alone: letters that it was given and does not use,
    /// prices that nothing reaches, bounds that do nothing or everything.
    pub fn doubts(&self, written: &str, reached: Reached<'_>, tell: Tell<'_>) {
        self.review().doubts(written, reached, tell);
    }

    /// The condition that holds for only one of two values: where the way parts.
    #[must_use]
    pub fn parting(&self, one: Decimal, two: Decimal) -> Option<Range<usize>> {
        self.review().parting(one, two)
    }

    /// The price that is the charge of a value, or the last bound to change it.
    #[must_use]
    pub fn decisive(&self, value: Decimal) -> Option<Range<usize>> {
        self.review().decisive(value)
    }

    /// The canonical spelling.
    #[must_use]
    pub fn text(&self) -> String {
        self.syntax.text()
    }

    /// What its letters stand for.
    #[must_use]
    pub fn supplied(&self) -> Supplied {
        self.supplied
    }

    fn review(&self) -> Review<'_> {
        Review { syntax: &self.syntax, supplied: self.supplied }
    }

    fn letters(&self, amount: Decimal) -> Letters {
        Letters { amount, supplied: self.supplied }
    }
}

impl std::fmt::Display for Formula {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

/// Every problem of a formula; none if it can be charged with.
#[must_use]
pub fn check(source: &str, supplied: Supplied) -> Vec<Diagnostic> {
    let report = parsed(source, Some(supplied)).1;
    if report.is_empty() { Vec::new() } else { told(report, Some(supplied)) }
}

/// The one canonical spelling of a formula.
///
/// # Errors
/// Every problem of the text. What bare letters stand for need not be known.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    let (syntax, report) = parsed(source, None);
    if report.is_empty() { Ok(syntax.text()) } else { Err(told(report, None)) }
}

/// The problems of a formula, with corrections. Most starts of a page never come here.
#[cold]
#[inline(never)]
fn told(report: Report<'_>, supplied: Option<Supplied>) -> Vec<Diagnostic> {
    report.finish(&|text| parsed(text, supplied).1.into_readings())
}

fn parsed(source: &str, supplied: Option<Supplied>) -> (Syntax, Report<'_>) {
    let mut report = Report::new(source);
    let segments = match parse::within_limits(&mut report) {
        true => parse::segments(&mut report),
        false => Vec::new(),
    };
    let syntax = structure::choices(segments, &mut report);
    if let Some(supplied) = supplied
        && report.is_empty()
    {
        check::meaning(&syntax, supplied, &mut report);
    }
    (syntax, report)
}
