//! Reservations: one document for every step.

use super::parts::{information, metadata, resource};
use super::refused::{declined, invalid};
use crate::document::{Operation, Reservation};
use crate::document::{Reader, Value};
use crate::flow::record::ReservationDetails;
use crate::flow::{Decline, Details, Event, EventId, EventKind, MockLedger, Outcome, Status};
use crate::http::answer::Answer;
use crate::http::json::Object;

/// A step of a reservation: reserves an amount or more of it, charges it, or lets it go.
pub fn reservation(
    ledger: &mut MockLedger,
    body: &Value,
    operation: Operation,
    application: u16,
) -> Answer {
    let mut reader = Reader::default();
    let strict = ledger.world.config.strict;
    let request = Reservation::of_value(body, operation, strict, &mut reader);
    let Some(request) = request else { return invalid(reader.problems(), body) };
    let outcome = ledger.reservation(&request, operation, application);
    let Outcome { event, decline, .. } = outcome;
    let found = event.and_then(|id| Some((id, ledger.event(id)?)));
    let answer = match (decline, found) {
        (None, Some((id, event))) => match ledger.record(event).details {
            Details::Reservation(details) => Answer::new(200, stepped(ledger, id, event, &details)),
            Details::Cash
            | Details::Payment(_)
            | Details::Refund(_)
            | Details::Debit(_)
            | Details::CaasDebit(_) => declined(ledger, Decline::Outage, None, ""),
        },
        (decline, found) => {
            let event = found.map(|(_, event)| event);
            let decline = decline.unwrap_or(Decline::Outage);
            declined(ledger, decline, event, request.payment.currency)
        }
    };
    answer.of(&outcome)
}

/// What is told of a step: what its event says, whatever has become of the reservation since.
fn stepped(
    ledger: &MockLedger,
    id: EventId,
    event: &Event,
    details: &ReservationDetails<'_>,
) -> String {
    let status = if event.kind == EventKind::ReservationCharge {
        Operation::Charged
    } else if event.kind == EventKind::ReservationRelease {
        Operation::Released
    } else {
        Operation::Reserved
    };
    told(ledger, id, details, status.name())
}

/// What is told of a reservation that is asked for by the event that began it; nothing of any other
/// attempt.
pub(super) fn standing(ledger: &MockLedger, id: EventId) -> Option<String> {
    let event = ledger.event(id)?;
    let Details::Reservation(details) = ledger.record(event).details else { return None };
    let granted = ledger.state.reservations.get(id);
    let is_open = event.status == Status::Reserved;
    let now = ReservationDetails {
        reserved: granted.filter(|_| is_open).map_or(0, |granted| granted.base - granted.charged),
        charged: granted.map_or(0, |granted| granted.charged),
        ..details
    };
    Some(told(ledger, id, &now, event.status.name()))
}

fn told(
    ledger: &MockLedger,
    id: EventId,
    details: &ReservationDetails<'_>,
    status: &str,
) -> String {
    let ReservationDetails { request, begun_by, reserved, charged } = details;
    let transaction = &request.payment;
    let mut object = Object::default();
    object.open("amountReservationTransaction");
    object.optional("clientCorrelator", transaction.client_correlator);
    object.text("endUserId", transaction.end_user_id);
    object.open("paymentAmount");
    // A release may be without one.
    if !transaction.amount_text.is_empty() {
        information(&mut object, transaction);
    }
    metadata(&mut object, transaction);
    object.text("amountReserved", &ledger.world.amount_text(*reserved));
    object.text("totalAmountCharged", &ledger.world.amount_text(*charged));
    object.close();
    object.text("referenceCode", transaction.reference_code);
    object.number("referenceSequence", request.reference_sequence);
    let reference = ledger.server_reference(begun_by.unwrap_or(id));
    object.text("serverReferenceCode", &reference);
    let url = resource(ledger, transaction.end_user_id, "/amountReservation/", &reference);
    object.text("resourceURL", &url);
    object.optional("notifyURL", transaction.notify_url);
    object.text("transactionOperationStatus", status);
    object.close();
    object.done()
}
