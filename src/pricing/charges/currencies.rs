//! In which currency a price is, in which it is charged, and the rate between the two.

use super::faults::{Faults, at, overflow};
use crate::diagnostic::{Code, Problem};
use crate::document::ChargeLine;
use crate::money::{Currency, Ratio};
use crate::pricing::options::TariffOptions;
use crate::pricing::rule::PriceRule;
use crate::pricing::terms::Terms;

/// The currencies of a charge.
#[derive(Clone, Copy)]
pub(super) struct Currencies {
    /// Of the price.
    pub(super) own: Currency,
    /// Of the charge.
    pub(super) charged_in: Currency,
    /// Where the charge is in the transaction's currency: what one unit of the price is worth.
    pub(super) rate: Option<Ratio>,
}

impl Currencies {
    /// The currencies of a line with a rule, if it has one; `paid_in` is that of its parent's
    /// charge.
    pub(super) fn of(
        line: &ChargeLine<'_>,
        rule: &PriceRule,
        options: &TariffOptions,
        paid_in: Option<Currency>,
        usual: Option<Currency>,
    ) -> Result<Self, Faults> {
        let named = options.currency.or(paid_in);
        let own = named.or(line.txn_ccy).or(usual).unwrap_or_default();
        if let (None, Some(rate)) = (named, line.exchange_rate)
            && rate != Ratio::ONE
        {
            let codes = [in_words(&own), &*rate.digits()];
            return Err(at("/exchangeRate", Problem::says(Code::ExchangeRateNotOne, &codes)));
        }
        // A child without a currency of its own is charged in what its parent was paid in.
        let is_there = options.currency.is_none() && paid_in.is_some();
        let (charged_in, rate) = match line.txn_ccy {
            Some(to) if is_there && to.is_same(&own) && rule.charge_in_txn_ccy != Some(false) => {
                (own, Some(Ratio::ONE))
            }
            _ => exchange(line, rule, own)?,
        };
        Ok(Self { own, charged_in, rate })
    }

    /// The terms that a line is priced on.
    pub(super) fn terms(&self, line: &ChargeLine<'_>) -> Terms {
        let differs =
            !self.charged_in.is_same(&self.own) || self.rate.is_some_and(|rate| rate != Ratio::ONE);
        Terms {
            tenor: line.tenor,
            sliding_scale_tenor: line.sliding_scale_tenor,
            exchange_rate: self.rate.filter(|_| differs),
        }
    }

    /// A parent's charge in the currency of the price.
    pub(super) fn of_parent(&self, charge: Ratio, paid_in: Currency) -> Result<Ratio, Faults> {
        if paid_in.is_same(&self.own) {
            return Ok(charge);
        }
        match self.rate {
            // The charge was exchanged at this rate, which leads back as well.
            Some(rate) if paid_in.is_same(&self.charged_in) => {
                charge.checked_div(rate).map_err(overflow)
            }
            _ => {
                let codes = [in_words(&paid_in), in_words(&self.own)];
                Err(at("/parentChargeCode", Problem::says(Code::ParentCurrency, &codes)))
            }
        }
    }
}

/// The currency that is charged, and the rate to it if the charge is in the transaction's.
fn exchange(
    line: &ChargeLine<'_>,
    rule: &PriceRule,
    own: Currency,
) -> Result<(Currency, Option<Ratio>), Faults> {
    if rule.charge_in_txn_ccy == Some(false) {
        return Ok((own, None));
    }
    let is_one = |rate: Ratio| rate == Ratio::ONE;
    let refuse =
        |field: &str, code: Code, given: &[&str]| Err(at(field, Problem::says(code, given)));
    match (line.txn_ccy, line.exchange_rate) {
        (None, rate) if rule.charge_in_txn_ccy == Some(true) || !rate.is_none_or(is_one) => {
            refuse("/txnCcy", Code::TxnCcyMissing, &[])
        }
        (None, _) => Ok((own, None)),
        (Some(to), Some(rate)) if to.is_same(&own) && !is_one(rate) => {
            refuse("/exchangeRate", Code::ExchangeRateNotOne, &[to.code(), &rate.digits()])
        }
        // One of the two may be finer: the price's own digits count.
        (Some(to), _) if to.is_same(&own) => Ok((own, Some(Ratio::ONE))),
        (Some(to), Some(rate)) => Ok((to, Some(rate))),
        (Some(to), None) => {
            let codes = [in_words(&own), to.code()];
            refuse("/exchangeRate", Code::ExchangeRateMissing, &codes)
        }
    }
}

/// The code of a currency, for messages.
fn in_words(currency: &Currency) -> &str {
    currency.named().unwrap_or("amounts without a currency")
}
