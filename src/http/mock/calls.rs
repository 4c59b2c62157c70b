//! Calls by name: what JavaScript, scripts of scenarios and later the server hand over.

use super::filter::Filter;
use super::{rules, steer, transactions, views};
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::Value;
use crate::flow::MockLedger;
use crate::http::dialect::{self, Arguments, debit};
use crate::http::json;
use crate::ledger::Imbalance;
use crate::world::{ChangeTarget, ScriptRule};

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
    if let Some(answer) = dialect::call(ledger, operation, &given) {
        return answer.map(|answer| answer.json());
    }
    match operation {
        "topUp" => nothing(steer::top_up(ledger, &given)),
        "payBill" => nothing(steer::pay_bill(ledger, &given)),
        "payout" => nothing(steer::pay_out(ledger, &given)),
        "remit" => nothing(steer::remit(ledger, &given)),
        "addSubscriber" => nothing(ledger.change(ChangeTarget::NewSubscriber, given.get(0))),
        "setSubscriber" | "setApplication" | "setBiller" => {
            let target = steer::target(ledger, operation, &given)?;
            nothing(ledger.change(target, given.get(1)))
        }
        "mountAt" => nothing(steer::mount(ledger, &given)),
        "acknowledge" => nothing(ledger.acknowledge(given.text(0)?)),
        "account" => {
            let position = given.subscriber(&ledger.world)?;
            Ok(views::account(ledger, position).unwrap_or_else(|| NOTHING.to_owned()))
        }
        "accounts" => views::accounts(ledger, given.get(0), given.get(1)),
        "transactions" => {
            let filter = Filter::read(given.get(0), given.get(1), ledger)?;
            transactions::transactions(ledger, &filter)
        }
        "paymentRecord" => {
            let record = transactions::record(ledger, given.text(0)?);
            Ok(record.unwrap_or_else(|| NOTHING.to_owned()))
        }
        "deliveries" => views::deliveries(ledger, given.get(0)),
        "deliver" => nothing(steer::deliver(ledger, &given)),
        "notifications" => views::notifications(ledger, given.get(0), given.get(1)),
        "messages" => views::messages(ledger, given.get(0), given.get(1)),
        "now" => Ok(json::write(&Value::Number(ledger.now().to_string()))),
        "nextDue" => {
            let due = ledger.next_due().map(|time| Value::Number(time.to_string()));
            Ok(json::write(&due.unwrap_or(Value::Null)))
        }
        "advance" => {
            let ms = given.milliseconds()?;
            nothing(ledger.set_time(ledger.now().saturating_add(ms)))
        }
        "setTime" => nothing(ledger.set_time(given.milliseconds()?)),
        "script" => {
            let rule = ScriptRule::read(given.get(0), &ledger.world.config)?;
            Ok(json::write(&Value::Text(ledger.script(rule))))
        }
        "scripts" => Ok(rules::scripts(ledger)),
        "removeScript" => nothing(ledger.remove_script(given.text(0)?)),
        "settle" => steer::settle(ledger, &given).map(|answer| answer.json()),
        "resendToken" => nothing(debit::resend(ledger, &given)),
        "clearScript" => {
            ledger.clear_script();
            Ok(NOTHING.to_owned())
        }
        "verify" => nothing(ledger.verify().map_err(unbalanced)),
        other => Err(Problem::says(Code::UnknownOperation, &[&excerpt(other)]).into()),
    }
}

/// The calls that have the ledger keep more than before.
const KEEPING_MORE: &[&str] = &[
    "addSubscriber",
    "caasDebit",
    "chargeReservation",
    "createCharge",
    "debit",
    "payBill",
    "payment",
    "payout",
    "refund",
    "releaseReservation",
    "remit",
    "reserve",
    "script",
    "subscribe",
    "topUp",
];

/// Whether the call with this name has the ledger keep more than before, which needs memory.
#[must_use]
pub fn keeps_more(operation: &str) -> bool {
    KEEPING_MORE.contains(&operation)
}

const NOTHING: &str = "null";

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

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = "94777123456";

    fn ledger() -> MockLedger {
        MockLedger::new(&Value::Absent).unwrap()
    }

    /// What a call answers, or the code that it is refused with.
    fn answer(ledger: &mut MockLedger, operation: &str, arguments: &str) -> String {
        let Value::List(arguments) = json::read(arguments).unwrap() else { panic!("no list") };
        let called = call(ledger, operation, &arguments);
        called.unwrap_or_else(|refusal| refusal.code.text().to_owned())
    }

    /// Has the books forget what the last attempt holds: no call can bring that about.
    fn break_last_hold(ledger: &mut MockLedger) {
        let (_, event) = ledger.state.log.iter().last().unwrap();
        let hold = event.entry.unwrap();
        assert!(ledger.state.books.is_pending(hold));
        ledger.state.books.forget(hold);
    }

    fn statuses(ledger: &mut MockLedger, kind: &str) -> Vec<String> {
        let listed = answer(ledger, "transactions", &format!(r#"[{{"kind": "{kind}"}}]"#));
        let found = listed.split("\"status\":\"").skip(1);
        found.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    fn transaction(wrapper: &str, key: &str, more: &str) -> String {
        format!(
            r#"[{{"{wrapper}": {{"endUserId": "tel:+{USER}", "referenceCode": "{key}", {more}
                "paymentAmount": {{"chargingInformation":
                    {{"amount": "10", "currency": "LKR", "description": "a game"}}}}}}}}]"#
        )
    }

    fn server_reference(answer: &str) -> &str {
        let found = answer.split_once("\"serverReferenceCode\":\"").unwrap().1;
        found.split('"').next().unwrap()
    }

    #[test]
    fn a_payment_that_cannot_be_settled_is_not_charged() {
        let mut ledger = ledger();
        answer(&mut ledger, "script", r#"[{"behaviour": "delay", "delayMs": 10}]"#);
        let paid = answer(&mut ledger, "payment", &transaction("makePayment", "P", ""));
        assert!(paid.contains("Processing"), "{paid}");
        break_last_hold(&mut ledger);
        assert_eq!(answer(&mut ledger, "advance", "[10]"), "settlement-failed");
        assert_eq!(statuses(&mut ledger, "payment"), ["Denied"]);
        assert_eq!(answer(&mut ledger, "advance", "[10]"), NOTHING);
    }

    #[test]
    fn a_refund_that_cannot_be_settled_gives_nothing_back() {
        let mut ledger = ledger();
        let paid = answer(&mut ledger, "payment", &transaction("makePayment", "P", ""));
        answer(&mut ledger, "script", r#"[{"behaviour": "delay", "delayMs": 10}]"#);
        let original = format!(
            r#""originalReferenceCode": "P", "originalServerReferenceCode": "{}","#,
            server_reference(&paid)
        );
        answer(&mut ledger, "refund", &transaction("refundTransaction", "R", &original));
        break_last_hold(&mut ledger);
        assert_eq!(answer(&mut ledger, "advance", "[10]"), "settlement-failed");
        assert_eq!(statuses(&mut ledger, "refund"), ["Denied"]);
        let record = answer(&mut ledger, "paymentRecord", r#"["P"]"#);
        assert!(record.contains(r#""remaining":"10.00""#), "{record}");
    }

    #[test]
    fn a_debit_that_cannot_be_settled_is_rejected() {
        let body = r#"{"BILLERID": "BILLER-1", "AUTHFLAG": 3, "AMOUNT": 1, "RC": 1, "TRID": "T"}"#;
        for operation in ["confirmDebit", "refuseDebit"] {
            let mut ledger = ledger();
            answer(&mut ledger, "debit", &format!(r#"["{USER}", {body}]"#));
            let messages = answer(&mut ledger, "messages", "[]");
            let token = messages.split_once("\"token\":\"").unwrap().1.get(..6).unwrap();
            break_last_hold(&mut ledger);
            let token = if operation == "confirmDebit" { token } else { "" };
            let arguments = format!(r#"["T", "{token}"]"#).replace(r#", """#, "");
            let told = answer(&mut ledger, operation, &arguments);
            assert!(told.contains("\"status\":500"), "{told}");
            assert_eq!(statuses(&mut ledger, "debit"), ["Rejected"]);
        }
        let mut ledger = ledger();
        answer(&mut ledger, "debit", &format!(r#"["{USER}", {body}]"#));
        break_last_hold(&mut ledger);
        assert_eq!(answer(&mut ledger, "advance", "[60000]"), "settlement-failed");
        assert_eq!(statuses(&mut ledger, "debit"), ["Rejected"]);
    }

    #[test]
    fn a_reservation_that_cannot_be_settled_is_neither_charged_nor_released() {
        for (operation, kind) in [
            ("chargeReservation", "reservationCharge"),
            ("releaseReservation", "reservationRelease"),
            ("reserve", "reservationMore"),
        ] {
            let mut ledger = ledger();
            let wrapper = "amountReservationTransaction";
            let body = transaction(wrapper, "R", r#""referenceSequence": 1,"#);
            let begun = answer(&mut ledger, "reserve", &body);
            break_last_hold(&mut ledger);
            let more = format!(
                r#""referenceSequence": 2, "serverReferenceCode": "{}","#,
                server_reference(&begun)
            );
            let told = answer(&mut ledger, operation, &transaction(wrapper, "S", &more));
            assert!(told.contains("SVC0270"), "{told}");
            assert_eq!(statuses(&mut ledger, kind), ["Denied"]);
            assert_eq!(statuses(&mut ledger, "reservation"), ["Reserved"]);
            assert_eq!(answer(&mut ledger, "advance", "[600000]"), "settlement-failed");
        }
    }
}
