//! A wallet payment: everything is checked, then posted once.

use super::charge::{Plan, carry_out};
use super::check::{funds, idempotency, limits, permission, script};
use super::created;
use super::decline::Decline;
use super::event::{Event, EventKind};
use super::legs::{Charge, ChargeTerms, legs, tax_on};
use super::outcome::{Attempt, Outcome, decline};
use super::record::{Details, Record};
use super::scripts::ScriptedCall;
use super::state::State;
use super::world::World;
use crate::document::Payment;
use crate::world::ScriptedOperation;

/// Charges a wallet for an application.
pub(super) fn payment(
    world: &World,
    state: &mut State,
    request: &Payment<'_>,
    application: u16,
) -> Outcome {
    let caller = (EventKind::Payment, application);
    let is_same = |_: &Event, earlier: &Details<'_>| {
        idempotency::has_amount(earlier, request) && idempotency::is_alike(earlier, request)
    };
    let key = request.client_correlator;
    if let Some(outcome) = idempotency::recall(world, state, caller, key, is_same) {
        return outcome;
    }
    let reference = request.reference_code;
    if let Err(used) =
        idempotency::check_reference(state, EventKind::Payment, application, reference)
    {
        return Outcome::declined(used);
    }
    let subscriber = world.subscriber_named(request.msisdn);
    let amount = world.amount_of(request);
    let plan = check(world, state, request, amount, application, subscriber);
    limits::count(world, state, application, plan.as_ref().err().copied());
    let legs = plan.as_ref().ok().map(|plan| plan.legs.as_slice());
    let applied = ChargeTerms::of(world, application).tax;
    let tax = tax_on(world, legs, applied, (subscriber, amount, state.clock.now()));
    let attempt = Attempt {
        kind: EventKind::Payment,
        party: application,
        subscriber,
        amount,
        record: Record { tax, details: Details::Payment(*request) },
    };
    match &plan {
        Ok(plan) => carry_out(state, &attempt, plan),
        Err(why) => decline(state, &attempt, *why),
    }
}

/// Every check of a payment, in the order of precedence.
fn check(
    world: &World,
    state: &State,
    request: &Payment<'_>,
    amount: i64,
    application: u16,
    subscriber: Option<u32>,
) -> Result<Plan, Decline> {
    permission::may_charge(world, application)?;
    let subscriber = permission::active(world, subscriber)?;
    permission::subscribed(world, state, application, subscriber)?;
    permission::currency(world, request.currency)?;
    limits::check(world, state, application, amount)?;
    let operation = ScriptedOperation::Payment;
    let call = ScriptedCall { operation, msisdn: request.msisdn, amount, application };
    let course = script::course(world, state, call, request.notify_url.is_some());
    let legs = legs(
        world,
        &Charge {
            base: amount,
            application,
            subscriber,
            terms: ChargeTerms::of(world, application),
            service_charge: created::service_charge(world, state, request, amount)?,
            at: state.clock.now(),
        },
    )?;
    // A refusal at once needs no funds.
    if !course.is_declined_at_once() {
        funds::check(state, &legs)?;
    }
    Ok(Plan { legs, course })
}
