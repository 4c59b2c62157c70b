//! The scripted rules that still act, as they are told.

use crate::flow::{MockLedger, ScriptedRule, identify};
use crate::http::json::{Object, list};
use crate::money::exact;
use crate::world::{RATE_DIGITS, ScriptedEffect};

/// The rules, the oldest first.
pub(super) fn scripts(ledger: &MockLedger) -> String {
    let rules = ledger.state.scripts.iter();
    list(rules.map(|(number, scripted)| told(ledger, number, scripted)))
}

fn told(ledger: &MockLedger, number: u32, ScriptedRule { rule, left }: &ScriptedRule) -> String {
    let world = &ledger.world;
    let mut object = Object::default();
    object.text("id", &identify::script(ledger.state.identifiers, number));
    object.optional("operation", rule.operations.only().map(|operation| operation.name()));
    object.optional("subscriber", rule.subscriber.as_deref());
    object.optional("amount", rule.amount.map(|amount| world.amount_text(amount)).as_deref());
    let application = rule.application.and_then(|place| world.application(place));
    object.optional("application", application.map(|application| application.id.as_str()));
    let effects: Vec<&str> = rule.effects.iter().map(|effect| effect.name()).collect();
    object.texts("behaviour", &effects);
    object.optional("code", rule.code.map(|code| code.text()));
    if rule.has(ScriptedEffect::Delay) {
        object.number("delayMs", rule.delay_ms);
    }
    if rule.retries > 0 {
        object.number("retries", i64::try_from(rule.retries).unwrap_or(i64::MAX));
    }
    if let Some(left) = left {
        object.number("times", i64::try_from(*left).unwrap_or(i64::MAX));
    }
    object.optional("rate", rule.rate.map(rate).as_deref());
    object.done()
}

/// A rate as a decimal from 0 to 1.
fn rate(parts: u32) -> String {
    exact::decimal(parts.into(), RATE_DIGITS).map(exact::digits).unwrap_or_default()
}
