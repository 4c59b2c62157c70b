//! A reservation: an amount is held, then charged at once or in parts, let go or forgotten in time.

use super::event::{Decline, Event, EventId, Kind, Status, field};
use super::payment::{Course, declined_by, fields};
use super::remembered::{Attempt, Outcome};
use super::reserved::{Reserved, charge, find, keep_taken, merged};
use super::script::Call;
use super::settle::Due;
use super::state::MockLedger;
use crate::document::{Operation, Reservation};
use crate::ledger::{EntryId, PostError, Posting};
use crate::money::{Decimal, exact::digits};
use crate::world::Operation as Scripted;

/// How long a reservation lasts from its beginning, in milliseconds.
const LASTS: i64 = 600_000;

/// The fields of a step's text behind those of a payment's.
pub(crate) const SEQUENCE: usize = 11;
pub(crate) const SERVER_REFERENCE: usize = 12;
/// What is still reserved after the step, and what is charged by then, in minor units.
pub(crate) const RESERVED: usize = 13;
pub(crate) const CHARGED: usize = 14;

/// A step that passed every check.
struct Plan {
    /// Which reservation it is; none where one begins.
    id: Option<EventId>,
    /// What becomes of it.
    reserved: Reserved,
    /// What is posted of it.
    part: Vec<Posting>,
    course: Course,
}

impl MockLedger {
    /// Reserves an amount or more of it, charges a part or all, or lets the rest go.
    pub fn reservation(
        &mut self,
        request: &Reservation<'_>,
        operation: Operation,
        application: u16,
    ) -> Outcome {
        let transaction = &request.payment;
        let kind = match (operation, request.server_reference_code) {
            (Operation::Reserved, None) => Kind::Reservation,
            (Operation::Reserved, Some(_)) => Kind::ReservationMore,
            (Operation::Charged, _) => Kind::ReservationCharge,
            (Operation::Released, _) => Kind::ReservationRelease,
        };
        let sequence = whole_number(request.reference_sequence);
        let same = |event: &Event, text: &str| {
            field(text, SEQUENCE) == Some(&sequence)
                && field(text, SERVER_REFERENCE) == request.server_reference_code
                && self.is_alike(text, transaction)
                // A release lets go all that is left, whatever amount it names.
                && (kind == Kind::ReservationRelease || self.has_amount(event, transaction))
        };
        if let Some(outcome) = self.recall(kind, application, transaction.client_correlator, same) {
            return outcome;
        }
        let reference = transaction.reference_code;
        if kind == Kind::Reservation && self.by_reference(kind, application, reference).is_some() {
            return Outcome::declined(Decline::ReferenceUsed);
        }
        let subscriber = self.subscriber(transaction.msisdn);
        let amount = self.minor_units(transaction.amount);
        let plan = amount
            .and_then(|amount| self.plan_step(request, kind, amount, (application, subscriber)));
        let declined = plan.as_ref().err().copied();
        if kind != Kind::ReservationRelease {
            self.count_request(application, declined);
        }
        let plan = plan.ok();
        let code = plan.as_ref().and_then(|plan| plan.course.declined.clone().flatten());
        let after = plan.as_ref().map(|plan| &plan.reserved);
        let released = kind == Kind::ReservationRelease;
        let left =
            after.map(|after| whole_number(if released { 0 } else { after.base - after.charged }));
        let charged = after.map(|after| whole_number(after.charged));
        let behind = [
            Some(sequence.as_str()),
            request.server_reference_code,
            left.as_deref(),
            charged.as_deref(),
        ];
        let attempt = Attempt {
            kind,
            party: application,
            subscriber,
            amount: amount.unwrap_or_default(),
            fields: &[&fields(transaction, code.as_deref())[..], &behind].concat(),
            original: plan.as_ref().and_then(|plan| plan.id),
        };
        match plan {
            Some(plan) => self.carry_out_step(attempt, plan),
            None => self.decline(&attempt, declined.unwrap_or(Decline::Outage), 0),
        }
    }

    /// Every check of a step, in the order of precedence.
    fn plan_step(
        &self,
        request: &Reservation<'_>,
        kind: Kind,
        amount: i64,
        (application, subscriber): (u16, Option<u32>),
    ) -> Result<Plan, Decline> {
        let transaction = &request.payment;
        // Whoever may not charge any longer may still let go.
        let release = kind == Kind::ReservationRelease;
        let subscriber = if release {
            subscriber.ok_or(Decline::SubscriberUnknown)?
        } else {
            self.check_charging(application)?;
            let subscriber = self.check_subscriber(subscriber)?;
            self.check_subscribed(application, subscriber)?;
            subscriber
        };
        if !(release && transaction.currency.is_empty()) {
            self.check_currency(transaction.currency)?;
        }
        if !release {
            self.check_limits(application, amount)?;
        }
        let course = self.course_of_step(&Call {
            operation: Scripted::Reserve,
            msisdn: transaction.msisdn,
            amount,
            application,
        });
        if kind == Kind::Reservation {
            let reserved = self.begun(request, amount, (application, subscriber))?;
            if course.declined.is_none() {
                self.state.books.check(&reserved.whole).map_err(declined_by)?;
            }
            return Ok(Plan { id: None, reserved, part: Vec::new(), course });
        }
        let id = self.open_reservation(request, application, subscriber)?;
        let event = self.event(id).ok_or(Decline::ReservationNotFound)?;
        let before = self.state.reservations.get(id).ok_or(Decline::ReservationNotFound)?;
        let mut reserved = Reserved { sequence: request.reference_sequence, ..before.clone() };
        let mut part = Vec::new();
        match kind {
            Kind::ReservationMore => {
                self.enlarge(&mut reserved, event, amount)?;
                if course.declined.is_none() {
                    self.check_more(event.entry, &reserved)?;
                }
            }
            Kind::ReservationCharge => part = charge(&mut reserved, amount)?,
            _ => {}
        }
        Ok(Plan { id: Some(id), reserved, part, course })
    }

    /// How a step goes on by the script. It is never asynchronous, so that what a script says of
    /// the time does not fit.
    fn course_of_step(&self, call: &Call<'_>) -> Course {
        let course = self.course(call, false);
        if course.after.is_some() || course.never { Course::default() } else { course }
    }

    /// The reservation that a later step names, if it goes on.
    fn open_reservation(
        &self,
        request: &Reservation<'_>,
        application: u16,
        subscriber: u32,
    ) -> Result<EventId, Decline> {
        let reference = request.server_reference_code;
        let id = reference.and_then(|reference| self.event_of_reference(reference));
        let id = id.ok_or(Decline::ReservationNotFound)?;
        let event = self.event(id).ok_or(Decline::ReservationNotFound)?;
        let reserved = self.state.reservations.get(id).ok_or(Decline::ReservationNotFound)?;
        if event.party != application || event.subscriber != subscriber {
            return Err(Decline::ReservationNotFound);
        }
        match event.status {
            Status::Expired => return Err(Decline::ReservationExpired),
            Status::Reserved => {}
            _ => return Err(Decline::ReservationFinished),
        }
        if request.reference_sequence <= reserved.sequence {
            return Err(Decline::SequenceNotRising);
        }
        Ok(id)
    }

    /// A reservation that begins.
    fn begun(
        &self,
        request: &Reservation<'_>,
        amount: i64,
        (application, subscriber): (u16, u32),
    ) -> Result<Reserved, Decline> {
        let tariff = self.charge_for(&request.payment);
        let formula = tariff.map(|tariff| tariff.source().to_owned());
        let service_charge = tariff.map(|tariff| Self::service_charge_by(tariff, amount));
        let tax = self.tax_of(application);
        let service_charge = service_charge.transpose()?;
        let whole = self.legs(amount, application, subscriber, tax, service_charge)?;
        Ok(Reserved {
            base: amount,
            charged: 0,
            sequence: request.reference_sequence,
            taken: vec![0; whole.len()],
            whole,
            formula,
            expiry: None,
        })
    }

    /// Makes a reservation one of so much more: what the parts take is then of a charge of all.
    fn enlarge(&self, reserved: &mut Reserved, begun: &Event, more: i64) -> Result<(), Decline> {
        let base = reserved.base.checked_add(more).ok_or(Decline::SumOverflows)?;
        let tariff = reserved.formula.as_deref().map(|formula| self.compile(formula));
        let tariff = tariff.transpose().map_err(|_| Decline::SumOverflows)?;
        let service_charge = tariff.map(|tariff| Self::service_charge_by(&tariff, base));
        let (tax, service_charge) = (self.tax_of(begun.party), service_charge.transpose()?);
        let (party, subscriber) = (begun.party, begun.subscriber);
        let whole = self.legs_at(base, party, subscriber, tax, service_charge, begun.at)?;
        (reserved.whole, reserved.taken) = merged(whole, reserved);
        keep_taken(&mut reserved.whole, &reserved.taken);
        reserved.base = base;
        Ok(())
    }

    /// Whether what is held can be replaced by what a larger reservation holds.
    fn check_more(&self, hold: Option<EntryId>, larger: &Reserved) -> Result<(), Decline> {
        let held = self.postings(hold);
        let new = larger.rest();
        let mut difference = new.clone();
        for posting in &mut difference {
            posting.amount -= find(&held, posting).map_or(0, |held| held.amount);
        }
        let books = &self.state.books;
        books.check(&difference).map_err(declined_by)?;
        // The new one is held on its own, and must have room in the sums.
        match books.check(&new) {
            Err(PostError::SumOverflows) => Err(Decline::SumOverflows),
            _ => Ok(()),
        }
    }

    /// The one block of change of a step.
    fn carry_out_step(&mut self, mut attempt: Attempt<'_>, plan: Plan) -> Outcome {
        let Plan { id, mut reserved, part, course } = plan;
        self.used(course.rule);
        if course.fails {
            return Outcome::declined(Decline::Outage);
        }
        if course.declined.is_some() {
            return self.decline(&attempt, Decline::Scripted, 0);
        }
        let hold = id.and_then(|id| self.event(id)).and_then(|event| event.entry);
        let entry = match (attempt.kind, hold) {
            (Kind::ReservationMore, Some(hold)) => {
                let voided = self.state.books.void(hold);
                voided.and_then(|()| self.state.books.hold(&reserved.rest()))
            }
            (Kind::ReservationCharge, Some(hold)) => self.state.books.settle_part(hold, &part),
            (_, Some(hold)) => Ok(hold),
            (_, None) => self.state.books.hold(&reserved.whole),
        };
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.decline(&attempt, declined_by(error), 0),
        };
        let (status, posted) = match attempt.kind {
            Kind::ReservationCharge => (Status::Charged, Some(entry)),
            Kind::ReservationRelease => (Status::Released, None),
            // What it has reserved stands with the reservation.
            Kind::ReservationMore => (Status::Posted, None),
            _ => (Status::Reserved, Some(entry)),
        };
        if attempt.kind == Kind::ReservationRelease {
            attempt.amount = reserved.base - reserved.charged;
        }
        let step = self.remember(&attempt, status, None, posted, 0);
        let id = id.unwrap_or(step);
        match attempt.kind {
            Kind::Reservation => {
                reserved.expiry = Some(self.state.clock.set(LASTS, Due::ReservationEnd(id)));
            }
            Kind::ReservationMore => {
                if let Some(event) = self.state.events.get_mut(id) {
                    event.entry = Some(entry);
                }
            }
            _ => {}
        }
        let ends = reserved.charged == reserved.base || status == Status::Released;
        match self.state.reservations.get_mut(id) {
            Some(place) => *place = reserved,
            None => self.state.reservations.insert(id, reserved),
        }
        if ends {
            self.end_reservation(id, status);
        }
        let decline = course.lost.then_some(Decline::Outage);
        Outcome { event: Some(step), decline, replayed: false }
    }

    /// Whether anything of a reservation was charged.
    pub(super) fn has_charged(&self, id: EventId) -> bool {
        self.state.reservations.get(id).is_some_and(|reserved| reserved.charged > 0)
    }

    /// Lets go what a reservation still holds.
    pub(super) fn end_reservation(&mut self, id: EventId, status: Status) {
        let Some(event) = self.event(id).copied() else { return };
        if let Some(hold) = event.entry {
            let done = self.state.books.void(hold);
            // The hold is this reservation's own, and it ends once.
            debug_assert!(done.is_ok());
        }
        let reserved = self.state.reservations.get_mut(id);
        if let Some(timer) = reserved.and_then(|reserved| reserved.expiry.take()) {
            self.state.clock.cancel(timer);
        }
        self.set_status(id, status);
    }
}

fn whole_number(number: i64) -> String {
    digits(Decimal::from(number))
}
