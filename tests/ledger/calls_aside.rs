//! The calls that are no charges by the wallet or by a biller, and earlier ones once more.

use serde_json::{Value as Json, json};

use super::calls::Generator;
use super::model::Model;
use super::money::decimal;

impl Generator {
    pub(super) fn caas_debit(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let (at, _) = self.application(model);
        let msisdn = self.msisdn(model);
        let cents = self.charged(model, &msisdn, at);
        let mut body = self.asked(model, at, &msisdn);
        body["externalTrxId"] = json!(self.code("X"));
        body["amount"] = json!(decimal(cents));
        match self.random.below(40) {
            0 => body["amount"] = json!("1.005"),
            1 => body["currency"] = json!("EUR"),
            2 => body["paymentInstrumentName"] = json!("Card"),
            3 => body["externalTrxId"] = json!("x".repeat(33)),
            4..8 => body["currency"] = json!(model.world.currency),
            8..12 => body["paymentInstrumentName"] = json!("Mobile Account"),
            _ => {}
        }
        ("caasDebit", vec![body])
    }

    pub(super) fn asked(&mut self, model: &Model, at: usize, msisdn: &str) -> Json {
        let application = &model.world.applications[at];
        let wrong = self.random.one_in(40);
        json!({
            "applicationId": application.id,
            "password": if wrong { Some("wrong") } else { application.password.as_deref() },
            "subscriberId": format!("{}{msisdn}", self.random.pick(&["tel:", "tel:+", ""])),
        })
    }

    pub(super) fn asks(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.applications.len());
        let msisdn = self.msisdn(model);
        let body = self.asked(model, at, &msisdn);
        (self.random.pick(&["balanceQuery", "balanceQuery", "subscriptionStatus"]), vec![body])
    }

    pub(super) fn subscribe(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let needs = model.world.applications.iter().position(|one| one.subscription);
        let msisdn = self.msisdn(model);
        let mut body = self.asked(model, needs.unwrap_or(0), &msisdn);
        body["action"] = json!(self.random.pick(&["1", "1", "1", "0", "2"]));
        ("subscribe", vec![body])
    }

    pub(super) fn reservation(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let known = if self.random.one_in(3) {
            None
        } else {
            self.some(model, |deal| deal.kind == "reservation")
        };
        let Some(deal) = known else {
            let (at, _) = self.application(model);
            let end_user = self.end_user(model);
            let most = self.random.pick(&[10, 5000]);
            let cents = 1 + i128::try_from(self.random.below(most)).unwrap();
            let mut wrapper = self.charge(model, &end_user, cents);
            wrapper["referenceSequence"] = json!(1);
            let options = json!({ "application": model.world.applications[at].id });
            return ("reserve", vec![json!({ "amountReservationTransaction": wrapper }), options]);
        };
        let held: i128 = deal.held.iter().map(|part| part.amount).sum();
        let cents = match self.random.below(3) {
            0 => held.max(1) + i128::from(self.random.one_in(4)),
            _ => 1 + i128::try_from(self.random.below(5000)).unwrap() % held.max(1),
        };
        let end_user = format!("tel:+{}", deal.subscriber);
        let mut wrapper = self.charge(model, &end_user, cents);
        wrapper["referenceCode"] = json!(deal.reference);
        let step = if self.random.one_in(8) { 0 } else { 1 };
        wrapper["referenceSequence"] = json!(i64::try_from(deal.sequence).unwrap() + step);
        wrapper["serverReferenceCode"] = json!(format!("@server:{}", deal.step));
        let options = json!({ "application": deal.application });
        let operations =
            ["reserve", "chargeReservation", "chargeReservation", "releaseReservation"];
        let operation = self.random.pick(&operations);
        (operation, vec![json!({ "amountReservationTransaction": wrapper }), options])
    }

    pub(super) fn money(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let msisdn = self.msisdn(model);
        let cents = 1 + i128::try_from(self.random.below(20_000)).unwrap();
        let bill = model.world.subscriber(&msisdn).is_some_and(|one| one.postpaid);
        let operation = if bill { "payBill" } else { "topUp" };
        (operation, vec![json!(msisdn), json!(decimal(cents))])
    }

    pub(super) fn time(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let edges = [0, 1, 998, 999, 1000, 59_999, 60_000, 60_001, 3_600_000, 86_400_000];
        let mut ms = self.random.pick(&edges);
        let due = model.deals.iter().filter(|deal| deal.pending()).filter_map(|deal| deal.due);
        if let Some(due) = due.min().filter(|_| self.random.one_in(2)) {
            ms = (due - model.now - self.random.pick(&[0, 0, 1])).max(0);
        }
        if self.random.one_in(4) {
            return ("setTime", vec![json!(model.now + ms)]);
        }
        ("advance", vec![json!(ms)])
    }

    pub(super) fn script(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        match self.random.below(4) {
            0 => return ("clearScript", Vec::new()),
            1 if !model.rules.is_empty() => {
                let at = self.random.below(model.rules.len());
                let step = model.rules[at].step;
                return ("removeScript", vec![json!(format!("@script:{step}"))]);
            }
            _ => {}
        }
        let operations = [
            "payment",
            "payment",
            "refund",
            "debit",
            "debit",
            "caasDebit",
            "reserve",
            "balanceQuery",
            "subscribe",
        ];
        let operation = self.random.pick(&operations);
        let effects = self.effects(operation);
        let mut rule = json!({ "operation": operation });
        if effects.contains(&"delay") {
            rule["delayMs"] = json!(self.random.pick(&[1, 1000, 60_000]));
        }
        if effects.contains(&"decline") && self.random.one_in(2) {
            rule["code"] = json!(match operation {
                "debit" => "402",
                "caasDebit" | "balanceQuery" | "subscribe" => "E1404",
                _ => "SVC0270",
            });
        }
        rule["behaviour"] = if let [one] = effects[..] { json!(one) } else { json!(effects) };
        if self.random.one_in(2) {
            let at = self.random.below(model.world.subscribers.len());
            rule["subscriber"] = json!(model.world.subscribers[at].msisdn);
        }
        // What is pending may be declined when it ends, and there the auditor sees no draw.
        let is_final = ["reserve", "balanceQuery", "subscribe"].contains(&operation);
        let may_be_rated = is_final || effects == ["failBeforeCommit"] && operation != "debit";
        let is_alone = !model.rules.iter().any(|rule| rule.is_rated);
        if may_be_rated && is_alone && self.random.one_in(2) {
            rule["rate"] = json!(self.random.pick(&["0.5", "0.25", "0.75"]));
        } else if self.random.one_in(2) {
            rule["times"] = json!(1 + self.random.below(2));
        }
        let has_keys = !["balanceQuery", "subscribe"].contains(&operation);
        if effects.contains(&"loseReply") && has_keys && self.random.one_in(2) {
            rule["retries"] = json!(1 + self.random.below(2));
        }
        // What the effects say already need not be said.
        if effects.contains(&"loseSms") && self.random.one_in(2) {
            rule.as_object_mut().unwrap().remove("operation");
        }
        ("script", vec![rule])
    }

    /// Effects that an operation has, and that do not exclude each other.
    fn effects(&mut self, operation: &str) -> Vec<&'static str> {
        let all: &[&[&str]] = match operation {
            "reserve" | "balanceQuery" | "subscribe" => {
                &[&["decline"], &["loseReply"], &["failBeforeCommit"], &["decline", "loseReply"]]
            }
            "debit" => &[
                &["decline"],
                &["delay"],
                &["loseReply"],
                &["failBeforeCommit"],
                &["loseSms"],
                &["processing"],
                &["decline", "delay"],
                &["delay", "loseReply"],
                &["loseSms", "loseReply"],
            ],
            _ => &[
                &["decline"],
                &["delay"],
                &["processing"],
                &["loseReply"],
                &["failBeforeCommit"],
                &["decline", "loseReply"],
                &["decline", "delay"],
                &["processing", "loseReply"],
                &["decline", "delay", "loseReply"],
            ],
        };
        self.random.pick(all).to_vec()
    }

    pub(super) fn formula(&mut self, _: &Model) -> (&'static str, Vec<Json>) {
        let category = self.random.pick(&["Game", "Music"]);
        let constant = self.random.pick(&["0.50", "1", "0", "20"]);
        let percent = self.random.pick(&["2.5", "0", "40"]);
        let body = json!({
            "tenantId": "Example Games Inc",
            "productType": category,
            "paymentMethod": "WAP",
            "chargeFormula": format!("{constant}C+{percent}P*A"),
        });
        ("createCharge", vec![body])
    }

    pub(super) fn misuse(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        match self.random.below(5) {
            0 => ("setTime", vec![json!(model.now - 1)]),
            1 => ("advance", vec![json!(-1)]),
            2 => ("topUp", vec![json!("94779999999"), json!("1.00")]),
            3 => ("topUp", vec![json!(model.world.subscribers[0].msisdn), json!("0")]),
            _ => {
                let (_, arguments) = self.payment(model);
                let none = json!({ "application": "APP_NONE" });
                ("payment", vec![arguments[0].clone(), none])
            }
        }
    }

    /// An earlier request once more, the same or with something changed.
    pub(super) fn again(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let operations = [
            "payment",
            "refund",
            "debit",
            "caasDebit",
            "reserve",
            "chargeReservation",
            "releaseReservation",
        ];
        let earlier: Vec<_> = self
            .steps
            .iter()
            .filter_map(|step| {
                let name = operations.into_iter().find(|name| *name == step.operation)?;
                Some((name, step.arguments.clone()))
            })
            .collect();
        if earlier.is_empty() {
            return self.payment(model);
        }
        let (operation, mut arguments) = earlier[self.random.below(earlier.len())].clone();
        if self.random.one_in(3) {
            self.alter(operation, &mut arguments);
        }
        (operation, arguments)
    }

    pub(super) fn alter(&mut self, operation: &str, arguments: &mut [Json]) {
        let end_user = "tel:+94771234567";
        let at = usize::from(operation == "debit");
        let body = &mut arguments[at];
        if let Some((_, wrapper)) =
            body.as_object_mut().unwrap().iter_mut().find(|(_, v)| v.is_object())
        {
            let information = &mut wrapper["paymentAmount"]["chargingInformation"];
            let whole = information.is_object();
            match self.random.below(6) {
                0 if whole => information["description"] = json!("another text"),
                1 if whole => information["amount"] = json!("3.33"),
                5 if whole => information["currency"] = json!("EUR"),
                2 => wrapper["endUserId"] = json!(end_user),
                3 => wrapper["notifyURL"] = json!("http://localhost/other"),
                _ => wrapper["referenceCode"] = json!(self.name("REF-")),
            }
            return;
        }
        match (operation, self.random.below(4)) {
            ("debit", 0) => body["AMOUNT"] = json!(7),
            ("debit", 1) => body["RC"] = json!(9),
            ("debit", _) => body["AUTHFLAG"] = json!(2),
            (_, 3) => body["currency"] = json!("EUR"),
            (_, 0) => body["amount"] = json!("3.33"),
            (_, 1) => body["subscriberId"] = json!("tel:94771234567"),
            _ => body["accountId"] = json!("12345"),
        }
    }
}
