//! Money that comes from outside or goes there.

use super::event::{EventKind, Status};
use super::outcome::{Attempt, remember};
use super::record::Record;
use super::state::State;
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::ledger::{Component, Posting};
use crate::world::Payer;

/// Posts the opening balances of all subscribers.
///
/// # Errors
/// One that its account cannot hold.
pub(super) fn open(world: &World, state: &mut State) -> Result<(), Refusal> {
    for (position, subscriber) in (0..).zip(&world.config.subscribers) {
        let from_cash = match subscriber.payer {
            Payer::Prepaid => subscriber.balance,
            Payer::Postpaid { .. } => -subscriber.balance,
        };
        if from_cash != 0 {
            post(world, state, EventKind::Opening, position, from_cash)?;
        }
    }
    Ok(())
}

/// Posts money to a subscriber's account: a balance, a top-up or the payment of a bill.
///
/// # Errors
/// It is more than the account can hold.
pub(super) fn post(
    world: &World,
    state: &mut State,
    kind: EventKind,
    subscriber: u32,
    from_cash: i64,
) -> Result<(), Refusal> {
    let too_much = || Refusal::from(Problem::says(Code::BalanceOverflow, &[]));
    let account = world.chart.subscriber(subscriber).ok_or_else(too_much)?;
    let leg = |account, amount| Posting { amount, account, component: Component::Amount };
    let postings = [leg(account, -from_cash), leg(world.chart.cash, from_cash)];
    let entry = state.books.post(&postings).map_err(|_| too_much())?;
    let attempt = Attempt {
        kind,
        party: u16::MAX,
        subscriber: Some(subscriber),
        amount: from_cash.abs(),
        record: Record::default(),
    };
    remember(state, &attempt, Status::Posted, None, Some(entry));
    Ok(())
}
