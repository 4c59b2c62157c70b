//! What a configuration says, read and found sound.

use super::script::ScriptRule;
use super::tax::{AccountType, Factor, TaxType, Taxes};
use crate::document::Value;
use crate::money::{Currency, Decimal};
use crate::pricing::charges::Book;

/// A world, read and found sound. Amounts are in minor units of its currency.
#[derive(Clone, Debug)]
pub struct Config {
    /// What was read, with numbers that JSON gives back as they are; reading it again gives the
    /// same world.
    pub source: Value,
    /// Where identifiers and tokens begin.
    pub seed: u64,
    /// The first time of the clock, in milliseconds since 1970.
    pub start_time: i64,
    /// How far the day that limits transactions is ahead of UTC, in milliseconds.
    pub time_zone: i64,
    /// The currency of every account.
    pub currency: Currency,
    /// The operators.
    pub operators: Vec<Operator>,
    /// The subscribers.
    pub subscribers: Vec<Subscriber>,
    /// The applications, at least one; the first is the default.
    pub applications: Vec<Application>,
    /// Who debits accounts.
    pub billers: Vec<Biller>,
    /// The tax tables.
    pub taxes: Taxes,
    /// How consent is asked for.
    pub consent: ConsentRules,
    /// What a payment is taken to say where it does not say it.
    pub charge_defaults: ChargeDefaults,
    /// Whether bodies are held to the strict profile.
    pub strict: bool,
    /// Whether a declined request is tried again under its key.
    pub retry_declines: bool,
    /// Bearer tokens by API key; absent if any will do.
    pub api_keys: Option<Vec<(String, String)>>,
    /// The price rules of the charge calculation.
    pub rules: Book,
    /// What is scripted from the start.
    pub scripts: Vec<ScriptRule>,
}

/// An operator of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Its name.
    pub id: String,
    /// What its numbers begin with, in digits.
    pub prefixes: Vec<String>,
    /// Whether it tells balances.
    pub balance_query: bool,
}

/// Whether a subscriber pays before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// From a balance.
    Prepaid,
    /// By a bill, up to a limit.
    Postpaid {
        /// The most that may be outstanding.
        credit_limit: i64,
    },
}

/// Whether a subscriber may be charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubscriberStatus {
    /// As usual.
    #[default]
    Active,
    /// Not for now.
    Suspended,
    /// No longer.
    Terminated,
}

impl SubscriberStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Terminated];
    /// The names, in the order of [`SubscriberStatus::ALL`].
    pub const NAMES: [&'static str; 3] = ["active", "suspended", "terminated"];
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// The number, in digits.
    pub msisdn: String,
    /// The place of the operator.
    pub operator: usize,
    /// Prepaid or postpaid.
    pub payer: Payer,
    /// What kind of account it is.
    pub account_type: AccountType,
    /// What there is at the beginning: of a postpaid account, what is outstanding.
    pub balance: i64,
    /// Where SMS go for an account that has none itself, in digits.
    pub notify_number: Option<String>,
    /// Whether it may be charged.
    pub status: SubscriberStatus,
}

/// An application of a service provider.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its name.
    pub id: String,
    /// The password; absent if any will do.
    pub password: Option<String>,
    /// The bearer token; absent if any will do.
    pub token: Option<String>,
    /// The operator's percentage.
    pub service_charge: Decimal,
    /// The aggregator's percentage.
    pub aggregator_share: Decimal,
    /// What the provider gets: the rest of a hundred percent.
    pub provider: Factor,
    /// What the aggregator gets.
    pub aggregator: Factor,
    /// Whether it may debit at all.
    pub debit: bool,
    /// Whether it may debit mobile accounts.
    pub mobile_account: bool,
    /// Whether it may ask for balances.
    pub balance_query: bool,
    /// Whether it may refund.
    pub refunds: bool,
    /// Whether subscribers must have opted in.
    pub subscription_required: bool,
    /// The most requests in a second.
    pub max_tps: Option<u64>,
    /// The most requests in a day.
    pub max_tpd: Option<u64>,
    /// The least amount.
    pub min_amount: Option<i64>,
    /// The greatest amount.
    pub max_amount: Option<i64>,
    /// The tax on wallet and CaaS charges.
    pub tax_type: Option<TaxType>,
    /// The percentage, with type 5 only.
    pub tax: Option<Decimal>,
    /// Where notifications go.
    pub notification_url: Option<String>,
    /// Whether payments and refunds with a notify address are processed later.
    pub asynchronous: bool,
    /// How much later, in milliseconds.
    pub processing_ms: i64,
}

/// Somebody who is registered for debits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Biller {
    /// Its name.
    pub id: String,
    /// The least `AUTHFLAG`, 1 to 3.
    pub minimum_authorization: u8,
    /// Whose accounts it may debit.
    pub account_types: Vec<AccountType>,
    /// The place of the application whose shares hold.
    pub application: u16,
}

/// How consent is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRules {
    /// How long a token is good, from its dispatch on, in milliseconds.
    pub timeout_ms: i64,
    /// How many wrong tokens end it.
    pub attempts: u32,
    /// Whether the amount is held meanwhile.
    pub hold: bool,
    /// Whether a debit whose notify number is missing or of another operator goes on, without.
    pub foreign_notify: ForeignNotify,
}

/// What happens to a debit whose notify number is missing or of another operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForeignNotify {
    /// It is refused.
    #[default]
    Reject,
    /// It goes on without notice or consent.
    Proceed,
}

/// What a payment is taken to say where it does not say it, to find its charge by formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeDefaults {
    /// On whose behalf.
    pub on_behalf_of: Option<String>,
    /// The category.
    pub purchase_category_code: Option<String>,
    /// The channel.
    pub channel: Option<String>,
}

impl Config {
    /// The operator of a number by its prefix, the longest that fits.
    #[must_use]
    pub fn operator_of(&self, msisdn: &str) -> Option<usize> {
        by_prefix(&self.operators, msisdn)
    }
}

/// The operator with the longest prefix of a number.
pub(super) fn by_prefix(operators: &[Operator], msisdn: &str) -> Option<usize> {
    let mut found = None;
    for (index, operator) in operators.iter().enumerate() {
        for prefix in &operator.prefixes {
            if msisdn.starts_with(prefix.as_str())
                && found.is_none_or(|(length, _)| length < prefix.len())
            {
                found = Some((prefix.len(), index));
            }
        }
    }
    found.map(|(_, index)| index)
}
