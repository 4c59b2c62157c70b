//! Bodies judged alone, by the names of their validators.

use super::caas::{BalanceQuery, CaasDebit, Subscription};
use super::charge_calculation::ChargeCalculation;
use super::debit::Debit;
use super::field::Document;
use super::payment::PaymentBody;
use super::pointer::Pointer;
use super::reader::Reader;
use super::refund::RefundBody;
use super::schema::refuse_unknown;
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

/// Notes the fields of a body that its kind does not have.
pub fn unknown_fields(kind: &str, body: &Value, reader: &mut Reader) {
    let fields = match kind {
        "balanceQuery" => BalanceQuery::FIELDS,
        "caasDebit" => CaasDebit::FIELDS,
        "chargeCalculation" => ChargeCalculation::fields_of(body),
        "debit" => Debit::FIELDS,
        "payment" => PaymentBody::FIELDS,
        "refund" => RefundBody::FIELDS,
        "subscription" => Subscription::FIELDS,
        "chargeCreation" => {
            if let Value::Object(fields) = body {
                reader.refuse_others("", fields, &CHARGE_CREATION);
            }
            return;
        }
        _ => return,
    };
    refuse_unknown(fields, body, &Pointer::Root, reader);
}

/// The fields of the body that creates a charge.
const CHARGE_CREATION: [&str; 4] = ["tenantId", "productType", "paymentMethod", "chargeFormula"];

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
