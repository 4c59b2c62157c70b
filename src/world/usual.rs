//! The world of those who configure none.

use super::config::{Biller, Operator, Payer, Subscriber, SubscriberStatus};
use super::places::Places;
use crate::world::tax::AccountType;

/// The time of the document of debits, in milliseconds: 2017-04-04 in UTC.
pub(super) const START_TIME: i64 = 1_491_264_000_000;

/// The zone of Sri Lanka, +05:30.
pub(super) const TIME_ZONE: i64 = 330 * 60_000;

/// What an application is called, and lets itself be called with.
pub(super) const APPLICATION: (&str, &str) = ("APP_000001", "password");

/// The operator's percentage there.
pub(super) const SERVICE_CHARGE: i64 = 30;

pub(super) fn operators() -> Vec<Operator> {
    let operator = |id: &str, prefixes: &[&str]| Operator {
        id: id.to_owned(),
        prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        balance_query: true,
    };
    vec![operator(DIALOG, &["9477", "9476", "9474"]), operator("mobitel", &["9471", "9470"])]
}

const DIALOG: &str = "dialog";

/// The subscribers; `unit` is a rupee in minor units.
pub(super) fn subscribers(operators: &[Operator], prefixes: &Places, unit: i64) -> Vec<Subscriber> {
    let prepaid = |msisdn: &str, account_type, balance: i64| Subscriber {
        msisdn: msisdn.to_owned(),
        operator: 0,
        payer: Payer::Prepaid,
        account_type,
        balance: balance * unit,
        notify_number: None,
        status: SubscriberStatus::Active,
    };
    let notified = |subscriber| Subscriber { notify_number: Some(SAMPLE.to_owned()), ..subscriber };
    let mut subscribers = vec![
        prepaid(SAMPLE, AccountType::Gsm, 1_000),
        prepaid("94771234567", AccountType::Gsm, 250),
        Subscriber {
            payer: Payer::Postpaid { credit_limit: 5_000 * unit },
            ..prepaid("94776351232", AccountType::Gsm, 0)
        },
        prepaid("94711234567", AccountType::Gsm, 500),
        prepaid("94117123456", AccountType::Cdma, 500),
        notified(prepaid("94115123456", AccountType::Lte, 500)),
        notified(prepaid("94114123456", AccountType::Dtv, 500)),
    ];
    // Where other operators were given, those stay that one of them has.
    subscribers.retain_mut(|subscriber| {
        let own = prefixes.of_longest_prefix(&subscriber.msisdn);
        let fixed = || operators.iter().position(|operator| operator.id == DIALOG);
        let found = own.or_else(|| match subscriber.account_type {
            AccountType::Gsm => None,
            AccountType::Cdma | AccountType::Lte | AccountType::Dtv => fixed(),
        });
        subscriber.operator = found.unwrap_or_default();
        found.is_some()
    });
    subscribers
}

/// The number in the samples of the documents.
const SAMPLE: &str = "94777123456";

pub(super) fn billers() -> Vec<Biller> {
    vec![Biller {
        id: "BILLER-1".to_owned(),
        minimum_authorization: 1,
        account_types: AccountType::ALL.to_vec(),
        application: 0,
    }]
}
