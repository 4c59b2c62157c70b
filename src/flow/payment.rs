//! A wallet payment: everything is checked, then posted once.

use super::event::{Decline, Event, Kind, Status, field};
use super::remembered::{Attempt, Outcome};
use super::script::Call;
use super::settle::Due;
use super::state::MockLedger;
use crate::document::Payment;
use crate::document::msisdn;
use crate::ledger::{PostError, Posting};
use crate::world::{Behaviour, Operation};

/// The fields of a payment's text.
pub(crate) const CODE: usize = 2;
pub(crate) const END_USER_ID: usize = 3;
pub(crate) const AMOUNT: usize = 4;
pub(crate) const CURRENCY: usize = 5;
pub(crate) const DESCRIPTION: usize = 6;
pub(crate) const ON_BEHALF_OF: usize = 7;
pub(crate) const CATEGORY: usize = 8;
pub(crate) const CHANNEL: usize = 9;
pub(crate) const NOTIFY_URL: usize = 10;

/// How a charge that passed every check goes on.
pub(super) struct Plan {
    pub(super) legs: Vec<Posting>,
    pub(super) course: Course,
}

/// When a charge is final, and what is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// The script's rule that says so.
    pub(super) rule: Option<usize>,
    /// After so many milliseconds; none for at once.
    pub(super) after: Option<i64>,
    /// Never.
    pub(super) never: bool,
    /// In the end it is declined, with this code.
    pub(super) declined: Option<Option<String>>,
    /// The answer is lost.
    pub(super) lost: bool,
    /// The message to the customer is lost.
    pub(super) silent: bool,
    /// Nothing is done, and the answer is an outage.
    pub(super) fails: bool,
}

impl MockLedger {
    /// Charges a wallet for an application.
    pub fn pay(&mut self, request: &Payment<'_>, application: u16) -> Outcome {
        let kind = Kind::Payment;
        let key = request.client_correlator;
        let same = |event: &Event, text: &str| self.is_same(event, text, request);
        if let Some(outcome) = self.recall(kind, application, key, same) {
            return outcome;
        }
        if self.by_reference(kind, application, request.reference_code).is_some() {
            return Outcome::declined(Decline::ReferenceUsed);
        }
        let subscriber = self.subscriber(request.msisdn);
        let amount = self.minor_units(request.amount);
        let plan =
            amount.and_then(|amount| self.plan_payment(request, amount, application, subscriber));
        let (plan, declined) = match plan {
            Ok(plan) => (Some(plan), None),
            Err(decline) => (None, Some(decline)),
        };
        self.count_request(application, declined);
        let code = plan.as_ref().and_then(|plan| plan.course.declined.clone().flatten());
        let attempt = Attempt {
            kind,
            party: application,
            subscriber,
            amount: amount.unwrap_or_default(),
            fields: &fields(request, code.as_deref()),
            original: None,
        };
        match (plan, declined) {
            (Some(plan), _) => self.carry_out(&attempt, plan),
            (None, decline) => self.decline(&attempt, decline.unwrap_or(Decline::Outage), 0),
        }
    }

    /// Every check of a payment, in the order of precedence.
    fn plan_payment(
        &self,
        request: &Payment<'_>,
        amount: i64,
        application: u16,
        subscriber: Option<u32>,
    ) -> Result<Plan, Decline> {
        self.check_charging(application)?;
        let subscriber = self.check_subscriber(subscriber)?;
        self.check_subscribed(application, subscriber)?;
        self.check_currency(request.currency)?;
        self.check_limits(application, amount)?;
        let call =
            Call { operation: Operation::Payment, msisdn: request.msisdn, amount, application };
        let course = self.course(&call, request.notify_url.is_some());
        let service_charge = self.service_charge(request, amount)?;
        let tax = self.tax_of(application);
        let legs = self.legs(amount, application, subscriber, tax, service_charge)?;
        // A refusal at once needs no funds.
        if course.declined.is_none() || course.after.is_some() || course.never {
            self.state.books.check(&legs).map_err(declined_by)?;
        }
        Ok(Plan { legs, course })
    }

    /// How a call goes on by the script and the application's mode.
    pub(super) fn course(&self, call: &Call<'_>, can_notify: bool) -> Course {
        let application = self.application(call.application);
        let later = application.filter(|application| application.asynchronous && can_notify);
        let mut course = Course {
            after: later.map(|application| application.processing_ms),
            ..Course::default()
        };
        let Some((rule, behaviour)) = self.scripted(call) else { return course };
        course.rule = Some(rule);
        match behaviour {
            Behaviour::Decline { code } => course.declined = Some(code.clone()),
            Behaviour::Delay { ms } => course.after = Some(*ms),
            Behaviour::Processing => course.never = true,
            Behaviour::LoseReply => course.lost = true,
            Behaviour::FailBeforeCommit => course.fails = true,
            Behaviour::LoseSms => course.rule = None,
        }
        course
    }

    /// The one block of change of a charge or a refund.
    pub(super) fn carry_out(&mut self, attempt: &Attempt<'_>, plan: Plan) -> Outcome {
        let Plan { legs, course } = plan;
        self.used(course.rule);
        if course.fails {
            return Outcome::declined(Decline::Outage);
        }
        let declined = course.declined.is_some().then_some(Decline::Scripted);
        let later = course.after.is_some() || course.never;
        if let (Some(decline), false) = (declined, later) {
            return self.decline(attempt, decline, 0);
        }
        let books = &mut self.state.books;
        let entry = if later { books.hold(&legs) } else { books.post(&legs) };
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.decline(attempt, declined_by(error), 0),
        };
        let status = match (later, attempt.kind) {
            (true, _) => Status::Processing,
            (false, Kind::Refund) => Status::Refunded,
            (false, _) => Status::Charged,
        };
        let event = self.remember(attempt, status, declined, Some(entry), 0);
        if let (Some(ms), false) = (course.after, course.never) {
            self.state.clock.set(ms, Due::Outcome(event));
        }
        let decline = course.lost.then_some(Decline::Outage);
        Outcome { event: Some(event), decline, replayed: false }
    }

    /// Whether an earlier event has what makes two payments or refunds the same.
    pub(super) fn is_same(&self, event: &Event, text: &str, request: &Payment<'_>) -> bool {
        self.has_amount(event, request) && self.is_alike(text, request)
    }

    pub(super) fn has_amount(&self, event: &Event, request: &Payment<'_>) -> bool {
        self.minor_units(request.amount) == Ok(event.amount)
    }

    /// Whether all but the amount is the same.
    pub(super) fn is_alike(&self, text: &str, request: &Payment<'_>) -> bool {
        let of = |place| field(text, place).unwrap_or_default();
        let earlier = msisdn::digits(of(END_USER_ID));
        of(super::remembered::REFERENCE) == request.reference_code
            && of(CURRENCY) == request.currency
            && earlier.is_some_and(|earlier| earlier == request.msisdn)
    }
}

/// The text of a payment.
pub(super) fn fields<'t>(
    request: &Payment<'t>,
    code: Option<&'t str>,
) -> [Option<&'t str>; NOTIFY_URL + 1] {
    [
        request.client_correlator,
        Some(request.reference_code),
        code,
        Some(request.end_user_id),
        Some(request.amount_text),
        Some(request.currency),
        Some(request.description),
        request.on_behalf_of,
        request.purchase_category_code,
        request.channel,
        request.notify_url,
    ]
}

/// What a refusal of the books means for the one who pays.
pub(super) fn declined_by(error: PostError) -> Decline {
    match error {
        PostError::ExceedsAvailable(_) => Decline::InsufficientFunds,
        PostError::HoldIsNotPending
        | PostError::ExceedsHold
        | PostError::Unbalanced
        | PostError::AccountNotFound
        | PostError::SumOverflows => Decline::SumOverflows,
    }
}
