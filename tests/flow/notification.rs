//! Notifications to applications: what they say, and when they are sent again.

use serde_json::{Value as Json, json};

use super::play::{Play, with};

fn world(rest: &Json) -> Play {
    let config = json!({
        "applications": [{
            "id": "APP_1", "serviceCharge": 30, "asynchronous": true, "processingMs": 2_000,
            "notificationUrl": "http://localhost/charged", "maxTps": 9, "taxType": 2,
        }],
        "subscribers": [{ "msisdn": "94777123456", "kind": "prepaid", "balance": 300 }],
    });
    Play::new(&with(&config, rest))
}

fn debit(key: &str, amount: &str) -> Json {
    json!({
        "applicationId": "APP_1", "password": "any", "externalTrxId": key,
        "subscriberId": "tel:94777123456", "amount": amount,
    })
}

fn notices(play: &mut Play) -> Vec<Json> {
    play.call("notifications", &[]).as_array().unwrap().clone()
}

#[test]
fn every_charging_request_is_notified_once() {
    let mut play = world(&json!({}));
    let good = play.call("caasDebit", &[debit("A", "100")]);
    play.call("caasDebit", &[debit("A", "100")]);
    play.call("caasDebit", &[debit("A", "99")]);
    play.call("caasDebit", &[debit("B", "200")]);
    play.call("caasDebit", &[debit("C", "x")]);
    play.call("caasDebit", &[with(&debit("D", "1"), &json!({ "applicationId": "APP_2" }))]);
    let told = notices(&mut play);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        with(&told[0], &json!({ "id": null })),
        json!({
            "url": "http://localhost/charged",
            "body": {
                "timeStamp": "2017-04-04T05:30:00+05:30", "version": "1.0", "externalTrxId": "A",
                "internalTrxId": good["body"]["internalTrxId"],
                "referenceId": good["body"]["referenceId"], "currency": "LKR",
                "totalAmount": "149.67", "paidAmount": "149.67", "balanceDue": "0.00",
                "statusCode": "S1000", "statusDetail": "Success",
            },
            "createdAt": 1_491_264_000_000_i64, "attempts": 1, "acknowledged": false,
        })
    );
    let body = &told[1]["body"];
    let amounts = ["statusCode", "totalAmount", "paidAmount", "balanceDue"].map(|name| &body[name]);
    assert_eq!(amounts, ["E1378", "299.36", "0.00", "299.36"]);
}

#[test]
fn the_same_outcome_under_a_key_is_told_once() {
    let mut play = world(&json!({ "retryDeclines": true }));
    for _ in 0..2 {
        play.call("caasDebit", &[debit("A", "250")]);
    }
    play.call("topUp", &[json!("94777123456"), json!(500)]);
    play.call("caasDebit", &[debit("A", "250")]);
    let told = notices(&mut play);
    let codes: Vec<&Json> = told.iter().map(|notice| &notice["body"]["statusCode"]).collect();
    assert_eq!(codes, ["E1378", "S1000"]);
}

#[test]
fn a_notification_is_sent_until_it_is_acknowledged() {
    let mut play = world(&json!({}));
    play.call("caasDebit", &[debit("A", "10")]);
    play.call("caasDebit", &[debit("B", "10")]);
    let mut passed = 0;
    let mut attempts = |play: &mut Play, until: i64| {
        play.advance(until - passed);
        passed = until;
        notices(play).iter().map(|notice| notice["attempts"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(attempts(&mut play, 999), [1, 1]);
    assert_eq!(attempts(&mut play, 1_000), [2, 2]);
    let id = notices(&mut play)[0]["id"].clone();
    assert_eq!(play.call("acknowledge", std::slice::from_ref(&id)), Json::Null);
    assert_eq!(attempts(&mut play, 5_999), [2, 2]);
    assert_eq!(attempts(&mut play, 6_000), [2, 3]);
    assert_eq!(attempts(&mut play, 31_000), [2, 4]);
    assert_eq!(attempts(&mut play, 155_999), [2, 4]);
    assert_eq!(attempts(&mut play, 156_000), [2, 5]);
    assert_eq!(attempts(&mut play, 755_999), [2, 5]);
    assert_eq!(attempts(&mut play, 756_000), [2, 6]);
    // The last is within a day of the first.
    assert_eq!(attempts(&mut play, 85_955_999), [2, 147]);
    assert_eq!(attempts(&mut play, 85_956_000), [2, 148]);
    assert_eq!(attempts(&mut play, 900_000_000), [2, 148]);
    let acknowledged = notices(&mut play).into_iter().map(|notice| notice["acknowledged"].clone());
    assert_eq!(acknowledged.collect::<Vec<_>>(), [true, false]);
    assert_eq!(play.call("acknowledge", &[id]), Json::Null);
    for wrong in ["", "NTF_", "NTF_0123456789ABCDEF"] {
        assert_eq!(play.refused("acknowledge", &[json!(wrong)]), "unknown-notification");
    }
    assert_eq!(play.refused("acknowledge", &[json!(1)]), "wrong-type");
}

#[test]
fn the_outcome_of_what_was_processed_is_notified() {
    let mut play = world(&json!({}));
    let payment = |key: &str, url: Option<&str>| {
        let mut body = json!({ "makePayment": {
            "clientCorrelator": key, "endUserId": "tel:+94777123456", "referenceCode": key,
            "paymentAmount": {
                "chargingInformation": { "amount": "10", "currency": "LKR", "description": "A" },
            },
        } });
        if let Some(url) = url {
            body["makePayment"]["notifyURL"] = json!(url);
        }
        body
    };
    let answer = play.call("payment", &[payment("A", Some("http://localhost/a"))]);
    let payment_body = &answer["body"]["makePayment"];
    assert_eq!(payment_body["transactionOperationStatus"], "Processing");
    play.call("payment", &[payment("B", None)]);
    assert_eq!(notices(&mut play), Vec::<Json>::new());
    play.advance(2_000);
    let told = notices(&mut play);
    assert_eq!(told.len(), 1);
    let mut expected = answer["body"].clone();
    expected["makePayment"]["transactionOperationStatus"] = json!("Charged");
    assert_eq!((&told[0]["url"], &told[0]["body"]), (&json!("http://localhost/a"), &expected));
    assert_eq!(told[0]["createdAt"], 1_491_264_002_000_i64);

    let refund = json!({ "refundTransaction": {
        "clientCorrelator": "C", "endUserId": "tel:+94777123456", "referenceCode": "C",
        "originalReferenceCode": "A",
        "originalServerReferenceCode": payment_body["serverReferenceCode"],
        "paymentAmount": {
            "chargingInformation": { "amount": "4", "currency": "LKR", "description": "A" },
        },
        "notifyURL": "http://localhost/b",
    } });
    let answer = play.call("refund", &[refund]);
    assert_eq!(answer["status"], 200, "{answer}");
    // A ledger that is restored meanwhile goes on in the same way.
    let mut restored = Play::restore(&play.snapshot());
    for play in [&mut play, &mut restored] {
        play.advance(60_000);
        let told = notices(play);
        let attempts: Vec<&Json> = told.iter().map(|notice| &notice["attempts"]).collect();
        assert_eq!(attempts, [4, 4]);
        let body = &told[1]["body"]["refundTransaction"];
        assert_eq!(body["transactionOperationStatus"], "Refunded");
        assert_eq!(told[1]["url"], "http://localhost/b");
    }
    assert_eq!(play.snapshot(), restored.snapshot());
}
