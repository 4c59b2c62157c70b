//! The document's response, as JSON.

use std::borrow::Cow;

use super::book::BookRule;
use super::outcome::ChargeOutcome;
use crate::document::{ChargeCalculation, ChargeLine, Transaction, push_string};
use crate::money::Applied;
use crate::pricing::rule::Limit;

/// The response: `TransactionDetailsResponseDto` of the one transaction, or a list of them if the
/// request has one.
#[must_use]
pub fn json(request: &ChargeCalculation<'_>, outcomes: &[ChargeOutcome<'_>]) -> String {
    let mut text = String::with_capacity(outcomes.len() * 256);
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

fn push_transaction(
    text: &mut String,
    transaction: &Transaction<'_>,
    outcomes: &mut dyn Iterator<Item = &ChargeOutcome<'_>>,
) {
    text.push('{');
    if let Some(reference) = transaction.txn_ref_no {
        push_field(text, "txnRefNo", reference);
        text.push(',');
    }
    text.push_str("\"chargeDetails\":[");
    for (index, (line, outcome)) in transaction.price_methods.iter().zip(outcomes).enumerate() {
        text.push_str(if index > 0 { ",{" } else { "{" });
        let mut separator = "";
        for (name, field) in &fields(line, outcome) {
            if !field.is_empty() {
                text.push_str(separator);
                push_field(text, name, field);
                separator = ",";
            }
        }
        text.push('}');
    }
    text.push_str("]}");
}

/// Adds a field whose name needs no escapes.
fn push_field(text: &mut String, name: &str, field: &str) {
    text.push('"');
    text.push_str(name);
    text.push_str("\":");
    push_string(text, field);
}

/// A field of the response; an empty one has nothing to say.
type AnsweredText<'t> = Cow<'t, str>;

const NOTHING: AnsweredText<'static> = Cow::Borrowed("");

/// The fields of a line in the order of the document, and `applied`, the bound that the charge met.
fn fields<'r>(
    line: &'r ChargeLine<'_>,
    outcome: &'r ChargeOutcome<'_>,
) -> [(&'static str, AnsweredText<'r>); 16] {
    let charged = &outcome.charged;
    let rule = outcome.rule.map(|found| &found.rule);
    let bounds = rule.map_or([None, None], |rule| [rule.minimum, rule.maximum]);
    let [least, most] = outcome.rule.map_or(["", ""], BookRule::limits);
    let split = |bound, limit| match bound {
        Some(Limit::Percentage(_)) => [NOTHING, Cow::Borrowed(limit)],
        _ => [Cow::Borrowed(limit), NOTHING],
    };
    let [min_amount, min_pct] = split(bounds[0], least);
    let [max_amount, max_pct] = split(bounds[1], most);
    let amounts = !(max_amount.is_empty() && min_amount.is_empty());
    let criteria = match (amounts, bounds) {
        (_, [None, None]) => "",
        (true, _) => "AMOUNT",
        (false, _) => "PERCENTAGE",
    };
    [
        ("charge", outcome.charge().into()),
        ("chargeCcy", outcome.currency().into()),
        ("chargeCode", line.charge_code.unwrap_or_default().into()),
        ("chargeSharing", flag(line.is_shared())),
        ("exchangeRate", charged.rate.map_or(NOTHING, |rate| rate.digits().into())),
        ("externalCharge", flag(outcome.external)),
        ("maxChgAmount", max_amount),
        ("maxChgPct", max_pct),
        ("minChgAmount", min_amount),
        ("minChgPct", min_pct),
        ("minMaxValidationCriteria", criteria.into()),
        ("partyId", line.party_id.unwrap_or_default().into()),
        ("partyToCharge", line.party_to_charge.unwrap_or_default().into()),
        ("priceMethod", charged.method.map_or("", |method| method.name()).into()),
        ("priceRuleId", outcome.rule.map_or(NOTHING, |rule| rule.id.as_str().into())),
        ("applied", charged.applied.map_or("", Applied::name).into()),
    ]
}

fn flag(truth: bool) -> AnsweredText<'static> {
    Cow::Borrowed(if truth { "Y" } else { "N" })
}
