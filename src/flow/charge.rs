//! What payments, refunds and direct debits have in common once every check is passed.

use super::check::funds::declined_by;
use super::check::script::{self, Course};
use super::decline::Decline;
use super::due::Due;
use super::event::{EventKind, Status};
use super::outcome::{Attempt, Outcome, decline, remember};
use super::state::State;
use crate::ledger::Posting;

/// How a charge that passed every check goes on.
pub(super) struct Plan {
    pub(super) legs: Vec<Posting>,
    pub(super) course: Course,
}

/// The one block of change of a charge or a refund.
pub(super) fn carry_out(state: &mut State, attempt: &Attempt<'_>, plan: &Plan) -> Outcome {
    let Plan { legs, course } = plan;
    script::count(state, course);
    if course.fails {
        return Outcome::declined(Decline::Outage);
    }
    let later = course.is_later();
    let declined = course.declined.map(Decline::Scripted);
    if let Some(why) = declined.filter(|_| !later) {
        let declined = decline(state, attempt, why);
        return script::told(state, course, declined);
    }
    let entry = if later { state.books.hold(legs) } else { state.books.post(legs) };
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return decline(state, attempt, declined_by(error)),
    };
    let done = if attempt.kind == EventKind::Refund { Status::Refunded } else { Status::Charged };
    let status = if later { Status::Processing } else { done };
    let event = remember(state, attempt, status, declined, Some(entry));
    if let (Some(ms), false) = (course.after, course.never) {
        state.clock.set(ms, Due::Outcome(event));
    }
    script::told(state, course, Outcome::fresh(event))
}
