//! Warnings against brute force: every amount of a small grid is charged, and some far beyond it.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::support::{tariff, value};
use super::{cliffs, parts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use ready_reckoner::money::{Applied, Decimal, Ratio, amount};
use ready_reckoner::pricing::{PriceRule, Steps, Tariff, TariffOptions, Terms, Warning};
use serde_json::{Value as Json, json};

/// The last amount of the grid, in minor units. All borders of the rules lie well inside.
pub(super) const LAST: i64 = 1_000;

/// Beyond the grid every rule goes on as it goes at its end, so that a few amounts tell the rest.
/// Round ones are among them: bounds that are equal may leave a charge to nothing else.
pub(super) fn far() -> impl Iterator<Item = i64> {
    (11..=53).map(|bits| (1_i64 << bits) - 1).chain((4..=15).map(|zeros| 10_i64.pow(zeros)))
}

pub(super) fn decimal(units: i64, tariff: &Tariff) -> Decimal {
    Decimal::new(units, tariff.rounding().currency().minor_units())
}

pub(super) fn charge(tariff: &Tariff, units: i64) -> Option<i128> {
    tariff.charge(decimal(units, tariff)).ok().map(|charge| charge.count())
}

/// Figures with at most three decimals; `signed` of them may be negative.
fn figures(signed: bool, most: i64) -> BoxedStrategy<String> {
    let least = if signed { -most } else { 0 };
    let figure = |(number, places): (i64, u32)| Decimal::new(number, places).to_string();
    (least..=most, select(&[0, 0, 0, 1, 2, 3][..])).prop_map(figure).boxed()
}

fn prices() -> impl Strategy<Value = Json> {
    let flat = option::of(figures(true, 12));
    let percentage = option::of(figures(true, 40));
    let per_unit = option::weighted(0.3, figures(true, 9));
    let unit = option::weighted(0.2, select(&["0.5", "1", "2.5"][..]));
    (flat, percentage, per_unit, unit).prop_map(|(flat, percentage, per_unit, unit)| {
        let mut price = json!({ "flat": flat.unwrap_or_else(|| "0".to_owned()) });
        if let Some(percentage) = percentage {
            price["percentage"] = json!(percentage);
        }
        if let Some(per_unit) = per_unit {
            price["perUnit"] = json!(per_unit);
            price["unit"] = unit.map_or(Json::Null, |unit| json!(unit));
        }
        price.as_object_mut().unwrap().retain(|_, part| !part.is_null());
        price
    })
}

/// Borders above zero in rising order, at most 6 and sometimes off the grid.
fn borders() -> impl Strategy<Value = Vec<String>> {
    vec(1_i64..6_000, 0..4).prop_map(|mut borders| {
        borders.sort_unstable();
        borders.dedup();
        let text = |border: i64| {
            let rough = if border % 3 == 0 { border } else { border / 1000 * 1000 + 1000 };
            Decimal::new(rough, 3).normalize().to_string()
        };
        let mut texts: Vec<String> = Vec::new();
        for border in borders {
            let before = texts.last().map_or(Decimal::ZERO, |text| text.parse().unwrap());
            if text(border).parse::<Decimal>().unwrap() > before {
                texts.push(text(border));
            }
        }
        texts
    })
}

fn forms() -> impl Strategy<Value = Json> {
    let tiers = (select(&["graduated", "volume"][..]), borders(), vec(prices(), 4));
    let tiers = (tiers, any::<bool>()).prop_map(|((form, borders, prices), open)| {
        let mut tiers = Vec::new();
        for (index, mut price) in prices.into_iter().take(borders.len() + 1).enumerate() {
            match borders.get(index) {
                Some(border) => price["upTo"] = json!(border),
                None if !open && index > 0 => break,
                None => {}
            }
            tiers.push(price);
        }
        json!({ form: tiers })
    });
    let formulas = formulas().prop_map(|text| json!({ "formula": text }));
    prop_oneof![1 => prices(), 3 => tiers, 2 => formulas]
}

/// Guarded prices with bounds; the last price has no guard.
fn formulas() -> impl Strategy<Value = String> {
    let price = (figures(false, 12), select(&["+", "-"][..]), figures(false, 40))
        .prop_map(|(flat, sign, part)| format!("{flat}C{sign}{part}P*A"));
    let guard = (select(&["<", "<=", ">", ">="][..]), figures(false, 6))
        .prop_map(|(sign, limit)| format!("A{sign}{limit}C|"));
    let bound = (select(&["<", ">"][..]), figures(false, 9), any::<bool>()).prop_map(
        |(sign, limit, part)| format!("|{sign}{limit}{}", if part { "P*A" } else { "C" }),
    );
    let bounds = option::weighted(0.4, bound);
    let choice = (guard, option::weighted(0.2, select(&["A>2C|", "A<5.5C|"][..])));
    let choice =
        (choice, price.clone(), bounds.clone()).prop_map(|((guard, second), price, bound)| {
            format!("{guard}{}{price}{}|", second.unwrap_or_default(), bound.unwrap_or_default())
        });
    (vec(choice, 0..3), price, bounds)
        .prop_map(|(choices, price, bound)| choices.concat() + &price + &bound.unwrap_or_default())
}

pub(super) fn rules() -> impl Strategy<Value = Json> {
    let limits = || option::weighted(0.3, (any::<bool>(), figures(false, 9)));
    let extras = (
        option::weighted(0.2, select(&["1", "2.5", "0.125"][..])),
        option::weighted(0.2, select(&["1", "0.25", "3"][..])),
        any::<bool>(),
        select(&["halfUp", "halfEven", "up", "floor"][..]),
        option::weighted(0.2, select(&["0.05", "1"][..])),
    );
    (forms(), limits(), limits(), extras).prop_map(|(mut rule, minimum, maximum, extras)| {
        for (name, limit) in [("minimum", minimum), ("maximum", maximum)] {
            if let Some((percent, limit)) = limit {
                let percent = if percent { "Percentage" } else { "" };
                rule[format!("{name}{percent}")] = json!(limit);
            }
        }
        let (free, unit, zero, rounding, increment) = extras;
        for (name, field) in [("free", free), ("chargeUnit", unit), ("increment", increment)] {
            if let Some(field) = field {
                rule[name] = json!(field);
            }
        }
        rule["chargeOnZero"] = json!(zero);
        rule["rounding"] = json!(rounding);
        rule
    })
}

/// What is said is so: the charges of the amounts are those that are given, and show the doubt.
fn is_sound(warning: &Warning, tariff: &Tariff, rule: &Json) {
    if warning.code.text() == "bounds-cross" {
        return;
    }
    let figures: Vec<Decimal> = warning.amounts.iter().map(|a| amount::parse(a).unwrap()).collect();
    let mut charges = Vec::new();
    for (amount, charge) in figures.iter().zip(&warning.charges) {
        let found = tariff.charge(*amount).unwrap();
        let digits = tariff.rounding().currency().minor_units();
        assert_eq!(&found.format(digits), charge, "{rule} at {amount}");
        charges.push(found.count());
    }
    let said = match warning.code.text() {
        "inversion" => figures[0] < figures[1] && charges[0] > charges[1],
        "cliff" => figures[0] < figures[1] && charges[0] < charges[1],
        "negative-charge" => charges.iter().all(|charge| *charge < 0),
        _ => charges.is_empty(),
    };
    assert!(said, "{rule}: {warning:?}");
    // A range of negative charges ends where it is said to end.
    if warning.code.text() == "negative-charge" {
        let unit = decimal(1, tariff);
        let beside = [Some(figures[0] - unit), figures.get(1).map(|last| last + unit)];
        for amount in beside.into_iter().flatten().filter(|amount| !amount.is_sign_negative()) {
            let negative = tariff.charge(amount).is_ok_and(|charge| charge.count() < 0);
            assert!(!negative, "{rule} at {amount}");
        }
    }
}

/// The codes that brute force would give, and whether each is certain to be found.
struct Found {
    negative: bool,
    inversion: bool,
    /// Whether some amounts have no charge, since between their bounds there is no step.
    gaps: bool,
    /// Whether the minimum and the maximum bite for some amount, and for every one that is priced.
    bites: BTreeMap<&'static str, (bool, bool)>,
}

fn brute_force(rule: &Json, tariff: &Tariff) -> Found {
    let (negative, inversion, gaps) = (false, false, false);
    let mut found = Found { negative, inversion, gaps, bites: BTreeMap::new() };
    let mut most = i128::MIN;
    for units in 0..=LAST {
        let Some(charge) = charge(tariff, units) else { continue };
        found.negative |= charge < 0;
        found.inversion |= charge < most;
        most = most.max(charge);
    }
    let (read, _) = PriceRule::read(&value(rule), &TariffOptions::default()).unwrap();
    let free = rule["free"].as_str().map_or(Decimal::ZERO, |free| free.parse().unwrap());
    for units in (0..=LAST).chain(far()) {
        let value = Ratio::from(decimal(units, tariff));
        let mut steps = Steps::noted();
        let Ok(priced) = read.price(value, &Terms::default(), &mut steps) else { continue };
        let Ok(billed) = priced.rounded(tariff.rounding()) else {
            found.gaps = true;
            continue;
        };
        let steps = steps.into_vec();
        if steps.iter().any(|step| step.kind == "zero") {
            assert!(value <= Ratio::from(free), "{rule} at {units}");
            continue;
        }
        for (bound, name) in [(Applied::Minimum, "minimum"), (Applied::Maximum, "maximum")] {
            // A bound that is an amount bites, too, where rounding alone would pass it.
            let passed = billed.passed.is_some_and(|(passed, _)| passed == bound);
            let bites = priced.applied == Some(bound) || rule[name].is_string() && passed;
            let (some, every) = found.bites.entry(name).or_insert((false, true));
            *some |= bites;
            *every &= bites;
        }
    }
    found
}

fn is_mixed(rule: &Json) -> bool {
    let given = |name: &str| rule[name].is_string();
    given("minimum") && given("maximumPercentage") || given("minimumPercentage") && given("maximum")
}

/// Bounds of two kinds: refused are just the amounts that the warning has.
fn refusals_agree(rule: &Json, tariff: &Tariff, warnings: &[Warning]) {
    let warning = warnings.iter().find(|warning| warning.code.text() == "bounds-cross");
    let range = warning.map(|warning| {
        let amounts: Vec<_> = warning.amounts.iter().map(|a| amount::parse(a).unwrap()).collect();
        (amounts[0], amounts.get(1).copied().unwrap_or(Decimal::MAX))
    });
    for units in (0..=LAST).chain(far()) {
        let amount = decimal(units, tariff);
        let refused = tariff.charge(amount).is_err_and(|refusal| {
            assert!(!is_mixed(rule) || refusal.code.text() != "result-overflow");
            refusal.code.text() == "minimum-above-maximum"
        });
        let said = range.is_some_and(|(from, to)| from <= amount && amount <= to);
        // A tier that does not cover the amount is complained of first.
        let uncovered =
            tariff.charge(amount).is_err_and(|refusal| refusal.code.text().starts_with("value"));
        assert!(refused == said || uncovered, "{rule} at {amount}");
    }
}

/// Answers how many cliffs there are, if the rule has a meaning.
fn agree(rule: &Json) -> Option<usize> {
    let tariff = tariff(rule, &Json::Null).ok()?;
    let warnings = tariff.lint();
    for warning in &warnings {
        is_sound(warning, &tariff, rule);
    }
    parts::agree(rule, &tariff, &warnings);
    let cliffs = cliffs::agree(rule, &tariff, &warnings);
    refusals_agree(rule, &tariff, &warnings);
    let found = brute_force(rule, &tariff);
    let given = |code: &str| warnings.iter().find(|warning| warning.code.text() == code);
    let beyond = |warning: &Warning, index: usize| {
        amount::parse(&warning.amounts[index]).unwrap() > decimal(LAST, &tariff)
    };
    for (code, seen) in [("negative-charge", found.negative), ("inversion", found.inversion)] {
        match given(code) {
            None => assert!(!seen, "{rule} lacks {code}"),
            // A fall may begin on the grid and be one only beyond it.
            Some(warning) => {
                let outside =
                    beyond(warning, warning.amounts.len().min(2) - 1) || beyond(warning, 0);
                assert!(seen || outside, "{rule}: {warning:?}");
            }
        }
    }
    for (name, (some, every)) in found.bites {
        let of = |code: &str| {
            let path = format!("/{name}");
            let percent = format!("/{name}Percentage");
            let mut own = warnings.iter().filter(|warning| warning.code.text() == code);
            own.any(|warning| warning.path == path || warning.path == percent)
        };
        let given = rule[name].is_string() || rule[format!("{name}Percentage")].is_string();
        let (never, always) = (of("bound-never-bites"), of("bound-always-bites"));
        // Between the far amounts lie the ends of what bounds of two kinds leave to be charged, and
        // of what a bound in the formula leaves to the one around it. Where some amounts have no
        // charge, lint looks at too few to know of all.
        let bent =
            rule["formula"].as_str().is_some_and(|text| text.contains("|>") || text.contains("|<"));
        if is_mixed(rule) || bent || found.gaps {
            assert!(!never || !some, "{rule}: the {name} bites");
            assert!(!always || every, "{rule}: the {name} does not bite");
        } else {
            assert_eq!((never, always), (given && !some, given && every), "{rule}: {name}");
        }
    }
    Some(cliffs)
}

/// Rules of started units, most of them with a bound in percent.
fn staircases() -> impl Strategy<Value = Json> {
    let unit = select(&["0.5", "1", "2.5", "0.07", "0.003"][..]);
    let bound = |name: &'static str| {
        option::weighted(0.6, (0..=40).prop_map(move |limit: i32| (name, limit.to_string())))
    };
    let names = (bound("minimumPercentage"), bound("maximumPercentage"));
    (rules(), figures(true, 40), figures(true, 9), unit, names).prop_map(
        |(mut rule, percentage, per_unit, unit, (minimum, maximum))| {
            rule.as_object_mut().unwrap().retain(|name, _| name != "formula");
            let tiers = ["graduated", "volume"].into_iter().find(|name| rule[*name].is_array());
            let price = match tiers {
                Some(name) => rule[name].as_array_mut().unwrap().last_mut().unwrap(),
                None => &mut rule,
            };
            for (name, part) in [("percentage", percentage), ("perUnit", per_unit)] {
                price[name] = json!(part);
            }
            price["unit"] = json!(unit);
            for (name, limit) in [minimum, maximum].into_iter().flatten() {
                rule[name] = json!(limit);
                rule.as_object_mut().unwrap().remove(name.trim_end_matches("Percentage"));
            }
            rule
        },
    )
}

#[test]
fn warnings_are_what_brute_force_finds() {
    assert!(hold(&rules(), 250) > 5);
}

#[test]
fn warnings_of_staircases_are_what_brute_force_finds() {
    let _ = hold(&staircases(), 150);
}

/// How many cliffs there are in so many rules, all of which are judged as brute force judges them.
fn hold(rules: &impl Strategy<Value = Json>, cases: u32) -> usize {
    let (judged, cliffs) = (Cell::new(0), Cell::new(0));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let law = |rule: Json| {
        let found = agree(&rule);
        judged.set(judged.get() + usize::from(found.is_some()));
        cliffs.set(cliffs.get() + found.unwrap_or_default());
        Ok(())
    };
    TestRunner::new(config).run(rules, law).unwrap();
    let least = usize::try_from(cases / 3).unwrap();
    assert!(judged.get() > least, "only {judged:?} of the rules had a meaning");
    cliffs.get()
}
