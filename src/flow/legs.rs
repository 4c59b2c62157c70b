//! The postings of a charge: who pays, and who gets which part of it.

use super::decline::Decline;
use super::world::World;
use crate::ledger::{AccountId, Component, Posting};
use crate::money::{Decimal, Overflow};
use crate::world::Application;
use crate::world::tax::{Factor, Levied, TaxError, TaxType};

/// Which tax an amount bears: a type and, with type 5, a percentage.
pub(super) type AppliedTax = (TaxType, Option<Decimal>);

/// The shares and the tax of a charge.
#[derive(Clone, Copy)]
pub(super) struct ChargeTerms {
    /// The provider's share of the amount before tax.
    pub(super) provider: Factor,
    /// The aggregator's share of it.
    pub(super) aggregator: Factor,
    pub(super) tax: Option<AppliedTax>,
}

impl ChargeTerms {
    /// Those of an application now.
    pub(super) fn of(world: &World, application: u16) -> Self {
        match world.application(application) {
            Some(Application { provider, aggregator, tax_type, tax, .. }) => Self {
                provider: *provider,
                aggregator: *aggregator,
                tax: tax_type.map(|kind| (kind, *tax)),
            },
            None => Self {
                provider: Factor::percent(Decimal::ONE_HUNDRED),
                aggregator: Factor::percent(Decimal::ZERO),
                tax: None,
            },
        }
    }
}

/// A charge to a subscriber.
pub(super) struct Charge {
    /// The amount before tax, in minor units.
    pub(super) base: i64,
    /// The application whose provider and aggregator have their shares.
    pub(super) application: u16,
    pub(super) subscriber: u32,
    pub(super) terms: ChargeTerms,
    /// What the operator takes, in minor units, where a charge by formula says so.
    pub(super) service_charge: Option<i64>,
    /// The time whose tax table holds, in milliseconds.
    pub(super) at: i64,
}

/// The postings of a charge. The first is the subscriber's.
pub(super) fn legs(world: &World, charge: &Charge) -> Result<Vec<Posting>, Decline> {
    let Charge { base, application, subscriber, terms, service_charge, at } = *charge;
    let levied = match terms.tax {
        Some(tax) => levied(world, base, tax, subscriber, at)?,
        None => Vec::new(),
    };
    let chart = &world.chart;
    let payer = chart.subscriber(subscriber).ok_or(Decline::SubscriberUnknown)?;
    let leg = |account, amount, component| Posting { amount, account, component };
    let mut legs = Vec::with_capacity(4 + levied.len());
    legs.push(leg(payer, 0, Component::Amount));
    let mut credit = |account: Option<AccountId>, amount: i64, component| {
        if let Some(account) = account.filter(|_| amount != 0) {
            legs.push(leg(account, -amount, component));
        }
    };
    let shares = shares(terms, base, service_charge)?;
    let operator = world.subscriber(subscriber).and_then(|found| chart.operator(found.operator));
    credit(chart.provider(application), shares.provider, Component::Provider);
    credit(chart.aggregator(application), shares.aggregator, Component::Aggregator);
    let component = match service_charge {
        Some(_) => Component::ServiceCharge,
        None => Component::Operator,
    };
    credit(operator, shares.operator, component);
    let mut total = base;
    for Levied { component, amount } in levied {
        credit(chart.tax(component), amount, Component::Tax(component.number()));
        total = total.checked_add(amount).ok_or(Decline::SumOverflows)?;
    }
    if let Some(first) = legs.first_mut() {
        first.amount = total;
    }
    Ok(legs)
}

/// What a charge takes besides its amount, by its postings; by its tax, where it was declined
/// before there were any. Nothing, where the tax has no rate or the subscriber is not known.
pub(super) fn tax_on(
    world: &World,
    legs: Option<&[Posting]>,
    tax: Option<AppliedTax>,
    (subscriber, base, at): (Option<u32>, i64, i64),
) -> i64 {
    if let Some(payer) = legs.and_then(<[Posting]>::first) {
        return payer.amount.abs() - base;
    }
    let Some((tax, subscriber)) = tax.zip(subscriber) else { return 0 };
    let levied = levied(world, base, tax, subscriber, at).unwrap_or_default();
    let sum = levied.iter().try_fold(0_i64, |sum, tax| sum.checked_add(tax.amount));
    sum.filter(|sum| base.checked_add(*sum).is_some()).unwrap_or_default()
}

fn levied(
    world: &World,
    base: i64,
    (kind, percent): AppliedTax,
    subscriber: u32,
    at: i64,
) -> Result<Vec<Levied>, Decline> {
    let account = world.subscriber(subscriber);
    let account = account.map(|subscriber| subscriber.account_type).unwrap_or_default();
    let levied = world.config.taxes.on(base, kind, percent, account, at);
    levied.map_err(|error| match error {
        TaxError::NoTable | TaxError::NoInsurance | TaxError::Percentage => {
            Decline::TaxNotConfigured
        }
        TaxError::Overflow => Decline::SumOverflows,
    })
}

/// The parts of an amount before tax, in minor units.
struct RevenueShares {
    provider: i64,
    aggregator: i64,
    /// The remainder.
    operator: i64,
}

fn shares(
    ChargeTerms { provider, aggregator, .. }: ChargeTerms,
    base: i64,
    service_charge: Option<i64>,
) -> Result<RevenueShares, Decline> {
    let overflow = |Overflow| Decline::SumOverflows;
    if let Some(charge) = service_charge {
        let rest = base.checked_sub(charge).filter(|rest| *rest >= 0);
        let rest = rest.ok_or(Decline::ServiceChargeExceedsAmount)?;
        let aggregator = aggregator.of(base).map_err(overflow)?.min(rest);
        return Ok(RevenueShares { provider: rest - aggregator, aggregator, operator: charge });
    }
    let provider = provider.of(base).map_err(overflow)?;
    // Two halves that are both rounded up would be more than there is.
    let aggregator = aggregator.of(base).map_err(overflow)?.min(base - provider);
    Ok(RevenueShares { provider, aggregator, operator: base - provider - aggregator })
}
