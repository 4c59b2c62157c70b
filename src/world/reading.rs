//! Reads a configuration field by field; every problem is found.

use std::collections::BTreeSet;

use super::applications::{applications, billers};
use super::config::{ChargeDefaults, Config, ConsentRules, ForeignNotify, Names, prefixes};
use super::fields::{choice, items, note, text, whole};
use super::networks::{operators, subscribers};
use super::places::Places;
use super::script::ScriptRule;
use super::scripts::ScriptNames;
use super::time::{LAST, time, zone};
use super::usual::{START_TIME, TIME_ZONE};
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Fields, Reader, Value};
use crate::money::Currency;
use crate::money::amount::{self, SAFE_INTEGER_MAX};
use crate::pricing::charges::Book;
use crate::world::tax::Taxes;

impl Config {
    /// Reads a configuration; what it leaves out comes from the default world.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        config(value)
    }
}

/// A currency by its code: a ledger has none of its caller's own, and its help names none.
fn listed(code: &str) -> Result<Currency, Problem> {
    Currency::from_code(code).map_err(|unknown| {
        let problem = Problem::from(unknown);
        let is_like_none = problem.code == Code::UnknownCurrency && problem.corrections.is_empty();
        let help = |usual: String| if is_like_none { ONE_LISTED.to_owned() } else { usual };
        problem.helped(help)
    })
}

const ONE_LISTED: &str = "write the code of one, as `LKR`";

fn config(value: &Value) -> Result<Config, Refusal> {
    let mut notes = Reader::default();
    let reader = &mut notes;
    let mut fields = reader.fields(value, "");
    let seed = whole(&mut fields, "seed", reader, (0, SAFE_INTEGER_MAX)).unwrap_or(1);
    let start_time = time(&mut fields, "startTime", reader).unwrap_or(START_TIME);
    let time_zone = zone(&mut fields, "timeZone", reader).unwrap_or(TIME_ZONE);
    let currency = fields.named("currency", reader, listed).unwrap_or(Currency::LKR);
    let operators = operators(&mut fields, reader);
    let prefixes = prefixes(&operators);
    let subscribers = subscribers(&mut fields, &operators, &prefixes, currency, reader);
    let applications = applications(&mut fields, currency, reader);
    let places = Places::of(applications.iter().map(|application| application.id.as_str()));
    let billers = billers(&mut fields, &places, reader);
    let (taxes, path) = fields.take("taxes");
    let taxes = Taxes::read(taxes, &path, reader);
    let consent = consent(&mut fields, reader);
    let charge_defaults = charge_defaults(&mut fields, reader);
    let strict = fields.truth("strict", reader).unwrap_or_default();
    let retry_declines = fields.truth("retryDeclines", reader).unwrap_or_default();
    let api_keys = api_keys(&mut fields, reader);
    let asks_credentials = choice(&mut fields, "auth", reader, &["on", "off"]) != Some(1);
    let origins = addresses(&mut fields, "origins", reader, is_origin, Code::OriginFormat);
    let hosts = addresses(&mut fields, "notificationHosts", reader, is_host, Code::HostFormat);
    let mut rules = rules(&mut fields, reader);
    // What names no currency is in the ledger's.
    rules.currency = Some(currency);
    let mut scripts = Vec::new();
    let rules_given = items(&mut fields, "scripts", reader).unwrap_or_default();
    if !rules_given.is_empty() {
        let numbers: BTreeSet<&str> = subscribers.iter().map(|one| one.msisdn.as_str()).collect();
        let has_subscriber = |number: &str| numbers.contains(number);
        let named =
            ScriptNames { currency, applications: &places, has_subscriber: &has_subscriber };
        for (rule, path) in rules_given {
            scripts.extend(ScriptRule::read_at(rule, &path, &named, reader));
        }
    }
    fields.refuse_others(reader);
    notes.finish()?;
    let names = Names {
        prefixes,
        applications: places,
        billers: Places::of(billers.iter().map(|biller| biller.id.as_str())),
        api_keys: Places::of(api_keys.iter().flatten().map(|(key, _)| key.as_str())),
    };
    Ok(Config {
        source: canonical(value),
        seed: seed.unsigned_abs(),
        start_time,
        time_zone,
        currency,
        operators,
        subscribers,
        applications,
        billers,
        taxes,
        consent,
        charge_defaults,
        strict,
        retry_declines,
        api_keys,
        asks_credentials,
        origins,
        notification_hosts: hosts,
        rules,
        scripts,
        names,
    })
}

fn consent(fields: &mut Fields<'_>, reader: &mut Reader) -> ConsentRules {
    let (value, path) = fields.take("consent");
    let mut fields = reader.fields(value, &path);
    let timeout_ms = whole(&mut fields, "timeoutMs", reader, (1, LAST)).unwrap_or(60_000);
    let attempts = whole(&mut fields, "attempts", reader, (1, u32::MAX.into()));
    let hold = fields.truth("hold", reader).unwrap_or(true);
    let foreign_notify = match choice(&mut fields, "foreignNotify", reader, &["reject", "proceed"])
    {
        Some(1) => ForeignNotify::Proceed,
        _ => ForeignNotify::Reject,
    };
    fields.refuse_others(reader);
    let attempts = attempts.and_then(|attempts| u32::try_from(attempts).ok()).unwrap_or(3);
    ConsentRules { timeout_ms, attempts, hold, foreign_notify }
}

fn charge_defaults(fields: &mut Fields<'_>, reader: &mut Reader) -> ChargeDefaults {
    let (value, path) = fields.take("chargeDefaults");
    let mut fields = reader.fields(value, &path);
    let mut named = |name| text(&mut fields, name, reader).map(str::to_owned);
    let defaults = ChargeDefaults {
        on_behalf_of: named("onBehalfOf"),
        purchase_category_code: named("purchaseCategoryCode"),
        channel: named("channel"),
    };
    fields.refuse_others(reader);
    defaults
}

/// The fields of an object with any names.
fn entries<'v>(
    fields: &mut Fields<'v>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<&'v [(String, Value)]> {
    match fields.take(name) {
        (Value::Absent, _) => None,
        (Value::Object(entries), _) => Some(entries),
        (other, path) => {
            reader.wrong_type("an object", other, &path);
            None
        }
    }
}

fn api_keys(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Vec<(String, String)>> {
    let entries = entries(fields, "apiKeys", reader)?;
    let mut keys = Vec::with_capacity(entries.len());
    for (key, token) in entries {
        if let Value::Text(token) = token {
            keys.push((key.clone(), token.clone()));
        } else if !token.is_absent() {
            // Which one is not said: a key is a secret, too.
            reader.wrong_type("a string for each key", token, "/apiKeys");
        }
    }
    Some(keys)
}

/// A list of origins as browsers write them, or of hosts.
fn addresses(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
    is_good: fn(&str) -> bool,
    code: Code,
) -> Vec<String> {
    let mut places = Vec::new();
    for (value, path) in items(fields, name, reader).unwrap_or_default() {
        let Value::Text(text) = value else {
            reader.wrong_type("a string", value, &path);
            continue;
        };
        if is_good(text) {
            places.push(text.clone());
        } else {
            note(reader, code, &path, &[&excerpt(text)]);
        }
    }
    places
}

/// Whether a text is the name or the address of a host, without a port.
fn is_host(text: &str) -> bool {
    let is_name = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    !text.is_empty() && (is_name || text.parse::<std::net::Ipv6Addr>().is_ok())
}

/// Whether a text is a scheme and a host, perhaps with a port.
fn is_origin(text: &str) -> bool {
    let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    text.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "http" | "https") && !host.is_empty() && host.bytes().all(is_of_host)
    })
}

fn rules(fields: &mut Fields<'_>, reader: &mut Reader) -> Book {
    let entries = entries(fields, "rules", reader).unwrap_or_default();
    let rules = entries.iter().filter(|(_, rule)| !rule.is_absent()).cloned().collect();
    Book::read(rules, &Value::Absent).unwrap_or_else(|refusal| {
        // A book has its rules below a name of its own.
        for problem in refusal.problems {
            let path = problem.path.strip_prefix("/book").unwrap_or_default().to_owned();
            reader.keep::<()>(&path, Err(problem));
        }
        Book::default()
    })
}

/// The same value as JSON gives it back: a number that would lose digits there becomes a string,
/// and what is absent is left out.
pub(super) fn canonical(value: &Value) -> Value {
    match value {
        Value::Absent => Value::Object(Vec::new()),
        Value::Integer(digits) if amount::parse_number(digits).is_err() => {
            Value::Text(digits.clone())
        }
        Value::Integer(digits) => Value::Number(digits.clone()),
        Value::List(items) => Value::List(items.iter().map(canonical).collect()),
        Value::Object(fields) => {
            let given = fields.iter().filter(|(_, field)| !field.is_absent());
            Value::Object(given.map(|(name, field)| (name.clone(), canonical(field))).collect())
        }
        Value::Bool(_)
        | Value::Count(_)
        | Value::Null
        | Value::Number(_)
        | Value::Other(_)
        | Value::Text(_) => value.clone(),
    }
}
