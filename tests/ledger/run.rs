//! One ledger and its auditor, step by step.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::audit::audit;
use super::bank::{Answer, Bank};
use super::forecast::{Effect, Forecast, Way};
use super::listing;
use super::model::Model;
use super::reasons;
use super::world::World;

/// A call whose arguments may name what earlier steps were answered: `@server:7`, `@trid:7`,
/// `@script:7`, `@token:7`, and `@wrong:7` for a token that is not that one.
#[derive(Clone, Debug)]
pub struct Step {
    pub id: usize,
    pub operation: String,
    pub arguments: Vec<Json>,
}

/// How often everything is compared.
const AUDIT_EVERY: usize = 40;

pub struct Session<B> {
    pub bank: B,
    twin: Option<B>,
    pub model: Model,
    /// The calls that were made, as they can be played again.
    pub made: Vec<Json>,
    replays: usize,
    outcomes: BTreeMap<String, usize>,
}

impl<B: Bank> Session<B> {
    pub fn new(bank: B, config: &Json) -> Session<B> {
        Session {
            bank,
            twin: None,
            model: Model::new(World::read(config)),
            made: Vec::new(),
            replays: 0,
            outcomes: BTreeMap::new(),
        }
    }

    /// Makes a call and checks all that is known of it; `false` if it was not made, because an
    /// earlier step is missing or the documents are open.
    pub fn step(&mut self, step: &Step) -> Result<bool, String> {
        let Some(arguments) = self.resolve(&step.arguments) else { return Ok(false) };
        let forecast = self.model.forecast(&step.operation, &arguments);
        if forecast.ways.is_empty() {
            return Ok(false);
        }
        let idle = |way: &Way| {
            matches!(way.effect, Effect::Nothing | Effect::Replay) && way.rule.is_none()
        };
        let idle = forecast.ways.iter().all(idle) && !self.limited(&forecast);
        let before = (idle && step.id.is_multiple_of(3)).then(|| self.bank.snapshot());
        self.made.push(json!({ "call": step.operation, "args": arguments }));
        let answer = self.ask(&step.operation, &arguments)?;
        let way = forecast.way_of(&answer)?;
        let rule = way.rule.and_then(|index| self.model.rules.get(index));
        let rated = if rule.is_some_and(|rule| rule.is_rated) { ", by a rate" } else { "" };
        let met = format!("{} {}{rated}", step.operation, answer.outcome);
        *self.outcomes.entry(met).or_default() += 1;
        self.flagged(&way, &answer)?;
        reasons::check(&step.operation, &answer)?;
        if !way.is_replay() && step.operation != "settle" {
            echoed(&arguments, &answer)?;
        }
        let touched = self.model.apply(step.id, forecast.request.as_ref(), &way, &answer);
        self.look(&touched, &answer)?;
        // Invariants 6 and 9: neither a refusal nor a replay changes anything.
        if before.is_some_and(|before| before != self.bank.snapshot()) {
            return Err(format!("a call that may not change anything did: {}", answer.text));
        }
        let accounts = self.read("accounts", &[])?;
        let postpaid = self.model.world.postpaid_accounts();
        self.model.books.compare(&accounts, &postpaid)?;
        if self.made.len().is_multiple_of(AUDIT_EVERY) {
            self.audit()?;
        }
        Ok(true)
    }

    /// From here on, a ledger that was restored from a snapshot is asked the same.
    pub fn fork(&mut self) -> Result<(), String> {
        self.twin = Some(self.bank.twin()?);
        Ok(())
    }

    pub fn forked(&self) -> bool {
        self.twin.is_some()
    }

    /// The last look at everything.
    pub fn close(&mut self) -> Result<(), String> {
        self.audit()?;
        match &self.twin {
            Some(twin) if twin.snapshot() != self.bank.snapshot() => {
                Err("the restored ledger ends with other bytes".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// What was met, and how often: answers, replays, and what became of each deal.
    pub fn tally(&self) -> BTreeMap<String, usize> {
        let mut tally = self.outcomes.clone();
        tally.insert("calls".to_owned(), self.made.len());
        tally.insert("replays".to_owned(), self.replays);
        for deal in &self.model.deals {
            *tally.entry(format!("{} ends as {}", deal.kind, deal.status)).or_default() += 1;
            if deal.refunded > 0 {
                *tally.entry(format!("{} is refunded", deal.kind)).or_default() += 1;
            }
        }
        tally
    }

    fn audit(&mut self) -> Result<(), String> {
        let transactions = self.read("transactions", &[])?;
        let accounts = self.read("accounts", &[])?;
        audit(&self.model.world, &transactions, &accounts)?;
        for at in 0..self.model.deals.len() {
            let listed = listing::pick(&self.model.deals[at], &transactions)?;
            self.model.compare(at, listed)?;
        }
        self.read("verify", &[])?;
        self.notified()
    }

    /// After every charge by CaaS one notification, and after every payment and refund that was
    /// processed later.
    fn notified(&mut self) -> Result<(), String> {
        let notifications = self.read("notifications", &[])?;
        let all = notifications.as_array().ok_or("notifications() is no array")?;
        let mut told = std::collections::BTreeSet::new();
        for one in all {
            let body = &one["body"];
            let name = [&one["url"], &body["externalTrxId"], &body["statusCode"]];
            if !body["externalTrxId"].is_null() && !told.insert(name.map(Json::to_string)) {
                return Err(format!("told twice: {one}"));
            }
        }
        self.attempted(all)?;
        for deal in &self.model.deals {
            let application = self.model.world.application(&deal.application).unwrap();
            let of = |one: &&Json| match deal.kind {
                "caasDebit" => {
                    one["body"]["externalTrxId"] == deal.key.as_deref().unwrap_or_default()
                        && one["body"]["statusCode"] == "S1000"
                        && one["url"] == application.url.as_deref().unwrap_or_default()
                }
                _ => {
                    let server = deal.server.as_deref().unwrap_or("none");
                    let own = format!("\"serverReferenceCode\":\"{server}\"");
                    one["body"].to_string().contains(&own)
                }
            };
            let found = all.iter().filter(of).count();
            let right = match deal.kind {
                "caasDebit" => {
                    found == usize::from(application.url.is_some() && deal.status == "Charged")
                }
                "payment" | "refund" if deal.pending() => found == 0,
                "payment" | "refund" if deal.later => found == 1,
                _ => true,
            };
            if !right {
                return Err(format!("{found} notifications of {deal:?}: {notifications}"));
            }
        }
        Ok(())
    }

    /// Each notification was sent as often as the schedule says, at its own times.
    fn attempted(&mut self, notifications: &[Json]) -> Result<(), String> {
        let deliveries = self.read("deliveries", &[])?;
        let deliveries = deliveries.as_array().ok_or("deliveries() is no array")?;
        let mut times: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for one in deliveries {
            let id = one["notification"].as_str().unwrap_or_default();
            times.entry(id).or_default().push(one["at"].as_i64().unwrap_or(0));
        }
        for one in notifications {
            let since = one["createdAt"].as_i64().ok_or("no time")?;
            let passed = self.model.now - since;
            let mut scheduled = vec![0, 1_000, 6_000, 31_000, 156_000];
            scheduled.extend((1..144).map(|later| 156_000 + later * 600_000));
            scheduled.retain(|after| *after <= passed.min(86_400_000));
            let expected: Vec<i64> = scheduled.iter().map(|after| since + after).collect();
            let found = times.remove(one["id"].as_str().unwrap_or_default()).unwrap_or_default();
            if found != expected || one["attempts"] != expected.len() {
                return Err(format!("sent at {found:?}, not at {expected:?}: {one}"));
            }
        }
        if times.is_empty() { Ok(()) } else { Err("deliveries of no notification".to_owned()) }
    }

    fn resolve(&self, arguments: &[Json]) -> Option<Vec<Json>> {
        arguments.iter().map(|json| self.resolved(json)).collect()
    }

    fn resolved(&self, json: &Json) -> Option<Json> {
        match json {
            Json::String(text) if text.starts_with('@') => {
                let (name, id) = text[1..].split_once(':')?;
                let id: usize = id.parse().ok()?;
                if name == "script" {
                    let rule = self.model.rules.iter().find(|rule| rule.step == id)?;
                    return rule.id.as_ref().map(|id| json!(id));
                }
                let deal = self.model.deals.iter().find(|deal| deal.step == id)?;
                Some(json!(match name {
                    "token" => deal.consent.as_ref()?.token.clone()?,
                    "wrong" => wrong(deal.consent.as_ref()?.token.as_ref()?),
                    "trid" => deal.trid.clone()?,
                    _ => deal.server.clone()?,
                }))
            }
            Json::Object(fields) => {
                let field =
                    |(name, field): (&String, &Json)| Some((name.clone(), self.resolved(field)?));
                fields.iter().map(field).collect::<Option<_>>().map(Json::Object)
            }
            other => Some(other.clone()),
        }
    }

    /// Whether the application counts requests, so that even a refusal may be counted.
    fn limited(&self, forecast: &Forecast) -> bool {
        let request = forecast.request.as_ref();
        let application = request.and_then(|one| self.model.world.application(&one.application));
        application.is_some_and(|one| one.tps.is_some() || one.tpd.is_some())
    }

    /// Invariant 11: what was restored from a snapshot answers the same.
    fn ask(&mut self, operation: &str, arguments: &[Json]) -> Result<Answer, String> {
        let called = self.bank.call(operation, arguments);
        if let Some(twin) = &mut self.twin {
            let other = twin.call(operation, arguments);
            if other != called {
                return Err(format!("restored, it answers {other:?}; the original {called:?}"));
            }
        }
        Answer::of(called)
    }

    fn read(&mut self, operation: &str, arguments: &[Json]) -> Result<Json, String> {
        let answer = self.ask(operation, arguments)?;
        if answer.status == -1 {
            return Err(format!("{operation} refuses: {}", answer.text));
        }
        Ok(answer.json)
    }

    /// `replayed`, and the bytes of a replay.
    fn flagged(&mut self, way: &Way, answer: &Answer) -> Result<(), String> {
        if answer.status <= 0 {
            return Ok(());
        }
        let replayed = way.is_replay();
        self.replays += usize::from(replayed);
        if answer.json.get("replayed").is_some_and(|flag| *flag != replayed) {
            return Err(format!("replayed should be {replayed}: {}", answer.text));
        }
        match &way.text {
            Some(text) if *text != answer.text => {
                Err(format!("a replay of {text}, but the answer is {}", answer.text))
            }
            _ => Ok(()),
        }
    }

    /// Compares the deals that were touched with their listing.
    fn look(&mut self, touched: &[usize], answer: &Answer) -> Result<(), String> {
        for &at in touched {
            let answered = server_reference(&answer.json);
            let deal = &self.model.deals[at];
            let fresh = deal.id.is_none();
            let answered = answered.as_deref().filter(|_| fresh);
            let filter = listing::filter(deal, answered);
            let found = self.read("transactions", &[filter])?;
            let listed = listing::pick(&self.model.deals[at], &found)?;
            if fresh {
                let text = |name: &str| listed[name].as_str().map(str::to_owned);
                self.model.deals[at].id = text("id");
                let trid = answer.json["trid"].as_str().map(str::to_owned);
                self.model.deals[at].server = text("serverReferenceCode");
                self.model.deals[at].trid = self.model.deals[at].key.clone().or(trid);
            }
            self.model.compare(at, listed)?;
        }
        self.tokens()
    }

    /// Reads the tokens of the messages that have been sent by now.
    fn tokens(&mut self) -> Result<(), String> {
        let now = self.model.now;
        let waits = |at: &usize| {
            let deal = &self.model.deals[*at];
            let consent = deal.consent.as_ref();
            deal.pending() && consent.is_some_and(|one| one.token.is_none() && !one.lost)
        };
        let waiting: Vec<_> = (0..self.model.deals.len()).filter(waits).collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let messages = self.read("messages", &[])?;
        for at in waiting {
            let deal = &self.model.deals[at];
            let trid = deal.trid.as_deref().unwrap_or_default();
            let all = messages.as_array().ok_or("messages() is no array")?;
            let consent = deal.consent.as_ref().unwrap();
            let of = |one: &&Json| one["trid"] == trid && one["sentAt"] == consent.sent;
            let found: Vec<_> = all.iter().filter(of).collect();
            if consent.sent > now {
                if !found.is_empty() {
                    return Err(format!("a message before its time: {messages}"));
                }
                continue;
            }
            let one = self.model.world.subscriber(&deal.subscriber).unwrap();
            let own = ["GSM", "CDMA"].contains(&one.account_type.as_str());
            let to = if own { Some(&one.msisdn) } else { one.notify.as_ref() };
            let expected = [
                ("to", json!(to)),
                ("sentAt", json!(consent.sent)),
                ("expiresAt", json!(deal.due)),
            ];
            // The same instant may bring a second one, if a refused debit is tried again.
            let Some(found) = found.last() else {
                return Err(format!("no message for {trid} at {}: {messages}", consent.sent));
            };
            for (name, expected) in expected {
                if found[name] != expected {
                    return Err(format!("{name} should be {expected}: {found}"));
                }
            }
            let token = found["token"].as_str().ok_or("a message without token")?.to_owned();
            self.model.deals[at].consent.as_mut().unwrap().token = Some(token);
        }
        Ok(())
    }
}

/// A token of the same length that is not this one.
fn wrong(token: &str) -> String {
    let last = if token.ends_with('1') { '2' } else { '1' };
    token.chars().take(token.len() - 1).chain([last]).collect()
}

fn server_reference(answer: &Json) -> Option<String> {
    let body = answer["body"].as_object()?;
    let wrapped = body.values().find_map(|inner| inner["serverReferenceCode"].as_str());
    wrapped.map(str::to_owned)
}

/// A wallet's good answer has the request's fields as they were given, and three more.
fn echoed(arguments: &[Json], answer: &Answer) -> Result<(), String> {
    for name in ["makePayment", "refundTransaction"] {
        let Some(answered) = answer.json["body"][name].as_object() else { continue };
        let mut answered = answered.clone();
        for more in ["serverReferenceCode", "resourceURL", "transactionOperationStatus"] {
            if answered.remove(more).is_none_or(|value| !value.is_string()) {
                return Err(format!("{more} is missing: {}", answer.text));
            }
        }
        // An amount that was given as a number is answered as its text.
        let mut asked = arguments[0][name].clone();
        let amount = &mut asked["paymentAmount"]["chargingInformation"]["amount"];
        if amount.is_number() {
            *amount = json!(amount.to_string());
        }
        if asked != Json::Object(answered) {
            return Err(format!("not the request's fields: {}", answer.text));
        }
    }
    Ok(())
}
