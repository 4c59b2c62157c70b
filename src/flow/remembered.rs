//! Idempotency: what was asked before is not done again.

use super::event::{Decline, Event, EventId, Kind, NOBODY, Status, field, join, joined_max};
use super::state::MockLedger;
use crate::ledger::EntryId;
use crate::store::Index;

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The attempt, if it is remembered.
    pub event: Option<EventId>,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// Whether an earlier call's outcome is told again.
    pub replayed: bool,
}

impl Outcome {
    pub(super) fn declined(decline: Decline) -> Self {
        Self { event: None, decline: Some(decline), replayed: false }
    }
}

/// Who may use a key once: applications and billers have theirs apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope(u32);

impl Scope {
    pub(super) fn of(kind: Kind, party: u16) -> Self {
        Self(u32::from(party) * 2 + u32::from(kind == Kind::Debit))
    }
}

/// Events by what requests name.
#[derive(Default)]
pub(super) struct Keys {
    /// By the idempotency key, which is the first field of an event's text.
    keys: Index,
    /// By the reference code, which is the second, of attempts that take it.
    references: Index,
}

/// The places that all kinds of events have for these in their texts.
pub(crate) const KEY: usize = 0;
pub(crate) const REFERENCE: usize = 1;

/// An attempt to be remembered.
pub(super) struct Attempt<'t> {
    pub(super) kind: Kind,
    pub(super) party: u16,
    pub(super) subscriber: Option<u32>,
    pub(super) amount: i64,
    /// The key, the reference code, and then what the kind of request has.
    pub(super) fields: &'t [Option<&'t str>],
    pub(super) original: Option<EventId>,
}

impl MockLedger {
    /// What is to be told of a request whose key was used before; nothing if it was not.
    pub(super) fn recall(
        &self,
        kind: Kind,
        party: u16,
        key: Option<&str>,
        same: impl FnOnce(&Event, &str) -> bool,
    ) -> Option<Outcome> {
        let key = key?;
        // A decline that may be tried again still says whose key it is.
        let found = self.by_key(kind, party, key, |id| !self.may_be_retried(id));
        let found = found.or_else(|| self.by_key(kind, party, key, |_| true))?;
        let event = self.event(found)?;
        if event.kind != kind {
            return Some(Outcome::declined(Decline::KeyOfOtherOperation));
        }
        if !same(event, self.text(event)) {
            return Some(Outcome::declined(Decline::KeyOfOtherRequest));
        }
        if self.may_be_retried(found) {
            return None;
        }
        let pending = matches!(event.status, Status::Processing | Status::ConsentPending);
        let decline = if pending { None } else { event.decline };
        Some(Outcome { event: Some(found), decline, replayed: true })
    }

    /// An attempt with a key, as far as it is the one.
    pub(super) fn by_key(
        &self,
        kind: Kind,
        party: u16,
        key: &str,
        mut is: impl FnMut(EventId) -> bool,
    ) -> Option<EventId> {
        let scope = Scope::of(kind, party);
        let keys = &self.keys.keys;
        keys.find(hash(scope, key), |id| self.has_key(id, scope, key) && is(id))
    }

    /// Whether an attempt was declined for good in a world that tries such requests again.
    fn may_be_retried(&self, id: EventId) -> bool {
        let pending = |status| matches!(status, Status::Processing | Status::ConsentPending);
        self.config.retry_declines
            && self.event(id).is_some_and(|event| event.decline.is_some() && !pending(event.status))
    }

    /// The attempt that has taken a reference code.
    pub(crate) fn by_reference(&self, kind: Kind, party: u16, reference: &str) -> Option<EventId> {
        let scope = Scope::of(kind, party);
        self.keys.references.find(reference_hash(scope, kind, reference), |id| {
            self.event(id).is_some_and(|event| {
                event.kind == kind
                    && Scope::of(event.kind, event.party) == scope
                    && (event.status.takes_reference() || self.has_charged(id))
                    && field(self.text(event), REFERENCE) == Some(reference)
            })
        })
    }

    /// The last attempt, of whatever kind and application, that has taken a reference code.
    pub(crate) fn last_referred(&self, reference: &str) -> Option<EventId> {
        let parties = 0..self.config.applications.len() as u16;
        let kinds = [Kind::Payment, Kind::Refund, Kind::Reservation];
        let of = |party| kinds.map(|kind| self.by_reference(kind, party, reference));
        parties.flat_map(of).flatten().max()
    }

    /// Remembers an attempt that was declined, unless it may succeed later.
    pub(super) fn decline(
        &mut self,
        attempt: &Attempt<'_>,
        decline: Decline,
        figure: i64,
    ) -> Outcome {
        if decline.is_transient() {
            return Outcome::declined(decline);
        }
        let status = match (attempt.kind, decline) {
            (Kind::Debit, _) => Status::Rejected,
            (Kind::Refund, _) => Status::Denied,
            (_, Decline::Scripted) => Status::Refused,
            _ => Status::Denied,
        };
        let event = self.remember(attempt, status, Some(decline), None, figure);
        Outcome { event: Some(event), decline: Some(decline), replayed: false }
    }

    /// Remembers an attempt.
    pub(super) fn remember(
        &mut self,
        attempt: &Attempt<'_>,
        status: Status,
        decline: Option<Decline>,
        entry: Option<EntryId>,
        figure: i64,
    ) -> EventId {
        let fields = attempt.fields;
        let text = self.state.texts.push(joined_max(fields), |text| join(fields, text));
        let id = self.state.events.push(Event {
            kind: attempt.kind,
            status,
            decline,
            party: attempt.party,
            subscriber: attempt.subscriber.unwrap_or(NOBODY),
            amount: attempt.amount,
            at: self.now(),
            text,
            entry,
            original: attempt.original,
            figure,
        });
        let of = |place: usize| attempt.fields.get(place).copied().flatten();
        self.index(id, attempt.kind, attempt.party, [of(KEY), of(REFERENCE)], status);
        id
    }

    /// Finds every event by its keys again.
    pub(super) fn index_events(&mut self) {
        for id in 0..self.state.events.len() {
            let Some(event) = self.event(id).copied() else { break };
            let text = self.text(&event).to_owned();
            let named = [field(&text, KEY), field(&text, REFERENCE)];
            self.index(id, event.kind, event.party, named, event.status);
        }
    }

    fn index(
        &mut self,
        id: EventId,
        kind: Kind,
        party: u16,
        [key, reference]: [Option<&str>; 2],
        status: Status,
    ) {
        let scope = Scope::of(kind, party);
        if let Some(key) = key {
            self.keys.keys.insert(hash(scope, key), id);
        }
        // A reservation that is over takes it only if something was charged.
        if let Some(reference) = reference
            && (status.takes_reference() || kind == Kind::Reservation)
        {
            self.keys.references.insert(reference_hash(scope, kind, reference), id);
        }
    }

    fn has_key(&self, id: EventId, scope: Scope, key: &str) -> bool {
        self.event(id).is_some_and(|event| {
            Scope::of(event.kind, event.party) == scope && field(self.text(event), KEY) == Some(key)
        })
    }
}

fn hash(scope: Scope, key: &str) -> u32 {
    Index::hash(&[scope.0], key)
}

fn reference_hash(scope: Scope, kind: Kind, reference: &str) -> u32 {
    Index::hash(&[scope.0, kind as u32], reference)
}
