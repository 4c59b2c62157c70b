//! Random changes of the world, settlements and money that goes out.

use serde_json::{Value as Json, json};

use super::calls::Generator;
use super::model::Model;
use super::money::decimal;

impl Generator {
    pub(super) fn steer(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        match self.random.below(10) {
            9 => self.change_biller(model),
            0..3 => self.settle(model),
            3 => self.resend(model),
            4 => self.pay_out(model),
            5 => self.join(model),
            6 => self.change_subscriber(model),
            _ => self.change_application(model),
        }
    }

    fn settle(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let pending =
            |deal: &super::model::Deal| ["Processing", "ConsentPending"].contains(&deal.status);
        let Some(deal) = self.some(model, pending) else { return self.script(model) };
        let code = match deal.kind {
            "debit" => self.random.pick(&["402", "409"]),
            "caasDebit" => self.random.pick(&["E1378", "E1406", "E1603"]),
            _ => self.random.pick(&["POL1000", "POL0253", "SVC0270"]),
        };
        let name = if deal.kind == "debit" { "trid" } else { "server" };
        let outcome =
            if self.random.one_in(2) { json!("charged") } else { json!({ "declined": code }) };
        ("settle", vec![json!(format!("@{name}:{}", deal.step)), outcome])
    }

    fn resend(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let Some(deal) = self.some(model, |deal| deal.kind == "debit") else {
            return self.settle(model);
        };
        ("resendToken", vec![json!(format!("@trid:{}", deal.step))])
    }

    fn pay_out(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.applications.len());
        let application = &model.world.applications[at].id;
        let taxes = ["cess", "levy", "nbt", "vat"];
        let tax = self.random.pick(&taxes);
        let to_state = self.random.one_in(2);
        let account =
            if to_state { format!("tax:{tax}") } else { format!("provider:{application}") };
        let sums = model.books.of(&account);
        let owed = (sums.credits - sums.debits).max(1);
        let amount = self.random.pick(&[owed, owed, owed + 1, 1]);
        let (operation, name) =
            if to_state { ("remit", tax) } else { ("payout", application.as_str()) };
        (operation, vec![json!(name), json!(decimal(amount))])
    }

    fn join(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let msisdn = format!("947760{:05}", model.world.subscribers.len());
        let postpaid = self.random.one_in(3);
        let money = decimal(i128::try_from(self.random.below(30_000)).unwrap());
        let mut one = json!({
            "msisdn": msisdn,
            "kind": if postpaid { "postpaid" } else { "prepaid" },
            "accountType": self.random.pick(&["GSM", "GSM", "CDMA"]),
        });
        one[if postpaid { "creditLimit" } else { "balance" }] = json!(money);
        ("addSubscriber", vec![one])
    }

    fn change_subscriber(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.subscribers.len());
        let one = &model.world.subscribers[at];
        let changes = if one.postpaid && self.random.one_in(2) {
            json!({ "creditLimit": decimal(i128::try_from(self.random.below(60_000)).unwrap()) })
        } else {
            json!({ "status": if one.active { "suspended" } else { "active" } })
        };
        ("setSubscriber", vec![json!(one.msisdn), changes])
    }

    fn change_biller(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.billers.len());
        let types: &[&str] =
            if self.random.one_in(3) { &["GSM"] } else { &["GSM", "CDMA", "LTE", "DTV"] };
        let changes = if self.random.one_in(2) {
            json!({ "minimumAuthorization": self.random.pick(&[1, 1, 2, 3]) })
        } else {
            json!({ "accountTypes": types })
        };
        ("setBiller", vec![json!(model.world.billers[at].id), changes])
    }

    fn change_application(&mut self, model: &Model) -> (&'static str, Vec<Json>) {
        let at = self.random.below(model.world.applications.len());
        let one = &model.world.applications[at];
        let changes = match self.random.below(9) {
            0 => json!({ "debit": true, "mobileAccount": true }),
            1 => json!({ "debit": !one.debit }),
            2 => json!({ "refunds": !one.refunds }),
            3 => json!({ "asynchronous": !one.asynchronous }),
            4 => json!({ "maxTps": self.random.pick(&[None, Some(2)]) }),
            5 => json!({ "maxTpd": self.random.pick(&[None, Some(9)]) }),
            6 => json!({ "minAmount": null, "maxAmount": null, "subscriptionRequired": false }),
            7 => json!({ "serviceCharge": self.random.pick(&["30", "0", "12.5"]) }),
            _ => json!({ "taxType": self.random.pick(&[None, Some(1), Some(2)]) }),
        };
        ("setApplication", vec![json!(one.id), changes])
    }
}
