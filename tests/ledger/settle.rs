//! What follows from an answer, and from time.

use serde_json::Value as Json;

use super::bank::Answer;
use super::books::Side;
use super::forecast::{ANY, Effect, Forecast, Keep, Request, Way};
use super::model::{Deal, Formula, Key, Model};
use super::money::{cents, written};
use super::script::Rule;
use super::world::account_of;

/// Declines that come after the limits: whoever gets one was counted.
const COUNTED: [&str; 3] = ["POL1000", "402", "E1378"];

impl Model {
    /// What a call may answer, whether a rule with a rate acts on it or not.
    pub fn forecast(&self, operation: &str, arguments: &[Json]) -> Forecast {
        let mut forecast = self.forecast_of(operation, arguments);
        let Some(rated) = self.rules.iter().position(|rule| rule.is_rated) else { return forecast };
        if !forecast.ways.iter().any(|way| way.rule == Some(rated)) {
            return forecast;
        }
        self.dormant.set(Some(rated));
        let other = self.forecast_of(operation, arguments);
        self.dormant.set(None);
        if other.ways.is_empty() {
            return other;
        }
        // That it does not act was drawn, too.
        let drawn = |way: Way| Way { rule: way.rule.or(Some(rated)), ..way };
        forecast.ways.extend(other.ways.into_iter().map(drawn));
        forecast
    }

    fn forecast_of(&self, operation: &str, arguments: &[Json]) -> Forecast {
        match operation {
            "payment" => self.payment(arguments),
            "refund" => self.refund(arguments),
            "reserve" => self.reservation("reserve", arguments),
            "chargeReservation" => self.reservation("chargeReservation", arguments),
            "releaseReservation" => self.reservation("releaseReservation", arguments),
            "debit" => self.debit(arguments),
            "confirmDebit" | "refuseDebit" | "cancelDebit" | "debitStatus" => {
                self.consent(operation, arguments)
            }
            "caasDebit" => self.caas_debit(arguments),
            "balanceQuery" => self.balance_query(arguments),
            "subscribe" => self.subscribe(arguments),
            "subscriptionStatus" => self.subscription_status(arguments),
            "createCharge" => self.create_charge(&arguments[0]),
            "topUp" | "payBill" => self.money_in(operation, arguments),
            "settle" | "resendToken" | "payout" | "remit" | "addSubscriber" | "setSubscriber"
            | "setApplication" | "setBiller" => self.steered(operation, arguments),
            "advance" => self.time(&arguments[0], self.now),
            "setTime" => self.time(&arguments[0], 0),
            "script" => {
                let effect = Effect::Script(Rule::read(&arguments[0]));
                Forecast::of(vec![Way::new(0, ANY, effect)])
            }
            "removeScript" => {
                let id = arguments[0].as_str().unwrap().to_owned();
                Forecast::null(Effect::RemoveScript(id))
            }
            "clearScript" => Forecast::null(Effect::ClearScript),
            _ => Forecast::open(),
        }
    }

    fn time(&self, to: &Json, from: i64) -> Forecast {
        match to.as_i64() {
            Some(to) if from + to >= self.now => Forecast::null(Effect::Time(from + to)),
            _ => Forecast::misuse(),
        }
    }

    fn money_in(&self, operation: &str, arguments: &[Json]) -> Forecast {
        let amount = written(&arguments[1]).and_then(|text| cents(&text));
        let one = arguments[0].as_str().and_then(|msisdn| self.world.subscriber(msisdn));
        let (Some(one), Some(amount)) = (one, amount.filter(|amount| *amount > 0)) else {
            return Forecast::misuse();
        };
        let sums = self.books.of(&account_of(&one.msisdn));
        // Who may top up a bill or pay a prepaid account is not said.
        let bill = operation == "payBill";
        if bill != one.postpaid {
            return Forecast::open();
        }
        let more = bill && amount > (sums.debits - sums.credits).max(0);
        if more && arguments.get(2).is_none_or(|options| options["credit"] != true) {
            return Forecast::misuse();
        }
        Forecast::null(Effect::TopUp(one.msisdn.clone(), amount))
    }

    fn create_charge(&self, body: &Json) -> Forecast {
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        let place = [text("tenantId"), text("productType"), text("paymentMethod")];
        if self.formulas.contains_key(&place) {
            return Forecast::open();
        }
        // `1.50C+2.5P*A`: the generator writes no other shape.
        let formula = text("chargeFormula");
        let (constant, percent) = formula.split_once("C+").unwrap();
        let constant = cents(constant).unwrap();
        let percent = percent.strip_suffix("P*A").unwrap().to_owned();
        let effect = Effect::Formula(place, Formula { constant, percent });
        Forecast::of(vec![Way::new(200, super::forecast::ANY, effect)])
    }

    /// Changes the model as the answer says; the places of the deals that changed.
    pub fn apply(
        &mut self,
        step: usize,
        request: Option<&Request>,
        way: &Way,
        answer: &Answer,
    ) -> Vec<usize> {
        let rule = way.rule.and_then(|index| self.rules.get(index));
        let losses = rule.map(|rule| (rule.id.clone(), rule.retries));
        let touched = self.take(step, request, way, answer);
        // Who has lost an answer may lose those of retries.
        if let Some((id, retries)) = losses.filter(|_| way.is_lost() == Some(true))
            && let Some(key) = request.and_then(|request| self.key_mut(request))
        {
            (key.losses, key.lost_by) = (retries, id);
        }
        touched
    }

    fn key_mut(&mut self, request: &Request) -> Option<&mut Key> {
        self.keys.get_mut(&(request.scope.clone(), request.key.clone()?))
    }

    fn take(
        &mut self,
        step: usize,
        request: Option<&Request>,
        way: &Way,
        answer: &Answer,
    ) -> Vec<usize> {
        if let Some(rule) = way.rule.and_then(|index| self.rules.get_mut(index)) {
            rule.times = rule.times.map(|times| times - 1);
        }
        if let Some(request) = request {
            let charging = ["payment", "caasDebit"].contains(&request.operation);
            let sure = charging && self.was_counted(&way.effect, &answer.outcome);
            self.counted.push((request.application.clone(), self.now, sure));
        }
        match &way.effect {
            Effect::Nothing => Vec::new(),
            Effect::Replay => self.replayed(request.unwrap(), answer),
            Effect::LostReplay => {
                let key = self.key_mut(request.unwrap()).unwrap();
                key.losses -= 1;
                key.deal.into_iter().collect()
            }
            Effect::Decline(keep) => {
                if let Some(request) = request.filter(|_| *keep != Keep::Free) {
                    let stored = Key { vague: *keep == Keep::Vague, ..key_of(request) };
                    let text = (*keep != Keep::Lost).then(|| answer.text.clone());
                    self.remember(request, Key { text, ..stored });
                }
                Vec::new()
            }
            Effect::Commit(deal) => {
                self.commit(step, request.unwrap(), deal, Some(answer.text.clone()))
            }
            Effect::Script(rule) => {
                let id = answer.json.as_str().map(str::to_owned);
                let mut rule = rule.clone();
                (rule.id, rule.step) = (id, step);
                self.rules.push(rule);
                Vec::new()
            }
            Effect::Lost(deal) => self.commit(step, request.unwrap(), deal, None),
            Effect::Reservation(done) => {
                let before = self.deals[done.at].posted.clone();
                self.reserved(done.at, (done.held, done.charged), done.status, done.sequence);
                let text = (!done.is_lost).then(|| answer.text.clone());
                let request = request.unwrap();
                let deal = Some(done.at);
                self.remember(request, Key { text, deal, ..key_of(request) });
                let Some(charge) = &done.charge else { return vec![done.at] };
                // Its money is the reservation's in the books.
                self.deals.push(Deal { step, before: Some(before), ..(**charge).clone() });
                vec![done.at, self.deals.len() - 1]
            }
            effect => {
                if let Effect::Reject(at, _) = effect {
                    self.deals[*at].unfunded = answer.outcome == "402";
                }
                self.aside(effect)
            }
        }
    }

    fn was_counted(&self, effect: &Effect, outcome: &str) -> bool {
        match effect {
            Effect::Commit(_) => true,
            Effect::Decline(_) => COUNTED.contains(&outcome),
            _ => false,
        }
    }

    /// Effects of calls that have no key.
    fn aside(&mut self, effect: &Effect) -> Vec<usize> {
        match effect {
            Effect::Confirm(at) if self.world.consent.hold => {
                self.settle(*at, "Debited");
                return vec![*at];
            }
            Effect::Confirm(at) => {
                let parts = self.debit_parts(&self.deals[*at]);
                self.change(*at, parts, Vec::new());
                self.deals[*at].status = "Debited";
                self.deals[*at].due = None;
                return vec![*at];
            }
            Effect::Reject(at, status) => {
                self.void(*at, status);
                return vec![*at];
            }
            Effect::WrongToken(at) => {
                self.deals[*at].consent.as_mut().unwrap().attempts += 1;
                return vec![*at];
            }
            Effect::Subscribe(application, msisdn, on) => {
                let pair = (application.clone(), msisdn.clone());
                if *on {
                    self.subscribed.insert(pair);
                } else {
                    self.subscribed.remove(&pair);
                }
            }
            Effect::Settle(at, status) => {
                let at = *at;
                let good = ["Charged", "Refunded"].contains(status);
                if good {
                    self.settle(at, status)
                } else {
                    self.void(at, status)
                }
                return std::iter::once(at).chain(self.deals[at].original).collect();
            }
            Effect::Resend(at) => {
                self.resend(*at);
                return vec![*at];
            }
            Effect::PayOut(account, amount) => {
                self.books.post(&(account.clone(), Side::Debit, *amount));
                self.books.post(&("cash".to_owned(), Side::Credit, *amount));
            }
            Effect::Change(change) => self.change_world(change),
            Effect::TopUp(msisdn, amount) => {
                self.books.post(&(account_of(msisdn), Side::Credit, *amount));
                self.books.post(&("cash".to_owned(), Side::Debit, *amount));
            }
            Effect::Time(to) => return self.tick(*to),
            Effect::RemoveScript(id) => {
                self.rules.retain(|rule| rule.id.as_ref() != Some(id));
                let of_rule = self.keys.values_mut().filter(|key| key.lost_by.as_ref() == Some(id));
                of_rule.for_each(|key| key.losses = 0);
            }
            Effect::ClearScript => {
                self.rules.clear();
                self.keys.values_mut().for_each(|key| key.losses = 0);
            }
            Effect::Formula(place, formula) => {
                self.formulas.insert(place.clone(), formula.clone());
            }
            _ => {}
        }
        Vec::new()
    }

    fn commit(
        &mut self,
        step: usize,
        request: &Request,
        deal: &Deal,
        text: Option<String>,
    ) -> Vec<usize> {
        let open = deal.pending();
        let at = self.add(Deal { step, ..deal.clone() });
        self.remember(request, Key { text, deal: Some(at), open, ..key_of(request) });
        std::iter::once(at).chain(deal.original).collect()
    }

    fn remember(&mut self, request: &Request, stored: Key) {
        if let Some(key) = &request.key {
            self.keys.insert((request.scope.clone(), key.clone()), stored);
        }
    }

    /// A replay shows an answer that was lost, or that is final now.
    fn replayed(&mut self, request: &Request, answer: &Answer) -> Vec<usize> {
        let place = (request.scope.clone(), request.key.clone().unwrap());
        let key = self.keys.get_mut(&place).unwrap();
        let deal = key.deal.map(|at| &self.deals[at]);
        let pending = deal.is_some_and(Deal::pending);
        if key.text.is_none() || key.open && !pending {
            key.text = Some(answer.text.replace("\"replayed\":true", "\"replayed\":false"));
            key.open = pending;
        }
        key.deal.into_iter().collect()
    }

    fn reserved(
        &mut self,
        at: usize,
        (held, charged): (i128, i128),
        status: &'static str,
        sequence: i128,
    ) {
        let deal = &self.deals[at];
        let application = self.world.application(&deal.application).unwrap();
        let subscriber = self.world.subscriber(&deal.subscriber).unwrap();
        let parts = |base| self.parts(application, subscriber, base, (None, None)).unwrap();
        let (posted, holds) = (parts(charged), parts(held));
        self.change(at, posted, holds);
        self.deals[at].status = if held > 0 { "Reserved" } else { status };
        self.deals[at].sequence = sequence;
    }

    /// Moves the clock; whatever is due by then happens.
    fn tick(&mut self, to: i64) -> Vec<usize> {
        self.now = to;
        let due = |deal: &Deal| deal.pending() && deal.due.is_some_and(|due| due <= to);
        let mut touched: Vec<_> =
            (0..self.deals.len()).filter(|at| due(&self.deals[*at])).collect();
        touched.sort_by_key(|at| self.deals[*at].due);
        for &at in &touched {
            // Too late is too late, whatever a script says.
            if self.deals[at].kind == "debit" {
                self.void(at, "Expired");
                continue;
            }
            let declined = self.deals[at].ends.or_else(|| self.declined_by_now(at));
            match (self.deals[at].kind, declined) {
                (_, Some(status)) => self.void(at, status),
                ("refund", None) => self.settle(at, "Refunded"),
                (_, None) => self.settle(at, "Charged"),
            }
        }
        let originals: Vec<_> = touched.iter().filter_map(|at| self.deals[*at].original).collect();
        let reserved = |at: &usize| self.deals[*at].status == "Reserved";
        let reserved = (0..self.deals.len()).filter(reserved);
        touched.iter().copied().chain(originals).chain(reserved).collect()
    }
}

impl Model {
    /// The status of a deal that is declined by a script when it is settled, which counts.
    pub fn declined_by_now(&mut self, at: usize) -> Option<&'static str> {
        let deal = &self.deals[at];
        let call = (deal.kind, deal.subscriber.as_str(), deal.application.as_str());
        let (index, rule) = self.met_by(call, deal.base)?;
        if !rule.has("decline") {
            return None;
        }
        let status = rule.ends(deal.kind);
        let rule = &mut self.rules[index];
        rule.times = rule.times.map(|times| times - 1);
        Some(status)
    }
}

fn key_of(request: &Request) -> Key {
    Key {
        operation: request.operation,
        print: request.print.clone(),
        text: None,
        deal: None,
        open: false,
        vague: false,
        losses: 0,
        lost_by: None,
    }
}
