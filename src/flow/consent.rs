//! The customer's consent: a token that is good once, for a time, against a few wrong ones.

use super::asked::AskedDebits;
use super::check::funds::declined_by;
use super::check::script::Course;
use super::decline::Decline;
use super::due::Due;
use super::event::{EventId, Status};
use super::identify;
use super::message;
use super::settle;
use super::state::{PendingConsent, State};
use super::world::World;
use crate::diagnostic::Refusal;
use crate::ledger::Posting;
use crate::store::Salt;

/// Why nothing has become of what was said about a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentError {
    /// There is no such debit, or its customer is not asked, or no more.
    NotPending,
    /// The token is another one; there may be another try.
    WrongToken,
}

/// Begins to wait for a customer's token. The legs are those that are posted in the end, where
/// nothing is held.
pub(super) fn ask(
    world: &World,
    state: &mut State,
    id: EventId,
    legs: Vec<Posting>,
    course: &Course,
) {
    let is_silent = course.is_silent;
    let consent =
        PendingConsent { wrong_tokens: 0, timer: None, legs, is_silent, is_watched: false };
    keep(state, id, consent);
    if !course.never {
        tell(world, state, id, course.after);
    }
}

/// Keeps what is known of a debit while its customer is asked.
fn keep(state: &mut State, id: EventId, consent: PendingConsent) {
    state.consents.insert(id, consent);
    state.asked.enter(&trid_of(state, id), &identify::token(state.identifiers, id), id);
}

fn trid_of(state: &State, id: EventId) -> String {
    let key = state.log.get(id).and_then(|event| state.log.record(event).details.key());
    key.unwrap_or_default().to_owned()
}

/// The same for all debits of a snapshot.
pub(super) fn asked(state: &State, salt: &Salt) -> AskedDebits {
    let mut asked = AskedDebits::new(salt);
    for (id, _) in state.consents.iter() {
        asked.enter(&trid_of(state, id), &identify::token(state.identifiers, id), id);
    }
    asked
}

/// Sends the message of a debit after so many milliseconds, or at once.
pub(super) fn tell(world: &World, state: &mut State, id: EventId, after: Option<i64>) {
    let Some(ms) = after else { return dispatch(world, state, id) };
    let timer = state.clock.set(ms, Due::Dispatch(id));
    if let Some(consent) = state.consents.get_mut(id) {
        consent.timer = Some(timer);
    }
}

/// Sends the message of a debit; the time of a token begins.
pub(super) fn dispatch(world: &World, state: &mut State, id: EventId) {
    let Some(consent) = state.consents.get_mut(id) else {
        return message::send(state, id, false);
    };
    let timeout = world.config.consent.timeout_ms;
    consent.timer = Some(state.clock.set(timeout, Due::TokenEnd(id)));
    if !consent.is_silent {
        message::send(state, id, true);
    }
}

/// Ends the time of a token.
///
/// # Errors
/// What was held could not be let go.
pub(super) fn end_token(state: &mut State, id: EventId) -> Result<(), Refusal> {
    end(state, id, Err((Status::Expired, Decline::ConsentExpired)));
    let event = state.log.get(id);
    let is_settled = event.is_none_or(|event| event.decline != Some(Decline::SettlementFailed));
    if is_settled { Ok(()) } else { Err(settle::fail(state, id)) }
}

/// The customer gives a token; the debit, if that has ended it, well or not.
pub(super) fn confirm(
    world: &World,
    state: &mut State,
    trid: &str,
    token: &str,
) -> Result<EventId, ConsentError> {
    let id = pending(state, trid, Some(token))?;
    let is_right = identify::token(state.identifiers, id) == token;
    let Some(consent) = state.consents.get_mut(id) else {
        return Err(ConsentError::NotPending);
    };
    if !is_right {
        consent.wrong_tokens += 1;
        if consent.wrong_tokens < world.config.consent.attempts {
            return Err(ConsentError::WrongToken);
        }
        end(state, id, Err((Status::Rejected, Decline::ConsentAttemptsUsed)));
        return Ok(id);
    }
    end(state, id, Ok(()));
    Ok(id)
}

/// The customer refuses.
pub(super) fn refuse(state: &mut State, trid: &str) -> Result<EventId, ConsentError> {
    let id = pending(state, trid, None)?;
    end(state, id, Err((Status::Rejected, Decline::ConsentRefused)));
    Ok(id)
}

/// The biller withdraws.
pub(super) fn cancel(state: &mut State, trid: &str) -> Result<EventId, ConsentError> {
    let id = pending(state, trid, None)?;
    end(state, id, Err((Status::Cancelled, Decline::ConsentCancelled)));
    Ok(id)
}

/// The debit with a key. Of several billers' debits with the same one it is the one that has this
/// token, else one that is pending, else the last.
pub(super) fn debit_named(state: &State, trid: &str, token: Option<&str>) -> Option<EventId> {
    let has_trid = |id| {
        let event = state.log.get(id);
        event.is_some_and(|event| state.log.record(event).details.key() == Some(trid))
    };
    let has_token = |id| token == Some(identify::token(state.identifiers, id).as_str());
    let is_right = |id| has_trid(id) && has_token(id);
    let right = token.and_then(|_| state.asked.find(trid, token, is_right));
    let pending = right.or_else(|| state.asked.find(trid, None, has_trid));
    pending.or_else(|| state.log.last_debit(trid))
}

fn pending(state: &State, trid: &str, token: Option<&str>) -> Result<EventId, ConsentError> {
    let id = debit_named(state, trid, token);
    let id = id.filter(|id| state.consents.get(*id).is_some());
    id.ok_or(ConsentError::NotPending)
}

/// Ends the waiting for a token, well or not, and with it what is held or was to be posted. A debit
/// whose money cannot be moved is rejected.
fn end(state: &mut State, id: EventId, ending: Result<(), (Status, Decline)>) {
    let Some(consent) = state.consents.remove(id) else { return };
    if consent.is_watched {
        state.ended.push(id);
    }
    state.asked.leave(&trid_of(state, id), &identify::token(state.identifiers, id), id);
    if let Some(timer) = consent.timer {
        state.clock.cancel(timer);
    }
    let Some(event) = state.log.get_mut(id) else { return };
    let books = &mut state.books;
    let moved = match (event.entry, ending) {
        (Some(hold), Ok(())) => books.settle(hold).map(|()| Some(hold)),
        (Some(hold), Err(_)) => books.void(hold).map(|()| Some(hold)),
        (None, Ok(())) => books.post(&consent.legs).map(Some),
        (None, Err(_)) => Ok(None),
    };
    match moved {
        Ok(entry) => {
            event.entry = entry;
            (event.status, event.decline) = match ending {
                Ok(()) => (Status::Debited, None),
                Err((status, decline)) => (status, Some(decline)),
            };
        }
        Err(error) => {
            (event.status, event.decline) = (Status::Rejected, Some(declined_by(error)));
        }
    }
}
