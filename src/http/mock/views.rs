//! What the ledger tells of itself: accounts, notifications with their deliveries, messages.

use super::page::{LIST_MAX, Page};
use super::posted;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Reader, Value};
use crate::flow::{
    AccountKind, DeliveryOutcome, MockLedger, attempt_count, contact, identify, url,
};
use crate::http::dialect::debit;
use crate::http::json::{Object, list};
use crate::http::url::without_user;
use crate::ledger::{Account, Sums};
use crate::world::Payer;
use crate::world::fields::number;

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
            // Who posts it asks for deliveries, and learns all of the address.
            object.optional("url", url(state, notice).map(without_user).as_deref());
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
    let found = ledger.deliveries(only, is_due);
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
    let to = number(&mut fields, "to", &mut reader);
    let page = Page::read(&mut fields, most, &mut reader, ("message", &position));
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let fits = |position| {
        let message = state.messages.get(position);
        let event = message.and_then(|message| ledger.event(message.event));
        let number = event.and_then(|event| contact(&ledger.world, event.subscriber));
        to.is_none() || number == to.as_deref()
    };
    page.list(state.messages.len(), fits, |position| debit::message(ledger, position))
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
