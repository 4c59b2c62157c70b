//! Notifications to applications, sent again on the ledger's clock until they are acknowledged.

use super::decline::Decline;
use super::due::Due;
use super::event::{Event, EventId, EventKind, Status};
use super::identify;
use super::log::Scope;
use super::state::{Notice, State};
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};

/// How long the second attempt waits; each later one waits twice as long as the one before.
const SECOND_ATTEMPT_MS: i64 = 60_000;

/// How often a notification is sent at most.
const ATTEMPTS_MAX: u32 = 5;

/// Tells what has become of an attempt to the address that wants to know it, if there is one.
pub(super) fn notify(world: &World, state: &mut State, id: EventId) {
    let Some(event) = state.log.get(id).copied() else { return };
    let is_processed = event.status == Status::Processing;
    if is_processed || address(world, state, &event).is_none() || was_told(state, id, &event) {
        return;
    }
    let at = state.clock.now();
    let notice = Notice { event: id, at, attempts: 0, acknowledged: false, timer: None };
    let position = state.notices.push(notice);
    send(state, position);
}

/// Sends a notification once more, and again later until it is acknowledged.
pub(super) fn send(state: &mut State, position: u32) {
    let Some(notice) = state.notices.get_mut(position) else { return };
    let doubled = notice.attempts;
    notice.attempts = notice.attempts.saturating_add(1);
    let more = notice.attempts < ATTEMPTS_MAX;
    notice.timer =
        more.then(|| state.clock.set(SECOND_ATTEMPT_MS << doubled, Due::Notification(position)));
}

/// The receiver has a notification: it is not sent again.
///
/// # Errors
/// There is no notification with this identifier.
pub(super) fn acknowledge(state: &mut State, id: &str) -> Result<(), Refusal> {
    let position = identify::of_notification(state.identifiers, id);
    let notice = position.and_then(|position| state.notices.get_mut(position));
    let Some(notice) = notice else {
        return Err(Problem::says(Code::UnknownNotification, &[&excerpt(id)]).into());
    };
    notice.acknowledged = true;
    if let Some(timer) = notice.timer.take() {
        state.clock.cancel(timer);
    }
    Ok(())
}

/// Where an attempt's notification goes.
pub(crate) fn address<'l>(world: &'l World, state: &'l State, event: &Event) -> Option<&'l str> {
    match event.kind {
        EventKind::CaasDebit => world.application(event.party)?.notification_url.as_deref(),
        EventKind::Payment | EventKind::Refund => {
            state.log.record(event).details.transaction()?.notify_url
        }
        EventKind::Opening
        | EventKind::TopUp
        | EventKind::BillPayment
        | EventKind::Reservation
        | EventKind::ReservationMore
        | EventKind::ReservationCharge
        | EventKind::ReservationRelease
        | EventKind::Debit => None,
    }
}

/// Whether the outcome of a direct debit was told under its key already: receivers tell
/// notifications apart by the key and the status code.
fn was_told(state: &State, id: EventId, event: &Event) -> bool {
    if event.kind != EventKind::CaasDebit {
        return false;
    }
    let log = &state.log;
    let code = |event: &Event| {
        let is_scripted = event.decline == Some(Decline::Scripted);
        log.record(event).scripted_code.filter(|_| is_scripted)
    };
    let Some(key) = log.record(event).details.key() else { return false };
    let earlier = log.by_key(Scope::of(event.kind, event.party), key, |other| {
        other < id
            && log
                .get(other)
                .is_some_and(|found| found.decline == event.decline && code(found) == code(event))
    });
    earlier.is_some()
}
