//! What a line, or a group of lines that share a charge, must say before it can be priced.

use super::arrangement::{Arrangement, Base};
use super::lines::Lines;
use super::merge::merged;
use crate::diagnostic::{Code, Problem, count};
use crate::document::{ChargeLine, Reader};
use crate::money::{Overflow, Ratio};
use crate::pricing::method::PriceMethod;
use crate::pricing::pipeline::not_negative;
use crate::pricing::terms::{positive, tenor_of};
use crate::pricing::tier::MAX_TIERS;

const WHOLE: Ratio = Ratio::from_integer(100);
const SLAB_WITHOUT_PRICE: &str = "the slab has neither an amount nor a percentage";

/// A group's percentages, which must total 100.
pub(super) fn total(
    lines: &Lines<'_, '_>,
    arrangement: &Arrangement,
    head: usize,
    reader: &mut Reader,
) {
    let mut total = Ok(Ratio::ZERO);
    let before = reader.count();
    for index in arrangement.group.from(head) {
        let Some(line) = lines.get(index).filter(|line| line.sound) else { return };
        let path = || lines.path_of(index, "chargeSharingPct");
        match line.charge_sharing_pct {
            None => reader.missing(&path()),
            Some(part) if part.is_negative() => {
                reader.say(Code::SharingNegative, &path(), &[&part.digits()]);
            }
            Some(part) => total = total.and_then(|total| total.checked_add(part)),
        }
    }
    if reader.count() > before || total.is_ok_and(|total| total == WHOLE) {
        return;
    }
    let total =
        total.map_or_else(|Overflow| "too long a number".to_owned(), |total| total.digits());
    reader.say(Code::SharingTotal, &lines.path_of(head, "chargeSharingPct"), &[&total]);
}

/// Everything else about a line or group that can be judged without a rule.
pub(super) fn unit(
    lines: &Lines<'_, '_>,
    arrangement: &Arrangement,
    head: usize,
    reader: &mut Reader,
) {
    let Some(first) = lines.get(head) else { return };
    let merged_line;
    let line = if arrangement.group.after(head).is_some() {
        merged_line = merged(lines, arrangement, head, first, reader);
        &merged_line
    } else {
        first
    };
    let path_of = |field: &str| lines.path_of(head, field);
    let is_own = arrangement.bases.get(head) == Some(&Base::Own);
    source(line, is_own, &path_of, reader);
    figures(line, &path_of, reader);
    slabs(line, &path_of, reader);
}

/// Where the charge comes from: it is given, the host has it, or a rule makes it of a value.
fn source(
    line: &ChargeLine<'_>,
    is_own: bool,
    path_of: &dyn Fn(&str) -> String,
    reader: &mut Reader,
) {
    let mut require = |present: bool, field: &str| {
        if !present {
            reader.missing(&path_of(field));
        }
    };
    if line.is_given() {
        require(line.charge.is_some(), "charge");
    } else if !line.is_external() {
        require(line.price_rule_id.is_some(), "priceRuleId");
        let has_value = line.charge_criteria_value.is_some();
        require(!is_own || line.is_child() || has_value, "chargeCriteriaValue");
    }
    if line.is_given() && line.is_external() {
        reader.say(Code::PriceTwice, &path_of("isChargeCalculated"), &[]);
    }
}

/// Amounts that are zero or more, those that are more, and the name of a method.
fn figures(line: &ChargeLine<'_>, path_of: &dyn Fn(&str) -> String, reader: &mut Reader) {
    let mut hold = |field: &str, held: Result<(), Problem>| {
        if held.is_err() {
            reader.keep(&path_of(field), held);
        }
    };
    for (field, value) in
        [("charge", line.charge), ("chargeCriteriaValue", line.charge_criteria_value)]
    {
        hold(field, value.map_or(Ok(()), |value| not_negative(value.into())));
    }
    hold("tenor", line.tenor.map_or(Ok(()), |tenor| tenor_of(tenor).map(|_| ())));
    for (field, value) in [
        ("exchangeRate", line.exchange_rate),
        ("slidingScaleTenor", line.sliding_scale_tenor.map(Ratio::from)),
    ] {
        hold(field, value.map_or(Ok(()), |value| positive(value).map(|_| ())));
    }
    if let Some(method) = line.price_method {
        hold("priceMethod", PriceMethod::from_name(method).map(|_| ()));
    }
}

/// Each slab has one price, and there are no more than a rule has tiers.
fn slabs(line: &ChargeLine<'_>, path_of: &dyn Fn(&str) -> String, reader: &mut Reader) {
    if line.slabs().len() > MAX_TIERS {
        let tiers = count(line.slabs().len());
        return reader.say(Code::TierCount, &path_of("slabDetails"), &[&tiers]);
    }
    for (index, slab) in line.slabs().iter().enumerate() {
        let path = || [&path_of("slabDetails/"), &*count(index)].concat();
        match (slab.amount, slab.percentage) {
            (Some(_), Some(_)) => reader.say(Code::SlabTwice, &path(), &[]),
            (None, None) => {
                reader.fault(
                    Code::MissingField,
                    &path(),
                    &[SLAB_WITHOUT_PRICE],
                    "give one of them",
                );
            }
            (Some(_), None) | (None, Some(_)) => {}
        }
    }
}
