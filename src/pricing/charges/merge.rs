//! The line that a shared charge is priced by: what one line leaves out, the others say.

use super::arrangement::Arrangement;
use super::lines::Lines;
use crate::diagnostic::Code;
use crate::document::{ChargeLine, Reader};

/// The line of a group. That two lines differ is a problem of the later one.
pub(super) fn merged<'t>(
    lines: &Lines<'_, 't>,
    arrangement: &Arrangement,
    head: usize,
    first: &ChargeLine<'t>,
    reader: &mut Reader,
) -> ChargeLine<'t> {
    let mut all = first.clone();
    let mut next = arrangement.group.after(head);
    while let Some(index) = next {
        next = arrangement.group.after(index);
        let Some(line) = lines.get(index) else { continue };
        let mut differs = |field: &str| {
            reader.say(Code::SharingDisagreement, &lines.path_of(index, field), &[]);
        };
        if all.slabs().is_empty() {
            all.slab_details.clone_from(&line.slab_details);
        } else if !line.slabs().is_empty() && all.slabs() != line.slabs() {
            differs("slabDetails");
        }
        merge(&mut all, line, differs);
    }
    all
}

/// Takes from another line what this one leaves out and the price depends on, except slabs; tells
/// the fields in which both differ.
fn merge<'t>(
    one: &mut ChargeLine<'t>,
    other: &ChargeLine<'t>,
    mut differs: impl FnMut(&'static str),
) {
    // Only taxes are priced in another way than the rest.
    let both_are = one.is_tax() == other.is_tax();
    for (field, agree) in [
        ("charge", take(&mut one.charge, other.charge)),
        ("chargeCategory", take(&mut one.charge_category, other.charge_category) || both_are),
        ("chargeCriteria", take(&mut one.charge_criteria, other.charge_criteria)),
        ("chargeCriteriaValue", take(&mut one.charge_criteria_value, other.charge_criteria_value)),
        ("exchangeRate", take(&mut one.exchange_rate, other.exchange_rate)),
        (
            "externalPricingApplicable",
            take(&mut one.external_pricing_applicable, other.external_pricing_applicable),
        ),
        ("isChargeCalculated", take(&mut one.is_charge_calculated, other.is_charge_calculated)),
        ("priceMethod", take(&mut one.price_method, other.price_method)),
        ("priorCriteriaValue", take(&mut one.prior_criteria_value, other.prior_criteria_value)),
        ("priceRuleId", take(&mut one.price_rule_id, other.price_rule_id)),
        ("slidingScaleTenor", take(&mut one.sliding_scale_tenor, other.sliding_scale_tenor)),
        ("tenor", take(&mut one.tenor, other.tenor)),
        ("txnCcy", take(&mut one.txn_ccy, other.txn_ccy)),
    ] {
        if !agree {
            differs(field);
        }
    }
}

/// Takes what is missing; false if both are there and differ.
fn take<T: Copy + PartialEq>(one: &mut Option<T>, other: Option<T>) -> bool {
    match (*one, other) {
        (None, other) => {
            *one = other;
            true
        }
        (Some(one), Some(other)) => one == other,
        (Some(_), None) => true,
    }
}
