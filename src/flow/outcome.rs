//! What becomes of a call, and how it is remembered.

use super::decline::Decline;
use super::event::{Event, EventGroup, EventId, EventKind, NOBODY, Status};
use super::record::Record;
use super::state::State;
use crate::diagnostic::{Code, Problem, Refusal, count};
use crate::document::codes::Reason;
use crate::ledger::EntryId;
use crate::store::BlobSpan;

/// What became of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The attempt, if it is remembered.
    pub event: Option<EventId>,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// Whether an earlier call's outcome is told again.
    pub replayed: bool,
    /// Whether a script has lost the answer, which an outage is told in the place of.
    pub lost: bool,
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

impl From<Decline> for Outcome {
    fn from(decline: Decline) -> Self {
        Self::declined(decline)
    }
}

impl Outcome {
    /// A decline that is not remembered.
    pub(super) fn declined(decline: Decline) -> Self {
        Self { event: None, decline: Some(decline), replayed: false, lost: false }
    }

    /// A new attempt that was not declined.
    pub(super) fn fresh(event: EventId) -> Self {
        Self { event: Some(event), decline: None, replayed: false, lost: false }
    }

    /// A call whose answer is lost.
    pub(crate) fn lost() -> Self {
        Self::default().lost_if(true)
    }

    /// The same, whose answer is lost on its way if a script says so.
    pub(super) fn lost_if(self, is_lost: bool) -> Self {
        if is_lost { Self { decline: Some(Decline::Outage), lost: true, ..self } } else { self }
    }

    /// Why the answer is what it is; nothing if it is a good one.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        if self.lost { Some(Reason::ReplyLost) } else { self.decline.map(Decline::reason) }
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

/// Notes that an attempt's hold could not be settled or let go; what is told of it.
pub(super) fn fail(state: &mut State, id: EventId) -> Refusal {
    if let Some(event) = state.log.get_mut(id) {
        event.decline = Some(Decline::SettlementFailed);
    }
    Problem::says(Code::SettlementFailed, &[&count(id as usize)]).into()
}

/// Remembers an attempt that was declined, unless the same request may succeed later.
pub(super) fn decline(state: &mut State, attempt: &Attempt<'_>, decline: Decline) -> Outcome {
    if decline.is_transient() {
        return Outcome::declined(decline);
    }
    let status = match attempt.kind.group() {
        EventGroup::Debit => Status::Rejected,
        EventGroup::Refund => Status::Denied,
        EventGroup::Cash
        | EventGroup::Payment
        | EventGroup::Reservation
        | EventGroup::CaasDebit => {
            if decline.is_refusal() {
                Status::Refused
            } else {
                Status::Denied
            }
        }
    };
    let event = remember(state, attempt, status, Some(decline), None);
    Outcome { decline: Some(decline), ..Outcome::fresh(event) }
}
