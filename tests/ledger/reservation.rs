//! Two-phase charging. The documents say little of it: shares are read from the ledger.

use serde_json::Value as Json;

use super::forecast::{Dialect, Effect, Forecast, Request, ReservedStep, Stage, Way};
use super::model::{Deal, Model};
use super::script::scripted_decline;
use super::wallet::{Charge, given};
use super::world::Application;

impl Model {
    pub fn reservation(&self, operation: &'static str, arguments: &[Json]) -> Forecast {
        let Some(application) = self.chosen(arguments.get(1)) else { return Forecast::misuse() };
        let wrapper = &arguments[0]["amountReservationTransaction"];
        let charge = match Charge::read(wrapper, &[]) {
            Ok(charge) => charge,
            Err(codes) => return Forecast::refused(Dialect::Wallet, &codes),
        };
        let sequence = &wrapper["referenceSequence"];
        let Some(sequence) = given(sequence).and_then(|text| text.parse::<i128>().ok()) else {
            return Forecast::refused(Dialect::Wallet, &["SVC0002"]);
        };
        let server = given(&wrapper["serverReferenceCode"]);
        let also = [sequence.to_string(), server.clone().unwrap_or_default()];
        let also = also.each_ref().map(String::as_str);
        let request = self.wallet_request(operation, application, &charge, &also);
        if let Some(known) = self.known(&request) {
            // A key that the same reservation used in another way is not spoken of.
            let replayed = known.ways.iter().any(Way::is_replay);
            return if replayed { known } else { Forecast::open() };
        }
        if sequence < 1 || application.tax.is_some() {
            return Forecast::open();
        }
        match server {
            None if operation == "reserve" => self.first(request, application, &charge, sequence),
            None => Forecast::open(),
            Some(server) => {
                let mine = |deal: &Deal| {
                    deal.server.as_ref() == Some(&server)
                        && deal.kind == "reservation"
                        && deal.application == application.id
                        && deal.subscriber == charge.msisdn
                        && deal.reference.as_ref() == Some(&charge.reference)
                };
                let Some(at) = self.deals.iter().position(mine) else { return Forecast::open() };
                self.next(request, application, &charge, (at, sequence))
            }
        }
    }

    fn first(
        &self,
        request: Request,
        application: &Application,
        charge: &Charge,
        sequence: i128,
    ) -> Forecast {
        if charge.meta.iter().any(Option::is_some) {
            return Forecast::open();
        }
        let mut taken = Stage::default();
        let code = &charge.reference;
        taken.fails(self.taken("reservation", &application.id, code), "SVC0002");
        let found = self.world.subscriber(&charge.msisdn);
        let provisioned = self.provisioned(application, found, charge);
        let limits = self.limits(application, charge.base, Dialect::Wallet);
        let mut stages = vec![taken, provisioned, limits];
        let Some(subscriber) = found else {
            return self.finish(request, stages, charge.base, |_| Vec::new());
        };
        let mut funds = Stage::default();
        funds.fails(charge.base > self.available(subscriber), "POL1000");
        stages.push(funds);
        let parts = self.parts(application, subscriber, charge.base, (None, None)).unwrap();
        let mut deal = Deal::new("reservation", &application.id, &charge.msisdn, charge.base);
        deal.key.clone_from(&charge.key);
        deal.reference = Some(charge.reference.clone());
        deal.sequence = sequence;
        deal.loose = true;
        let deal = deal.held(parts, "Reserved", None);
        self.finish(request, stages, charge.base, |request| {
            let deal = Box::new(deal.clone());
            self.step_ending(request, charge.base, "Reserved", |is_lost| {
                if is_lost { Effect::Lost(deal.clone()) } else { Effect::Commit(deal.clone()) }
            })
        })
    }

    fn next(
        &self,
        request: Request,
        application: &Application,
        charge: &Charge,
        (at, sequence): (usize, i128),
    ) -> Forecast {
        let deal = &self.deals[at];
        let Some(subscriber) = self.world.subscriber(&charge.msisdn) else {
            return Forecast::open();
        };
        let held: i128 = deal.held.iter().map(|part| part.amount).sum();
        let charged = deal.total() - held;
        let mut state = Stage::default();
        state.fails(deal.status == "Expired", "POL2011");
        state.fails(!deal.pending() && deal.status != "Expired", "POL2010");
        if sequence <= deal.sequence {
            state.must.push("POL2010");
        }
        let mut limits = self.limits(application, charge.base, Dialect::Wallet);
        // Whether what follows a reservation is a charging request of its own is not said.
        limits.may.append(&mut limits.must);
        let mut stages = vec![limits, state];
        let (held, charged, status) = match request.operation {
            "reserve" => {
                let mut funds = Stage::default();
                funds.fails(charge.base > self.available(subscriber), "POL1000");
                stages.push(funds);
                (held + charge.base, charged, "Reserved")
            }
            "chargeReservation" if charge.base > held => {
                // That it is too much is certain, and the code is not.
                if deal.pending() {
                    let mut much = Stage::default();
                    much.must.extend(["POL2010", "POL1003", "POL0254", "SVC0007"]);
                    stages.push(much);
                }
                (held, charged, "Charged")
            }
            "chargeReservation" => (held - charge.base, charged + charge.base, "Charged"),
            _ => (0, charged, "Released"),
        };
        let pair = (application.id.clone(), charge.msisdn.clone());
        let unsubscribed = application.subscription && !self.subscribed.contains(&pair);
        let switched_off = !application.debit || !application.mobile_account;
        if switched_off
            || unsubscribed
            || charge.currency != self.world.currency
            || !subscriber.active
        {
            return Forecast::open();
        }
        let part = (request.operation == "chargeReservation").then(|| {
            let mut part =
                Deal::new("reservationCharge", &deal.application, &deal.subscriber, charge.base);
            part.key.clone_from(&charge.key);
            part.reference = Some(charge.reference.clone());
            part.server.clone_from(&deal.server);
            part.original = Some(at);
            part.status = "Charged";
            Box::new(part)
        });
        self.finish(request, stages, charge.base, |request| {
            self.step_ending(request, charge.base, status, |is_lost| {
                let charge = part.clone();
                let step = ReservedStep { at, held, charged, status, sequence, is_lost, charge };
                Effect::Reservation(step)
            })
        })
    }

    /// How a step ends when no check fails: it is final at once, whatever a script says.
    fn step_ending(
        &self,
        request: &Request,
        base: i128,
        status: &'static str,
        effect: impl Fn(bool) -> Effect,
    ) -> Vec<Way> {
        let Some((index, rule)) = self.met(request, base) else {
            return vec![Way::new(200, status, effect(false))];
        };
        let mut way = if rule.has("failBeforeCommit") || rule.has("decline") {
            scripted_decline(Dialect::Wallet, rule)
        } else {
            Dialect::Wallet.way(Dialect::Wallet.outage(), effect(true))
        };
        way.rule = Some(index);
        vec![way]
    }
}
