//! What happens by itself at a time.

use super::event::EventId;
use crate::store::{Loader, Stored};

/// What is due at a time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A payment or refund that is being processed gets its outcome.
    Outcome(EventId),
    /// The time of a reservation ends.
    ReservationEnd(EventId),
    /// The message of a debit is sent.
    Dispatch(EventId),
    /// The token of a debit expires.
    TokenEnd(EventId),
    /// The notification at this position was not acknowledged and is sent again.
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
