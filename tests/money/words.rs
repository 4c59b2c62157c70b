//! What the refusals say, and the table of currencies.

use std::collections::HashSet;

use super::support::{code, decimal};
use crate::table::rows;
use ready_reckoner::money::{
    AllocationMode, Applied, Currency, MinorUnits, Ratio, Rounding, RoundingMode, allocate, amount,
    clamp, quote::quote,
};

#[test]
fn amount_messages_name_the_fault_and_the_cure() {
    for (text, message, help) in [
        ("1e3", "the amount `1e3` has an exponent; expected all its digits", "write `1000`"),
        (
            "1,000",
            "the amount `1,000` has a comma; expected a point before decimals",
            "write `1000` or `1.000`",
        ),
        (
            "$5",
            "the amount `$5` has the character `$`; expected only digits",
            "write digits with at most one decimal point, as in `1250` or `0.05`",
        ),
        (
            "5\n",
            r"the amount `5\u{a}` has white space around it; expected only digits",
            "write `5`",
        ),
        (
            "",
            "the amount `` is empty; expected digits",
            "write digits with at most one decimal point, as in `1250` or `0.05`",
        ),
    ] {
        let error = amount::parse(text).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.help().as_str()), (message, help));
    }
    let error = amount::parse_number("0.30000000000000004").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the amount `0.30000000000000004` has more than 15 significant digits, \
         as binary arithmetic like 0.1 + 0.2 leaves"
    );
    assert_eq!(error.help(), "round the number before passing it, or pass the amount as a string");
}

#[test]
fn quoted_input_stays_short_and_on_one_line() {
    assert_eq!(quote("a\nb\u{202e}c"), r"`a\u{a}b\u{202e}c`");
    assert_eq!(quote(&"💰".repeat(1_000_000)), format!("`{}…`", "💰".repeat(40)));
    assert_eq!(quote(&"x".repeat(40)), format!("`{}`", "x".repeat(40)));
}

#[test]
fn the_list_of_the_package_is_the_table() {
    let list = include_str!("../../js/currencies.js").rsplit('`').nth(1).unwrap();
    let rows = list.trim_start_matches(['\\', '\n']).lines();
    let table = Currency::all().map(|c| format!("{} {} {}", c.code(), c.minor_units(), c.name()));
    assert_eq!(rows.collect::<Vec<_>>(), table.collect::<Vec<_>>());
}

#[test]
fn currencies_are_list_one_with_its_minor_units() {
    let digits = |wanted: u32| -> Vec<String> {
        let all = Currency::all().filter(|c| c.minor_units() == wanted);
        all.map(|c| c.code().to_owned()).collect()
    };
    let none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    assert_eq!(digits(0).join(" "), none);
    assert_eq!(digits(3).join(" "), "BHD IQD JOD KWD LYD OMR TND");
    assert_eq!(digits(4).join(" "), "CLF UYW");
    let all: Vec<Currency> = Currency::all().collect();
    assert_eq!(all.len(), 165);
    assert_eq!(digits(2).len(), all.len() - 17 - 7 - 2);
    assert!(all.is_sorted_by(|a, b| a.code() < b.code()), "binary search needs this order");
    for currency in &all {
        assert_eq!(Currency::from_code(currency.code()).as_ref(), Ok(currency));
        assert!(currency.code().bytes().all(|byte| byte.is_ascii_uppercase()));
        assert!(currency.name().len() > 2 && currency.name().trim() == currency.name());
    }
    assert_eq!(all.iter().map(Currency::code).collect::<HashSet<_>>().len(), all.len());
    assert_eq!(Currency::LKR, Currency::from_code("LKR").unwrap());
    assert_eq!((Currency::default(), Currency::NONE.code()), (Currency::NONE, ""));
    for current in ["XCG", "SLE", "ZWG", "VED", "VES", "EUR"] {
        assert!(Currency::from_code(current).is_ok(), "{current}");
    }
}

#[test]
fn unknown_currencies_come_with_a_suggestion() {
    for (code, suggestion) in [
        ("lkr", Some("LKR")),
        (" LKR ", Some("LKR")),
        ("LRK", Some("LKR")),
        ("UDS", Some("USD")),
        ("YEN", Some("JPY")),
        ("yen", Some("JPY")),
        ("WON", Some("KRW")),
        ("RMB", Some("CNY")),
        ("pounds", Some("GBP")),
        ("PEM", Some("PEN")),
        ("EURO", Some("EUR")),
        ("US", Some("USD")),
        ("GPB", Some("GBP")),
        ("YJP", None),
        ("BGN", Some("EUR")),
        ("HRK", Some("EUR")),
        ("ANG", Some("XCG")),
        ("ZWL", Some("ZWG")),
        ("USX", Some("USD")),
        ("XAU", None),
        ("", None),
        ("LKRR", Some("LKR")),
        ("₨", None),
        ("RS.", None),
        ("BTC", None),
        ("btc", None),
        ("ETH", None),
        ("USDT", None),
        ("USDC", None),
    ] {
        let error = Currency::from_code(code).unwrap_err();
        let suggested = error.suggestion().map(|currency| currency.code().to_owned());
        assert_eq!(suggested.as_deref(), suggestion, "{code}");
    }
    let message = |code: &str| Currency::from_code(code).unwrap_err().to_string();
    assert_eq!(message("lkr"), "`lkr` is no ISO 4217 currency; write `LKR`");
    assert_eq!(message("BGN"), "`BGN` is no longer an ISO 4217 currency; use `EUR`");
    let gold = Currency::from_code("XAU").unwrap_err();
    assert_eq!(code(gold.clone()), "currency-without-minor-unit");
    assert!(gold.to_string().starts_with("`XAU` has no minor unit"), "{gold}");
    assert_eq!(code(Currency::from_code("QQQ").unwrap_err()), "unknown-currency");
}

#[test]
fn currencies_of_ones_own_have_a_code_and_digits() {
    for (code, digits, good) in [
        ("USDT", 6, true),
        ("USD", 4, true),
        ("points", 0, true),
        ("LOYALTY-POINTS_2.0", 9, true),
        ("TWENTY-LETTERS-LONG.", 9, true),
        ("TWENTY-ONE-LETTERS-L.", 9, false),
        ("BTC", 10, false),
        ("", 2, false),
        ("US D", 2, false),
        ("\u{20ac}", 2, false),
        ("a\"b", 2, false),
    ] {
        let own = Currency::of(code, digits);
        assert_eq!(own.is_some(), good, "{code} {digits}");
        if let Some(own) = own {
            assert_eq!((own.code(), own.minor_units()), (code, u32::from(digits)));
        }
    }
    let [fine, listed] = [Currency::of("USD", 4).unwrap(), Currency::from_code("USD").unwrap()];
    assert!(fine.is_same(&listed) && fine != listed);
    assert_eq!(fine.name(), "US Dollar");
}

#[test]
fn modes_have_names() {
    for mode in RoundingMode::ALL {
        assert_eq!(RoundingMode::from_name(mode.name()), Ok(mode));
    }
    for mode in AllocationMode::ALL {
        assert_eq!(AllocationMode::from_name(mode.name()), Ok(mode));
    }
    let error = RoundingMode::from_name("HALF_UP").unwrap_err();
    assert_eq!(code(error.clone()), "unknown-rounding");
    assert_eq!(error.to_string(), "`HALF_UP` is no rounding mode; write `halfUp`");
    let error = RoundingMode::from_name("sideways").unwrap_err();
    assert_eq!(
        error.help(),
        "the modes are `halfUp`, `halfEven`, `halfDown`, `up`, `down`, `ceiling`, `floor`"
    );
    let error = AllocationMode::from_name("largest_remainder").unwrap_err();
    assert_eq!(code(error.clone()), "unknown-allocation");
    assert_eq!(
        error.to_string(),
        "`largest_remainder` is no allocation mode; write `largestRemainder`"
    );
    assert_eq!(
        AllocationMode::from_name("fair").unwrap_err().help(),
        "the modes are `largestRemainder`, `firstInOrder`, `largestShare`, `rest`"
    );
}

#[test]
fn names_of_other_libraries_are_translated() {
    for [kind, name, ours] in rows(include_str!("../data/modes.tsv"), 86) {
        let help = match kind {
            "rounding" => RoundingMode::from_name(name).unwrap_err().help(),
            _ => AllocationMode::from_name(name).unwrap_err().help(),
        };
        let ours = ours.replace(" or ", "` or `");
        assert_eq!(help, format!("write `{ours}`"), "{name}");
    }
}

#[test]
fn increments_are_positive_multiples_of_the_minor_unit() {
    let code = |code: &str, increment: &str| {
        let currency = Currency::from_code(code).unwrap();
        let rounding = Rounding::new(currency, RoundingMode::HalfUp, Some(decimal(increment)));
        rounding.map_or_else(super::support::code, |_| "ok")
    };
    for (currency, increment, expected) in [
        ("CHF", "0.05", "ok"),
        ("CHF", "0.050", "ok"),
        ("CHF", "0.005", "increment-not-on-grid"),
        ("JPY", "0.5", "increment-not-on-grid"),
        ("JPY", "5", "ok"),
        ("CHF", "0", "increment-not-positive"),
        ("CHF", "-0.05", "increment-not-positive"),
        ("CHF", "9999999999999999999999999999", "increment-not-on-grid"),
    ] {
        assert_eq!(code(currency, increment), expected, "{currency} {increment}");
    }
}

#[test]
fn minor_units_are_read_and_written() {
    let from = |amount: &str, digits| {
        let units = MinorUnits::from_amount(decimal(amount), digits);
        units.map_or_else(|error| code(error).to_owned(), |units| units.count().to_string())
    };
    assert_eq!(from("31.25", 2), "3125");
    assert_eq!(from("31.250", 2), "3125");
    assert_eq!(from("-0.05", 2), "-5");
    assert_eq!(from("31.255", 2), "amount-too-many-decimals");
    assert_eq!(from("0.5", 0), "amount-too-many-decimals");
    assert_eq!(from("99999999999999999999999999.99", 2), "9999999999999999999999999999");
    assert_eq!(from("100000000000000000000000000", 2), "amount-too-large");
    assert_eq!(from("9999999999999999999999999999", 28), "amount-too-large");
    let format = |count, digits| MinorUnits::new(count).unwrap().format(digits);
    assert_eq!(format(3125, 2), "31.25");
    assert_eq!(format(31, 0), "31");
    assert_eq!(format(-1100, 2), "-11.00");
    assert_eq!(format(0, 2), "0.00");
    assert_eq!(format(-5, 2), "-0.05");
    assert_eq!(format(5, 4), "0.0005");
    assert_eq!(format(1, u32::MAX).len(), 30);
    assert!(MinorUnits::new(10_i128.pow(28)).is_err());
    assert!(MinorUnits::new(-(10_i128.pow(28))).is_err());
    assert!(MinorUnits::new(i128::MIN).is_err());
}

#[test]
fn allocation_refuses_what_cannot_be_split() {
    let code = |ratios: &[&str]| {
        let ratios: Vec<_> = ratios.iter().map(|ratio| Ratio::from(decimal(ratio))).collect();
        let total = MinorUnits::new(10_i128.pow(28) - 1).unwrap();
        allocate(total, &ratios, AllocationMode::default()).map_or_else(code, |_| "ok")
    };
    assert_eq!(code(&[]), "ratios-empty");
    assert_eq!(code(&["0", "0.00"]), "ratios-all-zero");
    assert_eq!(code(&["1", "-0.5"]), "ratio-negative");
    assert_eq!(code(&["-0", "1"]), "ok");
    let (long, short) = ("9999999999999999999999999999", "0.0000000000000000000000000001");
    assert_eq!(code(&[long, short]), "ratios-overflow");
    assert_eq!(code(&[long, "0.0000000000000000000000000000"]), "ok");
    assert_eq!(code(&[long, long]), "ok");
    assert_eq!(code(&[short, short]), "ok");
}

#[test]
fn bounds_are_inclusive_and_in_order() {
    let bounded = |amount: &str, minimum: Option<&str>, maximum: Option<&str>| {
        clamp(decimal(amount), minimum.map(decimal), maximum.map(decimal))
            .map(|(amount, applied)| (amount.to_string(), applied))
    };
    let (ten, twenty) = (Some("10"), Some("20"));
    assert_eq!(bounded("9.99", ten, twenty), Ok(("10".into(), Some(Applied::Minimum))));
    assert_eq!(bounded("10", ten, twenty), Ok(("10".into(), None)));
    assert_eq!(bounded("15", ten, twenty), Ok(("15".into(), None)));
    assert_eq!(bounded("20", ten, twenty), Ok(("20".into(), None)));
    assert_eq!(bounded("20.01", ten, twenty), Ok(("20".into(), Some(Applied::Maximum))));
    assert_eq!(bounded("-5", None, None), Ok(("-5".into(), None)));
    assert_eq!(bounded("15", ten, ten), Ok(("10".into(), Some(Applied::Maximum))));
    let error = bounded("15", twenty, ten).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the minimum `20` is above the maximum `10`; raise the maximum or lower the minimum"
    );
    let third = Ratio::new(1, 3).unwrap();
    assert_eq!(clamp(third, Some(Ratio::ONE), None), Ok((Ratio::ONE, Some(Applied::Minimum))));
}
