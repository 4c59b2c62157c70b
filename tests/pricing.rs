//! Price rules against their examples and against an independent implementation.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/json.rs"]
mod json;

use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::money::{Currency, Ratio, amount};
use ready_reckoner::pricing::{PriceRule, Steps, Tariff, TariffOptions, Terms};
use serde_json::Value as Json;

use json::value;

fn read(rule: &str) -> Result<(PriceRule, TariffOptions), Refusal> {
    PriceRule::read(&value(&serde_json::from_str(rule).unwrap()), &TariffOptions::default())
}

/// The terms of a case; those that are absent are none.
fn terms(json: &Json) -> Terms {
    let text = |name: &str| match json.get(name)? {
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let days = |name: &str| text(name).map(|text| amount::parse(&text).unwrap());
    Terms {
        tenor: days("tenor"),
        sliding_scale_tenor: days("slidingScaleTenor"),
        exchange_rate: text("exchangeRate").map(|text| amount::parse_ratio(&text).unwrap()),
    }
}

/// `1.25` and `5/4` alike: beyond 28 digits we write a fraction where Python writes a decimal.
fn fraction(text: &str) -> Ratio {
    let whole = |text: &str| text.parse::<i128>().unwrap();
    if let Some((numerator, denominator)) = text.split_once('/') {
        return Ratio::new(whole(numerator), whole(denominator)).unwrap();
    }
    let places = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Ratio::new(whole(&text.replace('.', "")), 10_i128.pow(places.try_into().unwrap())).unwrap()
}

/// The exact charge and the rounded one, or the code of the error.
fn charged(rule: &Json, amount: &str, terms: &Terms) -> Result<(String, String), &'static str> {
    let (rule, options) = PriceRule::read(&value(rule), &TariffOptions::default())
        .map_err(|refusal| refusal.code.text())?;
    let rounding = options.rounding().map_err(|refusal| refusal.code.text())?;
    let priced = rule
        .price(Ratio::from(amount::parse(amount).unwrap()), terms, &mut Steps::default())
        .map_err(|problem| problem.code.text())?;
    let charge = priced.rounded(&rounding).map_err(|problem| problem.code.text())?.charge;
    Ok((priced.exact.digits(), charge.format(rounding.currency().minor_units())))
}

#[test]
fn printed_examples_hold() {
    let tiers = |part: [&str; 3]| {
        let [a, b, c] = part;
        format!(r#"[{{"upTo":"250",{a}}},{{"upTo":"500",{b}}},{{{c}}}]"#)
    };
    let flat = tiers([r#""flat":10"#, r#""flat":20"#, r#""flat":30"#]);
    let unit =
        tiers([r#""perUnit":1,"unit":1"#, r#""perUnit":2,"unit":1"#, r#""perUnit":3,"unit":1"#]);
    let apart = r#"[{"upTo":250,"perUnit":1},{"from":251,"upTo":500,"perUnit":2},
                    {"from":501,"upTo":null,"perUnit":3}]"#;
    let cases = [
        (format!(r#"{{"graduated":{flat}}}"#), "1000", "60.00"),
        (format!(r#"{{"volume":{flat}}}"#), "1000", "30.00"),
        (format!(r#"{{"graduated":{unit}}}"#), "1000", "2250.00"),
        (format!(r#"{{"volume":{unit}}}"#), "1000", "3000.00"),
        (format!(r#"{{"graduated":{apart}}}"#), "1000", "2250.00"),
        (r#"{"percentage":100,"chargeUnit":10}"#.to_owned(), "85", "90.00"),
        (r#"{"percentage":100,"chargeUnit":100}"#.to_owned(), "750", "800.00"),
        (r#"{"percentage":"2.9","flat":"0.30"}"#.to_owned(), "103.30", "3.30"),
        (r#"{"perUnit":"100","unit":"10"}"#.to_owned(), "21", "300.00"),
        (r#"{"flat":5,"minimum":7}"#.to_owned(), "0", "0.00"),
        (r#"{"flat":5,"minimum":7,"chargeOnZero":true}"#.to_owned(), "0", "7.00"),
        (r#"{"flat":5,"free":100}"#.to_owned(), "100", "0.00"),
        (r#"{"flat":50,"maximumPercentage":10,"chargeUnit":10}"#.to_owned(), "85", "9.00"),
    ];
    for (rule, amount, charge) in cases {
        let found = charged(&serde_json::from_str(&rule).unwrap(), amount, &Terms::default());
        assert_eq!(found.map(|(_, charge)| charge).as_deref(), Ok(charge), "{rule} at {amount}");
    }
}

#[test]
fn an_independent_implementation_agrees() {
    let mut rows = 0;
    for line in include_str!("data/price-rules.jsonl").lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let found = charged(&row["rule"], row["value"].as_str().unwrap(), &terms(&row["terms"]));
        let found = found.map(|(exact, charge)| (fraction(&exact), charge));
        let expected = match row["expected"]["error"].as_str() {
            Some(code) => Err(code.to_owned()),
            None => {
                let text = |field: &str| row["expected"][field].as_str().unwrap().to_owned();
                Ok((fraction(&text("exact")), text("charge")))
            }
        };
        assert_eq!(found.map_err(str::to_owned), expected, "{line}");
        rows += 1;
    }
    assert!(rows >= 500);
}

#[test]
fn a_formula_is_a_rule_and_options_fill_what_it_leaves_out() {
    let options = TariffOptions {
        percentage: Some(amount::parse("2.5").unwrap().into()),
        currency: Some(Currency::from_code("KWD").unwrap()),
        ..TariffOptions::default()
    };
    let rule = r#"{"formula":"P*A+1C","chargeUnit":10,"maximum":4,"rounding":"down"}"#;
    let rule = value(&serde_json::from_str(rule).unwrap());
    let (rule, options) = PriceRule::read(&rule, &options).unwrap();
    let rounding = options.rounding().unwrap();
    let charge = |value: &str| {
        let value = Ratio::from(amount::parse(value).unwrap());
        let priced = rule.price(value, &Terms::default(), &mut Steps::default()).unwrap();
        rounding.round(&priced.exact).unwrap().format(rounding.currency().minor_units())
    };
    assert_eq!(charge("85"), "3.250");
    assert_eq!(charge("500"), "4.000");
    assert_eq!(charge("0"), "0.000");
}

#[test]
fn values_outside_the_tiers_are_refused() {
    let rule = serde_json::from_str(r#"{"volume":[{"from":10,"upTo":20,"flat":1}]}"#).unwrap();
    let charged = |amount| charged(&rule, amount, &Terms::default());
    assert_eq!(charged("9.99"), Err("value-below-tiers"));
    assert_eq!(charged("10").map(|(_, charge)| charge).as_deref(), Ok("1.00"));
    assert_eq!(charged("20.01"), Err("value-above-tiers"));
    assert_eq!(charged("-1"), Err("amount-negative"));
    assert_eq!(charged("20").map(|(_, charge)| charge).as_deref(), Ok("1.00"));
}

#[test]
fn periods_and_rates_multiply_before_the_rounding() {
    let rule = |text: &str| serde_json::from_str(text).unwrap();
    let terms = |text: &str| terms(&serde_json::from_str(text).unwrap());
    let annual = rule(r#"{"percentage":12,"annualBasis":360,"minimum":5}"#);
    let yearly = |text: &str| charged(&annual, "1000", &terms(text)).map(|(exact, _)| exact);
    assert_eq!(yearly(r#"{"tenor":90}"#).as_deref(), Ok("30"));
    assert_eq!(yearly(r#"{"tenor":7}"#).as_deref(), Ok("5"));
    assert_eq!(yearly(r#"{"tenor":7,"exchangeRate":"302.15"}"#).as_deref(), Ok("1510.75"));
    assert_eq!(yearly(r#"{"tenor":91}"#).as_deref(), Ok("91/3"));
    assert_eq!(yearly("{}"), Err("tenor-missing"));
    assert_eq!(yearly(r#"{"tenor":7,"slidingScaleTenor":30}"#), Err("tenor-twice"));
    assert_eq!(yearly(r#"{"tenor":-7}"#), Err("tenor-negative"));
    assert_eq!(yearly(r#"{"tenor":7,"exchangeRate":0}"#), Err("terms-not-positive"));
    let sliding = rule(r#"{"flat":10}"#);
    let slides = |text: &str| charged(&sliding, "1", &terms(text)).map(|(_, charge)| charge);
    assert_eq!(slides(r#"{"tenor":61,"slidingScaleTenor":30}"#).as_deref(), Ok("30.00"));
    assert_eq!(slides(r#"{"tenor":60,"slidingScaleTenor":30}"#).as_deref(), Ok("20.00"));
    assert_eq!(slides(r#"{"slidingScaleTenor":30}"#), Err("tenor-missing"));
    assert_eq!(slides(r#"{"tenor":60,"slidingScaleTenor":0}"#), Err("terms-not-positive"));
}

#[test]
fn rules_at_odds_with_themselves_are_refused() {
    let cases = [
        ("{}", "rule-form", ""),
        (r#"{"flat":1,"graduated":[{"flat":1}]}"#, "rule-form", ""),
        (r#"{"flat":1,"formula":"5C"}"#, "rule-form", ""),
        (r#"{"formula":7}"#, "wrong-type", "/formula"),
        (r#"{"formula":"4A"}"#, "coefficient-on-amount", "/formula"),
        (r#"{"formula":"P*A"}"#, "missing-percentage", "/formula"),
        (r#"{"graduated":[]}"#, "tier-count", "/graduated"),
        (r#"{"graduated":7}"#, "wrong-type", "/graduated"),
        (r#"{"graduated":[{"upTo":5},{"from":7}]}"#, "tier-gap", "/graduated/1"),
        (r#"{"graduated":[{"upTo":"5.5"},{"from":"6.5"}]}"#, "tier-gap", "/graduated/1"),
        (r#"{"graduated":[{"upTo":"75.0"},{"from":"75.01"}]}"#, "tier-gap", "/graduated/1"),
        (r#"{"graduated":[{"upTo":"75.00"},{"from":"75.02"}]}"#, "tier-gap", "/graduated/1"),
        (r#"{"graduated":[{"upTo":5},{"below":7}]}"#, "tier-ends", "/graduated/1"),
        (r#"{"graduated":[{"upTo":5,"below":5}]}"#, "tier-ends", "/graduated/0"),
        (r#"{"volume":[{"minimum":5,"maximum":4}]}"#, "minimum-above-maximum", "/volume/0/minimum"),
        (r#"{"volume":[{"upTo":5},{"from":4}]}"#, "tier-overlap", "/volume/1"),
        (r#"{"volume":[{"upTo":5},{"upTo":5}]}"#, "tier-reversed", "/volume/1"),
        (r#"{"volume":[{"upTo":5},{"upTo":3}]}"#, "tier-reversed", "/volume/1"),
        (r#"{"volume":[{"flat":5},{"upTo":3}]}"#, "tier-after-open", "/volume/1"),
        (r#"{"volume":[{"from":-1,"flat":5}]}"#, "tier-negative", "/volume/0"),
        (r#"{"flat":1,"minimum":5,"maximum":4}"#, "minimum-above-maximum", "/minimum"),
        (r#"{"flat":1,"minimum":5,"minimumPercentage":4}"#, "bound-twice", "/minimumPercentage"),
        (r#"{"flat":1,"unit":4}"#, "unit-without-price", "/unit"),
        (r#"{"perUnit":1,"unit":0}"#, "unit-not-positive", "/unit"),
        (r#"{"flat":1,"chargeUnit":0}"#, "unit-not-positive", "/chargeUnit"),
        (r#"{"flat":1,"free":-1}"#, "free-negative", "/free"),
        (r#"{"flat":1,"chargeOnZero":"yes"}"#, "wrong-type", "/chargeOnZero"),
        (r#"{"flat":"1e3"}"#, "amount-exponent", "/flat"),
        (r#"{"flat":1,"maximun":5}"#, "unknown-field", "/maximun"),
        (r#"{"flat":1,"currency":"lkr"}"#, "unknown-currency", "/currency"),
    ];
    for (rule, code, path) in cases {
        let refusal = read(rule).map(|_| ()).unwrap_err();
        let problem = refusal.problems.first().unwrap();
        assert_eq!((problem.code.text(), problem.path.as_str()), (code, path), "{rule}: {refusal}");
    }
}

#[test]
fn what_is_wrong_with_tiers_is_named_in_the_help() {
    let cases = [
        (
            r#"[{"upTo":500},{"upTo":250},{}]"#,
            "put them in order, by their ends: `250`, `500`, the open one",
        ),
        (r#"[{},{"upTo":250}]"#, "put them in order, by their ends: `250`, the open one"),
        (
            r#"[{"upTo":5},{"upTo":5}]"#,
            "more than one tier has the end `5`; take one away, or correct its end",
        ),
        (
            r#"[{"upTo":250},{"from":300}]"#,
            "no tier prices what lies between `250` and `300`; add a tier for it, or begin \
             this one at `250`",
        ),
        (
            r#"[{"upTo":250},{"from":200}]"#,
            "both tiers price what lies between `200` and `250`; begin this one at `250`",
        ),
        (r#"[{"from":250,"upTo":100}]"#, "exchange the two: from `100` up to `250`"),
        (r#"[{"upTo":0},{}]"#, "take the tier away, or correct its end"),
        (r#"[{"from":5,"upTo":5}]"#, "take the tier away, or correct its end"),
        (
            r#"[{"price":1}]"#,
            "the fields are `from`, `upTo`, `below`, `flat`, `percentage`, `perUnit`, `unit`, \
             `minimum`, `maximum`",
        ),
    ];
    for (tiers, help) in cases {
        let refusal = read(&format!(r#"{{"volume":{tiers}}}"#)).map(|_| ()).unwrap_err();
        assert_eq!(refusal.problems.len(), 1, "{tiers}: {refusal}");
        assert_eq!(refusal.problems[0].help.as_deref(), Some(help), "{tiers}");
    }
}

#[test]
fn bounds_without_a_step_between_are_refused() {
    let rule = |text: &str| serde_json::from_str(text).unwrap();
    let compiled = |text: &str| {
        let tariff = Tariff::compile_rule(&value(&rule(text)), &TariffOptions::default());
        tariff.map(|_| ()).map_err(|refusal| refusal.code.text())
    };
    let narrow = r#"{"flat":1,"minimum":"2.01","maximum":"2.04","increment":"0.05"}"#;
    assert_eq!(compiled(narrow), Err("bounds-without-step"));
    assert_eq!(
        compiled(r#"{"flat":1,"minimum":"2.05","maximum":"2.05","increment":"0.05"}"#),
        Ok(())
    );
    let close = rule(r#"{"flat":1,"minimumPercentage":"1","maximumPercentage":"1.5"}"#);
    assert_eq!(charged(&close, "0.55", &Terms::default()), Err("bounds-without-step"));
    let found = charged(&close, "1", &Terms::default());
    assert_eq!(found.map(|(_, charge)| charge).as_deref(), Ok("0.01"));
}

/// The cases of the specification, each with the charge that it states.
#[test]
fn stated_cases_hold() {
    let list = r#"[{"from":1,"upTo":100,"perUnit":"1.5"},
        {"from":101,"upTo":500,"perUnit":"1.75"},{"from":501,"upTo":1000,"perUnit":"2.35"}]"#;
    let bands =
        r#"{"volume":[{"from":50,"upTo":100,"flat":10},{"from":101,"upTo":500,"flat":27}]}"#;
    let printed = r#"{"volume":[{"from":"0.01","upTo":"75.00","flat":1},
        {"from":"75.01","upTo":"100.00","flat":2}]}"#;
    let cases = [
        (format!(r#"{{"graduated":{list}}}"#), "630", Ok("1155.50")),
        (format!(r#"{{"graduated":{list}}}"#), "1", Ok("1.50")),
        (format!(r#"{{"graduated":{list}}}"#), "0.5", Err("value-below-tiers")),
        (bands.to_owned(), "50", Ok("10.00")),
        (bands.to_owned(), "49.99", Err("value-below-tiers")),
        (bands.to_owned(), "100.5", Ok("27.00")),
        (printed.to_owned(), "0.01", Ok("1.00")),
        (printed.to_owned(), "75.01", Ok("2.00")),
        (
            r#"{"graduated":[{"below":5,"flat":1},{"below":10,"flat":2}]}"#.to_owned(),
            "5",
            Ok("3.00"),
        ),
        (
            r#"{"graduated":[{"below":5,"flat":1},{"below":10,"flat":2}]}"#.to_owned(),
            "10",
            Err("value-above-tiers"),
        ),
        (r#"{"flat":"0.30","maximumPercentage":1}"#.to_owned(), "0.55", Ok("0.00")),
        (r#"{"percentage":10,"maximum":"2.03","increment":"0.05"}"#.to_owned(), "1000", Ok("2.00")),
        (r#"{"flat":1,"minimum":"2.02","increment":"0.05"}"#.to_owned(), "1000", Ok("2.05")),
        (
            r#"{"percentage":1,"chargeUnit":10,"free":80,"maximumPercentage":"0.1"}"#.to_owned(),
            "85",
            Ok("0.09"),
        ),
    ];
    for (rule, amount, expected) in cases {
        let found = charged(&serde_json::from_str(&rule).unwrap(), amount, &Terms::default());
        let found = found.map(|(_, charge)| charge);
        assert_eq!(found.as_deref().map_err(|code| *code), expected, "{rule} at {amount}");
    }
    let tiers = r#"{"graduated":[{"upTo":100,"percentage":30},
        {"upTo":1000,"percentage":"12.5"},{"percentage":"8.5"}]}"#;
    let rule = value(&serde_json::from_str(tiers).unwrap());
    let options = TariffOptions { prior: Some(900.into()), ..TariffOptions::default() };
    let tariff = Tariff::compile_rule(&rule, &options).unwrap();
    assert_eq!(tariff.explain(200.into()).unwrap().charge, "21.00");
    for rule in [r#"{"flat":1}"#, r#"{"volume":[{"flat":1}]}"#] {
        let refusal = Tariff::compile_rule(&value(&serde_json::from_str(rule).unwrap()), &options);
        assert_eq!(refusal.unwrap_err().problems[0].path, "/prior", "{rule}");
    }
    assert_eq!(Tariff::compile("5C", &options).unwrap_err().code.text(), "prior-unused");
}

#[test]
fn an_increment_off_the_grid_is_told_with_and_without_a_currency() {
    for (currency, named) in [("", ""), (r#","currency":"LKR""#, " of `LKR`")] {
        let rule = format!(r#"{{"flat":1,"increment":"0.005"{currency}}}"#);
        let rule = value(&serde_json::from_str(&rule).unwrap());
        let refusal = Tariff::compile_rule(&rule, &TariffOptions::default()).unwrap_err();
        let fault = "the increment `0.005` is not a whole number of minor units";
        assert_eq!(refusal.problems[0].message, format!("{fault}{named}"));
        assert_eq!(refusal.problems[0].help.as_deref(), Some("use a multiple of `0.01`"));
        assert!(refusal.message.ends_with(&format!("{fault}{named}; use a multiple of `0.01`")));
    }
}

#[test]
fn every_problem_of_a_rule_is_found() {
    let refusal = read(r#"{"graduated":[{"upTo":"x"},{"from":-1,"flat":{}}],"free":"+1","a":1}"#);
    let codes: Vec<_> =
        refusal.unwrap_err().problems.iter().map(|problem| problem.code.text()).collect();
    let expected =
        ["amount-character", "amount-type", "tier-after-open", "amount-plus-sign", "unknown-field"];
    assert_eq!(codes, expected);
}

/// Every rule of the oracle's cases that prices without an exchange rate, compiled.
fn tariffs() -> impl Iterator<Item = (Json, Tariff)> {
    include_str!("data/price-rules.jsonl").lines().filter_map(|line| {
        let row: Json = serde_json::from_str(line).unwrap();
        let terms = terms(&row["terms"]);
        let options = TariffOptions { terms, ..TariffOptions::default() };
        let tariff = Tariff::compile_rule(&value(&row["rule"]), &options).ok()?;
        terms.exchange_rate.is_none().then_some((row, tariff))
    })
}

#[test]
fn the_fast_path_is_the_calculator() {
    let mut quick = 0;
    for (row, tariff) in tariffs() {
        let digits = tariff.rounding().currency().minor_units();
        let grid = 10_i64.pow(digits);
        let mut amounts: Vec<i64> = vec![0, 1, 2, 49, 99, 100, 101, 12_345, 1 << 40, (1 << 53) - 1];
        for key in ["graduated", "volume"] {
            for tier in row["rule"][key].as_array().into_iter().flatten() {
                let border = tier["upTo"].as_str().map_or(0, |text| {
                    (fraction(text).checked_mul(Ratio::from_integer(grid)).unwrap().floor())
                        .try_into()
                        .unwrap()
                });
                amounts.extend([border - 1, border, border + 1].map(|amount: i64| amount.max(0)));
            }
        }
        let free = row["rule"]["free"].as_str().map_or(0, |text| text.parse().unwrap_or(0) * grid);
        amounts.extend([free, free + 1, free + 2 * grid]);
        for amount in amounts {
            let Some(fast) = tariff.charge_minor(amount) else { continue };
            let text = ready_reckoner::money::MinorUnits::new(amount.into()).unwrap();
            let slow = tariff.charge(amount::parse(&text.format(digits)).unwrap());
            assert_eq!(
                Ok(i128::from(fast)),
                slow.map(|charge| charge.count()),
                "{row} at {amount}"
            );
            quick += 1;
        }
    }
    assert!(quick > 2_000, "only {quick} charges took the fast path");
}

#[test]
fn the_canonical_text_compiles_to_the_same_tariff() {
    for (row, tariff) in tariffs() {
        let json: Json = serde_json::from_str(tariff.source()).unwrap();
        let terms = terms(&row["terms"]);
        let options = TariffOptions { terms, ..TariffOptions::default() };
        let again = Tariff::compile_rule(&value(&json), &options).unwrap();
        assert_eq!(again.source(), tariff.source());
        for amount in ["0", "0.5", "99.99", "1000", "10001.72", "999999999"] {
            let amount = amount::parse(amount).unwrap();
            let (one, two) = (tariff.charge(amount), again.charge(amount));
            assert_eq!(
                one.map_err(|refusal| refusal.code.text()),
                two.map_err(|refusal| refusal.code.text())
            );
        }
    }
}
