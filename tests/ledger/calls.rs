//! Random calls that know what the auditor knows, so that they go where it is interesting.

use serde_json::{Value as Json, json};

use super::model::{Deal, Model};
use super::money::decimal;
use super::run::Step;
use crate::random::Random;

pub struct Generator {
    pub random: Random,
    pub(super) steps: Vec<Step>,
    fresh: usize,
}

impl Generator {
    pub fn new(seed: u64) -> Generator {
        Generator { random: Random(seed), steps: Vec::new(), fresh: 0 }
    }

    /// The next call for what is known now.
    pub fn next(&mut self, model: &Model) -> Step {
        let (operation, arguments) = match self.random.below(100) {
            0..22 => self.payment(model),
            22..38 => self.refund(model),
            38..47 => self.debit(model),
            47..56 => self.consent(model),
            56..63 => self.caas_debit(model),
            63..65 => self.asks(model),
            65..68 => self.subscribe(model),
            68..73 => self.reservation(model),
            73..76 => self.money(model),
            76 | 77 => self.steer(model),
            78..84 => self.time(model),
            84..87 => self.script(model),
            87 => self.steer(model),
            88 => self.formula(model),
            89 => self.misuse(model),
            _ => self.again(model),
        };
        let step = Step { id: self.steps.len(), operation: operation.to_owned(), arguments };
        self.steps.push(step.clone());
        step
    }

    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    pub(super) fn name(&mut self, prefix: &str) -> String {
        self.fresh += 1;
        format!("{prefix}{}", self.fresh)
    }

    /// A key or a reference: mostly new, sometimes one of a few.
    pub(super) fn code(&mut self, prefix: &str) -> String {
        if self.random.one_in(7) {
            return format!("{prefix}{}", 1 + self.random.below(1 + self.fresh));
        }
        self.name(prefix)
    }

    pub(super) fn msisdn(&mut self, model: &Model) -> String {
        if self.random.one_in(40) {
            return "94779999999".to_owned();
        }
        let at = self.random.below(model.world.subscribers.len());
        model.world.subscribers[at].msisdn.clone()
    }

    pub(super) fn end_user(&mut self, model: &Model) -> String {
        let msisdn = self.msisdn(model);
        format!("{}{msisdn}", self.random.pick(&["tel:+", "tel:+", "tel:", "+"]))
    }

    /// Amounts at the edges of what a subscriber can pay.
    pub(super) fn amount(&mut self, model: &Model, msisdn: &str, tax: Option<i64>) -> i128 {
        let below = i128::try_from(self.random.below(5_000)).unwrap();
        let Some(one) = model.world.subscriber(msisdn) else { return 100 };
        let available = model.available(one).max(0);
        let edge = model.affordable(one, tax.map(|kind| (kind, None)), available).max(1);
        match self.random.below(12) {
            0 => edge,
            1 => edge + 1,
            2 => available + 1,
            3 | 4 => 1 + below % 3,
            5 if below < 500 => 9_999_999_999,
            6..9 => 1 + below % (1 + available / 4),
            _ => 1 + below,
        }
    }

    /// The same, and at the edges of what an application may charge.
    pub(super) fn charged(&mut self, model: &Model, msisdn: &str, at: usize) -> i128 {
        let application = &model.world.applications[at];
        let limit = application.minimum.zip(application.maximum);
        match limit.filter(|_| self.random.one_in(4)) {
            Some((low, high)) => self.random.pick(&[low - 1, low, high, high + 1]),
            None => self.amount(model, msisdn, application.tax),
        }
    }

    fn written(&mut self, cents: i128) -> Json {
        let text = decimal(cents);
        match self.random.below(8) {
            0 if cents % 100 == 0 => json!((cents / 100).to_string()),
            1 if cents % 10 == 0 => json!(text[..text.len() - 1]),
            2 if cents % 10 != 0 => serde_json::from_str(&text).unwrap(),
            _ => json!(text),
        }
    }

    /// An application's place, and the options that name it.
    pub(super) fn application(&mut self, model: &Model) -> (usize, Option<Json>) {
        let at = self.random.below(model.world.applications.len());
        let bare = at == 0 && self.random.one_in(2);
        let id = &model.world.applications[at].id;
        (at, (!bare).then(|| json!({ "application": id })))
    }

    pub(super) fn payment(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let (at, options) = self.application(model);
        let end_user = self.end_user(model);
        let msisdn = end_user.trim_start_matches("tel:").trim_start_matches('+');
        let cents = self.charged(model, msisdn, at);
        let mut wrapper = self.charge(model, &end_user, cents);
        self.be_notified(&mut wrapper);
        if self.random.one_in(5) {
            let category = self.random.pick(&["Game", "Music"]);
            wrapper["paymentAmount"]["chargingMetaData"] = json!({
                "onBehalfOf": "Example Games Inc",
                "purchaseCategoryCode": category,
                "channel": "WAP",
            });
        }
        self.spoil(&mut wrapper);
        ("payment", std::iter::once(json!({ "makePayment": wrapper })).chain(options).collect())
    }

    /// What is notified of may be processed later.
    fn be_notified(&mut self, wrapper: &mut Json) {
        if self.random.one_in(3) {
            wrapper["notifyURL"] = json!("http://localhost/paid");
        }
    }

    pub(super) fn charge(&mut self, model: &Model, end_user: &str, cents: i128) -> Json {
        let currency = model.world.currency.clone();
        let currency = if self.random.one_in(50) { "EUR".to_owned() } else { currency };
        let mut wrapper = json!({
            "endUserId": end_user,
            "paymentAmount": { "chargingInformation": {
                "amount": self.written(cents),
                "currency": currency,
                "description": "Alien Invaders Game",
            } },
            "referenceCode": self.code("REF-"),
        });
        if !self.random.one_in(4) {
            wrapper["clientCorrelator"] = json!(self.code("C"));
        }
        wrapper
    }

    /// Makes a body bad now and then.
    fn spoil(&mut self, wrapper: &mut Json) {
        if !self.random.one_in(25) {
            return;
        }
        let information = &mut wrapper["paymentAmount"]["chargingInformation"];
        match self.random.below(9) {
            0 => information["amount"] = json!("0.00"),
            1 => information["amount"] = json!("1.005"),
            2 => information["amount"] = json!("1e2"),
            3 => information["amount"] = json!(" 2 "),
            4 => information["description"] = json!(""),
            5 => wrapper["endUserId"] = json!("0777123456"),
            6 => wrapper["referenceCode"] = Json::Null,
            7 => *information = Json::Null,
            _ => wrapper["endUserId"] = json!("94777123456"),
        }
    }

    pub(super) fn some<'a>(
        &mut self,
        model: &'a Model,
        wanted: fn(&Deal) -> bool,
    ) -> Option<&'a Deal> {
        let found: Vec<_> = model.deals.iter().filter(|deal| wanted(deal)).collect();
        // The last ones are the likeliest to have something left.
        let from = if self.random.one_in(2) { found.len().saturating_sub(4) } else { 0 };
        (!found.is_empty()).then(|| found[from + self.random.below(found.len() - from)])
    }

    fn refund(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let wanted: fn(&Deal) -> bool = if self.random.one_in(12) {
            |deal| deal.kind == "payment" || deal.kind == "refund"
        } else {
            |deal| {
                ["payment", "reservationCharge"].contains(&deal.kind)
                    && deal.base > deal.refunded + deal.processing
            }
        };
        let Some(deal) = self.some(model, wanted) else { return self.payment(model) };
        let left = (deal.base - deal.refunded - deal.processing).max(1);
        let cents = match self.random.below(8) {
            0 | 1 => left,
            2 => left + 1,
            3 => 1,
            4 => (deal.base / 3).max(1),
            _ => 1 + i128::try_from(self.random.below(5000)).unwrap() % left,
        };
        let other = self.random.one_in(30);
        let end_user =
            if other { self.end_user(model) } else { format!("tel:{}", deal.subscriber) };
        let mut wrapper = self.charge(model, &end_user, cents);
        let reference = deal.reference.clone().unwrap_or_default();
        wrapper["originalReferenceCode"] = match self.random.below(30) {
            0 => json!("REF-0"),
            _ => json!(reference),
        };
        wrapper["originalServerReferenceCode"] = match self.random.below(30) {
            0 => json!("WALLET_REF_0"),
            _ => json!(format!("@server:{}", deal.step)),
        };
        self.be_notified(&mut wrapper);
        self.spoil(&mut wrapper);
        let mut application = deal.application.clone();
        if self.random.one_in(30) {
            application.clone_from(&model.world.applications[0].id);
        }
        let options = json!({ "application": application });
        ("refund", vec![json!({ "refundTransaction": wrapper }), options])
    }

    fn debit(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.billers.len());
        let account = self.msisdn(model);
        let edge = self.amount(model, &account, Some(2)) / 100;
        let rupees = if self.random.one_in(3) { edge.max(1) } else { 1 + edge % 50 };
        let mut body = json!({
            "BILLERID": model.world.billers[at].id,
            "AUTHFLAG": self.random.pick(&[1, 2, 3, 3, 3]),
            "AMOUNT": rupees,
            "RC": self.random.below(3),
        });
        if !self.random.one_in(8) {
            body["TRID"] = json!(self.code(&format!("T{at}-")));
        }
        match self.random.below(12) {
            0..4 => {}
            4 => body["TAXTYPE"] = json!(4),
            5..8 => {
                body["TAXTYPE"] = json!("5");
                body["TAX"] = json!(self.random.pick(&["0", "10", "12.5", "49.67"]));
            }
            _ => body["TAXTYPE"] = json!(1 + self.random.below(3)),
        }
        match self.random.below(50) {
            0 => body["AMOUNT"] = json!("1.5"),
            1 => body["AUTHFLAG"] = json!(4),
            2 => body["TAX"] = json!("1"),
            3 => body["BILLERID"] = json!("BILLER-9"),
            4 => body["RC"] = Json::Null,
            _ => {}
        }
        ("debit", vec![json!(account), body])
    }

    fn consent(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let pending: fn(&Deal) -> bool = |deal| deal.status == "ConsentPending";
        let any: fn(&Deal) -> bool = |deal| deal.kind == "debit";
        let wanted = if self.random.one_in(6) { any } else { pending };
        let Some(deal) = self.some(model, wanted) else { return self.debit(model) };
        let trid = json!(format!("@trid:{}", deal.step));
        let token = json!(format!("@token:{}", deal.step));
        match self.random.below(12) {
            0 => ("refuseDebit", vec![trid]),
            1 => ("cancelDebit", vec![trid]),
            2 => ("debitStatus", vec![trid]),
            3 => ("confirmDebit", vec![trid, json!("no token")]),
            4 | 5 => ("confirmDebit", vec![trid, json!(format!("@wrong:{}", deal.step))]),
            6 => ("advance", vec![json!((deal.due.unwrap_or(0) - model.now).max(0))]),
            7 => ("advance", vec![json!((deal.due.unwrap_or(0) - 1 - model.now).max(0))]),
            _ => ("confirmDebit", vec![trid, token]),
        }
    }
}
