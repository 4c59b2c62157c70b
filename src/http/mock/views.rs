//! What the ledger tells of itself: accounts, transactions and the record of a payment.

use crate::diagnostic::{Refusal, count};
use crate::document::Value;
use crate::flow::event::{Event, EventId, Kind, Status, field};
use crate::flow::{MockLedger, remembered, reserved::Reserved};
use crate::http::json::{Object, list};
use crate::ledger::{Account, Component, Posting, Side};
use crate::money::MinorUnits;
use crate::world::Payer;

/// Which transactions are asked for; each names what it must agree with.
#[derive(Default)]
pub(in crate::http) struct Filter<'f> {
    kind: Option<&'f str>,
    status: Option<&'f str>,
    subscriber: Option<&'f str>,
    application: Option<&'f str>,
    client_correlator: Option<&'f str>,
    reference_code: Option<&'f str>,
    server_reference_code: Option<&'f str>,
}

impl<'f> Filter<'f> {
    pub(in crate::http) fn read(value: &'f Value) -> Result<Self, Refusal> {
        let mut reader = crate::document::Reader::default();
        let mut fields = reader.fields(value, "");
        let mut text = |name| fields.text(name, &mut reader).map(|(text, _)| text);
        let filter = Self {
            kind: text("kind"),
            status: text("status"),
            subscriber: text("subscriber"),
            application: text("application"),
            client_correlator: text("clientCorrelator"),
            reference_code: text("referenceCode"),
            server_reference_code: text("serverReferenceCode"),
        };
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| filter)
    }

    fn fits(&self, ledger: &MockLedger, id: EventId, event: &Event) -> bool {
        let agrees = |wanted: Option<&str>, found: Option<&str>| {
            wanted.is_none_or(|wanted| found == Some(wanted))
        };
        let text = ledger.text(event);
        let subscriber = self.subscriber.map(|text| text.strip_prefix("tel:").unwrap_or(text));
        agrees(self.kind, Some(event.kind.name()))
            && agrees(self.status, Some(event.status.name()))
            && agrees(
                subscriber.map(|text| text.trim_start_matches('+')),
                ledger.msisdn(event.subscriber),
            )
            && agrees(self.application, ledger.application_of(event))
            && agrees(self.client_correlator, field(text, remembered::KEY))
            && agrees(self.reference_code, field(text, remembered::REFERENCE))
            && self
                .server_reference_code
                .is_none_or(|wanted| ledger.own_reference(id, event).as_deref() == Some(wanted))
    }
}

impl MockLedger {
    /// An amount of the ledger's currency as a decimal string.
    pub(crate) fn amount_text(&self, units: i64) -> String {
        let units = MinorUnits::new(units.into()).unwrap_or_default();
        units.format(self.config.currency.minor_units())
    }

    /// A subscriber's number, in digits.
    pub(crate) fn msisdn(&self, subscriber: u32) -> Option<&str> {
        let subscriber = self.config.subscribers.get(subscriber as usize)?;
        Some(subscriber.msisdn.as_str())
    }

    /// Every account.
    pub(in crate::http) fn accounts_json(&self) -> String {
        let names = self.chart.names().iter();
        list(names.filter_map(|name| {
            let account = self.state.books.account(name.id)?;
            let mut object = Object::default();
            object.text("id", &name.text);
            object.text("kind", name.kind);
            object.optional("owner", name.owner.as_deref());
            object.text("currency", self.config.currency.code());
            object.text("balance", &self.amount_text(account.balance()));
            object.text("held", &self.amount_text(held(account, name.kind)));
            Some(object.done())
        }))
    }

    /// A subscriber's account.
    pub(in crate::http) fn account_json(&self, position: u32) -> Option<String> {
        let account = self.state.books.account(self.chart.subscriber(position)?)?;
        let subscriber = self.config.subscribers.get(position as usize)?;
        let mut object = Object::default();
        object.text("balance", &self.amount_text(account.balance()));
        object.text("available", &self.amount_text(account.available().unwrap_or_default()));
        object.text("held", &self.amount_text(account.sums.debits_pending));
        if let Payer::Postpaid { credit_limit } = subscriber.payer {
            object.text("creditLimit", &self.amount_text(credit_limit));
        }
        Some(object.done())
    }

    /// Every remembered attempt that fits.
    pub(in crate::http) fn transactions_json(&self, filter: &Filter<'_>) -> String {
        let events = (0..self.state.events.len()).filter_map(|id| Some((id, self.event(id)?)));
        let fitting = events.filter(|(id, event)| filter.fits(self, *id, event));
        list(fitting.map(|(id, event)| self.transaction_json(id, event)))
    }

    /// The payment, refund or debit that a reference names: the server's own, or the caller's.
    pub(in crate::http) fn record_json(&self, reference: &str) -> Option<String> {
        let known = self.event_of_reference(reference).or_else(|| self.last_referred(reference));
        // Declined attempts have given their reference code free again.
        let id = known.or_else(|| {
            (0..self.state.events.len()).rev().find(|id| {
                self.event(*id).is_some_and(|event| {
                    field(self.text(event), remembered::REFERENCE) == Some(reference)
                        || self.own_reference(*id, event).as_deref() == Some(reference)
                })
            })
        })?;
        Some(self.transaction_json(id, self.event(id)?))
    }

    fn transaction_json(&self, id: EventId, event: &Event) -> String {
        let text = self.text(event);
        let pending = event.entry.is_some_and(|entry| self.state.books.is_pending(entry));
        // Where nothing is held for it, too.
        let pending = pending || event.status == Status::ConsentPending;
        let postings = self.postings(event.entry);
        let (posted, held) = if pending { (Vec::new(), postings) } else { (postings, Vec::new()) };
        let reserved = self.state.reservations.get(id);
        let posted = reserved.map_or(posted, Reserved::posted);
        let mut object = Object::default();
        object.text("id", &count(id as usize));
        object.text("kind", event.kind.name());
        object.text("status", event.status.name());
        object.optional("application", self.application_of(event));
        object.optional("biller", self.biller_of(event));
        object.optional("subscriber", self.msisdn(event.subscriber));
        let amount = reserved.map_or(event.amount, |reserved| reserved.base);
        object.text("amount", &self.amount_text(amount));
        let own = [posted.first(), held.first()].into_iter().flatten();
        let total = own.map(|first| first.amount.abs()).sum();
        object.text("total", &self.amount_text(total));
        object.text("currency", self.config.currency.code());
        object.number("createdAt", event.at);
        object.optional("clientCorrelator", field(text, remembered::KEY));
        object.optional("referenceCode", field(text, remembered::REFERENCE));
        object.optional("serverReferenceCode", self.own_reference(id, event).as_deref());
        object.optional("original", event.original.map(|id| count(id as usize)).as_deref());
        if event.kind == Kind::Payment && event.entry.is_some() {
            let remaining = self.remainder(id, event);
            let refunded = self.state.refunds.get(id).map_or(0, |refunds| refunds.refunded);
            object.text("refunded", &self.amount_text(refunded));
            object.text("remaining", &self.amount_text(remaining));
        }
        object.truth("pending", pending);
        // What a step of a reservation has posted stands with the reservation.
        let shown = if event.kind == Kind::ReservationCharge { &[][..] } else { &posted };
        object.raw("postings", &self.postings_json(shown));
        object.raw("held", &self.postings_json(&held));
        object.done()
    }

    /// Every notification, oldest first.
    pub(in crate::http) fn notifications_json(&self) -> String {
        let notices = (0..self.state.notices.len()).zip(self.state.notices.iter());
        list(notices.filter_map(|(position, notice)| {
            let event = self.event(notice.event)?;
            let body = match event.kind {
                Kind::CaasDebit => self.charging_notification(notice.event, event, notice.at),
                _ => self.wallet_body(notice.event)?,
            };
            let mut object = Object::default();
            object.text("id", &self.notice_id(position));
            object.optional("url", self.notice_url(event));
            object.raw("body", &body);
            object.number("createdAt", notice.at);
            object.number("attempts", notice.attempts.into());
            object.truth("acknowledged", notice.acknowledged);
            Some(object.done())
        }))
    }

    fn postings_json(&self, postings: &[Posting]) -> String {
        let given = postings.iter().filter(|posting| posting.amount != 0);
        list(given.map(|posting| {
            let mut object = Object::default();
            object.text("account", self.chart.name(posting.account));
            object.text("side", if posting.amount > 0 { "debit" } else { "credit" });
            object.text("amount", &self.amount_text(posting.amount.abs()));
            object.text("component", component(posting.component));
            object.done()
        }))
    }

    fn application_of(&self, event: &Event) -> Option<&str> {
        let position = match event.kind {
            Kind::Debit => self.config.billers.get(usize::from(event.party))?.application,
            _ => event.party,
        };
        self.application(position).map(|application| application.id.as_str())
    }

    fn biller_of(&self, event: &Event) -> Option<&str> {
        let biller = self.config.billers.get(usize::from(event.party));
        biller.filter(|_| event.kind == Kind::Debit).map(|biller| biller.id.as_str())
    }

    /// The server's own reference of an attempt of a kind that is told one.
    fn own_reference(&self, id: EventId, event: &Event) -> Option<String> {
        match event.kind {
            Kind::CaasDebit => Some(self.internal_trx_id(id)),
            Kind::Opening | Kind::TopUp | Kind::BillPayment | Kind::Debit => None,
            Kind::Payment | Kind::Refund => Some(self.server_reference(id)),
            _ => self.reservation_of(id, event).map(|id| self.server_reference(id)),
        }
    }
}

fn held(account: &Account, kind: &str) -> i64 {
    match (kind, account.normal) {
        ("cash", _) => 0,
        ("subscriber", _) | (_, Side::Debit) => account.sums.debits_pending,
        (_, Side::Credit) => account.sums.credits_pending,
    }
}

fn component(component: Component) -> &'static str {
    match component {
        Component::Amount => "amount",
        Component::Provider => "provider",
        Component::Aggregator => "aggregator",
        Component::Operator => "operator",
        Component::ServiceCharge => "serviceCharge",
        Component::Cess => "cess",
        Component::Levy => "levy",
        Component::Nbt => "nbt",
        Component::Vat => "vat",
        Component::Insurance => "insurance",
        Component::Other => "other",
    }
}
