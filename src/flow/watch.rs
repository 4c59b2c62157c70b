//! Debits whose end somebody waits for, so that nobody has to ask all that wait.

use std::collections::BTreeSet;

use super::event::EventId;

/// The debits that are watched, and those of them that have ended. No part of a snapshot: whoever
/// watches belongs to this ledger.
#[derive(Default)]
pub(crate) struct Watch {
    waiting: BTreeSet<EventId>,
    ended: Vec<EventId>,
}

impl Watch {
    /// Watches a debit that waits for its customer.
    pub(super) fn begin(&mut self, debit: EventId) {
        self.waiting.insert(debit);
    }

    /// Notes that a debit waits no longer.
    pub(super) fn end(&mut self, debit: EventId) {
        if self.waiting.remove(&debit) {
            self.ended.push(debit);
        }
    }

    /// The debits that have ended since this was asked last.
    pub(super) fn take(&mut self) -> Vec<EventId> {
        std::mem::take(&mut self.ended)
    }
}
