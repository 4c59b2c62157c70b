//! A charge formula: `{ "formula": "A<1000C|5C|2.5P*A" }`.

use std::ops::Range;

use super::traits::{FormListing, PriceForm};
use crate::curve::{Curve, Cut, Interval};
use crate::diagnostic::Problem;
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{Declared, LeafSchema, json_schema};
use crate::document::{Fields, Reader, Value, asked};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::formula::MAX_CHARACTERS;
use crate::formula::{EvaluationError, Formula, Reached, Supplied};
use crate::money::{Decimal, Overflow, Quantity, Ratio, exact};
use crate::pricing::method::PriceMethod;
use crate::pricing::origin::{Origin, Show, TellPart};
use crate::pricing::steps::Steps;
use crate::pricing::written::ObjectText;

pub(super) const FIELD: &str = "formula";
const METHOD: &str = "FORMULA";

asked! {
    /// The letters of a formula.
    struct FormulaLetters {
        /// What a bare `P` stands for, in percent.
        percentage: Ratio = "percentage";
        /// What a bare `C` stands for.
        constant: Decimal = "constant";
    }
}

impl FormulaLetters {
    /// Reads them.
    pub(super) fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Supplied {
        let Self { percentage, constant } = Self::ask(fields, reader);
        Supplied { percentage: percentage.map(Quantity::from), constant }
    }
}

/// A formula as it was written.
#[derive(Clone, Debug)]
pub struct WrittenFormula {
    formula: Formula,
    /// The text as it was given: the places in steps and warnings are places there.
    written: String,
    /// Where it stands in the rule, as a JSON pointer; empty if it is the whole rule.
    path: &'static str,
}

impl WrittenFormula {
    /// A formula that is the whole rule.
    pub(in crate::pricing) fn alone(formula: Formula, written: String) -> Self {
        Self { formula, written, path: "" }
    }

    /// The canonical spelling, if the formula is the whole rule.
    pub(in crate::pricing) fn whole(&self) -> Option<String> {
        self.path.is_empty().then(|| self.formula.text())
    }
}

impl FormListing for WrittenFormula {
    const FIELD: Option<&'static str> = Some(FIELD);
    const METHODS: &'static [&'static str] = &[METHOD];

    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn declared() -> Vec<Declared> {
        let formula = LeafSchema { length: Some(MAX_CHARACTERS), ..LeafSchema::STRING };
        let about = "The charge in the language of formulas.";
        let mut fields = FormulaLetters::declared();
        fields.push(Declared { name: FIELD, about, schema: json_schema::of_leaf(formula) });
        fields
    }

    fn read(value: &Value, path: &str, reader: &mut Reader, supplied: Supplied) -> Option<Self> {
        let Value::Text(text) = value else {
            reader.wrong_type("a formula", value, path);
            return None;
        };
        let formula = reader.keep_text(path, text, Formula::compile(text, supplied))?;
        Some(Self { formula, written: text.clone(), path: "/formula" })
    }
}

impl PriceForm for WrittenFormula {
    fn method(&self) -> PriceMethod {
        PriceMethod(METHOD)
    }

    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let value = value.to_decimal().ok_or(Overflow)?;
        let Some(noted) = steps.list() else {
            return self.formula.charge(value).map(Ratio::from).map_err(refused);
        };
        let (exact, mut formula_steps) = self.formula.explain(value).map_err(refused)?;
        for step in &mut formula_steps {
            step.count_utf16(&self.written);
        }
        noted.append(&mut formula_steps);
        Ok(Ratio::from(exact))
    }

    fn curve(&self) -> Option<Curve> {
        self.formula.curve()
    }

    fn write(&self, rule: &mut ObjectText) {
        rule.text(FIELD, &self.formula.text());
        // What the whole rule is compiled with is no part of it, but a rule's own letters are.
        let Supplied { percentage, constant } = self.formula.supplied();
        if let Some(percentage) = percentage {
            rule.text("percentage", &percentage.digits());
        }
        rule.amount("constant", constant);
    }

    fn computes(&self, last: Decimal, free: Decimal) -> bool {
        // What remains has as many decimals as what is free.
        let longer = match free.scale() > last.scale() {
            true => exact::add(last, Decimal::new(1, free.scale())),
            false => Ok(last),
        };
        longer.is_ok_and(|last| self.formula.computes(last))
    }

    fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()> {
        let above_zero = Interval { start: Cut::after(Ratio::ZERO), end: None };
        for piece in self.formula.curve()?.pieces() {
            let Some(interval) = piece.interval.intersect(&above_zero) else { continue };
            show(&interval, Origin::Line(piece.line.rate))?;
        }
        Some(())
    }

    fn has_letters(&self) -> bool {
        true
    }

    fn written(&self) -> &str {
        &self.written
    }

    fn path(&self, _: Option<usize>) -> String {
        self.path.to_owned()
    }

    fn doubts(&self, _: bool, reached: Reached<'_>, tell: TellPart<'_>) {
        self.formula.doubts(&self.written, reached, &mut |doubt| tell(None, doubt));
    }

    fn decisive(&self, value: Decimal) -> Option<Range<usize>> {
        self.formula.decisive(value)
    }

    fn parting(&self, one: Decimal, two: Decimal) -> Option<Range<usize>> {
        self.formula.parting(one, two)
    }

    fn negative_help(&self) -> &'static str {
        "if that is not a rebate, write the floor `>0C` behind the price"
    }
}

fn refused(error: EvaluationError) -> Problem {
    let help = match error {
        EvaluationError::TooManyDigits(_) => CHARGE_LESS,
        EvaluationError::Uncovered(_) => error.code().help(),
    };
    Problem::new(error.code(), error.message(), Some(help.to_owned()))
}

/// How to mend a value with too many digits, where the formula itself is right.
const CHARGE_LESS: &str = "charge a smaller amount, or one with fewer decimals";
