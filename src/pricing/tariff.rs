//! A compiled charge: a rule, its rounding and, where it has one, its exact curve.

use super::explanation::Explanation;
use super::held::HeldCharge;
use super::options::TariffOptions;
use super::pipeline::Priced;
use super::rule::PriceRule;
use super::source;
use super::steps::Steps;
use super::terms::Terms;
use crate::curve::{self, Curve, Figure, Kernel, Solution, Unlisted};
use crate::diagnostic::{self, Code, Diagnostic, Problem, Refusal};
use crate::document::{Reader, Value};
use crate::formula::{self, Formula, Step};
use crate::money::amount::{self, SAFE_INTEGER_MAX};
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
    /// What is rounded to the charge, where that is not the curve itself.
    billed: Option<Curve>,
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
        let rule = rule.charged_before(options.prior).map_err(|problem| problem.at("/prior"))?;
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
        rule.refuse_bounds_without_step(&rounding)?;
        let text = source::text(&rule, &options);
        let rule = rule.charged_before(options.prior).map_err(|problem| problem.at("/prior"))?;
        Ok(Self::new(rule, text, options.terms, rounding))
    }

    fn new(rule: PriceRule, source: String, terms: Terms, rounding: Rounding) -> Self {
        let curve = rule.curve(&terms);
        let is_bounded = rule.minimum.is_some() || rule.maximum.is_some();
        let billed = if is_bounded { rule.billed(&terms, &rounding) } else { None };
        let rounded = if is_bounded { billed.as_ref() } else { curve.as_ref() };
        let kernel = rounded.and_then(|curve| kernel(&rule, curve, &rounding));
        Self { rule, source, terms, rounding, curve, billed, kernel }
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

    /// What is rounded to the charge, where that is known and not the curve itself.
    pub(super) fn billed(&self) -> Option<&Curve> {
        self.billed.as_ref()
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
        let charge = priced.rounded(&self.rounding)?.charge;
        i64::try_from(charge.count())
            .map_err(|_| Problem::of(Code::ResultOverflow, &[CHARGE_TOO_LONG], USE_CHARGE))
    }

    /// The amounts whose charge, net or gross is a figure, in minor units as it is.
    ///
    /// # Errors
    /// As [`Tariff::curve`], when a number on the way does not fit, or when an amount that is named
    /// might be refused for want of digits.
    pub fn solve(&self, figure: Figure, target: i64) -> Result<Solution, Problem> {
        let whole;
        let curve = match self.curve()? {
            curve if self.rule.minimum.is_none() && self.rule.maximum.is_none() => curve,
            curve => {
                let billed = self.billed.as_ref().ok_or(Overflow)?;
                let all = self.rule.billed_one_by_one(billed, curve, &self.terms, &self.rounding);
                whole = all.ok_or_else(|| {
                    Problem::of(Code::TooManySteps, &[BOUNDS_TOO_CLOSE], MOVE_BOUNDS_APART)
                })?;
                &whole
            }
        };
        let solution = curve::solve(curve, &self.rounding, figure, target);
        let solution = solution.map_err(|unlisted| match unlisted {
            Unlisted::Overflow => Overflow.into(),
            Unlisted::Behind(_) => Problem::says(Code::TooManySteps, &["the figure lies among"]),
        })?;
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
        Ok(priced.rounded(&self.rounding)?.charge)
    }

    /// The charge and the way to it; offsets are UTF-16 code units.
    ///
    /// # Errors
    /// As [`Tariff::charge`].
    pub fn explain(&self, amount: Decimal) -> Result<Explanation, Refusal> {
        let mut steps = Steps::noted();
        let priced = self.price(amount, &mut steps)?;
        let charge = priced.rounded(&self.rounding)?;
        note_rounding(&priced, &charge, &self.rounding, &mut steps);
        let (exact, charge) = (priced.exact, charge.charge);
        Ok(Explanation {
            amount: digits(amount),
            exact: exact.digits(),
            charge: charge.format(self.rounding.currency().minor_units()),
            currency: self.rounding.currency().named().map(str::to_owned),
            steps: steps.into_vec(),
        })
    }

    #[inline(never)]
    fn price(&self, amount: Decimal, steps: &mut Steps) -> Result<Priced, Problem> {
        self.rule.price(Ratio::from(amount), &self.terms, steps)
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
        let last = Decimal::try_from_i128_with_scale(last.into(), places).ok();
        last.and_then(|last| self.longest(last))
            .is_some_and(|last| self.form.computes(last, self.free))
    }

    /// A value with as many digits as any that amounts up to a last one are rounded up to.
    fn longest(&self, last: Decimal) -> Option<Decimal> {
        let Some(unit) = self.charge_unit else { return Some(last) };
        let counted = self.counted(Ratio::from(last), &mut Steps::default()).ok()?.to_decimal()?;
        exact::add(counted, Decimal::new(1, unit.scale().max(last.scale()))).ok()
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

/// Notes how a charge is rounded, and which bound keeps it from that.
pub(super) fn note_rounding(
    priced: &Priced,
    charge: &HeldCharge,
    rounding: &Rounding,
    steps: &mut Steps,
) {
    if steps.are_noted() {
        let places = rounding.currency().minor_units();
        steps.push(rounding_step(priced.exact, &charge.rounded.format(places), rounding));
        if let Some(step) = charge.step(places) {
            steps.push(step);
        }
    }
}

fn rounding_step(exact: Ratio, charge: &str, rounding: &Rounding) -> Step {
    let currency = rounding.currency();
    let unit = MinorUnits::new(rounding.increment());
    let unit = unit.map(|unit| unit.format(currency.minor_units()));
    let unit = unit.unwrap_or_default();
    let changed = amount::parse(charge).is_ok_and(|charge| exact != Ratio::from(charge));
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
    let mut operands = vec![
        ("of", exact.digits()),
        ("mode", rounding.mode().name().to_owned()),
        ("step", unit.clone()),
    ];
    operands.extend(currency.named().map(|code| ("currency", code.to_owned())));
    Step {
        kind: "rounding",
        text: text.concat(),
        value: Some(charge.to_owned()),
        applied: Some(changed),
        operands,
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

/// Why the amounts with a figure are not sought.
const BOUNDS_TOO_CLOSE: &str = "the bounds of more than 10,000 amounts have no step between them";
const MOVE_BOUNDS_APART: &str = "move the bounds apart";

const USE_CHARGE: &str = "use `charge`, whose answers may have 28 digits";
