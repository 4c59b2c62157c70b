//! What happens when the clock moves.

use super::due::Due;
use super::state::State;
use super::world::World;
use super::{consent, reservation, settle};
use crate::diagnostic::{Code, Problem, Refusal};
use crate::ledger::TIME_MAX;

/// Moves the clock; what is due by then happens, each at its time.
///
/// # Errors
/// The time is before the present or after the last one: nothing has happened then. Or what was
/// held could not be settled: the first such failure, when all that was due has happened.
pub(super) fn set_time(world: &World, state: &mut State, time: i64) -> Result<(), Refusal> {
    if time < state.clock.now() {
        return Err(Problem::says(Code::TimeBackwards, &[]).into());
    }
    if time > TIME_MAX {
        return Err(Problem::says(Code::TimeRange, &[]).into());
    }
    let mut done = Ok(());
    while let Some(due) = state.clock.next(time) {
        let this = match due {
            Due::Outcome(event) => settle::finish(world, state, event),
            Due::ReservationEnd(event) => reservation::expire(state, event),
            Due::Dispatch(debit) => {
                consent::dispatch(world, state, debit);
                Ok(())
            }
            Due::TokenEnd(debit) => consent::end_token(state, debit),
        };
        done = done.and(this);
    }
    done
}
