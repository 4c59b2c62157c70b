//! One charge, or one shared charge as a whole: from its line and rule to an amount.

use super::book::BookRule;
use crate::diagnostic::{Code, Problem, Refusal, count, excerpt};
use crate::document::{Line, Reader, Slab};
use crate::money::exact::digits;
use crate::money::{Applied, Currency, Decimal, MinorUnits, Overflow, Ratio, Rounding};
use crate::pricing::method::PriceMethod;
use crate::pricing::options::TariffOptions;
use crate::pricing::pipeline::Priced;
use crate::pricing::price::Price;
use crate::pricing::rule::{Limit, PriceRule};
use crate::pricing::steps::Steps;
use crate::pricing::tariff::rounding_step;
use crate::pricing::terms::Terms;
use crate::pricing::tier::Tiers;

/// A rounded charge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charged {
    pub(super) charge: MinorUnits,
    pub(super) exact: Ratio,
    pub(super) currency: Currency,
    /// Where the charge is in the transaction's currency: what one unit of the price was worth.
    pub(super) rate: Option<Decimal>,
    pub(super) applied: Option<Applied>,
    pub(super) method: Option<PriceMethod>,
}

/// What a charge is computed on besides its line.
pub(super) struct Basis<'t> {
    /// The parent's charge and its currency.
    pub(super) parent: Option<(Ratio, Currency)>,
    /// What the host's price source says.
    pub(super) external: Option<Ratio>,
    /// The slabs of the line.
    pub(super) slabs: &'t [Slab],
}

/// What is wrong with a line: problems whose paths begin at it.
pub(super) type Faults = Vec<Problem>;

/// Prices a line; its fields are known to be there.
pub(super) fn price(
    line: &Line<'_>,
    found: Option<&BookRule>,
    basis: &Basis<'_>,
    steps: &mut Steps,
) -> Result<Charged, Faults> {
    let changed;
    let (mut rule, mut options) = match found {
        Some(found) => (&found.rule, found.options),
        None => (&PriceRule::NOTHING, TariffOptions::default()),
    };
    if !basis.slabs.is_empty() {
        changed = with_slabs(rule, basis.slabs)?;
        rule = &changed;
    }
    let method = found.map(|_| rule.method);
    agree_on_method(line, method)?;
    let own = options.currency.or(basis.parent.map(|(_, currency)| currency));
    let bare = if found.is_none() && line.exchange_rate().is_none() { line.txn_ccy } else { None };
    let currency = own.or(bare).unwrap_or_default();
    // A child without a currency of its own is charged in what its parent was paid in.
    let is_there = options.currency.is_none() && basis.parent.is_some();
    let (charged_in, rate) = match line.txn_ccy {
        Some(to) if is_there && to == currency && rule.charge_in_txn_ccy != Some(false) => {
            (to, Some(Decimal::ONE))
        }
        _ => exchange(line, rule, currency)?,
    };
    let differs = charged_in != currency || rate.is_some_and(|rate| rate != Decimal::ONE);
    let terms = Terms {
        tenor: line.tenor(),
        sliding_scale_tenor: line.sliding_scale_tenor(),
        exchange_rate: rate.filter(|_| differs),
    };
    let value = match basis.parent {
        Some((charge, paid_in)) => Some(in_currency(charge, paid_in, currency, charged_in, rate)?),
        None => line.criteria_value().map(Ratio::from),
    };
    refuse_percent_of_count(line, rule)?;
    let plain = terms == Terms::default() && charged_in == currency && basis.slabs.is_empty();
    if let (true, Some(found), Some(value)) = (plain && !steps.are_noted(), found, value)
        && basis.external.is_none()
        && !line.is_given()
        && Some(currency) == own_or_default(options.currency)
        && let Some(charge) = quick(found, value, currency)
    {
        // Only an explanation tells the exact charge.
        let exact = Ratio::ZERO;
        return Ok(Charged { charge, exact, currency, rate, applied: None, method });
    }
    if let Some(value) = value {
        steps.note("criterion", &[&line.charge_criteria().unwrap_or("value")], value);
    }
    if let Some(found) = found {
        steps.say("rule", &["rule `", &found.id, "`, ", rule.method.name()]);
    }
    let priced = exact_charge(line, rule, basis.external, value, &terms, steps);
    let priced = priced.map_err(|problem| {
        let place = place(&problem, basis);
        at(place, problem)
    })?;
    options.currency = Some(charged_in);
    // Only after an exchange can the increment be off the grid.
    let rounding = options.rounding().map_err(|refusal| refused("/txnCcy", refusal))?;
    let charge = rounding.round(&priced.exact).map_err(overflow)?;
    note_rounding(priced.exact, charge, &rounding, steps);
    Ok(Charged {
        charge,
        exact: priced.exact,
        currency: charged_in,
        rate,
        applied: priced.applied,
        method,
    })
}

/// The charge before rounding: of a given charge, of the host's price, or of the rule's.
fn exact_charge(
    line: &Line<'_>,
    rule: &PriceRule,
    external: Option<Ratio>,
    value: Option<Ratio>,
    terms: &Terms,
    steps: &mut Steps,
) -> Result<Priced, Problem> {
    if line.is_given() {
        let raw = Ratio::from(line.charge().unwrap_or_default());
        steps.note("given", &[&"charge as given"], raw);
        let counted = counted(rule, value, steps)?;
        return rule.finish(raw, counted, terms, steps);
    }
    let Some(raw) = external else {
        return rule.price(value.unwrap_or(Ratio::ZERO), terms, steps);
    };
    steps.note("external", &[&"price of the host's source"], raw);
    let counted = counted(rule, value, steps)?;
    let due = rule.due(raw, terms, steps)?;
    rule.finish(due, counted, terms, steps)
}

/// The value that bounds in percent are percent of.
fn counted(
    rule: &PriceRule,
    value: Option<Ratio>,
    steps: &mut Steps,
) -> Result<Option<Ratio>, Overflow> {
    value.map(|value| rule.counted(value, steps)).transpose()
}

/// The currency of a rule's kernel, which knows nothing of the line.
fn own_or_default(currency: Option<Currency>) -> Option<Currency> {
    Some(currency.unwrap_or_default())
}

/// The charge by the rule's kernel.
fn quick(found: &BookRule, value: Ratio, currency: Currency) -> Option<MinorUnits> {
    let grid = Ratio::from_integer(currency.minor_units_in_one());
    let units = value.checked_mul(grid).ok().filter(Ratio::is_integer)?.floor();
    let charge = found.quick_charge(i64::try_from(units).ok()?)?;
    MinorUnits::new(charge.into()).ok()
}

fn at(path: &str, problem: Problem) -> Faults {
    vec![problem.at(path)]
}

fn refused(path: &str, refusal: Refusal) -> Faults {
    refusal.problems.into_iter().map(|problem| problem.at(path)).collect()
}

fn overflow(error: Overflow) -> Faults {
    at("", Problem::from(error))
}

fn fault<T>(path: &str, code: Code, message: &[&str], help: &str) -> Result<T, Faults> {
    Err(at(path, Problem::of(code, message, help)))
}

fn note_rounding(exact: Ratio, charge: MinorUnits, rounding: &Rounding, steps: &mut Steps) {
    if steps.are_noted() {
        let charge = charge.format(rounding.currency().minor_units());
        steps.push(rounding_step(exact, &charge, rounding));
    }
}

/// The field that a problem of the pipeline is about.
fn place(problem: &Problem, basis: &Basis<'_>) -> &'static str {
    match problem.code {
        Code::TenorMissing | Code::TenorTwice => "/tenor",
        Code::ValueMissing => "/chargeCriteriaValue",
        Code::ValueAboveTiers | Code::ValueBelowTiers | Code::AmountNegative => {
            match basis.parent {
                Some(_) => "/parentChargeCode",
                None => "/chargeCriteriaValue",
            }
        }
        _ => "",
    }
}

fn agree_on_method(line: &Line<'_>, method: Option<PriceMethod>) -> Result<(), Faults> {
    let (Some(named), Some(method)) = (line.price_method(), method) else { return Ok(()) };
    if named == method.name() {
        return Ok(());
    }
    let message = ["the rule's method is `", method.name(), "`"];
    fault("/priceMethod", DISAGREEMENT, &message, "name that, or none, or another rule")
}

const DISAGREEMENT: Code = Code::PriceMethodDisagreement;

/// A tiered rule with the tiers of the request in the place of its own.
fn with_slabs(rule: &PriceRule, slabs: &[Slab]) -> Result<PriceRule, Faults> {
    let mut reader = Reader::default();
    let mut tiers = Tiers::with_capacity(slabs.len());
    for (index, slab) in slabs.iter().enumerate() {
        let price = match slab.unit() {
            None => {
                Price { flat: slab.amount(), percentage: slab.percentage(), ..Price::default() }
            }
            Some(unit) => Price {
                percentage: slab.percentage(),
                per_unit: slab.amount(),
                unit: Some(unit).filter(|unit| *unit != Decimal::ONE),
                ..Price::default()
            },
        };
        let path = ["/slabDetails/", &count(index)].concat();
        price.check(&[&path, "/unit"].concat(), &mut reader);
        tiers.add(slab.from(), slab.to(), price, &path, &mut reader);
    }
    reader.finish().map_err(|refusal| refusal.problems)?;
    let Some(form) = rule.form.with_tiers(tiers) else {
        let message = ["the rule has no tiers that slabs could replace"];
        let help = "name a graduated or volume rule, or leave the slabs out";
        return fault("/slabDetails", Code::SlabRule, &message, help);
    };
    let method = form.method();
    if rule.form.awaits_tiers() && method != rule.method {
        let message = ["the slabs make it `", method.name(), "`, not `", rule.method.name(), "`"];
        return fault("/slabDetails", DISAGREEMENT, &message, "give slabs of the rule's kind");
    }
    Ok(rule.with_form(form, method))
}

/// The currency that is charged, and the rate to it if the charge is in the transaction's.
fn exchange(
    line: &Line<'_>,
    rule: &PriceRule,
    currency: Currency,
) -> Result<(Currency, Option<Decimal>), Faults> {
    if rule.charge_in_txn_ccy == Some(false) {
        return Ok((currency, None));
    }
    let is_one = |rate: Decimal| rate == Decimal::ONE;
    match (line.txn_ccy, line.exchange_rate()) {
        (None, rate) if rule.charge_in_txn_ccy == Some(true) || !rate.is_none_or(is_one) => fault(
            "/txnCcy",
            Code::TxnCcyMissing,
            &["the charge is to be in the transaction's currency, which is not given"],
            "give the currency, or leave the rate out where the rule allows it",
        ),
        (None, _) => Ok((currency, None)),
        (Some(to), Some(rate)) if to == currency && !is_one(rate) => fault(
            "/exchangeRate",
            Code::ExchangeRateNotOne,
            &["from ", to.code(), " to itself the rate is 1, not ", &digits(rate)],
            "leave the rate out, or give the currency that it leads to",
        ),
        (Some(to), Some(rate)) => Ok((to, Some(rate))),
        (Some(to), None) if to == currency => Ok((to, Some(Decimal::ONE))),
        (Some(to), None) => fault(
            "/exchangeRate",
            Code::ExchangeRateMissing,
            &["no rate from ", currency.code(), " to ", to.code(), " is given"],
            "give what one unit of the former is worth in the latter",
        ),
    }
}

/// A parent's charge in the currency of the price.
fn in_currency(
    charge: Ratio,
    paid_in: Currency,
    currency: Currency,
    charged_in: Currency,
    rate: Option<Decimal>,
) -> Result<Ratio, Faults> {
    if paid_in == currency {
        return Ok(charge);
    }
    match rate {
        // The charge was exchanged at this rate, which leads back as well.
        Some(rate) if paid_in == charged_in => {
            charge.checked_div(Ratio::from(rate)).map_err(overflow)
        }
        _ => fault(
            "/parentChargeCode",
            Code::ParentCurrency,
            &["the parent's charge is in ", paid_in.code(), ", the price in ", currency.code()],
            "give the rule the currency of the parent's charge, or the rate to it",
        ),
    }
}

/// A percentage of a number of things is no amount of money.
fn refuse_percent_of_count(line: &Line<'_>, rule: &PriceRule) -> Result<(), Faults> {
    let is_percentage = |limit: Option<Limit>| matches!(limit, Some(Limit::Percentage(_)));
    let Some(criteria) = line.charge_criteria() else { return Ok(()) };
    let counts = criteria == "COUNT" || criteria.ends_with("_COUNT");
    if !counts || !(is_percentage(rule.minimum) || is_percentage(rule.maximum)) {
        return Ok(());
    }
    let message = ["a bound in percent has no meaning for the count `", &excerpt(criteria), "`"];
    let help = "give the bounds of the rule as amounts";
    fault("/chargeCriteria", Code::PercentageOfCount, &message, help)
}
