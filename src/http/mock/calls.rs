//! Calls by name: what JavaScript, scripts of scenarios and later the server hand over.

use super::arguments::Arguments;
use super::filter::Filter;
use super::{creation, views};
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::Value;
use crate::document::bodies::Operation;
use crate::flow::{Kind, MockLedger};
use crate::http::answer::Answer;
use crate::http::dialect::{caas, debit, wallet};
use crate::http::json;
use crate::ledger::Imbalance;
use crate::world::{Payer, ScriptRule};

/// Does what the method of JavaScript's `MockLedger` with this name does, and answers what it
/// returns, in JSON.
///
/// # Errors
/// The call is wrong in itself. What an API answers, however bad, is no error.
pub fn call(
    ledger: &mut MockLedger,
    operation: &str,
    arguments: &[Value],
) -> Result<String, Refusal> {
    let given = Arguments(arguments);
    if let Some(answer) = flow(ledger, operation, &given) {
        return answer.map(|answer| answer.json());
    }
    match operation {
        "topUp" => pay_in(ledger, Kind::TopUp, &given),
        "payBill" => pay_in(ledger, Kind::BillPayment, &given),
        "acknowledge" => nothing(ledger.acknowledge(given.text(0)?)),
        "account" => {
            let position = given.subscriber(&ledger.world)?;
            Ok(views::account(ledger, position).unwrap_or_else(|| NOTHING.to_owned()))
        }
        "accounts" => Ok(views::accounts(ledger)),
        "transactions" => {
            let filter = Filter::read(given.get(0), &ledger.world)?;
            Ok(views::transactions(ledger, &filter))
        }
        "paymentRecord" => {
            let record = views::record(ledger, given.text(0)?);
            Ok(record.unwrap_or_else(|| NOTHING.to_owned()))
        }
        "notifications" => Ok(views::notifications(ledger)),
        "messages" => Ok(debit::messages(ledger)),
        "now" => Ok(json::write(&Value::Number(ledger.now().to_string()))),
        "advance" => {
            let ms = given.milliseconds()?;
            nothing(ledger.set_time(ledger.now().saturating_add(ms)))
        }
        "setTime" => nothing(ledger.set_time(given.milliseconds()?)),
        "script" => {
            let config = &ledger.world.config;
            let rule = ScriptRule::read(given.get(0), config.currency, &config.applications)?;
            ledger.script(rule);
            Ok(NOTHING.to_owned())
        }
        "clearScript" => {
            ledger.clear_script();
            Ok(NOTHING.to_owned())
        }
        "verify" => nothing(ledger.verify().map_err(unbalanced)),
        other => Err(Problem::says(Code::UnknownOperation, &[&excerpt(other)]).into()),
    }
}

const NOTHING: &str = "null";

/// The answer of an API, if the operation is one of an API.
fn flow(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Result<Answer, Refusal>> {
    let answer = match operation {
        "payment" => given
            .application(1, &ledger.world)
            .map(|application| wallet::payment(ledger, given.get(0), application)),
        "refund" => given
            .application(1, &ledger.world)
            .map(|application| wallet::refund(ledger, given.get(0), application)),
        "reserve" => reservation(ledger, Operation::Reserved, given),
        "chargeReservation" => reservation(ledger, Operation::Charged, given),
        "releaseReservation" => reservation(ledger, Operation::Released, given),
        "debit" => given
            .application(2, &ledger.world)
            .map(|_| debit::debit(ledger, given.get(0), given.get(1))),
        "confirmDebit" => confirm(ledger, given),
        "refuseDebit" => given.text(0).map(|trid| debit::refuse(ledger, trid)),
        "cancelDebit" => given.text(0).map(|trid| debit::cancel(ledger, trid)),
        "debitStatus" => given.text(0).map(|trid| debit::status(ledger, trid)),
        "caasDebit" => Ok(caas::debit(ledger, given.get(0))),
        "balanceQuery" => Ok(caas::balance_query(ledger, given.get(0))),
        "subscribe" => Ok(caas::subscribe(ledger, given.get(0))),
        "subscriptionStatus" => Ok(caas::subscription_status(ledger, given.get(0))),
        "createCharge" => Ok(creation::create_charge(ledger, given.get(0), given.get(1))),
        _ => return None,
    };
    Some(answer)
}

fn reservation(
    ledger: &mut MockLedger,
    operation: Operation,
    given: &Arguments<'_>,
) -> Result<Answer, Refusal> {
    let application = given.application(1, &ledger.world)?;
    Ok(wallet::reservation(ledger, given.get(0), operation, application))
}

fn confirm(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<Answer, Refusal> {
    let (trid, token) = (given.text(0)?, given.text(1)?);
    Ok(debit::confirm(ledger, trid, token))
}

fn pay_in(ledger: &mut MockLedger, kind: Kind, given: &Arguments<'_>) -> Result<String, Refusal> {
    let subscriber = given.subscriber(&ledger.world)?;
    let payer = ledger.world.subscriber(subscriber).map(|found| found.payer);
    let fits = matches!(
        (kind, payer),
        (Kind::TopUp, Some(Payer::Prepaid)) | (Kind::BillPayment, Some(Payer::Postpaid { .. }))
    );
    if !fits {
        return Err(Problem::says(Code::AccountKind, &[]).into());
    }
    let amount = given.positive_amount(&ledger.world)?;
    nothing(ledger.pay_in(kind, subscriber, amount))
}

fn nothing(done: Result<(), Refusal>) -> Result<String, Refusal> {
    done.map(|()| NOTHING.to_owned())
}

fn unbalanced(imbalance: Imbalance) -> Refusal {
    let message = match imbalance {
        Imbalance::EntryNotZero => "the postings of an entry do not add up to zero",
        Imbalance::PostedNotZero => "posted debits and credits differ",
        Imbalance::PendingNotZero => "pending debits and credits differ",
        Imbalance::SumsDiffer => "an account's sums are not those of its postings",
        Imbalance::GuardBroken => "an account is below zero or above its credit limit",
    };
    Problem::says(Code::BooksUnbalanced, &[message]).into()
}
