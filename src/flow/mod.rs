//! Payment, refund, reservation, debit with consent, CaaS and subscription over one set of books.
//!
//! An operation is a function of the world, the state and a request: a straight list of checks and
//! then one block of change. What is declined has changed nothing but the log. From the bottom up:
//!
//! - data: [`event`], [`record`], `log`, `state`, and `world` with its `chart` of accounts;
//! - `check`: what is asked before anything changes;
//! - what operations share: `outcome`, `legs`, `charge`, `created`, `notification`, `message`;
//! - one file for each operation, and `timer` for what happens when the clock moves;
//! - `mock_ledger`: the façade.

mod asked;
mod balance;
mod caas_debit;
mod cash;
mod change;
mod charge;
mod chart;
mod check;
mod consent;
mod created;
mod debit;
mod decline;
mod due;
pub mod event;
pub(crate) mod identify;
mod legs;
mod log;
mod lost_retries;
mod message;
mod mock_ledger;
mod notification;
mod outcome;
mod payment;
mod proportion;
pub mod record;
mod referred;
mod refund;
mod reservation;
mod reserved;
mod scripts;
mod settle;
mod sound;
mod state;
mod subscription;
mod timer;
mod world;

pub(crate) use balance::Standing;
pub(crate) use chart::AccountKind;
pub use consent::{ConsentError, DebitName};
pub(crate) use created::NewCharge;
pub use decline::Decline;
pub use event::{Event, EventGroup, EventId, EventKind, Status};
pub(crate) use message::contact;
pub use mock_ledger::MockLedger;
pub use notification::{Delivery, DeliveryOutcome};
pub(crate) use notification::{attempt_count, url};
pub use outcome::Outcome;
pub use record::{Details, Record};
pub(crate) use refund::remainder;
pub(crate) use reserved::posted;
pub(crate) use scripts::ScriptedRule;
pub use settle::Settlement;
pub(crate) use state::Notice;
pub use subscription::{Registration, SubscriptionChange};
pub(crate) use world::World;
