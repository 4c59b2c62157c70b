//! Bodies that are a fixed set of fields: each is a table, and one reader reads them all.

mod caas;
mod debit;
mod fault;
mod form;
mod wallet;

pub use caas::{BalanceQuery, CaasDebit, Caller, Subscription, SubscriptionStatus};
pub use debit::Debit;
pub use wallet::{Operation, Payment, Refund, Reservation, missing_parameters};

use super::reader::Reader;
use super::value::Value;
use form::Row;

/// Every form that a body can be judged by alone, by the name of its validator.
static FORMS: [(&str, &[Row]); 6] = [
    ("balanceQuery", &caas::BALANCE_QUERY),
    ("caasDebit", &caas::CAAS_DEBIT),
    ("debit", &debit::DEBIT),
    ("payment", &wallet::PAYMENT),
    ("refund", &wallet::REFUND),
    ("subscription", &caas::SUBSCRIPTION),
];

/// Notes every problem of a body of the kind that is named: `payment`, `refund`, `debit`,
/// `caasDebit`, `balanceQuery` or `subscription`. If `strict`, unknown fields and channels are
/// among them.
pub fn judge(kind: &str, body: &Value, strict: bool, reader: &mut Reader) {
    if let Some((_, rows)) = FORMS.iter().find(|(name, _)| *name == kind) {
        form::of_value(rows, body, strict, reader);
    }
}
