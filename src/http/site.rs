//! What is behind all routes: a ledger, and what is remembered of those who called it.

use super::exchange::ExchangeLog;
use crate::flow::MockLedger;
use crate::store::Salt;

/// A ledger that is served.
pub(super) struct Site {
    pub(super) ledger: MockLedger,
    pub(super) log: ExchangeLog,
    /// What the ledger's indexes are salted with, and those of any that takes its place.
    pub(super) salt: Salt,
    /// Whether another ledger has taken its place since this was asked last.
    pub(super) is_replaced: bool,
}
