//! A refund: the mirror image of a part of a payment, exact over all parts together.

use super::charge::{Plan, carry_out};
use super::check::{funds, idempotency, permission, script};
use super::decline::Decline;
use super::event::{Event, EventId, EventKind, Status};
use super::identify;
use super::legs::tax_on;
use super::outcome::{Attempt, Outcome, decline};
use super::proportion::{self, Portion};
use super::record::{Details, Record, RefundDetails};
use super::scripts::ScriptedCall;
use super::state::{Refunds, State};
use super::world::World;
use crate::document::Refund;
use crate::ledger::Posting;
use crate::world::ScriptedOperation;

/// A decline, and what was left to give back if that is its reason.
type Declined = (Decline, i64);

/// Gives back a part or all of a payment.
pub(super) fn refund(
    world: &World,
    state: &mut State,
    request: &Refund<'_>,
    application: u16,
) -> Outcome {
    let transaction = &request.payment;
    let caller = (EventKind::Refund, application);
    let is_same = |_: &Event, earlier: &Details<'_>| {
        has_original(earlier, request)
            && idempotency::has_amount(earlier, transaction)
            && idempotency::is_alike(earlier, transaction)
    };
    let key = transaction.client_correlator;
    if let Some(outcome) = idempotency::recall(world, state, caller, key, is_same) {
        return outcome;
    }
    let reference = transaction.reference_code;
    if let Err(used) =
        idempotency::check_reference(state, EventKind::Refund, application, reference)
    {
        return Outcome::declined(used);
    }
    let subscriber = world.subscriber_named(transaction.msisdn);
    let amount = world.amount_of(transaction);
    let plan = check(world, state, request, amount, application, subscriber);
    let (original, remainder) = match &plan {
        Ok((_, original)) => (Some(*original), 0),
        Err((_, remainder)) => (None, *remainder),
    };
    let legs = plan.as_ref().ok().map(|(plan, _)| plan.legs.as_slice());
    let attempt = Attempt {
        kind: EventKind::Refund,
        party: application,
        subscriber,
        amount,
        record: Record {
            tax: tax_on(world, legs, None, (subscriber, amount, 0)),
            details: Details::Refund(RefundDetails { request: *request, original, remainder }),
        },
    };
    match &plan {
        Ok((plan, original)) => {
            let outcome = carry_out(state, &attempt, plan);
            note(state, outcome.event, *original, &plan.legs);
            outcome
        }
        Err((why, _)) => decline(state, &attempt, *why),
    }
}

/// Every check of a refund, in the order of precedence.
fn check(
    world: &World,
    state: &State,
    request: &Refund<'_>,
    amount: i64,
    application: u16,
    subscriber: Option<u32>,
) -> Result<(Plan, EventId), Declined> {
    let transaction = &request.payment;
    permission::may_charge(world, application).map_err(plain)?;
    permission::may_refund(world, application).map_err(plain)?;
    let subscriber = permission::active(world, subscriber).map_err(plain)?;
    let original = original(state, request, amount, application, subscriber);
    let original = original.map_err(plain)?;
    let payment = state.log.get(original).ok_or(plain(Decline::OriginalNotFound))?;
    if payment.status.is_pending() {
        return Err(plain(Decline::OriginalPending));
    }
    if payment.status != Status::Charged {
        return Err(plain(Decline::OriginalNotCharged));
    }
    let paid = state.log.record(payment).details;
    if paid.transaction().is_none_or(|paid| paid.currency != transaction.currency) {
        return Err(plain(Decline::CurrencyNotSupported));
    }
    let remainder = remainder(state, original, payment);
    if amount > remainder {
        return Err((Decline::ExceedsRemainder, remainder));
    }
    let operation = ScriptedOperation::Refund;
    let call = ScriptedCall { operation, msisdn: transaction.msisdn, amount, application };
    let course = script::course(world, state, call, transaction.notify_url.is_some());
    let legs = legs(state, original, payment, amount).map_err(plain)?;
    funds::check(state, &legs).map_err(plain)?;
    Ok((Plan { legs, course }, original))
}

fn plain(decline: Decline) -> Declined {
    (decline, 0)
}

/// Whether an earlier refund names the same payment.
fn has_original(earlier: &Details<'_>, request: &Refund<'_>) -> bool {
    let Details::Refund(RefundDetails { request: earlier, .. }) = earlier else { return false };
    earlier.original_reference_code == request.original_reference_code
        && earlier.original_server_reference_code == request.original_server_reference_code
}

/// The payment that both codes reach, or the charge of a reservation: of several that were made
/// with one code, the first that has so much left.
fn original(
    state: &State,
    request: &Refund<'_>,
    amount: i64,
    application: u16,
    subscriber: u32,
) -> Result<EventId, Decline> {
    let reference = request.original_server_reference_code;
    let named = identify::of_server_reference(state.identifiers, reference);
    let id = named.ok_or(Decline::OriginalNotFound)?;
    let event = state.log.get(id).ok_or(Decline::OriginalNotFound)?;
    if event.party != application || event.subscriber != subscriber {
        return Err(Decline::OriginalNotFound);
    }
    let has_code = |event: &Event| {
        state.log.record(event).details.reference() == Some(request.original_reference_code)
    };
    if event.kind == EventKind::Payment && has_code(event) {
        return Ok(id);
    }
    let charges = state.reservations.get(id).map_or(&[][..], |reserved| &reserved.charges);
    let left = |id: EventId| {
        let charge = state.log.get(id).filter(|charge| has_code(charge))?;
        Some((remainder(state, id, charge), id))
    };
    let fitting = charges.iter().filter_map(|id| left(*id));
    let found =
        fitting.reduce(|one, other| if one.0 >= amount || other.0 <= one.0 { one } else { other });
    found.map(|(_, id)| id).ok_or(Decline::OriginalNotFound)
}

/// What may still be given back of a payment, before tax, in minor units.
pub(crate) fn remainder(state: &State, payment: EventId, event: &Event) -> i64 {
    let refunds = state.refunds.get(payment);
    refunds.map_or(event.amount, |refunds| event.amount - refunds.refunded - refunds.processing)
}

/// The postings that give back a part of a payment, in the order of the payment's own.
fn legs(
    state: &State,
    payment: EventId,
    event: &Event,
    amount: i64,
) -> Result<Vec<Posting>, Decline> {
    let postings = state.postings(event.entry);
    let refunds = state.refunds.get(payment);
    let given = refunds.map_or(&[][..], |refunds| &refunds.components);
    let so_far = event.amount - remainder(state, payment, event) + amount;
    let portion = Portion { amount, so_far, all: event.amount };
    let parts = proportion::parts(&postings, given, &portion);
    let parts = parts.ok_or(Decline::SumOverflows)?;
    let mirrored = postings
        .iter()
        .zip(&parts)
        .map(|(posting, part)| Posting { amount: -part * posting.amount.signum(), ..*posting });
    Ok(mirrored.collect())
}

/// Keeps what a refund has given back, or will if it ends well.
fn note(state: &mut State, refund: Option<EventId>, payment: EventId, legs: &[Posting]) {
    let Some(event) = refund.and_then(|id| state.log.get(id)) else { return };
    if event.entry.is_none() {
        return;
    }
    let mut refunds = state.refunds.get(payment).cloned().unwrap_or_default();
    refunds.components.resize(legs.len(), 0);
    for (sum, leg) in refunds.components.iter_mut().zip(legs) {
        *sum += leg.amount.abs();
    }
    if event.status.is_pending() {
        refunds.processing += event.amount;
    } else {
        refunds.refunded += event.amount;
    }
    state.refunds.insert(payment, refunds);
}

/// A refund that was processed has given back its part, or gives it free again.
pub(super) fn finish(state: &mut State, refund: &Event, legs: &[Posting], is_good: bool) {
    let Some(payment) = state.log.record(refund).details.original() else { return };
    let Some(Refunds { refunded, processing, components }) = state.refunds.get_mut(payment) else {
        return;
    };
    *processing -= refund.amount;
    if is_good {
        *refunded += refund.amount;
        return;
    }
    for (sum, leg) in components.iter_mut().zip(legs) {
        *sum -= leg.amount.abs();
    }
}
