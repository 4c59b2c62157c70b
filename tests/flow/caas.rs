//! Charging as a service: direct debits, balances and subscriptions.

use serde_json::{Value as Json, json};

use super::play::{Play, with};

fn debit(changes: &Json) -> Json {
    let body = json!({
        "applicationId": "APP_1", "password": "secret", "externalTrxId": "TRX-1",
        "subscriberId": "tel:94777123456", "amount": "100",
    });
    with(&body, changes)
}

/// A world with one application that has these settings, and another.
fn world(application: &Json, rest: &Json) -> Play {
    let first = json!({ "id": "APP_1", "password": "secret", "serviceCharge": 30 });
    let second = json!({ "id": "APP_2", "password": "other", "serviceCharge": 30 });
    let config = json!({
        "applications": [with(&first, application), second],
        "subscribers": [
            { "msisdn": "94777123456", "kind": "prepaid", "balance": 300 },
            { "msisdn": "94771234567", "kind": "prepaid", "balance": 300, "status": "suspended" },
            { "msisdn": "94776351232", "kind": "postpaid", "balance": 200, "creditLimit": 1000 },
        ],
    });
    Play::new(&with(&config, rest))
}

fn payment(key: &str, amount: &str) -> Json {
    json!({ "makePayment": {
        "clientCorrelator": key, "endUserId": "tel:+94777123456", "referenceCode": key,
        "paymentAmount": {
            "chargingInformation": { "amount": amount, "currency": "LKR", "description": "A" },
        },
    } })
}

#[test]
fn a_debit_is_posted_and_answered_once() {
    let mut play = world(&json!({ "taxType": 2 }), &json!({}));
    let answer = play.call("caasDebit", &[debit(&json!({})), json!({ "application": "APP_2" })]);
    let body = &answer["body"];
    let told: Vec<&str> = ["statusCode", "statusDetail", "timeStamp", "externalTrxId"]
        .map(|name| body[name].as_str().unwrap())
        .to_vec();
    assert_eq!(told, ["S1000", "Success", "2017-04-04T05:30:00+05:30", "TRX-1"]);
    let digits = |name: &str| {
        let text = body[name].as_str().unwrap();
        assert!(text.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
        text.len()
    };
    assert_eq!((digits("internalTrxId"), digits("referenceId")), (15, 8));
    assert_eq!((&answer["status"], &answer["replayed"]), (&json!(200), &json!(false)));
    let accounts =
        ["subscriber:94777123456", "provider:APP_1", "operator:dialog", "provider:APP_2"];
    let balances = accounts.map(|account| play.balance(account));
    assert_eq!(balances, ["150.33", "70.00", "30.00", "0.00"]);

    play.advance(5_000);
    let same =
        debit(&json!({ "amount": "100.00", "subscriberId": "94777123456", "currency": "LKR" }));
    let again = play.call("caasDebit", &[same]);
    assert_eq!((&again["body"], &again["replayed"]), (body, &json!(true)));
    assert_eq!(play.balance("subscriber:94777123456"), "150.33");

    let record = play.call("paymentRecord", std::slice::from_ref(&body["internalTrxId"]));
    assert_eq!((&record["kind"], &record["total"]), (&json!("caasDebit"), &json!("149.67")));
}

#[test]
fn every_decline_has_its_code() {
    let rows = [
        (json!({}), json!({ "applicationId": "APP_9" }), "E1313"),
        (json!({}), json!({ "password": "secret " }), "E1313"),
        (json!({}), json!({ "applicationId": "APP_2" }), "E1313"),
        (json!({}), json!({ "amount": null }), "E1312"),
        (json!({}), json!({ "amount": "1.005" }), "E1312"),
        (json!({}), json!({ "externalTrxId": "1".repeat(33) }), "E1312"),
        (json!({}), json!({ "externalTrxId": "1".repeat(32) }), "S1000"),
        (json!({}), json!({ "subscriberId": "077-712" }), "E1325"),
        (json!({}), json!({ "subscriberId": "077-712", "password": null }), "E1312"),
        (json!({}), json!({ "subscriberId": "94779999999" }), "E1317"),
        (json!({}), json!({ "subscriberId": "94771234567" }), "E1317"),
        (json!({ "debit": false }), json!({}), "E1328"),
        (json!({ "mobileAccount": false }), json!({}), "E1371"),
        (json!({ "debit": false, "mobileAccount": false }), json!({}), "E1328"),
        (json!({}), json!({ "paymentInstrumentName": "eZ Cash" }), "E1377"),
        (json!({}), json!({ "paymentInstrumentName": "mobile account" }), "S1000"),
        (json!({}), json!({ "paymentInstrumentName": "MobileAccount" }), "S1000"),
        (json!({}), json!({ "currency": "USD" }), "E1380"),
        (json!({}), json!({ "currency": "rupees" }), "E1380"),
        (json!({ "subscriptionRequired": true }), json!({}), "E1365"),
        (json!({ "maxTps": 0 }), json!({}), "E1318"),
        (json!({ "maxTpd": 0 }), json!({}), "E1319"),
        (json!({ "maxAmount": "99.99" }), json!({}), "E1329"),
        (json!({ "maxAmount": "100" }), json!({}), "S1000"),
        (json!({ "minAmount": "100.01" }), json!({}), "E1330"),
        (json!({}), json!({ "amount": "300.01" }), "E1378"),
        (json!({}), json!({ "amount": 300 }), "S1000"),
        (json!({ "taxType": 4 }), json!({}), "E1404"),
        (json!({ "taxType": 5, "tax": 1 }), json!({ "amount": "300" }), "E1378"),
    ];
    for (application, changes, code) in rows {
        let mut play = world(&application, &json!({}));
        let answer = play.call("caasDebit", &[debit(&changes)]);
        assert_eq!(answer["body"]["statusCode"], code, "{application} {changes}: {answer}");
        let paid = play.balance("subscriber:94777123456") != "300.00";
        assert_eq!((&answer["status"], paid), (&json!(200), code == "S1000"), "{answer}");
    }
}

#[test]
fn a_key_is_kept_for_its_request() {
    let mut play = world(&json!({}), &json!({}));
    let code = |play: &mut Play, changes: &Json| {
        play.call("caasDebit", &[debit(changes)])["body"]["statusCode"].clone()
    };
    // Neither what is not sound nor what is not authenticated takes a key.
    assert_eq!(code(&mut play, &json!({ "amount": "x" })), "E1312");
    assert_eq!(code(&mut play, &json!({ "password": "x" })), "E1313");
    assert_eq!(code(&mut play, &json!({ "amount": "301" })), "E1378");
    play.call("topUp", &[json!("94777123456"), json!(500)]);
    assert_eq!(code(&mut play, &json!({ "amount": "301" })), "E1378");
    assert_eq!(code(&mut play, &json!({})), "E1312");
    assert_eq!(code(&mut play, &json!({ "externalTrxId": "TRX-2" })), "S1000");
    for changes in [
        json!({ "externalTrxId": "TRX-2", "amount": "100.01" }),
        json!({ "externalTrxId": "TRX-2", "subscriberId": "94776351232" }),
        json!({ "externalTrxId": "TRX-2", "currency": "USD" }),
    ] {
        assert_eq!(code(&mut play, &changes), "E1312", "{changes}");
    }
    assert_eq!(code(&mut play, &json!({ "externalTrxId": "TRX-2", "password": "x" })), "E1313");
    // Another application has keys of its own.
    let other = json!({ "externalTrxId": "TRX-2", "applicationId": "APP_2", "password": "other" });
    assert_eq!(code(&mut play, &other), "S1000");
    // And so has another API, whatever the application.
    assert_eq!(play.call("payment", &[payment("K", "1")])["status"], 200);
    assert_eq!(code(&mut play, &json!({ "externalTrxId": "K", "amount": "1" })), "S1000");
    assert_eq!(play.call("payment", &[payment("TRX-2", "100")])["status"], 200);
}

#[test]
fn declines_are_tried_again_where_the_world_says_so() {
    let mut play = world(&json!({}), &json!({ "retryDeclines": true }));
    let body = debit(&json!({ "amount": "301" }));
    let code = |play: &mut Play| {
        let answer = play.call("caasDebit", std::slice::from_ref(&body));
        (answer["body"]["statusCode"].as_str().unwrap().to_owned(), answer["replayed"] == true)
    };
    assert_eq!(code(&mut play), ("E1378".to_owned(), false));
    assert_eq!(code(&mut play), ("E1378".to_owned(), false));
    play.call("topUp", &[json!("94777123456"), json!(1)]);
    assert_eq!(code(&mut play), ("S1000".to_owned(), false));
    assert_eq!(code(&mut play), ("S1000".to_owned(), true));
}

#[test]
fn requests_are_counted_with_the_wallets() {
    let mut play = world(&json!({ "maxTps": 2, "maxTpd": 3 }), &json!({}));
    let mut tries = 0;
    let mut code = |play: &mut Play| {
        tries += 1;
        let body = debit(&json!({ "externalTrxId": format!("T{tries}"), "amount": "1" }));
        play.call("caasDebit", &[body])["body"]["statusCode"].as_str().unwrap().to_owned()
    };
    assert_eq!(play.call("payment", &[payment("K1", "1")])["status"], 200);
    assert_eq!(code(&mut play), "S1000");
    assert_eq!(code(&mut play), "E1318");
    play.advance(1_000);
    assert_eq!(code(&mut play), "S1000");
    assert_eq!(code(&mut play), "E1319");
    assert_eq!(play.call("payment", &[payment("K2", "1")])["status"], 403);
}

#[test]
fn scripts_decide() {
    let mut play = world(&json!({ "notificationUrl": "http://localhost/a" }), &json!({}));
    let rule = |play: &mut Play, rule: Json| {
        let rule = with(&rule, &json!({ "operation": "caasDebit", "times": 1 }));
        play.call("script", &[rule]);
    };
    let ask = |play: &mut Play, key: &str| {
        let body = debit(&json!({ "externalTrxId": key, "amount": "10" }));
        let answer = play.call("caasDebit", &[body]);
        ["statusCode", "statusDetail"].map(|name| answer["body"][name].as_str().unwrap().to_owned())
    };
    rule(&mut play, json!({ "behaviour": "decline" }));
    let [code, text] = ask(&mut play, "A");
    assert_eq!((&*code, &*text), ("E1406", "Charging Authorization Rejected."));
    rule(&mut play, json!({ "behaviour": "decline", "code": "E1342" }));
    let [code, text] = ask(&mut play, "B");
    let blacklisted = "Sorry, Your phone number is blacklisted to use this application APP_1";
    assert_eq!((&*code, &*text), ("E1342", blacklisted));
    assert_eq!(ask(&mut play, "B"), [code, text]);
    assert_eq!(play.balance("provider:APP_1"), "0.00");

    rule(&mut play, json!({ "behaviour": "failBeforeCommit" }));
    assert_eq!(ask(&mut play, "C")[0], "E1601");
    assert_eq!(play.balance("provider:APP_1"), "0.00");
    rule(&mut play, json!({ "behaviour": "loseReply" }));
    assert_eq!(ask(&mut play, "C")[0], "E1601");
    assert_eq!(play.balance("provider:APP_1"), "7.00");
    assert_eq!(ask(&mut play, "C")[0], "S1000");
    assert_eq!(play.balance("provider:APP_1"), "7.00");

    rule(&mut play, json!({ "behaviour": "delay", "delayMs": 1_000 }));
    assert_eq!(ask(&mut play, "D")[0], "P1003");
    assert_eq!(play.call("account", &[json!("94777123456")])["held"], "10.00");
    assert_eq!(play.call("notifications", &[]).as_array().unwrap().len(), 3);
    play.advance(1_000);
    assert_eq!(ask(&mut play, "D")[0], "S1000");
    let codes: Vec<Json> = play
        .call("notifications", &[])
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["body"]["statusCode"].clone())
        .collect();
    assert_eq!(codes, ["E1406", "E1342", "S1000", "S1000"]);
}

#[test]
fn a_scripted_code_says_its_own_sentence() {
    for (code, detail) in [
        (
            "E1303",
            "IP address, which the request originates from, is not listed within the \
             allowed-host-address list",
        ),
        ("E1334", "Message length is too long. Maximum message length is {0}"),
        ("E1340", "Invalid request - {0}"),
        (
            "E1316",
            "Sorry, the APP_1 application is temporarily  unavailable. Please try again later.",
        ),
        ("E1830", "This service is not available for dialog users."),
        ("E1852", "max OTP attempts"),
    ] {
        let mut play = world(&json!({}), &json!({}));
        play.call("script", &[json!({ "behaviour": "decline", "code": code })]);
        let answer = play.call("caasDebit", &[debit(&json!({}))]);
        let told = ["statusCode", "statusDetail"].map(|name| answer["body"][name].clone());
        assert_eq!(told, [code, detail], "{answer}");
    }
}

#[test]
fn balances_are_told() {
    let rows = [
        (json!({}), json!({}), json!({}), json!(["300.00", "Active", "Pre Paid", "S1000"])),
        (
            json!({}),
            json!({ "subscriberId": "94776351232", "currency": "LKR" }),
            json!({}),
            json!(["800.00", "Active", "Post Paid", "S1000"]),
        ),
        (
            json!({}),
            json!({ "subscriberId": "94771234567" }),
            json!({}),
            json!(["300.00", "Suspended", "Pre Paid", "S1000"]),
        ),
        (
            json!({ "balanceQuery": false }),
            json!({}),
            json!({}),
            json!([null, null, null, "E1309"]),
        ),
        (
            json!({}),
            json!({}),
            json!({ "operators": [{ "id": "dialog", "prefixes": ["94"], "balanceQuery": false }] }),
            json!([null, null, null, "E1309"]),
        ),
        (json!({}), json!({ "password": "x" }), json!({}), json!([null, null, null, "E1313"])),
        (json!({}), json!({ "currency": "USD" }), json!({}), json!([null, null, null, "E1380"])),
        (
            json!({}),
            json!({ "subscriberId": "94779999999" }),
            json!({}),
            json!([null, null, null, "E1317"]),
        ),
        (json!({}), json!({ "subscriberId": null }), json!({}), json!([null, null, null, "E1312"])),
        (json!({}), json!({ "subscriberId": "*" }), json!({}), json!([null, null, null, "E1325"])),
    ];
    for (application, changes, rest, expected) in rows {
        let mut play = world(&application, &rest);
        let body = with(&debit(&json!({ "externalTrxId": null, "amount": null })), &changes);
        let answer = play.call("balanceQuery", &[body]);
        let told = ["chargeableBalance", "accountStatus", "accountType", "statusCode"]
            .map(|name| answer["body"][name].clone());
        assert_eq!(json!(told), expected, "{application} {changes} {rest}");
    }
    // What is held cannot be charged.
    let mut play = world(&json!({}), &json!({}));
    play.call("script", &[json!({ "behaviour": "processing" })]);
    play.call("caasDebit", &[debit(&json!({}))]);
    let body = debit(&json!({ "externalTrxId": null, "amount": null }));
    assert_eq!(play.call("balanceQuery", &[body])["body"]["chargeableBalance"], "200.00");
}

#[test]
fn subscriptions_begin_and_end() {
    let mut play = world(&json!({ "subscriptionRequired": true }), &json!({}));
    let ask = |play: &mut Play, operation: &str, changes: Json| {
        let body = debit(&json!({ "externalTrxId": null, "amount": null }));
        let body = play.call(operation, &[with(&body, &changes)])["body"].clone();
        ["statusCode", "statusDetail", "subscriptionStatus"].map(|name| body[name].clone())
    };
    let opt = |action: &str| json!({ "action": action });
    let registered = [json!("S1000"), json!("SUCCESS"), json!("REGISTERED")];
    let unregistered = [json!("S1000"), json!("SUCCESS"), json!("UNREGISTERED")];
    assert_eq!(ask(&mut play, "subscriptionStatus", json!({})), unregistered);
    assert_eq!(ask(&mut play, "subscribe", opt("0"))[0], "E1356");
    assert_eq!(ask(&mut play, "subscribe", opt("1")), registered);
    let again = ask(&mut play, "subscribe", json!({ "action": 1 }));
    assert_eq!(again, [json!("E1351"), json!("User already registered"), json!("REGISTERED")]);
    assert_eq!(ask(&mut play, "subscriptionStatus", json!({})), registered);
    assert_eq!(play.call("caasDebit", &[debit(&json!({}))])["body"]["statusCode"], "S1000");
    assert_eq!(ask(&mut play, "subscribe", opt("0")), unregistered);
    let body = debit(&json!({ "externalTrxId": "TRX-2" }));
    assert_eq!(play.call("caasDebit", &[body])["body"]["statusCode"], "E1365");
    assert_eq!(ask(&mut play, "subscribe", opt("2"))[0], "E1312");
    let suspended = json!({ "subscriberId": "94771234567" });
    assert_eq!(ask(&mut play, "subscribe", with(&suspended, &opt("1")))[0], "E1317");
    assert_eq!(ask(&mut play, "subscriptionStatus", suspended), unregistered);
    assert_eq!(ask(&mut play, "subscriptionStatus", json!({ "password": "x" }))[0], "E1313");

    let mut numbers = Vec::new();
    for action in ["1", "0", "1"] {
        let body = debit(&json!({ "externalTrxId": null, "amount": null, "action": action }));
        let answer = play.call("subscribe", &[body]);
        assert_eq!(answer["body"]["version"], "1.0");
        numbers.push(answer["body"]["requestId"].as_str().unwrap().to_owned());
    }
    assert!(numbers.iter().all(|number| number.len() == 13), "{numbers:?}");
    numbers.dedup();
    assert_eq!(numbers.len(), 3);
}
