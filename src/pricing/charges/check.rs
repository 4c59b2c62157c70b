//! What a line, or a group of lines that share a charge, must say before it can be priced.

use super::arrange::{Arrangement, Base};
use crate::diagnostic::{Code, Problem, count};
use crate::document::{ChargeCalculation, Line, Reader};
use crate::money::exact::{self, digits};
use crate::money::{Decimal, Overflow};
use crate::pricing::method::PriceMethod;
use crate::pricing::pipeline::{not_negative, positive};

const WHOLE: Decimal = Decimal::ONE_HUNDRED;

/// A group's percentages, which must total 100.
pub(super) fn total(
    request: &ChargeCalculation<'_>,
    arrangement: &Arrangement,
    head: usize,
    reader: &mut Reader,
) {
    let mut total = Ok(Decimal::ZERO);
    let before = reader.count();
    for index in arrangement.group.from(head) {
        let Some(line) = request.lines.get(index).filter(|line| line.sound) else { return };
        let path = || request.path_of(index, "chargeSharingPct");
        match line.sharing_pct() {
            None => reader.missing(&path()),
            Some(part) if part < Decimal::ZERO => {
                let message = ["the percentage `", &digits(part), "` is negative"];
                let help = "a party pays 0 percent or more";
                reader.fault(Code::SharingNegative, &path(), &message, help);
            }
            Some(part) => total = total.and_then(|total| exact::add(total, part)),
        }
    }
    if reader.count() > before || total.is_ok_and(|total| total == WHOLE) {
        return;
    }
    let total = total.map_or_else(|Overflow| "too long a number".to_owned(), digits);
    let message = ["the percentages of the charge total ", &total, ", not 100"];
    let help = "list every party that shares the charge, with its percentage";
    let path = request.path_of(head, "chargeSharingPct");
    reader.fault(Code::SharingTotal, &path, &message, help);
}

/// Everything else about a line or group that can be judged without a rule.
pub(super) fn unit(
    request: &ChargeCalculation<'_>,
    arrangement: &Arrangement,
    head: usize,
    reader: &mut Reader,
) {
    let Some(first) = request.lines.get(head) else { return };
    let merged_line;
    let line = if arrangement.group.after(head).is_some() {
        merged_line = merged(request, arrangement, head, first, reader);
        &merged_line
    } else {
        first
    };
    let is_own = arrangement.bases.get(head) == Some(&Base::Own);
    let mut require = |present: bool, field: &str| {
        if !present {
            reader.missing(&request.path_of(head, field));
        }
    };
    let (given, external) = (line.is_given(), line.is_external());
    if given {
        require(line.charge().is_some(), "charge");
    } else if !external {
        require(line.price_rule_id().is_some(), "priceRuleId");
        require(
            !is_own || line.is_child() || line.criteria_value().is_some(),
            "chargeCriteriaValue",
        );
    }
    if given && external {
        let message = "the charge is both given and to be asked from the host";
        let help = "let one of `isChargeCalculated` and `externalPricingApplicable` be `N`";
        let path = request.path_of(head, "isChargeCalculated");
        reader.fault(Code::PriceTwice, &path, &[message], help);
    }
    let mut hold = |field: &str, held: Result<(), Problem>| {
        if held.is_err() {
            reader.keep(&request.path_of(head, field), held);
        }
    };
    for (field, value) in
        [("charge", line.charge()), ("chargeCriteriaValue", line.criteria_value())]
    {
        hold(field, value.map_or(Ok(()), |value| not_negative(value.into())));
    }
    let days = line.tenor().filter(|tenor| !tenor.is_zero());
    for (field, value) in [
        ("tenor", days),
        ("exchangeRate", line.exchange_rate()),
        ("slidingScaleTenor", line.sliding_scale_tenor()),
    ] {
        hold(field, value.map_or(Ok(()), |value| positive(value).map(|_| ())));
    }
    if let Some(method) = line.price_method() {
        hold("priceMethod", PriceMethod::from_name(method).map(|_| ()));
    }
    for (index, slab) in
        request.slabs.get(line.slabs.clone()).unwrap_or_default().iter().enumerate()
    {
        let path = || [&request.path_of(head, "slabDetails/"), &*count(index)].concat();
        match (slab.amount(), slab.percentage()) {
            (Some(_), Some(_)) => {
                let message = "the slab has both an amount and a percentage";
                let help = "give one of them, and a second charge for the other";
                reader.fault(Code::SlabTwice, &path(), &[message], help);
            }
            (None, None) => {
                let message = "the slab has neither an amount nor a percentage";
                reader.fault(Code::MissingField, &path(), &[message], "");
            }
            _ => {}
        }
    }
}

/// The line that a group is priced by: what one line leaves out, the others say.
pub(super) fn merged<'t>(
    request: &ChargeCalculation<'t>,
    arrangement: &Arrangement,
    head: usize,
    first: &Line<'t>,
    reader: &mut Reader,
) -> Line<'t> {
    let mut all = first.clone();
    let mut next = arrangement.group.after(head);
    while let Some(index) = next {
        next = arrangement.group.after(index);
        let Some(line) = request.lines.get(index) else { continue };
        let slabs = request.slabs.get(line.slabs.clone()).unwrap_or_default();
        let agreed = match request.slabs.get(all.slabs.clone()) {
            Some([]) | None => {
                all.slabs = line.slabs.clone();
                true
            }
            Some(others) => slabs.is_empty() || others == slabs,
        };
        let mut differs = |field: &str| {
            let message = "the parties that share a charge disagree about it";
            let help = "give it in one line, or in all of them alike";
            let path = request.path_of(index, field);
            reader.fault(Code::SharingDisagreement, &path, &[message], help);
        };
        if !agreed {
            differs("slabDetails");
        }
        all.merge(line, differs);
    }
    all
}
