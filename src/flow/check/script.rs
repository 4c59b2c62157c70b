//! Scripted behaviour: what is to go wrong with a call, by explicit rule.

use crate::flow::scripts::ScriptedParts;
use crate::flow::state::State;
use crate::flow::world::World;
use crate::world::{Behaviour, ScriptedOperation};

/// The call that a rule may fit.
pub(in crate::flow) struct Call<'c> {
    pub(in crate::flow) operation: ScriptedOperation,
    /// The subscriber, in digits.
    pub(in crate::flow) msisdn: &'c str,
    /// The amount before tax, in minor units.
    pub(in crate::flow) amount: i64,
    pub(in crate::flow) application: u16,
}

/// When a charge is final, and what is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::flow) struct Course {
    /// The position of the rule that says so.
    pub(in crate::flow) rule: Option<usize>,
    /// After how many milliseconds the outcome comes, or the message is sent; at once if absent.
    pub(in crate::flow) after: Option<i64>,
    /// The outcome never comes, or the message is never sent.
    pub(in crate::flow) never: bool,
    /// In the end it is declined, perhaps with a code.
    pub(in crate::flow) declined: Option<Option<String>>,
    /// The answer is lost.
    pub(in crate::flow) is_reply_lost: bool,
    /// The message to the customer is lost.
    pub(in crate::flow) is_silent: bool,
    /// Nothing is done, and the answer is an outage.
    pub(in crate::flow) fails: bool,
}

impl Course {
    /// The code that the rule declines with.
    pub(in crate::flow) fn code(&self) -> Option<&str> {
        self.declined.as_ref()?.as_deref()
    }

    /// Whether the call is declined by its own answer.
    pub(in crate::flow) fn is_declined_at_once(&self) -> bool {
        self.declined.is_some() && !self.is_later()
    }

    /// Whether the outcome comes later than the answer.
    pub(in crate::flow) fn is_later(&self) -> bool {
        self.after.is_some() || self.never
    }
}

/// How a call goes on by the script, and by its application's mode if there is an address to tell
/// the outcome to.
pub(in crate::flow) fn course(
    world: &World,
    state: &State,
    call: &Call<'_>,
    can_notify: bool,
) -> Course {
    let later = world.application(call.application);
    let later = later.filter(|application| application.asynchronous && can_notify);
    let after = later.map(|application| application.processing_ms);
    let mut course = Course { after, ..Course::default() };
    let Some((rule, behaviour)) = fitting(state, call) else { return course };
    course.rule = Some(rule);
    match behaviour {
        Behaviour::Decline { code } => course.declined = Some(code.clone()),
        Behaviour::Delay { ms } => course.after = Some(*ms),
        Behaviour::Processing => course.never = true,
        Behaviour::LoseReply => course.is_reply_lost = true,
        Behaviour::FailBeforeCommit => course.fails = true,
        Behaviour::LoseSms => course.rule = None,
    }
    course
}

/// How a step of a reservation goes on by the script. It is never asynchronous, so that what a
/// script says of the time does not fit.
pub(in crate::flow) fn course_of_step(world: &World, state: &State, call: &Call<'_>) -> Course {
    let course = course(world, state, call, false);
    if course.is_later() { Course::default() } else { course }
}

/// How a debit goes on by the script; rules that have nothing to act on are left unused.
pub(in crate::flow) fn course_of_debit(
    state: &State,
    call: &Call<'_>,
    asks: bool,
    tells: bool,
) -> Course {
    let Some((rule, behaviour)) = fitting(state, call) else { return Course::default() };
    let mut course = Course { rule: Some(rule), ..Course::default() };
    match behaviour {
        Behaviour::Decline { code } => course.declined = Some(code.clone()),
        Behaviour::Delay { ms } if tells => course.after = Some(*ms),
        Behaviour::Processing if asks => course.never = true,
        Behaviour::LoseReply => course.is_reply_lost = true,
        Behaviour::FailBeforeCommit => course.fails = true,
        Behaviour::LoseSms if tells => course.is_silent = true,
        Behaviour::Delay { .. } | Behaviour::Processing | Behaviour::LoseSms => {
            course.rule = None;
        }
    }
    course
}

/// Counts the rule of a course as having acted once more.
pub(in crate::flow) fn count(state: &mut State, course: &Course) {
    if let Some(rule) = course.rule {
        state.scripts.count(rule);
    }
}

/// The first rule that fits a call.
fn fitting<'s>(state: &'s State, call: &Call<'_>) -> Option<(usize, &'s Behaviour)> {
    state.scripts.first(ScriptedParts {
        operation: Some(call.operation),
        subscriber: Some(call.msisdn),
        amount: Some(call.amount),
        application: Some(call.application),
    })
}
