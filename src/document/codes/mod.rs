//! What answers say when they say no: the codes of each API, with their status, their sentence and
//! the reasons for which the ledger gives them. They lie below what is configured, because scripts
//! name them; how an answer is worded around them is the dialects' own. An API whose calls no
//! script declines declares its codes in its dialect.

mod caas;
mod debit;
mod declare;
mod reason;
mod scripted;
mod wallet;

pub use caas::CaasCode;
pub use debit::DebitCode;
pub(crate) use declare::wire_codes;
pub use reason::Reason;
pub use scripted::{Api, RefusalCode};
pub use wallet::WalletCode;
