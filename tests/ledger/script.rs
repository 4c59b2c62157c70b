//! Scripted behaviour: which rule a request meets, and how a request ends that passes all checks.

use serde_json::Value as Json;

use super::forecast::{Dialect, Effect, Keep, Request, Way};
use super::model::{Deal, Model, Part};
use super::money::{cents, written};

#[derive(Clone, Debug)]
pub struct Rule {
    operation: Option<String>,
    subscriber: Option<String>,
    amount: Option<i128>,
    application: Option<String>,
    effects: Vec<String>,
    pub code: Option<String>,
    pub delay: i64,
    pub times: Option<i64>,
    /// How many retries lose their answers, where it loses one.
    pub retries: i64,
    /// Whether it acts on a part of the calls only, by a chance that the auditor does not know.
    pub is_rated: bool,
    /// What `script` returned for it, in which step.
    pub id: Option<String>,
    pub step: usize,
}

/// The effects that the documents give to each operation.
const EFFECTS: &[(&str, &[&str])] = &[
    ("payment", &["decline", "delay", "processing", "loseReply", "failBeforeCommit"]),
    ("refund", &["decline", "delay", "processing", "loseReply", "failBeforeCommit"]),
    ("caasDebit", &["decline", "delay", "processing", "loseReply", "failBeforeCommit"]),
    ("debit", &["decline", "delay", "processing", "loseReply", "failBeforeCommit", "loseSms"]),
    ("reserve", &["decline", "loseReply", "failBeforeCommit"]),
    ("balanceQuery", &["decline", "loseReply", "failBeforeCommit"]),
    ("subscribe", &["decline", "loseReply", "failBeforeCommit"]),
    ("notification", &["delay", "duplicate", "reorder", "drop"]),
];

impl Rule {
    pub fn read(json: &Json) -> Rule {
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        let behaviour = &json["behaviour"];
        let listed = behaviour.as_array().cloned().unwrap_or_else(|| vec![behaviour.clone()]);
        Rule {
            operation: text("operation"),
            subscriber: text("subscriber"),
            amount: written(&json["amount"]).map(|text| cents(&text).unwrap()),
            application: text("application"),
            effects: listed.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
            code: text("code"),
            delay: json["delayMs"].as_i64().unwrap_or(0),
            times: json["times"].as_i64(),
            retries: json["retries"].as_i64().unwrap_or(0),
            is_rated: !json["rate"].is_null(),
            id: None,
            step: 0,
        }
    }

    pub fn has(&self, effect: &str) -> bool {
        self.effects.iter().any(|one| one == effect)
    }

    /// Whether the rule is for an operation: the one that it names, or each that has all its
    /// effects, and the codes of whose API it speaks.
    fn is_for(&self, operation: &str) -> bool {
        let (_, own) = EFFECTS.iter().find(|(name, _)| *name == operation).unwrap();
        let speaks = self.code.as_deref().is_none_or(|code| match operation {
            "debit" => code.starts_with('4') || code.starts_with('5'),
            "caasDebit" | "balanceQuery" | "subscribe" => code.starts_with('E'),
            _ => code.starts_with("POL") || code.starts_with("SVC") || code == "900800",
        });
        self.operation.as_ref().is_none_or(|named| named == operation)
            && self.effects.iter().all(|effect| own.contains(&effect.as_str()))
            && speaks
            && (self.amount.is_none() || !["balanceQuery", "subscribe"].contains(&operation))
    }

    /// The status of a deal that the rule declines in the end.
    pub fn ends(&self, kind: &str) -> &'static str {
        ends_as(kind, self.code.as_deref())
    }
}

/// The status of a deal that is declined with a code.
pub fn ends_as(kind: &str, code: Option<&str>) -> &'static str {
    match kind {
        "debit" => "Rejected",
        "refund" => "Denied",
        _ if code.is_none_or(|code| ["POL0253", "E1406", "E1405"].contains(&code)) => "Refused",
        _ => "Denied",
    }
}

/// The operation that rules name of one that is called.
fn scripted(operation: &str) -> &str {
    match operation {
        "chargeReservation" | "releaseReservation" => "reserve",
        other => other,
    }
}

impl Model {
    /// The newest rule that a request meets.
    pub fn met(&self, request: &Request, base: i128) -> Option<(usize, &Rule)> {
        let call = (request.operation, request.subscriber.as_str(), request.application.as_str());
        self.met_by(call, base)
    }

    pub fn met_by(
        &self,
        (operation, subscriber, application): (&str, &str, &str),
        base: i128,
    ) -> Option<(usize, &Rule)> {
        let fits = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        self.rules.iter().enumerate().rev().find(|(index, rule)| {
            rule.is_for(scripted(operation))
                && self.dormant.get() != Some(*index)
                && fits(&rule.subscriber, subscriber)
                && fits(&rule.application, application)
                && rule.amount.is_none_or(|amount| amount == base)
                && rule.times != Some(0)
        })
    }

    /// How a payment, a refund or a CaaS debit ends when no check fails; nothing where the
    /// documents are open.
    pub fn ending(
        &self,
        request: &Request,
        deal: &Deal,
        parts: &[Part],
        (done, later): (&'static str, Option<i64>),
    ) -> Vec<Way> {
        let dialect = request.dialect;
        let met = self.met(request, deal.base);
        let has = |effect: &str| met.is_some_and(|(_, rule)| rule.has(effect));
        let delay = met.filter(|(_, rule)| rule.has("delay")).map(|(_, rule)| rule.delay);
        let ms = if has("processing") { None } else { delay.or(later) };
        let pending = has("processing") || ms.is_some();
        let mut way = match met {
            Some((_, rule)) if has("failBeforeCommit") || has("decline") && !pending => {
                scripted_decline(dialect, rule)
            }
            _ => {
                let mut deal = Box::new(if pending {
                    let due = ms.map(|ms| self.now + ms);
                    deal.clone().held(parts.to_vec(), "Processing", due)
                } else {
                    deal.clone().posted(parts.to_vec(), done)
                });
                // Asynchronous, with an address to tell.
                deal.later = later.is_some() && pending;
                let declines = met.filter(|(_, rule)| rule.has("decline"));
                deal.ends = declines.map(|(_, rule)| rule.ends(deal.kind));
                let code = |rule: &Rule| rule.code.clone().unwrap_or(dialect.refusal().to_owned());
                deal.ends_in = declines.map(|(_, rule)| code(rule));
                if has("loseReply") {
                    dialect.way(dialect.outage(), Effect::Lost(deal))
                } else {
                    let caas = if pending { "P1003" } else { "S1000" };
                    let outcome = if dialect == Dialect::Wallet { deal.status } else { caas };
                    Way::new(200, outcome, Effect::Commit(deal))
                }
            }
        };
        way.rule = met.map(|(index, _)| index);
        vec![way]
    }

    /// Whether a request that fails a check may be answered by a script instead; `None` where the
    /// documents are open.
    pub fn scripted_instead(&self, request: &Request, base: i128) -> Option<Vec<Way>> {
        let Some((_, rule)) = self.met(request, base) else { return Some(Vec::new()) };
        if rule.times.is_some() || rule.has("loseReply") {
            return None;
        }
        if rule.has("failBeforeCommit") {
            return Some(vec![scripted_decline(request.dialect, rule)]);
        }
        // A debit waits for nobody where no customer is asked.
        let waits = rule.has("delay") || rule.has("processing");
        let at_once = rule.has("decline") && (!waits || request.dialect == Dialect::Debit);
        Some(if at_once { vec![scripted_decline(request.dialect, rule)] } else { Vec::new() })
    }
}

/// What a rule answers that declines at once, or has a call fail.
pub fn scripted_decline(dialect: Dialect, rule: &Rule) -> Way {
    if rule.has("failBeforeCommit") {
        return dialect.way(dialect.outage(), Effect::Decline(Keep::Free));
    }
    if rule.has("loseReply") {
        return dialect.way(dialect.outage(), Effect::Decline(Keep::Lost));
    }
    let code = rule.code.as_deref().unwrap_or(dialect.refusal());
    dialect.way(code, Effect::Decline(Keep::Stored))
}
