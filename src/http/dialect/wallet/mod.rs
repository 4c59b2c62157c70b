//! The wallet API: payments, refunds and reservations, in the sentences of the operators' gateway.

mod part;
mod parts;
mod refused;
mod reservation;
mod transaction;
mod wire;

pub use crate::document::codes::WalletCode;
pub use reservation::reservation;
pub(in crate::http) use transaction::standing;
pub use transaction::{payment, payment_of_text, refund, transaction};
pub(in crate::http) use wire::API;

use super::arguments::{Arguments, Called};
use crate::document::{Operation, Value};
use crate::flow::MockLedger;
use crate::http::answer::Answer;

/// Calls the operation with this name.
pub(super) fn call(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Called> {
    type Act = fn(&mut MockLedger, &Value, u16) -> Answer;
    let act: Act = match operation {
        "payment" => payment,
        "refund" => refund,
        "reserve" => |ledger, body, by| reservation(ledger, body, Operation::Reserved, by),
        "chargeReservation" => |ledger, body, by| reservation(ledger, body, Operation::Charged, by),
        "releaseReservation" => {
            |ledger, body, by| reservation(ledger, body, Operation::Released, by)
        }
        _ => return None,
    };
    let application = given.application(1, &ledger.world);
    Some(application.map(|application| act(ledger, given.get(0), application)))
}
