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
    pub behaviour: String,
    pub code: Option<String>,
    pub delay: i64,
    pub times: Option<i64>,
}

/// What a request meets.
pub enum Met<'a> {
    Nothing,
    Rule(usize, &'a Rule),
    /// Several rules: the documents do not say which is first.
    Several,
}

impl Rule {
    pub fn read(json: &Json) -> Rule {
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        Rule {
            operation: text("operation"),
            subscriber: text("subscriber"),
            amount: written(&json["amount"]).map(|text| cents(&text).unwrap()),
            application: text("application"),
            behaviour: text("behaviour").unwrap(),
            code: text("code"),
            delay: json["delayMs"].as_i64().unwrap_or(0),
            times: json["times"].as_i64(),
        }
    }
}

impl Model {
    pub fn met(&self, request: &Request, base: i128) -> Met<'_> {
        let fits = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        let mut rules = self.rules.iter().enumerate().filter(|(_, rule)| {
            fits(&rule.operation, request.operation)
                && fits(&rule.subscriber, &request.subscriber)
                && fits(&rule.application, &request.application)
                && rule.amount.is_none_or(|amount| amount == base)
                && rule.times != Some(0)
        });
        match (rules.next(), rules.next()) {
            (None, _) => Met::Nothing,
            (Some((index, rule)), None) => Met::Rule(index, rule),
            _ => Met::Several,
        }
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
        let wallet = dialect == Dialect::Wallet;
        let processing = |due| Box::new(deal.clone().held(parts.to_vec(), "Processing", due));
        let plain = || match later {
            Some(ms) => {
                let mut deal = processing(Some(self.now + ms));
                deal.later = true;
                deal
            }
            None => Box::new(deal.clone().posted(parts.to_vec(), done)),
        };
        let commit = |deal: Box<Deal>| {
            let outcome = if wallet { deal.status } else { "S1000" };
            Way::new(200, outcome, Effect::Commit(deal))
        };
        let (index, rule) = match self.met(request, deal.base) {
            Met::Nothing => return vec![commit(plain())],
            Met::Several => return Vec::new(),
            Met::Rule(index, rule) => (index, rule),
        };
        let mut way = match rule.behaviour.as_str() {
            // An asynchronous payment is refused when its time has come.
            "decline" if later.is_some() => {
                let mut deal = plain();
                deal.refused = true;
                commit(deal)
            }
            "decline" | "failBeforeCommit" => scripted_decline(dialect, rule),
            "delay" if wallet => commit(processing(Some(self.now + rule.delay))),
            "processing" if wallet => commit(processing(None)),
            "loseReply" => dialect.way(dialect.outage(), Effect::Lost(plain())),
            _ => return Vec::new(),
        };
        way.rule = Some(index);
        vec![way]
    }

    /// Whether a request that fails a check may be answered by a script instead; `None` where the
    /// documents are open.
    pub fn scripted_instead(&self, request: &Request, base: i128) -> Option<Vec<Way>> {
        match self.met(request, base) {
            Met::Nothing => Some(Vec::new()),
            Met::Rule(_, rule) if rule.times.is_none() => match rule.behaviour.as_str() {
                "decline" | "failBeforeCommit" => {
                    Some(vec![scripted_decline(request.dialect, rule)])
                }
                "delay" | "processing" | "loseSms" => Some(Vec::new()),
                _ => None,
            },
            _ => None,
        }
    }
}

pub fn scripted_decline(dialect: Dialect, rule: &Rule) -> Way {
    if rule.behaviour == "failBeforeCommit" {
        return dialect.way(dialect.outage(), Effect::Decline(Keep::Free));
    }
    let code = rule.code.as_deref().unwrap_or(dialect.refusal());
    dialect.way(code, Effect::Decline(Keep::Stored))
}
