//! What changes in a ledger: data only. A snapshot holds all of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::asked::AskedDebits;
use super::due::Due;
use super::event::EventId;
use super::log::Log;
use super::referred::Referred;
use super::scripts::Scripts;
use crate::ledger::{Books, Clock, EntryId, Posting, Timer};
use crate::pricing::Tariff;
use crate::store::{Identifiers, Index, Paged, Salt, Sparse};
use crate::world::Config;

/// The state of a ledger.
#[derive(Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) books: Books,
    pub(crate) clock: Clock<Due>,
    pub(crate) log: Log,
    pub(crate) identifiers: Identifiers,
    /// What was given back, by the payment.
    pub(crate) refunds: Sparse<Refunds>,
    /// Reservations that were granted, by the event that began each.
    pub(crate) reservations: Sparse<Reserved>,
    /// How often each application has charged lately.
    pub(crate) rates: Vec<Rate>,
    pub(crate) scripts: Scripts,
    /// How often chance was asked by rules that act at a rate.
    pub(crate) draws: u32,
    pub(crate) subscriptions: Subscriptions,
    /// Notifications in the order in which they came about.
    pub(crate) notices: Paged<Notice>,
    /// How the deliveries of notifications went, as far as that was told: oldest first.
    pub(crate) delivered: Sparse<Vec<bool>>,
    /// The addresses of applications that notifications have gone to, each once.
    pub(crate) addresses: Vec<String>,
    /// The positions of the notifications that were not acknowledged.
    #[serde(skip)]
    pub(super) open_notices: BTreeSet<u32>,
    pub(crate) charges: CreatedCharges,
    /// How many requests were given an identifier.
    pub(crate) requests: u32,
    /// Debits whose customers are asked for consent.
    pub(crate) consents: Sparse<PendingConsent>,
    /// Messages to telephones in the order in which they were sent.
    pub(crate) messages: Paged<Message>,
    #[serde(skip, default = "AskedDebits::unsalted")]
    pub(super) asked: AskedDebits,
    /// Notifications of declined direct debits by what receivers tell them apart by.
    #[serde(skip, default = "Index::unsalted")]
    pub(super) told: Index,
    #[serde(skip, default = "Referred::unsalted")]
    pub(super) referred: Referred,
    /// The watched debits that have ended since they were asked for. No part of a snapshot:
    /// whoever watches belongs to this ledger.
    #[serde(skip)]
    pub(super) ended: Vec<EventId>,
}

impl State {
    /// The state of a ledger at its beginning.
    pub(super) fn new(config: &Config, books: Books, salt: &Salt) -> Self {
        Self {
            books,
            clock: Clock::new(config.start_time),
            log: Log::new(salt),
            identifiers: Identifiers::new(config.seed),
            refunds: Sparse::default(),
            reservations: Sparse::default(),
            rates: vec![Rate::default(); config.applications.len()],
            scripts: Scripts::new(&config.scripts, salt),
            draws: 0,
            subscriptions: Subscriptions::default(),
            notices: Paged::default(),
            delivered: Sparse::default(),
            addresses: Vec::new(),
            open_notices: BTreeSet::new(),
            charges: CreatedCharges::new(salt),
            requests: 0,
            consents: Sparse::default(),
            messages: Paged::default(),
            asked: AskedDebits::new(salt),
            told: Index::new(salt.clone()),
            referred: Referred::new(salt),
            ended: Vec::new(),
        }
    }

    /// The same state, as a snapshot gives it, with its indexes made anew; nothing if its parts do
    /// not belong together.
    pub(super) fn indexed(self, salt: &Salt) -> Option<Self> {
        let (log, charges) = (self.log.indexed(salt)?, self.charges.indexed(salt)?);
        let scripts = self.scripts.indexed(salt)?;
        Some(Self { log, charges, scripts, referred: Referred::new(salt), ..self })
    }

    /// The postings of an entry; of a hold, those that are still held.
    pub(crate) fn postings(&self, entry: Option<EntryId>) -> Vec<Posting> {
        entry.map_or_else(Vec::new, |entry| self.books.postings(entry).copied().collect())
    }
}

/// Whether an attempt keeps its reference code from being used again. Once it does not, it never
/// will.
pub(super) fn takes_reference(log: &Log, reservations: &Sparse<Reserved>, id: EventId) -> bool {
    log.get(id).is_some_and(|event| event.status.takes_reference())
        || reservations.get(id).is_some_and(|reserved| reserved.charged > 0)
}

/// What was given back of a payment.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Refunds {
    /// What was given back of the amount before tax, in minor units.
    pub(crate) refunded: i64,
    /// What is being given back of the amount before tax, in minor units.
    pub(crate) processing: i64,
    /// Both together of each of the payment's postings, in minor units.
    pub(crate) components: Vec<i64>,
}

/// A reservation that was granted. The event that began it has its status, and what is still held.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Reserved {
    /// All that was ever reserved, before tax, in minor units.
    pub(crate) base: i64,
    /// How much of that is charged.
    pub(crate) charged: i64,
    /// The sequence number of the last step.
    pub(crate) sequence: i64,
    /// The postings of a charge of all of it.
    pub(crate) whole: Vec<Posting>,
    /// What is charged of each posting, in minor units.
    pub(crate) taken: Vec<i64>,
    /// The formula of the service charge that held when the reservation began.
    pub(crate) formula: Option<String>,
    /// The shares and the tax that held when it began.
    pub(crate) terms: ReservedTerms,
    /// The events that have charged a part of it.
    pub(crate) charges: Vec<EventId>,
    /// When its time ends, as long as it goes on.
    pub(crate) expiry: Option<Timer>,
}

/// The percentages of an application at a time.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct ReservedTerms {
    pub(crate) service_charge: String,
    pub(crate) aggregator_share: String,
    /// The number of the tax type, and the percentage that one of them has.
    pub(crate) tax: Option<(u8, Option<String>)>,
}

/// How many charging requests an application has made in the second and the day of the last one.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Rate {
    /// The second, counted from 1970.
    pub(crate) second: i64,
    pub(crate) in_second: u64,
    /// The day in the world's time zone, counted from 1970.
    pub(crate) day: i64,
    pub(crate) in_day: u64,
}

/// Who has subscribed to which application.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Subscriptions {
    /// Applications with the subscribers who have opted in to them.
    pub(crate) registered: BTreeSet<(u32, u32)>,
    /// How many requests have begun or ended one.
    pub(crate) changes: u32,
}

impl Subscriptions {
    /// Whether a subscriber has opted in to an application.
    pub(crate) fn has(&self, application: u16, subscriber: u32) -> bool {
        self.registered.contains(&(application.into(), subscriber))
    }
}

/// A notification. Its body is made from its event.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) event: EventId,
    /// When it came about, in milliseconds of the ledger's time.
    pub(crate) at: i64,
    pub(crate) address: NoticeAddress,
    /// When its receiver has acknowledged it.
    pub(crate) acknowledged_at: Option<i64>,
    /// How much later it is sent by a script, in milliseconds.
    pub(crate) delay: i64,
    /// Whether its first delivery comes twice.
    pub(crate) is_duplicated: bool,
    /// Whether its first delivery comes after that of the next notification.
    pub(crate) is_reordered: bool,
    /// Whether its first delivery is lost.
    pub(crate) is_dropped: bool,
}

/// Where a notification goes.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) enum NoticeAddress {
    /// To the address that its application had, by its place in the list of addresses.
    OfApplication(u32),
    /// To the address that its request names.
    OfRequest,
}

/// A message to a telephone. What it says is made from the debit that it is about.
#[derive(Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) event: EventId,
    /// When it was sent, in milliseconds of the ledger's time.
    pub(crate) at: i64,
    /// Where it asks for consent, when its token expires.
    pub(crate) expires_at: Option<i64>,
    /// Whether it was sent in the place of an earlier one, with a token of its own.
    pub(crate) is_second: bool,
}

/// What is kept of a debit while its customer is asked.
#[derive(Serialize, Deserialize)]
pub(crate) struct PendingConsent {
    /// How many wrong tokens were given.
    pub(crate) wrong_tokens: u32,
    /// When the token is sent, or expires.
    pub(crate) timer: Option<Timer>,
    /// When it expires, once it was sent.
    pub(crate) expires_at: Option<i64>,
    /// The position of the message that has taken the place of the first, if one has.
    pub(crate) second_token: Option<u32>,
    /// What is to be posted, where it is not held.
    pub(crate) legs: Vec<Posting>,
    /// Whether the message is lost on its way.
    pub(crate) is_silent: bool,
    /// Whether somebody of this ledger waits for its end.
    #[serde(skip)]
    pub(super) is_watched: bool,
}

/// Charges that were created by formula: for each product the last.
#[derive(Serialize, Deserialize)]
pub(crate) struct CreatedCharges {
    pub(crate) list: Vec<CreatedCharge>,
    /// How many were created, replaced ones included.
    pub(crate) count: u32,
    /// Positions in the list by product.
    #[serde(skip, default = "Index::unsalted")]
    pub(crate) products: Index,
}

/// A charge that was created by formula.
#[derive(Serialize, Deserialize)]
pub(crate) struct CreatedCharge {
    pub(crate) product: Product<String>,
    /// The formula as it was given.
    pub(crate) formula: String,
    /// The same compiled, which a snapshot does not hold: none until a restored ledger has done it.
    #[serde(skip)]
    pub(crate) tariff: Option<Tariff>,
}

impl CreatedCharges {
    pub(crate) fn new(salt: &Salt) -> Self {
        Self { list: Vec::new(), count: 0, products: Index::new(salt.clone()) }
    }

    fn indexed(self, salt: &Salt) -> Option<Self> {
        let mut charges = Self { count: self.count, ..Self::new(salt) };
        for charge in self.list {
            if charges.get(charge.product.as_deref()).is_some() {
                return None;
            }
            charges.insert(charge);
        }
        Some(charges)
    }

    /// The charge that was created for a product.
    pub(crate) fn get(&self, product: Product<&str>) -> Option<&CreatedCharge> {
        self.list.get(self.position(product)? as usize)
    }

    /// Keeps a charge in the place of the one that its product may have.
    pub(crate) fn insert(&mut self, charge: CreatedCharge) {
        let product = charge.product.as_deref();
        let known = self.position(product).and_then(|at| self.list.get_mut(at as usize));
        if let Some(known) = known {
            *known = charge;
        } else {
            self.products.insert(product, self.list.len() as u32);
            self.list.push(charge);
        }
    }

    fn position(&self, product: Product<&str>) -> Option<u32> {
        self.products.find(product, |at| {
            self.list.get(at as usize).is_some_and(|known| known.product.as_deref() == product)
        })
    }
}

/// The payments that a charge is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Product<T> {
    pub(crate) on_behalf_of: T,
    pub(crate) purchase_category_code: T,
    pub(crate) channel: T,
}

impl Product<String> {
    pub(crate) fn as_deref(&self) -> Product<&str> {
        Product {
            on_behalf_of: &self.on_behalf_of,
            purchase_category_code: &self.purchase_category_code,
            channel: &self.channel,
        }
    }
}
