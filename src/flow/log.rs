//! Every attempt that is remembered, found by its position, its key or its reference code.

use std::mem;

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};

use super::event::{Event, EventId, EventKind, Status};
use super::record::Record;
use crate::document::codes::Api;
use crate::store::{Blobs, Index, Paged, Salt};

/// The events and their records. A snapshot holds these; the indexes are made of them anew.
#[derive(Serialize, Deserialize)]
pub(crate) struct Log {
    kept: Kept,
    #[serde(skip, default = "Indexes::unsalted")]
    found: Indexes,
    /// Where a record is written before it is kept.
    #[serde(skip)]
    draft: Vec<u8>,
}

/// What is kept of attempts.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    events: Paged<Event>,
    /// The records as bytes, without gaps: a million of them fit the memory of a page's tab.
    records: Blobs,
}

/// How requests find the events that they name. Each key has its last event only, so that none has
/// to be looked for among many.
struct Indexes {
    /// By scope and key. What came before the last was declined, and tried again.
    keys: Index,
    /// By application, kind and reference code, of attempts that may take it. Those before the last
    /// have given it free for good.
    references: Index,
    /// Debits by their key, whoever the biller is.
    debits: Index,
    /// Where several billers have debits with one key, one that is another biller's than the last.
    others: Index,
}

/// Who may use a key once in which API: each API, and in it each application or biller, has its
/// keys apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    Wallet(u16),
    Caas(u16),
    Biller(u16),
}

impl Scope {
    pub(crate) fn of(kind: EventKind, party: u16) -> Self {
        match kind.api() {
            Api::Wallet => Self::Wallet(party),
            Api::Caas => Self::Caas(party),
            Api::Debit => Self::Biller(party),
        }
    }
}

impl Log {
    pub(crate) fn new(salt: &Salt) -> Self {
        Self::of_kept(Kept::default(), salt)
    }

    fn of_kept(kept: Kept, salt: &Salt) -> Self {
        Self { kept, found: Indexes::new(salt), draft: Vec::new() }
    }

    /// The position of the next event.
    pub(crate) fn len(&self) -> EventId {
        self.kept.events.len()
    }

    pub(crate) fn get(&self, id: EventId) -> Option<&Event> {
        self.kept.events.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: EventId) -> Option<&mut Event> {
        self.kept.events.get_mut(id)
    }

    /// Every event with its position, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (EventId, &Event)> {
        (0..self.len()).filter_map(|id| Some((id, self.get(id)?)))
    }

    /// What is kept of an event's request.
    pub(crate) fn record(&self, event: &Event) -> Record<'_> {
        self.kept.record(event)
    }

    /// Keeps an event with its record.
    pub(crate) fn push(&mut self, mut event: Event, record: &Record<'_>) -> EventId {
        self.draft.clear();
        // There is nothing in a record that could not be written.
        let draft = Draft(mem::take(&mut self.draft));
        if let Ok(draft) = postcard::serialize_with_flavor(record, draft) {
            self.draft = draft;
        }
        event.record = self.kept.records.push(&self.draft);
        let id = self.kept.events.push(event);
        self.found.enter(&self.kept, id, &event, record);
        id
    }

    /// The last event with a key.
    pub(crate) fn by_key(&self, scope: Scope, key: &str) -> Option<EventId> {
        self.found.keys.find((scope, key), |id| self.kept.has_key(id, scope, key))
    }

    /// The last event of a kind with a reference code that may take it.
    pub(crate) fn by_reference(
        &self,
        kind: EventKind,
        party: u16,
        reference: &str,
    ) -> Option<EventId> {
        let has = |id| self.kept.has_reference(id, kind, party, reference);
        self.found.references.find((party, kind.name(), reference), has)
    }

    /// The last debit with a key, and one of another biller if there is one.
    pub(crate) fn debits(&self, trid: &str) -> (Option<EventId>, Option<EventId>) {
        let has = |id| self.kept.has_trid(id, trid);
        (self.found.debits.find(trid, has), self.found.others.find(trid, has))
    }

    /// The same log with its indexes made anew, unless a record is not its event's.
    pub(crate) fn indexed(self, salt: &Salt) -> Option<Self> {
        let mut log = Self::of_kept(self.kept, salt);
        for id in 0..log.len() {
            let event = *log.get(id)?;
            let record = log.kept.records.get(event.record);
            let record: Record<'_> = postcard::from_bytes(record).ok()?;
            if !record.details.are_of(event.kind) {
                return None;
            }
            log.found.enter(&log.kept, id, &event, &record);
        }
        Some(log)
    }

    /// Changes what has become of an attempt.
    pub(crate) fn set_status(&mut self, id: EventId, status: Status) {
        if let Some(event) = self.kept.events.get_mut(id) {
            event.status = status;
        }
    }
}

/// Bytes of a record. What postcard has for vectors takes texts byte by byte.
struct Draft(Vec<u8>);

impl Flavor for Draft {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, more: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(more);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}

impl Kept {
    fn record(&self, event: &Event) -> Record<'_> {
        postcard::from_bytes(self.records.get(event.record)).unwrap_or_default()
    }

    fn has_key(&self, id: EventId, scope: Scope, key: &str) -> bool {
        self.events.get(id).is_some_and(|event| {
            Scope::of(event.kind, event.party) == scope
                && self.record(event).details.key() == Some(key)
        })
    }

    fn has_trid(&self, id: EventId, trid: &str) -> bool {
        self.events.get(id).is_some_and(|event| {
            event.kind == EventKind::Debit && self.record(event).details.key() == Some(trid)
        })
    }

    fn has_reference(&self, id: EventId, kind: EventKind, party: u16, reference: &str) -> bool {
        self.events.get(id).is_some_and(|event| {
            (event.kind, event.party) == (kind, party)
                && self.record(event).details.reference() == Some(reference)
        })
    }
}

impl Indexes {
    fn new(salt: &Salt) -> Self {
        let [keys, references, debits, others] = [salt; 4].map(|salt| Index::new(salt.clone()));
        Self { keys, references, debits, others }
    }

    fn unsalted() -> Self {
        Self::new(&Salt::new(0))
    }

    /// Enters an event in the place of those that it follows.
    fn enter(&mut self, kept: &Kept, id: EventId, event: &Event, record: &Record<'_>) {
        let Event { kind, party, status, .. } = *event;
        if let Some(key) = record.details.key() {
            let scope = Scope::of(kind, party);
            self.keys.put((scope, key), id, |other| kept.has_key(other, scope, key));
        }
        if let Some(key) = record.details.key().filter(|_| kind == EventKind::Debit) {
            let has = |other| kept.has_trid(other, key);
            let last = self.debits.find(key, has);
            let is_other =
                |last: &EventId| kept.events.get(*last).is_some_and(|last| last.party != party);
            if let Some(last) = last.filter(is_other) {
                self.others.put(key, last, has);
            }
            self.debits.put(key, id, has);
        }
        // A reservation that is over takes its reference only if something was charged.
        let may_take = status.takes_reference() || kind == EventKind::Reservation;
        if let Some(reference) = record.details.reference().filter(|_| may_take) {
            let has = |other| kept.has_reference(other, kind, party, reference);
            self.references.put((party, kind.name(), reference), id, has);
        }
    }
}
