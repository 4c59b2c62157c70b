//! Payments and refunds.

use super::code::WalletCode;
use super::parts::{information, metadata, resource};
use super::refused::{declined, invalid, refused};
use crate::document::{Payment, Reader, Refund, Value};
use crate::flow::event::fields;
use crate::flow::{Event, EventId, Kind, MockLedger, Outcome, payment, refund, remembered};
use crate::http::answer::Answer;
use crate::http::json::Object;

impl MockLedger {
    /// A payment out of a wallet.
    pub fn payment(&mut self, body: &Value, application: u16) -> Answer {
        let mut reader = Reader::default();
        let request = Payment::of_value(body, self.config.strict, &mut reader);
        match request {
            Some(request) => self.answer_payment(&request, application),
            None => invalid(reader.problems(), body),
        }
    }

    /// A payment whose body comes as JSON from JavaScript, see [`Payment::of_text`]; none if it is
    /// not read so.
    pub fn payment_of_text(&mut self, text: &str, application: u16) -> Option<Answer> {
        let request = Payment::of_text(text, self.config.strict)?;
        Some(self.answer_payment(&request, application))
    }

    /// A refund of a payment.
    pub fn refund_payment(&mut self, body: &Value, application: u16) -> Answer {
        let mut reader = Reader::default();
        match Refund::of_value(body, self.config.strict, &mut reader) {
            Some(request) => {
                let outcome = self.refund(&request, application);
                answer(self, outcome, request.payment.currency)
            }
            None => invalid(reader.problems(), body),
        }
    }

    fn answer_payment(&mut self, request: &Payment<'_>, application: u16) -> Answer {
        let outcome = self.pay(request, application);
        answer(self, outcome, request.currency)
    }

    /// What is told of a payment or a refund, now and whenever it is asked for.
    #[must_use]
    pub fn wallet_body(&self, id: EventId) -> Option<String> {
        let event = self.event(id)?;
        matches!(event.kind, Kind::Payment | Kind::Refund).then(|| body(self, id, event))
    }
}

fn answer(ledger: &MockLedger, outcome: Outcome, currency: &str) -> Answer {
    let event = outcome.event.and_then(|id| Some((id, ledger.event(id)?)));
    let answer = match (outcome.decline, event) {
        (Some(decline), event) => {
            declined(ledger, decline, event.map(|(_, event)| event), currency)
        }
        (None, Some((id, event))) => Answer::new(200, body(ledger, id, event)),
        (None, None) => refused(WalletCode::SVC0001, &[]),
    };
    Answer { replayed: outcome.replayed, ..answer }
}

fn body(ledger: &MockLedger, id: EventId, event: &Event) -> String {
    let given: Vec<Option<&str>> = fields(ledger.text(event)).collect();
    let of = |place: usize| given.get(place).copied().flatten();
    let is_refund = event.kind == Kind::Refund;
    let mut object = Object::default();
    object.open(if is_refund { "refundTransaction" } else { "makePayment" });
    object.optional("clientCorrelator", of(remembered::KEY));
    object.optional("endUserId", of(payment::END_USER_ID));
    if is_refund {
        object.optional("originalReferenceCode", of(refund::ORIGINAL_REFERENCE));
        object.optional("originalServerReferenceCode", of(refund::ORIGINAL_SERVER_REFERENCE));
    }
    object.open("paymentAmount");
    information(&mut object, &given);
    metadata(&mut object, &given);
    object.close();
    object.optional("referenceCode", of(remembered::REFERENCE));
    let reference = ledger.server_reference(id);
    object.text("serverReferenceCode", &reference);
    let user = of(payment::END_USER_ID).unwrap_or_default();
    let operation = if is_refund { "/refund/" } else { "/payment/" };
    object.text("resourceURL", &resource(user, operation, &reference));
    object.optional("notifyURL", of(payment::NOTIFY_URL));
    object.text("transactionOperationStatus", event.status.name());
    object.close();
    object.done()
}
