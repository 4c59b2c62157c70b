//! What the ledger tells of attempts: each with what it moved, and with what its key compares.

use super::event::{application_of, own_reference};
use super::filter::Filter;
use crate::diagnostic::{Refusal, count};
use crate::document::Payment;
use crate::document::codes::Reason;
use crate::flow::{
    self, Details, Event, EventGroup, EventId, EventKind, MockLedger, Status, remainder,
};
use crate::http::json::{Object, list};
use crate::ledger::{Component, Posting};
use crate::money::{Currency, MinorUnits};
use crate::world::tax::TaxComponent;

/// A page of the remembered attempts that fit.
pub(super) fn transactions(ledger: &MockLedger, filter: &Filter<'_>) -> Result<String, Refusal> {
    let told = |id| Some(transaction(ledger, id, ledger.event(id)?));
    filter.page.list(ledger.state.log.len(), |id| filter.fits(ledger, id), told)
}

/// The payment, refund or debit that a reference names: the server's own, or the caller's.
pub(super) fn record(ledger: &mut MockLedger, reference: &str) -> Option<String> {
    let id = ledger.referred(reference)?;
    Some(transaction(ledger, id, ledger.event(id)?))
}

fn transaction(ledger: &MockLedger, id: EventId, event: &Event) -> String {
    let MockLedger { world, state } = ledger;
    let details = ledger.record(event).details;
    let pending = event.entry.is_some_and(|entry| state.books.is_pending(entry));
    // Where nothing is held for it, too.
    let pending = pending || event.status == Status::ConsentPending;
    let entry = state.postings(event.entry);
    let (posted, held) = if pending { (Vec::new(), entry) } else { (entry, Vec::new()) };
    let reserved = state.reservations.get(id);
    let posted = reserved.map_or(posted, flow::posted);
    let mut object = Object::default();
    object.text("id", &count(id as usize));
    object.text("kind", event.kind.name());
    object.text("status", event.status.name());
    let application = application_of(ledger, event).and_then(|place| world.application(place));
    object.optional("application", application.map(|application| application.id.as_str()));
    let biller = world.biller(event.party).filter(|_| event.kind == EventKind::Debit);
    object.optional("biller", biller.map(|biller| biller.id.as_str()));
    object.optional("subscriber", world.msisdn(event.subscriber));
    let amount = reserved.map_or(event.amount, |reserved| reserved.base);
    object.text("amount", &ledger.world.amount_text(amount));
    object.text("total", &ledger.world.amount_text(total(ledger, event, [&posted, &held])));
    object.text("currency", ledger.world.config.currency.code());
    object.number("createdAt", event.at);
    object.optional("clientCorrelator", details.key());
    object.optional("referenceCode", details.reference());
    object.optional("serverReferenceCode", own_reference(ledger, id, event).as_deref());
    object.optional("original", details.original().map(|id| count(id as usize)).as_deref());
    let is_charge = [EventKind::Payment, EventKind::ReservationCharge].contains(&event.kind);
    if is_charge && event.entry.is_some() {
        let remaining = remainder(state, id, event);
        let refunded = state.refunds.get(id).map_or(0, |refunds| refunds.refunded);
        object.text("refunded", &ledger.world.amount_text(refunded));
        object.text("remaining", &ledger.world.amount_text(remaining));
    }
    object.truth("pending", pending);
    let outcome = ledger.outcome(id);
    object.optional("reason", outcome.reason().map(Reason::text));
    push_compared(&mut object, ledger, event);
    // What a step of a reservation has posted stands with the reservation.
    let shown = if event.kind == EventKind::ReservationCharge { &[][..] } else { &posted };
    object.raw("postings", &postings(ledger, shown));
    object.raw("held", &postings(ledger, &held));
    object.done()
}

/// What the subscriber pays or gets, or would have. Of a reservation it is what is charged and
/// what is held.
fn total(ledger: &MockLedger, event: &Event, moved: [&[Posting]; 2]) -> i64 {
    match event.kind.group() {
        EventGroup::Payment | EventGroup::Refund | EventGroup::Debit | EventGroup::CaasDebit => {
            event.amount.saturating_add(ledger.record(event).tax)
        }
        EventGroup::Cash | EventGroup::Reservation => {
            moved.iter().filter_map(|legs| legs.first()).map(|first| first.amount.abs()).sum()
        }
    }
}

/// What another request under the same key must have alike to be the same one.
fn push_compared(object: &mut Object, ledger: &MockLedger, event: &Event) {
    let details = ledger.record(event).details;
    if details.key().is_none() {
        return;
    }
    let amount = ledger.world.amount_text(event.amount);
    object.open("compared");
    object.text("operation", event.kind.name());
    match &details {
        Details::Cash => {}
        Details::Payment(payment) => push_payment(object, payment),
        Details::Refund(refund) => {
            let request = &refund.request;
            push_payment(object, &request.payment);
            object.text("originalReferenceCode", request.original_reference_code);
            object.text("originalServerReferenceCode", request.original_server_reference_code);
        }
        Details::Reservation(step) => {
            push_payment(object, &step.request.payment);
            object.number("referenceSequence", step.request.reference_sequence);
            object.optional("serverReferenceCode", step.request.server_reference_code);
        }
        Details::Debit(debit) => {
            object.optional("subscriber", ledger.world.msisdn(event.subscriber));
            object.text("amount", &amount);
            object.number("AUTHFLAG", debit.terms.authorization);
            object.number("RC", debit.terms.reason_code);
            object.number("TAXTYPE", debit.terms.tax_type);
            object.optional("TAX", debit.terms.tax);
        }
        Details::CaasDebit(debit) => {
            object.text("subscriber", debit.msisdn);
            object.text("amount", &amount);
            object.text("currency", debit.currency);
        }
    }
    object.close();
}

/// What is compared of every request of the wallet. A release need not name an amount.
fn push_payment(object: &mut Object, payment: &Payment<'_>) {
    object.text("subscriber", payment.msisdn);
    if !payment.amount_text.is_empty() {
        let digits = Currency::from_code(payment.currency).map_or(2, Currency::minor_units);
        let units = MinorUnits::new(payment.amount.into()).unwrap_or_default();
        object.text("amount", &units.format(digits));
        object.text("currency", payment.currency);
    }
    object.text("referenceCode", payment.reference_code);
}

fn postings(ledger: &MockLedger, postings: &[Posting]) -> String {
    let given = postings.iter().filter(|posting| posting.amount != 0);
    list(given.map(|posting| {
        let mut object = Object::default();
        object.text("account", ledger.world.chart.name(posting.account));
        object.text("side", if posting.amount > 0 { "debit" } else { "credit" });
        object.text("amount", &ledger.world.amount_text(posting.amount.abs()));
        object.text("component", component(posting.component));
        object.done()
    }))
}

fn component(component: Component) -> &'static str {
    match component {
        Component::Amount => "amount",
        Component::Provider => "provider",
        Component::Aggregator => "aggregator",
        Component::Operator => "operator",
        Component::ServiceCharge => "serviceCharge",
        Component::Tax(number) => TaxComponent::of_number(number).map_or("", TaxComponent::name),
    }
}
