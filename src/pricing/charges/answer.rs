//! The document's response.

use std::borrow::Cow;

use super::book::shortest;
use super::{Explained, Outcome};
use crate::diagnostic::count;
use crate::document::{ChargeCalculation, Line, SEPARATOR, Value};
use crate::money::Applied;
use crate::pricing::rule::Limit;

/// What a request is answered with.
#[derive(Clone, Debug)]
pub enum Answer<'b> {
    /// The prices of these lines are to be had from the host first.
    Ask(Vec<usize>),
    /// All charges.
    Charges {
        /// For each line, what its party pays.
        outcomes: Vec<Outcome<'b>>,
        /// For each line, how it came about, where that was wanted.
        explained: Vec<Explained>,
    },
}

/// The fields of a line of the response, in order: those of the document, and `applied`, the bound
/// that the charge met.
pub const DETAIL_FIELDS: [&str; 16] = [
    "applied",
    "charge",
    "chargeCcy",
    "chargeCode",
    "chargeSharing",
    "exchangeRate",
    "externalCharge",
    "maxChgAmount",
    "maxChgPct",
    "minChgAmount",
    "minChgPct",
    "minMaxValidationCriteria",
    "partyId",
    "partyToCharge",
    "priceMethod",
    "priceRuleId",
];

/// A field of the response; an empty one has nothing to say.
type Field<'t> = Cow<'t, str>;

const NOTHING: Field<'static> = Cow::Borrowed("");

impl Outcome<'_> {
    /// The charge, with the digits of its currency.
    #[must_use]
    pub fn charge(&self) -> String {
        self.charge.format(self.charged.currency.minor_units())
    }

    /// The code of the charge's currency.
    #[must_use]
    pub fn currency(&self) -> &'static str {
        self.charged.currency.code()
    }

    /// The fields of the line, in the order of [`DETAIL_FIELDS`].
    fn detail<'t>(&'t self, line: &Line<'t>) -> [Field<'t>; 16] {
        let charged = &self.charged;
        let rule = self.rule.map(|found| &found.rule);
        let bounds = rule.map_or([None, None], |rule| [rule.minimum, rule.maximum]);
        let limits = self.rule.map_or(["", ""], |found| [&*found.limits[0], &*found.limits[1]]);
        let split = |bound, limit: &'t str| match bound {
            Some(Limit::Percentage(_)) => [NOTHING, Cow::Borrowed(limit)],
            _ => [Cow::Borrowed(limit), NOTHING],
        };
        let [min_amount, min_pct] = split(bounds[0], limits[0]);
        let [max_amount, max_pct] = split(bounds[1], limits[1]);
        let amounts = !(max_amount.is_empty() && min_amount.is_empty());
        let criteria = match (amounts, bounds) {
            (_, [None, None]) => "",
            (true, _) => "AMOUNT",
            (false, _) => "PERCENTAGE",
        };
        [
            charged.applied.map_or("", Applied::name).into(),
            self.charge().into(),
            self.currency().into(),
            line.charge_code().into(),
            flag(line.is_shared()),
            charged.rate.map_or(NOTHING, |rate| shortest(rate).into()),
            flag(self.external),
            max_amount,
            max_pct,
            min_amount,
            min_pct,
            criteria.into(),
            line.party_id().unwrap_or_default().into(),
            line.party_to_charge().unwrap_or_default().into(),
            charged.method.map_or("", |method| method.name()).into(),
            self.rule.map_or(NOTHING, |rule| rule.id.as_str().into()),
        ]
    }
}

/// The response as text for JavaScript: whether the request lists
/// transactions, their number, the reference and the number of lines of each, then the fields of
/// all lines.
#[must_use]
pub fn text(request: &ChargeCalculation<'_>, outcomes: &[Outcome<'_>]) -> String {
    let mut text = String::with_capacity(outcomes.len() * 160);
    text.push_str(if request.rooted { "[" } else { "{" });
    text.push_str(SEPARATOR);
    text.push_str(&count(request.transactions.len()));
    for transaction in &request.transactions {
        text.push_str(SEPARATOR);
        text.push_str(transaction.txn_ref_no.unwrap_or_default());
        text.push_str(SEPARATOR);
        text.push_str(&count(transaction.lines.len()));
    }
    for (line, outcome) in request.lines.iter().zip(outcomes) {
        for field in &outcome.detail(line) {
            text.push_str(SEPARATOR);
            text.push_str(field);
        }
    }
    text
}

/// The response as a tree: `TransactionDetailsResponseDto` of each transaction.
#[must_use]
pub fn tree(request: &ChargeCalculation<'_>, outcomes: &[Outcome<'_>]) -> Vec<Value> {
    let lines: Vec<_> = request.lines.iter().zip(outcomes).collect();
    let mut transactions = Vec::with_capacity(request.transactions.len());
    for transaction in &request.transactions {
        let mut details = Vec::with_capacity(transaction.lines.len());
        for (line, outcome) in lines.get(transaction.lines.clone()).unwrap_or_default() {
            let fields = DETAIL_FIELDS.into_iter().zip(outcome.detail(line));
            let said = fields.filter(|(_, field)| !field.is_empty());
            let fields = said.map(|(name, field)| (name.to_owned(), Value::Text(field.into())));
            details.push(Value::Object(fields.collect()));
        }
        let mut fields = vec![("chargeDetails".to_owned(), Value::List(details))];
        if let Some(reference) = transaction.txn_ref_no {
            fields.push(("txnRefNo".to_owned(), Value::Text(reference.to_owned())));
        }
        transactions.push(Value::Object(fields));
    }
    transactions
}

fn flag(truth: bool) -> Field<'static> {
    Cow::Borrowed(if truth { "Y" } else { "N" })
}
