//! Reservations: one document for every step.

use super::parts::{information, metadata, resource};
use super::refused::{declined, invalid};
use crate::document::{Operation, Reservation};
use crate::document::{Reader, Value};
use crate::flow::event::{field, fields};
use crate::flow::{Event, EventId, Kind, MockLedger, Outcome, payment, remembered, reservation};
use crate::http::answer::Answer;
use crate::http::json::Object;

impl MockLedger {
    /// A step of a reservation: reserves an amount or more of it, charges it, or lets it go.
    pub fn reservation_step(
        &mut self,
        body: &Value,
        operation: Operation,
        application: u16,
    ) -> Answer {
        let mut reader = Reader::default();
        let request = Reservation::of_value(body, operation, self.config.strict, &mut reader);
        let Some(request) = request else { return invalid(reader.problems(), body) };
        let Outcome { event, decline, replayed } =
            self.reservation(&request, operation, application);
        let found = event.and_then(|id| Some((id, self.event(id)?)));
        let answer = match (decline, found) {
            (None, Some((id, event))) => Answer::new(200, step(self, id, event)),
            (decline, found) => {
                let decline = decline.unwrap_or(crate::flow::Decline::Outage);
                let event = found.map(|(_, event)| event);
                declined(self, decline, event, request.payment.currency)
            }
        };
        Answer { replayed, ..answer }
    }

    /// The reservation that an event is, or is a step of.
    pub(in crate::http) fn reservation_of(&self, id: EventId, event: &Event) -> Option<EventId> {
        match event.kind {
            Kind::Reservation => Some(id),
            Kind::ReservationMore | Kind::ReservationCharge | Kind::ReservationRelease => {
                event.original
            }
            Kind::BillPayment
            | Kind::CaasDebit
            | Kind::Debit
            | Kind::Opening
            | Kind::Payment
            | Kind::Refund
            | Kind::TopUp => None,
        }
    }
}

/// What is told of a step: what its event says, whatever has become of the reservation since.
fn step(ledger: &MockLedger, id: EventId, event: &Event) -> String {
    let given: Vec<Option<&str>> = fields(ledger.text(event)).collect();
    let of = |place: usize| given.get(place).copied().flatten();
    let units = |place| field(ledger.text(event), place).and_then(|digits| digits.parse().ok());
    let total = |place| ledger.amount_text(units(place).unwrap_or_default());
    let mut object = Object::default();
    object.open("amountReservationTransaction");
    object.optional("clientCorrelator", of(remembered::KEY));
    object.optional("endUserId", of(payment::END_USER_ID));
    object.open("paymentAmount");
    // A release may be without one.
    if of(payment::AMOUNT).is_some_and(|amount| !amount.is_empty()) {
        information(&mut object, &given);
    }
    metadata(&mut object, &given);
    object.text("amountReserved", &total(reservation::RESERVED));
    object.text("totalAmountCharged", &total(reservation::CHARGED));
    object.close();
    object.optional("referenceCode", of(remembered::REFERENCE));
    object.raw("referenceSequence", of(reservation::SEQUENCE).unwrap_or("0"));
    let reference = ledger.server_reference(event.original.unwrap_or(id));
    object.text("serverReferenceCode", &reference);
    let user = of(payment::END_USER_ID).unwrap_or_default();
    object.text("resourceURL", &resource(user, "/amountReservation/", &reference));
    object.optional("notifyURL", of(payment::NOTIFY_URL));
    let status = if event.kind == Kind::ReservationCharge {
        Operation::Charged
    } else if event.kind == Kind::ReservationRelease {
        Operation::Released
    } else {
        Operation::Reserved
    };
    object.text("transactionOperationStatus", status.name());
    object.close();
    object.done()
}
