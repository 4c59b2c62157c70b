//! The customer's consent: a token that is good once, for a time, against a few wrong ones.

use super::asked::AskedDebits;
use super::check::funds::declined_by;
use super::check::script::{self, Course};
use super::decline::Decline;
use super::due::Due;
use super::event::{EventId, Status};
use super::identify;
use super::log::Scope;
use super::outcome::fail;
use super::state::{Message, PendingConsent, State};
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
    /// Several billers have a debit with this key.
    SeveralFit,
}

/// By what a debit is named: its key, and the place of its biller where several billers have one
/// with that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebitName<'n> {
    /// The key.
    pub trid: &'n str,
    /// The place of the biller; any if absent.
    pub biller: Option<u16>,
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
    let consent = PendingConsent {
        wrong_tokens: 0,
        timer: None,
        expires_at: None,
        second_token: None,
        legs,
        is_silent: course.is_silent,
        is_watched: false,
    };
    state.consents.insert(id, consent);
    enter(state, id);
    if !course.never {
        tell(world, state, id, course.after);
    }
}

/// Has a debit found by its key and its token.
fn enter(state: &mut State, id: EventId) {
    let (trid, token) = (trid_of(state, id), token_of(state, id));
    state.asked.enter(&trid, &token, id);
}

fn trid_of(state: &State, id: EventId) -> String {
    let key = state.log.get(id).and_then(|event| state.log.record(event).details.key());
    key.unwrap_or_default().to_owned()
}

/// The token that a debit waits for: that of the last message about it.
fn token_of(state: &State, id: EventId) -> String {
    let second = state.consents.get(id).and_then(|consent| consent.second_token);
    match second {
        Some(message) => identify::second_token(state.identifiers, message),
        None => identify::token(state.identifiers, id),
    }
}

/// The same for all debits of a snapshot.
pub(super) fn asked(state: &State, salt: &Salt) -> AskedDebits {
    let mut asked = AskedDebits::new(salt);
    for (id, _) in state.consents.iter() {
        asked.enter(&trid_of(state, id), &token_of(state, id), id);
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
    let now = state.clock.now();
    let Some(consent) = state.consents.get_mut(id) else {
        state.messages.push(Message { event: id, at: now, expires_at: None, is_second: false });
        return;
    };
    let timeout = world.config.consent.timeout_ms;
    let expires_at = Some(now.saturating_add(timeout));
    consent.expires_at = expires_at;
    consent.timer = Some(state.clock.set(timeout, Due::TokenEnd(id)));
    if !consent.is_silent {
        state.messages.push(Message { event: id, at: now, expires_at, is_second: false });
    }
}

/// Sends a second message with another token, and the token before it is good no more; its time
/// goes on. A debit whose first message has not been sent yet gets that now.
///
/// # Errors
/// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
pub(super) fn resend(
    world: &World,
    state: &mut State,
    name: DebitName<'_>,
) -> Result<(), ConsentError> {
    let id = pending(state, name, None)?;
    let (trid, token) = (trid_of(state, id), token_of(state, id));
    let (at, message) = (state.clock.now(), state.messages.len());
    let Some(consent) = state.consents.get_mut(id) else { return Err(ConsentError::NotPending) };
    if consent.expires_at.is_none() {
        consent.is_silent = false;
        if let Some(timer) = consent.timer.take() {
            state.clock.cancel(timer);
        }
        dispatch(world, state, id);
        return Ok(());
    }
    consent.second_token = Some(message);
    let expires_at = consent.expires_at;
    state.asked.leave(&trid, &token, id);
    enter(state, id);
    state.messages.push(Message { event: id, at, expires_at, is_second: true });
    Ok(())
}

/// Ends the time of a token.
///
/// # Errors
/// What was held could not be let go.
pub(super) fn end_token(state: &mut State, id: EventId) -> Result<(), Refusal> {
    end(state, id, Err((Status::Expired, Decline::ConsentExpired)));
    checked(state, id)
}

/// Ends a debit in the customer's place, well or with a decline.
///
/// # Errors
/// What was held could not be settled or let go.
pub(super) fn settle(
    state: &mut State,
    id: EventId,
    decline: Option<Decline>,
) -> Result<(), Refusal> {
    end(state, id, decline.map_or(Ok(()), |decline| Err((Status::Rejected, decline))));
    checked(state, id)
}

fn checked(state: &mut State, id: EventId) -> Result<(), Refusal> {
    let event = state.log.get(id);
    let is_settled = event.is_none_or(|event| event.decline != Some(Decline::SettlementFailed));
    if is_settled { Ok(()) } else { Err(fail(state, id)) }
}

/// The customer gives a token; the debit, if that has ended it, well or not.
pub(super) fn confirm(
    world: &World,
    state: &mut State,
    name: DebitName<'_>,
    token: &str,
) -> Result<EventId, ConsentError> {
    let id = pending(state, name, Some(token))?;
    let is_right = token_of(state, id) == token;
    let Some(event) = state.log.get(id).copied() else { return Err(ConsentError::NotPending) };
    if is_right {
        let decline = event.decline.or_else(|| script::declined_by_now(world, state, &event));
        end(state, id, decline.map_or(Ok(()), |decline| Err((Status::Rejected, decline))));
        return Ok(id);
    }
    let Some(consent) = state.consents.get_mut(id) else { return Err(ConsentError::NotPending) };
    consent.wrong_tokens += 1;
    if consent.wrong_tokens < world.config.consent.attempts {
        return Err(ConsentError::WrongToken);
    }
    end(state, id, Err((Status::Rejected, Decline::ConsentAttemptsUsed)));
    Ok(id)
}

/// The customer refuses.
pub(super) fn refuse(state: &mut State, name: DebitName<'_>) -> Result<EventId, ConsentError> {
    let id = pending(state, name, None)?;
    end(state, id, Err((Status::Rejected, Decline::ConsentRefused)));
    Ok(id)
}

/// The biller withdraws.
pub(super) fn cancel(state: &mut State, name: DebitName<'_>) -> Result<EventId, ConsentError> {
    let id = pending(state, name, None)?;
    end(state, id, Err((Status::Cancelled, Decline::ConsentCancelled)));
    Ok(id)
}

/// The last debit with a name.
pub(super) fn debit_named(
    state: &State,
    DebitName { trid, biller }: DebitName<'_>,
) -> Result<EventId, ConsentError> {
    if let Some(biller) = biller {
        let found = state.log.by_key(Scope::Biller(biller), trid);
        return found.ok_or(ConsentError::NotPending);
    }
    match state.log.debits(trid) {
        (Some(_), Some(_)) => Err(ConsentError::SeveralFit),
        (found, _) => found.ok_or(ConsentError::NotPending),
    }
}

/// The debit with a name whose customer is asked. Of several billers' debits with one key it is the
/// one that has this token.
pub(super) fn pending(
    state: &State,
    name: DebitName<'_>,
    token: Option<&str>,
) -> Result<EventId, ConsentError> {
    let trid = name.trid;
    if name.biller.is_some() {
        let id = debit_named(state, name)?;
        let is_asked = state.consents.get(id).is_some();
        return if is_asked { Ok(id) } else { Err(ConsentError::NotPending) };
    }
    let has_key = |id: &EventId| {
        let event = state.log.get(*id);
        event.is_some_and(|event| state.log.record(event).details.key() == Some(trid))
    };
    let has_token = |id: &EventId| token == Some(token_of(state, *id).as_str());
    let right = token.map(|_| state.asked.with(trid, token).filter(has_key).filter(has_token));
    match right.map(one) {
        Some(Ok(id)) => Ok(id),
        Some(Err(_)) | None => one(state.asked.with(trid, None).filter(has_key)),
    }
}

/// The only one of the debits that fit.
fn one(mut fitting: impl Iterator<Item = EventId>) -> Result<EventId, ConsentError> {
    let first = fitting.next().ok_or(ConsentError::NotPending)?;
    if fitting.next().is_some() { Err(ConsentError::SeveralFit) } else { Ok(first) }
}

/// Ends the waiting for a token, well or not, and with it what is held or was to be posted. A debit
/// whose money cannot be moved is rejected.
fn end(state: &mut State, id: EventId, ending: Result<(), (Status, Decline)>) {
    let (trid, token) = (trid_of(state, id), token_of(state, id));
    let Some(consent) = state.consents.remove(id) else { return };
    if consent.is_watched {
        state.ended.push(id);
    }
    state.asked.leave(&trid, &token, id);
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
