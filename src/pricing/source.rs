//! The canonical text of a rule: JSON whose fields have one order and whose amounts one spelling.

use super::options::TariffOptions;
use super::price::Price;
use super::rule::{Form, Limit, PriceRule};
use super::tier::Tiers;
use crate::money::Decimal;
use crate::money::exact::{self, digits};

/// A JSON object in the making. Nothing in a rule needs an escape: amounts, names, formulas.
#[derive(Default)]
struct Fields(String);

impl Fields {
    fn raw(&mut self, name: &str, value: &str) {
        let comma = if self.0.is_empty() { "\"" } else { ",\"" };
        self.0.push_str(&[comma, name, "\":", value].concat());
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &["\"", value, "\""].concat());
    }

    fn amount(&mut self, name: &str, value: Option<Decimal>) {
        if let Some(value) = value {
            self.text(name, &shortest(value));
        }
    }

    fn price(&mut self, price: &Price) {
        self.amount("flat", price.flat);
        self.amount("percentage", price.percentage);
        self.amount("perUnit", price.per_unit);
        self.amount("unit", price.unit);
    }

    fn done(self) -> String {
        ["{", &self.0, "}"].concat()
    }
}

/// The rule with what the options fill in.
pub(super) fn text(rule: &PriceRule, options: &TariffOptions) -> String {
    let mut fields = Fields::default();
    match &rule.form {
        _ if rule.has_no_tiers() => fields.text("priceMethod", rule.method.name()),
        Form::Formula { formula, .. } => fields.text("formula", &formula.text()),
        Form::Price(price) => fields.price(price),
        Form::Graduated(tiers) => fields.raw("graduated", &tier_list(tiers)),
        Form::Volume(tiers) => fields.raw("volume", &tier_list(tiers)),
    }
    if let Some(currency) = options.currency {
        fields.text("currency", currency.code());
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
    if let Some(mode) = options.rounding {
        fields.text("rounding", mode.name());
    }
    fields.amount("increment", options.increment);
    fields.done()
}

fn tier_list(tiers: &Tiers) -> String {
    let mut list = String::from("[");
    for (index, tier) in tiers.as_slice().iter().enumerate() {
        if index > 0 {
            list.push(',');
        }
        let mut fields = Fields::default();
        // The first tier's lower end is its own, and zero if nobody says.
        fields.amount("from", Some(tier.lower).filter(|from| index == 0 && !from.is_zero()));
        fields.amount("upTo", tier.upper);
        fields.price(&tier.price);
        list.push_str(&fields.done());
    }
    list.push(']');
    list
}

/// Without zeros at the end.
fn shortest(value: Decimal) -> String {
    digits(exact::add(value, Decimal::ZERO).unwrap_or(value))
}
