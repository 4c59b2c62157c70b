//! The types of fields that are texts, each with its limits.

use super::field::Leaf;
use super::judge::Fault;
use super::msisdn::{self, after};
use super::raw::Raw;
use super::schema::LeafSchema;
use crate::diagnostic::{Code, count, utf16_offset};
use crate::money;

/// A text that says something, without white space around it, which gateways drop too.
pub struct Words;

/// The same with the white space around it.
pub struct Secret;

/// A text of so many characters at most.
pub struct Short<const LENGTH: usize>;

/// What stands on a bill.
pub type BillText = Short<190>;

/// The key under which a retry is the same request.
pub type KeyText = Short<32>;

/// A subscriber's number with `tel:` or `+` before it.
pub struct Address;

/// A subscriber's number, as in an address or without anything before it.
pub struct SubscriberNumber;

/// Where the user came from; any text unless the profile is strict.
pub struct Channel;

/// The code of a currency that there is.
pub struct CurrencyCode;

/// A scheme and what it needs.
pub struct Uri;

/// The same over HTTP.
pub struct Url;

/// A subscriber's number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Msisdn<'t> {
    /// As the caller writes it.
    pub written: &'t str,
    /// Its digits.
    pub digits: &'t str,
}

/// A text without white space around it: most have none, as two bytes tell.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The string in a field without white space around it, if it says something.
fn said(raw: Raw<'_>) -> Result<Option<&str>, Fault> {
    match raw {
        Raw::Absent => Ok(None),
        Raw::Text(text) => Ok(Some(trimmed(text)).filter(|text| !text.is_empty())),
        Raw::List(_) | Raw::Number(_) | Raw::Object | Raw::Other(_) | Raw::Whole(_) => {
            Err(Fault::of(Code::WrongType, "a string"))
        }
    }
}

/// The same, if it holds what its type promises.
fn held<'t>(
    raw: Raw<'t>,
    holds: impl FnOnce(&str) -> bool,
    code: Code,
    expected: &'static str,
) -> Result<Option<&'t str>, Fault> {
    match said(raw)? {
        Some(text) if !holds(text) => Err(Fault::of(code, expected)),
        text => Ok(text),
    }
}

impl Leaf for Words {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = LeafSchema { pattern: Some("\\S"), ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        said(raw)
    }
}

impl Leaf for Secret {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = LeafSchema { format: Some("password"), ..Words::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        let is_said = said(raw)?.is_some();
        Ok(if let (Raw::Text(text), true) = (raw, is_said) { Some(text) } else { None })
    }
}

impl<const LENGTH: usize> Leaf for Short<LENGTH> {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = LeafSchema { length: Some(LENGTH), ..Words::FORM };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        match said(raw)? {
            // No character has more code units than bytes.
            Some(text) if text.len() > LENGTH && utf16_offset(text, text.len()) > LENGTH => {
                let expected = ["at most ", &*count(LENGTH), " characters"].concat();
                Err(Fault::Expected(Code::TextTooLong, expected.into()))
            }
            text => Ok(text),
        }
    }
}

impl Leaf for Address {
    type Is<'t> = Msisdn<'t>;

    const FORM: LeafSchema = LeafSchema {
        pattern: Some("^\\s*(tel:\\+?|\\+)[1-9][0-9]{7,14}\\s*$"),
        ..LeafSchema::STRING
    };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Msisdn<'t>>, Fault> {
        const EXPECTED: &str = "a number such as `tel:+94771234567`";
        let number = msisdn(raw, EXPECTED, "tel:+")?;
        match number {
            Some(number) if number.digits.len() == number.written.len() => {
                let meant = ["tel:+", number.digits].concat();
                let help = ["write `tel:+` before it, as `", &meant, "`"].concat();
                Err(Fault::Meant(Code::AddressFormat, EXPECTED, help, meant))
            }
            number => Ok(number),
        }
    }
}

impl Leaf for SubscriberNumber {
    type Is<'t> = Msisdn<'t>;

    const FORM: LeafSchema =
        LeafSchema { pattern: Some("^\\s*(tel:)?\\+?[1-9][0-9]{7,14}\\s*$"), ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<Msisdn<'t>>, Fault> {
        msisdn(raw, "a number with its country's code, of 8 to 15 digits", "")
    }
}

/// A number as long as subscribers' numbers are; `before` stands before good ones.
fn msisdn<'t>(
    raw: Raw<'t>,
    expected: &'static str,
    before: &str,
) -> Result<Option<Msisdn<'t>>, Fault> {
    let Some(written) = said(raw)? else { return Ok(None) };
    if let Some(digits) = msisdn::digits(written).filter(|digits| digits.len() >= 8) {
        return Ok(Some(Msisdn { written, digits }));
    }
    let Some(international) = msisdn::international(written).filter(|number| number.len() >= 8)
    else {
        return Err(Fault::of(Code::AddressFormat, expected));
    };
    let meant = [before, &international].concat();
    let help = msisdn::behind_zero_help(&meant);
    Err(Fault::Meant(Code::AddressFormat, expected, help, meant))
}

impl Leaf for Channel {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = Words::FORM;

    fn read<'t>(raw: Raw<'t>, strict: bool) -> Result<Option<&'t str>, Fault> {
        let is_known = |text: &str| {
            !strict || ["WAP", "WEB", "SMS"].iter().any(|known| text.eq_ignore_ascii_case(known))
        };
        held(raw, is_known, Code::ChannelUnknown, "`Wap`, `Web` or `SMS`")
    }
}

impl Leaf for CurrencyCode {
    type Is<'t> = &'t str;

    const FORM: LeafSchema =
        LeafSchema { pattern: Some("^\\s*[A-Z]{3}\\s*$"), ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        let is_one = |text: &str| money::Currency::from_code(text).is_ok();
        held(raw, is_one, Code::UnknownCurrency, "a currency's ISO 4217 code")
    }
}

impl Leaf for Uri {
    type Is<'t> = &'t str;

    const FORM: LeafSchema = LeafSchema { format: Some("uri"), ..LeafSchema::STRING };

    fn read<'t>(raw: Raw<'t>, _: bool) -> Result<Option<&'t str>, Fault> {
        held(raw, is_uri, Code::NotifyUrl, "a URI")
    }
}

impl Leaf for Url {
    type Is<'t> = &'t str;

    const FORM: LeafSchema =
        LeafSchema { pattern: Some("^\\s*https?://[^\\s]+\\s*$"), ..Uri::FORM };

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
