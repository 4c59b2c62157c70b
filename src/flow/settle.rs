//! What happens by itself when its time comes.

use super::event::{EventId, Kind, Status};
use super::state::MockLedger;
use crate::diagnostic::Code;
use crate::document::Reader;
use crate::ledger::TIME_MAX;
use crate::store::{Loader, Stored};

/// What is due at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A payment or refund that is being processed.
    Outcome(EventId),
    /// The end of a reservation's time.
    ReservationEnd(EventId),
    /// The message of a debit.
    Dispatch(EventId),
    /// The end of a token.
    TokenEnd(EventId),
    /// A notification that was not acknowledged.
    Notification(u32),
}

impl Stored for Due {
    fn store(&self, bytes: &mut Vec<u8>) {
        let (kind, what) = match self {
            Self::Outcome(event) => (0_u8, event),
            Self::ReservationEnd(event) => (1, event),
            Self::Dispatch(event) => (2, event),
            Self::TokenEnd(event) => (3, event),
            Self::Notification(position) => (4, position),
        };
        bytes.push(kind);
        what.store(bytes);
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let (kind, what) = (loader.choice(5), u32::load(loader));
        match kind {
            0 => Self::Outcome(what),
            1 => Self::ReservationEnd(what),
            2 => Self::Dispatch(what),
            3 => Self::TokenEnd(what),
            _ => Self::Notification(what),
        }
    }
}

impl MockLedger {
    /// Moves the clock; what is due by then happens, each at its time.
    ///
    /// # Errors
    /// The time is before the present or after the last one.
    pub fn set_time(&mut self, time: i64) -> Result<(), crate::diagnostic::Refusal> {
        if time < self.now() || time > TIME_MAX {
            let mut reader = Reader::default();
            let (code, message, help) = if time < self.now() {
                let help = "time only goes forward: restore a snapshot to go back";
                (Code::TimeBackwards, "the time is before the clock's", help)
            } else {
                (Code::TimeRange, "the time is after the last one", "stay below 8640000000000000")
            };
            reader.problem(code, "", message.to_owned(), Some(help.to_owned()));
            return reader.finish();
        }
        while let Some(due) = self.state.clock.next(time) {
            match due {
                Due::Outcome(event) => self.finish(event),
                Due::ReservationEnd(event) => self.end_reservation(event, Status::Expired),
                Due::Dispatch(debit) => self.dispatch(debit),
                Due::TokenEnd(debit) => self.end_token(debit),
                Due::Notification(position) => self.send(position),
            }
        }
        Ok(())
    }

    /// Ends what was being processed: as it was scripted, or well.
    fn finish(&mut self, id: EventId) {
        let Some(event) = self.event(id).copied() else { return };
        if event.status != Status::Processing {
            return;
        }
        let good = event.decline.is_none();
        if event.kind == Kind::Refund {
            self.finish_refund(id, good);
        }
        if let Some(hold) = event.entry {
            let done =
                if good { self.state.books.settle(hold) } else { self.state.books.void(hold) };
            // The hold is this event's own, and nobody else ends it.
            debug_assert!(done.is_ok());
        }
        let status = match (event.kind, good) {
            (Kind::Refund, true) => Status::Refunded,
            (Kind::Refund, false) => Status::Denied,
            (_, true) => Status::Charged,
            (_, false) => Status::Refused,
        };
        self.set_status(id, status);
        self.notify(id);
    }

    /// Changes what has become of an attempt.
    pub(super) fn set_status(&mut self, id: EventId, status: Status) {
        if let Some(event) = self.state.events.get_mut(id) {
            event.status = status;
        }
    }
}
