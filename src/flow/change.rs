//! Changes of the world, from the next call on. What was charged keeps its shares and its taxes,
//! because those are in the books.

use super::cash;
use super::chart::rules;
use super::event::EventKind;
use super::state::State;
use super::world::World;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::Value;
use crate::ledger::{Books, Component, Posting};
use crate::world::{ChangeTarget, Payer, Subscriber};

/// Makes a change.
///
/// # Errors
/// Every problem of it; nothing has changed then.
pub(super) fn change(
    world: &mut World,
    state: &mut State,
    target: ChangeTarget,
    value: &Value,
) -> Result<(), Refusal> {
    match target {
        ChangeTarget::NewSubscriber => add(world, state, value)?,
        ChangeTarget::Subscriber(position) => {
            let after = changed(world, position, value)?;
            set_limit(world, state, position, &after)?;
            put(world, position, after);
        }
        ChangeTarget::Application(place) => set_application(world, place, value)?,
        ChangeTarget::Biller(place) => set_biller(world, place, value)?,
    }
    world.changes.note(target, value);
    Ok(())
}

/// Makes a change that a snapshot holds, whose effect on the books is in those already; the books
/// here are only to count accounts.
///
/// # Errors
/// Every problem of it.
pub(super) fn change_again(
    world: &mut World,
    books: &mut Books,
    target: ChangeTarget,
    value: &Value,
) -> Result<(), Refusal> {
    match target {
        ChangeTarget::NewSubscriber => {
            let subscriber = world.config.new_subscriber(value)?;
            world.join(subscriber, books);
        }
        ChangeTarget::Subscriber(position) => {
            let after = changed(world, position, value)?;
            put(world, position, after);
        }
        ChangeTarget::Application(place) => set_application(world, place, value)?,
        ChangeTarget::Biller(place) => set_biller(world, place, value)?,
    }
    world.changes.note(target, value);
    Ok(())
}

/// A subscriber as a change makes it.
fn changed(world: &World, position: u32, value: &Value) -> Result<Subscriber, Refusal> {
    let before = world.subscriber(position).ok_or_else(no_one)?;
    world.config.changed_subscriber(before, value)
}

fn put(world: &mut World, position: u32, after: Subscriber) {
    if let Some(subscriber) = world.config.subscribers.get_mut(position as usize) {
        *subscriber = after;
    }
}

/// What is said of a change of what is not there, which only a snapshot can hold.
fn no_one() -> Refusal {
    Problem::says(Code::SnapshotDamaged, &[]).into()
}

/// A subscriber joins the others, with an opening balance from cash.
fn add(world: &mut World, state: &mut State, value: &Value) -> Result<(), Refusal> {
    let subscriber = world.config.new_subscriber(value)?;
    let from_cash = cash::opening_of(&subscriber);
    // The account is not there yet, so that only the other one can be asked.
    let leg = |amount| Posting { amount, account: world.chart.cash, component: Component::Amount };
    let fits = state.books.check(&[leg(from_cash), leg(-from_cash)]);
    fits.map_err(|_| Problem::says(Code::BalanceOverflow, &[]).at("/balance"))?;
    let position = world.join(subscriber, &mut state.books);
    if from_cash != 0 {
        cash::post(world, state, EventKind::Opening, position, from_cash)?;
    }
    Ok(())
}

/// Sets how much a postpaid subscriber may owe, which is not less than what is owed.
fn set_limit(
    world: &World,
    state: &mut State,
    position: u32,
    after: &Subscriber,
) -> Result<(), Refusal> {
    let Payer::Postpaid { .. } = after.payer else { return Ok(()) };
    let account = world.chart.subscriber(position);
    let (_, guard) = rules(after.payer);
    if account.is_some_and(|account| state.books.set_guard(account, guard)) {
        return Ok(());
    }
    Err(Problem::says(Code::BalanceAboveLimit, &[]).at("/creditLimit").into())
}

fn set_application(world: &mut World, place: u16, value: &Value) -> Result<(), Refusal> {
    let before = world.application(place).ok_or_else(no_one)?;
    let after = world.config.changed_application(before, value)?;
    if let Some(application) = world.config.applications.get_mut(usize::from(place)) {
        *application = after;
    }
    Ok(())
}

fn set_biller(world: &mut World, place: u16, value: &Value) -> Result<(), Refusal> {
    let before = world.biller(place).ok_or_else(no_one)?;
    let after = world.config.changed_biller(before, value)?;
    if let Some(biller) = world.config.billers.get_mut(usize::from(place)) {
        *biller = after;
    }
    Ok(())
}
