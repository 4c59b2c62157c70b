//! Who has subscribed to which application.

use super::check::permission;
use super::decline::Decline;
use super::identify;
use super::state::{State, Subscriptions};
use super::world::World;
use crate::document::{Subscription, SubscriptionStatus};

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

/// Begins or ends a subscription; the number of the request, or nothing if there was nothing to do.
pub(super) fn change(
    world: &World,
    state: &mut State,
    request: &Subscription<'_>,
) -> Result<Option<String>, Decline> {
    let application = permission::authenticated(world, &request.caller)?;
    let subscriber = world.subscriber_named(request.caller.subscriber_id.digits);
    let subscriber = permission::active(world, subscriber)?;
    let subscriptions = &mut state.subscriptions;
    if subscriptions.has(application, subscriber) == request.opts_in {
        return Ok(None);
    }
    set(subscriptions, application, subscriber, request.opts_in);
    let number = subscriptions.changes;
    subscriptions.changes += 1;
    Ok(Some(identify::subscription_request(state.identifiers, number)))
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

fn set(subscriptions: &mut Subscriptions, application: u16, subscriber: u32, registered: bool) {
    let (application, subscriber) = (usize::from(application), subscriber as usize);
    let all = &mut subscriptions.registered;
    if all.len() <= application {
        all.resize(application + 1, Vec::new());
    }
    let Some(subscribers) = all.get_mut(application) else { return };
    if subscribers.len() <= subscriber {
        subscribers.resize(subscriber + 1, false);
    }
    if let Some(place) = subscribers.get_mut(subscriber) {
        *place = registered;
    }
}
