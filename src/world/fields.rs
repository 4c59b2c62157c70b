//! Kinds of fields that configurations have.

use super::places::Places;
use crate::diagnostic::{Code, Problem, count, excerpt};
use crate::document::{Fields, Reader, Value, amount, msisdn};
use crate::money::exact::digits;
use crate::money::{Currency, Decimal, MinorUnits};

/// Notes a problem in its code's own words.
pub(crate) fn note(reader: &mut Reader, code: Code, path: &str, given: &[&str]) {
    reader.keep::<()>(path, Err(Problem::says(code, given)));
}

/// The values of a list with their paths; `None` where there is no list.
pub(crate) fn items<'v>(
    fields: &mut Fields<'v>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<Vec<(&'v Value, String)>> {
    let (list, path) = fields.take(name);
    if let Value::List(items) = list {
        return Some(with_paths(items, &path));
    }
    if list.is_absent() {
        return None;
    }
    reader.wrong_type("an array", list, &path);
    Some(Vec::new())
}

/// Values with their paths in the list that they are in.
pub(crate) fn with_paths<'v>(items: &'v [Value], path: &str) -> Vec<(&'v Value, String)> {
    let path = |index| [path, "/", &count(index)].concat();
    items.iter().enumerate().map(|(index, item)| (item, path(index))).collect()
}

/// A text that must be there and say something.
pub(crate) fn required<'v>(
    fields: &mut Fields<'v>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<&'v str> {
    present(fields, reader, &[name]);
    text(fields, name, reader)
}

/// Notes which of the fields that must be there are missing.
pub(crate) fn present(fields: &Fields<'_>, reader: &mut Reader, names: &[&str]) {
    for name in names {
        if fields.is_nothing(name) && !fields.is_null(name) {
            reader.missing(&fields.path_of(name));
        }
    }
}

/// The fields of what must be an object.
pub(crate) fn object<'v>(value: &'v Value, path: &str, reader: &mut Reader) -> Option<Fields<'v>> {
    if let Value::Object(_) = value {
        return Some(reader.fields(value, path));
    }
    reader.wrong_type("an object", value, path);
    None
}

/// A text that says something, if there is one.
pub(crate) fn text<'v>(
    fields: &mut Fields<'v>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<&'v str> {
    let (text, path) = fields.text(name, reader)?;
    if text.is_empty() {
        reader.problem(Code::MissingField, &path, EMPTY.to_owned(), None);
        return None;
    }
    Some(text)
}

/// What is said of a text that must say something.
const EMPTY: &str = "the field is empty";

/// The name of something in a list, which nothing before it may have.
pub(crate) fn id(fields: &mut Fields<'_>, reader: &mut Reader, taken: &mut Places) -> String {
    let id = required(fields, "id", reader).unwrap_or_default();
    unique(id, &fields.path_of("id"), reader, taken);
    id.to_owned()
}

pub(crate) fn unique(id: &str, path: &str, reader: &mut Reader, taken: &mut Places) {
    if !id.is_empty() && !taken.enter(id, 0) {
        note(reader, Code::DuplicateId, path, &["", &excerpt(id)]);
    }
}

/// The place of a name among those that there are.
pub(crate) fn choice(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
    names: &[&str],
) -> Option<usize> {
    let (value, path) = fields.take(name);
    if value.is_absent() { None } else { choose(value, &path, reader, names) }
}

pub(crate) fn choose(
    value: &Value,
    path: &str,
    reader: &mut Reader,
    names: &[&str],
) -> Option<usize> {
    let Value::Text(text) = value else {
        reader.wrong_type("a string", value, path);
        return None;
    };
    let place = names.iter().position(|known| known == text);
    if place.is_none() {
        note(reader, Code::UnknownChoice, path, &[&excerpt(text), &names.join("`, `")]);
    }
    place
}

/// A whole number from `least` to `most`.
pub(crate) fn whole(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
    limits: (i64, i64),
) -> Option<i64> {
    let (value, path) = fields.take(name);
    if value.is_absent() { None } else { whole_number(value, &path, reader, limits) }
}

pub(crate) fn whole_number(
    value: &Value,
    path: &str,
    reader: &mut Reader,
    (least, most): (i64, i64),
) -> Option<i64> {
    let (Value::Number(text) | Value::Integer(text)) = value else {
        reader.wrong_type("a whole number", value, path);
        return None;
    };
    let number = amount(value).ok().filter(|number| number.scale() == 0);
    let whole = number.and_then(|number| i64::try_from(number.mantissa()).ok());
    let whole = whole.filter(|whole| (least..=most).contains(whole));
    if whole.is_none() {
        let [least, most] = [least, most].map(|limit| digits(Decimal::from(limit)));
        out_of_range(text, ["whole number", &least, &most], path, reader);
    }
    whole
}

/// A percentage from 0 to 100.
pub(crate) fn percent(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<Decimal> {
    let percent = fields.amount(name, reader)?;
    if percent < Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
        let path = fields.path_of(name);
        out_of_range(&digits(percent), ["percentage", "0", "100"], &path, reader);
        return None;
    }
    Some(percent)
}

fn out_of_range(number: &str, [what, least, most]: [&str; 3], path: &str, reader: &mut Reader) {
    note(reader, Code::OutOfRange, path, &[&excerpt(number), what, least, most]);
}

/// An amount of minor units, zero or more.
pub(crate) fn minor(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
    currency: Currency,
) -> Option<i64> {
    let amount = fields.amount(name, reader)?;
    let path = fields.path_of(name);
    if amount < Decimal::ZERO {
        let message = ["the amount `", &digits(amount), "` is negative"].concat();
        let help = "give zero or more".to_owned();
        reader.problem(Code::AmountNegative, &path, message, Some(help));
        return None;
    }
    let units = MinorUnits::from_amount(amount, currency.minor_units()).map_err(Problem::from);
    let units = reader.keep(&path, units)?;
    let fitting = i64::try_from(units.count()).ok();
    if fitting.is_none() {
        let message = ["the amount `", &digits(amount), "` in minor units"].concat();
        too_large(message, &path, reader);
    }
    fitting
}

pub(crate) fn too_large(what: String, path: &str, reader: &mut Reader) {
    let message = what + " needs more than 64 bits";
    reader.problem(Code::AmountTooLarge, path, message, Some("use a smaller one".to_owned()));
}

/// A telephone number in digits.
pub(crate) fn number(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<String> {
    let (text, path) = fields.text(name, reader)?;
    let digits = msisdn::digits(text).ok_or_else(|| no_number(text));
    reader.keep(&path, digits).map(str::to_owned)
}

/// What is said of a text that is no telephone number.
pub(crate) fn no_number(text: &str) -> Problem {
    let Some(international) = msisdn::international(text) else {
        return Problem::says(Code::MsisdnFormat, &[&excerpt(text)]);
    };
    let sentence = Code::MsisdnFormat.sentence(&[&excerpt(text)]);
    let help = msisdn::behind_zero_help(&international);
    Problem::of(Code::MsisdnFormat, &[&sentence], &help).meaning(vec![international])
}

/// Notes a name that nothing has.
pub(crate) fn unknown(what: &str, id: &str, path: &str, reader: &mut Reader) {
    note(reader, Code::UnknownId, path, &[what, &excerpt(id)]);
}

/// Notes a field that means nothing beside the others.
pub(crate) fn without_use(path: &str, beside: &str, reader: &mut Reader) {
    note(reader, Code::FieldWithoutUse, path, &[beside]);
}
