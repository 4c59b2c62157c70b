//! Notifications to applications, sent again on the ledger's clock until they are acknowledged.
//! When each is sent follows from when the first was, so that no timer is kept for it.

use std::collections::BTreeSet;

use super::check::script;
use super::decline::Decline;
use super::event::{Event, EventGroup, EventId, EventKind, Status};
use super::identify;
use super::log::Log;
use super::scripts::ScriptedCall;
use super::state::{Notice, NoticeAddress, State};
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::store::{Index, Salt};
use crate::world::{ScriptedEffect, ScriptedOperation};

/// How long each of the first attempts waits after the one before, in milliseconds.
const FIRST_WAITS: [i64; 4] = [SECOND_ATTEMPT, 5_000, 25_000, 125_000];

/// How long the second attempt waits.
const SECOND_ATTEMPT: i64 = 1_000;

/// How long each later one waits, in milliseconds.
const LATER_WAITS: i64 = 600_000;

/// How long after the first attempt the last one may be, in milliseconds.
const LAST_ATTEMPT: i64 = 86_400_000;

/// A delivery of a notification to its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The position of the notification.
    pub notice: u32,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// When it is sent, in milliseconds of the ledger's time.
    pub at: i64,
    /// How it went, if that is known.
    pub outcome: Option<DeliveryOutcome>,
    /// Whether it is to be sent now.
    pub is_due: bool,
    /// Whether it waits behind the next notification's, where both are sent at one time.
    is_behind: bool,
}

/// How a delivery went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It came.
    Delivered,
    /// It failed.
    Failed,
    /// A script has lost it.
    Dropped,
}

/// Tells what has become of an attempt to the address that wants to know it, if there is one.
pub(super) fn notify(world: &World, state: &mut State, id: EventId) {
    let Some(event) = state.log.get(id).copied() else { return };
    let is_processed = event.status == Status::Processing;
    if is_processed || was_told(state, &event) {
        return;
    }
    let Some(address) = address_of(world, state, &event) else { return };
    let call = ScriptedCall {
        operation: ScriptedOperation::Notification,
        msisdn: world.msisdn(event.subscriber).unwrap_or_default(),
        amount: event.amount,
        application: event.party,
    };
    let (effects, delay) = script::of_delivery(state, call);
    let has = |effect| effects.contains(&effect);
    let notice = Notice {
        event: id,
        at: state.clock.now(),
        address,
        acknowledged_at: None,
        delay,
        is_duplicated: has(ScriptedEffect::Duplicate),
        is_reordered: has(ScriptedEffect::Reorder),
        is_dropped: has(ScriptedEffect::Drop),
    };
    let position = state.notices.push(notice);
    state.open_notices.insert(position);
    if let Some(told) = told_as(&state.log, &event) {
        state.told.insert(told, position);
    }
}

/// How long after the first attempt each one is sent.
fn waits() -> impl Iterator<Item = i64> {
    let later = FIRST_WAITS.into_iter().chain(std::iter::repeat(LATER_WAITS));
    let first = std::iter::once(0);
    first.chain(later.scan(0, |sum: &mut i64, wait| {
        *sum += wait;
        Some(*sum)
    }))
}

/// The attempts of a notification that fell due by now, with their times. A scripted order holds
/// the first one back until the next notification has been sent, but not longer than until the
/// second.
fn attempts(state: &State, position: u32, notice: &Notice) -> Vec<(i64, bool)> {
    let first = notice.at.saturating_add(notice.delay);
    let end = notice.acknowledged_at.unwrap_or(i64::MAX).min(state.clock.now());
    let times = waits().take_while(|wait| *wait <= LAST_ATTEMPT);
    let times = times.map(|wait| first.saturating_add(wait)).take_while(|at| *at <= end);
    let mut attempts: Vec<(i64, bool)> = times.map(|at| (at, false)).collect();
    if let Some(held) = attempts.first_mut().filter(|_| notice.is_reordered) {
        let next = state.notices.get(position + 1).map(|next| next.at.saturating_add(next.delay));
        let second = first.saturating_add(SECOND_ATTEMPT);
        *held = (next.unwrap_or(second).clamp(first, second), true);
        if held.0 > end {
            attempts.clear();
        }
    }
    attempts
}

/// When a notification is sent next that was not acknowledged.
pub(super) fn next_due(state: &State) -> Option<i64> {
    let now = state.clock.now();
    let next = |position: &u32| {
        let notice = state.notices.get(*position)?;
        let first = notice.at.saturating_add(notice.delay);
        // One that is held back goes with the next notification, and that comes with a call.
        let times = waits().take_while(|wait| *wait <= LAST_ATTEMPT);
        times.map(|wait| first.saturating_add(wait)).find(|at| *at > now)
    };
    state.open_notices.iter().filter_map(next).min()
}

/// How often a notification was sent by now.
pub(crate) fn attempt_count(state: &State, position: u32, notice: &Notice) -> u32 {
    attempts(state, position, notice).len() as u32
}

/// The deliveries of a notification that fell due by now.
fn deliveries_of(state: &State, position: u32) -> Vec<Delivery> {
    let Some(notice) = state.notices.get(position) else { return Vec::new() };
    let known = state.delivered.get(position).map_or(&[][..], Vec::as_slice);
    let mut known = known
        .iter()
        .map(|is_good| if *is_good { DeliveryOutcome::Delivered } else { DeliveryOutcome::Failed });
    let mut deliveries = Vec::new();
    for (attempt, (at, is_behind)) in (1..).zip(attempts(state, position, notice)) {
        let times = if attempt == 1 && notice.is_duplicated { 2 } else { 1 };
        for _ in 0..times {
            let is_dropped = attempt == 1 && notice.is_dropped;
            let outcome = if is_dropped { Some(DeliveryOutcome::Dropped) } else { known.next() };
            let is_due = outcome.is_none() && notice.acknowledged_at.is_none();
            deliveries.push(Delivery { notice: position, attempt, at, outcome, is_due, is_behind });
        }
    }
    deliveries
}

/// The deliveries that fell due by now, in the order in which they are sent: of one notification,
/// or of all; and only those that are to be sent now, or that are not, if that is asked.
pub(crate) fn deliveries(state: &State, only: Option<u32>, is_due: Option<bool>) -> Vec<Delivery> {
    let all: Box<dyn Iterator<Item = u32>> = match (only, is_due) {
        (Some(position), _) => Box::new(std::iter::once(position)),
        (None, Some(true)) => Box::new(state.open_notices.iter().copied()),
        (None, Some(false) | None) => Box::new(0..state.notices.len()),
    };
    let found = all.flat_map(|position| deliveries_of(state, position));
    let mut found: Vec<Delivery> =
        found.filter(|one| is_due.is_none_or(|is_due| one.is_due == is_due)).collect();
    // What is held back stands behind the first delivery of the notification that it waits for.
    found.sort_by_key(|one| (one.at, one.notice + u32::from(one.is_behind), one.is_behind));
    found
}

/// Notes how the oldest delivery of a notification went that is to be sent now.
///
/// # Errors
/// There is no such notification, or nothing of it is to be sent now.
pub(super) fn deliver(state: &mut State, id: &str, is_good: bool) -> Result<(), Refusal> {
    let position = position_of(state, id)?;
    if !deliveries_of(state, position).iter().any(|delivery| delivery.is_due) {
        return Err(Problem::says(Code::NothingDue, &[&excerpt(id)]).into());
    }
    if state.delivered.get(position).is_none() {
        state.delivered.insert(position, Vec::new());
    }
    if let Some(delivered) = state.delivered.get_mut(position) {
        delivered.push(is_good);
    }
    Ok(())
}

/// The receiver has a notification: it is not sent again.
///
/// # Errors
/// There is no notification with this identifier.
pub(super) fn acknowledge(state: &mut State, id: &str) -> Result<(), Refusal> {
    let position = position_of(state, id)?;
    let now = state.clock.now();
    if let Some(notice) = state.notices.get_mut(position) {
        notice.acknowledged_at.get_or_insert(now);
    }
    state.open_notices.remove(&position);
    Ok(())
}

fn position_of(state: &State, id: &str) -> Result<u32, Refusal> {
    let position = identify::of_notification(state.identifiers, id);
    let position = position.filter(|position| *position < state.notices.len());
    position.ok_or_else(|| Problem::says(Code::UnknownNotification, &[&excerpt(id)]).into())
}

/// The notifications of a snapshot that were not acknowledged.
pub(super) fn open(state: &State) -> BTreeSet<u32> {
    let is_open = |position: &u32| {
        state.notices.get(*position).is_some_and(|notice| notice.acknowledged_at.is_none())
    };
    (0..state.notices.len()).filter(is_open).collect()
}

/// Where a notification goes.
pub(crate) fn url<'s>(state: &'s State, notice: &Notice) -> Option<&'s str> {
    match notice.address {
        NoticeAddress::OfApplication(place) => {
            state.addresses.get(place as usize).map(String::as_str)
        }
        NoticeAddress::OfRequest => {
            let event = state.log.get(notice.event)?;
            state.log.record(event).details.transaction()?.notify_url
        }
    }
}

/// Where an attempt's notification goes from now on, if it goes anywhere.
fn address_of(world: &World, state: &mut State, event: &Event) -> Option<NoticeAddress> {
    match event.kind.group() {
        EventGroup::CaasDebit => {
            let url = world.application(event.party)?.notification_url.as_deref()?;
            let known = state.addresses.iter().position(|known| known == url);
            let place = known.unwrap_or_else(|| {
                state.addresses.push(url.to_owned());
                state.addresses.len() - 1
            });
            Some(NoticeAddress::OfApplication(place as u32))
        }
        EventGroup::Payment | EventGroup::Refund => {
            let details = state.log.record(event).details;
            details.transaction()?.notify_url.map(|_| NoticeAddress::OfRequest)
        }
        EventGroup::Cash | EventGroup::Reservation | EventGroup::Debit => None,
    }
}

/// What receivers tell notifications of declined direct debits apart by: the application, the key,
/// and what stands for the status code. A good one comes once, behind all that were declined.
type Told<'n> = (u16, &'n str, Decline);

fn told_as<'l>(log: &'l Log, event: &Event) -> Option<Told<'l>> {
    let decline = event.decline.filter(|_| event.kind == EventKind::CaasDebit)?;
    Some((event.party, log.record(event).details.key()?, decline))
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
