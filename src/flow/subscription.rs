//! Who has subscribed to which application.

use super::event::Decline;
use super::state::MockLedger;
use crate::document::{Subscription, SubscriptionStatus};
use crate::store::stored;

/// Sets the numbers of requests apart.
const REQUEST_ID: u8 = 13;

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Opted in.
    Registered,
    /// Never opted in, or opted out.
    #[default]
    Unregistered,
}

/// Who has subscribed.
#[derive(Default)]
pub(crate) struct Subscriptions {
    /// By application and then by subscriber, whether the one has opted in to the other.
    registered: Vec<Vec<bool>>,
    /// How many requests have begun or ended one.
    changes: u32,
}

stored!(Subscriptions { registered, changes });

impl Subscriptions {
    fn set(&mut self, application: u16, subscriber: u32, registered: bool) {
        let (application, subscriber) = (usize::from(application), subscriber as usize);
        if self.registered.len() <= application {
            self.registered.resize(application + 1, Vec::new());
        }
        let Some(subscribers) = self.registered.get_mut(application) else { return };
        if subscribers.len() <= subscriber {
            subscribers.resize(subscriber + 1, false);
        }
        if let Some(place) = subscribers.get_mut(subscriber) {
            *place = registered;
        }
    }
}

impl Registration {
    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registered => "REGISTERED",
            Self::Unregistered => "UNREGISTERED",
        }
    }
}

impl MockLedger {
    /// Where a subscription stands.
    #[must_use]
    pub fn registration(&self, application: u16, subscriber: u32) -> Registration {
        let registered = self.state.subscriptions.registered.get(usize::from(application));
        match registered.and_then(|registered| registered.get(subscriber as usize)) {
            Some(true) => Registration::Registered,
            _ => Registration::Unregistered,
        }
    }

    /// Begins or ends a subscription; the number of the request, or nothing if there was nothing
    /// to do.
    pub(crate) fn change_subscription(
        &mut self,
        request: &Subscription<'_>,
    ) -> Result<Option<String>, Decline> {
        let application = self.authenticated(&request.caller)?;
        let subscriber =
            self.check_subscriber(self.subscriber(request.caller.subscriber_id.digits))?;
        let wanted =
            if request.opts_in { Registration::Registered } else { Registration::Unregistered };
        if self.registration(application, subscriber) == wanted {
            return Ok(None);
        }
        let subscriptions = &mut self.state.subscriptions;
        subscriptions.set(application, subscriber, request.opts_in);
        let number = subscriptions.changes;
        subscriptions.changes += 1;
        Ok(Some(self.numbered(REQUEST_ID, number, 13)))
    }

    /// Where the subscription stands that is asked for.
    pub(crate) fn asked_registration(
        &self,
        request: &SubscriptionStatus<'_>,
    ) -> Result<Registration, Decline> {
        let application = self.authenticated(&request.caller)?;
        let subscriber = self.subscriber(request.caller.subscriber_id.digits);
        Ok(self.registration(application, subscriber.ok_or(Decline::SubscriberUnknown)?))
    }

    /// Whether an application may charge a subscriber without, or after, an opt-in.
    pub(super) fn check_subscribed(
        &self,
        application: u16,
        subscriber: u32,
    ) -> Result<(), Decline> {
        let required = self.application(application);
        let required = required.is_some_and(|application| application.subscription_required);
        if required && self.registration(application, subscriber) != Registration::Registered {
            return Err(Decline::NotSubscribed);
        }
        Ok(())
    }
}
