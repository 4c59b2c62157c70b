//! Price rules: what they say, and how they are read. How they price is in `pipeline`.

use super::form::{Form, WrittenFormula};
use super::held::refuse_without_step;
use super::method::PriceMethod;
use super::options::TariffOptions;
use super::price::Price;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::json_schema;
use crate::document::{AboveZero, Asked, Fields, NotNegative, Reader, Value, asked};
use crate::formula::Formula;
use crate::money::exact::digits;
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

asked! {
    /// What a rule may say whatever its form, besides its rounding.
    struct RuleFields {
        /// The charge is not less.
        minimum: Decimal = "minimum";
        /// The charge is not less than so many percent of the value.
        minimum_percentage: Decimal = "minimumPercentage";
        /// The charge is not more.
        maximum: Decimal = "maximum";
        /// The charge is not more than so many percent of the value.
        maximum_percentage: Decimal = "maximumPercentage";
        /// Taken off the value before it is priced.
        free: NotNegative = "free";
        /// The value is rounded up to a multiple of it first; above zero.
        charge_unit: AboveZero = "chargeUnit";
        /// Whether flat prices and bounds apply where nothing remains to be priced.
        charge_on_zero: bool = "chargeOnZero";
        /// The days of the year for which the price is meant, above zero; a tenor is then needed.
        annual_basis: AboveZero = "annualBasis";
        /// Whether a request is charged in its currency; by default, if it names one.
        charge_in_txn_ccy: bool = "chargeInTxnCcy";
        /// Of a child charge: whether its base is what its party pays, or the total.
        base: ChargeBase = "base";
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
        let given = RuleFields::ask(&mut fields, &mut reader);
        rule.minimum = limit(MINIMUM, given.minimum, given.minimum_percentage, &mut reader);
        rule.maximum = limit(MAXIMUM, given.maximum, given.maximum_percentage, &mut reader);
        rule.free = given.free.unwrap_or_default();
        rule.charge_unit = given.charge_unit;
        if let Some(charge_on_zero) = given.charge_on_zero {
            rule.charge_on_zero = charge_on_zero;
        }
        rule.annual_basis = given.annual_basis;
        rule.charge_in_txn_ccy = given.charge_in_txn_ccy;
        rule.is_on_total = given.base == Some(ChargeBase::Total);
        fields.refuse_others(&mut reader);
        if let Some(named) = named {
            rule.name_method(named, &mut reader);
        }
        if rule.free < Decimal::ZERO {
            reader.say(Code::FreeNegative, "/free", &[]);
        }
        let sizes = [("/chargeUnit", rule.charge_unit), ("/annualBasis", rule.annual_basis)];
        for (name, size) in sizes {
            if let Some(size) = size.filter(|size| *size <= Decimal::ZERO) {
                reader.say(Code::UnitNotPositive, name, &[&digits(size)]);
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
    pub(in crate::pricing) fn refuse_bounds_without_step(
        &self,
        rounding: &Rounding,
    ) -> Result<(), Problem> {
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
            let written = [found.name(), named.name()];
            reader.say(Code::PriceMethodDisagreement, "/priceMethod", &written);
        }
    }
}

/// A bound, given as an amount or as a percentage.
#[inline(never)]
fn limit(
    [name, other]: [&str; 2],
    amount: Option<Decimal>,
    percentage: Option<Decimal>,
    reader: &mut Reader,
) -> Option<Limit> {
    if amount.is_some() && percentage.is_some() {
        reader.say(Code::BoundTwice, &["/", other].concat(), &[name, other]);
    }
    amount.map(Limit::Amount).or(percentage.map(Limit::Percentage))
}

pub(super) const MINIMUM: [&str; 2] = ["minimum", "minimumPercentage"];
pub(super) const MAXIMUM: [&str; 2] = ["maximum", "maximumPercentage"];

/// What a child is charged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeBase {
    /// What its party pays of the parents.
    Share,
    /// All that is paid for them.
    Total,
}

impl ChargeBase {
    fn from_name(name: &str) -> Result<Self, Problem> {
        match name {
            "share" => Ok(Self::Share),
            "total" => Ok(Self::Total),
            other => Err(Problem::says(Code::UnknownBase, &[&excerpt(other)])),
        }
    }
}

impl Asked for ChargeBase {
    type Is = Self;

    fn ask(fields: &mut Fields<'_>, name: &'static str, reader: &mut Reader) -> Option<Self> {
        fields.named(name, reader, Self::from_name)
    }

    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn schema() -> Value {
        json_schema::one_of(&["share", "total"])
    }
}
