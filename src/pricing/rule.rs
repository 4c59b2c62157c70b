//! Price rules: what they say, and how they are read. How they price is in `pipeline`.

use super::options::TariffOptions;
use super::price::Price;
use super::tier::Tiers;
use crate::diagnostic::{Problem, Refusal};
use crate::formula::{Formula, Supplied};
use crate::money::{self, Decimal};
use crate::request::{Fields, Reader, Value};

/// How a value is priced.
#[derive(Clone, Debug)]
pub enum Form {
    /// What the formula says, of zero too.
    Formula(Formula),
    /// Each tier prices the part of the value that falls in it.
    Graduated(Tiers),
    /// One price for the whole value.
    Price(Price),
    /// The tier that the value reaches prices the whole value.
    Volume(Tiers),
}

/// A minimum or maximum: an amount, or percent of the value as rounded up to the charge unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// In the currency of the charge.
    Amount(Decimal),
    /// Percent of the value.
    Percentage(Decimal),
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
}

impl PriceRule {
    /// Reads a rule and the options for it; what the rule leaves out, `options` fill. Every problem
    /// is found.
    ///
    /// # Errors
    /// Every field that is unknown, malformed or at odds with another.
    pub fn read(value: &Value, options: &TariffOptions) -> Result<(Self, TariffOptions), Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let own = TariffOptions::rounding_fields(&mut fields, &mut reader);
        let options = own.filled_from(options);
        let form = form(&mut fields, &mut reader, options.supplied());
        let minimum = limit(("minimum", "minimumPercentage"), &mut fields, &mut reader);
        let maximum = limit(("maximum", "maximumPercentage"), &mut fields, &mut reader);
        let free = fields.amount("free", &mut reader).unwrap_or_default();
        let charge_unit = fields.amount("chargeUnit", &mut reader);
        let charge_on_zero = fields.truth("chargeOnZero", &mut reader);
        let annual_basis = fields.amount("annualBasis", &mut reader);
        fields.refuse_others(&mut reader);
        if free < Decimal::ZERO {
            let message = "the free part of the value is below zero".to_owned();
            reader.problem("free-negative", "/free", message, None);
        }
        for (name, size) in [("/chargeUnit", charge_unit), ("/annualBasis", annual_basis)] {
            if size.is_some_and(|size| size <= Decimal::ZERO) {
                let message = "a unit to divide by is above zero".to_owned();
                reader.problem("unit-not-positive", name, message, None);
            }
        }
        let form = form.unwrap_or(Form::Price(Price::default()));
        let charge_on_zero = charge_on_zero.unwrap_or(matches!(form, Form::Formula(_)));
        let rule = Self { form, minimum, maximum, free, charge_unit, charge_on_zero, annual_basis };
        // Bounds of one kind can be held against each other before there is a value.
        if let (Some(Limit::Amount(minimum)), Some(Limit::Amount(maximum)))
        | (Some(Limit::Percentage(minimum)), Some(Limit::Percentage(maximum))) =
            (minimum, maximum)
        {
            let held = money::clamp(minimum, Some(minimum), Some(maximum));
            reader.keep("/minimum", held.map_err(Problem::from));
        }
        reader.finish((rule, options))
    }
}

/// Exactly one of a price, `formula`, `graduated` and `volume`.
fn form(fields: &mut Fields<'_>, reader: &mut Reader, supplied: Supplied) -> Option<Form> {
    let price = Price::read(fields, reader);
    let (formula, formula_path) = fields.take("formula");
    let (graduated, graduated_path) = fields.take("graduated");
    let (volume, volume_path) = fields.take("volume");
    match (price.is_absent(), formula, graduated, volume) {
        (false, Value::Absent, Value::Absent, Value::Absent) => Some(Form::Price(price)),
        (true, Value::Text(text), Value::Absent, Value::Absent) => {
            read_formula(text, &formula_path, reader, supplied).map(Form::Formula)
        }
        (true, Value::Absent, list, Value::Absent) if !list.is_absent() => {
            Tiers::read(list, &graduated_path, reader).map(Form::Graduated)
        }
        (true, Value::Absent, Value::Absent, list) if !list.is_absent() => {
            Tiers::read(list, &volume_path, reader).map(Form::Volume)
        }
        _ => {
            let message = "a rule is one of a price, `formula`, `graduated` and `volume`";
            let help = "a price has `flat`, `percentage` or `perUnit`, a formula is a string";
            reader.problem("rule-form", "", message.to_owned(), Some(help.to_owned()));
            None
        }
    }
}

fn read_formula(
    text: &str,
    path: &str,
    reader: &mut Reader,
    supplied: Supplied,
) -> Option<Formula> {
    match Formula::compile(text, supplied) {
        Ok(formula) => Some(formula),
        Err(diagnostics) => {
            for found in diagnostics {
                reader.problem(found.code, path, found.message, found.help);
            }
            None
        }
    }
}

/// A bound, given as an amount or as a percentage.
fn limit(
    names: (&'static str, &'static str),
    fields: &mut Fields<'_>,
    reader: &mut Reader,
) -> Option<Limit> {
    let amount = fields.amount(names.0, reader);
    let percentage = fields.amount(names.1, reader);
    if amount.is_some() && percentage.is_some() {
        let message = ["`", names.0, "` and `", names.1, "` exclude each other"].concat();
        reader.problem("bound-twice", &fields.path_of(names.1), message, None);
    }
    amount.map(Limit::Amount).or(percentage.map(Limit::Percentage))
}
