//! Debits from any account, and the consent of the customer.

use serde_json::Value as Json;

use super::forecast::{ANY, Dialect, Effect, Forecast, Keep, Request, Stage, Way};
use super::model::{Consent, Deal, Model, Part};
use super::script::scripted_decline;
use super::wallet::given;
use super::world::{Biller, Subscriber};

/// A body of the debit API, read.
struct Debit {
    biller: String,
    flag: i64,
    base: i128,
    tax: (i64, Option<String>),
    key: Option<String>,
    print: String,
}

impl Debit {
    /// `None` where the body is refused.
    fn read(account: &str, body: &Json) -> Option<Debit> {
        let field = |name: &str| given(&body[name]);
        let flag: i64 = field("AUTHFLAG")?.parse().ok().filter(|flag| (1..=3).contains(flag))?;
        let rupees: i128 = field("AMOUNT")?.parse().ok().filter(|amount| *amount >= 1)?;
        field("RC")?.parse::<i64>().ok()?;
        let kind = match field("TAXTYPE") {
            Some(text) => text.parse().ok().filter(|kind| (1..=5).contains(kind))?,
            None => 2,
        };
        let percent = field("TAX");
        if (kind == 5) != percent.is_some() {
            return None;
        }
        let parts = ["AMOUNT", "AUTHFLAG", "RC", "TAXTYPE", "TAX"];
        let mut parts = parts.map(|name| field(name).unwrap_or_default());
        parts[3] = kind.to_string();
        Some(Debit {
            biller: field("BILLERID")?,
            flag,
            base: rupees * 100,
            tax: (kind, percent),
            key: field("TRID"),
            print: format!("{account}|{}", parts.join("|")),
        })
    }
}

impl Model {
    pub fn debit(&self, arguments: &[Json]) -> Forecast {
        let account = arguments[0].as_str().unwrap();
        if given(&arguments[1]["BILLERID"]).is_none() {
            return Forecast::refused(Dialect::Debit, &["409", "401"]);
        }
        let Some(debit) = Debit::read(account, &arguments[1]) else {
            return Forecast::refused(Dialect::Debit, &["409"]);
        };
        let biller = self.world.billers.iter().find(|one| one.id == debit.biller);
        let application = biller.and_then(|biller| biller.application.as_deref());
        let first = || self.world.applications.first();
        let Some(application) = application.map_or_else(first, |id| self.world.application(id))
        else {
            return Forecast::open();
        };
        let request = Request {
            operation: "debit",
            dialect: Dialect::Debit,
            scope: debit.biller.clone(),
            application: application.id.clone(),
            key: debit.key.clone(),
            print: debit.print.clone(),
            subscriber: account.to_owned(),
        };
        if let Some(known) = self.known(&request) {
            return known;
        }
        let subscriber = self.world.subscriber(account);
        // What is not said: in which order a biller and an account are looked for.
        let (Some(biller), Some(subscriber)) = (biller, subscriber) else {
            let codes: &[_] = match (biller, subscriber) {
                (None, None) => &["401", "409"],
                (None, _) => &["401"],
                _ => &["409"],
            };
            return Forecast::refused(Dialect::Debit, codes);
        };
        let rate = (debit.tax.0, debit.tax.1.as_deref());
        let Some(parts) = self.parts(application, subscriber, debit.base, (Some(rate), None))
        else {
            // No rate for this: an error if it is the insurance tax, and else not known here.
            let plain = self.met(&request, debit.base).is_none();
            let codes = if rate.0 == 4 && plain { &["409", "401", "402"][..] } else { &[] };
            let vague = |code: &&str| Dialect::Debit.way(code, Effect::Decline(Keep::Vague));
            return Forecast { ways: codes.iter().map(vague).collect(), request: Some(request) };
        };
        let stages = self.debit_stages(&debit, biller, subscriber, (&application.id, &parts));
        let mut deal = Deal::new("debit", &application.id, account, debit.base);
        deal.key.clone_from(&debit.key);
        deal.biller = Some(debit.biller.clone());
        self.finish(request, stages, debit.base, |request| {
            self.debit_ending(request, (&debit, subscriber), &deal, &parts)
        })
    }

    fn debit_stages(
        &self,
        debit: &Debit,
        biller: &Biller,
        subscriber: &Subscriber,
        (application, parts): (&str, &[Part]),
    ) -> Vec<Stage> {
        let mut allowed = Stage::default();
        allowed.fails(debit.flag < biller.minimum, "401");
        allowed.fails(!biller.account_types.contains(&subscriber.account_type), "401");
        allowed.fails(subscriber.postpaid, "401");
        allowed.fails(!subscriber.active, "409");
        let application = self.world.application(application).unwrap();
        // The switches and limits are of applications; whether they bind its billers is not said.
        let mut limits = self.limits(application, debit.base, Dialect::Debit);
        limits.may.append(&mut limits.must);
        if !application.debit || !application.mobile_account || application.subscription {
            limits.may.extend(["409", "401"]);
        }
        let total: i128 = parts.iter().map(|part| part.amount).sum();
        let mut funds = Stage::default();
        funds.fails(total > self.available(subscriber), "402");
        let proceeds = self.world.consent.proceed && subscriber.notify.is_some();
        let foreign = debit.flag == 3 && self.foreign(subscriber) && !proceeds;
        funds.fails(foreign, "409");
        vec![allowed, limits, funds]
    }

    /// Whether no SMS may go to the customer.
    fn foreign(&self, subscriber: &Subscriber) -> bool {
        if ["GSM", "CDMA"].contains(&subscriber.account_type.as_str()) {
            return false;
        }
        let operator = subscriber.notify.as_deref().and_then(|to| self.world.operator_of(to));
        operator != Some(&subscriber.operator)
    }

    fn debit_ending(
        &self,
        request: &Request,
        (debit, subscriber): (&Debit, &Subscriber),
        deal: &Deal,
        parts: &[Part],
    ) -> Vec<Way> {
        let asks = debit.flag == 3 && !self.foreign(subscriber);
        let tells = debit.flag > 1 && !self.foreign(subscriber);
        let met = self.met(request, debit.base);
        let has = |effect: &str| met.is_some_and(|(_, rule)| rule.has(effect));
        let later = asks && (has("delay") || has("processing"));
        let acts = ["decline", "failBeforeCommit", "loseReply"].iter().any(|effect| has(effect))
            || tells && (has("delay") || has("loseSms"))
            || asks && has("processing");
        let used = met.filter(|_| acts).map(|(index, _)| index);
        if let Some((_, rule)) = met.filter(|_| has("failBeforeCommit") || has("decline") && !later)
        {
            let mut way = scripted_decline(Dialect::Debit, rule);
            way.rule = used;
            return vec![way];
        }
        // A debit that nobody can name is not looked for.
        if has("loseReply") && request.key.is_none() {
            return Vec::new();
        }
        let delay = met.filter(|_| has("delay")).map_or(0, |(_, rule)| rule.delay);
        let lost = has("loseSms") || has("processing");
        let deal = Box::new(if asks {
            let sent = self.now + delay;
            let held = if self.world.consent.hold { parts.to_vec() } else { Vec::new() };
            let due = (!has("processing")).then_some(sent + self.world.consent.timeout);
            let mut deal = deal.clone().held(held, "ConsentPending", due);
            deal.consent = Some(Consent { attempts: 0, token: None, sent, lost });
            let declines = met.filter(|_| has("decline"));
            deal.ends = declines.map(|(_, rule)| rule.ends("debit"));
            deal.ends_in = declines.map(|(_, rule)| rule.code.clone().unwrap_or("409".to_owned()));
            deal.asked = Some(debit.tax.clone());
            deal
        } else {
            deal.clone().posted(parts.to_vec(), "Debited")
        });
        let code = if asks { "202" } else { "201" };
        let mut way = match has("loseReply") {
            true => Dialect::Debit.way("500", Effect::Lost(deal)),
            false => Dialect::Debit.way(code, Effect::Commit(deal)),
        };
        way.rule = used;
        vec![way]
    }

    /// The debit that a transaction id names.
    pub fn debit_of(&self, trid: &Json) -> Option<usize> {
        let trid = trid.as_str()?;
        self.deals
            .iter()
            .rposition(|deal| deal.kind == "debit" && deal.trid.as_deref() == Some(trid))
    }

    pub fn consent(&self, operation: &str, arguments: &[Json]) -> Forecast {
        let Some(at) = self.debit_of(&arguments[0]) else { return Forecast::open() };
        let deal = &self.deals[at];
        if operation == "debitStatus" {
            let (status, outcome) = super::replay::current(Dialect::Debit, deal);
            let mut ways = vec![Way::new(status, &outcome, Effect::Nothing)];
            // A refused debit that was tried again and declined may answer for its transaction id.
            if self.world.retry_declines && status >= 400 {
                ways.extend(Forecast::refused(Dialect::Debit, &["401", "402", "409"]).ways);
            }
            return Forecast::of(ways);
        }
        if deal.status != "ConsentPending" {
            let way = Way::new(0, ANY, Effect::Nothing);
            let token = operation == "confirmDebit";
            return Forecast::of(vec![if token { way.says("no pending consent") } else { way }]);
        }
        let way = match operation {
            "refuseDebit" => Dialect::Debit.way("409", Effect::Reject(at, "Rejected")),
            "cancelDebit" => Dialect::Debit.way("409", Effect::Reject(at, "Cancelled")),
            _ => match self.token_fits(deal, &arguments[1]) {
                Some(true) => self.confirm(at),
                Some(false) => self.wrong_token(at),
                None => return Forecast::open(),
            },
        };
        Forecast::of(vec![way])
    }

    fn token_fits(&self, deal: &Deal, token: &Json) -> Option<bool> {
        let token = token.as_str()?;
        match &deal.consent.as_ref()?.token {
            Some(sent) => Some(sent == token),
            // Nobody could know the token of a message that has not come.
            None => Some(false),
        }
    }

    /// The customer's right token, whatever a script says.
    pub fn confirmed(&self, at: usize) -> Way {
        let deal = &self.deals[at];
        let subscriber = self.world.subscriber(&deal.subscriber).unwrap();
        if self.world.consent.hold {
            return Dialect::Debit.way("201", Effect::Confirm(at));
        }
        // Without a hold, the money may be gone. The parts are computed as at the request.
        let total: i128 = self.debit_parts(deal).iter().map(|part| part.amount).sum();
        if total > self.available(subscriber) {
            return Dialect::Debit.way("402", Effect::Reject(at, "Rejected"));
        }
        Dialect::Debit.way("201", Effect::Confirm(at))
    }

    fn confirm(&self, at: usize) -> Way {
        let deal = &self.deals[at];
        if let Some(code) = &deal.ends_in {
            return Dialect::Debit.way(code, Effect::Reject(at, "Rejected"));
        }
        let call = (deal.kind, deal.subscriber.as_str(), deal.application.as_str());
        if let Some((index, rule)) =
            self.met_by(call, deal.base).filter(|(_, rule)| rule.has("decline"))
        {
            let code = rule.code.as_deref().unwrap_or("409");
            let mut way = Dialect::Debit.way(code, Effect::Reject(at, "Rejected"));
            way.rule = Some(index);
            return way;
        }
        self.confirmed(at)
    }

    fn wrong_token(&self, at: usize) -> Way {
        let attempts = self.deals[at].consent.as_ref().unwrap().attempts + 1;
        if attempts >= self.world.consent.attempts {
            return Dialect::Debit.way("409", Effect::Reject(at, "Rejected"));
        }
        Way::new(0, ANY, Effect::WrongToken(at))
    }

    /// The parts of a pending debit that holds nothing.
    pub fn debit_parts(&self, deal: &Deal) -> Vec<Part> {
        let application = self.world.application(&deal.application).unwrap();
        let subscriber = self.world.subscriber(&deal.subscriber).unwrap();
        let (kind, rate) = deal.asked.clone().unwrap();
        let tax = Some((kind, rate.as_deref()));
        self.parts(application, subscriber, deal.base, (tax, None)).unwrap()
    }
}
