//! What the ledger tells of itself: accounts, transactions and the record of a payment.

use super::event::{application_of, own_reference};
use super::filter::Filter;
use super::page::{LIST_MAX, Page};
use super::posted;
use crate::diagnostic::{Code, Problem, Refusal, count, excerpt};
use crate::document::{Reader, Value, msisdn};
use crate::flow::{
    self, AccountKind, DeliveryOutcome, Event, EventId, EventKind, MockLedger, Status,
    attempt_count, contact, identify, remainder, url,
};
use crate::http::dialect::debit;
use crate::http::json::{Object, list};
use crate::ledger::{Account, Component, Posting, Sums};
use crate::world::Payer;
use crate::world::tax::TaxComponent;

/// A page of the accounts.
pub(super) fn accounts(
    ledger: &MockLedger,
    value: &Value,
    most: &Value,
) -> Result<String, Refusal> {
    let chart = &ledger.world.chart;
    let page = Page::alone(value, most, ("account", &|id| chart.position(id)))?;
    page.list(
        chart.names().len() as u32,
        |_| true,
        |position| {
            let name = chart.names().get(position as usize)?;
            let account = ledger.state.books.account(name.id)?;
            let mut object = Object::default();
            object.text("id", &name.text);
            object.text("kind", name.kind.name());
            object.optional("owner", name.owner.as_deref());
            object.text("currency", ledger.world.config.currency.code());
            object.text("balance", &ledger.world.amount_text(account.balance()));
            object.text("held", &ledger.world.amount_text(held(account, name.kind)));
            Some(object.done())
        },
    )
}

/// A subscriber's account.
pub(super) fn account(ledger: &MockLedger, position: u32) -> Option<String> {
    let account = ledger.state.books.account(ledger.world.chart.subscriber(position)?)?;
    let subscriber = ledger.world.subscriber(position)?;
    let mut object = Object::default();
    object.text("balance", &ledger.world.amount_text(account.balance()));
    object.text("available", &ledger.world.amount_text(account.available().unwrap_or_default()));
    object.text("held", &ledger.world.amount_text(account.sums.debits_pending));
    if let Payer::Postpaid { credit_limit } = subscriber.payer {
        object.text("creditLimit", &ledger.world.amount_text(credit_limit));
    }
    Some(object.done())
}

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
    let own = [posted.first(), held.first()].into_iter().flatten();
    let total = own.map(|first| first.amount.abs()).sum();
    object.text("total", &ledger.world.amount_text(total));
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
    // What a step of a reservation has posted stands with the reservation.
    let shown = if event.kind == EventKind::ReservationCharge { &[][..] } else { &posted };
    object.raw("postings", &postings(ledger, shown));
    object.raw("held", &postings(ledger, &held));
    object.done()
}

/// A page of the notifications, oldest first.
pub(super) fn notifications(
    ledger: &MockLedger,
    value: &Value,
    most: &Value,
) -> Result<String, Refusal> {
    let state = &ledger.state;
    let position = |id: &str| {
        let position = identify::of_notification(state.identifiers, id);
        position.filter(|position| *position < state.notices.len())
    };
    let page = Page::alone(value, most, ("notification", &position))?;
    page.list(
        state.notices.len(),
        |_| true,
        |position| {
            let notice = state.notices.get(position)?;
            let (_, body) = posted::body(ledger, notice)?;
            let mut object = Object::default();
            object.text("id", &identify::notification(state.identifiers, position));
            object.optional("url", url(state, notice));
            object.raw("body", &body);
            object.number("createdAt", notice.at);
            object.number("attempts", attempt_count(state, position, notice).into());
            object.truth("acknowledged", notice.acknowledged_at.is_some());
            Some(object.done())
        },
    )
}

/// The deliveries of notifications that fell due by now, or those that the filter asks for.
pub(super) fn deliveries(ledger: &MockLedger, value: &Value) -> Result<String, Refusal> {
    let state = &ledger.state;
    let mut reader = Reader::default();
    let mut fields = reader.fields(value, "");
    let is_due = fields.truth("due", &mut reader);
    let only = fields.named("id", &mut reader, |id| {
        let position = identify::of_notification(state.identifiers, id);
        let position = position.filter(|position| *position < state.notices.len());
        position.ok_or_else(|| Problem::says(Code::UnknownNotification, &[&excerpt(id)]))
    });
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let found = flow::deliveries(state, only, is_due);
    if found.len() > LIST_MAX {
        return Err(Problem::says(Code::TooManyEntries, &[]).into());
    }
    Ok(list(found.into_iter().map(|delivery| {
        let notice = state.notices.get(delivery.notice);
        let mut object = Object::default();
        object.text("notification", &identify::notification(state.identifiers, delivery.notice));
        object.number("attempt", delivery.attempt.into());
        object.number("at", delivery.at);
        object.optional("url", notice.and_then(|notice| url(state, notice)));
        object.optional("outcome", delivery.outcome.map(outcome));
        if let Some(notice) = notice {
            posted::push(ledger, notice, delivery.at, &mut object);
        }
        object.done()
    })))
}

fn outcome(outcome: DeliveryOutcome) -> &'static str {
    match outcome {
        DeliveryOutcome::Delivered => "ok",
        DeliveryOutcome::Failed => "failed",
        DeliveryOutcome::Dropped => "dropped",
    }
}

/// A page of the messages, oldest first.
pub(super) fn messages(
    ledger: &MockLedger,
    value: &Value,
    most: &Value,
) -> Result<String, Refusal> {
    let state = &ledger.state;
    let position = |id: &str| {
        let position = identify::of_message(state.identifiers, id);
        position.filter(|position| *position < state.messages.len())
    };
    let mut reader = Reader::default();
    let mut fields = reader.fields(value, "");
    let to = fields.text("to", &mut reader).map(|(text, _)| msisdn::digits(text).unwrap_or(text));
    let page = Page::read(&mut fields, most, &mut reader, ("message", &position));
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let fits = |position| {
        let message = state.messages.get(position);
        let event = message.and_then(|message| ledger.event(message.event));
        let number = event.and_then(|event| contact(&ledger.world, event.subscriber));
        to.is_none_or(|to| number == Some(to))
    };
    page.list(state.messages.len(), fits, |position| debit::message(ledger, position))
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

fn held(account: &Account, kind: AccountKind) -> i64 {
    let Sums { debits_pending, credits_pending, .. } = account.sums;
    match kind {
        AccountKind::Cash => 0,
        AccountKind::Subscriber => debits_pending,
        AccountKind::Provider
        | AccountKind::Aggregator
        | AccountKind::Operator
        | AccountKind::Tax => credits_pending,
    }
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
