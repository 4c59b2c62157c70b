//! Every attempt that is remembered, found by its position, its key or its reference code.

use serde::{Deserialize, Serialize};

use super::event::{Event, EventId, EventKind, Status};
use super::record::Record;
use crate::store::{Blobs, Index, Paged, Salt};

/// The events and their records. A snapshot holds these; the indexes are made of them anew.
#[derive(Serialize, Deserialize)]
pub(crate) struct Log {
    events: Paged<Event>,
    /// The records as bytes, without gaps: a million of them fit the memory of a page's tab.
    records: Blobs,
    #[serde(skip, default = "Indexes::unsalted")]
    found: Indexes,
    /// Where a record is written before it is kept.
    #[serde(skip)]
    draft: Vec<u8>,
}

/// How requests find the events that they name.
struct Indexes {
    /// Events by their scope and key.
    keys: Index,
    /// Events by their scope, kind and reference code, of attempts that may take it.
    references: Index,
}

/// Who may use a key once: applications and billers have theirs apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    Application(u16),
    Biller(u16),
}

impl Scope {
    pub(crate) fn of(kind: EventKind, party: u16) -> Self {
        match kind {
            EventKind::Debit => Self::Biller(party),
            EventKind::Opening
            | EventKind::TopUp
            | EventKind::BillPayment
            | EventKind::Payment
            | EventKind::Refund
            | EventKind::Reservation
            | EventKind::ReservationMore
            | EventKind::ReservationCharge
            | EventKind::ReservationRelease
            | EventKind::CaasDebit => Self::Application(party),
        }
    }
}

impl Log {
    pub(crate) fn new(salt: &Salt) -> Self {
        Self::of_parts(Paged::default(), Blobs::default(), salt)
    }

    fn of_parts(events: Paged<Event>, records: Blobs, salt: &Salt) -> Self {
        Self { events, records, found: Indexes::new(salt), draft: Vec::new() }
    }

    /// The position of the next event.
    pub(crate) fn len(&self) -> EventId {
        self.events.len()
    }

    pub(crate) fn get(&self, id: EventId) -> Option<&Event> {
        self.events.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: EventId) -> Option<&mut Event> {
        self.events.get_mut(id)
    }

    /// Every event with its position, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (EventId, &Event)> {
        (0..self.len()).filter_map(|id| Some((id, self.get(id)?)))
    }

    /// What is kept of an event's request.
    pub(crate) fn record(&self, event: &Event) -> Record<'_> {
        postcard::from_bytes(self.records.get(event.record)).unwrap_or_default()
    }

    /// Keeps an event with its record.
    pub(crate) fn push(&mut self, mut event: Event, record: &Record<'_>) -> EventId {
        self.draft.clear();
        // There is nothing in a record that could not be written.
        if let Ok(draft) = postcard::to_extend(record, std::mem::take(&mut self.draft)) {
            self.draft = draft;
        }
        event.record = self.records.push(&self.draft);
        let id = self.events.push(event);
        self.found.enter(id, &event, record);
        id
    }

    /// An event with a key that is the one.
    pub(crate) fn by_key(
        &self,
        scope: Scope,
        key: &str,
        mut is: impl FnMut(EventId) -> bool,
    ) -> Option<EventId> {
        self.found.keys.find((scope, key), |id| {
            let has_key = self.get(id).is_some_and(|event| {
                Scope::of(event.kind, event.party) == scope
                    && self.record(event).details.key() == Some(key)
            });
            has_key && is(id)
        })
    }

    /// An event of a kind with a reference code that is the one.
    pub(crate) fn by_reference(
        &self,
        kind: EventKind,
        party: u16,
        reference: &str,
        mut is: impl FnMut(EventId, &Event) -> bool,
    ) -> Option<EventId> {
        let scope = Scope::of(kind, party);
        self.found.references.find((scope, kind.name(), reference), |id| {
            self.get(id).is_some_and(|event| {
                event.kind == kind
                    && Scope::of(event.kind, event.party) == scope
                    && is(id, event)
                    && self.record(event).details.reference() == Some(reference)
            })
        })
    }

    /// The same log with its indexes made anew, unless a record is not its event's.
    pub(crate) fn indexed(self, salt: &Salt) -> Option<Self> {
        let mut log = Self::of_parts(self.events, self.records, salt);
        for id in 0..log.events.len() {
            let event = *log.events.get(id)?;
            let record: Record<'_> = postcard::from_bytes(log.records.get(event.record)).ok()?;
            if !record.details.are_of(event.kind) {
                return None;
            }
            log.found.enter(id, &event, &record);
        }
        Some(log)
    }

    /// Changes what has become of an attempt.
    pub(crate) fn set_status(&mut self, id: EventId, status: Status) {
        if let Some(event) = self.events.get_mut(id) {
            event.status = status;
        }
    }
}

impl Indexes {
    fn new(salt: &Salt) -> Self {
        let [keys, references] = [salt, salt].map(|salt| Index::new(salt.clone()));
        Self { keys, references }
    }

    fn unsalted() -> Self {
        Self { keys: Index::unsalted(), references: Index::unsalted() }
    }

    fn enter(&mut self, id: EventId, event: &Event, record: &Record<'_>) {
        let scope = Scope::of(event.kind, event.party);
        if let Some(key) = record.details.key() {
            self.keys.insert((scope, key), id);
        }
        // A reservation that is over takes its reference only if something was charged.
        let may_take = event.status.takes_reference() || event.kind == EventKind::Reservation;
        if let Some(reference) = record.details.reference().filter(|_| may_take) {
            self.references.insert((scope, event.kind.name(), reference), id);
        }
    }
}
