//! The outcome of what was being processed.

use super::decline::Decline;
use super::event::{EventId, EventKind, Status};
use super::notification;
use super::refund;
use super::state::State;
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal, count};

/// Ends what was being processed: as it was scripted, or well.
///
/// # Errors
/// What was held could not be settled. The attempt has then failed, and says so.
pub(super) fn finish(world: &World, state: &mut State, id: EventId) -> Result<(), Refusal> {
    let Some(event) = state.log.get(id).copied() else { return Ok(()) };
    if event.status != Status::Processing {
        return Ok(());
    }
    let is_refund = event.kind == EventKind::Refund;
    let is_scripted_to_fail = event.decline.is_some();
    let legs = state.postings(event.entry);
    let settled = match event.entry {
        None => Ok(()),
        Some(hold) if is_scripted_to_fail => state.books.void(hold),
        Some(hold) => state.books.settle(hold),
    };
    let is_good = settled.is_ok() && !is_scripted_to_fail;
    if is_refund {
        refund::finish(state, &event, &legs, is_good);
    }
    let status = if is_good {
        if is_refund { Status::Refunded } else { Status::Charged }
    } else if is_refund || settled.is_err() {
        Status::Denied
    } else {
        Status::Refused
    };
    state.log.set_status(id, status);
    let settled = settled.map_err(|_| fail(state, id));
    notification::notify(world, state, id);
    settled
}

/// Notes that an attempt's hold could not be settled or let go; what is told of it.
pub(super) fn fail(state: &mut State, id: EventId) -> Refusal {
    if let Some(event) = state.log.get_mut(id) {
        event.decline = Some(Decline::SettlementFailed);
    }
    Problem::says(Code::SettlementFailed, &[&count(id as usize)]).into()
}
