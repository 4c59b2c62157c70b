//! Attempts by their reference codes alone, of whatever kind and application. Only views look for
//! them so: the index is made when the first one does, and goes on from there.

use std::collections::BTreeSet;

use super::event::{EventId, EventKind};
use super::log::Log;
use crate::store::{Index, Salt};

/// Which attempts have a reference code. No part of a snapshot.
pub(crate) struct Referred {
    /// How many attempts of the log are entered.
    entered: EventId,
    /// The last attempt of each code.
    all: Index,
    /// The last attempt of each code that has taken it, or had when it was entered.
    takers: Index,
    /// Takers, each with the taker of the same code before it.
    before: BTreeSet<(EventId, EventId)>,
}

impl Referred {
    pub(super) fn new(salt: &Salt) -> Self {
        let [all, takers] = [salt; 2].map(|salt| Index::new(salt.clone()));
        Self { entered: 0, all, takers, before: BTreeSet::new() }
    }

    pub(super) fn unsalted() -> Self {
        Self::new(&Salt::new(0))
    }

    /// The last attempt that has taken a reference code, or else the last that was made with it.
    /// `takes` says whether an attempt has taken its code and not given it free.
    pub(super) fn find(
        &mut self,
        log: &Log,
        reference: &str,
        takes: &dyn Fn(EventId) -> bool,
    ) -> Option<EventId> {
        self.enter(log, takes);
        let taker = self.taker(log, reference, takes);
        taker.or_else(|| self.all.find(reference, |id| has(log, id, reference)))
    }

    /// Enters what was attempted since the last time.
    fn enter(&mut self, log: &Log, takes: &dyn Fn(EventId) -> bool) {
        for id in self.entered..log.len() {
            let Some(event) = log.get(id) else { continue };
            let Some(reference) = log.record(event).details.reference() else { continue };
            self.all.put(reference, id, |other| has(log, other, reference));
            // Whoever has no claim to a code never gets one.
            if !is_taker(event.kind) || !takes(id) {
                continue;
            }
            if let Some(taker) = self.takers.find(reference, |other| has(log, other, reference)) {
                self.before.insert((id, taker));
            }
            self.takers.put(reference, id, |other| has(log, other, reference));
        }
        self.entered = log.len();
    }

    /// The last attempt that has taken a code. Those behind it that have given it free are
    /// forgotten, so that they are passed over once.
    fn taker(
        &mut self,
        log: &Log,
        reference: &str,
        takes: &dyn Fn(EventId) -> bool,
    ) -> Option<EventId> {
        let last = self.takers.find(reference, |id| has(log, id, reference))?;
        let mut taker = last;
        while !takes(taker) {
            let pair = *self.before.range((taker, 0)..=(taker, EventId::MAX)).next()?;
            self.before.remove(&pair);
            (_, taker) = pair;
        }
        if taker != last {
            self.takers.put(reference, taker, |id| has(log, id, reference));
        }
        Some(taker)
    }
}

/// Whether an attempt of this kind can take a reference code: later steps have those of their own.
fn is_taker(kind: EventKind) -> bool {
    match kind {
        EventKind::Payment | EventKind::Refund | EventKind::Reservation => true,
        EventKind::Opening
        | EventKind::TopUp
        | EventKind::BillPayment
        | EventKind::Payout
        | EventKind::Remittance
        | EventKind::ReservationMore
        | EventKind::ReservationCharge
        | EventKind::ReservationRelease
        | EventKind::Debit
        | EventKind::CaasDebit => false,
    }
}

fn has(log: &Log, id: EventId, reference: &str) -> bool {
    let event = log.get(id);
    event.is_some_and(|event| log.record(event).details.reference() == Some(reference))
}
