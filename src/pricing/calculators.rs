//! The calculators that need no rule: allocation, rounding, bounds.

use super::options::TariffOptions;
use crate::diagnostic::{Problem, Refusal, count};
use crate::document::{Fields, Reader, Value, amount};
use crate::money::{self, AllocationMode, Applied, Currency, Decimal, FEW, MinorUnits, Ratio};

/// Splits an amount by ratios; the parts always sum to it.
///
/// # Errors
/// When the amount is no whole number of minor units, a ratio is negative or all are zero.
pub fn allocate(total: &Value, ratios: &Value, options: &Value) -> Result<Vec<String>, Refusal> {
    let mut reader = Reader::default();
    let total = reader.keep("/amount", amount(total));
    let (weights, currency, mode) = read_shares(ratios, options, &mut reader);
    let digits = currency.minor_units();
    let total = total.and_then(|total| {
        let total = MinorUnits::from_amount(total, digits);
        reader.keep("/amount", total.map_err(Problem::from))
    });
    reader.finish()?;
    let total = total.unwrap_or_default();
    let allocation = money::allocate(total, &weights, mode).map_err(at("/ratios"))?;
    Ok(allocation.parts.iter().map(|part| part.format(digits)).collect())
}

/// Ratios and the options of an allocation, ready to split many amounts.
#[derive(Clone, Debug)]
pub struct Shares {
    ratios: Vec<Decimal>,
    /// The same, if they are few and whole.
    small: Vec<u64>,
    currency: Currency,
    mode: AllocationMode,
}

impl Shares {
    /// Reads ratios and options.
    ///
    /// # Errors
    /// As [`allocate`], whatever the amount.
    pub fn read(ratios: &Value, options: &Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let (ratios, currency, mode) = read_shares(ratios, options, &mut reader);
        reader.finish()?;
        let small = small(&ratios).unwrap_or_default();
        let shares = Self { ratios, small, currency, mode };
        shares.split(MinorUnits::ZERO)?;
        Ok(shares)
    }

    /// The currency of the amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// How many parts an amount has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ratios.len()
    }

    /// The parts of a small amount among few parties, which go to `parts`; `None` where
    /// [`Shares::split`] is needed.
    pub fn split_small(&self, total: u64, parts: &mut [u64]) -> Option<()> {
        if self.small.is_empty() {
            return None;
        }
        money::allocate_small(total, &self.small, self.mode, parts)
    }

    /// The parts of an amount.
    ///
    /// # Errors
    /// As [`Shares::read`], which has found them already.
    pub fn split(&self, total: MinorUnits) -> Result<Vec<MinorUnits>, Refusal> {
        let split = money::allocate(total, &self.ratios, self.mode);
        split.map(|split| split.parts).map_err(at("/ratios"))
    }
}

/// The ratios as whole numbers, if they are few and whole.
fn small(ratios: &[Decimal]) -> Option<Vec<u64>> {
    if ratios.len() > FEW {
        return None;
    }
    let mut small = Vec::with_capacity(FEW);
    for ratio in ratios {
        if ratio.scale() > 0 {
            return None;
        }
        small.push(u64::try_from(ratio.mantissa()).ok()?);
    }
    Some(small)
}

fn read_shares(
    ratios: &Value,
    options: &Value,
    reader: &mut Reader,
) -> (Vec<Decimal>, Currency, AllocationMode) {
    let mut weights = Vec::new();
    if let Value::List(list) = ratios {
        for (index, ratio) in list.iter().enumerate() {
            let path = ["/ratios/", &count(index)].concat();
            weights.extend(reader.keep(&path, amount(ratio)));
        }
    } else {
        reader.wrong_type("an array of ratios", ratios, "/ratios");
    }
    let mut fields = reader.fields(options, "/options");
    let currency = currency(&mut fields, reader);
    let mode = fields.named("mode", reader, AllocationMode::from_name).unwrap_or_default();
    fields.refuse_others(reader);
    (weights, currency, mode)
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
    fields.named("currency", reader, Currency::from_code).unwrap_or_default()
}

/// One problem at a path.
fn at<E: Into<Problem>>(path: &'static str) -> impl Fn(E) -> Refusal {
    move |error| error.into().at(path).into()
}
