//! Who may charge whom.

use subtle::ConstantTimeEq;

use crate::document::Caller;
use crate::flow::decline::Decline;
use crate::flow::state::State;
use crate::flow::world::World;
use crate::world::SubscriberStatus;

/// The application that a caller is, by its password.
pub(in crate::flow) fn authenticated(world: &World, caller: &Caller<'_>) -> Result<u16, Decline> {
    let position = world.application_named(caller.application_id);
    let position = position.ok_or(Decline::NotAuthenticated)?;
    let password = world.application(position).and_then(|found| found.password.as_deref());
    // In a time that does not tell how much of a wrong one is right.
    let is_right = |password: &str| password.as_bytes().ct_eq(caller.password.as_bytes()).into();
    if !world.config.asks_credentials || password.is_none_or(is_right) {
        Ok(position)
    } else {
        Err(Decline::NotAuthenticated)
    }
}

/// Whether an application may charge mobile accounts.
pub(in crate::flow) fn may_charge(world: &World, application: u16) -> Result<(), Decline> {
    let application = world.application(application).ok_or(Decline::NotAuthenticated)?;
    if !application.debit {
        return Err(Decline::ChargingDisabled);
    }
    if !application.mobile_account {
        return Err(Decline::InstrumentDisabled);
    }
    Ok(())
}

/// Whether an application may give payments back.
pub(in crate::flow) fn may_refund(world: &World, application: u16) -> Result<(), Decline> {
    let is_allowed = world.application(application).is_some_and(|application| application.refunds);
    if is_allowed { Ok(()) } else { Err(Decline::RefundsDisabled) }
}

/// The subscriber, if there is one who may be charged.
pub(in crate::flow) fn active(world: &World, subscriber: Option<u32>) -> Result<u32, Decline> {
    let position = subscriber.ok_or(Decline::SubscriberUnknown)?;
    match world.subscriber(position).ok_or(Decline::SubscriberUnknown)?.status {
        SubscriberStatus::Active => Ok(position),
        SubscriberStatus::Suspended | SubscriberStatus::Terminated => {
            Err(Decline::SubscriberInactive)
        }
    }
}

/// Whether a subscriber has opted in to an application, if that is required.
pub(in crate::flow) fn subscribed(
    world: &World,
    state: &State,
    application: u16,
    subscriber: u32,
) -> Result<(), Decline> {
    let required = world.application(application);
    let required = required.is_some_and(|application| application.subscription_required);
    if required && !state.subscriptions.has(application, subscriber) {
        return Err(Decline::NotSubscribed);
    }
    Ok(())
}

/// Whether there are accounts in a currency.
pub(in crate::flow) fn currency(world: &World, code: &str) -> Result<(), Decline> {
    let is_known = code == world.config.currency.code();
    if is_known { Ok(()) } else { Err(Decline::CurrencyNotSupported) }
}
