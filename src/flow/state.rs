//! The mock ledger's state: what a snapshot holds, and what is made again from it.

use super::charges::{Created, Tariffs};
use super::chart::Chart;
use super::consent::Consents;
use super::event::{Event, EventId, Kind, NOBODY, Status};
use super::message::Messages;
use super::notification::Notice;
use super::refund::Refunds;
use super::remembered::Keys;
use super::reserved::Reserved;
use super::rules::Rate;
use super::script::Scripts;
use super::settle::Due;
use super::subscription::Subscriptions;
use crate::diagnostic::{Code, Refusal};
use crate::ledger::{Books, Clock, Component, EntryId, Imbalance, Posting};
use crate::store::{
    Identifiers, Index, Paged, Span, Sparse, Texts, hexadecimal, of_hexadecimal, stored,
};
use crate::world::{Config, Payer};

/// What server references begin with.
const WALLET: &str = "WALLET_REF_";

/// Sets the numbers of server references apart.
const SERVER_REFERENCE: u8 = 1;

/// A charging back end inside the process: subscribers, applications and billers, an operator,
/// taxes, one ledger and one clock.
pub struct MockLedger {
    pub(crate) config: Config,
    pub(crate) state: State,
    pub(crate) chart: Chart,
    pub(super) keys: Keys,
    pub(super) tariffs: Tariffs,
    /// Subscribers by their number.
    subscribers: Index,
}

/// What changes.
pub(crate) struct State {
    pub(crate) books: Books,
    pub(crate) clock: Clock<Due>,
    pub(crate) events: Paged<Event>,
    pub(crate) texts: Texts,
    pub(crate) identifiers: Identifiers,
    pub(crate) refunds: Sparse<Refunds>,
    pub(crate) reservations: Sparse<Reserved>,
    pub(crate) rates: Vec<Rate>,
    pub(crate) scripts: Scripts,
    pub(crate) subscriptions: Subscriptions,
    pub(crate) notices: Paged<Notice>,
    pub(crate) created: Created,
    pub(crate) consents: Consents,
    pub(crate) messages: Messages,
}

stored!(State {
    books,
    clock,
    events,
    texts,
    identifiers,
    refunds,
    reservations,
    rates,
    scripts,
    subscriptions,
    notices,
    created,
    consents,
    messages,
});

impl MockLedger {
    /// A ledger at its beginning: opening balances are posted from cash.
    ///
    /// # Errors
    /// An opening balance that the account cannot hold.
    pub fn of_config(config: Config) -> Result<Self, Refusal> {
        let mut books = Books::default();
        let chart = Chart::open(&config, &mut books);
        let state = State {
            books,
            clock: Clock::new(config.start_time),
            events: Paged::default(),
            texts: Texts::default(),
            identifiers: Identifiers::new(config.seed),
            refunds: Sparse::default(),
            reservations: Sparse::default(),
            rates: vec![Rate::default(); config.applications.len()],
            scripts: Scripts::new(&config.scripts),
            subscriptions: Subscriptions::default(),
            notices: Paged::default(),
            created: Created::default(),
            consents: Consents::default(),
            messages: Messages::default(),
        };
        let mut ledger = Self::of_parts(config, state, chart);
        ledger.post_opening_balances()?;
        Ok(ledger)
    }

    /// A ledger with a configuration and the state of a snapshot.
    ///
    /// # Errors
    /// They do not belong together.
    pub(crate) fn of_state(config: Config, state: State) -> Result<Self, Refusal> {
        let chart = Chart::open(&config, &mut Books::default());
        let mut ledger = Self::of_parts(config, state, chart);
        ledger.verify().map_err(|_| damaged())?;
        ledger.compile_charges()?;
        ledger.index_events();
        Ok(ledger)
    }

    fn of_parts(config: Config, state: State, chart: Chart) -> Self {
        let subscribers = index(&config);
        let (keys, tariffs) = (Keys::default(), Tariffs::default());
        Self { config, state, chart, keys, tariffs, subscribers }
    }

    /// The time, in milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.state.clock.now()
    }

    /// Adds everything up once more.
    ///
    /// # Errors
    /// The first thing that is wrong with the books.
    pub fn verify(&self) -> Result<(), Imbalance> {
        self.state.books.verify()
    }

    /// A remembered attempt.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.state.events.get(id)
    }

    /// The server's own reference of an attempt.
    #[must_use]
    pub fn server_reference(&self, id: EventId) -> String {
        let number = self.state.identifiers.number(SERVER_REFERENCE, id);
        [WALLET, &hexadecimal(number)].concat()
    }

    /// The attempt with a server reference.
    #[must_use]
    pub fn event_of_reference(&self, reference: &str) -> Option<EventId> {
        let number = of_hexadecimal(reference.strip_prefix(WALLET)?)?;
        let id = self.state.identifiers.position(SERVER_REFERENCE, number)?;
        self.event(id).map(|_| id)
    }

    /// The fields that an attempt was made with.
    pub(crate) fn text(&self, event: &Event) -> &str {
        self.state.texts.get(event.text)
    }

    /// The subscriber with a number; its digits.
    pub(crate) fn subscriber(&self, msisdn: &str) -> Option<u32> {
        let is = |position: u32| {
            let subscriber = self.config.subscribers.get(position as usize);
            subscriber.is_some_and(|subscriber| subscriber.msisdn == msisdn)
        };
        self.subscribers.find(Index::hash(&[], msisdn), is)
    }

    /// Posts money that comes from outside or goes there: a top-up, if it is positive and the
    /// account is prepaid.
    pub(crate) fn post_cash(
        &mut self,
        kind: Kind,
        subscriber: u32,
        from_cash: i64,
    ) -> Result<(), Refusal> {
        let account = self.chart.subscriber(subscriber).ok_or_else(damaged)?;
        let leg = |account, amount| Posting { amount, account, component: Component::Amount };
        let postings = [leg(account, -from_cash), leg(self.chart.cash, from_cash)];
        let entry = self.state.books.post(&postings).map_err(|_| too_much())?;
        let text = Span::default();
        self.state.events.push(Event {
            kind,
            status: Status::Posted,
            decline: None,
            party: u16::MAX,
            subscriber,
            amount: from_cash.abs(),
            at: self.now(),
            text,
            entry: Some(entry),
            original: None,
            figure: 0,
        });
        Ok(())
    }

    /// The postings of an entry.
    pub(crate) fn postings(&self, entry: Option<EntryId>) -> Vec<Posting> {
        entry.map_or_else(Vec::new, |entry| self.state.books.postings(entry).copied().collect())
    }

    fn post_opening_balances(&mut self) -> Result<(), Refusal> {
        for position in 0..self.config.subscribers.len() {
            let Some(subscriber) = self.config.subscribers.get(position) else { break };
            let from_cash = match subscriber.payer {
                Payer::Prepaid => subscriber.balance,
                Payer::Postpaid { .. } => -subscriber.balance,
            };
            if from_cash != 0 {
                self.post_cash(Kind::Opening, position as u32, from_cash)?;
            }
        }
        Ok(())
    }
}

fn index(config: &Config) -> Index {
    let mut index = Index::default();
    for (position, subscriber) in (0..NOBODY).zip(&config.subscribers) {
        index.insert(Index::hash(&[], &subscriber.msisdn), position);
    }
    index
}

/// What is told of bytes that are no snapshot.
pub(crate) fn damaged() -> Refusal {
    let help = Some("give the bytes that `snapshot()` returned, unchanged".to_owned());
    Refusal::new(Code::SnapshotDamaged, "the bytes are no snapshot of a ledger".to_owned(), help)
}

fn too_much() -> Refusal {
    let message = "the amount is more than the account can hold".to_owned();
    Refusal::new(Code::BalanceOverflow, message, None)
}
