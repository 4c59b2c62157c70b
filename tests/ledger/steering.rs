//! What a test says of the world: settlements, changes, money that goes out.

use serde_json::Value as Json;

use super::forecast::{Dialect, Effect, Forecast, Way};
use super::model::Model;
use super::money::{cents, written};
use super::world::{Application, account_of, subscriber};

/// Of the changes that a test makes, those of the world.
#[derive(Clone, Debug)]
pub enum Change {
    Join(Json),
    Subscriber(String, Json),
    Application(String, Json),
    Biller(String, Json),
}

impl Model {
    pub fn steered(&self, operation: &str, arguments: &[Json]) -> Forecast {
        match operation {
            "settle" => self.settled(&arguments[0], &arguments[1]),
            "resendToken" => self.resent(&arguments[0]),
            "payout" => self.paid_out(&format!("provider:{}", text(&arguments[0])), &arguments[1]),
            "remit" => self.paid_out(&format!("tax:{}", text(&arguments[0])), &arguments[1]),
            "addSubscriber" => Forecast::null(Effect::Change(Change::Join(arguments[0].clone()))),
            "setSubscriber" => self.set_subscriber(text(&arguments[0]), &arguments[1]),
            "setApplication" => self.set_application(text(&arguments[0]), &arguments[1]),
            "setBiller" => {
                let id = text(&arguments[0]).to_owned();
                Forecast::null(Effect::Change(Change::Biller(id, arguments[1].clone())))
            }
            _ => Forecast::open(),
        }
    }

    fn settled(&self, reference: &Json, outcome: &Json) -> Forecast {
        let named = |name: &Option<String>| name.as_deref() == reference.as_str();
        let of = |deal: &&super::model::Deal| named(&deal.server) || named(&deal.trid);
        let Some(at) = self.deals.iter().rposition(|deal| of(&deal)) else {
            return Forecast::misuse();
        };
        let deal = &self.deals[at];
        let dialect = match deal.kind {
            "debit" => Dialect::Debit,
            "caasDebit" => Dialect::Caas,
            _ => Dialect::Wallet,
        };
        if !["Processing", "ConsentPending"].contains(&deal.status) {
            return Forecast::misuse();
        }
        let declined = |code: &str, rule: Option<usize>| {
            let status = super::script::ends_as(deal.kind, Some(code));
            let effect = match deal.kind {
                "debit" => Effect::Reject(at, status),
                _ => Effect::Settle(at, status),
            };
            let mut way = dialect.way(code, effect);
            way.rule = rule;
            Forecast::of(vec![way])
        };
        if let Some(code) = outcome["declined"].as_str() {
            return declined(code, None);
        }
        if let Some(code) = &deal.ends_in {
            return declined(code, None);
        }
        let call = (deal.kind, deal.subscriber.as_str(), deal.application.as_str());
        let met = self.met_by(call, deal.base).filter(|(_, rule)| rule.has("decline"));
        if let Some((index, rule)) = met {
            return declined(rule.code.as_deref().unwrap_or(dialect.refusal()), Some(index));
        }
        let way = match deal.kind {
            "debit" => self.confirmed(at),
            "refund" => Way::new(200, "Refunded", Effect::Settle(at, "Refunded")),
            "caasDebit" => Way::new(200, "S1000", Effect::Settle(at, "Charged")),
            _ => Way::new(200, "Charged", Effect::Settle(at, "Charged")),
        };
        Forecast::of(vec![way])
    }

    fn resent(&self, trid: &Json) -> Forecast {
        match self.debit_of(trid) {
            Some(at) if self.deals[at].status == "ConsentPending" => {
                Forecast::null(Effect::Resend(at))
            }
            _ => Forecast::misuse(),
        }
    }

    /// No more is paid out than is owed.
    fn paid_out(&self, account: &str, amount: &Json) -> Forecast {
        let sums = self.books.of(account);
        let amount = written(amount).and_then(|text| cents(&text)).unwrap();
        if amount > sums.credits - sums.debits {
            return Forecast::misuse();
        }
        Forecast::null(Effect::PayOut(account.to_owned(), amount))
    }

    fn set_subscriber(&self, msisdn: &str, changes: &Json) -> Forecast {
        let one = self.world.subscriber(msisdn).unwrap();
        if let Some(limit) = written(&changes["creditLimit"]).and_then(|text| cents(&text)) {
            let sums = self.books.of(&account_of(msisdn));
            let owed = sums.debits - sums.credits + sums.pending_debits;
            if !one.postpaid || limit < owed {
                return Forecast::misuse();
            }
        }
        let change = Change::Subscriber(msisdn.to_owned(), changes.clone());
        Forecast::null(Effect::Change(change))
    }

    fn set_application(&self, id: &str, changes: &Json) -> Forecast {
        let shares = ["serviceCharge", "aggregatorShare", "taxType"];
        let has_shares = shares.iter().any(|name| changes.get(name).is_some());
        // What is pending keeps its shares, which the auditor computes anew.
        let waits = |deal: &super::model::Deal| {
            deal.application == id && ["Reserved", "ConsentPending"].contains(&deal.status)
        };
        if has_shares && self.deals.iter().any(waits) {
            return Forecast::open();
        }
        let change = Change::Application(id.to_owned(), changes.clone());
        Forecast::null(Effect::Change(change))
    }

    /// Makes a change.
    pub fn change_world(&mut self, change: &Change) {
        match change {
            Change::Join(json) => {
                let new = subscriber(json, &self.world.operators);
                self.books.open(&new);
                self.world.subscribers.push(new);
            }
            Change::Subscriber(msisdn, changes) => {
                let all = &mut self.world.subscribers;
                let one = all.iter_mut().find(|one| one.msisdn == *msisdn).unwrap();
                if let Some(status) = changes["status"].as_str() {
                    one.active = status == "active";
                }
                if let Some(limit) = written(&changes["creditLimit"]) {
                    one.limit = cents(&limit).unwrap();
                }
            }
            Change::Application(id, changes) => {
                let all = &mut self.world.applications;
                set(all.iter_mut().find(|one| one.id == *id).unwrap(), changes);
            }
            Change::Biller(id, changes) => {
                let all = &mut self.world.billers;
                let one = all.iter_mut().find(|one| one.id == *id).unwrap();
                if let Some(least) = changes["minimumAuthorization"].as_i64() {
                    one.minimum = least;
                }
                if let Some(types) = changes["accountTypes"].as_array() {
                    let types = types.iter().map(|one| text(one).to_owned());
                    one.account_types = types.collect();
                }
            }
        }
    }

    pub fn resend(&mut self, at: usize) {
        let (now, timeout) = (self.now, self.world.consent.timeout);
        let deal = &mut self.deals[at];
        let consent = deal.consent.as_mut().unwrap();
        // What was never sent, or is not sent yet, is sent now: its time begins.
        if deal.due.is_none_or(|due| due - timeout > now) {
            deal.due = Some(now + timeout);
        }
        (consent.sent, consent.lost, consent.token) = (now, false, None);
    }
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap()
}

fn set(one: &mut Application, changes: &Json) {
    let flags: [(&str, &mut bool); 5] = [
        ("debit", &mut one.debit),
        ("mobileAccount", &mut one.mobile_account),
        ("refunds", &mut one.refunds),
        ("subscriptionRequired", &mut one.subscription),
        ("asynchronous", &mut one.asynchronous),
    ];
    for (name, flag) in flags {
        *flag = changes[name].as_bool().unwrap_or(*flag);
    }
    let count = |json: &Json| json.as_u64().map(|count| usize::try_from(count).unwrap());
    let amount = |json: &Json| written(json).map(|text| cents(&text).unwrap());
    for (name, value) in changes.as_object().unwrap() {
        match name.as_str() {
            "maxTps" => one.tps = count(value),
            "maxTpd" => one.tpd = count(value),
            "minAmount" => one.minimum = amount(value),
            "maxAmount" => one.maximum = amount(value),
            "taxType" => one.tax = value.as_i64(),
            "serviceCharge" => one.service_charge = written(value).unwrap(),
            "aggregatorShare" => one.aggregator = written(value),
            "notificationUrl" => one.url = value.as_str().map(str::to_owned),
            _ => {}
        }
    }
}
