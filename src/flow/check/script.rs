//! Scripted behaviour: what is to go wrong with a call, by explicit rule.

use crate::document::Caller;
use crate::document::codes::{Api, CaasCode, DebitCode, RefusalCode, WalletCode};
use crate::flow::decline::Decline;
use crate::flow::event::{Event, EventGroup};
use crate::flow::identify;
use crate::flow::outcome::Outcome;
use crate::flow::scripts::ScriptedCall;
use crate::flow::state::State;
use crate::flow::world::World;
use crate::world::{ScriptRule, ScriptedEffect, ScriptedOperation};

/// When a charge is final, and what is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::flow) struct Course {
    /// The number of the rule that says so.
    pub(in crate::flow) rule: Option<u32>,
    /// How many draws of rules that act at a rate were made by then.
    draws: u32,
    /// After how many milliseconds the outcome comes, or the message is sent; at once if absent.
    pub(in crate::flow) after: Option<i64>,
    /// The outcome never comes, or the message is never sent.
    pub(in crate::flow) never: bool,
    /// In the end it is declined, with this code.
    pub(in crate::flow) declined: Option<RefusalCode>,
    /// The answer is lost.
    pub(in crate::flow) is_reply_lost: bool,
    /// The answers of so many retries are lost as well.
    lost_retries: u64,
    /// The message to the customer is lost.
    pub(in crate::flow) is_silent: bool,
    /// Nothing is done, and the answer is an outage.
    pub(in crate::flow) fails: bool,
}

impl Course {
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
    call: ScriptedCall<'_>,
    can_notify: bool,
) -> Course {
    let later = world.application(call.application);
    let later = later.filter(|application| application.asynchronous && can_notify);
    let after = later.map(|application| application.processing_ms);
    let (course, rule) = begun(state, call);
    let Some(rule) = rule else { return Course { after, ..course } };
    Course { after: delay(rule).or(after), never: rule.has(ScriptedEffect::Processing), ..course }
}

/// How a call goes on by the script whose outcome never comes later.
pub(in crate::flow) fn course_at_once(state: &State, call: ScriptedCall<'_>) -> Course {
    begun(state, call).0
}

/// How a debit goes on by the script. A rule that has nothing to act on is left unused: that is so
/// where there is no message, or no customer is asked.
pub(in crate::flow) fn course_of_debit(
    state: &State,
    call: ScriptedCall<'_>,
    asks: bool,
    tells: bool,
) -> Course {
    let (mut course, rule) = begun(state, call);
    let Some(rule) = rule else { return course };
    course.after = delay(rule).filter(|_| tells);
    course.never = rule.has(ScriptedEffect::Processing) && asks;
    course.is_silent = rule.has(ScriptedEffect::LoseSms) && tells;
    let acts = course.is_later()
        || course.is_silent
        || course.is_reply_lost
        || course.fails
        || course.declined.is_some();
    course.rule = course.rule.filter(|_| acts);
    course
}

/// What a script says of a call that moves no money: whether its answer is lost.
///
/// # Errors
/// It is declined, or fails.
pub(in crate::flow) fn asked(
    state: &mut State,
    operation: ScriptedOperation,
    caller: &Caller<'_>,
    application: u16,
) -> Result<bool, Outcome> {
    let msisdn = caller.subscriber_id.digits;
    let course = course_at_once(state, ScriptedCall { operation, msisdn, amount: 0, application });
    count(state, &course);
    let declined = course.declined.map(Decline::Scripted);
    match declined.or(course.fails.then_some(Decline::Outage)) {
        Some(why) => Err(Outcome::declined(why).lost_if(course.is_reply_lost)),
        None => Ok(course.is_reply_lost),
    }
}

/// Notes that a course was taken: its rule has acted once more, and its draws were made.
pub(in crate::flow) fn count(state: &mut State, course: &Course) {
    state.draws = course.draws;
    if let Some(rule) = course.rule {
        state.scripts.count(rule);
    }
}

/// What is told of an attempt by its course: its answer, or that it is lost.
pub(in crate::flow) fn told(state: &mut State, course: &Course, outcome: Outcome) -> Outcome {
    // What is not remembered has no retries.
    if let (Some(event), Some(rule)) = (outcome.event, course.rule) {
        state.scripts.retries.add(event, rule, course.lost_retries);
    }
    outcome.lost_if(course.is_reply_lost)
}

/// Whether a script declines by now what has been pending.
pub(in crate::flow) fn declined_by_now(
    world: &World,
    state: &mut State,
    event: &Event,
) -> Option<Decline> {
    let (operation, application) = match event.kind.group() {
        EventGroup::Payment => (ScriptedOperation::Payment, event.party),
        EventGroup::Refund => (ScriptedOperation::Refund, event.party),
        EventGroup::CaasDebit => (ScriptedOperation::CaasDebit, event.party),
        EventGroup::Debit => (ScriptedOperation::Debit, world.biller(event.party)?.application),
        EventGroup::Cash | EventGroup::Reservation => return None,
    };
    let msisdn = world.msisdn(event.subscriber)?;
    let call = ScriptedCall { operation, msisdn, amount: event.amount, application };
    let course = course_at_once(state, call);
    let code = course.declined?;
    count(state, &course);
    Some(Decline::Scripted(code))
}

/// What a script says of the delivery of a notification: its effects, and how much later it comes.
pub(in crate::flow) fn of_delivery(
    state: &mut State,
    call: ScriptedCall<'_>,
) -> (Vec<ScriptedEffect>, i64) {
    let (course, rule) = begun(state, call);
    let effects = rule.map(|rule| (rule.effects.clone(), rule.delay_ms));
    count(state, &course);
    effects.unwrap_or_default()
}

/// The part of a course that all operations have, and the rule that it is by.
fn begun<'s>(state: &'s State, call: ScriptedCall<'_>) -> (Course, Option<&'s ScriptRule>) {
    let mut draws = state.draws;
    let acting = state.scripts.acting(call, |rate| {
        let acts = identify::draw(state.identifiers, draws) < rate;
        draws = draws.wrapping_add(1);
        acts
    });
    let Some((number, rule)) = acting else {
        return (Course { draws, ..Course::default() }, None);
    };
    let declined = rule.has(ScriptedEffect::Decline);
    let usual = || call.operation.api().map(usual_refusal);
    let course = Course {
        rule: Some(number),
        draws,
        declined: rule.code.filter(|_| declined).or_else(|| usual().filter(|_| declined)),
        is_reply_lost: rule.has(ScriptedEffect::LoseReply),
        lost_retries: rule.retries,
        fails: rule.has(ScriptedEffect::FailBeforeCommit),
        ..Course::default()
    };
    (course, Some(rule))
}

fn delay(rule: &ScriptRule) -> Option<i64> {
    rule.has(ScriptedEffect::Delay).then_some(rule.delay_ms)
}

/// The code of a scripted decline that names none: the user has said no.
fn usual_refusal(api: Api) -> RefusalCode {
    match api {
        Api::Wallet => RefusalCode::Wallet(WalletCode::POL0253),
        Api::Debit => RefusalCode::Debit(DebitCode::Failed),
        Api::Caas => RefusalCode::Caas(CaasCode::E1406),
    }
}
