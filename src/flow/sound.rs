//! Whether the parts of a restored state belong together, so that no sum over them overflows.

use super::event::Event;
use super::state::{Refunds, Reserved, State};
use crate::ledger::{Posting, TIME_MAX};

/// Whether a state could have come about by calls.
pub(super) fn is_sound(state: &State) -> bool {
    let event_of = |id| state.log.get(id);
    (0..=TIME_MAX).contains(&state.clock.now())
        && state.log.iter().all(|(_, event)| is_sound_event(event))
        && state.refunds.iter().all(|(payment, refunds)| {
            event_of(payment).is_some_and(|payment| {
                are_sound_refunds(refunds, payment, &state.postings(payment.entry))
            })
        })
        && state
            .reservations
            .iter()
            .all(|(id, reserved)| event_of(id).is_some() && is_sound_reservation(reserved))
}

fn is_sound_event(event: &Event) -> bool {
    event.amount >= 0 && (0..=TIME_MAX).contains(&event.at)
}

/// No more is given back than was paid, as a whole and of each posting.
fn are_sound_refunds(refunds: &Refunds, payment: &Event, postings: &[Posting]) -> bool {
    let Refunds { refunded, processing, components } = refunds;
    let whole = refunded.checked_add(*processing);
    *refunded >= 0
        && *processing >= 0
        && whole.is_some_and(|whole| whole <= payment.amount)
        && components.len() <= postings.len()
        && are_parts(components, postings)
}

/// No more is charged than is reserved, as a whole and of each posting, and nothing is lost.
fn is_sound_reservation(reserved: &Reserved) -> bool {
    let Reserved { base, charged, whole, taken, .. } = reserved;
    (0..=*base).contains(charged)
        && taken.len() == whole.len()
        && are_parts(taken, whole)
        && whole.iter().try_fold(0_i64, |sum, leg| sum.checked_add(leg.amount)) == Some(0)
}

fn are_parts(parts: &[i64], whole: &[Posting]) -> bool {
    let fits = |(part, leg): (&i64, &Posting)| {
        leg.amount.checked_abs().is_some_and(|most| (0..=most).contains(part))
    };
    parts.iter().zip(whole).all(fits)
}
