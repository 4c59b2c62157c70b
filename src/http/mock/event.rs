//! What views and filters ask of an event.

use crate::flow::{Event, EventId, EventKind, MockLedger, identify};

/// The place of the application that made an attempt, or whose shares a biller's debit has.
pub(super) fn application_of(ledger: &MockLedger, event: &Event) -> Option<u16> {
    if event.kind == EventKind::Debit {
        return ledger.world.biller(event.party).map(|biller| biller.application);
    }
    ledger.world.application(event.party).map(|_| event.party)
}

/// The server's own reference of an attempt of a kind that is told one.
pub(super) fn own_reference(ledger: &MockLedger, id: EventId, event: &Event) -> Option<String> {
    match event.kind {
        EventKind::CaasDebit => Some(identify::internal_trx_id(ledger.state.identifiers, id)),
        EventKind::Opening
        | EventKind::TopUp
        | EventKind::BillPayment
        | EventKind::Payout
        | EventKind::Remittance
        | EventKind::Debit => None,
        EventKind::Payment | EventKind::Refund | EventKind::Reservation => {
            Some(ledger.server_reference(id))
        }
        // A step is told that of its reservation.
        EventKind::ReservationMore
        | EventKind::ReservationCharge
        | EventKind::ReservationRelease => {
            let begun_by = ledger.record(event).details.original();
            begun_by.map(|begun_by| ledger.server_reference(begun_by))
        }
    }
}
