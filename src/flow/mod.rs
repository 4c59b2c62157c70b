//! Payment, refund, reservation, debit with consent, CaaS and subscription over one set of books.
//!
//! Each flow is a straight list of checks and then one block of change: what is refused has changed
//! nothing but the record of the refusal.

pub(crate) mod caas;
pub(crate) mod charges;
mod chart;
mod consent;
pub(crate) mod debit;
pub mod event;
mod legs;
mod message;
mod notification;
pub(crate) mod payment;
mod proportion;
pub(crate) mod refund;
pub(crate) mod remembered;
pub(crate) mod reservation;
pub(crate) mod reserved;
mod rules;
mod script;
mod settle;
pub(crate) mod state;
pub mod subscription;

pub use consent::ConsentError;
pub use event::{Decline, Event, EventId, Kind, Status};
pub use remembered::Outcome;
pub use state::MockLedger;
