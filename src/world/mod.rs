//! The world of a ledger: who takes part in it, and by which rules.

mod applications;
mod changes;
mod config;
pub(crate) mod fields;
mod networks;
mod places;
mod reading;
mod script;
mod scripts;
pub mod tax;
pub(crate) mod time;
mod usual;

pub use changes::{Change, ChangeTarget, Changes};
pub use config::{
    Application, Biller, ChargeDefaults, Config, ConsentRules, ForeignNotify, Operator, Payer,
    Subscriber, SubscriberStatus,
};
pub use script::{
    OperationSet, RATE_DIGITS, RATE_MAX, ScriptRule, ScriptedEffect, ScriptedOperation,
};
pub(crate) use scripts::unknown_code;
