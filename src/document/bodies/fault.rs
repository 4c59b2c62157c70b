//! What a field says, or what is wrong with it.

use super::form::{Kind, Row};
use crate::diagnostic::{Code, utf16_offset};
use crate::document::msisdn;
use crate::document::raw::Raw;
use crate::money::{Currency, Decimal};

/// Why a field is refused: the code, and what was expected; nothing was, where it is missing.
pub(super) struct Fault(pub(super) Code, pub(super) &'static str);

/// The number that a field says, 0 if it says none. `before` is that of the row before.
pub(super) fn number(row: &Row, raw: Raw<'_>, before: i64, strict: bool) -> Result<i64, Fault> {
    let Row { kind, needed, .. } = *row;
    let text = match raw {
        Raw::Object if kind == Kind::Object => return Ok(0),
        // An empty amount is a wrong one: nobody sends it on purpose.
        Raw::Text(text) if kind != Kind::Object => match text.trim() {
            "" if kind != Kind::Amount => None,
            trimmed => Some(if kind < Kind::Object { text } else { trimmed }),
        },
        Raw::Number(text) | Raw::Whole(text) if kind < Kind::Object => Some(text),
        Raw::Absent => None,
        _ => {
            let expected = match kind {
                Kind::Object => "an object",
                _ if kind < Kind::Object => "a number",
                _ => "a string",
            };
            return Err(Fault(Code::WrongType, expected));
        }
    };
    match text {
        Some(text) if kind < Kind::Object => digits(kind, text, before),
        Some(text) => words(kind, text, strict),
        None if kind == Kind::Object && needed => Err(Fault(Code::WrapperMissing, "an object")),
        None if needed || kind == Kind::Percent && before == TAX_BY_CALLER => {
            Err(Fault(Code::MissingField, ""))
        }
        None => Ok(0),
    }
}

/// The tax type whose percentage comes with the request.
const TAX_BY_CALLER: i64 = 5;

fn digits(kind: Kind, text: &str, before: i64) -> Result<i64, Fault> {
    let unsigned = msisdn::after(text, "-").filter(|_| kind == Kind::Integer);
    let read = decimal(unsigned.unwrap_or(text));
    let (high, expected) = match kind {
        Kind::Amount => {
            return match read {
                Some((_, 3..)) | None => {
                    Err(Fault(Code::AmountFormat, "digits with at most two decimals"))
                }
                Some((0, _)) => Err(Fault(Code::AmountNotPositive, "more than zero")),
                Some(read) if scaled(read) >= TOO_LARGE => {
                    Err(Fault(Code::AmountTooLarge, "a smaller amount"))
                }
                Some(_) => Ok(0),
            };
        }
        Kind::Percent => {
            return match before {
                TAX_BY_CALLER => match read {
                    Some((..TOO_LARGE, ..13)) => Ok(0),
                    _ => Err(Fault(Code::AmountFormat, "a percentage in digits")),
                },
                // Of a tax type that is wrong itself nobody knows what belongs to it.
                -1 => Ok(0),
                _ => Err(Fault(Code::TaxUnexpected, "no `TAX` where `TAXTYPE` is not `5`")),
            };
        }
        Kind::Choice => (1, "`0` or `1`"),
        Kind::UpTo3 => (3, "a whole number from `1` to `3`"),
        Kind::UpTo5 => (5, "a whole number from `1` to `5`"),
        Kind::Count => (WHOLE_MAX, "a whole number from `1` up"),
        _ => (WHOLE_MAX, "a whole number"),
    };
    let low = if matches!(kind, Kind::Choice | Kind::Integer) { 0 } else { 1 };
    match read {
        Some((number, 0)) if (low..=high).contains(&number) => Ok(number),
        _ => Err(Fault(Code::IntegerRange, expected)),
    }
}

/// Whoever counts hundredths up to here can add up hundreds of them.
const TOO_LARGE: i64 = 10_000_000_000_000_000;
const WHOLE_MAX: i64 = TOO_LARGE / 100 - 1;

/// Digits, of which some may follow a point, as a number, and how many do.
fn decimal(text: &str) -> Option<(i64, usize)> {
    let mut number = 0_i64;
    let mut decimals = None;
    let mut is_complete = false;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            // Neither of the two can overflow.
            number = number.wrapping_mul(10).wrapping_add(i64::from(digit)).min(TOO_LARGE);
            decimals = decimals.map(|count: usize| count.wrapping_add(1));
        } else if byte == b'.' && is_complete && decimals.is_none() {
            decimals = Some(0);
        } else {
            return None;
        }
        is_complete = digit < 10;
    }
    is_complete.then_some((number, decimals.unwrap_or_default()))
}

/// An amount in hundredths, if it is one.
pub(super) fn hundredths(text: &str) -> i64 {
    scaled(decimal(text).unwrap_or_default())
}

/// Of what has two decimals at most; a number is too small for this to overflow.
fn scaled((number, decimals): (i64, usize)) -> i64 {
    number.wrapping_mul(match decimals {
        0 => 100,
        1 => 10,
        _ => 1,
    })
}

/// A whole number, if it is one.
pub(super) fn whole(text: &str) -> i64 {
    match msisdn::after(text, "-") {
        Some(unsigned) => -whole(unsigned),
        None => decimal(text).map_or(0, |(number, _)| number),
    }
}

/// A percentage, if it is one.
pub(super) fn percentage(text: &str) -> Option<Decimal> {
    let (number, decimals) = decimal(text)?;
    Some(Decimal::new(number, u32::try_from(decimals).ok()?))
}

fn words(kind: Kind, text: &str, strict: bool) -> Result<i64, Fault> {
    let (holds, code, expected) = match kind {
        Kind::Channel => {
            let is_known = matches!(&*text.to_ascii_uppercase(), "WAP" | "WEB" | "SMS");
            (is_known || !strict, Code::ChannelUnknown, "`Wap`, `Web` or `SMS`")
        }
        Kind::Currency => {
            (Currency::from_code(text).is_ok(), Code::UnknownCurrency, "a currency's ISO 4217 code")
        }
        Kind::Key => {
            (utf16_offset(text, text.len()) <= 32, Code::TextTooLong, "at most 32 characters")
        }
        Kind::Bill => {
            (utf16_offset(text, text.len()) <= 190, Code::TextTooLong, "at most 190 characters")
        }
        Kind::Uri => (is_uri(text), Code::NotifyUrl, "a URI"),
        Kind::Url => {
            let rest = msisdn::after(text, "http");
            let rest = rest.map(|rest| msisdn::after(rest, "s").unwrap_or(rest));
            let place = rest.and_then(|rest| msisdn::after(rest, "://")).unwrap_or_default();
            let is_url = is_uri(text) && !place.is_empty();
            (is_url, Code::NotifyUrl, "a URL that begins with `http` or `https`")
        }
        Kind::Address => (address(text).is_some(), ADDRESS, "a number such as `tel:+94771234567`"),
        Kind::Subscriber => (subscriber(text).is_some(), ADDRESS, "a number with 8 to 15 digits"),
        _ => return Ok(0),
    };
    if holds { Ok(0) } else { Err(Fault(code, expected)) }
}

const ADDRESS: Code = Code::AddressFormat;

/// The digits of a number with `tel:` or `+` before it.
pub(super) fn address(text: &str) -> Option<&str> {
    subscriber(text).filter(|digits| digits.len() < text.len())
}

/// The digits of a number as long as numbers are.
pub(super) fn subscriber(text: &str) -> Option<&str> {
    msisdn::digits(text).filter(|digits| digits.len() >= 8)
}

/// A scheme and more, without white space.
fn is_uri(text: &str) -> bool {
    let mut scheme = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte <= b' ' {
            return false;
        }
        if byte == b':' && scheme == 0 {
            scheme = at;
        }
    }
    scheme > 0 && scheme + 1 < text.len()
}
