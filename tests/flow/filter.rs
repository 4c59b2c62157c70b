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
        (json!({ "application": "APP_3" }), "unknown-application"),
        (json!({ "clientCorrelator": 1 }), "wrong-type"),
        (json!({ "referenceCode": null }), "wrong-type"),
        (json!({ "serverReferenceCode": [] }), "wrong-type"),
        (json!({ "kinds": "payment" }), "unknown-field"),
        (json!("payment"), "wrong-type"),
    ] {
        assert_eq!(play.refused("transactions", std::slice::from_ref(&filter)), code, "{filter}");
    }
}
