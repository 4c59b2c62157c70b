//! Jumps from one amount to the next, against what the prices of both add.

use super::laws::{LAST, charge, decimal};
use super::parts::{number, remaining};
use ready_reckoner::money::{Decimal, amount};
use ready_reckoner::pricing::{Tariff, Warning};
use serde_json::Value as Json;

/// What prices a value: which of the prices it is, its flat part, and what it adds for one more
/// step, at least and at most: in a formula, a bound in percent may stand for the price.
struct Priced {
    index: usize,
    flat: Decimal,
    added: (Decimal, Decimal),
}

fn priced(rule: &Json, value: Decimal, step: Decimal) -> Option<Priced> {
    if let Some(formula) = rule["formula"].as_str() {
        return priced_by(formula, value, step);
    }
    let tiers = rule["graduated"].as_array().or(rule["volume"].as_array());
    let reaches = |tier: &Json| tier["upTo"].is_null() || value <= number(&tier["upTo"]);
    let index = tiers.map_or(Some(0), |tiers| tiers.iter().position(reaches))?;
    let price = tiers.map_or(rule, |tiers| &tiers[index]);
    let units = match &price["unit"] {
        Json::Null => step,
        unit => (step / number(unit)).ceil(),
    };
    let added = number(&price["percentage"]) / Decimal::ONE_HUNDRED * step
        + number(&price["perUnit"]) * units;
    Some(Priced { index, flat: number(&price["flat"]), added: (added, added) })
}

/// The same by a formula of `formulas`, whose flat parts are no steps by design.
fn priced_by(formula: &str, value: Decimal, step: Decimal) -> Option<Priced> {
    let figure = |text: &str| text.trim_matches(['<', '>', '=', 'C', 'A']).parse().unwrap();
    let part = |text: &str| match text.strip_suffix("P*A") {
        Some(part) => figure(part) / Decimal::ONE_HUNDRED * step,
        None => Decimal::ZERO,
    };
    let (mut holds, mut found) = (true, None::<Priced>);
    for (index, segment) in formula.split('|').enumerate() {
        match (segment.find(['<', '>']), &mut found) {
            (Some(0), Some(Priced { added: (least, most), .. })) => {
                *least = part(segment).min(*least);
                *most = part(segment).max(*most);
            }
            (Some(0), None) => holds = true,
            (_, Some(_)) => return found,
            (Some(_), None) => {
                let limit: Decimal = figure(segment);
                let (below, equal) = (segment.starts_with("A<"), segment.contains('='));
                let inside = if below { value < limit } else { value > limit };
                holds &= inside || equal && value == limit;
            }
            (None, None) if holds => {
                let (_, rest) = segment.split_once('C').unwrap();
                let sign = if rest.starts_with('-') { -Decimal::ONE } else { Decimal::ONE };
                let added = sign * part(&rest[1..]);
                found = Some(Priced { index, flat: Decimal::ZERO, added: (added, added) });
            }
            (None, None) => holds = true,
        }
    }
    found
}

/// A jump from one amount to the next is said just where another price begins, and it is more than
/// both prices add for the step, the flat part of the one entered and what rounding can make of it.
/// A fall there is said, too. Answers how many jumps there are.
pub(super) fn agree(rule: &Json, tariff: &Tariff, warnings: &[Warning]) -> usize {
    let of = |code: &str| -> Vec<Vec<Decimal>> {
        let own = warnings.iter().filter(|warning| warning.code.text() == code);
        own.map(|own| own.amounts.iter().map(|a| amount::parse(a).unwrap()).collect()).collect()
    };
    let (cliffs, inversions) = (of("cliff"), of("inversion"));
    let mut seen = 0;
    for units in 0..LAST {
        let pair = vec![decimal(units, tariff), decimal(units + 1, tariff)];
        let is_said = cliffs.contains(&pair);
        seen += usize::from(is_said);
        let judged = || {
            let rise = charge(tariff, units + 1)? - charge(tariff, units)?;
            let jump = i64::try_from(rise - tariff.rounding().increment()).unwrap();
            let (least, most) = allowances(rule, &pair)?;
            let jump = decimal(jump, tariff);
            Some((rise < 0, jump > least, jump > most))
        };
        let (falls, may, must) = judged().unwrap_or_default();
        assert!((may || !is_said) && (is_said || !must), "{rule}: {is_said} at {pair:?}");
        assert!(!falls || inversions.contains(&pair), "{rule}: no inversion at {pair:?}");
    }
    assert_eq!(seen, cliffs.len(), "{rule}: {cliffs:?}");
    seen
}

/// The most that a charge may rise from one amount to the next, if that is where another price
/// begins: what it is if prices count, and at most if bounds in percent stand for them.
fn allowances(rule: &Json, pair: &[Decimal]) -> Option<(Decimal, Decimal)> {
    let (value, next) = (remaining(rule, pair[0]), remaining(rule, pair[1]));
    let step = next - value;
    let (from, to) = (priced(rule, value, step)?, priced(rule, next, step)?);
    if from.index == to.index {
        return None;
    }
    // A graduated rule has no jump, and neither has the place where charging begins.
    if rule["graduated"].is_array() || value.is_zero() {
        return Some((Decimal::MAX, Decimal::MAX));
    }
    let rise = |from: Decimal, to: Decimal| from.max(Decimal::ZERO) + to.max(Decimal::ZERO);
    let percent = ["minimumPercentage", "maximumPercentage"].map(|name| number(&rule[name]));
    let percent = percent.into_iter().fold(Decimal::ZERO, Decimal::max);
    let most = rise(from.added.1, to.flat + to.added.1) + percent / Decimal::ONE_HUNDRED * step;
    Some((rise(from.added.0, to.flat + to.added.0), most))
}
