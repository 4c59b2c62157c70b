//! A compiled charge: a rule, its rounding and, where it has one, its exact curve.

use super::explanation::Explanation;
use super::options::TariffOptions;
use super::pipeline::Priced;
use super::rule::PriceRule;
use super::source;
use super::steps::Steps;
use super::terms::Terms;
use crate::curve::{self, Curve, Figure, Kernel, Solution};
use crate::diagnostic::{self, Code, Diagnostic, Problem, Refusal};
use crate::document::{Reader, Value};
use crate::formula::{self, Formula, Step};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::exact::{self, digits};
use crate::money::{Decimal, MinorUnits, Overflow, Ratio, Rounding, RoundingMode};

/// A charge, ready to be computed for any amount.
///
/// The calculator defines the charge. Where the rule is linear piece by piece, a kernel of 64-bit
/// integers gives the same digits faster for amounts on the currency's grid.
#[derive(Clone, Debug)]
pub struct Tariff {
    rule: PriceRule,
    source: String,
    terms: Terms,
    rounding: Rounding,
    curve: Option<Curve>,
    kernel: Option<Kernel>,
}

impl Tariff {
    /// Compiles a formula.
    ///
    /// # Errors
    /// Every problem of the formula, or of the options.
    pub fn compile(source: &str, options: &TariffOptions) -> Result<Self, Refusal> {
        let rounding = options.rounding()?;
        let mut reader = Reader::default();
        options.refuse_useless(true, false, &mut reader);
        reader.finish()?;
        let formula = Formula::compile(source, options.supplied())
            .map_err(|diagnostics| Refusal::of_diagnostics(source, diagnostics))?;
        let text = formula.text();
        let rule = PriceRule::of_formula(formula, source.to_owned());
        Ok(Self::new(rule, text, options.terms, rounding))
    }

    /// Compiles a price rule.
    ///
    /// # Errors
    /// Every problem of the rule, or of the options.
    pub fn compile_rule(rule: &Value, options: &TariffOptions) -> Result<Self, Refusal> {
        let given = options;
        let (rule, options) = PriceRule::read(rule, options)?;
        let mut reader = Reader::default();
        let is_annual = rule.annual_basis.is_some();
        given.refuse_useless(rule.form.has_letters(), is_annual, &mut reader);
        reader.finish()?;
        let rounding = options.rounding()?;
        let text = source::text(&rule, &options);
        Ok(Self::new(rule, text, options.terms, rounding))
    }

    fn new(rule: PriceRule, source: String, terms: Terms, rounding: Rounding) -> Self {
        let curve = rule.curve(&terms);
        let kernel = curve.as_ref().and_then(|curve| kernel(&rule, curve, &rounding));
        Self { rule, source, terms, rounding, curve, kernel }
    }

    /// The canonical text of the rule: a formula, or JSON.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Currency, mode and increment.
    #[must_use]
    pub fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// Whether the charge is an exact piecewise-linear function of the amount.
    #[must_use]
    pub fn exact_curve(&self) -> bool {
        self.curve.is_some()
    }

    /// The exact charge before rounding, piece by piece.
    ///
    /// # Errors
    /// When the rule is not linear piece by piece, or its tenor is missing.
    pub fn curve(&self) -> Result<&Curve, Problem> {
        // A price for a period without its tenor has no charges at all.
        self.rule.period(&self.terms)?;
        self.curve.as_ref().ok_or_else(|| Problem::says(Code::NotPiecewiseLinear, &[]))
    }

    /// The charge on the fast path, both in minor units; `None` where only [`Tariff::charge`]
    /// knows the answer.
    #[must_use]
    pub fn charge_minor(&self, amount: i64) -> Option<i64> {
        self.kernel.as_ref()?.charge(amount)
    }

    /// The kernel of the fast path, where there is one.
    #[must_use]
    pub fn kernel(&self) -> Option<&Kernel> {
        self.kernel.as_ref()
    }

    /// The charge for a number of minor units, in minor units too.
    ///
    /// # Errors
    /// As [`Tariff::charge`], and when the charge does not fit 64 bits.
    pub fn charge_units(&self, amount: i64) -> Result<i64, Problem> {
        if let Some(charge) = self.charge_minor(amount) {
            return Ok(charge);
        }
        let places = self.rounding.currency().minor_units();
        let value = exact::decimal(amount.into(), places)?;
        let priced = self.price(value, &mut Steps::default())?;
        let charge = self.round(priced.exact)?;
        i64::try_from(charge.count())
            .map_err(|_| Problem::of(Code::ResultOverflow, &[CHARGE_TOO_LONG], USE_CHARGE))
    }

    /// The amounts whose charge, net or gross is a figure, in minor units as it is.
    ///
    /// # Errors
    /// As [`Tariff::curve`], when a number on the way does not fit, or when an amount that is named
    /// might be refused for want of digits.
    pub fn solve(&self, figure: Figure, target: i64) -> Result<Solution, Problem> {
        let solution = curve::solve(self.curve()?, &self.rounding, figure, target);
        let solution = solution.ok_or(Overflow)?;
        let ends = solution.amounts.iter().map(|span| span.to.unwrap_or(SAFE_INTEGER_MAX));
        let last = ends.chain(solution.below).chain(solution.above).max();
        if !self.rule.computes(&self.rounding, last.unwrap_or_default()) {
            return Err(Overflow.into());
        }
        Ok(solution)
    }

    /// The charge, rounded once.
    ///
    /// # Errors
    /// When the amount is negative or not covered, or a value needs too many digits.
    pub fn charge(&self, amount: Decimal) -> Result<MinorUnits, Refusal> {
        let priced = self.price(amount, &mut Steps::default())?;
        Ok(self.round(priced.exact)?)
    }

    /// The charge and the way to it; offsets are UTF-16 code units.
    ///
    /// # Errors
    /// As [`Tariff::charge`].
    pub fn explain(&self, amount: Decimal) -> Result<Explanation, Refusal> {
        let mut steps = Steps::noted();
        let exact = self.price(amount, &mut steps)?.exact;
        let charge = self.round(exact)?.format(self.rounding.currency().minor_units());
        steps.push(rounding_step(exact, &charge, &self.rounding));
        Ok(Explanation {
            amount: digits(amount),
            exact: exact.digits(),
            charge,
            currency: self.rounding.currency().named().map(str::to_owned),
            steps: steps.into_vec(),
        })
    }

    #[inline(never)]
    fn price(&self, amount: Decimal, steps: &mut Steps) -> Result<Priced, Problem> {
        self.rule.price(Ratio::from(amount), &self.terms, steps)
    }

    fn round(&self, exact: Ratio) -> Result<MinorUnits, Problem> {
        self.rounding.round(&exact).map_err(Problem::from)
    }

    pub(super) fn rule_and_terms(&self) -> (&PriceRule, &Terms) {
        (&self.rule, &self.terms)
    }
}

/// The kernel of a curve, unless the form would refuse one of its amounts for want of digits: then
/// the fast path must refuse it too, and leaves all to the calculator. Where only a figure beside
/// the form has no room, the calculator has the line of the curve.
pub(super) fn kernel(rule: &PriceRule, curve: &Curve, rounding: &Rounding) -> Option<Kernel> {
    let kernel = Kernel::new(curve, rounding)?;
    rule.computes(rounding, kernel.limit()).then_some(kernel)
}

impl PriceRule {
    /// Whether the form is sure to have room for its figures on the way, for all numbers of minor
    /// units up to a last one.
    fn computes(&self, rounding: &Rounding, last: i64) -> bool {
        let places = rounding.currency().minor_units();
        let last = Decimal::try_from_i128_with_scale(last.into(), places);
        last.is_ok_and(|last| self.form.computes(last, self.free))
    }
}

/// Every problem of a formula; offsets are UTF-16 code units.
#[must_use]
pub fn check(source: &str, options: &TariffOptions) -> Vec<Diagnostic> {
    let mut reader = Reader::default();
    options.refuse_useless(true, false, &mut reader);
    let mut found = reader.finish().err().map_or_else(Vec::new, Diagnostic::of_refusal);
    found.extend(diagnostic::in_utf16(formula::check(source, options.supplied()), source));
    found
}

pub(super) fn rounding_step(exact: Ratio, charge: &str, rounding: &Rounding) -> Step {
    let currency = rounding.currency();
    let unit = MinorUnits::new(rounding.increment());
    let unit = unit.map(|unit| unit.format(currency.minor_units()));
    let unit = unit.unwrap_or_default();
    let space = if currency.named().is_some() { " " } else { "" };
    let text: [&str; 9] = [
        &exact.digits(),
        " rounded ",
        in_words(rounding.mode()),
        " to a multiple of ",
        &unit,
        " is ",
        currency.code(),
        space,
        charge,
    ];
    Step {
        kind: "rounding",
        text: text.concat(),
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

/// What is wrong where a charge can only be told as text.
const CHARGE_TOO_LONG: &str = "the charge in minor units does not fit 64 bits";

const USE_CHARGE: &str = "use `charge`, whose answers may have 28 digits";
