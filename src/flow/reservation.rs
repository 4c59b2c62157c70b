//! A reservation: an amount is held, then charged at once or in parts, let go or forgotten in time.

use super::check::funds::{self, declined_by};
use super::check::script::{self, Course};
use super::check::{idempotency, limits, permission};
use super::decline::Decline;
use super::due::Due;
use super::event::{Event, EventId, EventKind, Status};
use super::identify;
use super::outcome::{Attempt, Outcome, decline, fail, remember};
use super::record::{Details, Record, ReservationDetails};
use super::reserved::{begun, charge_part, check_more, enlarge, rest};
use super::scripts::ScriptedCall;
use super::state::{Reserved, State};
use super::world::World;
use crate::diagnostic::Refusal;
use crate::document::{Operation, Reservation};
use crate::ledger::{EntryId, PostError, Posting};
use crate::world::ScriptedOperation;

/// How long a reservation lasts from its beginning, in milliseconds.
const LASTS_MS: i64 = 600_000;

/// What a request does with a reservation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReservationStep {
    /// Sets an amount aside.
    Begin,
    /// Sets more aside.
    Enlarge,
    /// Charges a part of what is set aside, or all.
    Charge,
    /// Lets the rest go.
    Release,
}

/// A step that passed every check.
struct StepPlan {
    /// The reservation, and what it holds; none where one begins.
    open: Option<OpenReservation>,
    /// What becomes of it.
    reserved: Reserved,
    /// What is posted of it.
    part: Vec<Posting>,
    course: Course,
}

/// A reservation that goes on.
#[derive(Clone, Copy)]
struct OpenReservation {
    id: EventId,
    hold: EntryId,
}

impl ReservationStep {
    fn of(request: &Reservation<'_>, operation: Operation) -> Self {
        match operation {
            Operation::Reserved if request.server_reference_code.is_none() => Self::Begin,
            Operation::Reserved => Self::Enlarge,
            Operation::Charged => Self::Charge,
            Operation::Released => Self::Release,
        }
    }

    fn kind(self) -> EventKind {
        match self {
            Self::Begin => EventKind::Reservation,
            Self::Enlarge => EventKind::ReservationMore,
            Self::Charge => EventKind::ReservationCharge,
            Self::Release => EventKind::ReservationRelease,
        }
    }
}

/// Reserves an amount or more of it, charges a part or all, or lets the rest go.
pub(super) fn reservation(
    world: &World,
    state: &mut State,
    request: &Reservation<'_>,
    operation: Operation,
    application: u16,
) -> Outcome {
    let transaction = &request.payment;
    let step = ReservationStep::of(request, operation);
    let is_same = |_: &Event, earlier: &Details<'_>| {
        is_same_step(earlier, request)
            && idempotency::is_alike(earlier, transaction)
            // A release lets go all that is left, whatever amount it names.
            && (step == ReservationStep::Release
                || idempotency::has_amount(earlier, transaction))
    };
    let (caller, key) = ((step.kind(), application), transaction.client_correlator);
    if let Some(outcome) = idempotency::recall(world, state, caller, key, is_same) {
        return outcome;
    }
    if step == ReservationStep::Begin
        && let Err(used) = idempotency::check_reference(
            state,
            step.kind(),
            application,
            transaction.reference_code,
        )
    {
        return Outcome::declined(used);
    }
    let subscriber = world.subscriber_named(transaction.msisdn);
    let amount = world.amount_of(transaction);
    let plan = check(world, state, request, step, amount, (application, subscriber));
    if step != ReservationStep::Release {
        limits::count(world, state, application, plan.as_ref().err().copied());
    }
    let details = details(request, step, plan.as_ref().ok());
    let attempt = Attempt {
        kind: step.kind(),
        party: application,
        subscriber,
        amount,
        record: Record { tax: 0, details: Details::Reservation(details) },
    };
    match &plan {
        Ok(plan) => carry_out(state, step, attempt, plan),
        Err(why) => decline(state, &attempt, *why),
    }
}

/// What is kept of a step besides its event.
fn details<'t>(
    request: &Reservation<'t>,
    step: ReservationStep,
    plan: Option<&StepPlan>,
) -> ReservationDetails<'t> {
    let begun_by = plan.and_then(|plan| plan.open).map(|open| open.id);
    let after = plan.map(|plan| &plan.reserved);
    let left = after.map_or(0, |after| after.base - after.charged);
    ReservationDetails {
        request: *request,
        begun_by,
        reserved: if step == ReservationStep::Release { 0 } else { left },
        charged: after.map_or(0, |after| after.charged),
    }
}

/// Whether an earlier step was the same one of the same reservation.
fn is_same_step(earlier: &Details<'_>, request: &Reservation<'_>) -> bool {
    let Details::Reservation(ReservationDetails { request: earlier, .. }) = earlier else {
        return false;
    };
    earlier.reference_sequence == request.reference_sequence
        && earlier.server_reference_code == request.server_reference_code
}

/// Every check of a step, in the order of precedence.
fn check(
    world: &World,
    state: &State,
    request: &Reservation<'_>,
    step: ReservationStep,
    amount: i64,
    (application, subscriber): (u16, Option<u32>),
) -> Result<StepPlan, Decline> {
    let transaction = &request.payment;
    // Whoever may not charge any longer may still let go.
    let subscriber = if step == ReservationStep::Release {
        let subscriber = subscriber.ok_or(Decline::SubscriberUnknown)?;
        if !transaction.currency.is_empty() {
            permission::currency(world, transaction.currency)?;
        }
        subscriber
    } else {
        permission::may_charge(world, application)?;
        let subscriber = permission::active(world, subscriber)?;
        permission::subscribed(world, state, application, subscriber)?;
        permission::currency(world, transaction.currency)?;
        limits::check(world, state, application, amount)?;
        subscriber
    };
    let operation = ScriptedOperation::Reserve;
    let call = ScriptedCall { operation, msisdn: transaction.msisdn, amount, application };
    let course = script::course_at_once(state, call);
    if step == ReservationStep::Begin {
        let reserved = begun(world, state, request, amount, (application, subscriber))?;
        if course.declined.is_none() {
            funds::check(state, &reserved.whole)?;
        }
        return Ok(StepPlan { open: None, reserved, part: Vec::new(), course });
    }
    let (open, event) = open_reservation(state, request, application, subscriber)?;
    let before = state.reservations.get(open.id).ok_or(Decline::ReservationNotFound)?;
    let mut reserved = Reserved { sequence: request.reference_sequence, ..before.clone() };
    let mut part = Vec::new();
    match step {
        ReservationStep::Begin | ReservationStep::Release => {}
        ReservationStep::Enlarge => {
            enlarge(world, &mut reserved, event, amount)?;
            if course.declined.is_none() {
                check_more(state, open.hold, &reserved)?;
            }
        }
        ReservationStep::Charge => part = charge_part(&mut reserved, amount)?,
    }
    Ok(StepPlan { open: Some(open), reserved, part, course })
}

/// The reservation that a later step names, if it goes on.
fn open_reservation<'s>(
    state: &'s State,
    request: &Reservation<'_>,
    application: u16,
    subscriber: u32,
) -> Result<(OpenReservation, &'s Event), Decline> {
    let unknown = Decline::ReservationNotFound;
    let reference = request.server_reference_code.ok_or(unknown)?;
    let id = identify::of_server_reference(state.identifiers, reference).ok_or(unknown)?;
    let event = state.log.get(id).ok_or(unknown)?;
    let reserved = state.reservations.get(id).ok_or(unknown)?;
    if event.party != application || event.subscriber != subscriber {
        return Err(unknown);
    }
    if event.status == Status::Expired {
        return Err(Decline::ReservationExpired);
    }
    if event.status != Status::Reserved {
        return Err(Decline::ReservationFinished);
    }
    if request.reference_sequence <= reserved.sequence {
        return Err(Decline::SequenceNotRising);
    }
    // What is reserved is held.
    let hold = event.entry.ok_or(Decline::SettlementFailed)?;
    Ok((OpenReservation { id, hold }, event))
}

/// The one block of change of a step.
fn carry_out(
    state: &mut State,
    step: ReservationStep,
    mut attempt: Attempt<'_>,
    plan: &StepPlan,
) -> Outcome {
    let StepPlan { open, reserved, part, course } = plan;
    script::count(state, course);
    if course.fails {
        return Outcome::declined(Decline::Outage);
    }
    if let Some(code) = course.declined {
        let declined = decline(state, &attempt, Decline::Scripted(code));
        return script::told(state, course, declined);
    }
    let entry = match move_money(state, step, *open, reserved, part) {
        Ok(entry) => entry,
        Err(error) => return decline(state, &attempt, declined_by(error)),
    };
    // What a step has reserved stands with the reservation.
    let (status, own_entry) = match step {
        ReservationStep::Begin => (Status::Reserved, Some(entry)),
        ReservationStep::Enlarge => (Status::Posted, None),
        ReservationStep::Charge => (Status::Charged, Some(entry)),
        ReservationStep::Release => (Status::Released, None),
    };
    if step == ReservationStep::Release {
        attempt.amount = reserved.base - reserved.charged;
    }
    let event = remember(state, &attempt, status, None, own_entry);
    let id = open.map_or(event, |open| open.id);
    let mut reserved = reserved.clone();
    match step {
        ReservationStep::Begin => {
            reserved.expiry = Some(state.clock.set(LASTS_MS, Due::ReservationEnd(id)));
        }
        ReservationStep::Enlarge => {
            if let Some(event) = state.log.get_mut(id) {
                event.entry = Some(entry);
            }
        }
        ReservationStep::Charge | ReservationStep::Release => {}
    }
    if step == ReservationStep::Charge {
        reserved.charges.push(event);
    }
    let ends = is_last(step, &reserved);
    state.reservations.insert(id, reserved);
    if ends {
        close(state, id, status);
    }
    script::told(state, course, Outcome::fresh(event))
}

/// What a step does to the books: the entry that was posted, or is held now.
fn move_money(
    state: &mut State,
    step: ReservationStep,
    open: Option<OpenReservation>,
    reserved: &Reserved,
    part: &[Posting],
) -> Result<EntryId, PostError> {
    let books = &mut state.books;
    let Some(OpenReservation { hold, .. }) = open else { return books.hold(&reserved.whole) };
    match step {
        ReservationStep::Begin => books.hold(&reserved.whole),
        ReservationStep::Enlarge => {
            books.void(hold)?;
            books.hold(&rest(reserved))
        }
        ReservationStep::Charge => {
            let posted = books.settle_part(hold, part)?;
            if is_last(step, reserved) {
                books.void(hold)?;
            }
            Ok(posted)
        }
        ReservationStep::Release => books.void(hold).map(|()| hold),
    }
}

/// Whether a reservation is over after a step.
fn is_last(step: ReservationStep, after: &Reserved) -> bool {
    step == ReservationStep::Release || after.charged == after.base
}

/// Ends a reservation that was not charged in whole in its time: what it holds is let go.
///
/// # Errors
/// What it holds could not be let go.
pub(super) fn expire(state: &mut State, id: EventId) -> Result<(), Refusal> {
    let hold = state.log.get(id).and_then(|event| event.entry);
    let voided = hold.map_or(Ok(()), |hold| state.books.void(hold));
    close(state, id, Status::Expired);
    voided.map_err(|_| fail(state, id))
}

/// Notes that a reservation is over.
fn close(state: &mut State, id: EventId, status: Status) {
    let reserved = state.reservations.get_mut(id);
    if let Some(timer) = reserved.and_then(|reserved| reserved.expiry.take()) {
        state.clock.cancel(timer);
    }
    state.log.set_status(id, status);
}
