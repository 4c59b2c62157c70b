//! The document's response, as JSON.

use super::book::BookRule;
use super::outcome::ChargeOutcome;
use crate::document::{ChargeCalculation, ChargeLine, Transaction, push_inside, push_string};
use crate::money::Applied;
use crate::pricing::rule::Limit;

/// The response: `TransactionDetailsResponseDto` of the one transaction, or a list of them if the
/// request has one.
#[must_use]
pub fn json(request: &ChargeCalculation<'_>, outcomes: &[ChargeOutcome<'_>]) -> String {
    let mut text = String::with_capacity(outcomes.len() * LINE);
    let mut outcomes = outcomes.iter();
    if request.rooted {
        text.push('[');
    }
    for (index, transaction) in request.transactions.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        push_transaction(&mut text, transaction, &mut outcomes);
    }
    if request.rooted {
        text.push(']');
    }
    text
}

/// About how many bytes the answer to a line has.
const LINE: usize = 320;

fn push_transaction(
    text: &mut String,
    transaction: &Transaction<'_>,
    outcomes: &mut dyn Iterator<Item = &ChargeOutcome<'_>>,
) {
    text.push('{');
    if let Some(reference) = transaction.txn_ref_no {
        text.push_str("\"txnRefNo\":");
        push_string(text, reference);
        text.push(',');
    }
    text.push_str("\"chargeDetails\":[");
    for (index, (line, outcome)) in transaction.price_methods.iter().zip(outcomes).enumerate() {
        text.push_str(if index > 0 { "," } else { "" });
        push_line(text, line, outcome);
    }
    text.push_str("]}");
}

/// What stands before a field's text: the end of the field before it, and its name.
macro_rules! next {
    ($name:literal) => {
        concat!("\",\"", $name, "\":\"")
    };
}

/// Adds a field; an empty one has nothing to say.
fn push_field(text: &mut String, next: &str, field: &str) {
    if !field.is_empty() {
        text.push_str(next);
        push_inside(text, field);
    }
}

/// Adds the fields of a line in the order of the document, and `applied`, the bound that the charge
/// met.
fn push_line(text: &mut String, line: &ChargeLine<'_>, outcome: &ChargeOutcome<'_>) {
    let charged = &outcome.charged;
    let rule = outcome.rule.map(|found| &found.rule);
    let bounds = rule.map_or([None, None], |rule| [rule.minimum, rule.maximum]);
    let [least, most] = outcome.rule.map_or(["", ""], BookRule::limits);
    let [min_amount, min_pct] = by_kind(bounds[0], least);
    let [max_amount, max_pct] = by_kind(bounds[1], most);
    let criteria = match bounds {
        [None, None] => "",
        _ if min_amount.is_empty() && max_amount.is_empty() => "PERCENTAGE",
        _ => "AMOUNT",
    };
    // There is always a charge.
    text.push_str("{\"charge\":\"");
    outcome.charge.push(charged.currency.minor_units(), text);
    push_field(text, next!("chargeCcy"), outcome.currency());
    push_field(text, next!("chargeCode"), line.charge_code.unwrap_or_default());
    push_field(text, next!("chargeSharing"), flag(line.is_shared()));
    if let Some(rate) = charged.rate {
        push_field(text, next!("exchangeRate"), &rate.digits());
    }
    push_field(text, next!("externalCharge"), flag(outcome.external));
    push_field(text, next!("maxChgAmount"), max_amount);
    push_field(text, next!("maxChgPct"), max_pct);
    push_field(text, next!("minChgAmount"), min_amount);
    push_field(text, next!("minChgPct"), min_pct);
    push_field(text, next!("minMaxValidationCriteria"), criteria);
    push_field(text, next!("partyId"), line.party_id.unwrap_or_default());
    push_field(text, next!("partyToCharge"), line.party_to_charge.unwrap_or_default());
    push_field(text, next!("priceMethod"), charged.method.map_or("", |method| method.name()));
    push_field(text, next!("priceRuleId"), outcome.rule.map_or("", |rule| rule.id.as_str()));
    push_field(text, next!("applied"), charged.applied.map_or("", Applied::name));
    text.push_str("\"}");
}

/// A limit as an amount and as a percentage, of which it is one.
fn by_kind(bound: Option<Limit>, limit: &str) -> [&str; 2] {
    if matches!(bound, Some(Limit::Percentage(_))) { ["", limit] } else { [limit, ""] }
}

fn flag(truth: bool) -> &'static str {
    if truth { "Y" } else { "N" }
}
