//! Idempotency: what was asked before is not done again.

use crate::document::Payment;
use crate::flow::decline::Decline;
use crate::flow::event::{Event, EventKind};
use crate::flow::log::Scope;
use crate::flow::outcome::Outcome;
use crate::flow::record::Details;
use crate::flow::state::{State, takes_reference};
use crate::flow::world::World;

/// What is to be told of a request whose key was used before; nothing if it was not.
///
/// `is_same` says whether an earlier request of the kind asked for the same.
pub(in crate::flow) fn recall(
    world: &World,
    state: &mut State,
    (kind, party): (EventKind, u16),
    key: Option<&str>,
    is_same: impl FnOnce(&Event, &Details<'_>) -> bool,
) -> Option<Outcome> {
    let (scope, key) = (Scope::of(kind, party), key?);
    let found = state.log.by_key(scope, key)?;
    let event = state.log.get(found)?;
    // A decline that may be tried again still says whose key it is.
    let is_retried =
        world.config.retry_declines && event.decline.is_some() && !event.status.is_pending();
    if event.kind != kind {
        return Some(Outcome::declined(Decline::KeyOfOtherOperation));
    }
    if !is_same(event, &state.log.record(event).details) {
        return Some(Outcome::declined(Decline::KeyOfOtherRequest));
    }
    if is_retried {
        return None;
    }
    let decline = if event.status.is_pending() { None } else { event.decline };
    let is_lost = state.scripts.retries.next(found);
    let outcome = Outcome { event: Some(found), decline, replayed: true, lost: false };
    Some(outcome.lost_if(is_lost))
}

/// Whether a reference code was used for such an attempt already.
pub(in crate::flow) fn check_reference(
    state: &State,
    kind: EventKind,
    party: u16,
    reference: &str,
) -> Result<(), Decline> {
    let last = state.log.by_reference(kind, party, reference);
    let used = last.is_some_and(|id| takes_reference(&state.log, &state.reservations, id));
    if used { Err(Decline::ReferenceUsed) } else { Ok(()) }
}

/// Whether an earlier request of the wallet was about the same amount.
pub(in crate::flow) fn has_amount(earlier: &Details<'_>, request: &Payment<'_>) -> bool {
    earlier.transaction().is_some_and(|earlier| earlier.amount == request.amount)
}

/// Whether an earlier request of the wallet asked for the same, its amount aside.
pub(in crate::flow) fn is_alike(earlier: &Details<'_>, request: &Payment<'_>) -> bool {
    earlier.transaction().is_some_and(|earlier| {
        earlier.reference_code == request.reference_code
            && earlier.currency == request.currency
            && earlier.msisdn == request.msisdn
    })
}
