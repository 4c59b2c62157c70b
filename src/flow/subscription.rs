//! Who has subscribed to which application.

use super::check::{permission, script};
use super::decline::Decline;
use super::identify;
use super::outcome::Outcome;
use super::state::State;
use super::world::World;
use crate::document::{Subscription, SubscriptionStatus};
use crate::world::ScriptedOperation;

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// The subscriber has opted in.
    Registered,
    /// The subscriber has never opted in, or has opted out.
    #[default]
    Unregistered,
}

impl Registration {
    fn of(is_registered: bool) -> Self {
        if is_registered { Self::Registered } else { Self::Unregistered }
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registered => "REGISTERED",
            Self::Unregistered => "UNREGISTERED",
        }
    }
}

/// What has become of a request to begin or end a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionChange {
    /// The number of the request; none if there was nothing to do.
    pub number: Option<String>,
    /// Whether a script has lost the answer.
    pub is_lost: bool,
}

/// Begins or ends a subscription.
pub(super) fn change(
    world: &World,
    state: &mut State,
    request: &Subscription<'_>,
) -> Result<SubscriptionChange, Outcome> {
    let application = permission::authenticated(world, &request.caller)?;
    let subscriber = world.subscriber_named(request.caller.subscriber_id.digits);
    let subscriber = permission::active(world, subscriber)?;
    let is_lost = script::asked(state, ScriptedOperation::Subscribe, &request.caller, application)?;
    let subscriptions = &mut state.subscriptions;
    if subscriptions.has(application, subscriber) == request.opts_in {
        return Ok(SubscriptionChange { number: None, is_lost });
    }
    if request.opts_in {
        subscriptions.registered.insert((application.into(), subscriber));
    } else {
        subscriptions.registered.remove(&(application.into(), subscriber));
    }
    let number = subscriptions.changes;
    subscriptions.changes += 1;
    let number = Some(identify::subscription_request(state.identifiers, number));
    Ok(SubscriptionChange { number, is_lost })
}

/// Where the subscription stands that is asked for.
pub(super) fn asked(
    world: &World,
    state: &State,
    request: &SubscriptionStatus<'_>,
) -> Result<Registration, Decline> {
    let application = permission::authenticated(world, &request.caller)?;
    let subscriber = world.subscriber_named(request.caller.subscriber_id.digits);
    let subscriber = subscriber.ok_or(Decline::SubscriberUnknown)?;
    Ok(Registration::of(state.subscriptions.has(application, subscriber)))
}
