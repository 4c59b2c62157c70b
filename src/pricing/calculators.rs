//! The calculators that need no rule: allocation, rounding, bounds.

use super::options::TariffOptions;
use crate::diagnostic::{Code, Problem, Refusal, count};
use crate::document::{Fields, Reader, Value, amount, ratio};
use crate::money::exact;
use crate::money::{
    self, AllocationError, AllocationMode, Applied, Currency, Decimal, FewRatios, MinorUnits,
    Overflow, Ratio, Rounding, RoundingMode,
};

/// Splits an amount by ratios; the parts always sum to it.
///
/// # Errors
/// When the amount is no whole number of minor units or increments, a ratio is negative or all are
/// zero, or the rest is to go to nobody.
pub fn allocate(total: &Value, ratios: &Value, options: &Value) -> Result<Vec<String>, Refusal> {
    let mut reader = Reader::default();
    let total = reader.keep("/amount", amount(total));
    let (shares, currency) = read_shares(ratios, options, &mut reader);
    let digits = currency.minor_units();
    let total = total.and_then(|total| {
        let total = MinorUnits::from_amount(total, digits);
        reader.keep("/amount", total.map_err(Problem::from))
    });
    reader.finish()?;
    let parts = shares.split(total.unwrap_or_default())?;
    Ok(parts.iter().map(|part| part.format(digits)).collect())
}

/// Ratios and the options of an allocation, ready to split many amounts.
#[derive(Clone, Debug)]
pub struct Shares {
    ratios: Vec<Ratio>,
    /// The same, if they are few and whole and the parts are as fine as the minor unit.
    few: Option<FewRatios>,
    rounding: Rounding,
    mode: AllocationMode,
}

impl Shares {
    /// Reads ratios and options.
    ///
    /// # Errors
    /// As [`allocate`], whatever the amount.
    pub fn read(ratios: &Value, options: &Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let (mut shares, _) = read_shares(ratios, options, &mut reader);
        reader.finish()?;
        if shares.rounding.increment() == 1 {
            shares.few = FewRatios::new(&shares.ratios, shares.mode);
        }
        shares.split(MinorUnits::ZERO)?;
        Ok(shares)
    }

    /// The currency of the amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.rounding.currency()
    }

    /// The parts of a small amount among few parties, which go to the first of `parts`; `None`
    /// where [`Shares::split`] is needed.
    pub fn split_small(&self, total: u64, parts: &mut [u64; FewRatios::MOST]) -> Option<()> {
        self.few.as_ref()?.split(total, parts)
    }

    /// The parts of an amount, in multiples of the increment.
    ///
    /// # Errors
    /// When the amount is no multiple of the increment, and as [`Shares::read`], which has found
    /// the rest already.
    pub fn split(&self, total: MinorUnits) -> Result<Vec<MinorUnits>, Refusal> {
        let steps = self.rounding.steps_in(total).ok_or_else(|| {
            let digits = self.currency().minor_units();
            let increment = self.rounding.increment_units().format(digits);
            let written: [&str; 2] = [&total.format(digits), &increment];
            Problem::says(Code::AmountNotAMultiple, &written).at("/amount")
        })?;
        let split = money::allocate(steps, &self.ratios, self.mode).map_err(|error| {
            let path = match error {
                AllocationError::NegativeRatio { index } => &*["/ratios/", &count(index)].concat(),
                AllocationError::RestUnknown { .. } => "/options/rest",
                AllocationError::AllZero
                | AllocationError::NoRatios
                | AllocationError::Overflow => "/ratios",
            };
            Problem::from(error).at(path)
        })?;
        Ok(split.parts.into_iter().map(|steps| self.rounding.of_steps(steps)).collect())
    }
}

fn read_shares(ratios: &Value, options: &Value, reader: &mut Reader) -> (Shares, Currency) {
    let ratios = read_list(ratios, ("/ratios", "an array of ratios"), reader, ratio);
    let mut fields = reader.fields(options, "/options");
    let currency = currency(&mut fields, reader);
    let mode = fields.named("mode", reader, AllocationMode::from_name).unwrap_or_default();
    let increment = fields.amount("increment", reader);
    let rounding = Rounding::new(currency, RoundingMode::default(), increment);
    let rounding = reader.keep("/options/increment", rounding.map_err(Problem::from));
    let rest = fields.amount("rest", reader);
    let mode = with_rest(mode, rest, &fields.path_of("rest"), reader);
    fields.refuse_others(reader);
    let rounding = rounding.unwrap_or_else(|| Rounding::to_minor_units(currency));
    (Shares { ratios, few: None, rounding, mode }, currency)
}

/// The mode with the party that takes the rest, if one is named.
pub(super) fn with_rest(
    mode: AllocationMode,
    named: Option<Decimal>,
    path: &str,
    reader: &mut Reader,
) -> AllocationMode {
    let Some(named) = named else { return mode };
    let named_index = Ratio::from(named);
    let index = named_index.is_integer().then(|| usize::try_from(named_index.floor()).ok());
    match (mode, index.flatten()) {
        (AllocationMode::Rest(_), Some(index)) => return AllocationMode::Rest(Some(index)),
        (AllocationMode::Rest(_), None) => {
            reader.say(Code::RestUnknown, path, &[&exact::digits(named)]);
        }
        (
            AllocationMode::LargestRemainder
            | AllocationMode::FirstInOrder
            | AllocationMode::LargestShare,
            _,
        ) => reader.say(Code::RestUnused, path, &[]),
    }
    mode
}

/// The items of a list, each of which is a number.
fn read_list<T>(
    list: &Value,
    (path, expected): (&str, &str),
    reader: &mut Reader,
    read: fn(&Value) -> Result<T, Problem>,
) -> Vec<T> {
    let mut items = Vec::new();
    if let Value::List(list) = list {
        for (index, item) in list.iter().enumerate() {
            // The path is written only where something is wrong.
            match read(item) {
                Ok(item) => items.push(item),
                Err(problem) => {
                    reader.keep::<T>(&[path, "/", &count(index)].concat(), Err(problem));
                }
            }
        }
    } else {
        reader.wrong_type(expected, list, path);
    }
    items
}

/// Adds amounts; those below zero are taken off.
///
/// # Errors
/// When an amount is no whole number of minor units, or the sum has more than 28 digits.
pub fn sum(amounts: &Value, options: &Value) -> Result<String, Refusal> {
    let mut reader = Reader::default();
    let amounts_read = read_list(amounts, ("/amounts", "an array of amounts"), &mut reader, amount);
    let mut fields = reader.fields(options, "/options");
    let digits = currency(&mut fields, &mut reader).minor_units();
    fields.refuse_others(&mut reader);
    let mut total = Ok(0_i128);
    for (index, amount) in amounts_read.into_iter().enumerate().filter(|_| reader.is_content()) {
        let units = MinorUnits::from_amount(amount, digits)
            .map_err(|error| Problem::from(error).at(&["/amounts/", &count(index)].concat()))?;
        total = total.and_then(|total| total.checked_add(units.count()).ok_or(Overflow));
    }
    reader.finish()?;
    let total = total.and_then(MinorUnits::new).map_err(at("/amounts"))?;
    Ok(total.format(digits))
}

/// Rounds an amount to the minor unit of a currency, or to an increment.
///
/// # Errors
/// When the amount or an option is malformed, or the result has more than 28 digits.
pub fn round(value: &Value, options: &Value) -> Result<String, Refusal> {
    let mut reader = Reader::default();
    let value = reader.keep("/amount", amount(value));
    let mut fields = reader.fields(options, "/options");
    let options = TariffOptions::rounding_fields(&mut fields, &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let rounding = options.rounding()?;
    let value = Ratio::from(value.unwrap_or_default());
    let rounded = rounding.round(&value).map_err(at("/amount"))?;
    Ok(rounded.format(rounding.currency().minor_units()))
}

/// Holds an amount between a minimum and a maximum; nothing is rounded.
///
/// # Errors
/// When the minimum is above the maximum, or the result is no whole number of minor units.
pub fn clamp(value: &Value, options: &Value) -> Result<(String, Option<Applied>), Refusal> {
    let mut reader = Reader::default();
    let value = reader.keep("/amount", amount(value)).unwrap_or_default();
    let mut fields = reader.fields(options, "/options");
    let minimum = fields.amount("minimum", &mut reader);
    let maximum = fields.amount("maximum", &mut reader);
    let currency = currency(&mut fields, &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let (value, applied) = money::clamp(value, minimum, maximum).map_err(at("/options"))?;
    let digits = currency.minor_units();
    let value = MinorUnits::from_amount(value, digits).map_err(at("/amount"))?;
    Ok((value.format(digits), applied))
}

fn currency(fields: &mut Fields<'_>, reader: &mut Reader) -> Currency {
    fields.currency("currency", reader).unwrap_or_default()
}

/// One problem at a path.
fn at<E: Into<Problem>>(path: &'static str) -> impl Fn(E) -> Refusal {
    move |error| error.into().at(path).into()
}
