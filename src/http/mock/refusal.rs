//! How calls that are wrong in themselves are refused over HTTP.

use crate::diagnostic::{Code, Refusal};
use crate::http::reply::Reply;

/// What names something that there is not.
const UNKNOWN: [Code; 6] = [
    Code::UnknownApplication,
    Code::UnknownId,
    Code::UnknownNotification,
    Code::UnknownReference,
    Code::UnknownScript,
    Code::UnknownSubscriber,
];

/// What another state of the ledger would allow.
const CONFLICTS: [Code; 15] = [
    Code::AccountKind,
    Code::AmbiguousTrid,
    Code::BalanceAboveLimit,
    Code::BalanceOverflow,
    Code::BillOverpaid,
    Code::DuplicateId,
    Code::ExceedsOwed,
    Code::NoPendingConsent,
    Code::NotPending,
    Code::NothingDue,
    Code::ScriptNeverActs,
    Code::SharesAboveWhole,
    Code::TimeBackwards,
    Code::TimeRange,
    Code::UnknownCode,
];

/// What is a fault of the ledger.
const FAULTS: [Code; 3] = [Code::BooksUnbalanced, Code::OutOfMemory, Code::SettlementFailed];

/// A refusal with the status that its first problem has: 404 of what is not there, 409 of what the
/// ledger's state does not allow, 400 of what is never good.
pub(super) fn refused(refusal: &Refusal) -> Reply {
    let status = if UNKNOWN.contains(&refusal.code) {
        404
    } else if CONFLICTS.contains(&refusal.code) {
        409
    } else if FAULTS.contains(&refusal.code) {
        500
    } else {
        400
    };
    Reply::problems(status, &refusal.message, &refusal.problems)
}
