//! Who may charge whom, how often and how much.

use super::event::Decline;
use super::state::MockLedger;
use crate::store::stored;
use crate::world::{Application, Status};

/// How many charging requests an application has made lately.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rate {
    second: i64,
    in_second: u64,
    day: i64,
    in_day: u64,
}

stored!(Rate { second, in_second, day, in_day });

const SECOND: i64 = 1_000;
const DAY: i64 = 86_400 * SECOND;

fn is_limited(application: &Application) -> bool {
    application.max_tps.is_some() || application.max_tpd.is_some()
}

impl MockLedger {
    pub(crate) fn application(&self, position: u16) -> Option<&Application> {
        self.config.applications.get(usize::from(position))
    }

    /// Whether an application may charge mobile accounts.
    pub(super) fn check_charging(&self, application: u16) -> Result<(), Decline> {
        let application = self.application(application).ok_or(Decline::NotAuthenticated)?;
        if !application.debit {
            return Err(Decline::ChargingDisabled);
        }
        if !application.mobile_account {
            return Err(Decline::InstrumentDisabled);
        }
        Ok(())
    }

    /// The subscriber who has this number, if it may be charged.
    pub(super) fn check_subscriber(&self, position: Option<u32>) -> Result<u32, Decline> {
        let position = position.ok_or(Decline::SubscriberUnknown)?;
        let subscriber = self.config.subscribers.get(position as usize);
        match subscriber.ok_or(Decline::SubscriberUnknown)?.status {
            Status::Active => Ok(position),
            Status::Suspended | Status::Terminated => Err(Decline::SubscriberInactive),
        }
    }

    /// Whether there are accounts in a currency.
    pub(super) fn check_currency(&self, code: &str) -> Result<(), Decline> {
        if code == self.config.currency.code() {
            Ok(())
        } else {
            Err(Decline::CurrencyNotSupported)
        }
    }

    /// Whether an application may charge once more, and this amount.
    pub(super) fn check_limits(&self, application: u16, amount: i64) -> Result<(), Decline> {
        let position = application;
        let application = self.application(position).ok_or(Decline::NotAuthenticated)?;
        let rate = if is_limited(application) { self.rate(position) } else { Rate::default() };
        if application.max_tps.is_some_and(|most| rate.in_second >= most) {
            return Err(Decline::RatePerSecond);
        }
        if application.max_tpd.is_some_and(|most| rate.in_day >= most) {
            return Err(Decline::RatePerDay);
        }
        if application.max_amount.is_some_and(|most| amount > most) {
            return Err(Decline::AmountTooHigh);
        }
        if application.min_amount.is_some_and(|least| amount < least) {
            return Err(Decline::AmountTooLow);
        }
        Ok(())
    }

    /// Counts a charging request that was not refused for being one too many.
    pub(super) fn count_request(&mut self, application: u16, refused: Option<Decline>) {
        let limited = self.application(application).is_some_and(is_limited);
        if !limited || refused.is_some_and(Decline::is_transient) {
            return;
        }
        let Rate { second, in_second, day, in_day } = self.rate(application);
        if let Some(rate) = self.state.rates.get_mut(usize::from(application)) {
            *rate = Rate { second, in_second: in_second + 1, day, in_day: in_day + 1 };
        }
    }

    /// The counts of the current second and day.
    fn rate(&self, application: u16) -> Rate {
        let second = self.now().div_euclid(SECOND);
        let day = (self.now() + self.config.time_zone).div_euclid(DAY);
        let last = self.state.rates.get(usize::from(application)).copied().unwrap_or_default();
        Rate {
            second,
            in_second: if last.second == second { last.in_second } else { 0 },
            day,
            in_day: if last.day == day { last.in_day } else { 0 },
        }
    }

    /// Minor units of an amount in hundredths.
    pub(super) fn minor_units(&self, hundredths: i64) -> Result<i64, Decline> {
        match self.config.currency.minor_units() {
            2 => Ok(hundredths),
            0 | 1 => {
                let unit = if self.config.currency.minor_units() == 0 { 100 } else { 10 };
                if hundredths % unit == 0 { Ok(hundredths / unit) } else { Err(Decline::NotOnGrid) }
            }
            digits => {
                let factor = 10_i64.checked_pow(digits - 2);
                let units = factor.and_then(|factor| hundredths.checked_mul(factor));
                units.ok_or(Decline::SumOverflows)
            }
        }
    }
}
