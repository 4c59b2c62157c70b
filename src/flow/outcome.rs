//! What becomes of a call, and how it is remembered.

use super::decline::Decline;
use super::event::{Event, EventId, EventKind, NOBODY, Status};
use super::record::Record;
use super::state::State;
use crate::ledger::EntryId;
use crate::store::BlobSpan;

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The attempt, if it is remembered.
    pub event: Option<EventId>,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// Whether an earlier call's outcome is told again.
    pub replayed: bool,
}

/// An attempt to be remembered.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'t> {
    pub(super) kind: EventKind,
    /// The place of the application, or of a debit's biller.
    pub(super) party: u16,
    pub(super) subscriber: Option<u32>,
    /// The amount before tax, in minor units.
    pub(super) amount: i64,
    pub(super) record: Record<'t>,
}

impl Outcome {
    /// A decline that is not remembered.
    pub(super) fn declined(decline: Decline) -> Self {
        Self { event: None, decline: Some(decline), replayed: false }
    }

    /// A new attempt whose answer is told, or lost on its way.
    pub(super) fn fresh(event: EventId, is_reply_lost: bool) -> Self {
        let decline = is_reply_lost.then_some(Decline::Outage);
        Self { event: Some(event), decline, replayed: false }
    }
}

/// Remembers an attempt.
pub(super) fn remember(
    state: &mut State,
    attempt: &Attempt<'_>,
    status: Status,
    decline: Option<Decline>,
    entry: Option<EntryId>,
) -> EventId {
    let event = Event {
        kind: attempt.kind,
        status,
        decline,
        party: attempt.party,
        subscriber: attempt.subscriber.unwrap_or(NOBODY),
        amount: attempt.amount,
        at: state.clock.now(),
        entry,
        record: BlobSpan::default(),
    };
    state.log.push(event, &attempt.record)
}

/// Remembers an attempt that was declined, unless the same request may succeed later.
pub(super) fn decline(state: &mut State, attempt: &Attempt<'_>, decline: Decline) -> Outcome {
    if decline.is_transient() {
        return Outcome::declined(decline);
    }
    let status = match attempt.kind {
        EventKind::Debit => Status::Rejected,
        EventKind::Refund => Status::Denied,
        EventKind::Opening
        | EventKind::TopUp
        | EventKind::BillPayment
        | EventKind::Payment
        | EventKind::Reservation
        | EventKind::ReservationMore
        | EventKind::ReservationCharge
        | EventKind::ReservationRelease
        | EventKind::CaasDebit => {
            if decline == Decline::Scripted {
                Status::Refused
            } else {
                Status::Denied
            }
        }
    };
    let event = remember(state, attempt, status, Some(decline), None);
    Outcome { event: Some(event), decline: Some(decline), replayed: false }
}
