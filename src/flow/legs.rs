//! The postings of a charge: who pays, and who gets which part of it.

use super::event::Decline;
use super::state::MockLedger;
use crate::ledger::{AccountId, Component, Posting};
use crate::money::{Decimal, Overflow};
use crate::world::Application;
use crate::world::tax::{Component as Tax, Levied, TaxError, TaxType};

/// Which tax an amount bears: a type and, with type 5, a percentage.
pub(super) type AppliedTax = (TaxType, Option<Decimal>);

impl MockLedger {
    /// The postings of a charge of `base` minor units before tax. The first is the subscriber's.
    pub(super) fn legs(
        &self,
        base: i64,
        application: u16,
        subscriber: u32,
        tax: Option<AppliedTax>,
        service_charge: Option<i64>,
    ) -> Result<Vec<Posting>, Decline> {
        self.legs_at(base, application, subscriber, tax, service_charge, self.now())
    }

    /// The same by the tax table of a time.
    pub(super) fn legs_at(
        &self,
        base: i64,
        application: u16,
        subscriber: u32,
        tax: Option<AppliedTax>,
        service_charge: Option<i64>,
        at: i64,
    ) -> Result<Vec<Posting>, Decline> {
        let levied = match tax {
            Some(tax) => self.levied(base, tax, subscriber, at)?,
            None => Vec::new(),
        };
        let payer = self.chart.subscriber(subscriber).ok_or(Decline::SubscriberUnknown)?;
        let leg = |account, amount, component| Posting { amount, account, component };
        let mut legs = Vec::with_capacity(4 + levied.len());
        legs.push(leg(payer, 0, Component::Amount));
        let mut credit = |account: Option<AccountId>, amount: i64, component| match account {
            Some(account) if amount != 0 => legs.push(leg(account, -amount, component)),
            _ => {}
        };
        let shares = self.shares(base, application, service_charge)?;
        let operator = self.operator_account(subscriber);
        credit(self.chart.provider(application), shares.provider, Component::Provider);
        credit(self.chart.aggregator(application), shares.aggregator, Component::Aggregator);
        let component = match service_charge {
            Some(_) => Component::ServiceCharge,
            None => Component::Operator,
        };
        credit(operator, shares.operator, component);
        let mut total = base;
        for Levied { component, amount } in levied {
            let component = component_of(component);
            credit(self.chart.tax(component), amount, component);
            total = total.checked_add(amount).ok_or(Decline::SumOverflows)?;
        }
        if let Some(first) = legs.first_mut() {
            first.amount = total;
        }
        Ok(legs)
    }

    /// The tax on what an application charges to wallets.
    pub(super) fn tax_of(&self, application: u16) -> Option<AppliedTax> {
        let application = self.application(application)?;
        application.tax_type.map(|kind| (kind, application.tax))
    }

    pub(super) fn levied(
        &self,
        base: i64,
        (kind, percent): AppliedTax,
        subscriber: u32,
        at: i64,
    ) -> Result<Vec<Levied>, Decline> {
        let account = self.config.subscribers.get(subscriber as usize);
        let account = account.map(|subscriber| subscriber.account_type).unwrap_or_default();
        let levied = self.config.taxes.on(base, kind, percent, account, at);
        levied.map_err(|error| match error {
            TaxError::NoTable | TaxError::NoInsurance | TaxError::Percentage => {
                Decline::TaxNotConfigured
            }
            TaxError::Overflow => Decline::SumOverflows,
        })
    }

    fn shares(
        &self,
        base: i64,
        application: u16,
        service_charge: Option<i64>,
    ) -> Result<Shares, Decline> {
        let overflow = |Overflow| Decline::SumOverflows;
        let Some(Application { provider, aggregator, .. }) = self.application(application) else {
            return Ok(Shares { provider: base, ..Shares::default() });
        };
        if let Some(charge) = service_charge {
            let rest = base.checked_sub(charge).filter(|rest| *rest >= 0);
            let rest = rest.ok_or(Decline::ServiceChargeExceedsAmount)?;
            let aggregator = aggregator.of(base).map_err(overflow)?.min(rest);
            return Ok(Shares { provider: rest - aggregator, aggregator, operator: charge });
        }
        let provider = provider.of(base).map_err(overflow)?;
        // Two halves that are both rounded up would be more than there is.
        let aggregator = aggregator.of(base).map_err(overflow)?.min(base - provider);
        Ok(Shares { provider, aggregator, operator: base - provider - aggregator })
    }

    fn operator_account(&self, subscriber: u32) -> Option<AccountId> {
        let subscriber = self.config.subscribers.get(subscriber as usize)?;
        self.chart.operator(subscriber.operator)
    }
}

/// The parts of an amount before tax.
#[derive(Default)]
struct Shares {
    provider: i64,
    aggregator: i64,
    /// The remainder.
    operator: i64,
}

fn component_of(tax: Tax) -> Component {
    match tax {
        Tax::Cess => Component::Cess,
        Tax::Levy => Component::Levy,
        Tax::Nbt => Component::Nbt,
        Tax::Vat => Component::Vat,
        Tax::Insurance => Component::Insurance,
        Tax::Other => Component::Other,
    }
}
