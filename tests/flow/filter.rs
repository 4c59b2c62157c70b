//! Filters of transactions: what each finds, and that a misspelt one is refused.

use serde_json::{Value as Json, json};

use super::play::Play;
use super::wallet::payment;

const MSISDN: &str = "94777123456";

fn world() -> Play {
    let mut play = Play::new(&json!({
        "subscribers": [{ "msisdn": MSISDN, "kind": "prepaid", "balance": 100 }],
        "applications": [
            { "id": "APP_1", "serviceCharge": 30 },
            { "id": "APP_2", "serviceCharge": 0 },
        ],
    }));
    play.call("payment", &[payment("A", "1", &json!({}))]);
    play.call("payment", &[payment("B", "200", &json!({})), json!({ "application": "APP_2" })]);
    play
}

fn keys(play: &mut Play, filter: &Json) -> Vec<Json> {
    let found = play.call("transactions", std::slice::from_ref(filter));
    found.as_array().unwrap().iter().map(|found| found["clientCorrelator"].clone()).collect()
}

#[test]
fn each_field_finds_what_it_names() {
    let mut play = world();
    let reference = play.call("paymentRecord", &[json!("A")])["serverReferenceCode"].clone();
    for (filter, expected) in [
        (json!({}), json!([null, "A", "B"])),
        (json!({ "kind": "payment" }), json!(["A", "B"])),
        (json!({ "kind": "opening" }), json!([null])),
        (json!({ "kind": "refund" }), json!([])),
        (json!({ "status": "Charged" }), json!(["A"])),
        (json!({ "subscriber": MSISDN }), json!([null, "A", "B"])),
        (json!({ "subscriber": format!("tel:+{MSISDN}") }), json!([null, "A", "B"])),
        (json!({ "application": "APP_2" }), json!(["B"])),
        (json!({ "clientCorrelator": "A" }), json!(["A"])),
        (json!({ "referenceCode": "B" }), json!(["B"])),
        (json!({ "referenceCode": "C" }), json!([])),
        (json!({ "serverReferenceCode": reference }), json!(["A"])),
        (json!({ "kind": "payment", "status": "Denied" }), json!(["B"])),
    ] {
        assert_eq!(json!(keys(&mut play, &filter)), expected, "{filter}");
    }
}

#[test]
fn a_misspelt_filter_is_refused() {
    let mut play = world();
    for (filter, code) in [
        (json!({ "kind": "payments" }), "unknown-choice"),
        (json!({ "kind": "" }), "unknown-choice"),
        (json!({ "kind": 1 }), "wrong-type"),
        (json!({ "status": "charged" }), "unknown-choice"),
        (json!({ "subscriber": "94777123457" }), "unknown-subscriber"),
        (json!({ "subscriber": "nobody" }), "unknown-subscriber"),
        (json!({ "subscriber": "0777123456" }), "msisdn-format"),
        (json!({ "application": "APP_3" }), "unknown-application"),
        (json!({ "biller": "BILLER-9" }), "unknown-id"),
        (json!({ "clientCorrelator": 1 }), "wrong-type"),
        (json!({ "referenceCode": null }), "wrong-type"),
        (json!({ "serverReferenceCode": [] }), "wrong-type"),
        (json!({ "kinds": "payment" }), "unknown-field"),
        (json!("payment"), "wrong-type"),
    ] {
        assert_eq!(play.refused("transactions", std::slice::from_ref(&filter)), code, "{filter}");
    }
}

#[test]
fn a_list_is_told_in_pages() {
    let mut play = world();
    let body = |key| payment(key, "1", &json!({}));
    for key in ["C", "D", "E"] {
        play.call("payment", &[body(key)]);
    }
    let all = play.call("transactions", &[json!({ "kind": "payment" })]);
    let ids: Vec<_> = all.as_array().unwrap().iter().map(|found| found["id"].clone()).collect();
    let page =
        |limit: usize, after: &Json| json!({ "kind": "payment", "limit": limit, "after": after });
    assert_eq!(keys(&mut play, &page(2, &ids[0])), ["B", "C"]);
    assert_eq!(keys(&mut play, &page(100_000, &ids[3])), ["E"]);
    assert!(keys(&mut play, &page(1, &ids[4])).is_empty());
    assert_eq!(keys(&mut play, &json!({ "kind": "payment", "limit": 1 })), ["A"]);
    // One that the filter leaves out may be the last of the page before.
    let opening = json!({ "kind": "payment", "limit": 1, "after": "0" });
    assert_eq!(keys(&mut play, &opening), ["A"]);
    // A caller that goes on by itself has so many written at once.
    let first = play.call("transactions", &[json!({ "kind": "payment" }), json!(2)]);
    assert_eq!(first.as_array().unwrap()[..], all.as_array().unwrap()[..2]);
}

#[test]
fn a_page_that_cannot_be_is_refused() {
    let mut play = world();
    for operation in ["transactions", "accounts", "messages", "notifications"] {
        for (page, code) in [
            (json!({ "limit": 0 }), "out-of-range"),
            (json!({ "limit": 100_001 }), "out-of-range"),
            (json!({ "limit": "1" }), "wrong-type"),
            (json!({ "after": 1 }), "wrong-type"),
            (json!({ "after": "" }), "unknown-id"),
            (json!({ "after": "nothing" }), "unknown-id"),
            (json!({ "after": "01" }), "unknown-id"),
            (json!({ "after": "4294967296" }), "unknown-id"),
            (json!({ "before": "1" }), "unknown-field"),
            (json!([]), "wrong-type"),
        ] {
            assert_eq!(play.refused(operation, std::slice::from_ref(&page)), code, "{page}");
        }
    }
}

/// Every list in pages of one is the whole list.
#[test]
fn every_list_has_pages() {
    let mut play = Play::new(&json!({
        "applications": [{ "id": "APP_000001", "password": "password", "serviceCharge": 30,
            "notificationUrl": "/told" }],
    }));
    for key in ["1", "2", "3"] {
        play.call(
            "caasDebit",
            &[json!({ "applicationId": "APP_000001", "password": "password",
            "externalTrxId": key, "subscriberId": "tel:94777123456", "amount": "5.00" })],
        );
        play.call(
            "debit",
            &[
                json!("94777123456"),
                json!({ "BILLERID": "BILLER-1",
            "AUTHFLAG": 3, "AMOUNT": 1, "RC": 1, "TRID": key }),
            ],
        );
    }
    for operation in ["transactions", "accounts", "messages", "notifications"] {
        let whole = play.call(operation, &[]);
        let whole = whole.as_array().unwrap();
        assert!(whole.len() >= 3, "{operation}");
        let mut page = json!({ "limit": 1 });
        for expected in whole {
            let told = play.call(operation, std::slice::from_ref(&page));
            assert_eq!(told, json!([expected]), "{operation}");
            page["after"] = expected["id"].clone();
        }
        assert_eq!(play.call(operation, &[page]), json!([]), "{operation}");
    }
}

#[test]
fn a_list_that_is_too_long_is_refused_before_it_is_written() {
    let subscribers: Vec<_> = (0..100_000)
        .map(|number| json!({ "msisdn": format!("9477{number:07}"), "kind": "prepaid" }))
        .collect();
    let mut play = Play::new(&json!({ "subscribers": subscribers }));
    assert_eq!(play.refused("accounts", &[]), "too-many-entries");
    let page = play.call("accounts", &[json!({ "limit": 100_000 })]);
    assert_eq!(page.as_array().unwrap().len(), 100_000);
}
