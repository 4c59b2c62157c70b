//! Operators and their subscribers.

use super::config::{Config, Operator, Payer, Subscriber, SubscriberStatus};
use super::fields::{
    choice, id, items, minor, note, number, object, present, text, too_large, unique, unknown,
    without_use,
};
use super::places::Places;
use super::usual;
use crate::diagnostic::{Code, excerpt};
use crate::document::{Fields, Reader, Value, msisdn};
use crate::money::Currency;
use crate::world::tax::AccountType;

pub(super) fn operators(fields: &mut Fields<'_>, reader: &mut Reader) -> Vec<Operator> {
    let Some(items) = items(fields, "operators", reader) else { return usual::operators() };
    let (mut ids, mut taken) = (Places::default(), Places::default());
    let mut operators = Vec::with_capacity(items.len());
    for (value, path) in items {
        let Some(mut fields) = object(value, &path, reader) else { continue };
        let id = id(&mut fields, reader, &mut ids);
        present(&fields, reader, &["prefixes"]);
        let mut prefixes = Vec::new();
        for (value, path) in self::items(&mut fields, "prefixes", reader).unwrap_or_default() {
            prefixes.extend(prefix(value, &path, reader, &mut taken));
        }
        let balance_query = fields.truth("balanceQuery", reader).unwrap_or(true);
        fields.refuse_others(reader);
        operators.push(Operator { id, prefixes, balance_query });
    }
    operators
}

fn prefix(value: &Value, path: &str, reader: &mut Reader, taken: &mut Places) -> Option<String> {
    let Value::Text(text) = value else {
        reader.wrong_type("a string", value, path);
        return None;
    };
    let prefix = msisdn::digits(text);
    if prefix.is_none() {
        note(reader, Code::PrefixFormat, path, &[&excerpt(text)]);
    }
    let prefix = prefix?;
    unique(prefix, path, reader, taken);
    Some(prefix.to_owned())
}

pub(super) fn subscribers(
    fields: &mut Fields<'_>,
    operators: &[Operator],
    prefixes: &Places,
    currency: Currency,
    reader: &mut Reader,
) -> Vec<Subscriber> {
    let Some(items) = items(fields, "subscribers", reader) else {
        return usual::subscribers(operators, prefixes, unit(currency));
    };
    let ids = Places::of(operators.iter().map(|operator| operator.id.as_str()));
    let known = OperatorNames { ids, prefixes };
    let mut taken = Places::default();
    let mut total = Some(0_i64);
    let mut subscribers = Vec::with_capacity(items.len());
    for (value, path) in items {
        let Some(mut fields) = object(value, &path, reader) else { continue };
        let subscriber = subscriber(&mut fields, &known, currency, reader);
        fields.refuse_others(reader);
        unique(&subscriber.msisdn, &[&path, "/msisdn"].concat(), reader, &mut taken);
        if let Some(before) = total {
            total = before.checked_add(subscriber.balance);
            if total.is_none() {
                let what = "the total of this balance and those before it".to_owned();
                too_large(what, &[&path, "/balance"].concat(), reader);
            }
        }
        subscribers.push(subscriber);
    }
    subscribers
}

/// Reads a subscriber who joins those that there are.
pub(super) fn joining(fields: &mut Fields<'_>, config: &Config, reader: &mut Reader) -> Subscriber {
    let ids = Places::of(config.operators.iter().map(|operator| operator.id.as_str()));
    let known = OperatorNames { ids, prefixes: &config.names.prefixes };
    let new = subscriber(fields, &known, config.currency, reader);
    if config.subscribers.iter().any(|other| other.msisdn == new.msisdn) {
        note(reader, Code::DuplicateId, &fields.path_of("msisdn"), &["", &new.msisdn]);
    }
    new
}

/// A subscriber with what the fields say: the status, the credit limit, the notify number.
pub(super) fn changed(
    fields: &mut Fields<'_>,
    currency: Currency,
    before: &Subscriber,
    reader: &mut Reader,
) -> Subscriber {
    let mut new = before.clone();
    let status = choice(fields, "status", reader, &SubscriberStatus::NAMES);
    if let Some(status) = status.and_then(|place| SubscriberStatus::ALL.get(place).copied()) {
        new.status = status;
    }
    if let Some(limit) = minor(fields, "creditLimit", reader, currency) {
        match &mut new.payer {
            Payer::Postpaid { credit_limit } => *credit_limit = limit,
            Payer::Prepaid => {
                let path = fields.path_of("creditLimit");
                without_use(&path, "for `postpaid` subscribers", reader);
            }
        }
    }
    if fields.is_null("notifyNumber") {
        fields.take("notifyNumber");
        new.notify_number = None;
    } else if let Some(number) = number(fields, "notifyNumber", reader) {
        new.notify_number = Some(number);
    }
    new
}

/// The operators as subscribers name them.
struct OperatorNames<'n> {
    ids: Places,
    prefixes: &'n Places,
}

/// One unit of a currency in minor units.
fn unit(currency: Currency) -> i64 {
    (0..currency.minor_units()).fold(1, |unit, _| unit * 10)
}

fn subscriber(
    fields: &mut Fields<'_>,
    known: &OperatorNames<'_>,
    currency: Currency,
    reader: &mut Reader,
) -> Subscriber {
    present(fields, reader, &["msisdn", "kind"]);
    let msisdn = number(fields, "msisdn", reader).unwrap_or_default();
    let operator = operator_of(fields, known, &msisdn, reader);
    let kind = choice(fields, "kind", reader, &["prepaid", "postpaid"]);
    let account_type = choice(fields, "accountType", reader, &AccountType::NAMES);
    let account_type = account_type.and_then(|index| AccountType::ALL.get(index).copied());
    let balance = minor(fields, "balance", reader, currency).unwrap_or_default();
    let credit_limit = minor(fields, "creditLimit", reader, currency);
    let notify_number = number(fields, "notifyNumber", reader);
    let status = choice(fields, "status", reader, &SubscriberStatus::NAMES);
    let status = status.and_then(|index| SubscriberStatus::ALL.get(index).copied());
    let payer = match kind {
        Some(1) => Payer::Postpaid { credit_limit: credit_limit.unwrap_or_default() },
        _ => Payer::Prepaid,
    };
    match payer {
        Payer::Postpaid { credit_limit } => {
            if balance > credit_limit {
                note(reader, Code::BalanceAboveLimit, &fields.path_of("balance"), &[]);
            }
        }
        Payer::Prepaid => {
            if kind.is_some() && credit_limit.is_some() {
                without_use(&fields.path_of("creditLimit"), "for `postpaid` subscribers", reader);
            }
        }
    }
    Subscriber {
        msisdn,
        operator,
        payer,
        account_type: account_type.unwrap_or_default(),
        balance,
        notify_number,
        status: status.unwrap_or_default(),
    }
}

/// The place of the operator that is named, or that has the prefix; else the first, because
/// accounts of broadband and television have numbers without one.
fn operator_of(
    fields: &mut Fields<'_>,
    known: &OperatorNames<'_>,
    msisdn: &str,
    reader: &mut Reader,
) -> usize {
    if let Some(id) = text(fields, "operator", reader) {
        let named = known.ids.get(id);
        if named.is_none() {
            unknown("operator", id, &fields.path_of("operator"), reader);
        }
        return named.unwrap_or_default();
    }
    if known.ids.is_empty() && fields.is_nothing("operator") {
        note(reader, Code::OperatorMissing, &fields.path_of("operator"), &[]);
    }
    known.prefixes.of_longest_prefix(msisdn).unwrap_or_default()
}
