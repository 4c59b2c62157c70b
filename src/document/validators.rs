//! Bodies judged alone, by the names of their validators.

use super::caas::{BalanceQuery, CaasDebit, Subscription};
use super::debit::Debit;
use super::payment::PaymentBody;
use super::reader::Reader;
use super::refund::RefundBody;
use super::tree;
use super::value::Value;
use crate::diagnostic::{Code, Problem};

/// Notes every problem of a body of the kind that is named: `payment`, `refund`, `debit`,
/// `caasDebit`, `balanceQuery` or `subscription`. If `strict`, unknown fields and channels are
/// among them.
pub fn judge(kind: &str, body: &Value, strict: bool, reader: &mut Reader) {
    match kind {
        "balanceQuery" => drop(tree::read::<BalanceQuery<'_>>(body, strict, reader)),
        "caasDebit" => drop(tree::read::<CaasDebit<'_>>(body, strict, reader)),
        "debit" => drop(tree::read::<Debit<'_>>(body, strict, reader)),
        "payment" => drop(tree::read::<PaymentBody<'_>>(body, strict, reader)),
        "refund" => drop(tree::read::<RefundBody<'_>>(body, strict, reader)),
        "subscription" => drop(tree::read::<Subscription<'_>>(body, strict, reader)),
        _ => {}
    }
}

/// The names of the fields that are missing, in the order in which gateways check them, with
/// commas between them; none where no field is.
#[must_use]
pub fn missing_parameters(problems: &[Problem]) -> Option<String> {
    let names = problems.iter().filter(|problem| problem.code == Code::MissingField);
    let names = names.filter_map(|problem| problem.path.rsplit('/').next());
    let rank = |name: &&str| MISSING_ORDER.iter().position(|known| known == name);
    let mut names: Vec<&str> = names.collect();
    // Fields that gateways do not know come last.
    names.sort_by_key(|name| rank(name).unwrap_or(MISSING_ORDER.len()));
    Some(names.join(",")).filter(|names| !names.is_empty())
}

static MISSING_ORDER: [&str; 7] = [
    "endUserId",
    "originalReferenceCode",
    "referenceCode",
    "description",
    "currency",
    "amount",
    "originalServerReferenceCode",
];
