//! One charge, or one shared charge as a whole: from its line and rule to an amount.

use super::book::BookRule;
use super::currencies::Currencies;
use super::faults::{Faults, at, refused};
use crate::diagnostic::{Code, Problem, count, excerpt};
use crate::document::{ChargeLine, Reader, Slab};
use crate::money::{Applied, Currency, Decimal, MinorUnits, Overflow, Ratio};
use crate::pricing::method::PriceMethod;
use crate::pricing::options::TariffOptions;
use crate::pricing::pipeline::Priced;
use crate::pricing::price::Price;
use crate::pricing::printed::{PrintedTier, together};
use crate::pricing::rule::{Limit, PriceRule};
use crate::pricing::steps::{Named, Steps};
use crate::pricing::tariff::note_rounding;
use crate::pricing::terms::Terms;
use crate::pricing::tier::Tier;

/// A rounded charge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charged {
    pub(super) charge: MinorUnits,
    pub(super) exact: Ratio,
    pub(super) currency: Currency,
    /// Where the charge is in the transaction's currency: what one unit of the price was worth.
    pub(super) rate: Option<Ratio>,
    pub(super) applied: Option<Applied>,
    pub(super) method: Option<PriceMethod>,
}

/// What a charge is computed on besides its line.
pub(super) struct Basis {
    /// The parent's charge and its currency.
    pub(super) parent: Option<(Ratio, Currency)>,
    /// What the host's price source says.
    pub(super) external: Option<Ratio>,
    /// The currency of what names none.
    pub(super) currency: Option<Currency>,
}

/// Prices a line; its fields are known to be there.
pub(super) fn price(
    line: &ChargeLine<'_>,
    found: Option<&BookRule>,
    basis: &Basis,
    steps: &mut Steps,
) -> Result<Charged, Faults> {
    let changed;
    let (mut rule, mut options) = match found {
        Some(found) => (&found.rule, found.options),
        None => (&PriceRule::NOTHING, TariffOptions::default()),
    };
    if !line.slabs().is_empty() {
        changed = with_slabs(rule, line.slabs())?;
        rule = &changed;
    }
    let method = found.map(|_| rule.method);
    let continued;
    if line.prior_criteria_value.is_some() {
        let after = rule.clone().charged_before(line.prior_criteria_value);
        continued = after.map_err(|problem| at("/priorCriteriaValue", problem))?;
        rule = &continued;
    }
    agree_on_method(line, method)?;
    let paid_in = basis.parent.map(|(_, currency)| currency);
    let currencies = Currencies::of(line, rule, &options, paid_in, basis.currency)?;
    let Currencies { own: currency, charged_in, rate } = currencies;
    let terms = currencies.terms(line);
    let value = match basis.parent {
        Some((charge, paid_in)) => Some(currencies.of_parent(charge, paid_in)?),
        None => line.charge_criteria_value.map(Ratio::from),
    };
    refuse_percent_of_count(line, rule)?;
    let plain = terms == Terms::default()
        && charged_in == currency
        && line.slabs().is_empty()
        && line.prior_criteria_value.is_none();
    if let (true, Some(found), Some(value)) = (plain && !steps.are_noted(), found, value)
        && basis.external.is_none()
        && !line.is_given()
        && has_grid_of(options.currency, currency)
        && let Some(charge) = quick(found, value, currency)
    {
        // Only an explanation tells the exact charge.
        let exact = Ratio::ZERO;
        return Ok(Charged { charge, exact, currency, rate, applied: None, method });
    }
    if let Some(value) = value {
        steps.note(
            "criterion",
            &[&Named("criterion", &line.charge_criteria.unwrap_or("value"))],
            value,
        );
    }
    if let Some(found) = found {
        let method = rule.method.name();
        let operands = [("rule", &*found.id), ("method", method)];
        steps.say("rule", &["rule `", &found.id, "`, ", method], &operands);
    }
    let priced = exact_charge(line, rule, basis.external, value, &terms, steps);
    let priced = priced.map_err(|problem| at(place(&problem, basis), problem))?;
    options.currency = Some(charged_in);
    // Only after an exchange can the increment be off the grid.
    let rounding = options.rounding().map_err(|refusal| refused("/txnCcy", refusal))?;
    let charge = priced.rounded(&rounding).map_err(|problem| at("", problem))?;
    note_rounding(&priced, &charge, &rounding, steps);
    // The bound that keeps a charge from its rounding decides it, too.
    let applied = priced.applied.or(charge.passed.map(|(bound, _)| bound));
    let (exact, charge) = (priced.exact, charge.charge);
    Ok(Charged { charge, exact, currency: charged_in, rate, applied, method })
}

/// The charge before rounding: of a given charge, of the host's price, or of the rule's.
fn exact_charge(
    line: &ChargeLine<'_>,
    rule: &PriceRule,
    external: Option<Ratio>,
    value: Option<Ratio>,
    terms: &Terms,
    steps: &mut Steps,
) -> Result<Priced, Problem> {
    if line.is_given() {
        let raw = Ratio::from(line.charge.unwrap_or_default());
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

/// Whether the kernel of a rule, which knows nothing of the line, rounds as the currency does.
fn has_grid_of(own: Option<Currency>, currency: Currency) -> bool {
    own.unwrap_or_default().minor_units() == currency.minor_units()
}

/// The charge by the rule's kernel.
fn quick(found: &BookRule, value: Ratio, currency: Currency) -> Option<MinorUnits> {
    let grid = Ratio::from_integer(currency.minor_units_in_one());
    let units = value.checked_mul(grid).ok().filter(Ratio::is_integer)?.floor();
    let charge = found.quick_charge(i64::try_from(units).ok()?)?;
    MinorUnits::new(charge.into()).ok()
}

fn fault<T>(path: &str, code: Code, message: &[&str], help: &str) -> Result<T, Faults> {
    Err(at(path, Problem::of(code, message, help)))
}

/// The field that a problem of the pipeline is about.
fn place(problem: &Problem, basis: &Basis) -> &'static str {
    const OF_TENOR: [Code; 2] = [Code::TenorMissing, Code::TenorTwice];
    const OF_VALUE: [Code; 4] =
        [Code::AmountNegative, Code::ValueAboveTiers, Code::ValueBelowTiers, Code::ValueMissing];
    if OF_TENOR.contains(&problem.code) {
        "/tenor"
    } else if !OF_VALUE.contains(&problem.code) {
        ""
    } else if basis.parent.is_some() && problem.code != Code::ValueMissing {
        "/parentChargeCode"
    } else {
        "/chargeCriteriaValue"
    }
}

fn agree_on_method(line: &ChargeLine<'_>, method: Option<PriceMethod>) -> Result<(), Faults> {
    let (Some(named), Some(method)) = (line.price_method, method) else { return Ok(()) };
    if named == method.name() {
        return Ok(());
    }
    let message = ["the rule's method is `", method.name(), "`"];
    fault("/priceMethod", DISAGREEMENT, &message, "name that, or none, or another rule")
}

const DISAGREEMENT: Code = Code::PriceMethodDisagreement;

/// A tiered rule with the tiers of the request in the place of its own.
fn with_slabs(rule: &PriceRule, slabs: &[Slab<'_>]) -> Result<PriceRule, Faults> {
    let mut reader = Reader::default();
    let mut printed = Vec::with_capacity(slabs.len());
    for (index, slab) in slabs.iter().enumerate() {
        let price = match slab.unit {
            None => Price { flat: slab.amount, percentage: slab.percentage, ..Price::default() },
            Some(unit) => Price {
                percentage: slab.percentage,
                per_unit: slab.amount,
                unit: Some(unit).filter(|unit| *unit != Decimal::ONE),
                ..Price::default()
            },
        };
        let path = ["/slabDetails/", &count(index)].concat();
        price.check(&[&path, "/unit"].concat(), &mut reader);
        let tier = Tier { price, ..Tier::default() };
        printed.push(PrintedTier { from: slab.from, end: slab.to, tier, ..PrintedTier::default() });
    }
    let tiers = together(&printed, "/slabDetails", &mut reader);
    reader.finish().map_err(|refusal| refusal.problems)?;
    let Some(form) = rule.form.with_tiers(tiers) else {
        return Err(at("/slabDetails", Problem::says(Code::SlabRule, &[])));
    };
    let method = form.method();
    if rule.form.awaits_tiers() && method != rule.method {
        let message = ["the slabs make it `", method.name(), "`, not `", rule.method.name(), "`"];
        return fault("/slabDetails", DISAGREEMENT, &message, "give slabs of the rule's kind");
    }
    // A copy of the whole rule would copy the tiers that are replaced.
    Ok(PriceRule {
        form,
        method,
        minimum: rule.minimum,
        maximum: rule.maximum,
        free: rule.free,
        charge_unit: rule.charge_unit,
        charge_on_zero: rule.charge_on_zero,
        annual_basis: rule.annual_basis,
        charge_in_txn_ccy: rule.charge_in_txn_ccy,
        is_on_total: rule.is_on_total,
    })
}

/// A percentage of a number of things is no amount of money.
fn refuse_percent_of_count(line: &ChargeLine<'_>, rule: &PriceRule) -> Result<(), Faults> {
    let is_percentage = |limit: Option<Limit>| matches!(limit, Some(Limit::Percentage(_)));
    let Some(criteria) = line.charge_criteria else { return Ok(()) };
    let counts = criteria == "COUNT" || criteria.ends_with("_COUNT");
    if !counts || !(is_percentage(rule.minimum) || is_percentage(rule.maximum)) {
        return Ok(());
    }
    Err(at("/chargeCriteria", Problem::says(Code::PercentageOfCount, &[&excerpt(criteria)])))
}
