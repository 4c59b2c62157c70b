//! Reads scripted rules. One that can never act is refused.

use super::applications::application;
use super::config::Config;
use super::fields::{
    choice, choose, minor, note, number, object, present, text, whole, with_paths, without_use,
};
use super::places::Places;
use super::script::{
    OperationSet, RATE_DIGITS, RATE_MAX, ScriptRule, ScriptedEffect, ScriptedOperation,
};
use super::time::LAST;
use crate::diagnostic::{Code, Problem, Refusal, count, excerpt};
use crate::document::codes::{Api, RefusalCode};
use crate::document::{Fields, Reader, Value};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Currency, MinorUnits, exact};

/// What rules may name.
pub(super) struct ScriptNames<'n> {
    pub(super) currency: Currency,
    pub(super) applications: &'n Places,
    /// Whether there is a subscriber with a number.
    pub(super) has_subscriber: &'n dyn Fn(&str) -> bool,
}

impl ScriptRule {
    /// Reads a rule for a world.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub fn read(value: &Value, config: &Config) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let Config { currency, names, subscribers, .. } = config;
        let has_subscriber =
            |number: &str| subscribers.iter().any(|subscriber| subscriber.msisdn == number);
        let named = ScriptNames {
            currency: *currency,
            applications: &names.applications,
            has_subscriber: &has_subscriber,
        };
        let rule = Self::read_at(value, "", &named, &mut reader);
        reader.finish()?;
        // Without a problem there is a rule.
        rule.ok_or_else(|| Refusal::of_problems(Vec::new()))
    }

    /// The rule, which means nothing if problems were noted, or none.
    pub(super) fn read_at(
        value: &Value,
        path: &str,
        named: &ScriptNames<'_>,
        reader: &mut Reader,
    ) -> Option<Self> {
        let mut fields = object(value, path, reader)?;
        let operation = choice(&mut fields, "operation", reader, &ScriptedOperation::NAMES);
        let operation = operation.and_then(|place| ScriptedOperation::ALL.get(place).copied());
        let subscriber = subscriber(&mut fields, named, reader);
        let amount = minor(&mut fields, "amount", reader, named.currency);
        let application = application(&mut fields, named.applications, reader);
        let effects = effects(&mut fields, operation, reader);
        let code = text(&mut fields, "code", reader);
        let delay_ms = whole(&mut fields, "delayMs", reader, (1, LAST));
        let retries = whole(&mut fields, "retries", reader, (1, SAFE_INTEGER_MAX));
        let times = whole(&mut fields, "times", reader, (1, SAFE_INTEGER_MAX));
        let rate = rate(&mut fields, reader);
        for (name, effect) in [
            ("code", ScriptedEffect::Decline),
            ("delayMs", ScriptedEffect::Delay),
            ("retries", ScriptedEffect::LoseReply),
        ] {
            if !effects.is_empty() && !effects.contains(&effect) && !fields.is_nothing(name) {
                let beside = ["with the behaviour `", effect.name(), "`"].concat();
                without_use(&fields.path_of(name), &beside, reader);
            }
        }
        if effects.contains(&ScriptedEffect::Delay) {
            present(&fields, reader, &["delayMs"]);
        }
        if amount == Some(0) {
            note(reader, Code::ScriptNeverActs, &fields.path_of("amount"), &["an amount of `0`"]);
        }
        let code = code.and_then(|code| {
            let code = refusal(operation.map(ScriptedOperation::api), code);
            reader.keep(&fields.path_of("code"), code)
        });
        let fits = |one: ScriptedOperation| {
            operation.is_none_or(|operation| operation == one)
                && effects.iter().all(|effect| one.effects().contains(effect))
                && code.is_none_or(|code| one.api() == Some(code.api()))
                && (amount.is_none() || one.has_amount())
                && (retries.is_none() || one.has_key())
        };
        let none = OperationSet::of(|_| false);
        // Who names no operation thinks of calls, unless the effects are those of deliveries.
        let calls = OperationSet::of(|one| one != ScriptedOperation::Notification && fits(one));
        let operations = if calls == none { OperationSet::of(fits) } else { calls };
        if reader.is_content() && operations == none {
            no_operation(&fields, operation, reader);
        }
        fields.refuse_others(reader);
        Some(Self {
            operations,
            subscriber,
            amount,
            application,
            effects,
            code,
            delay_ms: delay_ms.unwrap_or_default(),
            retries: retries.map_or(0, i64::unsigned_abs),
            times: times.map(i64::unsigned_abs),
            rate,
        })
    }
}

/// The number of a subscriber that there is.
fn subscriber(
    fields: &mut Fields<'_>,
    named: &ScriptNames<'_>,
    reader: &mut Reader,
) -> Option<String> {
    let digits = number(fields, "subscriber", reader)?;
    if !(named.has_subscriber)(&digits) {
        note(reader, Code::UnknownSubscriber, &fields.path_of("subscriber"), &[&digits]);
    }
    Some(digits)
}

/// The effects: one, or a list of those that act together.
fn effects(
    fields: &mut Fields<'_>,
    operation: Option<ScriptedOperation>,
    reader: &mut Reader,
) -> Vec<ScriptedEffect> {
    present(fields, reader, &["behaviour"]);
    let (value, path) = fields.take("behaviour");
    let items = if let Value::List(items) = value {
        with_paths(items, &path)
    } else if value.is_absent() {
        return Vec::new();
    } else {
        vec![(value, path.clone())]
    };
    if items.is_empty() {
        reader.missing(&path);
    }
    let mut effects = Vec::new();
    for (value, path) in items {
        let place = choose(value, &path, reader, &ScriptedEffect::NAMES);
        let Some(effect) = place.and_then(|place| ScriptedEffect::ALL.get(place).copied()) else {
            continue;
        };
        if let Some(operation) = operation.filter(|one| !one.effects().contains(&effect)) {
            let what = ["`", effect.name(), "` of the operation `", operation.name(), "`"].concat();
            note(reader, Code::ScriptNeverActs, &path, &[&what]);
        }
        if let Some(other) = effects.iter().find(|other| excludes(**other, effect)) {
            let what = ["`", effect.name(), "` beside `", other.name(), "`"].concat();
            note(reader, Code::ScriptNeverActs, &path, &[&what]);
        }
        effects.push(effect);
    }
    let is_at_once = !effects.contains(&ScriptedEffect::Delay);
    if is_at_once
        && [ScriptedEffect::Decline, ScriptedEffect::LoseSms]
            .iter()
            .all(|one| effects.contains(one))
    {
        note(reader, Code::ScriptNeverActs, &path, &["`loseSms` beside a `decline` at once"]);
    }
    effects
}

/// Whether of two effects only one can act.
fn excludes(one: ScriptedEffect, other: ScriptedEffect) -> bool {
    use ScriptedEffect::{Delay, Drop, Duplicate, FailBeforeCommit, LoseSms, Processing, Reorder};
    let exclusive =
        [(Delay, Processing), (LoseSms, Processing), (Drop, Duplicate), (Drop, Reorder)];
    one == other
        || [one, other].contains(&FailBeforeCommit)
        || exclusive.contains(&(one, other))
        || exclusive.contains(&(other, one))
}

/// The code that a text names: of the operation's API, or of any if no operation is named.
fn refusal(api: Option<Option<Api>>, text: &str) -> Result<RefusalCode, Problem> {
    let apis = match api {
        None => Api::ALL.to_vec(),
        Some(api) => api.into_iter().collect(),
    };
    let mut nearest = None;
    for api in &apis {
        match api.refusal(text) {
            Ok(code) => return Ok(code),
            Err(near) => nearest = nearest.or(near),
        }
    }
    let whose = if let [api] = apis[..] { api.name() } else { "any API" };
    Err(unknown_code(text, whose, nearest))
}

/// What is said of a text that is no code, with the one that may have been meant.
pub(crate) fn unknown_code(text: &str, whose: &str, nearest: Option<RefusalCode>) -> Problem {
    let message = Code::UnknownCode.sentence(&[&excerpt(text), whose]);
    let Some(near) = nearest.map(RefusalCode::text) else {
        return Problem::new(Code::UnknownCode, message, Some(Code::UnknownCode.help().to_owned()));
    };
    let help = ["did you mean `", near, "`?"].concat();
    Problem::new(Code::UnknownCode, message, Some(help)).meaning(vec![near.to_owned()])
}

/// Notes why a rule fits no operation at all.
fn no_operation(fields: &Fields<'_>, operation: Option<ScriptedOperation>, reader: &mut Reader) {
    let lacking = operation.and_then(|operation| {
        let parts = [("amount", operation.has_amount()), ("retries", operation.has_key())];
        let found = parts.into_iter().find(|(name, has)| !has && !fields.is_nothing(name));
        found.map(|(name, _)| (name, operation))
    });
    let (name, what) = match lacking {
        Some(("amount", operation)) => {
            ("amount", ["an amount of the operation `", operation.name(), "`"].concat())
        }
        Some((name, operation)) => {
            (name, ["a retry of the operation `", operation.name(), "`"].concat())
        }
        None => ("behaviour", "effects that no operation has together".to_owned()),
    };
    note(reader, Code::ScriptNeverActs, &fields.path_of(name), &[&what]);
}

/// A rate from 0 to 1, in parts of a billion.
fn rate(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<u32> {
    let rate = fields.amount("rate", reader)?;
    let path = fields.path_of("rate");
    let parts = MinorUnits::from_amount(rate, RATE_DIGITS).ok();
    let parts = parts.and_then(|parts| u32::try_from(parts.count()).ok());
    let parts = parts.filter(|parts| *parts <= RATE_MAX);
    if parts.is_none() {
        let what = ["rate with ", &count(RATE_DIGITS as usize), " decimals at most"].concat();
        note(reader, Code::OutOfRange, &path, &[&exact::digits(rate), &what, "0", "1"]);
    }
    parts
}
