//! The request of the charge-calculation document.

use super::charge_branches::{ChargeCurrency, Labels};
use super::charge_fields::{
    Amount, AnyList, Flag, Label, PeriodAmount, Proportion, RateProportion, ValueAmount,
};
use super::declare::document;
use super::field::{Branch, Document, Items, Slot, gathered};
use super::judge::{Fault, Judge};
use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::Reader;
use super::schema::{FieldSchema, declaration, refuse_unknown};
use super::text::TextFields;
use super::value::Value;
use crate::diagnostic::Code;

document! {
    /// What stands above the transactions.
    partial struct Head<'t> {
        /// The application that asks.
        application_code: Option<Label> = "applicationCode";
        /// The service that the host's prices come from.
        ext_prc_consumer_service: Option<Label> = "extPrcConsumerService";
        /// The transactions; without them the body is one transaction itself.
        txn_details: Option<Vec<Transaction<'t>>> = "txnDetails";
    }

    /// A transaction whose charges are wanted.
    partial struct Transaction<'t> {
        /// Its reference.
        txn_ref_no: Option<Label> = "txnRefNo";
        /// What the host's price source is told of it.
        txn_attributes: Option<AnyList> = "txnAttributes";
        /// Its lines: the charges to be calculated.
        price_methods: Vec<ChargeLine<'t>> = "priceMethods", judged by lines();
    }

    /// A charge to be calculated for one party: the fields of the document, and `priceMethod`,
    /// which a line may name to be held to it.
    partial struct ChargeLine<'t> {
        /// The charge, where it was calculated elsewhere.
        charge: Option<ValueAmount> = "charge";
        /// What kind of charge it is: a tax is charged on another charge.
        charge_category: Option<Label> = "chargeCategory";
        /// Which charge it is.
        charge_code: Option<Label> = "chargeCode";
        /// The charge in words.
        charge_code_desc: Option<Label> = "chargeCodeDesc";
        /// What the charge is computed on.
        charge_criteria: Option<Label> = "chargeCriteria";
        /// How much there is of that.
        charge_criteria_value: Option<ValueAmount> = "chargeCriteriaValue";
        /// The group of charges that it belongs to.
        charge_group: Option<Label> = "chargeGroup";
        /// Whether several parties share the charge.
        charge_sharing: Option<Flag> = "chargeSharing";
        /// The percentage that this party pays.
        charge_sharing_pct: Option<Proportion> = "chargeSharingPct";
        /// The type of the charge.
        charge_type: Option<Label> = "chargeType";
        /// Units of the transaction's currency for one unit of the price's.
        exchange_rate: Option<RateProportion> = "exchangeRate";
        /// Whether the host's price source has the price.
        external_pricing_applicable: Option<Flag> = "externalPricingApplicable";
        /// The service of the host's price source.
        external_pricing_consumer_service: Option<Label> = "externalPricingConsumerService";
        /// The host's price source.
        external_pricing_system: Option<Label> = "externalPricingSystem";
        /// Whether the charge was calculated elsewhere.
        is_charge_calculated: Option<Flag> = "isChargeCalculated";
        /// The charges that this one is charged on.
        parent_charge_code: Option<Labels> = "parentChargeCode";
        /// Who pays.
        party_id: Option<Label> = "partyId";
        /// In which role.
        party_to_charge: Option<Label> = "partyToCharge";
        /// The price method that the rule is expected to have.
        price_method: Option<Label> = "priceMethod";
        /// The price rule.
        price_rule_id: Option<Label> = "priceRuleId";
        /// Ours: the value that was charged earlier in the period of graduated tiers.
        prior_criteria_value: Option<Amount> = "priorCriteriaValue";
        /// Tiers in the place of the rule's own.
        slab_details: Option<Vec<Slab<'t>>> = "slabDetails";
        /// The length of a period that is charged when it starts.
        sliding_scale_tenor: Option<PeriodAmount> = "slidingScaleTenor";
        /// The period that is charged.
        tenor: Option<ValueAmount> = "tenor";
        /// The currency of the transaction.
        txn_ccy: Option<ChargeCurrency> = "txnCcy";
    }

    /// A tier that comes with a request.
    partial struct Slab<'t> {
        /// Due once, or for each unit.
        amount: Option<Proportion> = "amount";
        /// Its lower end.
        from: Option<Amount> = "fromSlab";
        /// Percent of the value.
        percentage: Option<Proportion> = "percentage";
        /// Its upper end.
        to: Option<Amount> = "toSlab";
        /// The size of a unit.
        unit: Option<Amount> = "unit";
    }
}

/// The lines of a transaction, which may be the body itself: then that has neither list.
fn lines<'t>(
    given: Option<Branch<'t, Items<'t, ChargeLine<'t>>>>,
    at: &Pointer<'_>,
    judge: &mut Judge<'_>,
) -> Option<Vec<ChargeLine<'t>>> {
    let lines = <Option<Vec<ChargeLine<'t>>> as Slot>::settle(given, at, judge)?;
    if lines.is_none() {
        let (path, message) = match at {
            Pointer::Field(Pointer::Root, _) => (String::new(), LINES_OR_TRANSACTIONS),
            Pointer::Root | Pointer::Field(..) | Pointer::Item(..) => (at.path(), LINES),
        };
        judge.reader.fault(Code::MissingField, &path, &[message], LIST_CHARGES);
    }
    lines
}

const LINES: &str = "the field `priceMethods` is missing";
const LINES_OR_TRANSACTIONS: &str = "the field `txnDetails` or `priceMethods` is missing";
const LIST_CHARGES: &str = "list the charges to be calculated there";

/// What the category of a tax is called.
const TAXES: [&str; 7] = ["Tax", "VAT", "GST", "SST", "NBT", "levy", "cess"];

/// A body with a list of transactions, or with one transaction beside its head.
type Body<'t> = (Head<'t>, Transaction<'t>);

/// A request for charges.
#[derive(Clone, Debug, Default)]
pub struct ChargeCalculation<'t> {
    /// Whether the body is a list of transactions, not a bare one.
    pub rooted: bool,
    /// The transactions in order.
    pub transactions: Vec<Transaction<'t>>,
}

impl<'t> ChargeCalculation<'t> {
    /// Reads a tree. Unknown fields are a problem only if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Self {
        let judge = &mut Judge { strict, reader };
        if !matches!(body, Value::Object(_)) {
            let fault = Fault::of(Code::WrongType, "an object");
            judge.refuse(fault, &Pointer::Root, Raw::of_item(body));
            return Self::default();
        }
        let given = gathered::<Body<'t>>(body);
        let shape = BodyShape::of(&given);
        if shape.is_listed && shape.is_bare {
            judge.reader.say(Code::BodyShape, "", &[]);
        }
        if strict {
            refuse_unknown(Self::fields_of(body), body, &Pointer::Root, judge.reader);
        }
        Self::judged(given, shape, judge)
    }

    /// The fields that a body of this shape has.
    pub(super) fn fields_of(body: &Value) -> &'static [FieldSchema] {
        let is_listed = !body.field("txnDetails").is_nothing();
        if is_listed { Head::FIELDS } else { Body::FIELDS }
    }

    /// The fields in the order in which a text has them.
    #[must_use]
    pub fn declaration() -> Value {
        declaration(Body::FIELDS)
    }

    /// Reads a body that came as text from JavaScript, in the order of its declaration.
    pub fn of_text(text: &'t str, reader: &mut Reader) -> Self {
        let given = Body::take_all(&mut TextFields::new(text));
        let shape = BodyShape::of(&given);
        if shape.is_listed && shape.is_bare {
            reader.say(Code::BodyShape, "", &[]);
        }
        Self::judged(given, shape, &mut Judge { strict: false, reader })
    }

    fn judged(
        (head, bare): <Body<'t> as Document<'t>>::Given,
        shape: BodyShape,
        judge: &mut Judge<'_>,
    ) -> Self {
        let listed = Head::judge(head, &Pointer::Root, judge).and_then(|head| head.txn_details);
        let bare =
            if shape.is_listed { None } else { Transaction::judge(bare, &Pointer::Root, judge) };
        Self {
            rooted: listed.is_some(),
            transactions: listed.unwrap_or_else(|| bare.into_iter().collect()),
        }
    }

    /// The lines of all transactions in order.
    #[must_use]
    pub fn lines(&self) -> Vec<PlacedLine<'_, 't>> {
        let count = self.transactions.iter().map(|transaction| transaction.price_methods.len());
        let mut lines = Vec::with_capacity(count.sum());
        for (transaction, of) in self.transactions.iter().enumerate() {
            for (number, line) in of.price_methods.iter().enumerate() {
                lines.push(PlacedLine { line, transaction, number });
            }
        }
        lines
    }

    /// The JSON pointer of a line.
    #[must_use]
    pub fn path(&self, line: PlacedLine<'_, '_>) -> String {
        let list = Pointer::Field(&Pointer::Root, "txnDetails");
        let item = Pointer::Item(&list, line.transaction);
        let lines =
            Pointer::Field(if self.rooted { &item } else { &Pointer::Root }, "priceMethods");
        Pointer::Item(&lines, line.number).path()
    }
}

/// A line and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct PlacedLine<'r, 't> {
    /// The line.
    pub line: &'r ChargeLine<'t>,
    /// The position of its transaction in the request.
    pub transaction: usize,
    /// Its position in the transaction.
    pub number: usize,
}

/// What a body has of its two shapes.
#[derive(Clone, Copy)]
struct BodyShape {
    /// A list of transactions.
    is_listed: bool,
    /// The lines of one.
    is_bare: bool,
}

impl BodyShape {
    fn of<'t>((head, bare): &<Body<'t> as Document<'t>>::Given) -> Self {
        Self {
            is_listed: head.txn_details.as_ref().is_some_and(Branch::is_something),
            is_bare: bare.price_methods.as_ref().is_some_and(Branch::is_something),
        }
    }
}

impl<'t> ChargeLine<'t> {
    /// Whether several parties share the charge.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.charge_sharing == Some(true)
    }

    /// Whether the charge was calculated elsewhere.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.is_charge_calculated == Some(true)
    }

    /// Whether the host's price source has the price.
    #[must_use]
    pub fn is_external(&self) -> bool {
        self.external_pricing_applicable == Some(true)
    }

    /// The tiers in the place of the rule's own.
    #[must_use]
    pub fn slabs(&self) -> &[Slab<'t>] {
        self.slab_details.as_deref().unwrap_or_default()
    }

    /// Who pays, by identity or else by role.
    #[must_use]
    pub fn party(&self) -> Option<&'t str> {
        self.party_id.or(self.party_to_charge)
    }

    /// Whether it is charged on another charge.
    #[must_use]
    pub fn is_child(&self) -> bool {
        self.charge_criteria == Some("PARENT_CHARGE_CODE")
            || (self.parent_charge_code.is_some() && self.is_tax())
    }

    /// The charges that are named as its parents.
    #[must_use]
    pub fn parents(&self) -> &[&'t str] {
        self.parent_charge_code.as_deref().unwrap_or_default()
    }

    /// Whether it is a tax, by that name or by one that a tax has.
    #[must_use]
    pub fn is_tax(&self) -> bool {
        let is = |category: &str| TAXES.iter().any(|tax| category.eq_ignore_ascii_case(tax));
        self.charge_category.is_some_and(is)
    }
}
