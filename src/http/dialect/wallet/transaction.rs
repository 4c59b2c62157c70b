//! Payments and refunds.

use super::parts::{information, metadata, resource};
use super::refused::{declined, invalid, refused};
use crate::document::codes::WalletCode;
use crate::document::{Payment, Reader, Refund, Value};
use crate::flow::{Details, Event, EventId, MockLedger, Outcome};
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

/// A payment that comes as text, see [`Payment::of_text`]; none if it is not sound. The answer to a
/// good and new one is told without what its request says, which its caller has at hand.
pub fn payment_of_text(ledger: &mut MockLedger, text: &str, application: u16) -> Option<String> {
    let request = Payment::of_text(text, ledger.world.config.strict)?;
    let outcome = ledger.payment(&request, application);
    let is_fresh = outcome.decline.is_none() && !outcome.replayed;
    let Some(id) = outcome.event.filter(|_| is_fresh) else {
        return Some(answer(ledger, outcome, request.currency).json());
    };
    let event = ledger.event(id)?;
    let mut object = Object::default();
    push_outcome(&mut object, ledger, id, event, &request, PAYMENT);
    Some(object.done())
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
    answer.of(&outcome)
}

/// The answer to a payment or a refund as it stands; nothing of any other attempt.
pub(in crate::http) fn standing(ledger: &MockLedger, id: EventId) -> Option<Answer> {
    let details = ledger.record(ledger.event(id)?).details;
    let currency = details.transaction()?.currency;
    transaction(ledger, id)?;
    Some(answer(ledger, ledger.outcome(id), currency))
}

/// What is told of a payment or a refund, now and whenever it is asked for; nothing of any other
/// attempt.
#[must_use]
pub fn transaction(ledger: &MockLedger, id: EventId) -> Option<String> {
    let event = ledger.event(id)?;
    let details = ledger.record(event).details;
    let (wrapper, operation, request, original) = match &details {
        Details::Payment(request) => ("makePayment", PAYMENT, request, None),
        Details::Refund(refund) => {
            let request = &refund.request;
            ("refundTransaction", REFUND, &request.payment, Some(request))
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
    push_outcome(&mut object, ledger, id, event, request, operation);
    object.close();
    Some(object.done())
}

/// What stands between the user and the reference in the address of a payment.
const PAYMENT: &str = "/payment/";

/// The same of a refund.
const REFUND: &str = "/refund/";

/// What has become of a transaction, and where its outcome is sent.
fn push_outcome(
    object: &mut Object,
    ledger: &MockLedger,
    id: EventId,
    event: &Event,
    request: &Payment<'_>,
    operation: &str,
) {
    let reference = ledger.server_reference(id);
    object.text("serverReferenceCode", &reference);
    object.text("resourceURL", &resource(ledger, request.end_user_id, operation, &reference));
    object.optional("notifyURL", request.notify_url);
    object.text("transactionOperationStatus", event.status.name());
}
