//! The document's response, as JSON.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::book::{BookRule, shortest};
use super::outcome::Outcome;
use crate::document::{ChargeCalculation, Line, Transaction};
use crate::money::Applied;
use crate::pricing::rule::Limit;

/// The response: `TransactionDetailsResponseDto` of the one transaction, or a list of them if the
/// request has one.
#[must_use]
pub fn json(request: &ChargeCalculation<'_>, outcomes: &[Outcome<'_>]) -> String {
    let mut rest = outcomes;
    let mut transactions = Vec::with_capacity(request.transactions.len());
    for transaction in &request.transactions {
        let (outcomes, others) =
            rest.split_at_checked(transaction.price_methods.len()).unwrap_or((rest, &[]));
        rest = others;
        transactions.push(Charged { transaction, outcomes });
    }
    let written = match &*transactions {
        [only] if !request.rooted => serde_json::to_string(only),
        list => serde_json::to_string(list),
    };
    // No number, no key and no writer is there that could fail.
    written.unwrap_or_default()
}

/// A transaction and what its lines come to.
struct Charged<'r, 't> {
    transaction: &'r Transaction<'t>,
    outcomes: &'r [Outcome<'r>],
}

impl Serialize for Charged<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(reference) = self.transaction.txn_ref_no {
            map.serialize_entry("txnRefNo", reference)?;
        }
        let lines = self.transaction.price_methods.iter().zip(self.outcomes);
        let details: Vec<_> = lines.map(|(line, outcome)| Detail { line, outcome }).collect();
        map.serialize_entry("chargeDetails", &details)?;
        map.end()
    }
}

/// A line of the response.
struct Detail<'r, 't> {
    line: &'r Line<'t>,
    outcome: &'r Outcome<'r>,
}

impl Serialize for Detail<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.fields();
        serializer.collect_map(
            fields
                .iter()
                .filter(|(_, field)| !field.is_empty())
                .map(|(name, field)| (*name, &**field)),
        )
    }
}

/// A field of the response; an empty one has nothing to say.
type Field<'t> = Cow<'t, str>;

const NOTHING: Field<'static> = Cow::Borrowed("");

impl Detail<'_, '_> {
    /// The fields in the order of the document, and `applied`, the bound that the charge met.
    fn fields(&self) -> [(&'static str, Field<'_>); 16] {
        let Self { line, outcome } = self;
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
            ("exchangeRate", charged.rate.map_or(NOTHING, |rate| shortest(rate).into())),
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
}

fn flag(truth: bool) -> Field<'static> {
    Cow::Borrowed(if truth { "Y" } else { "N" })
}
