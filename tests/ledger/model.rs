//! What the auditor believes about the ledger: deals, keys, limits and the clock.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::books::{Books, Entry, Side};
use super::money::{half_up, percent};
use super::script::Rule;
use super::world::{Application, Subscriber, World, account_of, day};

/// A credit of a charge, or a debit of a refund, besides the subscriber's own leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub account: String,
    pub component: &'static str,
    pub amount: i128,
}

/// A consent by token.
#[derive(Clone, Debug)]
pub struct Consent {
    pub attempts: i64,
    /// `None` until the auditor has read it in the messages.
    pub token: Option<String>,
    pub sent: i64,
    pub lost: bool,
}

/// Money that moved, or is held.
#[derive(Clone, Debug)]
pub struct Deal {
    pub step: usize,
    pub kind: &'static str,
    pub application: String,
    pub biller: Option<String>,
    pub subscriber: String,
    pub key: Option<String>,
    pub reference: Option<String>,
    pub base: i128,
    pub posted: Vec<Part>,
    pub held: Vec<Part>,
    pub status: &'static str,
    /// Its consent came when the money had gone.
    pub unfunded: bool,
    /// It is processed later, and its application has an address for that.
    pub later: bool,
    /// As what it ends when it is due, if a script declines it.
    pub ends: Option<&'static str>,
    /// The code that a debit is declined with then.
    pub ends_in: Option<String>,
    /// When it is settled, or expires.
    pub due: Option<i64>,
    pub consent: Option<Consent>,
    /// The taxes of a debit that waits for its consent.
    pub asked: Option<(i64, Option<String>)>,
    /// The place of the refunded payment.
    pub original: Option<usize>,
    /// Base refunded, and base in refunds that are processing.
    pub refunded: i128,
    pub processing: i128,
    /// What refunds took of each part, processing ones included.
    pub returned: Vec<i128>,
    /// The documents leave to the ledger which share takes a last cent.
    pub loose: bool,
    /// What the reservation of a charge had posted before it, until it is known what it has now.
    pub before: Option<Vec<Part>>,
    /// The last sequence number of a reservation.
    pub sequence: i128,
    pub id: Option<String>,
    pub server: Option<String>,
    /// What names a debit: its key, or what the ledger gave it instead.
    pub trid: Option<String>,
}

/// What is remembered under an idempotency key.
#[derive(Clone, Debug)]
pub struct Key {
    pub operation: &'static str,
    pub print: String,
    /// The answer as it was given; `None` if it was lost.
    pub text: Option<String>,
    pub deal: Option<usize>,
    /// The answer was given while the deal was pending.
    pub open: bool,
    /// The documents do not say whether this is remembered.
    pub vague: bool,
    /// How many retries still lose their answers, and by which rule.
    pub losses: i64,
    pub lost_by: Option<String>,
}

/// A charge by formula: so many hundredths, and so many percent of the amount.
#[derive(Clone, Debug)]
pub struct Formula {
    pub constant: i128,
    pub percent: String,
}

pub struct Model {
    pub world: World,
    pub now: i64,
    pub books: Books,
    pub deals: Vec<Deal>,
    pub keys: BTreeMap<(String, String), Key>,
    pub subscribed: BTreeSet<(String, String)>,
    pub formulas: BTreeMap<[String; 3], Formula>,
    pub rules: Vec<Rule>,
    /// The rule that is taken not to act, by its rate.
    pub dormant: Cell<Option<usize>>,
    /// Requests by application and time, and whether the documents count them without doubt.
    pub counted: Vec<(String, i64, bool)>,
}

impl Model {
    pub fn new(world: World) -> Model {
        let mut books = Books::default();
        for one in &world.subscribers {
            books.open(one);
        }
        Model {
            now: world.start,
            world,
            books,
            deals: Vec::new(),
            keys: BTreeMap::new(),
            subscribed: BTreeSet::new(),
            formulas: BTreeMap::new(),
            rules: Vec::new(),
            dormant: Cell::new(None),
            counted: Vec::new(),
        }
    }

    pub fn available(&self, one: &Subscriber) -> i128 {
        let sums = self.books.of(&account_of(&one.msisdn));
        let limit = if one.postpaid { one.limit } else { 0 };
        limit + sums.credits - sums.debits - sums.pending_debits
    }

    /// The parts of a charge; `None` where the documents give no tax rate.
    pub fn parts(
        &self,
        application: &Application,
        one: &Subscriber,
        base: i128,
        (tax, service): (Option<(i64, Option<&str>)>, Option<i128>),
    ) -> Option<Vec<Part>> {
        let id = &application.id;
        let operator = format!("operator:{}", one.operator);
        let part = |account: String, component, amount| Part { account, component, amount };
        let mut parts = Vec::new();
        if let Some(service) = service {
            parts.push(part(format!("provider:{id}"), "provider", base - service));
            parts.push(part(operator, "serviceCharge", service));
        } else {
            let aggregator = application.aggregator.as_deref().unwrap_or("0");
            let rest = 100_000_000 - millionths(&application.service_charge);
            let provider = half_up(base * (rest - millionths(aggregator)), 100_000_000);
            let aggregator = percent(base, aggregator)?.min(base - provider);
            parts.push(part(format!("provider:{id}"), "provider", provider));
            parts.push(part(format!("aggregator:{id}"), "aggregator", aggregator));
            parts.push(part(operator, "operator", base - provider - aggregator));
        }
        if let Some(kind) = tax {
            for (name, amount) in self.world.taxes(one, kind, base)? {
                parts.push(part(format!("tax:{name}"), name, amount));
            }
        }
        parts.retain(|part| part.amount != 0);
        Some(parts)
    }

    /// The service charge by formula of a payment; the outer `None` where the documents are open.
    pub fn service_charge(
        &self,
        meta: &[Option<String>; 3],
        base: i128,
        application: &Application,
    ) -> Option<Option<i128>> {
        let [Some(a), Some(b), Some(c)] = meta else { return Some(None) };
        let Some(formula) = self.formulas.get(&[a.clone(), b.clone(), c.clone()]) else {
            return Some(None);
        };
        if application.aggregator.is_some() {
            return None;
        }
        Some(Some(formula.constant + percent(base, &formula.percent)?))
    }

    /// The largest base whose total fits into an amount, or the amount itself.
    pub fn affordable(
        &self,
        one: &Subscriber,
        tax: Option<(i64, Option<&str>)>,
        available: i128,
    ) -> i128 {
        let total = |base| {
            let taxes = tax.map_or(Some(Vec::new()), |kind| self.world.taxes(one, kind, base))?;
            Some(base + taxes.iter().map(|(_, amount)| amount).sum::<i128>())
        };
        let (mut low, mut high) = (0, available + 1);
        while high - low > 1 {
            let middle = i128::midpoint(low, high);
            match total(middle) {
                Some(total) if total <= available => low = middle,
                Some(_) => high = middle,
                None => return available,
            }
        }
        low
    }

    /// How many requests of an application are counted, without doubt and at most.
    pub fn count(&self, application: &str, same: impl Fn(i64) -> bool) -> (usize, usize) {
        let counted = || self.counted.iter().filter(|(id, at, _)| id == application && same(*at));
        (counted().filter(|(.., sure)| *sure).count(), counted().count())
    }

    pub fn this_second(&self, application: &str) -> (usize, usize) {
        let now = self.now.div_euclid(1000);
        self.count(application, |at| at.div_euclid(1000) == now)
    }

    pub fn this_day(&self, application: &str) -> (usize, usize) {
        let today = day(self.now);
        self.count(application, |at| day(at) == today)
    }

    /// Adds a deal, and its postings and holds.
    pub fn add(&mut self, deal: Deal) -> usize {
        let at = self.deals.len();
        if let Some(original) = deal.original {
            let parts = if deal.held.is_empty() { &deal.posted } else { &deal.held };
            let payment = &mut self.deals[original];
            for part in parts {
                let same = |one: &Part| one.component == part.component;
                let index = payment.posted.iter().position(same).unwrap();
                payment.returned[index] += part.amount;
            }
            payment.loose |= deal.loose;
            if deal.held.is_empty() {
                payment.refunded += deal.base;
            } else {
                payment.processing += deal.base;
            }
        }
        self.deals.push(deal);
        self.write(at, 1);
        at
    }

    /// Gives a deal other postings and holds.
    pub fn change(&mut self, at: usize, posted: Vec<Part>, held: Vec<Part>) {
        self.write(at, -1);
        self.deals[at].posted = posted;
        self.deals[at].held = held;
        let parts = self.deals[at].posted.len();
        self.deals[at].returned.resize(parts, 0);
        self.write(at, 1);
    }

    /// Posts what is held.
    pub fn settle(&mut self, at: usize, status: &'static str) {
        let mut posted = self.deals[at].posted.clone();
        posted.extend(self.deals[at].held.clone());
        self.change(at, posted, Vec::new());
        self.deals[at].status = status;
        self.deals[at].due = None;
        if let Some(original) = self.deals[at].original {
            let base = self.deals[at].base;
            self.deals[original].processing -= base;
            self.deals[original].refunded += base;
        }
    }

    /// Lets go what is held.
    pub fn void(&mut self, at: usize, status: &'static str) {
        if let Some(original) = self.deals[at].original {
            let (held, base) = (self.deals[at].held.clone(), self.deals[at].base);
            let payment = &mut self.deals[original];
            payment.processing -= base;
            for part in held {
                let same = |one: &Part| one.component == part.component;
                let index = payment.posted.iter().position(same).unwrap();
                payment.returned[index] -= part.amount;
            }
        }
        let posted = self.deals[at].posted.clone();
        self.change(at, posted, Vec::new());
        self.deals[at].status = status;
        self.deals[at].due = None;
    }

    fn write(&mut self, at: usize, sign: i128) {
        let deal = &self.deals[at];
        let (posted, held) = (deal.entries(&deal.posted), deal.entries(&deal.held));
        for (account, side, amount) in posted {
            self.books.post(&(account, side, sign * amount));
        }
        for (account, side, amount) in held {
            self.books.hold(&(account, side, sign * amount));
        }
    }
}

impl Deal {
    pub fn new(kind: &'static str, application: &str, subscriber: &str, base: i128) -> Deal {
        Deal {
            step: 0,
            kind,
            application: application.to_owned(),
            biller: None,
            subscriber: subscriber.to_owned(),
            key: None,
            reference: None,
            base,
            posted: Vec::new(),
            held: Vec::new(),
            status: "",
            unfunded: false,
            later: false,
            ends: None,
            ends_in: None,
            due: None,
            consent: None,
            asked: None,
            original: None,
            refunded: 0,
            processing: 0,
            returned: Vec::new(),
            loose: false,
            before: None,
            sequence: 0,
            id: None,
            server: None,
            trid: None,
        }
    }

    pub fn posted(mut self, parts: Vec<Part>, status: &'static str) -> Deal {
        self.returned = vec![0; parts.len()];
        self.posted = parts;
        self.status = status;
        self
    }

    pub fn held(mut self, parts: Vec<Part>, status: &'static str, due: Option<i64>) -> Deal {
        self.held = parts;
        self.status = status;
        self.due = due;
        self
    }

    pub fn pending(&self) -> bool {
        ["Processing", "Reserved", "ConsentPending"].contains(&self.status)
    }

    pub fn total(&self) -> i128 {
        self.posted.iter().chain(&self.held).map(|part| part.amount).sum()
    }

    fn entries(&self, parts: &[Part]) -> Vec<Entry> {
        let (mine, theirs) = if self.kind == "refund" {
            (Side::Credit, Side::Debit)
        } else {
            (Side::Debit, Side::Credit)
        };
        let total = parts.iter().map(|part| part.amount).sum();
        let own = (account_of(&self.subscriber), mine, total);
        let others = parts.iter().map(|part| (part.account.clone(), theirs, part.amount));
        others.chain([own]).collect()
    }
}

/// Millionths of a percent, which is finer than any share in the tests.
fn millionths(rate: &str) -> i128 {
    percent(100_000_000, rate).unwrap()
}
