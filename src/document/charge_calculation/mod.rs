//! The request of the charge-calculation document.

mod cursor;
mod flatten;

use std::ops::Range;

use super::raw::Fields;
use super::reader::Reader;
use super::value::Value;
use crate::diagnostic::count;
use crate::money::{Currency, Decimal};
use cursor::{Cursor, transaction_path};
use flatten::Flattened;

/// What a field of a line is read as.
#[derive(Clone, Copy)]
enum Kind {
    /// An amount, kept under this number.
    Amount(usize),
    /// `Y` or `N`, kept under this number.
    Flag(usize),
    /// The code of the transaction's currency.
    Currency,
    /// A list of slabs.
    Slabs,
    /// A string, kept under this number.
    Text(usize),
    /// A string that no price depends on.
    Words,
}

/// The fields of a line in the order in which they are read: those of the document, and
/// `priceMethod`, which a line may name to be held to it.
static LINE_FIELDS: [(&str, Kind); 24] = [
    ("charge", Kind::Amount(CHARGE)),
    ("chargeCategory", Kind::Text(CATEGORY)),
    ("chargeCode", Kind::Text(CODE)),
    ("chargeCodeDesc", Kind::Words),
    ("chargeCriteria", Kind::Text(CRITERIA)),
    ("chargeCriteriaValue", Kind::Amount(VALUE)),
    ("chargeGroup", Kind::Words),
    ("chargeSharing", Kind::Flag(SHARED)),
    ("chargeSharingPct", Kind::Amount(SHARE)),
    ("chargeType", Kind::Words),
    ("exchangeRate", Kind::Amount(RATE)),
    ("externalPricingApplicable", Kind::Flag(EXTERNAL)),
    ("externalPricingConsumerService", Kind::Words),
    ("externalPricingSystem", Kind::Words),
    ("isChargeCalculated", Kind::Flag(GIVEN)),
    ("parentChargeCode", Kind::Text(PARENT)),
    ("partyId", Kind::Text(PARTY_ID)),
    ("partyToCharge", Kind::Text(PARTY)),
    ("priceMethod", Kind::Text(METHOD)),
    ("priceRuleId", Kind::Text(RULE)),
    ("slabDetails", Kind::Slabs),
    ("slidingScaleTenor", Kind::Amount(SLIDING)),
    ("tenor", Kind::Amount(TENOR)),
    ("txnCcy", Kind::Currency),
];

const CHARGE: usize = 0;
const VALUE: usize = 1;
const RATE: usize = 2;
const SLIDING: usize = 3;
const TENOR: usize = 4;
const SHARE: usize = 5;

const CATEGORY: usize = 0;
const CRITERIA: usize = 1;
const METHOD: usize = 2;
const RULE: usize = 3;
const CODE: usize = 4;
const PARENT: usize = 5;
const PARTY_ID: usize = 6;
const PARTY: usize = 7;

const EXTERNAL: usize = 0;
const GIVEN: usize = 1;
const SHARED: usize = 2;

/// The fields of a slab in the order in which they are read.
static SLAB_FIELDS: [&str; 5] = ["amount", "fromSlab", "percentage", "toSlab", "unit"];

/// A request for charges.
#[derive(Clone, Debug, Default)]
pub struct ChargeCalculation<'t> {
    /// Whether the body is a list of transactions, not a bare one.
    pub rooted: bool,
    /// The transactions in order.
    pub transactions: Vec<Transaction<'t>>,
    /// The charges of all transactions in order.
    pub lines: Vec<Line<'t>>,
    /// The slabs of all lines in order.
    pub slabs: Vec<Slab>,
}

/// A transaction whose charges are wanted.
#[derive(Clone, Debug)]
pub struct Transaction<'t> {
    /// Its reference.
    pub txn_ref_no: Option<&'t str>,
    /// Its lines.
    pub lines: Range<usize>,
}

/// A charge to be calculated for one party.
#[derive(Clone, Debug, Default)]
pub struct Line<'t> {
    /// The position of its transaction.
    pub transaction: usize,
    /// Whether every field could be read.
    pub sound: bool,
    /// The amounts. Those before [`SHARE`] decide the price, which parties that share a charge
    /// have in common; so do the texts before [`CODE`] and the flags before [`SHARED`].
    amounts: [Option<Decimal>; 6],
    texts: [Option<&'t str>; 8],
    flags: [Option<bool>; 3],
    /// The currency of the transaction.
    pub txn_ccy: Option<Currency>,
    /// Its slabs among those of the request.
    pub slabs: Range<usize>,
}

/// A tier that comes with a request: its fields, in the order of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slab([Option<Decimal>; 5]);

impl Slab {
    /// Due once, or for each unit.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        self.0[0]
    }

    /// Its lower end.
    #[must_use]
    pub fn from(&self) -> Option<Decimal> {
        self.0[1]
    }

    /// Percent of the value.
    #[must_use]
    pub fn percentage(&self) -> Option<Decimal> {
        self.0[2]
    }

    /// Its upper end.
    #[must_use]
    pub fn to(&self) -> Option<Decimal> {
        self.0[3]
    }

    /// The size of a unit.
    #[must_use]
    pub fn unit(&self) -> Option<Decimal> {
        self.0[4]
    }
}

impl<'t> Line<'t> {
    /// The charge, where it was calculated elsewhere.
    #[must_use]
    pub fn charge(&self) -> Option<Decimal> {
        self.amounts[CHARGE]
    }

    /// How much there is of what the charge is computed on.
    #[must_use]
    pub fn criteria_value(&self) -> Option<Decimal> {
        self.amounts[VALUE]
    }

    /// Units of the transaction's currency for one unit of the price's.
    #[must_use]
    pub fn exchange_rate(&self) -> Option<Decimal> {
        self.amounts[RATE]
    }

    /// The length of a period that is charged when it starts.
    #[must_use]
    pub fn sliding_scale_tenor(&self) -> Option<Decimal> {
        self.amounts[SLIDING]
    }

    /// The period that is charged.
    #[must_use]
    pub fn tenor(&self) -> Option<Decimal> {
        self.amounts[TENOR]
    }

    /// The percentage that this party pays.
    #[must_use]
    pub fn sharing_pct(&self) -> Option<Decimal> {
        self.amounts[SHARE]
    }

    /// What the charge is computed on.
    #[must_use]
    pub fn charge_criteria(&self) -> Option<&'t str> {
        self.texts[CRITERIA]
    }

    /// The price method that the rule is expected to have.
    #[must_use]
    pub fn price_method(&self) -> Option<&'t str> {
        self.texts[METHOD]
    }

    /// The rule.
    #[must_use]
    pub fn price_rule_id(&self) -> Option<&'t str> {
        self.texts[RULE]
    }

    /// The charge that this one is charged on.
    #[must_use]
    pub fn parent_charge_code(&self) -> Option<&'t str> {
        self.texts[PARENT]
    }

    /// Who pays.
    #[must_use]
    pub fn party_id(&self) -> Option<&'t str> {
        self.texts[PARTY_ID]
    }

    /// In which role.
    #[must_use]
    pub fn party_to_charge(&self) -> Option<&'t str> {
        self.texts[PARTY]
    }

    /// Which charge it is.
    #[must_use]
    pub fn charge_code(&self) -> &'t str {
        self.texts[CODE].unwrap_or_default()
    }

    /// Whether several parties share the charge.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.flags[SHARED] == Some(true)
    }

    /// Whether the charge was calculated elsewhere.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.flags[GIVEN] == Some(true)
    }

    /// Whether the host's price source has the price.
    #[must_use]
    pub fn is_external(&self) -> bool {
        self.flags[EXTERNAL] == Some(true)
    }

    /// Who pays, by identity or else by role.
    #[must_use]
    pub fn party(&self) -> Option<&'t str> {
        self.party_id().or(self.party_to_charge())
    }

    /// Whether it is charged on another charge.
    #[must_use]
    pub fn is_child(&self) -> bool {
        self.charge_criteria() == Some("PARENT_CHARGE_CODE")
            || (self.parent_charge_code().is_some() && self.is_tax())
    }

    fn is_tax(&self) -> bool {
        self.texts[CATEGORY].is_some_and(|category| category.eq_ignore_ascii_case("tax"))
    }

    /// Takes from another line what this one leaves out and the price depends on, except slabs;
    /// tells the fields in which both differ.
    pub fn merge(&mut self, other: &Self, mut differs: impl FnMut(&'static str)) {
        for (name, kind) in &LINE_FIELDS {
            let agreed = match *kind {
                Kind::Amount(at) if at < SHARE => {
                    take(self.amounts.get_mut(at), &other.amounts, at)
                }
                Kind::Text(CATEGORY) => {
                    let tax = self.is_tax();
                    take(self.texts.get_mut(CATEGORY), &other.texts, CATEGORY)
                        || tax == other.is_tax()
                }
                Kind::Text(at) if at < CODE => take(self.texts.get_mut(at), &other.texts, at),
                Kind::Flag(at) if at < SHARED => take(self.flags.get_mut(at), &other.flags, at),
                Kind::Currency => take(Some(&mut self.txn_ccy), &[other.txn_ccy], 0),
                _ => true,
            };
            if !agreed {
                differs(name);
            }
        }
    }
}

/// Takes what is missing; false if both are there and differ.
fn take<T: Copy + PartialEq>(one: Option<&mut Option<T>>, others: &[Option<T>], at: usize) -> bool {
    match (one, others.get(at).copied().flatten()) {
        (Some(one @ None), other) => {
            *one = other;
            true
        }
        (Some(Some(one)), Some(other)) => *one == other,
        _ => true,
    }
}

impl<'t> ChargeCalculation<'t> {
    /// Reads the fields of a request that came as text from JavaScript.
    pub fn of_text(text: &'t str, reader: &mut Reader) -> Self {
        Cursor { fields: &mut Fields(text), reader, tree: false }.body()
    }

    /// Reads a tree. Unknown fields are a problem only if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Self {
        let mut flattened = Flattened { fields: Vec::new(), strict, reader };
        flattened.body(body);
        Cursor { fields: &mut flattened.fields.into_iter(), reader, tree: true }.body()
    }

    /// The JSON pointer of a line.
    #[must_use]
    pub fn path(&self, line: usize) -> String {
        let Some((index, transaction)) = self
            .lines
            .get(line)
            .and_then(|line| Some((line.transaction, self.transactions.get(line.transaction)?)))
        else {
            return String::new();
        };
        let line = count(line - transaction.lines.start);
        [&transaction_path(self.rooted, index), "/priceMethods/", &line].concat()
    }

    /// The JSON pointer of a line's field.
    #[must_use]
    pub fn path_of(&self, line: usize, field: &str) -> String {
        [&self.path(line), "/", field].concat()
    }
}
