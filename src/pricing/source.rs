//! The canonical text of a rule: of a formula that is the whole rule the formula's, of others JSON
//! whose fields have one order and whose amounts one spelling.

use super::form::Form;
use super::options::TariffOptions;
use super::rule::{Limit, PriceRule};
use super::written::ObjectText;
use crate::money::exact::digits;

/// The rule with what the options fill in.
pub(super) fn text(rule: &PriceRule, options: &TariffOptions) -> String {
    if let Form::Formula(formula) = &rule.form
        && let Some(text) = formula.whole()
    {
        return text;
    }
    let mut fields = ObjectText::default();
    if rule.form.awaits_tiers() {
        fields.text("priceMethod", rule.method.name());
    } else {
        rule.form.write(&mut fields);
    }
    if let Some(currency) = options.currency {
        if currency.is_listed() {
            fields.text("currency", currency.code());
        } else {
            let mut own = ObjectText::default();
            own.text("code", currency.code());
            own.raw("minorUnits", &digits(currency.minor_units().into()));
            fields.raw("currency", &own.done());
        }
    }
    for (amount, percentage, limit) in [
        ("minimum", "minimumPercentage", rule.minimum),
        ("maximum", "maximumPercentage", rule.maximum),
    ] {
        match limit {
            Some(Limit::Amount(limit)) => fields.amount(amount, Some(limit)),
            Some(Limit::Percentage(limit)) => fields.amount(percentage, Some(limit)),
            None => {}
        }
    }
    fields.amount("free", Some(rule.free).filter(|free| !free.is_zero()));
    fields.amount("chargeUnit", rule.charge_unit);
    if rule.charge_on_zero {
        fields.raw("chargeOnZero", "true");
    }
    fields.amount("annualBasis", rule.annual_basis);
    if let Some(converted) = rule.charge_in_txn_ccy {
        fields.raw("chargeInTxnCcy", if converted { "true" } else { "false" });
    }
    if rule.is_on_total {
        fields.text("base", "total");
    }
    if let Some(mode) = options.rounding {
        fields.text("rounding", mode.name());
    }
    fields.amount("increment", options.increment);
    fields.done()
}
