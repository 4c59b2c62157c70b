//! The types that fields of documents have, each with its limits.

use super::field::{Fault, Leaf};
use super::msisdn::{self, after};
use super::raw::Raw;
use super::reader::raw_amount;
use super::schema::Form;
use crate::diagnostic::{Code, Problem, count, utf16_offset};
use crate::money::{Currency as Iso4217, Decimal, MinorUnits, amount};

/// A text that says something, without white space around it, which gateways drop too.
pub struct Words;

/// The same with the white space around it.
pub struct Secret;

/// A text of so many characters at most.
pub struct Short<const LENGTH: usize>;

/// What stands on a bill.
pub type BillText = Short<190>;

/// The key under which a retry is the same request.
pub type Key = Short<32>;

/// A subscriber's number with `tel:` or `+` before it.
pub struct Address;

/// A subscriber's number, as in an address or without anything before it.
pub struct Subscriber;

/// Where the user came from; any text unless the profile is strict.
pub struct Channel;

/// The code of a currency that there is.
pub struct Currency;

/// A scheme and what it needs.
pub struct Uri;

/// The same over HTTP.
pub struct Url;

/// An amount above zero, whole or with two decimals at most.
pub struct Hundredths;

/// A whole number between two, and both of them.
pub struct Whole<const LOW: i64, const HIGH: i64>;

/// 1 for yes, 0 for no.
pub struct Choice;

/// A whole number from 1 up.
pub type Count = Whole<1, WHOLE_MAX>;

/// A whole number, below zero too.
pub struct Integer;

/// A percentage with twelve decimals at most.
pub struct Percent;

/// A subscriber's number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Msisdn<'t> {
    /// As the caller writes it.
    pub written: &'t str,
    /// Its digits.
    pub digits: &'t str,
}

/// An amount in hundredths of a currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum<'t> {
    /// As the caller writes it.
    pub written: &'t str,
    /// How many hundredths it is.
    pub hundredths: i64,
}

/// Whoever counts hundredths up to here can add up hundreds of them.
const TOO_LARGE: i64 = 10_000_000_000_000_000;

/// The largest whole number that a field may be.
pub const WHOLE_MAX: i64 = TOO_LARGE / 100 - 1;

/// The string in a field, if it says something.
fn said(raw: Raw<'_>) -> Result<Option<&str>, Fault> {
    match raw {
        Raw::Absent => Ok(None),
        Raw::Text(text) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Raw::List(_) | Raw::Number(_) | Raw::Object | Raw::Other(_) | Raw::Whole(_) => {
            Err(Fault::of(Code::WrongType, "a string"))
        }
    }
}

/// The same without white space around it, if it holds what its type promises.
fn held<'t>(
    raw: Raw<'t>,
    holds: impl FnOnce(&str) -> bool,
    code: Code,
    expected: &'static str,
) -> Result<Option<&'t str>, Fault> {
    match said(raw)?.map(str::trim) {
        Some(text) if !holds(text) => Err(Fault::of(code, expected)),
        text => Ok(text),
    }
}

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
    Ok(written(raw)?.filter(|text| !text.trim().is_empty()))
}

impl Leaf for Words {
    type Is<'t> = &'t str;

    const FORM: Form = Form { pattern: Some("\\S"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        Ok(said(raw)?.map(str::trim))
    }
}

impl Leaf for Secret {
    type Is<'t> = &'t str;

    const FORM: Form = Form { format: Some("password"), ..Words::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        said(raw)
    }
}

impl<const LENGTH: usize> Leaf for Short<LENGTH> {
    type Is<'t> = &'t str;

    const FORM: Form = Form { length: Some(LENGTH), ..Words::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        match said(raw)?.map(str::trim) {
            Some(text) if utf16_offset(text, text.len()) > LENGTH => {
                let expected = ["at most ", &*count(LENGTH), " characters"].concat();
                Err(Fault::Expected(Code::TextTooLong, expected.into()))
            }
            text => Ok(text),
        }
    }
}

impl Leaf for Address {
    type Is<'t> = Msisdn<'t>;

    const FORM: Form =
        Form { pattern: Some("^\\s*(tel:\\+?|\\+)[0-9]{8,15}\\s*$"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Msisdn<'t>>, Fault> {
        let number = msisdn(raw, "a number such as `tel:+94771234567`")?;
        match number {
            Some(number) if number.digits.len() == number.written.len() => {
                Err(Fault::of(Code::AddressFormat, "a number such as `tel:+94771234567`"))
            }
            number => Ok(number),
        }
    }
}

impl Leaf for Subscriber {
    type Is<'t> = Msisdn<'t>;

    const FORM: Form = Form { pattern: Some("^\\s*(tel:)?\\+?[0-9]{8,15}\\s*$"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Msisdn<'t>>, Fault> {
        msisdn(raw, "a number with 8 to 15 digits")
    }
}

/// A number as long as subscribers' numbers are.
fn msisdn<'t>(raw: Raw<'t>, expected: &'static str) -> Result<Option<Msisdn<'t>>, Fault> {
    let Some(written) = said(raw)?.map(str::trim) else { return Ok(None) };
    match msisdn::digits(written).filter(|digits| digits.len() >= 8) {
        Some(digits) => Ok(Some(Msisdn { written, digits })),
        None => Err(Fault::of(Code::AddressFormat, expected)),
    }
}

impl Leaf for Channel {
    type Is<'t> = &'t str;

    const FORM: Form = Words::FORM;

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<&'t str>, Fault> {
        let is_known = |text: &str| {
            !strict || ["WAP", "WEB", "SMS"].iter().any(|known| text.eq_ignore_ascii_case(known))
        };
        held(raw, is_known, Code::ChannelUnknown, "`Wap`, `Web` or `SMS`")
    }
}

impl Leaf for Currency {
    type Is<'t> = &'t str;

    const FORM: Form = Form { pattern: Some("^\\s*[A-Z]{3}\\s*$"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        let is_one = |text: &str| Iso4217::from_code(text).is_ok();
        held(raw, is_one, Code::UnknownCurrency, "a currency's ISO 4217 code")
    }
}

impl Leaf for Uri {
    type Is<'t> = &'t str;

    const FORM: Form = Form { format: Some("uri"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        held(raw, is_uri, Code::NotifyUrl, "a URI")
    }
}

impl Leaf for Url {
    type Is<'t> = &'t str;

    const FORM: Form = Form { pattern: Some("^\\s*https?://[^\\s]+\\s*$"), ..Uri::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        let is_url = |text: &str| {
            let rest = after(text, "http").map(|rest| after(rest, "s").unwrap_or(rest));
            let place = rest.and_then(|rest| after(rest, "://")).unwrap_or_default();
            is_uri(text) && !place.is_empty()
        };
        held(raw, is_url, Code::NotifyUrl, "a URL that begins with `http` or `https`")
    }
}

/// A scheme and more, without white space.
fn is_uri(text: &str) -> bool {
    let scheme = text.bytes().skip(1).position(|byte| byte == b':');
    let more = scheme.and_then(|scheme| text.as_bytes().get(scheme + 2));
    more.is_some() && text.bytes().all(|byte| byte > b' ')
}

impl Leaf for Hundredths {
    type Is<'t> = Sum<'t>;

    const FORM: Form = Form { pattern: Some("^[0-9]+(\\.[0-9]{1,2})?$"), ..Form::NUMBER };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Sum<'t>>, Fault> {
        // An empty amount is a wrong one: nobody sends it on purpose.
        let Some(written) = written(raw)? else { return Ok(None) };
        match digits(written) {
            Some((value, ..3)) => match units(value, 2) {
                0 => Err(Fault::of(Code::AmountNotPositive, "more than zero")),
                TOO_LARGE.. => Err(Fault::of(Code::AmountTooLarge, "a smaller amount")),
                hundredths => Ok(Some(Sum { written, hundredths })),
            },
            Some(_) | None => {
                Err(Fault::of(Code::AmountFormat, "digits with at most two decimals"))
            }
        }
    }
}

impl<const LOW: i64, const HIGH: i64> Leaf for Whole<LOW, HIGH> {
    type Is<'t> = i64;

    const FORM: Form = Form {
        types: &["string", "integer"],
        pattern: Some("^[0-9]+$"),
        range: [Some(LOW), Some(HIGH)],
        ..Form::STRING
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

impl Leaf for Choice {
    type Is<'t> = bool;

    const FORM: Form = Form { pattern: Some("^0*[01]$"), ..Whole::<0, 1>::FORM };

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

    const FORM: Form = Form {
        types: &["string", "integer"],
        pattern: Some("^-?[0-9]+$"),
        range: [Some(-WHOLE_MAX), Some(WHOLE_MAX)],
        ..Form::STRING
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

    const FORM: Form = Form { pattern: Some("^[0-9]+(\\.[0-9]{1,12})?$"), ..Form::NUMBER };

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
    let are_digits = |part: &str| !part.is_empty() && msisdn::is_digits(part);
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

/// A text of a charge calculation, with all its white space; an empty one says nothing.
pub struct Label;

/// `Y` or `N`; an empty text says nothing.
pub struct Flag;

/// Any amount.
pub struct Amount;

/// The code of a currency whose minor unit is known.
pub struct ChargeCurrency;

/// A list that is between the caller and somebody else.
pub struct AnyList;

impl Leaf for Label {
    type Is<'t> = &'t str;

    const FORM: Form = Form::STRING;

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        match raw {
            Raw::Absent | Raw::Text("") => Ok(None),
            Raw::Text(text) if text.contains('\u{1F}') => {
                Err(Problem::says(Code::TextCharacter, &[]).into())
            }
            Raw::Text(text) => Ok(Some(text)),
            Raw::List(_) | Raw::Number(_) | Raw::Object | Raw::Other(_) | Raw::Whole(_) => {
                Err(Fault::of(Code::WrongType, "a string"))
            }
        }
    }
}

impl Leaf for Flag {
    type Is<'t> = bool;

    const FORM: Form = Form { choices: &["Y", "N", ""], ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<bool>, Fault> {
        match raw {
            Raw::Absent | Raw::Text("") => Ok(None),
            Raw::Text(text) if text == "Y" || text == "N" => Ok(Some(text == "Y")),
            _ => Err(Fault::of(Code::WrongType, "`Y` or `N`")),
        }
    }
}

impl Leaf for Amount {
    type Is<'t> = Decimal;

    const FORM: Form = Form { pattern: Some("^-?[0-9]+(\\.[0-9]+)?$"), ..Form::NUMBER };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Decimal>, Fault> {
        match raw {
            Raw::Absent => Ok(None),
            raw => Ok(Some(raw_amount(raw)?)),
        }
    }
}

impl Leaf for ChargeCurrency {
    type Is<'t> = Iso4217;

    const FORM: Form = Form { pattern: Some("^([A-Z]{3})?$"), ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<Iso4217>, Fault> {
        match Label::read(raw, strict)? {
            Some(code) => Ok(Some(Iso4217::from_code(code)?)),
            None => Ok(None),
        }
    }
}

impl Leaf for AnyList {
    type Is<'t> = ();

    const FORM: Form = Form { types: &["array"], ..Form::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<()>, Fault> {
        match raw {
            Raw::Absent => Ok(None),
            Raw::List(_) => Ok(Some(())),
            _ => Err(Fault::of(Code::WrongType, "an array")),
        }
    }
}
