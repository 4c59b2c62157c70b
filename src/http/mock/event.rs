//! What views and filters ask of an event.

use crate::flow::{Event, EventId, Kind, MockLedger, identify};

/// The place of the application that made an attempt, or whose shares a biller's debit has.
pub(super) fn application_of(ledger: &MockLedger, event: &Event) -> Option<u16> {
    if event.kind == Kind::Debit {
        return ledger.world.biller(event.party).map(|biller| biller.application);
    }
    ledger.world.application(event.party).map(|_| event.party)
}

/// The server's own reference of an attempt of a kind that is told one.
pub(super) fn own_reference(ledger: &MockLedger, id: EventId, event: &Event) -> Option<String> {
    match event.kind {
        Kind::CaasDebit => Some(identify::internal_trx_id(ledger.state.identifiers, id)),
        Kind::Opening | Kind::TopUp | Kind::BillPayment | Kind::Debit => None,
        Kind::Payment | Kind::Refund | Kind::Reservation => Some(ledger.server_reference(id)),
        // A step is told that of its reservation.
        Kind::ReservationMore | Kind::ReservationCharge | Kind::ReservationRelease => {
            let begun_by = ledger.record(event).details.original();
            begun_by.map(|begun_by| ledger.server_reference(begun_by))
        }
    }
}
