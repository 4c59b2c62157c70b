//! Payments and refunds.

use super::code::WalletCode;
use super::parts::{information, metadata, push_resource, resource};
use super::refused::{declined, invalid, refused};
use crate::document::bodies::{Payment, Refund};
use crate::document::{Reader, SEPARATOR, Value};
use crate::flow::{Details, EventId, MockLedger, Outcome};
use crate::http::answer::Answer;
use crate::http::json::Object;

/// A payment out of a wallet.
pub fn payment(ledger: &mut MockLedger, body: &Value, application: u16) -> Answer {
    let mut reader = Reader::default();
    match Payment::of_value(body, ledger.world.config.strict, &mut reader) {
        Some(request) => {
            let outcome = ledger.payment(&request, application);
            answer(ledger, outcome, request.currency)
        }
        None => invalid(reader.problems(), body),
    }
}

/// A payment whose fields come as text, see [`Payment::of_text`]; none if they are not sound.
pub fn payment_of_text(ledger: &mut MockLedger, text: &str, application: u16) -> Option<Told> {
    let mut reader = Reader::default();
    let request = Payment::of_text(text, ledger.world.config.strict, &mut reader)?;
    let outcome = ledger.payment(&request, application);
    let fresh = outcome.event.filter(|_| outcome.decline.is_none() && !outcome.replayed);
    let Some((id, event)) = fresh.and_then(|id| Some((id, ledger.event(id)?))) else {
        return Some(Told::Answer(answer(ledger, outcome, request.currency)));
    };
    let status = event.status.name();
    let reference = ledger.server_reference(id);
    let mut text = String::with_capacity(192);
    text.push_str(&reference);
    text.push_str(SEPARATOR);
    push_resource(&mut text, request.end_user_id, "/payment/", &reference);
    text.push_str(SEPARATOR);
    text.push_str(status);
    Some(Told::Fresh(text))
}

/// A refund of such a payment.
pub fn refund(ledger: &mut MockLedger, body: &Value, application: u16) -> Answer {
    let mut reader = Reader::default();
    match Refund::of_value(body, ledger.world.config.strict, &mut reader) {
        Some(request) => {
            let outcome = ledger.refund(&request, application);
            answer(ledger, outcome, request.payment.currency)
        }
        None => invalid(reader.problems(), body),
    }
}

/// What is told of a payment to those who have its request at hand.
pub enum Told {
    /// The whole answer.
    Answer(Answer),
    /// What the answer, a good and new one, says besides the request: `serverReferenceCode`,
    /// `resourceURL` and `transactionOperationStatus`, with separators between them.
    Fresh(String),
}

fn answer(ledger: &MockLedger, outcome: Outcome, currency: &str) -> Answer {
    let answer = match outcome.decline {
        Some(decline) => {
            let event = outcome.event.and_then(|id| ledger.event(id));
            declined(ledger, decline, event, currency)
        }
        None => match outcome.event.and_then(|id| transaction(ledger, id)) {
            Some(body) => Answer::new(200, body),
            None => refused(WalletCode::SVC0001, &[]),
        },
    };
    Answer { replayed: outcome.replayed, ..answer }
}

/// What is told of a payment or a refund, now and whenever it is asked for; nothing of any other
/// attempt.
#[must_use]
pub fn transaction(ledger: &MockLedger, id: EventId) -> Option<String> {
    let event = ledger.event(id)?;
    let details = ledger.record(event).details;
    let (wrapper, operation, request, original) = match &details {
        Details::Payment(request) => ("makePayment", "/payment/", request, None),
        Details::Refund(refund) => {
            let request = &refund.request;
            ("refundTransaction", "/refund/", &request.payment, Some(request))
        }
        Details::Cash | Details::Reservation(_) | Details::Debit(_) | Details::CaasDebit(_) => {
            return None;
        }
    };
    let mut object = Object::default();
    object.open(wrapper);
    object.optional("clientCorrelator", request.client_correlator);
    object.text("endUserId", request.end_user_id);
    if let Some(refund) = original {
        object.text("originalReferenceCode", refund.original_reference_code);
        object.text("originalServerReferenceCode", refund.original_server_reference_code);
    }
    object.open("paymentAmount");
    information(&mut object, request);
    metadata(&mut object, request);
    object.close();
    object.text("referenceCode", request.reference_code);
    let reference = ledger.server_reference(id);
    object.text("serverReferenceCode", &reference);
    object.text("resourceURL", &resource(request.end_user_id, operation, &reference));
    object.optional("notifyURL", request.notify_url);
    object.text("transactionOperationStatus", event.status.name());
    object.close();
    Some(object.done())
}
