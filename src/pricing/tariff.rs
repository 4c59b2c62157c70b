//! A compiled charge: a rule, its rounding and, where it has one, its exact curve.

use super::explanation::Explanation;
use super::options::TariffOptions;
use crate::curve::Kernel;
use crate::diagnostic::{self, Diagnostic, Problem, Refusal};
use crate::formula::{self, EvaluationError, Formula, Step};
use crate::money::exact::digits;
use crate::money::{Decimal, MinorUnits, Rounding, RoundingMode};

/// A charge, ready to be computed for any amount.
///
/// The calculator defines the charge. Where the rule is linear piece by piece, a kernel of 64-bit
/// integers gives the same digits faster for amounts on the currency's grid.
#[derive(Clone, Debug)]
pub struct Tariff {
    formula: Formula,
    written: String,
    rounding: Rounding,
    exact_curve: bool,
    kernel: Option<Kernel>,
}

impl Tariff {
    /// Compiles a formula.
    ///
    /// # Errors
    /// Every problem of the formula, or of the options.
    pub fn compile(source: &str, options: &TariffOptions) -> Result<Self, Refusal> {
        let rounding = options.rounding()?;
        let formula = Formula::compile(source, options.supplied())
            .map_err(|diagnostics| Refusal::of_diagnostics(source, diagnostics))?;
        let curve = formula.curve();
        let exact_curve = curve.is_some();
        let digits = rounding.currency().minor_units();
        let kernel = curve.and_then(|curve| Kernel::new(&curve, &rounding)).filter(|kernel| {
            // Where the calculator would refuse for want of digits, so must the fast path.
            let last = Decimal::try_from_i128_with_scale(kernel.limit().into(), digits);
            last.is_ok_and(|last| formula.computes(last))
        });
        let written = source.to_owned();
        Ok(Self { formula, written, rounding, exact_curve, kernel })
    }

    /// The canonical text of the rule.
    #[must_use]
    pub fn source(&self) -> String {
        self.formula.text()
    }

    /// Currency, mode and increment.
    #[must_use]
    pub fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// Whether the charge is an exact piecewise-linear function of the amount.
    #[must_use]
    pub fn exact_curve(&self) -> bool {
        self.exact_curve
    }

    /// The charge on the fast path, both in minor units; `None` where only [`Tariff::charge`]
    /// knows the answer.
    #[must_use]
    pub fn charge_minor(&self, amount: i64) -> Option<i64> {
        self.kernel.as_ref()?.charge(amount)
    }

    /// The charge, rounded once.
    ///
    /// # Errors
    /// When the amount is negative or not covered, or a value needs more than 28 digits.
    pub fn charge(&self, amount: Decimal) -> Result<MinorUnits, Refusal> {
        not_negative(amount)?;
        let exact = self.formula.charge(amount).map_err(refused)?;
        self.round(exact)
    }

    /// The charge and the way to it; offsets are UTF-16 code units.
    ///
    /// # Errors
    /// As [`Tariff::charge`].
    pub fn explain(&self, amount: Decimal) -> Result<Explanation, Refusal> {
        not_negative(amount)?;
        let (exact, mut steps) = self.formula.explain(amount).map_err(refused)?;
        for step in &mut steps {
            step.count_utf16(&self.written);
        }
        let charge = self.round(exact)?.format(self.rounding.currency().minor_units());
        steps.push(rounding_step(exact, &charge, &self.rounding));
        Ok(Explanation {
            amount: digits(amount),
            exact: digits(exact),
            charge,
            currency: self.rounding.currency().code(),
            steps,
        })
    }

    fn round(&self, exact: Decimal) -> Result<MinorUnits, Refusal> {
        self.rounding.round_decimal(exact).map_err(|error| Problem::from(error).into())
    }
}

/// Every problem of a formula; offsets are UTF-16 code units.
#[must_use]
pub fn check(source: &str, options: &TariffOptions) -> Vec<Diagnostic> {
    diagnostic::in_utf16(formula::check(source, options.supplied()), source)
}

/// What is charged is zero or more, whatever the rule.
pub(super) fn not_negative(amount: Decimal) -> Result<(), Problem> {
    if !amount.is_sign_negative() || amount.is_zero() {
        return Ok(());
    }
    let help = "an amount to be charged is zero or more".to_owned();
    let message = ["the amount `", &digits(amount), "` is negative"].concat();
    Err(Problem::new("amount-negative", message, Some(help)))
}

fn refused(error: EvaluationError) -> Refusal {
    let help = match error {
        EvaluationError::TooManyDigits(_) => "charge a smaller amount, or one with fewer decimals",
        EvaluationError::Uncovered(_) => "end the formula with a price that has no condition",
    };
    Refusal::new(error.code(), error.message(), Some(help.to_owned()))
}

fn rounding_step(exact: Decimal, charge: &str, rounding: &Rounding) -> Step {
    let currency = rounding.currency();
    let unit = MinorUnits::new(rounding.increment());
    let unit = unit.map(|unit| unit.format(currency.minor_units()));
    let unit = unit.unwrap_or_default();
    let mode = in_words(rounding.mode());
    let code = currency.code();
    Step {
        kind: "rounding",
        text: [
            &digits(exact),
            " rounded ",
            mode,
            " to a multiple of ",
            &unit,
            " is ",
            code,
            " ",
            charge,
        ]
        .concat(),
        value: Some(charge.to_owned()),
        ..Step::default()
    }
}

fn in_words(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::HalfUp => "half away from zero",
        RoundingMode::HalfEven => "half to even",
        RoundingMode::HalfDown => "half toward zero",
        RoundingMode::Up => "away from zero",
        RoundingMode::Down => "toward zero",
        RoundingMode::Ceiling => "up",
        RoundingMode::Floor => "down",
    }
}
