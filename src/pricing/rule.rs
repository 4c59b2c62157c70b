//! Price rules: what they say, and how they are read. How they price is in `pipeline`.

use super::form::{Form, WrittenFormula};
use super::held::refuse_without_step;
use super::method::PriceMethod;
use super::options::TariffOptions;
use super::price::Price;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Fields, Reader, Value};
use crate::formula::Formula;
use crate::money::{self, Decimal, Overflow, Ratio, Rounding};

/// A minimum or maximum: an amount, or percent of the value as rounded up to the charge unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// An amount in the currency of the charge.
    Amount(Decimal),
    /// A percentage of the value.
    Percentage(Decimal),
}

impl Limit {
    /// The limit of a value as rounded up to the charge unit.
    pub(super) fn of(self, counted: Ratio) -> Result<Ratio, Overflow> {
        match self {
            Self::Amount(amount) => Ok(Ratio::from(amount)),
            Self::Percentage(part) => Ratio::percent(part).checked_mul(counted),
        }
    }
}

/// How a charge is computed, up to its rounding.
#[derive(Clone, Debug)]
pub struct PriceRule {
    /// How the value is priced.
    pub form: Form,
    /// The charge is not less.
    pub minimum: Option<Limit>,
    /// The charge is not more.
    pub maximum: Option<Limit>,
    /// Taken off the value before it is priced.
    pub free: Decimal,
    /// The value is rounded up to a multiple of it first.
    pub charge_unit: Option<Decimal>,
    /// Whether flat prices and bounds apply where nothing remains to be priced.
    pub charge_on_zero: bool,
    /// The days of the year for which the price is meant; a tenor is then needed.
    pub annual_basis: Option<Decimal>,
    /// Whether the charge is converted to the transaction's currency. Where the rule does not say,
    /// it is, if the request names one.
    pub charge_in_txn_ccy: Option<bool>,
    /// Whether a child is priced once, on all that is paid for its parents, and then divided.
    pub is_on_total: bool,
    /// The price method on the wire: the one that the rule names, or else what its form shows.
    pub method: PriceMethod,
}

impl PriceRule {
    /// A price of nothing, without bounds: what a charge that is given as it is goes through.
    pub const NOTHING: Self = Self {
        form: Form::Price(Price { flat: None, percentage: None, per_unit: None, unit: None }),
        minimum: None,
        maximum: None,
        free: Decimal::ZERO,
        charge_unit: None,
        charge_on_zero: false,
        annual_basis: None,
        charge_in_txn_ccy: None,
        is_on_total: false,
        method: PriceMethod::FIXED_AMOUNT,
    };

    /// A rule that is a formula and nothing else.
    #[must_use]
    pub fn of_formula(formula: Formula, written: String) -> Self {
        let form = Form::Formula(WrittenFormula::alone(formula, written));
        Self { charge_on_zero: true, method: form.method(), form, ..Self::NOTHING }
    }

    /// Reads a rule and the options for it; what the rule leaves out, `options` fill. Every problem
    /// is found.
    ///
    /// # Errors
    /// Every field that is unknown, malformed or at odds with another.
    pub fn read(value: &Value, options: &TariffOptions) -> Result<(Self, TariffOptions), Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let own = TariffOptions::rounding_fields(&mut fields, &mut reader);
        let mut options = own.filled_from(options, &mut reader);
        options.with_letters(Form::letters(&mut fields, &mut reader), &mut reader);
        let named = fields.named("priceMethod", &mut reader, PriceMethod::from_name);
        let form = Form::read(&mut fields, &mut reader, options.supplied(), named);
        let form = form.unwrap_or(Form::Price(Price::default()));
        let mut rule = Self { method: form.method(), form, ..Self::NOTHING };
        rule.minimum = limit(("minimum", "minimumPercentage"), &mut fields, &mut reader);
        rule.maximum = limit(("maximum", "maximumPercentage"), &mut fields, &mut reader);
        rule.free = fields.amount("free", &mut reader).unwrap_or_default();
        rule.charge_unit = fields.amount("chargeUnit", &mut reader);
        if let Some(charge_on_zero) = fields.truth("chargeOnZero", &mut reader) {
            rule.charge_on_zero = charge_on_zero;
        }
        rule.annual_basis = fields.amount("annualBasis", &mut reader);
        rule.charge_in_txn_ccy = fields.truth("chargeInTxnCcy", &mut reader);
        rule.is_on_total = is_on_total(&mut fields, &mut reader);
        fields.refuse_others(&mut reader);
        if let Some(named) = named {
            rule.name_method(named, &mut reader);
        }
        if rule.free < Decimal::ZERO {
            reader.say(Code::FreeNegative, "/free", &[]);
        }
        let sizes = [("/chargeUnit", rule.charge_unit), ("/annualBasis", rule.annual_basis)];
        for (name, size) in sizes {
            if size.is_some_and(|size| size <= Decimal::ZERO) {
                reader.fault(Code::UnitNotPositive, name, &[DIVISOR_NOT_POSITIVE], "");
            }
        }
        // Bounds of one kind can be held against each other before there is a value.
        if let (Some(Limit::Amount(minimum)), Some(Limit::Amount(maximum)))
        | (Some(Limit::Percentage(minimum)), Some(Limit::Percentage(maximum))) =
            (rule.minimum, rule.maximum)
        {
            let held = money::clamp(minimum, Some(minimum), Some(maximum));
            reader.keep("/minimum", held.map_err(Problem::from));
        }
        reader.finish().map(|()| (rule, options))
    }

    /// Refuses two amounts between which no charge can be rounded to.
    pub(super) fn refuse_bounds_without_step(&self, rounding: &Rounding) -> Result<(), Problem> {
        match (self.minimum, self.maximum) {
            (Some(Limit::Amount(least)), Some(Limit::Amount(most))) => {
                refuse_without_step([least, most], rounding)
            }
            _ => Ok(()),
        }
    }

    /// A named method must be that of the form, as far as the form shows one.
    fn name_method(&mut self, named: PriceMethod, reader: &mut Reader) {
        let found = self.method;
        self.method = named;
        if !self.form.awaits_tiers() && named != found && reader.is_content() {
            let written = ["price is", found.name(), named.name()];
            reader.say(Code::PriceMethodDisagreement, "/priceMethod", &written);
        }
    }
}

/// A bound, given as an amount or as a percentage.
#[inline(never)]
fn limit(
    names: (&'static str, &'static str),
    fields: &mut Fields<'_>,
    reader: &mut Reader,
) -> Option<Limit> {
    let amount = fields.amount(names.0, reader);
    let percentage = fields.amount(names.1, reader);
    if amount.is_some() && percentage.is_some() {
        reader.say(Code::BoundTwice, &fields.path_of(names.1), &[names.0, names.1]);
    }
    amount.map(Limit::Amount).or(percentage.map(Limit::Percentage))
}

/// What is wrong with a charge unit or an annual basis that is not above zero.
const DIVISOR_NOT_POSITIVE: &str = "a unit to divide by is above zero";

/// What a child is charged on: its party's share, or the total.
fn is_on_total(fields: &mut Fields<'_>, reader: &mut Reader) -> bool {
    let Some((base, path)) = fields.text("base", reader) else { return false };
    if base != "share" && base != "total" {
        reader.say(Code::UnknownBase, &path, &[&excerpt(base)]);
    }
    base == "total"
}
