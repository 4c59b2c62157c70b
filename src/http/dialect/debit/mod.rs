//! The debit API: a status, and the same in words.

mod wire;

pub use crate::document::codes::DebitCode;
pub(in crate::http) use wire::API;

use super::arguments::{Arguments, Called};
use super::reason::reason_of;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::codes::{Reason, RefusalCode};
use crate::document::{Debit, Reader, Value, msisdn};
use crate::flow::record::DebitDetails;
use crate::flow::{
    ConsentError, DebitName, Decline, Details, Event, EventId, MockLedger, Status, contact,
    identify,
};
use crate::http::answer::Answer;
use crate::http::json::Object;

/// Calls the operation with this name.
pub(super) fn call(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Called> {
    let answer = match operation {
        "debit" => {
            given.application(2, &ledger.world).map(|_| debit(ledger, given.get(0), given.get(1)))
        }
        "confirmDebit" => confirm(ledger, given),
        "refuseDebit" => named(ledger, given, 1).and_then(|name| {
            let ended = ledger.refuse(name);
            outcome(ledger, name, ended)
        }),
        "cancelDebit" => named(ledger, given, 1).and_then(|name| {
            let ended = ledger.cancel(name);
            outcome(ledger, name, ended)
        }),
        "debitStatus" => named(ledger, given, 1).and_then(|name| {
            let found = ledger.debit_named(name);
            outcome(ledger, name, found)
        }),
        _ => return None,
    };
    Some(answer)
}

/// The customer gives the token.
fn confirm(ledger: &mut MockLedger, given: &Arguments<'_>) -> Called {
    let (name, token) = (named(ledger, given, 2)?, given.text(1)?);
    let ended = ledger.confirm(name, token.trim_ascii());
    outcome(ledger, name, ended)
}

/// Sends the customer a second message.
///
/// # Errors
/// No customer is asked about such a debit, or several are.
pub(in crate::http) fn resend(
    ledger: &mut MockLedger,
    given: &Arguments<'_>,
) -> Result<(), Refusal> {
    let name = named(ledger, given, 1)?;
    ledger.resend_token(name).map_err(|error| match error {
        ConsentError::SeveralFit => several(name),
        ConsentError::NotPending | ConsentError::WrongToken => {
            Problem::says(Code::NoPendingConsent, &[&excerpt(name.trid)]).into()
        }
    })
}

/// The debit that the first argument names, and the biller that the options may.
fn named<'v>(
    ledger: &MockLedger,
    given: &Arguments<'v>,
    options: usize,
) -> Result<DebitName<'v>, Refusal> {
    let trid = given.text(0)?.trim_ascii();
    Ok(DebitName { trid, biller: given.biller(options, &ledger.world)? })
}

/// Several billers have a debit with this key.
pub(in crate::http) fn several(name: DebitName<'_>) -> Refusal {
    Problem::says(Code::AmbiguousTrid, &[&excerpt(name.trid)]).into()
}

/// A debit from any account.
pub fn debit(ledger: &mut MockLedger, account: &Value, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let request = Debit::of_value(body, ledger.world.config.strict, &mut reader);
    let Some(request) = request else {
        return answer(DebitCode::Failed).because(why(reader.problems(), body));
    };
    let digits = if let Value::Text(account) = account { account.trim_ascii() } else { "" };
    let Some(account) = msisdn::digits(digits) else {
        return answer(DebitCode::Failed).because(Reason::AddressFormat);
    };
    let outcome = ledger.debit(account, &request);
    let answer = match (outcome.event, outcome.decline) {
        (Some(id), decline) if decline != Some(Decline::Outage) => told(ledger, id, decline),
        (_, decline) => answer(decline.map_or(DebitCode::Failed, code_of)),
    };
    answer.of(&outcome)
}

/// Why a body is refused. An amount that is a whole number, and above zero, is out of its range for
/// being too large.
fn why(problems: &[Problem], body: &Value) -> Reason {
    let Some(first) = problems.first() else { return Reason::MalformedBody };
    let given = body.field("AMOUNT");
    let digits = if let Value::Text(text) | Value::Number(text) | Value::Integer(text) = given {
        text.as_str()
    } else {
        ""
    };
    let is_whole = !digits.is_empty() && msisdn::is_digits(digits);
    if first.path == "/AMOUNT" && is_whole && digits.contains(|digit| digit != '0') {
        return Reason::AmountTooLarge;
    }
    reason_of(first.code)
}

/// The answer to a debit as it stands.
pub(in crate::http) fn standing(ledger: &MockLedger, id: EventId) -> Answer {
    let outcome = ledger.outcome(id);
    told(ledger, id, outcome.decline).of(&outcome)
}

fn outcome(
    ledger: &MockLedger,
    name: DebitName<'_>,
    ended: Result<EventId, ConsentError>,
) -> Called {
    match ended {
        Ok(id) => Ok(standing(ledger, id)),
        Err(ConsentError::NotPending) => {
            Ok(answer(DebitCode::NoPendingConsent).because(Reason::NoPendingConsent))
        }
        Err(ConsentError::WrongToken) => {
            Ok(answer(DebitCode::WrongToken).because(Reason::WrongToken))
        }
        Err(ConsentError::SeveralFit) => Err(several(name)),
    }
}

/// What is told of a debit, which was declined for this or not at all.
fn told(ledger: &MockLedger, id: EventId, decline: Option<Decline>) -> Answer {
    let Some((event, details)) = found(ledger, id) else { return answer(DebitCode::Failed) };
    let pending = event.status == Status::ConsentPending;
    let code = match decline {
        None if pending => DebitCode::Pending,
        None => DebitCode::Successful,
        Some(decline) => code_of(decline),
    };
    // Whoever gave a key knows it.
    let tells = pending || !details.has_own_trid;
    let biller = ledger.world.biller(event.party).filter(|_| pending);
    Answer {
        trid: tells.then(|| details.trid.to_owned()),
        biller: biller.map(|biller| biller.id.clone()),
        ..answer(code)
    }
}

/// The message at a position of those that were sent.
pub(in crate::http) fn message(ledger: &MockLedger, position: u32) -> Option<String> {
    let message = ledger.state.messages.get(position)?;
    let (event, DebitDetails { trid, .. }) = found(ledger, message.event)?;
    let total = event.amount.saturating_add(ledger.record(event).tax);
    let world = &ledger.world;
    let account = world.msisdn(event.subscriber).unwrap_or_default();
    let total = world.amount_text(total);
    let money = [world.config.currency.code(), " ", &total, " from ", account].concat();
    let mut object = Object::default();
    let identifiers = ledger.state.identifiers;
    object.text("id", &identify::message(identifiers, position));
    object.optional("to", contact(world, event.subscriber));
    let Some(expires_at) = message.expires_at else {
        object.text("text", &["Debited ", &money, ", TRID ", trid].concat());
        object.number("sentAt", message.at);
        return Some(object.done());
    };
    let token = if message.is_second {
        identify::second_token(identifiers, position)
    } else {
        identify::token(identifiers, message.event)
    };
    let text = ["Your token for ", &money, " is ", &token, ", TRID ", trid].concat();
    object.text("text", &text);
    object.number("sentAt", message.at);
    object.text("trid", trid);
    object.text("token", &token);
    object.number("expiresAt", expires_at);
    Some(object.done())
}

/// A debit and what is kept of its request.
fn found(ledger: &MockLedger, id: EventId) -> Option<(&Event, DebitDetails<'_>)> {
    let event = ledger.event(id)?;
    match ledger.record(event).details {
        Details::Debit(details) => Some((event, details)),
        Details::Cash
        | Details::Payment(_)
        | Details::Refund(_)
        | Details::Reservation(_)
        | Details::CaasDebit(_) => None,
    }
}

fn code_of(decline: Decline) -> DebitCode {
    match decline {
        Decline::NotAuthenticated
        | Decline::BillerUnknown
        | Decline::FlagBelowMinimum
        | Decline::AccountTypeNotPermitted => DebitCode::Unauthorised,
        Decline::InsufficientFunds => DebitCode::BalanceInsufficient,
        Decline::SettlementFailed | Decline::Outage => DebitCode::InternalError,
        Decline::Scripted(RefusalCode::Debit(code)) => code,
        // For these the document of the API has no code of its own.
        Decline::AmountTooHigh
        | Decline::AmountTooLow
        | Decline::BalanceQueryDisabled
        | Decline::ChargingDisabled
        | Decline::ConsentAttemptsUsed
        | Decline::ConsentCancelled
        | Decline::ConsentExpired
        | Decline::ConsentRefused
        | Decline::CurrencyNotSupported
        | Decline::ExceedsRemainder
        | Decline::ExceedsReservation
        | Decline::InstrumentDisabled
        | Decline::InstrumentUnknown
        | Decline::KeyOfOtherOperation
        | Decline::KeyOfOtherRequest
        | Decline::NotOnGrid
        | Decline::NotSubscribed
        | Decline::NotifyNumberForeign
        | Decline::NotifyNumberMissing
        | Decline::OriginalNotCharged
        | Decline::OriginalNotFound
        | Decline::OriginalPending
        | Decline::RatePerDay
        | Decline::RatePerSecond
        | Decline::ReferenceUsed
        | Decline::RefundsDisabled
        | Decline::ReservationExpired
        | Decline::ReservationFinished
        | Decline::ReservationNotFound
        | Decline::Scripted(RefusalCode::Wallet(_) | RefusalCode::Caas(_))
        | Decline::SequenceNotRising
        | Decline::ServiceChargeExceedsAmount
        | Decline::SubscriberInactive
        | Decline::SubscriberUnknown
        | Decline::SumOverflows
        | Decline::TaxNotConfigured => DebitCode::Failed,
    }
}

fn answer(code: DebitCode) -> Answer {
    Answer::new(code.status(), worded(code.status(), code.sentence()))
}

/// A status in words.
fn worded(status: u16, sentence: &str) -> String {
    let mut object = Object::default();
    object.number("resCode", status.into());
    object.text("resDesc", sentence);
    object.done()
}
