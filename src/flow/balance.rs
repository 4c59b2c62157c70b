//! The question for a balance.

use super::check::{permission, script};
use super::decline::Decline;
use super::outcome::Outcome;
use super::state::State;
use super::world::World;
use crate::document::BalanceQuery;
use crate::world::{Payer, ScriptedOperation, SubscriberStatus};

/// How an account stands.
pub(crate) struct Standing {
    /// What may still be charged, in minor units.
    pub(crate) chargeable: i64,
    pub(crate) status: SubscriberStatus,
    pub(crate) is_postpaid: bool,
}

/// How an account stands, for an application that may know it; whether the answer is lost.
pub(super) fn balance(
    world: &World,
    state: &mut State,
    request: &BalanceQuery<'_>,
) -> Result<(Standing, bool), Outcome> {
    let application = permission::authenticated(world, &request.caller)?;
    if !world.application(application).is_some_and(|application| application.balance_query) {
        return Err(Decline::BalanceQueryDisabled.into());
    }
    let position = world.subscriber_named(request.caller.subscriber_id.digits);
    let position = position.ok_or(Decline::SubscriberUnknown)?;
    let subscriber = world.subscriber(position).ok_or(Decline::SubscriberUnknown)?;
    let operator = world.config.operators.get(subscriber.operator);
    if !operator.is_some_and(|operator| operator.balance_query) {
        return Err(Decline::BalanceQueryDisabled.into());
    }
    if let Some(currency) = request.currency {
        permission::currency(world, currency)?;
    }
    let is_lost =
        script::asked(state, ScriptedOperation::BalanceQuery, &request.caller, application)?;
    let account = world.chart.subscriber(position);
    let account = account.and_then(|account| state.books.account(account));
    let standing = Standing {
        chargeable: account.and_then(|account| account.available()).unwrap_or_default(),
        status: subscriber.status,
        is_postpaid: matches!(subscriber.payer, Payer::Postpaid { .. }),
    };
    Ok((standing, is_lost))
}
