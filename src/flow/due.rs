//! What happens by itself at a time.

use serde::{Deserialize, Serialize};

use super::event::EventId;

/// What is due at a time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Due {
    /// A payment or refund that is being processed gets its outcome.
    Outcome(EventId),
    /// The time of a reservation ends.
    ReservationEnd(EventId),
    /// The message of a debit is sent.
    Dispatch(EventId),
    /// The token of a debit expires.
    TokenEnd(EventId),
}
