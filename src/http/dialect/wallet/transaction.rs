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
            match fresh(ledger, &outcome) {
                // Its request is at hand, and need not be read from what is kept.
                Some((id, event)) => {
                    let told = TransactionText::payment(&request).json(ledger, id, event);
                    Answer::new(200, told).of(&outcome)
                }
                None => answer(ledger, outcome, request.currency),
            }
        }
        None => invalid(reader.problems(), body),
    }
}

/// The event of a good and new attempt.
fn fresh<'l>(ledger: &'l MockLedger, outcome: &Outcome) -> Option<(EventId, &'l Event)> {
    let is_fresh = outcome.decline.is_none() && !outcome.replayed;
    let id = outcome.event.filter(|_| is_fresh)?;
    Some((id, ledger.event(id)?))
}

/// A payment that comes as text, see [`Payment::of_text`]; none if it is not sound. The answer to a
/// good and new one is told without what its request says, which its caller has at hand.
pub fn payment_of_text(ledger: &mut MockLedger, text: &str, application: u16) -> Option<String> {
    let request = Payment::of_text(text, ledger.world.config.strict)?;
    let outcome = ledger.payment(&request, application);
    let Some((id, event)) = fresh(ledger, &outcome) else {
        return Some(answer(ledger, outcome, request.currency).json());
    };
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
    let told = match &details {
        Details::Payment(request) => TransactionText::payment(request),
        Details::Refund(refund) => {
            let refund = &refund.request;
            let (wrapper, operation) = ("refundTransaction", REFUND);
            TransactionText { wrapper, operation, request: &refund.payment, original: Some(refund) }
        }
        Details::Cash | Details::Reservation(_) | Details::Debit(_) | Details::CaasDebit(_) => {
            return None;
        }
    };
    Some(told.json(ledger, id, event))
}

/// What of a payment or a refund is told.
struct TransactionText<'t> {
    /// What its document is called.
    wrapper: &'static str,
    /// What stands in the address between the user and the reference.
    operation: &'static str,
    request: &'t Payment<'t>,
    /// What a refund says of the payment that it gives back.
    original: Option<&'t Refund<'t>>,
}

impl<'t> TransactionText<'t> {
    fn payment(request: &'t Payment<'t>) -> Self {
        Self { wrapper: "makePayment", operation: PAYMENT, request, original: None }
    }

    fn json(&self, ledger: &MockLedger, id: EventId, event: &Event) -> String {
        let Self { request, .. } = self;
        let mut object = Object::default();
        object.open(self.wrapper);
        object.optional("clientCorrelator", request.client_correlator);
        object.text("endUserId", request.end_user_id);
        if let Some(refund) = self.original {
            object.text("originalReferenceCode", refund.original_reference_code);
            object.text("originalServerReferenceCode", refund.original_server_reference_code);
        }
        object.open("paymentAmount");
        information(&mut object, request);
        metadata(&mut object, request);
        object.close();
        object.text("referenceCode", request.reference_code);
        push_outcome(&mut object, ledger, id, event, request, self.operation);
        object.close();
        object.done()
    }
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
