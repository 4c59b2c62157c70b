//! Debits whose customers are asked, by their keys and tokens, however many share a key.

use std::collections::BTreeSet;

use super::event::EventId;
use crate::store::Salt;

/// The pending debits. Those with one key stand together, and so do those with one key and token.
pub(crate) struct AskedDebits {
    salt: Salt,
    /// Each debit twice: behind the hash of its key, and behind that of its key and token.
    debits: BTreeSet<(u32, EventId)>,
}

impl AskedDebits {
    pub(super) fn new(salt: &Salt) -> Self {
        Self { salt: salt.clone(), debits: BTreeSet::new() }
    }

    /// In a restored state until it is made anew.
    pub(super) fn unsalted() -> Self {
        Self::new(&Salt::new(0))
    }

    /// Enters a debit.
    pub(super) fn enter(&mut self, trid: &str, token: &str, debit: EventId) {
        for place in self.places(trid, token) {
            self.debits.insert((place, debit));
        }
    }

    /// Takes a debit out.
    pub(super) fn leave(&mut self, trid: &str, token: &str, debit: EventId) {
        for place in self.places(trid, token) {
            self.debits.remove(&(place, debit));
        }
    }

    /// The debits that may have a key, and a token if one is given: others stand among them by
    /// chance only.
    pub(super) fn with(&self, trid: &str, token: Option<&str>) -> impl Iterator<Item = EventId> {
        let place = self.salt.hash((trid, token));
        self.debits.range((place, 0)..=(place, EventId::MAX)).map(|(_, debit)| *debit)
    }

    fn places(&self, trid: &str, token: &str) -> [u32; 2] {
        [None, Some(token)].map(|token| self.salt.hash((trid, token)))
    }
}
