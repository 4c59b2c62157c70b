//! What a ledger is about: its configuration with the changes of it, and what is made of it once.

use super::chart::Chart;
use super::decline::Decline;
use crate::document::Payment;
use crate::ledger::Books;
use crate::money::{Currency, MinorUnits};
use crate::store::{Index, Salt};
use crate::world::{Application, Biller, Changes, Config, Subscriber, time};

/// The world that a ledger is in.
pub(crate) struct World {
    pub(crate) config: Config,
    pub(crate) chart: Chart,
    /// How the configuration was changed since it was read.
    pub(crate) changes: Changes,
    /// What stands before every path that is told: where a host serves this ledger among others. No
    /// part of a snapshot, which another place may go on from.
    pub(crate) root: String,
    /// Positions of subscribers by their number.
    subscribers: Index,
}

impl World {
    /// The world of a configuration, whose accounts are opened in the books.
    pub(super) fn new(config: Config, books: &mut Books, salt: &Salt) -> Self {
        let chart = Chart::open(&config, books, salt);
        let mut subscribers = Index::new(salt.clone());
        for (position, subscriber) in (0..).zip(&config.subscribers) {
            subscribers.insert(subscriber.msisdn.as_str(), position);
        }
        Self { config, chart, changes: Changes::default(), root: String::new(), subscribers }
    }

    /// Has a subscriber join the others, whose account is opened in the books; the position.
    pub(super) fn join(&mut self, subscriber: Subscriber, books: &mut Books) -> u32 {
        let position = self.config.subscribers.len() as u32;
        self.chart.join(&subscriber, books);
        self.subscribers.insert(subscriber.msisdn.as_str(), position);
        self.config.subscribers.push(subscriber);
        position
    }

    /// The position of the subscriber with a number, which is given in digits.
    pub(crate) fn subscriber_named(&self, msisdn: &str) -> Option<u32> {
        self.subscribers.find(msisdn, |position| self.msisdn(position) == Some(msisdn))
    }

    /// The position of an application.
    pub(crate) fn application_named(&self, id: &str) -> Option<u16> {
        self.config.names.applications.get(id).map(|position| position as u16)
    }

    /// The position of a biller.
    pub(crate) fn biller_named(&self, id: &str) -> Option<u16> {
        self.config.names.billers.get(id).map(|position| position as u16)
    }

    pub(crate) fn subscriber(&self, position: u32) -> Option<&Subscriber> {
        self.config.subscribers.get(position as usize)
    }

    pub(crate) fn application(&self, position: u16) -> Option<&Application> {
        self.config.applications.get(usize::from(position))
    }

    pub(crate) fn biller(&self, position: u16) -> Option<&Biller> {
        self.config.billers.get(usize::from(position))
    }

    /// A subscriber's number, in digits.
    pub(crate) fn msisdn(&self, subscriber: u32) -> Option<&str> {
        self.subscriber(subscriber).map(|subscriber| subscriber.msisdn.as_str())
    }

    /// The amount of a request in minor units of the ledger's currency. Of another one, in which
    /// nothing is charged, it is about as much.
    pub(crate) fn amount_of(&self, request: &Payment<'_>) -> i64 {
        let own = self.config.currency;
        if request.currency == own.code() {
            return request.amount;
        }
        let Ok(other) = Currency::from_code(request.currency) else { return request.amount };
        let (one, same) = (other.minor_units_in_one(), own.minor_units_in_one());
        let about = i128::from(request.amount) * i128::from(same) / i128::from(one.max(1));
        i64::try_from(about).unwrap_or(i64::MAX)
    }

    /// Minor units of an amount in hundredths of the currency's unit.
    pub(crate) fn minor_units(&self, hundredths: i64) -> Result<i64, Decline> {
        match self.config.currency.minor_units() {
            2 => Ok(hundredths),
            digits @ (0 | 1) => {
                let unit = if digits == 0 { 100 } else { 10 };
                if hundredths % unit == 0 { Ok(hundredths / unit) } else { Err(Decline::NotOnGrid) }
            }
            digits => {
                let factor = 10_i64.checked_pow(digits - 2);
                let units = factor.and_then(|factor| hundredths.checked_mul(factor));
                units.ok_or(Decline::SumOverflows)
            }
        }
    }

    /// Minor units of whole units of the currency; of more than there can be, the most.
    pub(crate) fn minor_units_of_whole(&self, amount: i64) -> i64 {
        let digits = self.config.currency.minor_units();
        amount.saturating_mul(10_i64.saturating_pow(digits))
    }

    /// An amount in minor units as a decimal string.
    pub(crate) fn amount_text(&self, units: i64) -> String {
        let units = MinorUnits::new(units.into()).unwrap_or_default();
        units.format(self.config.currency.minor_units())
    }

    /// A time in the world's zone, in ISO 8601.
    pub(crate) fn time_text(&self, at: i64) -> String {
        time::written(at, self.config.time_zone)
    }
}
