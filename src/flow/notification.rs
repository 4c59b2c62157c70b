//! Notifications to applications, sent again on the ledger's clock until they are acknowledged.

use super::decline::Decline;
use super::due::Due;
use super::event::{Event, EventId, EventKind, Status};
use super::identify;
use super::log::Log;
use super::record::Record;
use super::state::{Notice, State};
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::store::{Index, Salt};

/// How long the second attempt waits; each later one waits twice as long as the one before.
const SECOND_ATTEMPT_MS: i64 = 60_000;

/// How often a notification is sent at most.
const ATTEMPTS_MAX: u32 = 5;

/// Tells what has become of an attempt to the address that wants to know it, if there is one.
pub(super) fn notify(world: &World, state: &mut State, id: EventId) {
    let Some(event) = state.log.get(id).copied() else { return };
    let is_processed = event.status == Status::Processing;
    if is_processed || address(world, state, &event).is_none() || was_told(state, &event) {
        return;
    }
    let at = state.clock.now();
    let notice = Notice { event: id, at, attempts: 0, acknowledged: false, timer: None };
    let position = state.notices.push(notice);
    if let Some(told) = told_as(&state.log, &event) {
        state.told.insert(told, position);
    }
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

/// What receivers tell notifications of declined direct debits apart by: the application, the key,
/// and what stands for the status code. A good one comes once, behind all that were declined.
type Told<'n> = (u16, &'n str, Decline, Option<&'n str>);

fn told_as<'l>(log: &'l Log, event: &Event) -> Option<Told<'l>> {
    let decline = event.decline.filter(|_| event.kind == EventKind::CaasDebit)?;
    let Record { scripted_code, details } = log.record(event);
    let code = scripted_code.filter(|_| decline == Decline::Scripted);
    Some((event.party, details.key()?, decline, code))
}

/// Whether the outcome of a direct debit was told under its key already.
fn was_told(state: &State, event: &Event) -> bool {
    let Some(told) = told_as(&state.log, event) else { return false };
    state.told.find(told, |position| told_at(state, position) == Some(told)).is_some()
}

fn told_at(state: &State, position: u32) -> Option<Told<'_>> {
    told_as(&state.log, state.log.get(state.notices.get(position)?.event)?)
}

/// The notifications of a snapshot, by what receivers tell them apart by.
pub(super) fn told(state: &State, salt: &Salt) -> Index {
    let mut index = Index::new(salt.clone());
    for position in 0..state.notices.len() {
        if let Some(told) = told_at(state, position) {
            index.put(told, position, |other| told_at(state, other) == Some(told));
        }
    }
    index
}
