//! Books that tables are charged by: what is wrong with them, and what is the same book.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use ready_reckoner::diagnostic::Code;
use ready_reckoner::pricing::columns::{RowAmount, TariffBook};

/// The problems of a book, as code and path.
fn problems(text: &str) -> Vec<(&'static str, String)> {
    let refusal = TariffBook::read(text).unwrap_err();
    refusal.problems.iter().map(|found| (found.code.text(), found.path.clone())).collect()
}

#[test]
fn every_problem_of_every_rule_is_told() {
    let book = r#"{ "rules": { "A/B": { "flat": "x", "percentage": "1,5" }, "C": { "tiers": [] },
        "D": { "currency": "JPY", "flat": 1, "increment": "0.5" } }, "curency": "LKR" }"#;
    let found = problems(book);
    let found: Vec<_> = found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    assert_eq!(
        found,
        [
            ("unknown-field", "/curency"),
            ("amount-character", "/rules/A~1B/flat"),
            ("amount-comma", "/rules/A~1B/percentage"),
            ("rule-form", "/rules/C"),
            ("unknown-field", "/rules/C/tiers"),
            ("increment-not-on-grid", "/rules/D/increment"),
        ]
    );
}

#[test]
fn what_is_no_book_is_refused_with_its_place() {
    for (text, code, message) in [
        ("{\n  \"rules\": {,}\n}", "json-syntax", "line 2, column 13"),
        (r#"{ "rules": { "A": 1, "A": 1 } }"#, "json-duplicate-field", "`A`"),
        ("[]", "wrong-type", "an object"),
        ("{}", "wrong-type", "/rules"),
        (&"[".repeat(70), "document-too-deep", "line 1"),
    ] {
        let refusal = TariffBook::read(text).unwrap_err();
        assert_eq!(refusal.code.text(), code, "{text}: {refusal}");
        assert!(refusal.message.contains(message), "{refusal}");
    }
}

const BOOK: &str = r#"{
    "currency": "LKR",
    "rules": {
        "yen": { "percentage": "1.50", "currency": "JPY" },
        "FUND": { "flat": 2, "currency": { "code": "FUND", "minorUnits": 4 } },
        "plain": { "graduated": [{ "upTo": 1000, "percentage": 2 }, { "percentage": "1.0" }] }
    }
}"#;

#[test]
fn the_same_prices_have_one_text() {
    let book = TariffBook::read(BOOK).unwrap();
    assert_eq!(
        book.to_string(),
        concat!(
            r#"{"rules":{"FUND":{"flat":"2","currency":{"code":"FUND","minorUnits":4}},"#,
            r#""plain":{"graduated":[{"upTo":"1000","percentage":"2"},{"percentage":"1"}],"#,
            r#""currency":"LKR"},"#,
            r#""yen":{"percentage":"1.5","currency":"JPY"}}}"#
        )
    );
    let again = TariffBook::read(&book.to_string()).unwrap();
    assert_eq!(again.to_string(), book.to_string());
    let settings = BOOK.replacen('{', r#"{ "$schema": "s", "allocation": "firstInOrder", "#, 1);
    assert_eq!(TariffBook::read(&settings).unwrap().to_string(), book.to_string());
}

#[test]
fn charges_are_in_the_currency_of_the_rule_or_of_the_book() {
    let mut book = TariffBook::read(BOOK).unwrap();
    assert_eq!(book.places(), 4);
    let amount = RowAmount { mantissa: 1_234_567, scale: 3 };
    let charged = book.tariffs_mut().iter_mut().map(|keyed| {
        let currency = keyed.tariff.currency();
        let charge = keyed.tariff.charge(amount).unwrap();
        format!("{} {} {}", keyed.id, currency.code(), charge.format(currency.minor_units()))
    });
    let charged: Vec<_> = charged.collect();
    let expected = ["FUND FUND 2.0000", "plain LKR 22.35", "yen JPY 19"];
    assert_eq!(charged, expected);
}

#[test]
fn a_row_is_explained_or_refused_in_words() {
    let book = TariffBook::read(BOOK).unwrap();
    let plain = &book.tariffs()[1].tariff;
    let amount = RowAmount { mantissa: 50_000, scale: 2 };
    let explained = plain.explain(Some(RowAmount { mantissa: 800, scale: 0 }), amount).unwrap();
    assert_eq!(
        (explained.charge.as_str(), explained.steps.last().unwrap().kind),
        ("7.00", "rounding")
    );
    let wide = RowAmount { mantissa: i128::MAX, scale: 2 };
    assert_eq!(plain.explain(None, wide).unwrap_err().code, Code::AmountTooLarge);
    let negative = RowAmount { mantissa: -1, scale: 2 };
    assert_eq!(plain.explain(Some(negative), amount).unwrap_err().code, Code::AmountNegative);
}
