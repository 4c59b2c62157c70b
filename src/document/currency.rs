//! Currencies as callers name them: by a code of ISO 4217, or by a code and digits of their own.

use super::reader::{Fields, Reader};
use super::value::Value;
use crate::diagnostic::{Code, Problem, excerpt};
use crate::money::Currency;

impl Fields<'_> {
    /// A currency, if one is named.
    pub fn currency(&mut self, name: &'static str, reader: &mut Reader) -> Option<Currency> {
        let (value, path) = self.take(name);
        if value.is_absent() { None } else { currency(value, &path, reader) }
    }
}

/// Reads a currency, or notes why it is none.
pub fn currency(value: &Value, path: &str, reader: &mut Reader) -> Option<Currency> {
    if let Value::Text(code) = value {
        return reader.keep(path, Currency::from_code(code).map_err(Problem::from));
    }
    if matches!(value, Value::Object(_)) {
        return own(value, path, reader);
    }
    reader.wrong_type("the code of a currency, or its code and digits", value, path);
    None
}

/// A currency of the caller's own.
#[inline(never)]
fn own(value: &Value, path: &str, reader: &mut Reader) -> Option<Currency> {
    let before = reader.count();
    let mut fields = reader.fields(value, path);
    let code = fields.text("code", reader).map(|(code, _)| code);
    let digits = fields.amount("minorUnits", reader);
    let places = [("code", code.is_none()), ("minorUnits", digits.is_none())];
    for (name, is_missing) in places {
        if is_missing && fields.is_absent(name) {
            reader.missing(&fields.path_of(name));
        }
    }
    let [code_path, digits_path] = ["code", "minorUnits"].map(|name| fields.path_of(name));
    fields.refuse_others(reader);
    if reader.count() > before {
        return None;
    }
    let (code, digits) = (code?, digits?);
    let count = if digits.scale() == 0 { u8::try_from(digits.mantissa()).ok() } else { None };
    let count = count.filter(|count| *count <= 9);
    if count.is_none() {
        reader.say(Code::CurrencyDigits, &digits_path, &[&crate::money::exact::digits(digits)]);
    }
    let own = Currency::of(code, count.unwrap_or_default());
    if own.is_none() {
        reader.say(Code::CurrencyCode, &code_path, &[&excerpt(code)]);
    }
    own.filter(|_| count.is_some())
}
