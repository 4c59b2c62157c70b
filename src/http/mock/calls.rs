//! Calls by name: what JavaScript, scripts of scenarios and later the server hand over.

use super::views::Filter;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{self, Reader, Value, amount, msisdn};
use crate::flow::{Kind, MockLedger};
use crate::http::answer::Answer;
use crate::http::json;
use crate::ledger::Imbalance;
use crate::world::{Config, Payer, ScriptRule};

impl MockLedger {
    /// A ledger of a configuration, of which every field may be left out.
    ///
    /// # Errors
    /// Every problem of the configuration, with its place.
    pub fn new(config: &Value) -> Result<Self, Refusal> {
        Self::of_config(Config::read(config)?)
    }

    /// Does what the method of JavaScript's `MockLedger` with this name does, and answers what it
    /// returns, in JSON.
    ///
    /// # Errors
    /// The call is wrong in itself. What an API answers, however bad, is no error.
    pub fn call(&mut self, operation: &str, arguments: &[Value]) -> Result<String, Refusal> {
        let of = |place: usize| arguments.get(place).unwrap_or(&Value::Absent);
        match operation {
            "payment" => {
                let application = self.application_option(of(1))?;
                answered(self.payment(of(0), application))
            }
            "refund" => {
                let application = self.application_option(of(1))?;
                answered(self.refund_payment(of(0), application))
            }
            "caasDebit" => answered(self.caas_debit(of(0))),
            "balanceQuery" => answered(self.balance_query(of(0))),
            "subscribe" => answered(self.subscribe(of(0))),
            "subscriptionStatus" => answered(self.subscription_status(of(0))),
            "notifications" => Ok(self.notifications_json()),
            "acknowledge" => nothing(self.acknowledge(text(of(0), "/0")?)),
            "debit" => {
                self.application_option(of(2))?;
                answered(self.account_debit(of(0), of(1)))
            }
            "confirmDebit" => answered(self.confirm_debit(text(of(0), "/0")?, text(of(1), "/1")?)),
            "refuseDebit" => answered(self.refuse_debit(text(of(0), "/0")?)),
            "cancelDebit" => answered(self.cancel_debit(text(of(0), "/0")?)),
            "debitStatus" => answered(self.debit_status(text(of(0), "/0")?)),
            "messages" => Ok(self.messages_json()),
            "reserve" | "chargeReservation" | "releaseReservation" => {
                let step = match operation {
                    "reserve" => document::Operation::Reserved,
                    "chargeReservation" => document::Operation::Charged,
                    _ => document::Operation::Released,
                };
                let application = self.application_option(of(1))?;
                answered(self.reservation_step(of(0), step, application))
            }
            "createCharge" => answered(self.charge_creation(of(0), of(1))),
            "topUp" => self.cash(Kind::TopUp, of(0), of(1)),
            "payBill" => self.cash(Kind::BillPayment, of(0), of(1)),
            "account" => {
                let position = self.known(of(0))?;
                self.account_json(position).ok_or_else(|| unknown_subscriber(""))
            }
            "accounts" => Ok(self.accounts_json()),
            "transactions" => Ok(self.transactions_json(&Filter::read(of(0))?)),
            "paymentRecord" => {
                Ok(self.record_json(text(of(0), "/0")?).unwrap_or_else(|| NOTHING.to_owned()))
            }
            "now" => Ok(json::write(&Value::Number(self.now().to_string()))),
            "advance" => {
                let ms = milliseconds(of(0))?;
                nothing(self.set_time(self.now().saturating_add(ms)))
            }
            "setTime" => nothing(self.set_time(milliseconds(of(0))?)),
            "script" => {
                let config = &self.config;
                let rule = ScriptRule::read(of(0), config.currency, &config.applications)?;
                self.script(rule);
                Ok(NOTHING.to_owned())
            }
            "clearScript" => {
                self.clear_script();
                Ok(NOTHING.to_owned())
            }
            "verify" => nothing(self.verify().map_err(unbalanced)),
            other => Err(Problem::says(Code::UnknownOperation, &[&excerpt(other)]).into()),
        }
    }

    /// The application that options name; the first if they name none.
    pub(in crate::http) fn application_option(&self, options: &Value) -> Result<u16, Refusal> {
        if options.is_nothing() {
            return Ok(0);
        }
        let mut reader = Reader::default();
        let mut fields = reader.fields(options, "/options");
        let (value, path) = fields.take("application");
        fields.refuse_others(&mut reader);
        reader.finish()?;
        if value.is_nothing() {
            return Ok(0);
        }
        let id = text(value, &path)?;
        self.application_named(id).ok_or_else(|| {
            let problem = Problem::says(Code::UnknownApplication, &[&excerpt(id)]);
            problem.at("/options/application").into()
        })
    }

    /// The position of an application.
    pub(crate) fn application_named(&self, id: &str) -> Option<u16> {
        let mut applications = self.config.applications.iter();
        applications.position(|application| application.id == id).map(|position| position as u16)
    }

    /// The subscriber that an argument names.
    fn known(&self, value: &Value) -> Result<u32, Refusal> {
        let given = text(value, "/0")?;
        let digits = msisdn::digits(given).unwrap_or_default();
        self.subscriber(digits).ok_or_else(|| unknown_subscriber(given))
    }

    fn cash(&mut self, kind: Kind, who: &Value, how_much: &Value) -> Result<String, Refusal> {
        let subscriber = self.known(who)?;
        let payer = self.config.subscribers.get(subscriber as usize).map(|found| found.payer);
        let fits = matches!(
            (kind, payer),
            (Kind::TopUp, Some(Payer::Prepaid)) | (Kind::BillPayment, Some(Payer::Postpaid { .. }))
        );
        if !fits {
            return Err(Problem::says(Code::AccountKind, &[]).into());
        }
        let units = self.positive(how_much)?;
        self.post_cash(kind, subscriber, units)?;
        Ok(NOTHING.to_owned())
    }

    /// Minor units of an amount above zero.
    fn positive(&self, value: &Value) -> Result<i64, Refusal> {
        let digits = self.config.currency.minor_units();
        let decimal = amount(value).map_err(|problem| problem.at("/1"))?;
        let units = crate::money::MinorUnits::from_amount(decimal, digits)
            .map_err(|error| Problem::from(error).at("/1"))?;
        let units = i64::try_from(units.count()).ok().filter(|units| *units > 0);
        units.ok_or_else(|| {
            let message = "expected an amount above zero that fits 64 bits".to_owned();
            Problem::new(Code::AmountNotPositive, message, None).at("/1").into()
        })
    }
}

const NOTHING: &str = "null";

#[expect(clippy::unnecessary_wraps, reason = "every arm of `call` has this type")]
fn answered(answer: Answer) -> Result<String, Refusal> {
    Ok(answer.json())
}

fn nothing(done: Result<(), Refusal>) -> Result<String, Refusal> {
    done.map(|()| NOTHING.to_owned())
}

/// A text among the arguments.
pub(in crate::http) fn text<'v>(value: &'v Value, path: &str) -> Result<&'v str, Refusal> {
    match value {
        Value::Text(text) => Ok(text),
        other => {
            let message = ["expected a string, found ", other.kind()].concat();
            Err(Problem::new(Code::WrongType, message, None).at(path).into())
        }
    }
}

/// A whole number of milliseconds.
fn milliseconds(value: &Value) -> Result<i64, Refusal> {
    let digits = match value {
        Value::Number(digits) | Value::Integer(digits) => digits.as_str(),
        _ => "",
    };
    digits.parse().map_err(|_| {
        let message = ["expected a whole number of milliseconds, found ", value.kind()].concat();
        Problem::new(Code::WrongType, message, None).at("/0").into()
    })
}

fn unknown_subscriber(given: &str) -> Refusal {
    Problem::says(Code::UnknownSubscriber, &[&excerpt(given)]).at("/0").into()
}

fn unbalanced(imbalance: Imbalance) -> Refusal {
    let message = match imbalance {
        Imbalance::EntryNotZero => "the postings of an entry do not add up to zero",
        Imbalance::PostedNotZero => "posted debits and credits differ",
        Imbalance::PendingNotZero => "pending debits and credits differ",
        Imbalance::SumsDiffer => "an account's sums are not those of its postings",
        Imbalance::GuardBroken => "an account is below zero or above its credit limit",
    };
    Problem::says(Code::BooksUnbalanced, &[message]).into()
}
