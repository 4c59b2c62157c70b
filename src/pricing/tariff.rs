//! A compiled charge: a rule, its rounding and, where it has one, its exact curve.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::explanation::Explanation;
use super::held::HeldCharge;
use super::options::TariffOptions;
use super::pipeline::Priced;
use super::rule::PriceRule;
use super::source;
use super::steps::Steps;
use super::terms::Terms;
use crate::curve::{self, Curve, Figure, Interval, Kernel, Solution, Unlisted};
use crate::diagnostic::{self, Code, Diagnostic, Problem, Refusal};
use crate::document::{Reader, Value};
use crate::formula::{self, Formula, Step};
use crate::money::amount::{self, SAFE_INTEGER_MAX};
use crate::money::exact::{self, digits};
use crate::money::{Decimal, MinorUnits, Overflow, Ratio, Rounding, RoundingMode};

/// A charge, ready to be computed for any amount.
///
/// The calculator defines the charge. Where the rule is linear piece by piece, kernels of 64-bit
/// integers give the same digits faster, each for amounts with so many decimal places. They, the
/// curve and the text of the rule are made when they are first needed.
#[derive(Clone, Debug)]
pub struct Tariff {
    rule: PriceRule,
    pub(super) options: TariffOptions,
    rounding: Rounding,
    source: OnceLock<String>,
    curve: OnceLock<Option<Curve>>,
    /// What is rounded to the charge, where that is not the curve itself.
    billed: OnceLock<Option<Curve>>,
    /// The amounts that it leaves out.
    left_out: OnceLock<Vec<Interval>>,
    /// By the decimal places of amounts.
    kernels: [OnceLock<Option<Box<Kernel>>>; KERNELS],
}

/// How many decimal places amounts on the fast path may have, and one.
const KERNELS: usize = 16;

/// At the ends of so many pieces the calculator is tried.
const MOST_TRIED: usize = 64;

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
        let rule = PriceRule::of_formula(formula, source.to_owned());
        Self::new(rule, OnceLock::new(), *options, rounding)
    }

    /// Compiles a price rule.
    ///
    /// # Errors
    /// Every problem of the rule, or of the options.
    #[inline(never)]
    pub fn compile_rule(rule: &Value, options: &TariffOptions) -> Result<Self, Refusal> {
        let given = options;
        let (rule, options) = PriceRule::read(rule, options)?;
        let mut reader = Reader::default();
        let is_annual = rule.annual_basis.is_some();
        given.refuse_useless(rule.form.has_letters(), is_annual, &mut reader);
        reader.finish()?;
        let rounding = options.rounding()?;
        rule.refuse_bounds_without_step(&rounding)?;
        // What was charged before changes the rule, but is no part of its text.
        let text = match options.prior {
            Some(_) => OnceLock::from(source::text(&rule, &options)),
            None => OnceLock::new(),
        };
        Self::new(rule, text, options, rounding)
    }

    pub(super) fn new(
        rule: PriceRule,
        source: OnceLock<String>,
        options: TariffOptions,
        rounding: Rounding,
    ) -> Result<Self, Refusal> {
        let rule = rule.charged_before(options.prior).map_err(|problem| problem.at("/prior"))?;
        let (curve, billed, left_out) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let kernels = Default::default();
        Ok(Self { rule, options, rounding, source, curve, billed, left_out, kernels })
    }

    /// The canonical text of the rule: a formula, or JSON.
    #[must_use]
    pub fn source(&self) -> &str {
        self.source.get_or_init(|| source::text(&self.rule, &self.options))
    }

    /// Currency, mode and increment.
    #[must_use]
    pub fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// Whether the charge is an exact piecewise-linear function of the amount.
    #[must_use]
    pub fn exact_curve(&self) -> bool {
        self.exact().is_some()
    }

    fn exact(&self) -> Option<&Curve> {
        self.curve.get_or_init(|| self.rule.curve(&self.options.terms)).as_ref()
    }

    /// The exact charge before rounding, piece by piece.
    ///
    /// # Errors
    /// When the rule is not linear piece by piece, or its tenor is missing.
    pub fn curve(&self) -> Result<&Curve, Problem> {
        // A price for a period without its tenor has no charges at all.
        self.rule.period(&self.options.terms)?;
        self.exact().ok_or_else(|| Problem::says(Code::NotPiecewiseLinear, &[]))
    }

    /// What is rounded to the charge, where that is known and not the curve itself.
    pub(super) fn billed(&self) -> Option<&Curve> {
        let make = || self.rule.billed(&self.options.terms, &self.rounding, self.minor_units());
        self.billed.get_or_init(|| self.is_bounded().then(make).flatten()).as_ref()
    }

    fn is_bounded(&self) -> bool {
        self.rule.minimum.is_some() || self.rule.maximum.is_some()
    }

    /// The charge on the fast path, both in minor units; `None` where only [`Tariff::charge`]
    /// knows the answer.
    #[must_use]
    pub fn charge_minor(&self, amount: i64) -> Option<i64> {
        self.charge_quick(amount, self.minor_units())
    }

    /// The same for an amount of 10^−`places` units of the currency.
    #[must_use]
    pub fn charge_quick(&self, amount: i64, places: u32) -> Option<i64> {
        self.kernel_of(places)?.charge(amount)
    }

    /// The kernel of the fast path for minor units, where there is one.
    #[must_use]
    pub fn kernel(&self) -> Option<&Kernel> {
        self.kernel_of(self.minor_units())
    }

    pub(super) fn kernel_of(&self, places: u32) -> Option<&Kernel> {
        let kernel = self.kernels.get(places as usize)?;
        kernel.get_or_init(|| self.made(places).map(Box::new)).as_deref()
    }

    fn made(&self, places: u32) -> Option<Kernel> {
        if places == self.minor_units() {
            let rounded = if self.is_bounded() { self.billed() } else { self.exact() };
            return kernel(&self.rule, rounded?, &self.rounding, places);
        }
        let billed = || self.rule.billed(&self.options.terms, &self.rounding, places);
        let billed = if self.is_bounded() { billed() } else { self.exact().cloned() };
        kernel(&self.rule, &billed?, &self.rounding, places)
            .filter(|kernel| self.has_room(kernel, places))
    }

    /// Whether the calculator has room for amounts with so many decimal places, wherever a kernel
    /// has. Inside a piece all figures on the way lie between those at its ends. Tried there are
    /// amounts with two more places, lest one has room only for what it can be divided by.
    fn has_room(&self, kernel: &Kernel, places: u32) -> bool {
        let Some(curve) = self.exact() else { return false };
        let (pieces, limit) = (curve.pieces(), kernel.limit());
        let grid = Ratio::from(Decimal::new(1, places));
        let mut amounts = vec![limit];
        for piece in pieces.iter().step_by(pieces.len() / MOST_TRIED + 1) {
            let Ok(start) = piece.interval.start.at.checked_div(grid) else { return false };
            let start = i64::try_from(start.floor()).map_or(limit, |start| start.min(limit));
            amounts.extend([(start - 1).max(0), start]);
        }
        amounts.iter().all(|amount| {
            let longer = i128::from(*amount) * 100 + 37;
            let longer = Decimal::try_from_i128_with_scale(longer, places + 2);
            let charge = longer.ok().map(|amount| self.charge(amount));
            charge.is_some_and(|charge| match charge {
                Ok(_) => true,
                Err(refusal) => refusal.code != Code::ResultOverflow,
            })
        })
    }

    fn minor_units(&self) -> u32 {
        self.rounding.currency().minor_units()
    }

    /// The charge for a number of minor units, in minor units too.
    ///
    /// # Errors
    /// As [`Tariff::charge`], and when the charge does not fit 64 bits.
    pub fn charge_units(&self, amount: i64) -> Result<i64, Problem> {
        if let Some(charge) = self.charge_minor(amount) {
            return Ok(charge);
        }
        let places = self.minor_units();
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
        let curve = match self.curve()? {
            curve if !self.is_bounded() => Cow::Borrowed(curve),
            curve => {
                let billed = self.billed().ok_or(Overflow)?;
                let left_out = self.left_out.get_or_init(|| curve::left_out(billed));
                let (terms, rounding) = (&self.options.terms, &self.rounding);
                let all = self.rule.billed_one_by_one((billed, left_out), curve, terms, rounding);
                all.ok_or_else(|| {
                    Problem::of(Code::TooManySteps, &[BOUNDS_TOO_CLOSE], MOVE_BOUNDS_APART)
                })?
            }
        };
        let solution = curve::solve(&curve, &self.rounding, figure, target);
        let solution = solution.map_err(|unlisted| match unlisted {
            Unlisted::Overflow => Overflow.into(),
            Unlisted::Behind(_) => Problem::says(Code::TooManySteps, &["the figure lies among"]),
        })?;
        let ends = solution.amounts.iter().map(|span| span.to.unwrap_or(SAFE_INTEGER_MAX));
        let last = ends.chain(solution.below).chain(solution.above).max();
        if !self.rule.computes(self.minor_units(), last.unwrap_or_default()) {
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
    pub(super) fn price(&self, amount: Decimal, steps: &mut Steps) -> Result<Priced, Problem> {
        self.rule.price(Ratio::from(amount), &self.options.terms, steps)
    }

    pub(super) fn rule_and_terms(&self) -> (&PriceRule, &Terms) {
        (&self.rule, &self.options.terms)
    }
}

/// The kernel of a curve, unless the form would refuse one of its amounts for want of digits: then
/// the fast path must refuse it too, and leaves all to the calculator. Where only a figure beside
/// the form has no room, the calculator has the line of the curve.
pub(super) fn kernel(
    rule: &PriceRule,
    curve: &Curve,
    rounding: &Rounding,
    places: u32,
) -> Option<Kernel> {
    let kernel = Kernel::of_places(curve, rounding, places)?;
    rule.computes(places, kernel.limit()).then_some(kernel)
}

impl PriceRule {
    /// Whether the form is sure to have room for its figures on the way, for all amounts with so
    /// many decimal places up to a last one.
    fn computes(&self, places: u32, last: i64) -> bool {
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
    // What is wrong with the two together, or with an option whose kind is right.
    let refused = Tariff::compile(source, options).err().filter(|_| found.is_empty());
    refused.map_or(found, Diagnostic::of_refusal)
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
