//! The outcome of what is pending: in its time, or when a test says so.

use super::check::script;
use super::consent;
use super::decline::Decline;
use super::event::{Event, EventId, EventKind, Status};
use super::notification;
use super::outcome::fail;
use super::refund;
use super::state::State;
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal, count};
use crate::document::codes::RefusalCode;

/// How something that is pending is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Well: it is charged, refunded or debited. A script may still decline it.
    Charged,
    /// It is declined with a code.
    Declined(RefusalCode),
}

/// Ends what was being processed, in its time.
///
/// # Errors
/// What was held could not be settled. The attempt has then failed, and says so.
pub(super) fn finish(world: &World, state: &mut State, id: EventId) -> Result<(), Refusal> {
    match state.log.get(id).copied() {
        Some(event) if event.status == Status::Processing => {
            let decline = ending(world, state, &event, Settlement::Charged);
            end(world, state, id, &event, decline)
        }
        Some(_) | None => Ok(()),
    }
}

/// Ends what is pending, now.
///
/// # Errors
/// It is not pending, or what was held could not be settled.
pub(super) fn settle(
    world: &World,
    state: &mut State,
    id: EventId,
    settlement: Settlement,
) -> Result<(), Refusal> {
    let event = state.log.get(id).copied().filter(|event| event.status.is_pending());
    let Some(event) = event else {
        let status = state.log.get(id).map_or("", |event| event.status.name());
        return Err(Problem::says(Code::NotPending, &[&count(id as usize), status]).into());
    };
    let decline = ending(world, state, &event, settlement);
    if event.status == Status::ConsentPending {
        return consent::settle(state, id, decline);
    }
    end(world, state, id, &event, decline)
}

/// Why something ends in a decline: as it was scripted when it began, or as a script says by now.
fn ending(
    world: &World,
    state: &mut State,
    event: &Event,
    settlement: Settlement,
) -> Option<Decline> {
    match settlement {
        Settlement::Declined(code) => Some(Decline::Scripted(code)),
        Settlement::Charged => {
            event.decline.or_else(|| script::declined_by_now(world, state, event))
        }
    }
}

/// Ends what was being processed.
fn end(
    world: &World,
    state: &mut State,
    id: EventId,
    event: &Event,
    decline: Option<Decline>,
) -> Result<(), Refusal> {
    let is_refund = event.kind == EventKind::Refund;
    let legs = state.postings(event.entry);
    let settled = match event.entry {
        None => Ok(()),
        Some(hold) if decline.is_some() => state.books.void(hold),
        Some(hold) => state.books.settle(hold),
    };
    let is_good = settled.is_ok() && decline.is_none();
    if is_refund {
        refund::finish(state, event, &legs, is_good);
    }
    let status = if is_good {
        if is_refund { Status::Refunded } else { Status::Charged }
    } else if !is_refund && settled.is_ok() && decline.is_some_and(Decline::is_refusal) {
        Status::Refused
    } else {
        Status::Denied
    };
    if let Some(event) = state.log.get_mut(id) {
        (event.status, event.decline) = (status, decline);
    }
    let settled = settled.map_err(|_| fail(state, id));
    notification::notify(world, state, id);
    settled
}
