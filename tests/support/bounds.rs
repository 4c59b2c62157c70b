//! What a rule's bounds make of a rounded charge, straight from the text of the rule.

use ready_reckoner::money::{Ratio, RoundingMode, amount};
use ready_reckoner::pricing::Tariff;

/// The charge in minor units that an exact one is rounded to, at an amount whose price is exchanged
/// at a rate. The inner `None` is a refusal, the outer one a figure that does not fit.
pub fn billed(tariff: &Tariff, rate: Ratio, at: Ratio, exact: Ratio) -> Option<Option<i128>> {
    let rounding = tariff.rounding();
    let round = |value: Ratio, mode: Option<RoundingMode>| {
        let rounding = mode.map_or(*rounding, |mode| rounding.in_mode(mode));
        rounding.round(&value).ok().map(|units| units.count())
    };
    let rounded = round(exact, None)?;
    let Ok(rule) = serde_json::from_str::<serde_json::Value>(tariff.source()) else {
        return Some(Some(rounded));
    };
    let field =
        |name: &str| rule[name].as_str().map(|text| Ratio::from(amount::parse(text).unwrap()));
    let mut counted = at;
    if let Some(unit) = field("chargeUnit") {
        let units = Ratio::new(at.checked_div(unit).ok()?.ceil(), 1).ok()?;
        counted = units.checked_mul(unit).ok()?;
    }
    if counted <= field("free").unwrap_or(Ratio::ZERO) && rule["chargeOnZero"].is_null() {
        return Some(Some(rounded));
    }
    let bound = |amount: &str, percentage: &str, mode| {
        let percent = |part: Ratio| {
            part.checked_div(Ratio::from_integer(100)).and_then(|part| part.checked_mul(counted))
        };
        let bound = field(amount).map(Ok).or(field(percentage).map(percent));
        match bound.transpose().map(|bound| bound.map(|bound| bound.checked_mul(rate))) {
            Ok(None) => Some(None),
            Ok(Some(Ok(bound))) => round(bound, Some(mode)).map(Some),
            Ok(Some(Err(_))) | Err(_) => None,
        }
    };
    let least = bound("minimum", "minimumPercentage", RoundingMode::Ceiling)?;
    let most = bound("maximum", "maximumPercentage", RoundingMode::Floor)?;
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return Some(None);
    }
    let held = most.map_or(rounded, |most| rounded.min(most));
    Some(Some(least.map_or(held, |least| held.max(least))))
}
