//! Payments: every decline with its wire answer, idempotency, processing and scripts.

use serde_json::{Value as Json, json};

use super::play::{Play, with};
use super::wallet::{USER, money, payment, restored, shares, told};

const MSISDN: &str = "94777123456";

/// A world with an application that has these settings, another, and somebody who is suspended.
pub fn world(application: &Json, rest: &Json) -> Play {
    let first = json!({ "id": "APP_1", "serviceCharge": 30 });
    let second = json!({ "id": "APP_2", "serviceCharge": 30 });
    let config = json!({
        "applications": [with(&first, application), second],
        "subscribers": [
            { "msisdn": MSISDN, "kind": "prepaid", "balance": 1000 },
            { "msisdn": "94771234567", "kind": "prepaid", "balance": 1000, "status": "suspended" },
            { "msisdn": "94771234568", "kind": "prepaid", "balance": 1000, "status": "terminated" },
            { "msisdn": "94776351232", "kind": "postpaid", "balance": 900, "creditLimit": 1000 },
        ],
    });
    Play::new(&with(&config, rest))
}

#[test]
fn the_answer_echoes_the_request() {
    let mut play = world(&json!({}), &json!({}));
    let metadata =
        json!({ "onBehalfOf": "Games", "purchaseCategoryCode": "Game", "channel": "Mobile" });
    let body = payment(
        "P",
        "2",
        &json!({ "chargingMetaData": metadata, "notifyURL": "http://localhost/n" }),
    );
    let answer = play.call("payment", std::slice::from_ref(&body));
    let mut expected = body;
    let name = answer["body"]["makePayment"]["serverReferenceCode"].as_str().unwrap();
    assert!(name.starts_with("WALLET_REF_") && name.len() == 27, "{name}");
    let url = format!("/wallet/v1/transaction/tel%3A%2B94777123456/payment/{name}");
    let made = &mut expected["makePayment"];
    made["serverReferenceCode"] = json!(name);
    made["resourceURL"] = json!(url);
    made["transactionOperationStatus"] = json!("Charged");
    assert_eq!(
        answer,
        json!({ "status": 200, "body": expected, "replayed": false, "lost": false, "reason": null })
    );
    assert_eq!(shares(&mut play), ["operator:dialog 0.60", "provider:APP_1 1.40"]);
    assert_eq!(money(&mut play, MSISDN), "998.00 held 0.00");
}

#[test]
fn each_decline_has_its_answer() {
    let none = json!({});
    let user = |number: &str| json!({ "endUserId": number });
    let rows = [
        (json!({ "debit": false }), none.clone(), "1", "403 POL0008"),
        (json!({ "mobileAccount": false }), none.clone(), "1", "403 POL0008"),
        (none.clone(), user("tel:+94770000000"), "1", "400 SVC0004 tel:+94770000000"),
        (none.clone(), user("tel:+94771234567"), "1", "400 SVC0270"),
        (none.clone(), user("tel:+94771234568"), "1", "400 SVC0270"),
        (
            json!({ "subscriptionRequired": true }),
            none.clone(),
            "1",
            "403 POL1009 this application",
        ),
        (none.clone(), json!({ "currency": "USD" }), "1", "403 POL0256 USD"),
        (none.clone(), json!({ "currency": "XYZ" }), "1", "403 POL0256 XYZ"),
        (json!({ "maxTps": 0 }), none.clone(), "1", "503 900800"),
        (json!({ "maxTpd": 0 }), none.clone(), "1", "403 POL1001 daily"),
        (json!({ "maxAmount": 10 }), none.clone(), "10.01", "403 POL0254"),
        (json!({ "maxAmount": 10 }), none.clone(), "10", "200 Charged"),
        (json!({ "minAmount": 10 }), none.clone(), "9.99", "400 SVC0007"),
        (json!({ "minAmount": 10 }), none.clone(), "10", "200 Charged"),
        (json!({ "taxType": 4 }), none.clone(), "1", "400 SVC0270"),
        (none.clone(), none.clone(), "1000.01", "403 POL1000"),
        (none.clone(), none.clone(), "1000", "200 Charged"),
        (json!({ "taxType": 2 }), none.clone(), "668.11", "403 POL1000"),
        (json!({ "taxType": 2 }), none.clone(), "668.10", "200 Charged"),
        (none.clone(), user("tel:+94776351232"), "100.01", "403 POL1000"),
        (none.clone(), user("tel:+94776351232"), "100", "200 Charged"),
        (none.clone(), user("94777123456"), "1", "400 SVC0004 94777123456"),
        (none.clone(), none.clone(), "0", "400 SVC0007"),
        (
            none.clone(),
            none.clone(),
            "1.001",
            "400 SVC0002 amount should be a whole or two digit decimal positive number",
        ),
        (
            none.clone(),
            json!({ "referenceCode": null, "description": null }),
            "1",
            "400 SVC0002 Missing mandatory parameter: referenceCode,description",
        ),
        (none.clone(), json!({ "paymentAmount": null }), "1", "400 POL0299"),
    ];
    for (application, changes, amount, expected) in rows {
        let mut play = world(&application, &json!({}));
        let before = play.call("accounts", &[]);
        let body = payment("P", amount, &changes);
        let found = told(&play.call("payment", std::slice::from_ref(&body)));
        assert_eq!(found, expected, "{application} {body}");
        let changed = play.call("accounts", &[]) != before;
        assert_eq!(changed, expected == "200 Charged", "{application} {body}");
    }
    let mut play = world(&json!({}), &json!({}));
    let elsewhere = json!({ "application": "APP_3" });
    let body = payment("P", "1", &json!({}));
    assert_eq!(play.refused("payment", &[body, elsewhere]), "unknown-application");
}

#[test]
fn the_first_decline_is_told() {
    // Each row fails all that the rows before it fail, too.
    let mut settings = json!({
        "maxAmount": 1, "maxTps": 0, "subscriptionRequired": true, "mobileAccount": false,
        "debit": false,
    });
    let user =
        |number: &str| payment("P", "9000", &json!({ "endUserId": number, "currency": "USD" }));
    let check = |settings: &Json, body: Json, expected: &str| {
        let found = world(settings, &json!({})).call("payment", &[body]);
        assert_eq!(told(&found), expected, "{settings}");
    };
    let mut drop = |name: &str| {
        settings.as_object_mut().unwrap().remove(name);
        settings.clone()
    };
    check(&drop("x"), user("tel:+94770000000"), "403 POL0008");
    check(&drop("debit"), user("tel:+94770000000"), "403 POL0008");
    check(&drop("mobileAccount"), user("tel:+94770000000"), "400 SVC0004 tel:+94770000000");
    check(&drop("x"), user("tel:+94771234567"), "400 SVC0270");
    check(&drop("x"), user(USER), "403 POL1009 this application");
    check(&drop("subscriptionRequired"), user(USER), "403 POL0256 USD");
    let body = payment("P", "9000", &json!({}));
    check(&drop("x"), body.clone(), "503 900800");
    check(&drop("maxTps"), body.clone(), "403 POL0254");
    check(&drop("maxAmount"), body, "403 POL1000");
}

#[test]
fn amounts_are_on_the_grid_of_the_currency() {
    for (currency, amount, expected, left) in [
        ("JPY", "1", "200 Charged", "999"),
        ("JPY", "1.00", "400 SVC0002 amount should be a whole positive number of JPY", "1000"),
        ("KWD", "1.50", "200 Charged", "998.500"),
    ] {
        let mut play = world(&json!({}), &json!({ "currency": currency }));
        let body = payment("P", amount, &json!({ "currency": currency }));
        assert_eq!(told(&play.call("payment", &[body])), expected);
        assert_eq!(money(&mut play, MSISDN).split(' ').next(), Some(left));
    }
}

#[test]
fn a_key_stands_for_one_request() {
    let mut play = world(&json!({}), &json!({}));
    let body = payment("P", "10", &json!({}));
    let first = play.text("payment", std::slice::from_ref(&body));
    let broke = payment("B", "1000", &json!({}));
    assert_eq!(told(&play.call("payment", std::slice::from_ref(&broke))), "403 POL1000");
    play.call("topUp", &[json!(MSISDN), json!(1000)]);
    let mut play = restored(&play);
    let before = play.snapshot();
    // The amount and the number are compared by what they mean; the description is not.
    for changes in [
        json!({}),
        json!({ "endUserId": "+94777123456" }),
        json!({ "description": "Other", "notifyURL": "http://localhost/n" }),
    ] {
        let text = play.text("payment", &[payment("P", "10.00", &changes)]);
        assert_eq!(text, first.replace("\"replayed\":false", "\"replayed\":true"));
    }
    let again = play.call("payment", std::slice::from_ref(&broke));
    assert_eq!((told(&again), &again["replayed"]), ("403 POL1000".into(), &json!(true)));
    let differs = "400 SVC0002 Charging operation failed, ClientCorrelator exist and charging data \
                   not matched";
    for (amount, changes, expected) in [
        ("10.01", json!({}), differs),
        ("10", json!({ "referenceCode": "Q" }), differs),
        ("10", json!({ "currency": "USD" }), differs),
        ("10", json!({ "endUserId": "tel:+94776351232" }), differs),
        (
            "10",
            json!({ "clientCorrelator": "Q", "referenceCode": "P" }),
            "400 SVC0002 Already charged for this reference code",
        ),
        (
            "10",
            json!({ "clientCorrelator": null, "referenceCode": "P" }),
            "400 SVC0002 Already charged for this reference code",
        ),
    ] {
        let body = payment("P", amount, &changes);
        assert_eq!(told(&play.call("payment", std::slice::from_ref(&body))), expected, "{body}");
    }
    assert!(play.snapshot() == before);
    // Another application has keys and codes of its own, and a decline frees the code.
    let other = play.call("payment", &[body, json!({ "application": "APP_2" })]);
    assert_eq!(told(&other), "200 Charged");
    let freed = payment("B2", "1", &json!({ "referenceCode": "B" }));
    assert_eq!(told(&play.call("payment", &[freed])), "200 Charged");
}

#[test]
fn declines_are_retried_where_the_world_says_so() {
    let mut play = world(&json!({}), &json!({ "retryDeclines": true }));
    let body = payment("P", "1500", &json!({}));
    for _ in 0..2 {
        assert_eq!(told(&play.call("payment", std::slice::from_ref(&body))), "403 POL1000");
    }
    play.call("topUp", &[json!(MSISDN), json!(1000)]);
    for replayed in [false, true] {
        let answer = restored(&play).call("payment", std::slice::from_ref(&body));
        assert_eq!((told(&answer), &answer["replayed"]), ("200 Charged".into(), &json!(replayed)));
        play.call("payment", std::slice::from_ref(&body));
    }
}

#[test]
fn limits_count_seconds_and_days_of_the_zone() {
    // 18:29:59.500 in UTC is half a second before midnight in Colombo.
    let start = 1_491_264_000_000_i64 + 18 * 3_600_000 + 29 * 60_000 + 59_500;
    let mut play = world(&json!({ "maxTps": 2, "maxTpd": 3 }), &json!({ "startTime": start }));
    let mut number = 0;
    let mut pay = |play: &mut Play, amount: &str| {
        number += 1;
        told(&play.call("payment", &[payment(&format!("P{number}"), amount, &json!({}))]))
    };
    assert_eq!(pay(&mut play, "1"), "200 Charged");
    // What is declined counts; what is one too many does not.
    assert_eq!(pay(&mut play, "5000"), "403 POL1000");
    assert_eq!(pay(&mut play, "1"), "503 900800");
    play.advance(499);
    assert_eq!(pay(&mut play, "1"), "503 900800");
    play.advance(1);
    let mut play = restored(&play);
    for expected in ["200 Charged", "200 Charged", "503 900800"] {
        assert_eq!(pay(&mut play, "1"), expected);
    }
    play.advance(1000);
    assert_eq!(pay(&mut play, "1"), "200 Charged");
    play.advance(1000);
    assert_eq!(pay(&mut play, "1"), "403 POL1001 daily");
    // A throttled key is free.
    play.advance(86_400_000);
    assert_eq!(told(&play.call("payment", &[payment("P3", "1", &json!({}))])), "200 Charged");
}

#[test]
fn what_is_processed_ends_in_its_time() {
    let mut play = world(&json!({ "asynchronous": true, "processingMs": 500 }), &json!({}));
    let notified = json!({ "notifyURL": "http://localhost/n" });
    let body = payment("P", "100", &notified);
    assert_eq!(told(&play.call("payment", &[payment("N", "1", &json!({}))])), "200 Charged");
    assert_eq!(told(&play.call("payment", std::slice::from_ref(&body))), "200 Processing");
    assert_eq!(money(&mut play, MSISDN), "999.00 held 100.00");
    let used = payment("Q", "100", &json!({ "referenceCode": "P" }));
    let expected = "400 SVC0002 Already charged for this reference code";
    assert_eq!(told(&play.call("payment", &[used])), expected);
    play.advance(499);
    let mut play = restored(&play);
    assert_eq!(told(&play.call("payment", std::slice::from_ref(&body))), "200 Processing");
    play.advance(1);
    assert_eq!(told(&play.call("payment", &[body])), "200 Charged");
    assert_eq!(money(&mut play, MSISDN), "899.00 held 0.00");

    play.call("script", &[json!({ "behaviour": "decline", "code": "POL1002" })]);
    let refused = payment("R", "100", &notified);
    assert_eq!(told(&play.call("payment", std::slice::from_ref(&refused))), "200 Processing");
    assert_eq!(money(&mut play, MSISDN), "899.00 held 100.00");
    play.advance(500);
    assert_eq!(money(&mut play, MSISDN), "899.00 held 0.00");
    assert_eq!(told(&restored(&play).call("payment", &[refused])), "403 POL1002");
    let record = play.call("paymentRecord", &[json!("R")]);
    assert_eq!((&record["status"], &record["postings"]), (&json!("Denied"), &json!([])));
}

#[test]
fn scripts_fit_what_they_name() {
    let rule = |changes: Json| with(&json!({ "behaviour": "decline" }), &changes);
    for (rule, expected) in [
        (rule(json!({})), "403 POL0253"),
        (rule(json!({ "operation": "payment" })), "403 POL0253"),
        (rule(json!({ "operation": "refund" })), "200 Charged"),
        (rule(json!({ "subscriber": MSISDN })), "403 POL0253"),
        (rule(json!({ "subscriber": "94776351232" })), "200 Charged"),
        (rule(json!({ "amount": "10.00" })), "403 POL0253"),
        (rule(json!({ "amount": "10.01" })), "200 Charged"),
        (rule(json!({ "application": "APP_1" })), "403 POL0253"),
        (rule(json!({ "application": "APP_2" })), "200 Charged"),
        (rule(json!({ "code": "POL0254" })), "403 POL0254"),
        (rule(json!({ "code": "POL1000" })), "403 POL1000"),
        (rule(json!({ "code": "POL0010" })), "403 POL0010 POL0010"),
        (rule(json!({ "code": "900800" })), "503 900800"),
        (rule(json!({ "code": "POL1001" })), "403 POL1001 daily"),
        (rule(json!({ "code": "E1378" })), "200 Charged"),
        (rule(json!({ "code": "SVC0270" })), "400 SVC0270"),
        (rule(json!({ "code": "SVC0007" })), "400 SVC0007 SVC0007"),
        (json!({ "behaviour": "loseSms" }), "200 Charged"),
        (json!({ "behaviour": "processing" }), "200 Processing"),
        (json!({ "behaviour": "delay", "delayMs": 5 }), "200 Processing"),
        (json!({ "behaviour": "failBeforeCommit" }), "503 SVC1000"),
        (json!({ "behaviour": "loseReply" }), "503 SVC1000"),
    ] {
        let mut play = world(&json!({}), &json!({ "scripts": [rule.clone()] }));
        let body = payment("P", "10", &json!({}));
        let answer = play.call("payment", std::slice::from_ref(&body));
        assert_eq!(told(&answer), expected, "{rule}");
        let mut play = restored(&play);
        play.call("clearScript", &[]);
        // What was lost is told again, and what was not done is done.
        let again = play.call("payment", std::slice::from_ref(&body));
        let expected = if expected == "503 SVC1000" { "200 Charged" } else { expected };
        assert_eq!(told(&again), expected, "{rule}");
        assert_eq!(again["replayed"], rule["behaviour"] != "failBeforeCommit", "{rule}");
        play.advance(1_000_000_000);
        let last = told(&play.call("payment", std::slice::from_ref(&body)));
        let expected = if rule["behaviour"] == "delay" { "200 Charged" } else { expected };
        assert_eq!(last, expected, "{rule}");
    }
}

#[test]
fn a_rule_fits_as_often_as_it_says_and_the_newest_rule_wins() {
    let mut play = world(&json!({}), &json!({}));
    play.call("script", &[json!({ "behaviour": "decline", "code": "POL1010", "times": 1 })]);
    play.call("script", &[json!({ "behaviour": "decline", "times": 2 })]);
    let mut outcomes = Vec::new();
    for number in 0..4 {
        play = restored(&play);
        let body = payment(&format!("P{number}"), "10", &json!({}));
        // A retry is no new call.
        for _ in 0..2 {
            outcomes.push(told(&play.call("payment", std::slice::from_ref(&body))));
        }
    }
    outcomes.dedup();
    assert_eq!(outcomes, ["403 POL0253", "403 POL1010 charging", "200 Charged"]);
    assert_eq!(money(&mut play, MSISDN), "990.00 held 0.00");
}
