//! Money that comes from outside or goes there.

use super::event::{EventKind, Status};
use super::outcome::{Attempt, remember};
use super::record::Record;
use super::state::State;
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::ledger::{AccountId, Component, Posting};
use crate::world::tax::TaxComponent;
use crate::world::{Payer, Subscriber};

/// Posts the opening balances of all subscribers.
///
/// # Errors
/// One that its account cannot hold.
pub(super) fn open(world: &World, state: &mut State) -> Result<(), Refusal> {
    for (position, subscriber) in (0..).zip(&world.config.subscribers) {
        let from_cash = opening_of(subscriber);
        if from_cash != 0 {
            post(world, state, EventKind::Opening, position, from_cash)?;
        }
    }
    Ok(())
}

/// What a subscriber has at the beginning, as cash sees it.
pub(super) fn opening_of(subscriber: &Subscriber) -> i64 {
    match subscriber.payer {
        Payer::Prepaid => subscriber.balance,
        Payer::Postpaid { .. } => -subscriber.balance,
    }
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
    move_cash(world, state, (kind, u16::MAX, Some(subscriber)), account, from_cash)
}

/// Pays out what is owed to the provider of an application.
///
/// # Errors
/// It is more than that.
pub(super) fn pay_out(
    world: &World,
    state: &mut State,
    application: u16,
    amount: i64,
) -> Result<(), Refusal> {
    let account = world.chart.provider(application);
    pay_owed(world, state, (EventKind::Payout, application), account, amount)
}

/// Pays the state what is owed of a tax.
///
/// # Errors
/// It is more than that.
pub(super) fn remit(
    world: &World,
    state: &mut State,
    component: TaxComponent,
    amount: i64,
) -> Result<(), Refusal> {
    let account = world.chart.tax(component);
    pay_owed(world, state, (EventKind::Remittance, u16::MAX), account, amount)
}

/// Moves to cash what is owed to whoever has an account.
fn pay_owed(
    world: &World,
    state: &mut State,
    (kind, party): (EventKind, u16),
    account: Option<AccountId>,
    amount: i64,
) -> Result<(), Refusal> {
    let found = account.and_then(|id| Some((id, state.books.account(id)?.balance())));
    match found {
        Some((id, owed)) if amount <= owed => {
            move_cash(world, state, (kind, party, None), id, -amount)
        }
        other => {
            let owed = other.map_or(0, |(_, owed)| owed);
            let given = [&*world.amount_text(amount), &world.amount_text(owed)];
            Err(Problem::says(Code::ExceedsOwed, &given).at("/1").into())
        }
    }
}

/// Posts an amount that goes from cash to an account.
fn move_cash(
    world: &World,
    state: &mut State,
    (kind, party, subscriber): (EventKind, u16, Option<u32>),
    account: AccountId,
    from_cash: i64,
) -> Result<(), Refusal> {
    let leg = |account, amount| Posting { amount, account, component: Component::Amount };
    let postings = [leg(account, -from_cash), leg(world.chart.cash, from_cash)];
    let entry = state.books.post(&postings);
    let entry = entry.map_err(|_| Problem::says(Code::BalanceOverflow, &[]))?;
    let amount = from_cash.abs();
    let attempt = Attempt { kind, party, subscriber, amount, record: Record::default() };
    remember(state, &attempt, Status::Posted, None, Some(entry));
    Ok(())
}
