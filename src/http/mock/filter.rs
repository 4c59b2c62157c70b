//! Which transactions are asked for.

use super::event::{application_of, own_reference};
use super::page::Page;
use crate::diagnostic::{Refusal, count};
use crate::document::{Reader, Value};
use crate::flow::{Event, EventId, EventKind, MockLedger, Status};
use crate::http::dialect::{application, biller, subscriber};
use crate::world::fields::choice;

/// What a transaction must agree with.
#[derive(Default)]
pub(super) struct Filter<'f> {
    kind: Option<EventKind>,
    status: Option<Status>,
    subscriber: Option<u32>,
    application: Option<u16>,
    biller: Option<u16>,
    client_correlator: Option<&'f str>,
    reference_code: Option<&'f str>,
    server_reference_code: Option<&'f str>,
    pub(super) page: Page,
}

impl<'f> Filter<'f> {
    /// Reads a filter, which may be absent. A name that the ledger does not know is refused: a list
    /// without entries would make the test pass that misspelt it.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub(super) fn read(
        value: &'f Value,
        most: &Value,
        ledger: &MockLedger,
    ) -> Result<Self, Refusal> {
        let world = &ledger.world;
        let mut notes = Reader::default();
        let reader = &mut notes;
        let mut fields = reader.fields(value, "");
        let kind = choice(&mut fields, "kind", reader, &EventKind::ALL.map(EventKind::name));
        let status = choice(&mut fields, "status", reader, &Status::ALL.map(Status::name));
        let position = |id: &str| {
            let position = id.parse().ok().filter(|position| count(*position as usize) == id);
            position.filter(|position| ledger.event(*position).is_some())
        };
        let filter = Self {
            kind: kind.and_then(|place| EventKind::ALL.get(place).copied()),
            status: status.and_then(|place| Status::ALL.get(place).copied()),
            subscriber: fields.named("subscriber", reader, |text| subscriber(world, text)),
            application: fields.named("application", reader, |text| application(world, text)),
            biller: fields.named("biller", reader, |text| biller(world, text)),
            client_correlator: fields.text("clientCorrelator", reader).map(|(text, _)| text),
            reference_code: fields.text("referenceCode", reader).map(|(text, _)| text),
            server_reference_code: fields.text("serverReferenceCode", reader).map(|(text, _)| text),
            page: Page::read(&mut fields, most, reader, ("transaction", &position)),
        };
        fields.refuse_others(reader);
        notes.finish().map(|()| filter)
    }

    /// Whether a transaction agrees with all of it.
    pub(super) fn fits(&self, ledger: &MockLedger, id: EventId) -> bool {
        ledger.event(id).is_some_and(|event| self.fits_event(ledger, id, event))
    }

    fn fits_event(&self, ledger: &MockLedger, id: EventId, event: &Event) -> bool {
        let details = ledger.record(event).details;
        let has_own_reference =
            |wanted: &str| own_reference(ledger, id, event).as_deref() == Some(wanted);
        self.kind.is_none_or(|kind| event.kind == kind)
            && self.status.is_none_or(|status| event.status == status)
            && self.subscriber.is_none_or(|subscriber| event.subscriber == subscriber)
            && self.application.is_none_or(|wanted| application_of(ledger, event) == Some(wanted))
            && self
                .biller
                .is_none_or(|wanted| event.kind == EventKind::Debit && event.party == wanted)
            && self.client_correlator.is_none_or(|wanted| details.key() == Some(wanted))
            && self.reference_code.is_none_or(|wanted| details.reference() == Some(wanted))
            && self.server_reference_code.is_none_or(has_own_reference)
    }
}
