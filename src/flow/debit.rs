//! A debit from any account: checked, taxed, and posted at once or when its customer consents.

use super::check::funds::{self, declined_by};
use super::check::script::{self, Course};
use super::check::{idempotency, permission};
use super::consent;
use super::decline::Decline;
use super::event::{Event, EventKind, Status};
use super::identify;
use super::legs::{AppliedTax, Charge, ChargeTerms, legs, tax_on};
use super::message::contact;
use super::outcome::{Attempt, Outcome, decline, remember};
use super::record::{DebitDetails, DebitTerms, Details, Record};
use super::scripts::ScriptedCall;
use super::state::State;
use super::world::World;
use crate::document::Debit;
use crate::ledger::Posting;
use crate::money::{Decimal, exact};
use crate::world::tax::TaxType;
use crate::world::{ForeignNotify, Payer, ScriptedOperation, Subscriber};

/// The tax type of a request that says none.
const TAX_TYPE: i64 = 2;

/// The least flag with which the customer is told.
const NOTIFY: i64 = 2;
/// The flag with which the customer is asked.
const ASK: i64 = 3;

/// How a debit that passed every check goes on.
struct DebitPlan {
    /// What is to be posted or held; nothing where a script declines the debit.
    legs: Vec<Posting>,
    course: Course,
    /// Whether the customer's token is waited for.
    asks: bool,
    /// Whether the customer gets a message.
    tells: bool,
}

/// Debits an account, given by its digits, for a biller.
pub(super) fn debit(
    world: &World,
    state: &mut State,
    account: &str,
    request: &Debit<'_>,
) -> Outcome {
    let Some(biller) = world.biller_named(request.biller_id) else {
        return Outcome::declined(Decline::BillerUnknown);
    };
    // As with a number that is none, the key stays free.
    let Some(subscriber) = world.subscriber_named(account) else {
        return Outcome::declined(Decline::SubscriberUnknown);
    };
    let amount = world.minor_units_of_whole(request.amount);
    let tax = request.tax.map(shortest);
    let terms = DebitTerms {
        authorization: request.authorization,
        reason_code: request.reason_code,
        tax_type: request.tax_type.unwrap_or(TAX_TYPE),
        tax: tax.as_deref(),
    };
    let is_same = |event: &Event, earlier: &Details<'_>| {
        event.subscriber == subscriber
            && event.amount == amount
            && matches!(earlier, Details::Debit(earlier) if earlier.terms == terms)
    };
    let caller = (EventKind::Debit, biller);
    if let Some(outcome) = idempotency::recall(world, state, caller, request.trid, is_same) {
        return outcome;
    }
    let plan = check(world, state, request, amount, biller, subscriber);
    let made = request.trid.is_none().then(|| identify::trid(state.identifiers, state.log.len()));
    let details = DebitDetails {
        trid: request.trid.or(made.as_deref()).unwrap_or_default(),
        has_own_trid: request.trid.is_some(),
        terms,
    };
    let legs = plan.as_ref().ok().map(|plan| plan.legs.as_slice());
    let at = state.clock.now();
    let attempt = Attempt {
        kind: EventKind::Debit,
        party: biller,
        subscriber: Some(subscriber),
        amount,
        record: Record {
            tax: tax_on(world, legs, tax_of(request), (Some(subscriber), amount, at)),
            details: Details::Debit(details),
        },
    };
    match &plan {
        Ok(plan) => carry_out(world, state, &attempt, plan),
        Err(why) => decline(state, &attempt, *why),
    }
}

/// The tax that a request asks for.
fn tax_of(request: &Debit<'_>) -> Option<AppliedTax> {
    let kind = TaxType::from_number(request.tax_type.unwrap_or(TAX_TYPE));
    kind.map(|kind| (kind, request.tax))
}

/// Every check of a debit, in the order of precedence.
fn check(
    world: &World,
    state: &State,
    request: &Debit<'_>,
    amount: i64,
    biller: u16,
    position: u32,
) -> Result<DebitPlan, Decline> {
    let biller = world.biller(biller).ok_or(Decline::BillerUnknown)?;
    let flag = request.authorization;
    if flag < i64::from(biller.minimum_authorization) {
        return Err(Decline::FlagBelowMinimum);
    }
    let subscriber = world.subscriber(position).ok_or(Decline::SubscriberUnknown)?;
    let is_permitted = biller.account_types.contains(&subscriber.account_type);
    if subscriber.payer != Payer::Prepaid || !is_permitted {
        return Err(Decline::AccountTypeNotPermitted);
    }
    permission::active(world, Some(position))?;
    let has_contact = contact(world, position).is_some();
    let (asks, tells) = (has_contact && flag == ASK, has_contact && flag >= NOTIFY);
    let application = biller.application;
    let (operation, msisdn) = (ScriptedOperation::Debit, subscriber.msisdn.as_str());
    let call = ScriptedCall { operation, msisdn, amount, application };
    let course = script::course_of_debit(state, call, asks, tells);
    if is_declined_at_once(&course, asks) {
        return Ok(DebitPlan { legs: Vec::new(), course, asks, tells });
    }
    if flag == ASK && !asks {
        can_go_on_unasked(world, subscriber)?;
    }
    let at = state.clock.now();
    let charge = Charge {
        base: amount,
        application,
        subscriber: position,
        terms: ChargeTerms { tax: tax_of(request), ..ChargeTerms::of(world, application) },
        service_charge: None,
        at,
    };
    let legs = legs(world, &charge).map_err(|decline| {
        // Nobody has more than fits 64 bits.
        if decline == Decline::SumOverflows { Decline::InsufficientFunds } else { decline }
    })?;
    funds::check_payer_first(state, &legs)?;
    Ok(DebitPlan { legs, course, asks, tells })
}

/// Whether a debit goes on whose customer cannot be asked: where nobody could be, never.
fn can_go_on_unasked(world: &World, subscriber: &Subscriber) -> Result<(), Decline> {
    if subscriber.notify_number.is_none() {
        return Err(Decline::NotifyNumberMissing);
    }
    match world.config.consent.foreign_notify {
        ForeignNotify::Reject => Err(Decline::NotifyNumberForeign),
        ForeignNotify::Proceed => Ok(()),
    }
}

/// Whether a script declines a debit by its own answer: one whose customer is asked it may decline
/// later.
fn is_declined_at_once(course: &Course, asks: bool) -> bool {
    course.declined.is_some() && !(asks && course.is_later())
}

/// The one block of change of a debit.
fn carry_out(world: &World, state: &mut State, attempt: &Attempt<'_>, plan: &DebitPlan) -> Outcome {
    let DebitPlan { legs, course, asks, tells } = plan;
    script::count(state, course);
    if course.fails {
        return Outcome::declined(Decline::Outage);
    }
    let declined = course.declined.map(Decline::Scripted);
    if let Some(why) = declined.filter(|_| is_declined_at_once(course, *asks)) {
        let declined = decline(state, attempt, why);
        return script::told(state, course, declined);
    }
    let entry = match (asks, world.config.consent.hold) {
        (true, false) => Ok(None),
        (true, true) => state.books.hold(legs).map(Some),
        (false, _) => state.books.post(legs).map(Some),
    };
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return decline(state, attempt, declined_by(error)),
    };
    let status = if *asks { Status::ConsentPending } else { Status::Debited };
    let id = remember(state, attempt, status, declined, entry);
    if *asks {
        let unheld = if entry.is_none() { legs.clone() } else { Vec::new() };
        consent::ask(world, state, id, unheld, course);
    } else if *tells && !course.is_silent {
        consent::tell(world, state, id, course.after);
    }
    script::told(state, course, Outcome::fresh(id))
}

/// The digits of a percentage without zeros at its end, so that `5` and `5.0` are the same.
fn shortest(percent: Decimal) -> String {
    let stripped = exact::decimal(percent.mantissa(), percent.scale());
    exact::digits(stripped.unwrap_or(percent))
}
