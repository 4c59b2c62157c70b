//! A debit from any account: checked, taxed, and posted at once or when its customer consents.

use super::event::{Decline, Event, Kind, Status, fields};
use super::payment::{Course, Plan, declined_by};
use super::remembered::{Attempt, Outcome};
use super::script::Call;
use super::state::MockLedger;
use crate::document::Debit;
use crate::ledger::Posting;
use crate::money::{Decimal, exact};
use crate::store::hexadecimal;
use crate::world::tax::TaxType;
use crate::world::{Behaviour, ForeignNotify, Operation, Payer};

/// The flag, and behind it the reason, the tax type and the tax: what two requests under one key
/// must have alike, besides what an event has itself.
const FLAG: usize = 3;
/// There where the key was not the biller's.
pub(crate) const OWN_KEY: usize = 7;

/// Sets the keys apart that are made for debits without one.
const TRID: u8 = 2;

/// The tax type of a request that says none.
const TAX_TYPE: i64 = 2;

/// The least flag with which the customer is told.
const NOTIFY: i64 = 2;
/// The flag with which the customer is asked.
const ASK: i64 = 3;

/// How a debit that passed every check goes on.
struct DebitPlan {
    plan: Plan,
    /// Whether the customer's token is waited for.
    asks: bool,
    /// Whether the customer gets a message.
    tells: bool,
}

impl MockLedger {
    /// Debits an account, given by its digits, for a biller.
    pub fn debit(&mut self, account: &str, request: &Debit<'_>) -> Outcome {
        let biller = self.config.billers.iter().position(|known| known.id == request.biller_id);
        let Some(biller) = biller.map(|place| place as u16) else {
            return Outcome::declined(Decline::BillerUnknown);
        };
        // As a number that is none: the key stays free.
        let Some(subscriber) = self.subscriber(account) else {
            return Outcome::declined(Decline::SubscriberUnknown);
        };
        let amount = self.major_units(request.amount);
        let tax_type = request.tax_type.unwrap_or(TAX_TYPE);
        let [flag, reason, kind] = [request.authorization, request.reason_code, tax_type]
            .map(|number| exact::digits(Decimal::from(number)));
        let tax = request.tax.map(shortest);
        let terms =
            [Some(flag.as_str()), Some(reason.as_str()), Some(kind.as_str()), tax.as_deref()];
        let same = |event: &Event, text: &str| {
            event.subscriber == subscriber
                && event.amount == amount
                && fields(text).skip(FLAG).take(terms.len()).eq(terms)
        };
        if let Some(outcome) = self.recall(Kind::Debit, biller, request.trid, same) {
            return outcome;
        }
        let plan = self.plan_account_debit(request, amount, biller, subscriber);
        let next = self.state.events.len();
        let own = || hexadecimal(self.state.identifiers.number(TRID, next));
        let own = if request.trid.is_none() { Some(own()) } else { None };
        let code = plan.as_ref().ok().and_then(|debit| debit.plan.course.declined.clone());
        let code = code.flatten();
        let mut fields = vec![request.trid.or(own.as_deref()), None, code.as_deref()];
        fields.extend(terms);
        fields.push(own.as_ref().map(|_| ""));
        let attempt = Attempt {
            kind: Kind::Debit,
            party: biller,
            subscriber: Some(subscriber),
            amount,
            fields: &fields,
            original: None,
        };
        match plan {
            Ok(debit) => self.carry_out_debit(&attempt, debit),
            Err(decline) => self.decline(&attempt, decline, 0),
        }
    }

    /// Every check of a debit, in the order of precedence.
    fn plan_account_debit(
        &self,
        request: &Debit<'_>,
        amount: i64,
        biller: u16,
        subscriber: u32,
    ) -> Result<DebitPlan, Decline> {
        let biller = self.config.billers.get(usize::from(biller)).ok_or(Decline::BillerUnknown)?;
        let flag = request.authorization;
        if flag < i64::from(biller.minimum_authorization) {
            return Err(Decline::FlagBelowMinimum);
        }
        let found = self.config.subscribers.get(subscriber as usize);
        let found = found.ok_or(Decline::SubscriberUnknown)?;
        if found.payer != Payer::Prepaid || !biller.account_types.contains(&found.account_type) {
            return Err(Decline::AccountTypeNotPermitted);
        }
        self.check_subscriber(Some(subscriber))?;
        let contact = self.contact(subscriber).is_some();
        let (asks, tells) = (contact && flag == ASK, contact && flag >= NOTIFY);
        let application = biller.application;
        let msisdn = found.msisdn.as_str();
        let call = Call { operation: Operation::Debit, msisdn, amount, application };
        let course = self.debit_course(&call, asks, tells);
        if course.declined.is_some() {
            return Ok(DebitPlan { plan: Plan { legs: Vec::new(), course }, asks, tells });
        }
        let policy = self.config.consent.foreign_notify;
        if flag == ASK && !asks && policy == ForeignNotify::Reject {
            return Err(Decline::NotifyNumberForeign);
        }
        let tax = TaxType::from_number(request.tax_type.unwrap_or(TAX_TYPE));
        let tax = tax.map(|kind| (kind, request.tax));
        let legs = self.legs(amount, application, subscriber, tax, None);
        let legs = legs.map_err(|decline| match decline {
            // Nobody has more than fits 64 bits.
            Decline::SumOverflows => Decline::InsufficientFunds,
            other => other,
        })?;
        self.check_funds(&legs)?;
        Ok(DebitPlan { plan: Plan { legs, course }, asks, tells })
    }

    /// Whether an account, the first of an entry's, has enough for it.
    fn check_funds(&self, legs: &[Posting]) -> Result<(), Decline> {
        let books = &self.state.books;
        let short = legs.first().is_some_and(|first| {
            let available = books.account(first.account).and_then(|account| account.available());
            available.is_some_and(|available| available < first.amount)
        });
        if short { Err(Decline::InsufficientFunds) } else { books.check(legs).map_err(declined_by) }
    }

    /// How a debit goes on by the script; rules that have nothing to act on are left unused.
    fn debit_course(&self, call: &Call<'_>, asks: bool, tells: bool) -> Course {
        let Some((rule, behaviour)) = self.scripted(call) else { return Course::default() };
        let mut course = Course { rule: Some(rule), ..Course::default() };
        match behaviour {
            Behaviour::Decline { code } => course.declined = Some(code.clone()),
            Behaviour::Delay { ms } if tells => course.after = Some(*ms),
            Behaviour::Processing if asks => course.never = true,
            Behaviour::LoseReply => course.lost = true,
            Behaviour::FailBeforeCommit => course.fails = true,
            Behaviour::LoseSms if tells => course.silent = true,
            Behaviour::Delay { .. } | Behaviour::Processing | Behaviour::LoseSms => {
                course.rule = None;
            }
        }
        course
    }

    /// The one block of change of a debit.
    fn carry_out_debit(&mut self, attempt: &Attempt<'_>, debit: DebitPlan) -> Outcome {
        let DebitPlan { plan: Plan { legs, course }, asks, tells } = debit;
        self.used(course.rule);
        if course.fails {
            return Outcome::declined(Decline::Outage);
        }
        if course.declined.is_some() {
            return self.decline(attempt, Decline::Scripted, 0);
        }
        let books = &mut self.state.books;
        let entry = match (asks, self.config.consent.hold) {
            (true, false) => Ok(None),
            (true, true) => books.hold(&legs).map(Some),
            (false, _) => books.post(&legs).map(Some),
        };
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.decline(attempt, declined_by(error), 0),
        };
        let status = if asks { Status::ConsentPending } else { Status::Debited };
        let total = legs.first().map_or(0, |first| first.amount);
        let id = self.remember(attempt, status, None, entry, total);
        if asks {
            self.ask(id, if entry.is_none() { legs } else { Vec::new() }, &course);
        } else if tells && !course.silent {
            self.tell_later(id, course.after);
        }
        let decline = course.lost.then_some(Decline::Outage);
        Outcome { event: Some(id), decline, replayed: false }
    }

    /// Minor units of whole units of the currency; of more than there can be, the most.
    fn major_units(&self, amount: i64) -> i64 {
        let digits = self.config.currency.minor_units();
        amount.saturating_mul(10_i64.saturating_pow(digits))
    }
}

/// The digits of a percentage without zeros at its end, so that `5` and `5.0` are the same.
fn shortest(percent: Decimal) -> String {
    let stripped = exact::decimal(percent.mantissa(), percent.scale());
    exact::digits(stripped.unwrap_or(percent))
}
