//! How often and how much an application may charge.

use crate::flow::decline::Decline;
use crate::flow::state::{Rate, State};
use crate::flow::world::World;
use crate::world::Application;

/// Milliseconds of a second and of a day.
const SECOND: i64 = 1_000;
const DAY: i64 = 86_400 * SECOND;

/// Whether an application may charge once more, and this amount.
pub(in crate::flow) fn check(
    world: &World,
    state: &State,
    position: u16,
    amount: i64,
) -> Result<(), Decline> {
    let application = world.application(position).ok_or(Decline::NotAuthenticated)?;
    let rate = if has_rate(application) { rate(world, state, position) } else { Rate::default() };
    if application.max_tps.is_some_and(|most| rate.in_second >= most) {
        return Err(Decline::RatePerSecond);
    }
    if application.max_tpd.is_some_and(|most| rate.in_day >= most) {
        return Err(Decline::RatePerDay);
    }
    if application.max_amount.is_some_and(|most| amount > most) {
        return Err(Decline::AmountTooHigh);
    }
    if application.min_amount.is_some_and(|least| amount < least) {
        return Err(Decline::AmountTooLow);
    }
    Ok(())
}

/// Counts a charging request that was not declined for being one too many.
pub(in crate::flow) fn count(
    world: &World,
    state: &mut State,
    application: u16,
    decline: Option<Decline>,
) {
    // Without a limit, too: there may be one from the next call on.
    if decline.is_some_and(Decline::is_transient) {
        return;
    }
    let Rate { second, in_second, day, in_day } = rate(world, state, application);
    if let Some(rate) = state.rates.get_mut(usize::from(application)) {
        *rate = Rate {
            second,
            in_second: in_second.saturating_add(1),
            day,
            in_day: in_day.saturating_add(1),
        };
    }
}

fn has_rate(application: &Application) -> bool {
    application.max_tps.is_some() || application.max_tpd.is_some()
}

/// The counts of the current second and day.
fn rate(world: &World, state: &State, application: u16) -> Rate {
    let now = state.clock.now();
    let second = now.div_euclid(SECOND);
    let day = (now + world.config.time_zone).div_euclid(DAY);
    let last = state.rates.get(usize::from(application)).copied().unwrap_or_default();
    Rate {
        second,
        in_second: if last.second == second { last.in_second } else { 0 },
        day,
        in_day: if last.day == day { last.in_day } else { 0 },
    }
}
