//! A direct debit of charging as a service, and the question for a balance.

use super::event::{Decline, Event, EventId, Kind, field};
use super::payment::{Plan, declined_by};
use super::remembered::{Attempt, Outcome};
use super::script::Call;
use super::state::MockLedger;
use crate::diagnostic::count;
use crate::document::msisdn;
use crate::document::{BalanceQuery, CaasDebit, Caller};
use crate::world::tax::Levied;
use crate::world::{Application, Operation, Status};

/// The fields of a direct debit's text: the first three are those of all kinds.
pub(crate) const SUBSCRIBER_ID: usize = 3;
pub(crate) const CURRENCY: usize = 4;

/// Set the numbers that callers are told apart.
const INTERNAL_TRX_ID: u8 = 10;
const REFERENCE_ID: u8 = 11;

/// The only instrument that there is, without its blank and in small letters.
const INSTRUMENT: &str = "mobileaccount";

/// How an account stands.
pub(crate) struct Standing {
    /// What may still be charged.
    pub(crate) chargeable: i64,
    pub(crate) status: Status,
    pub(crate) is_postpaid: bool,
}

impl MockLedger {
    /// Charges a subscriber, unless that was done before, and tells the application's address.
    pub(crate) fn direct_debit(&mut self, request: &CaasDebit<'_>) -> Outcome {
        let kind = Kind::CaasDebit;
        // Only who knows the password is told what was answered before.
        let application = match self.authenticated(&request.caller) {
            Ok(application) => application,
            Err(decline) => return Outcome::declined(decline),
        };
        // An amount that the currency does not have is no request: its key stays free.
        let amount = match self.minor_units(request.amount.hundredths) {
            Ok(amount) => amount,
            Err(decline) => return Outcome::declined(decline),
        };
        let currency = request.currency.unwrap_or(self.config.currency.code()).to_owned();
        let same = |event: &Event, text: &str| {
            let earlier = field(text, SUBSCRIBER_ID).and_then(msisdn::digits);
            event.amount == amount
                && field(text, CURRENCY) == Some(currency.as_str())
                && earlier == Some(request.caller.subscriber_id.digits)
        };
        if let Some(outcome) = self.recall(kind, application, Some(request.external_trx_id), same) {
            return outcome;
        }
        let subscriber = self.subscriber(request.caller.subscriber_id.digits);
        let plan = self.plan_direct_debit(request, amount, &currency, application);
        self.count_request(application, plan.as_ref().err().copied());
        let code = plan.as_ref().ok().and_then(|plan| plan.course.declined.clone().flatten());
        let attempt = Attempt {
            kind,
            party: application,
            subscriber,
            amount,
            fields: &[
                Some(request.external_trx_id),
                None,
                code.as_deref(),
                Some(request.caller.subscriber_id.written),
                Some(&currency),
            ],
            original: None,
        };
        let outcome = match plan {
            Ok(plan) => self.carry_out(&attempt, plan),
            Err(decline) => self.decline(&attempt, decline, 0),
        };
        if let Some(event) = outcome.event {
            self.notify(event);
        }
        outcome
    }

    /// Every check of a direct debit, in the order of precedence.
    fn plan_direct_debit(
        &self,
        request: &CaasDebit<'_>,
        amount: i64,
        currency: &str,
        application: u16,
    ) -> Result<Plan, Decline> {
        self.check_charging(application)?;
        let msisdn = request.caller.subscriber_id.digits;
        let subscriber = self.check_subscriber(self.subscriber(msisdn))?;
        self.check_subscribed(application, subscriber)?;
        self.check_currency(currency)?;
        if !request.payment_instrument_name.is_none_or(is_instrument) {
            return Err(Decline::InstrumentUnknown);
        }
        self.check_limits(application, amount)?;
        let call = Call { operation: Operation::CaasDebit, msisdn, amount, application };
        let course = self.course(&call, false);
        let legs = self.legs(amount, application, subscriber, self.tax_of(application), None)?;
        // A refusal at once needs no funds.
        if course.declined.is_none() {
            self.state.books.check(&legs).map_err(declined_by)?;
        }
        Ok(Plan { legs, course })
    }

    /// What a direct debit takes with its tax, or would take; without, where there is no rate.
    pub(crate) fn debit_total(&self, event: &Event) -> i64 {
        let Some(tax) = self.tax_of(event.party) else { return event.amount };
        let levied = self.levied(event.amount, tax, event.subscriber, event.at).unwrap_or_default();
        let sum = |sum: i64, tax: &Levied| sum.checked_add(tax.amount);
        levied.iter().try_fold(event.amount, sum).unwrap_or(event.amount)
    }

    /// How an account stands, for an application that may know it.
    pub(crate) fn standing(&self, request: &BalanceQuery<'_>) -> Result<Standing, Decline> {
        let application = self.authenticated(&request.caller)?;
        if !self.application(application).is_some_and(|application| application.balance_query) {
            return Err(Decline::BalanceQueryDisabled);
        }
        let unknown = Decline::SubscriberUnknown;
        let position = self.subscriber(request.caller.subscriber_id.digits).ok_or(unknown)?;
        let subscriber = self.config.subscribers.get(position as usize).ok_or(unknown)?;
        let operator = self.config.operators.get(subscriber.operator);
        if !operator.is_some_and(|operator| operator.balance_query) {
            return Err(Decline::BalanceQueryDisabled);
        }
        if let Some(currency) = request.currency {
            self.check_currency(currency)?;
        }
        let account = self.chart.subscriber(position);
        let account = account.and_then(|account| self.state.books.account(account));
        Ok(Standing {
            chargeable: account.and_then(|account| account.available()).unwrap_or_default(),
            status: subscriber.status,
            is_postpaid: matches!(subscriber.payer, crate::world::Payer::Postpaid { .. }),
        })
    }

    /// The application that a caller is.
    pub(super) fn authenticated(&self, caller: &Caller<'_>) -> Result<u16, Decline> {
        let is = |application: &Application| application.id == caller.application_id;
        let found = self.config.applications.iter().position(is);
        let position = found.ok_or(Decline::NotAuthenticated)? as u16;
        let password = self.application(position).and_then(|found| found.password.as_deref());
        if password.is_none_or(|password| password == caller.password) {
            Ok(position)
        } else {
            Err(Decline::NotAuthenticated)
        }
    }

    /// The platform's own number of a direct debit.
    pub(crate) fn internal_trx_id(&self, id: EventId) -> String {
        self.numbered(INTERNAL_TRX_ID, id, 15)
    }

    /// The number of a direct debit for the subscriber's bill.
    pub(crate) fn reference_id(&self, id: EventId) -> String {
        self.state.identifiers.decimal(REFERENCE_ID, id, 8)
    }

    /// So many decimal digits, more than ten, that no other position has: some of chance, then the
    /// position.
    pub(super) fn numbered(&self, kind: u8, position: u32, digits: u32) -> String {
        let by_chance = self.state.identifiers.decimal(kind, position, digits - POSITION_DIGITS);
        let position = count(position as usize);
        let zeros = "0".repeat((POSITION_DIGITS as usize).saturating_sub(position.len()));
        [by_chance, zeros, position].concat()
    }

    /// A time in the world's zone, in ISO 8601.
    pub(crate) fn time_text(&self, at: i64) -> String {
        crate::world::time::written(at, self.config.time_zone)
    }
}

/// The digits of the last position.
const POSITION_DIGITS: u32 = 10;

fn is_instrument(name: &str) -> bool {
    let letters = name.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| letter.to_ascii_lowercase()).eq(INSTRUMENT.chars())
}
