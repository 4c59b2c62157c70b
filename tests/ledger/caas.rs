//! CaaS: direct debit, balance query, subscription.

use serde_json::Value as Json;

use super::forecast::{Dialect, Effect, Forecast, Keep, Request, Stage, Way};
use super::model::{Deal, Model};
use super::money::{cents, decimal};
use super::wallet::given;
use super::world::{Application, Subscriber};

/// What every body of CaaS begins with.
struct Asked<'a> {
    application: &'a Application,
    msisdn: String,
    subscriber: Option<&'a Subscriber>,
}

/// The digits of a `subscriberId`.
fn digits(text: &str) -> Option<String> {
    let rest = text.strip_prefix("tel:").unwrap_or(text);
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let well = (8..=15).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit());
    well.then(|| rest.to_owned())
}

impl Model {
    /// The application and the subscriber, or how they are refused.
    fn asked(&self, body: &Json, mandatory: &[&str]) -> Result<Asked<'_>, &'static str> {
        let names = ["applicationId", "password", "subscriberId"];
        let missing = |name: &&&str| given(&body[**name]).is_none();
        if names.iter().chain(mandatory).any(|name| missing(&name)) {
            return Err("E1312");
        }
        let Some(msisdn) = given(&body["subscriberId"]).and_then(|text| digits(&text)) else {
            return Err("E1325");
        };
        // The body is looked at before the password.
        let action = given(&body["action"]).is_none_or(|action| action == "0" || action == "1");
        let key = given(&body["externalTrxId"]).is_none_or(|key| key.chars().count() <= 32);
        if mandatory.contains(&"action") && !action || !key {
            return Err("E1312");
        }
        let amount = given(&body["amount"]).map(|amount| cents(&amount));
        if amount.is_some_and(|amount| amount.is_none_or(|amount| amount <= 0)) {
            return Err("E1312");
        }
        let id = given(&body["applicationId"]).unwrap();
        let password = given(&body["password"]);
        let known = self.world.application(&id).filter(|one| one.password == password);
        let Some(application) = known else { return Err("E1313") };
        Ok(Asked { application, subscriber: self.world.subscriber(&msisdn), msisdn })
    }

    pub fn caas_debit(&self, arguments: &[Json]) -> Forecast {
        let body = &arguments[0];
        let asked = match self.asked(body, &["externalTrxId", "amount"]) {
            Ok(asked) => asked,
            Err(code) => return Forecast::refused(Dialect::Caas, &[code]),
        };
        let application = asked.application;
        let key = given(&body["externalTrxId"]).unwrap();
        let amount = given(&body["amount"]).unwrap();
        let base = cents(&amount).unwrap();
        let currency = given(&body["currency"]).unwrap_or_else(|| self.world.currency.clone());
        let request = Request {
            operation: "caasDebit",
            dialect: Dialect::Caas,
            scope: format!("caas:{}", application.id),
            application: application.id.clone(),
            key: Some(key.clone()),
            print: format!("{}|{base}|{currency}", asked.msisdn),
            subscriber: asked.msisdn.clone(),
        };
        if let Some(known) = self.known(&request) {
            return known;
        }
        let mut allowed = self.caas_allowed(&asked);
        let instrument = given(&body["paymentInstrumentName"]);
        allowed.fails(instrument.is_some_and(|name| name != "Mobile Account"), "E1377");
        allowed.fails(currency != self.world.currency, "E1380");
        let mut stages = vec![allowed, self.limits(application, base, Dialect::Caas)];
        let Some(subscriber) = asked.subscriber else {
            return self.finish(request, stages, base, |_| Vec::new());
        };
        let tax = application.tax.map(|kind| (kind, None));
        let Some(parts) = self.parts(application, subscriber, base, (tax, None)) else {
            return Forecast::open();
        };
        let total: i128 = parts.iter().map(|part| part.amount).sum();
        let mut funds = Stage::default();
        funds.fails(total > self.available(subscriber), "E1378");
        stages.push(funds);
        let mut deal = Deal::new("caasDebit", &application.id, &asked.msisdn, base);
        deal.key = Some(key);
        self.finish(request, stages, base, |request| {
            self.ending(request, &deal, &parts, ("Charged", None))
        })
    }

    fn caas_allowed(&self, asked: &Asked<'_>) -> Stage {
        let application = asked.application;
        let mut stage = Stage::default();
        stage.fails(asked.subscriber.is_none_or(|one| !one.active), "E1317");
        stage.fails(!application.debit, "E1328");
        stage.fails(!application.mobile_account, "E1371");
        let pair = (application.id.clone(), asked.msisdn.clone());
        stage.fails(application.subscription && !self.subscribed.contains(&pair), "E1365");
        stage
    }

    pub fn balance_query(&self, arguments: &[Json]) -> Forecast {
        let asked = match self.asked(&arguments[0], &[]) {
            Ok(asked) => asked,
            Err(code) => return Forecast::refused(Dialect::Caas, &[code]),
        };
        let Some(one) = asked.subscriber else {
            return Forecast::refused(Dialect::Caas, &["E1317", "E1309"]);
        };
        let offers =
            self.world.operators.iter().any(|(id, _, offers)| *id == one.operator && *offers);
        if !offers || !asked.application.balance_query {
            let codes: &[_] = if one.active { &["E1309"] } else { &["E1309", "E1317"] };
            return Forecast::refused(Dialect::Caas, codes);
        }
        if let Some(way) = self.faulty("balanceQuery", &asked) {
            return Forecast::of(vec![way]);
        }
        let kind = if one.postpaid { "Post Paid" } else { "Pre Paid" };
        let way = Dialect::Caas.way("S1000", Effect::Nothing);
        let way = way.says(&format!("\"chargeableBalance\":\"{}\"", decimal(self.available(one))));
        let mut ways = vec![way.says(&format!("\"accountType\":\"{kind}\""))];
        if !one.active {
            ways.push(Dialect::Caas.way("E1317", Effect::Nothing));
        }
        Forecast::of(ways)
    }

    /// What a script makes of a call that moves no money; nothing is done by one that declines it.
    /// Where only the answer is lost, the way has no effect here.
    fn faulty(&self, operation: &str, asked: &Asked<'_>) -> Option<Way> {
        let call = (operation, asked.msisdn.as_str(), asked.application.id.as_str());
        let (index, rule) = self.met_by(call, 0)?;
        let code = if rule.has("decline") && !rule.has("loseReply") {
            rule.code.as_deref().unwrap_or("E1406")
        } else {
            "E1601"
        };
        let done = rule.has("loseReply") && !rule.has("decline");
        let effect = if done { Effect::Nothing } else { Effect::Decline(Keep::Free) };
        let mut way = Dialect::Caas.way(code, effect);
        way.rule = Some(index);
        Some(way)
    }

    pub fn subscribe(&self, arguments: &[Json]) -> Forecast {
        let body = &arguments[0];
        let asked = match self.asked(body, &["action"]) {
            Ok(asked) => asked,
            Err(code) => return Forecast::refused(Dialect::Caas, &[code]),
        };
        let action = given(&body["action"]).unwrap();
        if asked.subscriber.is_none_or(|one| !one.active) {
            return Forecast::open();
        }
        let fault = self.faulty("subscribe", &asked);
        let pair = (asked.application.id.clone(), asked.msisdn);
        if let Some(mut way) = fault {
            if way.outcome == "E1601" && matches!(way.effect, Effect::Nothing) {
                way.effect = Effect::Subscribe(pair.0, pair.1, action == "1");
            }
            return Forecast::of(vec![way]);
        }
        let registered = self.subscribed.contains(&pair);
        let (word, again) =
            if action == "1" { ("REGISTERED", "E1351") } else { ("UNREGISTERED", "E1356") };
        let good = Dialect::Caas
            .way("S1000", Effect::Subscribe(pair.0, pair.1, action == "1"))
            .says(&format!("\"subscriptionStatus\":\"{word}\""));
        let mut ways = vec![good];
        if registered == (action == "1") {
            ways.push(Dialect::Caas.way(again, Effect::Nothing));
        }
        Forecast::of(ways)
    }

    pub fn subscription_status(&self, arguments: &[Json]) -> Forecast {
        let asked = match self.asked(&arguments[0], &[]) {
            Ok(asked) => asked,
            Err(code) => return Forecast::refused(Dialect::Caas, &[code]),
        };
        if asked.subscriber.is_none_or(|one| !one.active) {
            return Forecast::open();
        }
        let pair = (asked.application.id.clone(), asked.msisdn);
        let word = if self.subscribed.contains(&pair) { "REGISTERED" } else { "UNREGISTERED" };
        let way = Way::new(200, "S1000", Effect::Nothing);
        Forecast::of(vec![way.says(&format!("\"subscriptionStatus\":\"{word}\""))])
    }
}
