//! The types of fields that are numbers, which may come as texts, each with its limits.

use super::field::Leaf;
use super::judge::Fault;
use super::msisdn::{after, is_digits};
use super::raw::Raw;
use super::schema::LeafSchema;
use super::texts::trimmed;
use crate::diagnostic::{Code, count};
use crate::money::{Decimal, MinorUnits, amount};

/// An amount above zero, whole or with two decimals at most.
pub struct Hundredths;

/// An amount above zero; how many decimals it may have, its currency says.
pub struct MajorUnits;

/// A whole number between two, and both of them.
pub struct Whole<const LOW: i64, const HIGH: i64>;

/// 1 for yes, 0 for no.
pub struct ZeroOrOne;

/// A whole number from 1 up.
pub type Count = Whole<1, WHOLE_MAX>;

/// A whole number, below zero too.
pub struct Integer;

/// A percentage with twelve decimals at most.
pub struct Percent;

/// An amount in hundredths of a currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum<'t> {
    /// As the caller writes it.
    pub written: &'t str,
    /// How many hundredths it is.
    pub hundredths: i64,
}

/// An amount in a currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money<'t> {
    /// As the caller writes it.
    pub written: &'t str,
    /// Whether it came as a text.
    pub is_text: bool,
    /// The amount.
    pub value: Decimal,
    /// How many decimals are written.
    pub decimals: u32,
}

impl Money<'_> {
    /// The amount in minor units of a currency with so many digits: it has no more decimals.
    #[must_use]
    pub fn units(&self, digits: u32) -> i64 {
        units(Some(self.value), digits)
    }

    /// What is wrong with the amount in a currency that has a code and so many digits.
    pub(super) fn fault(&self, code: Option<&str>, digits: u32) -> Option<Fault> {
        if self.decimals > digits {
            let Some(code) = code else { return Some(Fault::of(Code::AmountFormat, NO_AMOUNT)) };
            let expected = match digits {
                0 => ["a whole amount of ", code].concat(),
                digits => {
                    let most = count(usize::try_from(digits).unwrap_or_default());
                    ["an amount of ", code, " with at most ", &*most, " decimals"].concat()
                }
            };
            return Some(Fault::Expected(Code::AmountFormat, expected.into()));
        }
        let is_too_large = self.units(digits) >= TOO_LARGE;
        is_too_large.then_some(Fault::of(Code::AmountTooLarge, "a smaller amount"))
    }
}

/// What is expected where an amount has no currency, or is none at all.
const NO_AMOUNT: &str = "digits with at most two decimals";

/// The most decimals that any currency has.
const DECIMALS_MAX: u32 = 9;

/// Whoever counts hundredths up to here can add up hundreds of them.
const TOO_LARGE: i64 = 10_000_000_000_000_000;

/// The largest whole number that a field may be.
pub const WHOLE_MAX: i64 = TOO_LARGE / 100 - 1;

/// The number in a field as it is written, be it a number or a string.
fn written(raw: Raw<'_>) -> Result<Option<&str>, Fault> {
    match raw {
        Raw::Absent => Ok(None),
        Raw::Number(text) | Raw::Text(text) | Raw::Whole(text) => Ok(Some(text)),
        Raw::List(_) | Raw::Object | Raw::Other(_) => Err(Fault::of(Code::WrongType, "a number")),
    }
}

/// The same, if it says something.
pub(super) fn number(raw: Raw<'_>) -> Result<Option<&str>, Fault> {
    Ok(written(raw)?.filter(|text| !trimmed(text).is_empty()))
}

impl Leaf for Hundredths {
    type Is<'t> = Sum<'t>;

    const FORM: LeafSchema =
        LeafSchema { pattern: Some("^[0-9]+(\\.[0-9]{1,2})?$"), ..LeafSchema::NUMBER };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Sum<'t>>, Fault> {
        // An empty amount is a wrong one: nobody sends it on purpose.
        let Some(written) = written(raw)? else { return Ok(None) };
        match digits(written) {
            Some((value, ..3)) => match units(value, 2) {
                0 => Err(Fault::of(Code::AmountNotPositive, "more than zero")),
                TOO_LARGE.. => Err(Fault::of(Code::AmountTooLarge, "a smaller amount")),
                hundredths => Ok(Some(Sum { written, hundredths })),
            },
            Some(_) | None => Err(Fault::of(Code::AmountFormat, NO_AMOUNT)),
        }
    }
}

impl Leaf for MajorUnits {
    type Is<'t> = Money<'t>;

    const FORM: LeafSchema = Hundredths::FORM;

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Money<'t>>, Fault> {
        // An empty amount is a wrong one, as everywhere.
        let Some(written) = written(raw)? else { return Ok(None) };
        let is_text = matches!(raw, Raw::Text(_));
        match digits(written) {
            Some((Some(value), ..=DECIMALS_MAX)) if value.is_zero() => {
                Err(Fault::of(Code::AmountNotPositive, "more than zero"))
            }
            Some((Some(value), decimals @ ..=DECIMALS_MAX)) => {
                Ok(Some(Money { written, is_text, value, decimals }))
            }
            Some((None, ..3)) => Err(Fault::of(Code::AmountTooLarge, "a smaller amount")),
            Some(_) | None => Err(Fault::of(Code::AmountFormat, NO_AMOUNT)),
        }
    }
}

impl<const LOW: i64, const HIGH: i64> Leaf for Whole<LOW, HIGH> {
    type Is<'t> = i64;

    const FORM: LeafSchema = LeafSchema {
        types: &["string", "integer"],
        pattern: Some("^[0-9]+$"),
        blank: Some("^\\s*$|^[0-9]+$"),
        range: [Some(LOW), Some(HIGH)],
        ..LeafSchema::STRING
    };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<i64>, Fault> {
        let Some(text) = number(raw)? else { return Ok(None) };
        match digits(text) {
            Some((value, 0)) if (LOW..=HIGH).contains(&units(value, 0)) => {
                Ok(Some(units(value, 0)))
            }
            Some(_) | None => {
                Err(Fault::Expected(Code::IntegerRange, whole_between(LOW, HIGH).into()))
            }
        }
    }
}

/// What is expected of a whole number.
fn whole_between(low: i64, high: i64) -> String {
    let [least, most] = [low, high].map(|end| count(usize::try_from(end).unwrap_or_default()));
    if high == WHOLE_MAX {
        return ["a whole number from `", &*least, "` up"].concat();
    }
    ["a whole number from `", &*least, "` to `", &most, "`"].concat()
}

impl Leaf for ZeroOrOne {
    type Is<'t> = bool;

    const FORM: LeafSchema =
        LeafSchema { pattern: Some("^0*[01]$"), blank: None, ..Whole::<0, 1>::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<bool>, Fault> {
        let Some(text) = number(raw)? else { return Ok(None) };
        match digits(text).map(|(value, decimals)| (units(value, 0), decimals)) {
            Some((choice @ 0..=1, 0)) => Ok(Some(choice == 1)),
            Some(_) | None => Err(Fault::of(Code::IntegerRange, "`0` or `1`")),
        }
    }
}

impl Leaf for Integer {
    type Is<'t> = i64;

    const FORM: LeafSchema = LeafSchema {
        types: &["string", "integer"],
        pattern: Some("^-?[0-9]+$"),
        range: [Some(-WHOLE_MAX), Some(WHOLE_MAX)],
        ..LeafSchema::STRING
    };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<i64>, Fault> {
        let Some(text) = number(raw)? else { return Ok(None) };
        let unsigned = after(text, "-");
        match digits(unsigned.unwrap_or(text)) {
            Some((value, 0)) if units(value, 0) <= WHOLE_MAX => {
                let size = units(value, 0);
                Ok(Some(if unsigned.is_some() { -size } else { size }))
            }
            Some(_) | None => Err(Fault::of(Code::IntegerRange, "a whole number")),
        }
    }
}

impl Leaf for Percent {
    type Is<'t> = Decimal;

    const FORM: LeafSchema = LeafSchema {
        pattern: Some("^[0-9]+(\\.[0-9]{1,12})?$"),
        blank: Some("^\\s*$|^[0-9]+(\\.[0-9]{1,12})?$"),
        ..LeafSchema::NUMBER
    };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Decimal>, Fault> {
        let Some(text) = number(raw)? else { return Ok(None) };
        match digits(text) {
            Some((Some(value), decimals @ ..13)) if units(Some(value), decimals) < TOO_LARGE => {
                Ok(Some(value))
            }
            Some(_) | None => Err(Fault::of(Code::AmountFormat, "a percentage in digits")),
        }
    }
}

/// A number in digits, of which some may follow a point, and how many do; without a sign, without
/// an exponent. A number with more digits than amounts have is none, which is too large.
fn digits(text: &str) -> Option<(Option<Decimal>, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |part: &str| !part.is_empty() && is_digits(part);
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let decimals = if whole.len() == text.len() { 0 } else { fraction.len() };
    // All zeros but the last: they are no digits, but would make the text too long.
    let zeros = whole.len() - whole.trim_start_matches('0').len();
    let significant = text.get(zeros.saturating_sub(1)..)?;
    Some((amount::parse(significant).ok(), u32::try_from(decimals).ok()?))
}

/// How many parts of a power of ten a number is, if they are not too many.
fn units(value: Option<Decimal>, places: u32) -> i64 {
    let units = value.and_then(|value| MinorUnits::from_amount(value, places).ok());
    let units = units.and_then(|units| i64::try_from(units.count()).ok());
    units.map_or(TOO_LARGE, |units| units.min(TOO_LARGE))
}
