//! A refund: the mirror image of a part of a payment, exact over all parts together.

use super::event::{Decline, Event, EventId, Kind, Status, field};
use super::payment::{CURRENCY, Plan, declined_by, fields};
use super::proportion::{self, Portion};
use super::remembered::{Attempt, Outcome, REFERENCE};
use super::script::Call;
use super::state::MockLedger;
use crate::document::{Payment, Refund};
use crate::ledger::Posting;
use crate::store::stored;
use crate::world::Operation;

/// The fields of a refund's text behind those of a payment's.
pub(crate) const ORIGINAL_REFERENCE: usize = 11;
pub(crate) const ORIGINAL_SERVER_REFERENCE: usize = 12;

/// What was given back of a payment, being processed included.
#[derive(Clone, Default)]
pub(crate) struct Refunds {
    /// Of the amount before tax: given back.
    pub(crate) refunded: i64,
    /// Of the amount before tax: being processed.
    pub(crate) processing: i64,
    /// Of each of the payment's postings, both together.
    components: Vec<i64>,
}

stored!(Refunds { refunded, processing, components });

/// A decline, and the remainder that it tells.
type Declined = (Decline, i64);

impl MockLedger {
    /// Gives back a part or all of a payment.
    pub fn refund(&mut self, request: &Refund<'_>, application: u16) -> Outcome {
        let transaction = &request.payment;
        let kind = Kind::Refund;
        let same = |event: &Event, text: &str| {
            field(text, ORIGINAL_REFERENCE) == Some(request.original_reference_code)
                && field(text, ORIGINAL_SERVER_REFERENCE)
                    == Some(request.original_server_reference_code)
                && self.is_same(event, text, transaction)
        };
        let key = transaction.client_correlator;
        if let Some(outcome) = self.recall(kind, application, key, same) {
            return outcome;
        }
        if self.by_reference(kind, application, transaction.reference_code).is_some() {
            return Outcome::declined(Decline::ReferenceUsed);
        }
        let subscriber = self.subscriber(transaction.msisdn);
        let amount = self.minor_units(transaction.amount);
        let plan = match amount {
            Ok(amount) => self.plan_refund(request, amount, application, subscriber),
            Err(decline) => Err((decline, 0)),
        };
        let code = plan.as_ref().ok().and_then(|(plan, _)| plan.course.declined.clone().flatten());
        let of_payment = fields(transaction, code.as_deref());
        let codes =
            [Some(request.original_reference_code), Some(request.original_server_reference_code)];
        let fields = [&of_payment[..], &codes[..]].concat();
        let attempt = Attempt {
            kind,
            party: application,
            subscriber,
            amount: amount.unwrap_or_default(),
            fields: &fields,
            original: plan.as_ref().ok().map(|(_, original)| *original),
        };
        let (plan, original) = match plan {
            Ok(plan) => plan,
            Err((decline, remainder)) => return self.decline(&attempt, decline, remainder),
        };
        let legs = plan.legs.clone();
        let outcome = self.carry_out(&attempt, plan);
        if let Some(id) = outcome.event
            && self.event(id).is_some_and(|event| event.entry.is_some())
        {
            self.note_refund(id, original, attempt.amount, &legs);
        }
        outcome
    }

    /// Every check of a refund, in the order of precedence.
    fn plan_refund(
        &self,
        request: &Refund<'_>,
        amount: i64,
        application: u16,
        subscriber: Option<u32>,
    ) -> Result<(Plan, EventId), Declined> {
        let plain = |decline| (decline, 0);
        let transaction = &request.payment;
        self.check_charging(application).map_err(plain)?;
        if !self.application(application).is_some_and(|application| application.refunds) {
            return Err(plain(Decline::RefundsDisabled));
        }
        let subscriber = self.check_subscriber(subscriber).map_err(plain)?;
        let original = self.original(request, application, subscriber).map_err(plain)?;
        let payment = self.event(original).copied();
        let payment = payment.ok_or((Decline::OriginalNotFound, 0))?;
        if payment.status != Status::Charged {
            return Err(plain(Decline::OriginalNotCharged));
        }
        self.check_refund_currency(&payment, transaction).map_err(plain)?;
        let remainder = self.remainder(original, &payment);
        if amount > remainder {
            return Err((Decline::ExceedsRemainder, remainder));
        }
        let call =
            Call { operation: Operation::Refund, msisdn: transaction.msisdn, amount, application };
        let course = self.course(&call, transaction.notify_url.is_some());
        let legs = self.refund_legs(original, &payment, amount).map_err(plain)?;
        self.state.books.check(&legs).map_err(|error| plain(declined_by(error)))?;
        Ok((Plan { legs, course }, original))
    }

    /// The payment that both codes reach.
    fn original(
        &self,
        request: &Refund<'_>,
        application: u16,
        subscriber: u32,
    ) -> Result<EventId, Decline> {
        let named = self.event_of_reference(request.original_server_reference_code);
        let id = named.ok_or(Decline::OriginalNotFound)?;
        let event = self.event(id).ok_or(Decline::OriginalNotFound)?;
        let is_it = event.kind == Kind::Payment
            && event.party == application
            && event.subscriber == subscriber
            && field(self.text(event), REFERENCE) == Some(request.original_reference_code);
        if is_it { Ok(id) } else { Err(Decline::OriginalNotFound) }
    }

    fn check_refund_currency(&self, payment: &Event, request: &Payment<'_>) -> Result<(), Decline> {
        let same = field(self.text(payment), CURRENCY) == Some(request.currency);
        if same { Ok(()) } else { Err(Decline::CurrencyNotSupported) }
    }

    /// What may still be given back of a payment, before tax.
    pub(crate) fn remainder(&self, payment: EventId, event: &Event) -> i64 {
        let refunds = self.state.refunds.get(payment);
        refunds.map_or(event.amount, |refunds| event.amount - refunds.refunded - refunds.processing)
    }

    /// The postings that give back a part of a payment, in the order of the payment's own.
    fn refund_legs(
        &self,
        payment: EventId,
        event: &Event,
        amount: i64,
    ) -> Result<Vec<Posting>, Decline> {
        let postings = self.postings(event.entry);
        let refunds = self.state.refunds.get(payment);
        let given = refunds.map_or(&[][..], |refunds| &refunds.components);
        let so_far = event.amount - self.remainder(payment, event) + amount;
        let portion = Portion { amount, so_far, all: event.amount };
        let parts = proportion::parts(&postings, given, &portion);
        let parts = parts.ok_or(Decline::SumOverflows)?;
        let mirrored = postings
            .iter()
            .zip(&parts)
            .map(|(posting, part)| Posting { amount: -part * posting.amount.signum(), ..*posting });
        Ok(mirrored.collect())
    }

    /// Keeps what a refund has given back, or will.
    fn note_refund(&mut self, id: EventId, payment: EventId, amount: i64, legs: &[Posting]) {
        let pending = self.event(id).is_some_and(|event| event.status == Status::Processing);
        if self.state.refunds.get(payment).is_none() {
            self.state.refunds.insert(payment, Refunds::default());
        }
        let Some(refunds) = self.state.refunds.get_mut(payment) else { return };
        refunds.components.resize(legs.len(), 0);
        for (sum, leg) in refunds.components.iter_mut().zip(legs) {
            *sum += leg.amount.abs();
        }
        if pending {
            refunds.processing += amount;
        } else {
            refunds.refunded += amount;
        }
    }

    /// A refund that was processed is done, or is denied and gives its part free again.
    pub(super) fn finish_refund(&mut self, id: EventId, good: bool) {
        let Some(event) = self.event(id).copied() else { return };
        let legs = self.postings(event.entry);
        let Some(payment) = event.original else { return };
        let Some(refunds) = self.state.refunds.get_mut(payment) else { return };
        refunds.processing -= event.amount;
        if good {
            refunds.refunded += event.amount;
            return;
        }
        for (sum, leg) in refunds.components.iter_mut().zip(&legs) {
            *sum -= leg.amount.abs();
        }
    }
}
