//! The debit API: a status, and the same in words.

mod code;
mod wire;

pub use code::DebitCode;
pub(in crate::http) use wire::API;

use super::arguments::{Arguments, Called};
use crate::document::{Debit, Reader, Value, msisdn};
use crate::flow::record::DebitDetails;
use crate::flow::{
    ConsentError, Decline, Details, Event, EventId, MockLedger, Status, contact, identify,
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
        "confirmDebit" => confirm_by(ledger, given),
        "refuseDebit" => given.text(0).map(|trid| refuse(ledger, trid)),
        "cancelDebit" => given.text(0).map(|trid| cancel(ledger, trid)),
        "debitStatus" => given.text(0).map(|trid| status(ledger, trid)),
        _ => return None,
    };
    Some(answer)
}

fn confirm_by(ledger: &mut MockLedger, given: &Arguments<'_>) -> Called {
    let (trid, token) = (given.text(0)?, given.text(1)?);
    Ok(confirm(ledger, trid, token))
}

/// A debit from any account.
pub fn debit(ledger: &mut MockLedger, account: &Value, body: &Value) -> Answer {
    let mut reader = Reader::default();
    let request = Debit::of_value(body, ledger.world.config.strict, &mut reader);
    let (Some(request), Value::Text(account)) = (request, account) else {
        return answer(DebitCode::Failed);
    };
    let Some(account) = msisdn::digits(account.trim_ascii()) else {
        return answer(DebitCode::Failed);
    };
    let outcome = ledger.debit(account, &request);
    let answer = match (outcome.event, outcome.decline) {
        (Some(id), decline) if decline != Some(Decline::Outage) => told(ledger, id, decline),
        (_, decline) => answer(decline.map_or(DebitCode::Failed, code_of)),
    };
    Answer { replayed: outcome.replayed, ..answer }
}

/// The customer gives the token.
pub fn confirm(ledger: &mut MockLedger, trid: &str, token: &str) -> Answer {
    let ended = ledger.confirm(trid.trim_ascii(), token.trim_ascii());
    outcome(ledger, ended)
}

/// The customer refuses.
pub fn refuse(ledger: &mut MockLedger, trid: &str) -> Answer {
    let ended = ledger.refuse(trid.trim_ascii());
    outcome(ledger, ended)
}

/// The biller withdraws.
pub fn cancel(ledger: &mut MockLedger, trid: &str) -> Answer {
    let ended = ledger.cancel(trid.trim_ascii());
    outcome(ledger, ended)
}

/// How a debit stands.
#[must_use]
pub fn status(ledger: &MockLedger, trid: &str) -> Answer {
    let id = ledger.debit_named(trid.trim_ascii());
    outcome(ledger, id.ok_or(ConsentError::NotPending))
}

fn outcome(ledger: &MockLedger, ended: Result<EventId, ConsentError>) -> Answer {
    match ended {
        Ok(id) => told(ledger, id, ledger.event(id).and_then(|event| event.decline)),
        Err(ConsentError::NotPending) => answer(DebitCode::NoPendingConsent),
        Err(ConsentError::WrongToken) => answer(DebitCode::WrongToken),
    }
}

/// What is told of a debit, which was declined for this or not at all.
fn told(ledger: &MockLedger, id: EventId, decline: Option<Decline>) -> Answer {
    let Some((event, details)) = found(ledger, id) else { return answer(DebitCode::Failed) };
    let pending = event.status == Status::ConsentPending;
    let code = match decline {
        None if pending => DebitCode::Pending,
        None => DebitCode::Successful,
        Some(Decline::Scripted) => scripted(ledger.record(event).scripted_code),
        Some(decline) => code_of(decline),
    };
    // Whoever gave a key knows it.
    let tells = pending || !details.has_own_trid;
    Answer { trid: tells.then(|| details.trid.to_owned()), ..answer(code) }
}

/// The message at a position of those that were sent.
pub(in crate::http) fn message(ledger: &MockLedger, position: u32) -> Option<String> {
    let message = ledger.state.messages.get(position)?;
    let (event, DebitDetails { trid, total, .. }) = found(ledger, message.event)?;
    let world = &ledger.world;
    let account = world.msisdn(event.subscriber).unwrap_or_default();
    let total = world.amount_text(total);
    let money = [world.config.currency.code(), " ", &total, " from ", account].concat();
    let mut object = Object::default();
    let identifiers = ledger.state.identifiers;
    object.text("id", &identify::message(identifiers, position));
    object.optional("to", contact(world, event.subscriber));
    if !message.asks {
        object.text("text", &["Debited ", &money, ", TRID ", trid].concat());
        object.number("sentAt", message.at);
        return Some(object.done());
    }
    let token = identify::token(identifiers, message.event);
    let text = ["Your token for ", &money, " is ", &token, ", TRID ", trid].concat();
    object.text("text", &text);
    object.number("sentAt", message.at);
    object.text("trid", trid);
    object.text("token", &token);
    object.number("expiresAt", message.at.saturating_add(world.config.consent.timeout_ms));
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

/// The code of a refusal that a script names.
fn scripted(code: Option<&str>) -> DebitCode {
    let refusals =
        [DebitCode::Unauthorised, DebitCode::BalanceInsufficient, DebitCode::InternalError];
    let named = code.and_then(DebitCode::named);
    named.filter(|code| refusals.contains(code)).unwrap_or(DebitCode::Failed)
}

fn code_of(decline: Decline) -> DebitCode {
    match decline {
        Decline::NotAuthenticated
        | Decline::BillerUnknown
        | Decline::FlagBelowMinimum
        | Decline::AccountTypeNotPermitted => DebitCode::Unauthorised,
        Decline::InsufficientFunds => DebitCode::BalanceInsufficient,
        Decline::SettlementFailed | Decline::Outage => DebitCode::InternalError,
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
        | Decline::OriginalNotCharged
        | Decline::OriginalNotFound
        | Decline::RatePerDay
        | Decline::RatePerSecond
        | Decline::ReferenceUsed
        | Decline::RefundsDisabled
        | Decline::ReservationExpired
        | Decline::ReservationFinished
        | Decline::ReservationNotFound
        | Decline::Scripted
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
