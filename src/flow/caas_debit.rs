//! A direct debit of charging as a service.

use super::charge::{Plan, carry_out};
use super::check::{funds, idempotency, limits, permission, script};
use super::decline::Decline;
use super::event::{Event, EventKind};
use super::legs::{Charge, ChargeTerms, legs, tax_on};
use super::notification::notify;
use super::outcome::{Attempt, Outcome, decline};
use super::record::{CaasDebitDetails, Details, Record};
use super::scripts::ScriptedCall;
use super::state::State;
use super::world::World;
use crate::document::CaasDebit;
use crate::world::ScriptedOperation;

/// The only instrument that there is, without its blank and in small letters.
const INSTRUMENT: &str = "mobileaccount";

/// Charges a subscriber, unless that was done before, and tells the application's address.
pub(super) fn caas_debit(world: &World, state: &mut State, request: &CaasDebit<'_>) -> Outcome {
    // Only who knows the password is told what was answered before.
    let application = match permission::authenticated(world, &request.caller) {
        Ok(application) => application,
        Err(decline) => return Outcome::declined(decline),
    };
    // An amount that the currency does not have is no request: its key stays free.
    let amount = match world.minor_units(request.amount.hundredths) {
        Ok(amount) => amount,
        Err(decline) => return Outcome::declined(decline),
    };
    let details = CaasDebitDetails {
        external_trx_id: request.external_trx_id,
        msisdn: request.caller.subscriber_id.digits,
        currency: request.currency.unwrap_or(world.config.currency.code()),
    };
    let is_same = |event: &Event, earlier: &Details<'_>| {
        event.amount == amount
            && matches!(earlier, Details::CaasDebit(earlier) if *earlier == details)
    };
    let (caller, key) = ((EventKind::CaasDebit, application), Some(details.external_trx_id));
    if let Some(outcome) = idempotency::recall(world, state, caller, key, is_same) {
        return outcome;
    }
    let subscriber = world.subscriber_named(details.msisdn);
    let plan = check(world, state, request, &details, amount, application, subscriber);
    limits::count(world, state, application, plan.as_ref().err().copied());
    let legs = plan.as_ref().ok().map(|plan| plan.legs.as_slice());
    let applied = ChargeTerms::of(world, application).tax;
    let tax = tax_on(world, legs, applied, (subscriber, amount, state.clock.now()));
    let attempt = Attempt {
        kind: EventKind::CaasDebit,
        party: application,
        subscriber,
        amount,
        record: Record { tax, details: Details::CaasDebit(details) },
    };
    let outcome = match &plan {
        Ok(plan) => carry_out(state, &attempt, plan),
        Err(why) => decline(state, &attempt, *why),
    };
    if let Some(event) = outcome.event {
        notify(world, state, event);
    }
    outcome
}

/// Every check of a direct debit, in the order of precedence.
fn check(
    world: &World,
    state: &State,
    request: &CaasDebit<'_>,
    details: &CaasDebitDetails<'_>,
    amount: i64,
    application: u16,
    subscriber: Option<u32>,
) -> Result<Plan, Decline> {
    permission::may_charge(world, application)?;
    let subscriber = permission::active(world, subscriber)?;
    permission::subscribed(world, state, application, subscriber)?;
    permission::currency(world, details.currency)?;
    if !request.payment_instrument_name.is_none_or(is_instrument) {
        return Err(Decline::InstrumentUnknown);
    }
    limits::check(world, state, application, amount)?;
    let (operation, msisdn) = (ScriptedOperation::CaasDebit, details.msisdn);
    let call = ScriptedCall { operation, msisdn, amount, application };
    let course = script::course(world, state, call, false);
    let (base, terms, at) = (amount, ChargeTerms::of(world, application), state.clock.now());
    let legs =
        legs(world, &Charge { base, application, subscriber, terms, service_charge: None, at })?;
    // A refusal at once needs no funds.
    if !course.is_declined_at_once() {
        funds::check(state, &legs)?;
    }
    Ok(Plan { legs, course })
}

fn is_instrument(name: &str) -> bool {
    let letters = name.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| letter.to_ascii_lowercase()).eq(INSTRUMENT.chars())
}
