//! Refunds, in parts or whole.

use serde_json::Value as Json;

use super::forecast::{Dialect, Forecast, Stage};
use super::model::{Deal, Model, Part};
use super::money::{decimal, half_up};
use super::wallet::{Charge, given};

impl Model {
    pub fn refund(&self, arguments: &[Json]) -> Forecast {
        let Some(application) = self.chosen(arguments.get(1)) else { return Forecast::misuse() };
        let wrapper = &arguments[0]["refundTransaction"];
        let charge = match Charge::read(wrapper, &[]) {
            Ok(charge) => charge,
            Err(codes) => return Forecast::refused(Dialect::Wallet, &codes),
        };
        let (Some(reference), Some(server)) = (
            given(&wrapper["originalReferenceCode"]),
            given(&wrapper["originalServerReferenceCode"]),
        ) else {
            // One sentence says POL1005, and one that it is a missing parameter.
            return Forecast::refused(Dialect::Wallet, &["POL1005", "SVC0002"]);
        };
        let request = self.wallet_request("refund", application, &charge, &[&reference, &server]);
        if let Some(known) = self.known(&request) {
            return known;
        }
        let mut taken = Stage::default();
        if self.taken("refund", &application.id, &charge.reference) {
            taken.fails(true, "SVC0002");
            taken.says.push("Already charged for this reference code".to_owned());
        }
        let mut allowed = Stage::default();
        allowed.fails(!application.refunds, "POL1007");
        allowed.fails(self.world.subscriber(&charge.msisdn).is_none(), "SVC0004");
        let named = |deal: &Deal| deal.server.as_deref() == Some(server.as_str());
        let mine = |deal: &Deal| {
            ["payment", "reservationCharge"].contains(&deal.kind)
                && deal.application == application.id
                && deal.subscriber == charge.msisdn
                && deal.reference.as_deref() == Some(reference.as_str())
        };
        // Of the charges of a reservation, the first that has so much left, else the one with the
        // most.
        let left = |at: &usize| {
            let deal = &self.deals[*at];
            (deal.base - deal.refunded - deal.processing).min(charge.base)
        };
        let all = (0..self.deals.len()).rev();
        let fitting = all.filter(|at| named(&self.deals[*at]) && mine(&self.deals[*at]));
        let original = fitting.max_by_key(left);
        let mut link = Stage::default();
        link.fails(original.is_none(), "POL1006");
        let payment = original.map(|at| &self.deals[at]);
        link.fails(payment.is_some_and(|deal| deal.status != "Charged"), "SVC0007");
        link.fails(charge.currency != self.world.currency, "POL0256");
        let mut amount = Stage::default();
        if let Some(payment) = payment {
            let left = payment.base - payment.refunded - payment.processing;
            if charge.base > left {
                amount.fails(true, "POL1003");
                amount.says.push(decimal(left));
            }
        }
        let mut rates = self.limits(application, charge.base, Dialect::Wallet);
        // Refunds are no charging requests by name: the rates may count them or not.
        rates.may.append(&mut rates.must);
        rates.may.retain(|code| ["900800", "POL1001"].contains(code));
        let suspended = self.world.subscriber(&charge.msisdn).is_some_and(|one| !one.active);
        if suspended {
            allowed.may.push("SVC0270");
        }
        // A subscription that has ended since the payment is not spoken of either.
        let pair = (application.id.clone(), charge.msisdn.clone());
        if application.subscription && !self.subscribed.contains(&pair) {
            allowed.may.push("POL1009");
        }
        if !application.debit || !application.mobile_account {
            allowed.may.push("POL0008");
        }
        let stages = vec![taken, allowed, rates, link, amount];
        self.finish(request, stages, charge.base, |request| {
            let at = original.unwrap();
            let mut deal = Deal::new("refund", &application.id, &charge.msisdn, charge.base);
            deal.key.clone_from(&charge.key);
            deal.reference = Some(charge.reference.clone());
            deal.original = Some(at);
            let (parts, loose) = self.returning(&self.deals[at], charge.base);
            deal.loose = loose;
            let later =
                (application.asynchronous && charge.notified).then_some(application.processing);
            self.ending(request, &deal, &parts, ("Refunded", later))
        })
    }

    /// What each part gives back, so that all refunds together give back its rounded share; and
    /// whether the shares do not add up, so that the ledger must choose one that takes the cent.
    fn returning(&self, payment: &Deal, base: i128) -> (Vec<Part>, bool) {
        let so_far = payment.refunded + payment.processing + base;
        let shares = ["provider", "aggregator", "operator", "serviceCharge"];
        let mut parts = Vec::new();
        let mut shared = 0;
        for (part, returned) in payment.posted.iter().zip(&payment.returned) {
            let due = half_up(part.amount * so_far, payment.base) - returned;
            if shares.contains(&part.component) {
                shared += due;
            }
            parts.push(Part { amount: due, ..part.clone() });
        }
        let loose = shared != base || payment.loose && so_far != payment.base;
        parts.retain(|part| part.amount != 0 || loose);
        (parts, loose)
    }
}
