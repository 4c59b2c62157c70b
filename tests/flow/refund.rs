//! Refunds: exact over all parts, every decline with its wire answer, processing and scripts.

use serde_json::{Value as Json, json};

use super::payment::world;
use super::play::Play;
use super::wallet::{money, payment, refund, restored, shared, shares, told};
use crate::random::Random;

const MSISDN: &str = "94777123456";

/// A payment of 100.00 that was charged.
fn paid(play: &mut Play) -> Json {
    let answer = play.call("payment", &[payment("P", "100", &json!({}))]);
    assert_eq!(told(&answer), "200 Charged");
    answer
}

fn give_back(play: &mut Play, key: &str, amount: &str, paid: &Json) -> String {
    told(&play.call("refund", &[refund(key, amount, ("P", paid), &json!({}))]))
}

#[test]
fn the_answer_echoes_the_request() {
    let mut play = world(&json!({}), &json!({}));
    let paid = paid(&mut play);
    let body = refund("R", "2", ("P", &paid), &json!({ "chargingMetaData": { "channel": "WAP" } }));
    let answer = play.call("refund", std::slice::from_ref(&body));
    let mut expected = body;
    let name = &answer["body"]["refundTransaction"]["serverReferenceCode"];
    assert_ne!(name, &paid["body"]["makePayment"]["serverReferenceCode"]);
    let url = "/wallet/v1/transaction/tel%3A%2B94777123456/refund/".to_owned();
    let made = &mut expected["refundTransaction"];
    made["serverReferenceCode"] = name.clone();
    made["resourceURL"] = json!(url + name.as_str().unwrap());
    made["transactionOperationStatus"] = json!("Refunded");
    assert_eq!(
        answer,
        json!({ "status": 200, "body": expected, "replayed": false, "lost": false, "reason": null })
    );
}

#[test]
fn thirds_give_back_the_whole() {
    let mut play = world(&json!({ "taxType": 2 }), &json!({}));
    let paid = paid(&mut play);
    assert_eq!(money(&mut play, MSISDN), "850.33 held 0.00");
    let rows = [
        ("33.33", "900.22 held 0.00", "66.67"),
        ("33.33", "950.09 held 0.00", "33.34"),
        ("33.34", "1000.00 held 0.00", "0.00"),
    ];
    for (number, (amount, left, remaining)) in rows.iter().enumerate() {
        let answer = give_back(&mut play, &format!("R{number}"), amount, &paid);
        assert_eq!(answer, "200 Refunded");
        assert_eq!(money(&mut play, MSISDN), *left);
        assert_eq!(play.call("paymentRecord", &[json!("P")])["remaining"], *remaining);
        play = restored(&play);
    }
    assert_eq!(shares(&mut play), [""; 0]);
    assert_eq!(give_back(&mut play, "R4", "0.01", &paid), "403 POL1003 0.00");
}

#[test]
fn any_parts_give_back_the_whole() {
    let mut random = Random(11);
    let cents = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    for round in 0..100 {
        let aggregator = random.pick(&[0, 7, 33]);
        let application = json!({ "taxType": 2, "aggregatorShare": aggregator });
        let mut play = world(&application, &json!({}));
        let before = play.call("accounts", &[]);
        let base = 1 + random.next() % 400;
        let answer = play.call("payment", &[payment("P", &cents(base), &json!({}))]);
        let (mut left, mut number) = (base, 0);
        while left > 0 {
            let amount = 1 + random.next() % left;
            number += 1;
            let key = format!("R{number}");
            // Some are denied in the end: what they took is there for others again.
            let denied = random.one_in(4);
            if denied {
                let script = json!({ "behaviour": "decline", "operation": "refund", "times": 1 });
                play.call("script", &[script]);
            }
            let answer = give_back(&mut play, &key, &cents(amount), &answer);
            if denied {
                assert_eq!(answer, "403 POL0253", "round {round}");
                continue;
            }
            left -= amount;
            let listed = play.call("transactions", &[json!({ "clientCorrelator": key })]);
            assert_eq!(shared(&listed[0]["postings"]), amount, "round {round}: {listed}");
        }
        let balances = |accounts: &Json| -> Vec<Json> {
            accounts.as_array().unwrap().iter().map(|account| account["balance"].clone()).collect()
        };
        assert_eq!(balances(&play.call("accounts", &[])), balances(&before), "round {round}");
    }
}

#[test]
fn each_decline_has_its_answer() {
    let mut play = world(&json!({}), &json!({}));
    let paid = paid(&mut play);
    let reference = paid["body"]["makePayment"]["serverReferenceCode"].clone();
    let declined = play.call("payment", &[payment("D", "5000", &json!({}))]);
    assert_eq!(told(&declined), "403 POL1000");
    play.call("script", &[json!({ "behaviour": "processing", "times": 1 })]);
    let waiting = play.call("payment", &[payment("W", "1", &json!({}))]);
    let waiting = &waiting["body"]["makePayment"]["serverReferenceCode"];
    let first = play.call("refund", &[refund("R", "40", ("P", &paid), &json!({}))]);
    let of_refund = &first["body"]["refundTransaction"]["serverReferenceCode"];
    let rows = [
        (json!({ "clientCorrelator": "P" }), "1", "400 SVC0002 Clientcorrelator is already used"),
        (
            json!({ "clientCorrelator": "R" }),
            "1",
            "400 SVC0002 Charging operation failed, ClientCorrelator exist and charging data not \
             matched",
        ),
        (
            json!({ "referenceCode": "R" }),
            "1",
            "400 SVC0002 Already charged for this reference code",
        ),
        // Payments and refunds have reference codes apart.
        (json!({ "referenceCode": "P" }), "1", "200 Refunded"),
        (json!({ "originalReferenceCode": "Q" }), "1", "403 POL1006"),
        (
            json!({ "originalServerReferenceCode": "WALLET_REF_0123456789ABCDEF" }),
            "1",
            "403 POL1006",
        ),
        (json!({ "originalServerReferenceCode": "ABC-123" }), "1", "403 POL1006"),
        (json!({ "endUserId": "tel:+94776351232" }), "1", "403 POL1006"),
        (
            json!({ "originalReferenceCode": "R", "originalServerReferenceCode": of_refund }),
            "1",
            "403 POL1006",
        ),
        (json!({ "originalReferenceCode": "W" }), "1", "403 POL1006"),
        (
            json!({ "originalReferenceCode": "W", "originalServerReferenceCode": waiting }),
            "1",
            "400 SVC0007",
        ),
        (
            json!({ "originalServerReferenceCode": null }),
            "1",
            "403 POL1005 originalServerReferenceCode",
        ),
        (json!({ "endUserId": "tel:+94770000000" }), "1", "400 SVC0004 tel:+94770000000"),
        (json!({ "endUserId": "tel:+94771234567" }), "1", "400 SVC0270"),
        (json!({ "currency": "USD" }), "10", "403 POL0256 USD"),
        (json!({}), "59.01", "403 POL1003 59.00"),
        (json!({}), "0", "400 SVC0007"),
        (json!({}), "59", "200 Refunded"),
        (json!({}), "0.01", "403 POL1003 0.00"),
    ];
    for (number, (changes, amount, expected)) in rows.into_iter().enumerate() {
        let body = refund(&format!("X{number}"), amount, ("P", &paid), &changes);
        let found = told(&play.call("refund", std::slice::from_ref(&body)));
        assert_eq!(found, expected, "{body}");
    }
    let other = refund("O", "1", ("P", &paid), &json!({}));
    let other = told(&play.call("refund", &[other, json!({ "application": "APP_2" })]));
    assert_eq!(other, "403 POL1006");
    assert!(reference.is_string());
    for (settings, expected) in [
        (json!({ "refunds": false }), "403 POL1007"),
        (json!({ "debit": false, "refunds": false }), "403 POL0008"),
    ] {
        let body = refund("R", "1", ("P", &paid), &json!({}));
        assert_eq!(told(&world(&settings, &json!({})).call("refund", &[body])), expected);
    }
}

#[test]
fn a_declined_payment_has_nothing_to_give_back() {
    let mut play = world(&json!({}), &json!({}));
    play.call("script", &[json!({ "behaviour": "delay", "delayMs": 10, "times": 1 })]);
    let answer = play.call("payment", &[payment("P", "100", &json!({}))]);
    assert_eq!(give_back(&mut play, "R1", "1", &answer), "400 SVC0007");
    play.advance(10);
    assert_eq!(give_back(&mut play, "R2", "1", &answer), "200 Refunded");
    // A decline is remembered.
    assert_eq!(give_back(&mut play, "R1", "1", &answer), "400 SVC0007");
}

#[test]
fn what_is_processed_is_taken_until_it_is_denied() {
    let settings = json!({ "taxType": 2, "asynchronous": true, "processingMs": 500 });
    let mut play = world(&settings, &json!({}));
    let paid = paid(&mut play);
    let notified = json!({ "notifyURL": "http://localhost/n" });
    let body = |key: &str, amount: &str| refund(key, amount, ("P", &paid), &notified);
    let record = |play: &mut Play| {
        let record = play
            .call("paymentRecord", &[paid["body"]["makePayment"]["serverReferenceCode"].clone()]);
        let text = |name: &str| record[name].as_str().unwrap().to_owned();
        text("refunded") + " " + &text("remaining")
    };
    assert_eq!(told(&play.call("refund", &[body("R1", "33.33")])), "200 Processing");
    assert_eq!(record(&mut play), "0.00 66.67");
    play.call("script", &[json!({ "behaviour": "decline", "times": 1, "code": "POL1004" })]);
    assert_eq!(told(&play.call("refund", &[body("R2", "33.33")])), "200 Processing");
    assert_eq!(record(&mut play), "0.00 33.34");
    assert_eq!(told(&play.call("refund", &[body("R3", "33.35")])), "403 POL1003 33.34");
    assert_eq!(money(&mut play, MSISDN), "850.33 held 0.00");
    play.advance(499);
    let mut play = restored(&play);
    play.advance(1);
    assert_eq!(record(&mut play), "33.33 66.67");
    assert_eq!(money(&mut play, MSISDN), "900.22 held 0.00");
    for (key, expected) in [("R1", "200 Refunded"), ("R2", "403 POL1004 POL1004")] {
        let answer = play.call("refund", &[body(key, "33.33")]);
        assert_eq!((told(&answer).as_str(), &answer["replayed"]), (expected, &json!(true)));
    }
    let denied =
        play.call("transactions", &[json!({ "status": "Denied", "clientCorrelator": "R2" })]);
    assert_eq!(denied.as_array().unwrap().len(), 1);
    assert_eq!((&denied[0]["postings"], &denied[0]["held"]), (&json!([]), &json!([])));
    // Its reference code is free again.
    let again = refund("R4", "66.67", ("P", &paid), &json!({ "referenceCode": "R2" }));
    assert_eq!(told(&play.call("refund", &[again])), "200 Refunded");
    assert_eq!(money(&mut play, MSISDN), "1000.00 held 0.00");
    assert_eq!(shares(&mut play), [""; 0]);
}

#[test]
fn scripts_fit_refunds() {
    for (rule, expected, then) in [
        (json!({ "behaviour": "decline" }), "403 POL0253", "403 POL0253"),
        (json!({ "behaviour": "loseReply" }), "503 SVC1000", "200 Refunded"),
        (json!({ "behaviour": "failBeforeCommit" }), "503 SVC1000", "200 Refunded"),
        (json!({ "behaviour": "processing" }), "200 Processing", "200 Processing"),
        (json!({ "behaviour": "delay", "delayMs": 10 }), "200 Processing", "200 Refunded"),
    ] {
        let mut play = world(&json!({}), &json!({}));
        let paid = paid(&mut play);
        play.call("script", std::slice::from_ref(&rule));
        assert_eq!(give_back(&mut play, "R", "100", &paid), expected, "{rule}");
        play.call("clearScript", &[]);
        play.advance(10);
        assert_eq!(give_back(&mut restored(&play), "R", "100", &paid), then, "{rule}");
        // Whatever it was, it was not done twice, and nothing is left where it was done.
        give_back(&mut play, "R", "100", &paid);
        let all = give_back(&mut play, "S", "100", &paid);
        let free = rule["behaviour"] == "decline";
        assert_eq!(all, if free { "200 Refunded" } else { "403 POL1003 0.00" }, "{rule}");
    }
}
