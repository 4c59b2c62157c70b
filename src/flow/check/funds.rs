//! Whether the books have what a charge takes.

use crate::flow::decline::Decline;
use crate::flow::state::State;
use crate::ledger::{PostError, Posting};

/// Whether an entry could be posted.
pub(in crate::flow) fn check(state: &State, legs: &[Posting]) -> Result<(), Decline> {
    state.books.check(legs).map_err(declined_by)
}

/// Whether an account, the first of an entry's, has enough for it; then whether the entry could be
/// posted.
pub(in crate::flow) fn check_payer_first(state: &State, legs: &[Posting]) -> Result<(), Decline> {
    let available = |leg: &Posting| state.books.account(leg.account)?.available();
    let is_short = |leg: &Posting| available(leg).is_some_and(|available| available < leg.amount);
    if legs.first().is_some_and(is_short) {
        return Err(Decline::InsufficientFunds);
    }
    check(state, legs)
}

/// What a refusal of the books means for the one who pays.
pub(in crate::flow) fn declined_by(error: PostError) -> Decline {
    match error {
        PostError::ExceedsAvailable(_) => Decline::InsufficientFunds,
        PostError::SumOverflows => Decline::SumOverflows,
        // Nothing that passed its checks is refused for one of these.
        PostError::HoldIsNotPending
        | PostError::ExceedsHold
        | PostError::Unbalanced
        | PostError::AccountNotFound => Decline::SettlementFailed,
    }
}
