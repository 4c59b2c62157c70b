//! The wallet API: payments, refunds and reservations, in the sentences of the operators' gateway.

mod code;
mod parts;
mod refused;
mod reservation;
mod transaction;

pub use code::WalletCode;
pub use reservation::reservation;
pub use transaction::{payment, payment_of_text, refund, transaction};
