//! The bodies of charging as a service: direct debits, balances and subscriptions.

use super::fault::{hundredths, subscriber, whole};
use super::form::{self, Kind, Row, needed, optional, optional_text, text, verbatim};
use crate::document::raw::Raw;
use crate::document::reader::Reader;
use crate::document::value::Value;

pub(super) static CAAS_DEBIT: [Row; 8] = [
    needed(0, "applicationId", Kind::Text),
    needed(0, "password", Kind::Text),
    needed(0, "subscriberId", Kind::Subscriber),
    needed(0, "externalTrxId", Kind::Key),
    needed(0, "amount", Kind::Amount),
    optional(0, "currency", Kind::Currency),
    optional(0, "accountId", Kind::Text),
    optional(0, "paymentInstrumentName", Kind::Text),
];

pub(super) static BALANCE_QUERY: [Row; 5] = [
    needed(0, "applicationId", Kind::Text),
    needed(0, "password", Kind::Text),
    needed(0, "subscriberId", Kind::Subscriber),
    optional(0, "accountId", Kind::Text),
    optional(0, "currency", Kind::Currency),
];

pub(super) static SUBSCRIPTION: [Row; 5] = [
    needed(0, "applicationId", Kind::Text),
    needed(0, "password", Kind::Text),
    needed(0, "subscriberId", Kind::Subscriber),
    needed(0, "action", Kind::Choice),
    optional(0, "version", Kind::Text),
];

static SUBSCRIPTION_STATUS: [Row; 4] = [
    needed(0, "applicationId", Kind::Text),
    needed(0, "password", Kind::Text),
    needed(0, "subscriberId", Kind::Subscriber),
    optional(0, "version", Kind::Text),
];

/// Which application asks, about whom. Texts are without white space around them, except the
/// password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller<'t> {
    /// The application.
    pub application_id: &'t str,
    /// Its password.
    pub password: &'t str,
    /// The subscriber, as the caller writes it.
    pub subscriber_id: &'t str,
    /// The subscriber, in digits.
    pub msisdn: &'t str,
}

/// A direct debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaasDebit<'t> {
    /// Who asks, about whom.
    pub caller: Caller<'t>,
    /// The key under which a retry is the same request.
    pub external_trx_id: &'t str,
    /// How much, as the caller writes it.
    pub amount_text: &'t str,
    /// How much, in hundredths.
    pub amount: i64,
    /// The code of a currency that there is.
    pub currency: Option<&'t str>,
    /// The account of the subscriber.
    pub account_id: Option<&'t str>,
    /// How it is paid.
    pub payment_instrument_name: Option<&'t str>,
}

/// A question for a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalanceQuery<'t> {
    /// Who asks, about whom.
    pub caller: Caller<'t>,
    /// The account of the subscriber.
    pub account_id: Option<&'t str>,
    /// The code of a currency that there is.
    pub currency: Option<&'t str>,
}

/// The beginning or the end of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription<'t> {
    /// Who asks, about whom.
    pub caller: Caller<'t>,
    /// Whether it begins.
    pub opts_in: bool,
}

/// A question for the state of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubscriptionStatus<'t> {
    /// Who asks, about whom.
    pub caller: Caller<'t>,
}

impl<'t> Caller<'t> {
    /// Reads a body: its caller, and the fields that follow; nothing if there is a problem.
    fn read(
        rows: &[Row],
        body: &'t Value,
        strict: bool,
        reader: &mut Reader,
    ) -> Option<(Self, Vec<Raw<'t>>)> {
        let before = reader.count();
        let mut fields = form::of_value(rows, body, strict, reader);
        if reader.count() != before || fields.len() < 3 {
            return None;
        }
        let others = fields.split_off(3);
        let [application, password, subscriber_id] = fields.as_slice() else { return None };
        let caller = Self {
            application_id: text(*application),
            password: verbatim(*password),
            subscriber_id: text(*subscriber_id),
            msisdn: subscriber(text(*subscriber_id))?,
        };
        Some((caller, others))
    }
}

impl<'t> CaasDebit<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let (caller, fields) = Caller::read(&CAAS_DEBIT, body, strict, reader)?;
        let [external_trx_id, amount, currency, account, instrument] = fields.as_slice() else {
            return None;
        };
        Some(Self {
            caller,
            external_trx_id: text(*external_trx_id),
            amount_text: verbatim(*amount),
            amount: hundredths(verbatim(*amount)),
            currency: optional_text(*currency),
            account_id: optional_text(*account),
            payment_instrument_name: optional_text(*instrument),
        })
    }
}

impl<'t> BalanceQuery<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let (caller, fields) = Caller::read(&BALANCE_QUERY, body, strict, reader)?;
        let [account, currency] = fields.as_slice() else { return None };
        let (account_id, currency) = (optional_text(*account), optional_text(*currency));
        Some(Self { caller, account_id, currency })
    }
}

impl<'t> Subscription<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let (caller, fields) = Caller::read(&SUBSCRIPTION, body, strict, reader)?;
        let [action, _] = fields.as_slice() else { return None };
        Some(Self { caller, opts_in: whole(text(*action)) == 1 })
    }
}

impl<'t> SubscriptionStatus<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let (caller, _) = Caller::read(&SUBSCRIPTION_STATUS, body, strict, reader)?;
        Some(Self { caller })
    }
}
