//! What a configuration says, read and found sound.

use super::places::Places;
use super::script::ScriptRule;
use super::tax::{AccountType, Factor, TaxType, Taxes};
use crate::document::Value;
use crate::money::{Currency, Decimal};
use crate::pricing::charges::Book;

/// A configuration, read and found sound. Amounts are in minor units of its currency.
#[derive(Clone, Debug)]
pub struct Config {
    /// What was read, with numbers that JSON gives back as they are; reading it again gives the
    /// same world.
    pub source: Value,
    /// What identifiers and tokens are made from.
    pub seed: u64,
    /// The first time of the clock, in milliseconds since 1970.
    pub start_time: i64,
    /// How far the world's time zone, in which days begin, is ahead of UTC, in milliseconds.
    pub time_zone: i64,
    /// The currency of every account.
    pub currency: Currency,
    /// The operators.
    pub operators: Vec<Operator>,
    /// The subscribers.
    pub subscribers: Vec<Subscriber>,
    /// The applications, at least one; the first is the default.
    pub applications: Vec<Application>,
    /// The billers, who debit accounts.
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
    /// Whether whoever calls must show credentials.
    pub asks_credentials: bool,
    /// The origins besides this machine whose pages may call over HTTP, such as `https://site`.
    pub origins: Vec<String>,
    /// The hosts besides this machine that notifications may be posted to.
    pub notification_hosts: Vec<String>,
    /// The price rules of the charge calculation.
    pub rules: Book,
    /// The scripted rules that hold from the start.
    pub scripts: Vec<ScriptRule>,
    /// The names that are looked up again and again.
    pub(crate) names: Names,
}

/// Where each that is called by a name stands in its list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// The operators, by their prefixes.
    pub(crate) prefixes: Places,
    pub(crate) applications: Places,
    pub(crate) billers: Places,
    pub(crate) api_keys: Places,
}

/// An operator of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The operator's identifier.
    pub id: String,
    /// What its subscribers' numbers begin with, in digits.
    pub prefixes: Vec<String>,
    /// Whether it answers questions for balances.
    pub balance_query: bool,
}

/// Whether a subscriber pays before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The subscriber pays before, out of a balance.
    Prepaid,
    /// The subscriber pays a bill later.
    Postpaid {
        /// The most that the subscriber may owe.
        credit_limit: i64,
    },
}

/// Whether a subscriber may be charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubscriberStatus {
    /// The subscriber may be charged.
    #[default]
    Active,
    /// The subscriber may not be charged for the time being.
    Suspended,
    /// The subscriber is gone.
    Terminated,
}

impl SubscriberStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Terminated];
    /// The names, in the order of [`SubscriberStatus::ALL`].
    pub const NAMES: [&'static str; 3] = ["active", "suspended", "terminated"];
}

/// A subscriber of an operator, with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// The telephone number, in digits.
    pub msisdn: String,
    /// The place of the operator in the list of operators.
    pub operator: usize,
    /// Whether the account is prepaid or postpaid.
    pub payer: Payer,
    /// What kind of account it is.
    pub account_type: AccountType,
    /// The opening balance; of a postpaid account, what is owed at the beginning.
    pub balance: i64,
    /// The telephone number that gets the messages of an account without a telephone, in digits.
    pub notify_number: Option<String>,
    /// Whether the account may be charged.
    pub status: SubscriberStatus,
}

/// An application of a service provider.
#[derive(Clone, Debug)]
pub struct Application {
    /// The application's identifier.
    pub id: String,
    /// The password of Charging as a Service; absent if any is accepted.
    pub password: Option<String>,
    /// The bearer token of the wallet; absent if any is accepted.
    pub token: Option<String>,
    /// The operator's share of an amount before tax, in percent.
    pub service_charge: Decimal,
    /// The aggregator's share of an amount before tax, in percent.
    pub aggregator_share: Decimal,
    /// The provider's share: the rest of a hundred percent.
    pub provider: Factor,
    /// The aggregator's share, made ready for many amounts.
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
    /// The most charging requests in a second of the ledger's time.
    pub max_tps: Option<u64>,
    /// The most charging requests in a day of the ledger's time.
    pub max_tpd: Option<u64>,
    /// The least amount that may be charged.
    pub min_amount: Option<i64>,
    /// The greatest amount that may be charged.
    pub max_amount: Option<i64>,
    /// Which taxes wallet and CaaS charges bear; none if absent.
    pub tax_type: Option<TaxType>,
    /// The percentage of tax, with the tax type 5 only.
    pub tax: Option<Decimal>,
    /// The address that the outcomes of direct debits are told to.
    pub notification_url: Option<String>,
    /// What the deliveries of its notifications are signed with.
    pub notification_secret: Option<String>,
    /// Whether payments and refunds with a notify address are processed later.
    pub asynchronous: bool,
    /// How long such a payment or refund is processed, in milliseconds.
    pub processing_ms: i64,
}

/// A biller, who is registered for debits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Biller {
    /// The biller's identifier.
    pub id: String,
    /// The least `AUTHFLAG` that its debits must have, 1 to 3.
    pub minimum_authorization: u8,
    /// The types of accounts that it may debit.
    pub account_types: Vec<AccountType>,
    /// The place of the application by whose shares its debits are split.
    pub application: u16,
}

/// How consent is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRules {
    /// How long a token is good after its message was sent, in milliseconds.
    pub timeout_ms: i64,
    /// How many wrong tokens end the debit.
    pub attempts: u32,
    /// Whether the amount is held while the customer is asked.
    pub hold: bool,
    /// Whether a debit whose notify number is missing or of another operator goes on, without.
    pub foreign_notify: ForeignNotify,
}

/// What happens to a debit whose notify number is missing or of another operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForeignNotify {
    /// The debit is declined.
    #[default]
    Reject,
    /// The debit goes on without a message or consent.
    Proceed,
}

/// What a payment is taken to say where it does not say it, to find its charge by formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeDefaults {
    /// On whose behalf the payment is.
    pub on_behalf_of: Option<String>,
    /// The category of what is bought.
    pub purchase_category_code: Option<String>,
    /// The channel that the user came by.
    pub channel: Option<String>,
}

impl Config {
    /// The operator of a number by its prefix, the longest that fits.
    #[must_use]
    pub fn operator_of(&self, msisdn: &str) -> Option<usize> {
        self.names.prefixes.of_longest_prefix(msisdn)
    }
}

/// The places of operators by the prefixes of their numbers.
pub(super) fn prefixes(operators: &[Operator]) -> Places {
    let mut prefixes = Places::default();
    for (place, operator) in operators.iter().enumerate() {
        for prefix in &operator.prefixes {
            prefixes.enter(prefix, place);
        }
    }
    prefixes
}
