//! Idempotency: what was asked before is not done again.

use crate::document::Payment;
use crate::flow::decline::Decline;
use crate::flow::event::{Event, EventId, EventKind};
use crate::flow::log::Scope;
use crate::flow::outcome::Outcome;
use crate::flow::record::Details;
use crate::flow::state::State;
use crate::flow::world::World;

/// What is to be told of a request whose key was used before; nothing if it was not.
///
/// `is_same` says whether an earlier request of the kind asked for the same.
pub(in crate::flow) fn recall(
    world: &World,
    state: &State,
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
    Some(Outcome { event: Some(found), decline, replayed: true })
}

/// Whether a reference code was used for such an attempt already.
pub(in crate::flow) fn check_reference(
    state: &State,
    kind: EventKind,
    party: u16,
    reference: &str,
) -> Result<(), Decline> {
    let used = by_reference(state, kind, party, reference).is_some();
    if used { Err(Decline::ReferenceUsed) } else { Ok(()) }
}

/// The attempt that has taken a reference code.
pub(in crate::flow) fn by_reference(
    state: &State,
    kind: EventKind,
    party: u16,
    reference: &str,
) -> Option<EventId> {
    state.log.by_reference(kind, party, reference).filter(|id| {
        let has_taken = state.log.get(*id).is_some_and(|event| event.status.takes_reference());
        let reserved = state.reservations.get(*id);
        has_taken || reserved.is_some_and(|reserved| reserved.charged > 0)
    })
}

/// The last attempt, of whatever kind and application, that has taken a reference code.
pub(crate) fn last_referred(world: &World, state: &State, reference: &str) -> Option<EventId> {
    let parties = 0..world.config.applications.len() as u16;
    let kinds = [EventKind::Payment, EventKind::Refund, EventKind::Reservation];
    let of = |party| kinds.map(|kind| by_reference(state, kind, party, reference));
    parties.flat_map(of).flatten().max()
}

/// Whether an earlier event is about the amount of a request.
pub(in crate::flow) fn has_amount(world: &World, event: &Event, request: &Payment<'_>) -> bool {
    world.minor_units(request.amount) == Ok(event.amount)
}

/// Whether an earlier request of the wallet asked for the same, its amount aside.
pub(in crate::flow) fn is_alike(earlier: &Details<'_>, request: &Payment<'_>) -> bool {
    earlier.transaction().is_some_and(|earlier| {
        earlier.reference_code == request.reference_code
            && earlier.currency == request.currency
            && earlier.msisdn == request.msisdn
    })
}
