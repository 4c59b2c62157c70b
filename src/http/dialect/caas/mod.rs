//! Charging as a service: direct debits, balances and subscriptions. The HTTP status is always 200.

mod wire;

pub use crate::document::codes::CaasCode;
pub(in crate::http) use wire::API;

use super::arguments::{Arguments, Called};
use super::reason::reason_of;
use crate::diagnostic::{Code, Problem};
use crate::document::codes::{Reason, RefusalCode};
use crate::document::{BalanceQuery, CaasDebit, Subscription, SubscriptionStatus};
use crate::document::{Reader, Value};
use crate::flow::record::CaasDebitDetails;
use crate::flow::{
    Decline, Details, Event, EventId, MockLedger, Outcome, Record, Standing, Status,
    SubscriptionChange, identify,
};
use crate::http::answer::Answer;
use crate::http::json::Object;
use crate::world::SubscriberStatus;

/// The version of the interface, which its answers and notifications tell.
const VERSION: &str = "1.0";

/// Calls the operation with this name.
pub(super) fn call(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Called> {
    let body = given.get(0);
    let answer = match operation {
        "caasDebit" => debit(ledger, body),
        "balanceQuery" => balance_query(ledger, body),
        "subscribe" => subscribe(ledger, body),
        "subscriptionStatus" => subscription_status(ledger, body),
        _ => return None,
    };
    Some(Ok(answer))
}

/// A direct debit, for the application that the body names.
pub fn debit(ledger: &mut MockLedger, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let Some(request) = CaasDebit::of_value(body, ledger.world.config.strict, &mut reader) else {
        let given = body.field("externalTrxId");
        let key = if let Value::Text(key) = given { Some(key.trim_ascii()) } else { None };
        let (code, reason) = invalid(reader.problems());
        return not_debited(ledger, code, "", key).because(reason);
    };
    let outcome = ledger.caas_debit(&request);
    let Outcome { event, decline, .. } = outcome;
    let event = event.and_then(|id| Some((id, ledger.event(id)?)));
    let answer = match (decline, event) {
        // What an outage swallows is told when it is asked for again.
        (decline, Some((id, event))) if decline != Some(Decline::Outage) => {
            Answer::new(200, debited(ledger, id, event))
        }
        (decline, _) => {
            let code = code_of(decline.unwrap_or(Decline::Outage));
            let caller = request.caller.application_id;
            not_debited(ledger, code, caller, Some(request.external_trx_id))
        }
    };
    answer.of(&outcome)
}

/// The answer to a direct debit as it stands.
pub(in crate::http) fn standing(ledger: &MockLedger, id: EventId) -> Option<Answer> {
    let answer = Answer::new(200, debited(ledger, id, ledger.event(id)?));
    Some(answer.of(&ledger.outcome(id)))
}

/// A question for a balance.
pub fn balance_query(ledger: &mut MockLedger, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let request = BalanceQuery::of_value(body, ledger.world.config.strict, &mut reader);
    let Some(request) = request else { return told_nothing(reader.problems()) };
    let caller = request.caller.application_id;
    let mut object = Object::default();
    let (code, outcome) = match ledger.balance(&request) {
        Err(outcome) => (code_of(outcome.decline.unwrap_or(Decline::Outage)), outcome),
        Ok((_, true)) => (CaasCode::E1601, Outcome::lost()),
        Ok((Standing { chargeable, status, is_postpaid }, false)) => {
            object.text("chargeableBalance", &ledger.world.amount_text(chargeable));
            object.text("accountStatus", status_name(status));
            object.text("accountType", if is_postpaid { "Post Paid" } else { "Pre Paid" });
            (CaasCode::S1000, Outcome::default())
        }
    };
    push_code(&mut object, code.text(), &code.detail(caller, ""));
    Answer::new(200, object.done()).of(&outcome)
}

/// The answer to a question whose body is not sound.
fn told_nothing(problems: &[Problem]) -> Answer {
    let (code, reason) = invalid(problems);
    let mut object = Object::default();
    push_code(&mut object, code.text(), &code.detail("", ""));
    Answer::new(200, object.done()).because(reason)
}

/// The beginning or the end of a subscription.
pub fn subscribe(ledger: &mut MockLedger, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let request = Subscription::of_value(body, ledger.world.config.strict, &mut reader);
    let Some(request) = request else {
        let (code, reason) = invalid(reader.problems());
        return registered(code, "", [None; 2]).because(reason);
    };
    let caller = request.caller.application_id;
    let (wanted, again, reason) = if request.opts_in {
        ("REGISTERED", CaasCode::E1351, Reason::AlreadySubscribed)
    } else {
        ("UNREGISTERED", CaasCode::E1356, Reason::AlreadyUnsubscribed)
    };
    match ledger.subscribe(&request) {
        Err(outcome) => {
            let code = code_of(outcome.decline.unwrap_or(Decline::Outage));
            registered(code, caller, [None; 2]).of(&outcome)
        }
        Ok(SubscriptionChange { is_lost: true, .. }) => {
            registered(CaasCode::E1601, caller, [None; 2]).of(&Outcome::lost())
        }
        Ok(SubscriptionChange { number: None, .. }) => {
            registered(again, caller, [None, Some(wanted)]).because(reason)
        }
        Ok(SubscriptionChange { number, .. }) => {
            registered(CaasCode::S1000, caller, [number.as_deref(), Some(wanted)])
        }
    }
}

/// A question for the state of a subscription.
#[must_use]
pub fn subscription_status(ledger: &MockLedger, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let request = SubscriptionStatus::of_value(body, ledger.world.config.strict, &mut reader);
    let Some(request) = request else {
        let (code, reason) = invalid(reader.problems());
        return registered(code, "", [None; 2]).because(reason);
    };
    let caller = request.caller.application_id;
    match ledger.registration(&request) {
        Ok(registration) => registered(CaasCode::S1000, caller, [None, Some(registration.name())]),
        Err(decline) => registered(code_of(decline), caller, [None; 2]).because(decline.reason()),
    }
}

/// What an application is told of a direct debit without being asked.
pub(in crate::http) fn notification(ledger: &MockLedger, id: EventId, at: i64) -> Option<String> {
    let event = ledger.event(id)?;
    let Record { tax, details: Details::CaasDebit(details) } = ledger.record(event) else {
        return None;
    };
    let CaasDebitDetails { external_trx_id, currency, .. } = details;
    let (code, detail) = result(ledger, event);
    let total = event.amount + tax;
    let paid = if event.status == Status::Charged { total } else { 0 };
    let mut object = Object::default();
    object.text("timeStamp", &ledger.world.time_text(at));
    object.text("version", VERSION);
    object.text("externalTrxId", external_trx_id);
    object.text("internalTrxId", &identify::internal_trx_id(ledger.state.identifiers, id));
    object.text("referenceId", &identify::reference_id(ledger.state.identifiers, id));
    object.text("currency", currency);
    object.text("totalAmount", &ledger.world.amount_text(total));
    object.text("paidAmount", &ledger.world.amount_text(paid));
    object.text("balanceDue", &ledger.world.amount_text(total - paid));
    push_code(&mut object, code, &detail);
    Some(object.done())
}

/// What is told of a direct debit that is remembered.
fn debited(ledger: &MockLedger, id: EventId, event: &Event) -> String {
    let (code, detail) = result(ledger, event);
    let mut object = Object::default();
    push_code(&mut object, code, &detail);
    object.text("timeStamp", &ledger.world.time_text(event.at));
    object.optional("externalTrxId", ledger.record(event).details.key());
    object.text("internalTrxId", &identify::internal_trx_id(ledger.state.identifiers, id));
    object.text("referenceId", &identify::reference_id(ledger.state.identifiers, id));
    object.done()
}

/// What is told of one that is not.
fn not_debited(ledger: &MockLedger, code: CaasCode, caller: &str, key: Option<&str>) -> Answer {
    let mut object = Object::default();
    push_code(&mut object, code.text(), &code.detail(caller, ""));
    object.text("timeStamp", &ledger.world.time_text(ledger.now()));
    object.optional("externalTrxId", key);
    Answer::new(200, object.done())
}

/// The code of a direct debit, and what it says.
fn result(ledger: &MockLedger, event: &Event) -> (&'static str, String) {
    let code = match event.decline {
        _ if event.status == Status::Processing => CaasCode::P1003,
        None => CaasCode::S1000,
        Some(decline) => code_of(decline),
    };
    let application = ledger.world.application(event.party).map_or("", |found| found.id.as_str());
    let subscriber = ledger.world.subscriber(event.subscriber);
    let operator = subscriber.and_then(|found| ledger.world.config.operators.get(found.operator));
    let operator = operator.map_or("", |operator| operator.id.as_str());
    (code.text(), code.detail(application, operator))
}

/// What subscriptions say where charges say `Success`.
const SUBSCRIPTION_SUCCESS: &str = "SUCCESS";

/// An answer with the number of the request and the state of the subscription, as far as there are.
fn registered(code: CaasCode, caller: &str, [number, status]: [Option<&str>; 2]) -> Answer {
    let mut object = Object::default();
    object.text("version", VERSION);
    object.optional("requestId", number);
    let detail = if code == CaasCode::S1000 {
        SUBSCRIPTION_SUCCESS.to_owned()
    } else {
        code.detail(caller, "")
    };
    push_code(&mut object, code.text(), &detail);
    object.optional("subscriptionStatus", status);
    Answer::new(200, object.done())
}

fn push_code(object: &mut Object, code: &str, detail: &str) {
    object.text("statusCode", code);
    object.text("statusDetail", detail);
}

fn status_name(status: SubscriberStatus) -> &'static str {
    match status {
        SubscriberStatus::Active => "Active",
        SubscriberStatus::Suspended => "Suspended",
        SubscriberStatus::Terminated => "Terminated",
    }
}

/// The code of a body that is not sound, and why it is not: fields that are not there are seen
/// first, then the number, and the currency last.
fn invalid(problems: &[Problem]) -> (CaasCode, Reason) {
    let first = |code: Code| problems.iter().find(|problem| problem.code == code);
    let is_currency = |problem: &Problem| problem.code == Code::UnknownCurrency;
    let missing = first(Code::MissingField).or_else(|| first(Code::WrongType));
    let (code, problem) = if let Some(missing) = missing {
        (CaasCode::E1312, Some(missing))
    } else if let Some(address) = first(Code::AddressFormat) {
        (CaasCode::E1325, Some(address))
    } else if problems.iter().all(is_currency) {
        (CaasCode::E1380, problems.first())
    } else if let Some(large) = first(Code::AmountTooLarge) {
        (CaasCode::E1329, Some(large))
    } else {
        (CaasCode::E1312, problems.iter().find(|problem| !is_currency(problem)))
    };
    (code, problem.map_or(Reason::MalformedBody, |problem| reason_of(problem.code)))
}

fn code_of(decline: Decline) -> CaasCode {
    match decline {
        Decline::KeyOfOtherOperation | Decline::KeyOfOtherRequest | Decline::NotOnGrid => {
            CaasCode::E1312
        }
        Decline::NotAuthenticated => CaasCode::E1313,
        Decline::ChargingDisabled => CaasCode::E1328,
        Decline::InstrumentDisabled => CaasCode::E1371,
        Decline::BalanceQueryDisabled => CaasCode::E1309,
        Decline::SubscriberUnknown | Decline::SubscriberInactive => CaasCode::E1317,
        Decline::NotSubscribed => CaasCode::E1365,
        Decline::CurrencyNotSupported => CaasCode::E1380,
        Decline::InstrumentUnknown => CaasCode::E1377,
        Decline::RatePerSecond => CaasCode::E1318,
        Decline::RatePerDay => CaasCode::E1319,
        Decline::AmountTooHigh => CaasCode::E1329,
        Decline::AmountTooLow => CaasCode::E1330,
        Decline::InsufficientFunds => CaasCode::E1378,
        Decline::Scripted(RefusalCode::Caas(code)) => code,
        Decline::Outage => CaasCode::E1601,
        Decline::Scripted(RefusalCode::Wallet(_) | RefusalCode::Debit(_))
        | Decline::TaxNotConfigured
        | Decline::ServiceChargeExceedsAmount
        | Decline::SumOverflows
        | Decline::SettlementFailed
        // What only the operations of other APIs are declined for.
        | Decline::AccountTypeNotPermitted
        | Decline::BillerUnknown
        | Decline::ConsentAttemptsUsed
        | Decline::ConsentCancelled
        | Decline::ConsentExpired
        | Decline::ConsentRefused
        | Decline::ExceedsRemainder
        | Decline::ExceedsReservation
        | Decline::FlagBelowMinimum
        | Decline::NotifyNumberForeign
        | Decline::NotifyNumberMissing
        | Decline::OriginalNotCharged
        | Decline::OriginalNotFound
        | Decline::OriginalPending
        | Decline::ReferenceUsed
        | Decline::RefundsDisabled
        | Decline::ReservationExpired
        | Decline::ReservationFinished
        | Decline::ReservationNotFound
        | Decline::SequenceNotRising => CaasCode::E1404,
    }
}
