//! Debits from any account.

use serde_json::{Value as Json, json};

use super::play::{Play, again_of, with};

pub const GSM: &str = "94777123456";
pub const LTE: &str = "94115123456";

fn body(changes: &Json) -> Json {
    let body = json!({ "BILLERID": "B1", "AUTHFLAG": 1, "AMOUNT": 100, "RC": 7, "TRID": "T" });
    with(&body, changes)
}

pub fn world(rest: &Json) -> Play {
    let types = json!(["GSM", "LTE", "DTV"]);
    let config = json!({
        "applications": [
            { "id": "APP_1", "serviceCharge": 30 },
            { "id": "APP_2", "serviceCharge": 50 },
        ],
        "billers": [
            { "id": "B1", "minimumAuthorization": 1, "accountTypes": types },
            {
                "id": "B2", "minimumAuthorization": 2, "accountTypes": types,
                "application": "APP_2",
            },
        ],
        "subscribers": [
            { "msisdn": GSM, "kind": "prepaid", "balance": 200 },
            { "msisdn": "94777000001", "kind": "prepaid", "balance": 200, "status": "suspended" },
            { "msisdn": "94777000002", "kind": "postpaid", "creditLimit": 200 },
            { "msisdn": "94777000003", "kind": "prepaid", "accountType": "CDMA", "balance": 200 },
            {
                "msisdn": LTE, "kind": "prepaid", "accountType": "LTE", "balance": 200,
                "operator": "dialog", "notifyNumber": GSM,
            },
            {
                "msisdn": "94114000001", "kind": "prepaid", "accountType": "DTV", "balance": 200,
                "operator": "dialog", "notifyNumber": "94711234567",
            },
            {
                "msisdn": "94114000002", "kind": "prepaid", "accountType": "DTV", "balance": 200,
                "operator": "dialog",
            },
        ],
    });
    Play::new(&with(&config, rest))
}

/// A world in which the debit fits a rule of a script.
pub fn scripted(rule: &Json) -> Play {
    world(&json!({ "scripts": [rule] }))
}

pub fn debit(play: &mut Play, account: &str, changes: &Json) -> Json {
    play.call("debit", &[json!(account), body(changes)])
}

/// The status, in which the body agrees with it.
pub fn status(answer: &Json) -> i64 {
    let status = answer["status"].as_i64().unwrap();
    assert_eq!(answer["body"]["resCode"], status);
    status
}

pub fn messages(play: &mut Play) -> Vec<Json> {
    play.call("messages", &[]).as_array().unwrap().clone()
}

/// Balance and what is held.
pub fn money(play: &mut Play, account: &str) -> [String; 2] {
    let account = play.call("account", &[json!(account)]);
    ["balance", "held"].map(|name| account[name].as_str().unwrap().to_owned())
}

pub fn state(play: &mut Play) -> Vec<String> {
    let all = play.call("transactions", &[json!({ "kind": "debit" })]);
    let status = |one: &Json| one["status"].as_str().unwrap().to_owned();
    all.as_array().unwrap().iter().map(status).collect()
}

#[test]
fn each_row_of_the_table_has_its_status() {
    let rows = [
        (201, GSM, json!({}), "Debited"),
        (201, GSM, json!({ "AUTHFLAG": "2", "AMOUNT": "100", "RC": "-7" }), "Debited"),
        (202, GSM, json!({ "AUTHFLAG": 3 }), "ConsentPending"),
        (201, LTE, json!({ "BILLERID": "B2", "AUTHFLAG": 2 }), "Debited"),
        (401, GSM, json!({ "BILLERID": "B3" }), ""),
        (401, GSM, json!({ "BILLERID": "B2" }), "Rejected"),
        (401, "94777000002", json!({}), "Rejected"),
        (401, "94777000003", json!({}), "Rejected"),
        (409, "94777999999", json!({}), ""),
        (409, "94777999999", json!({ "BILLERID": "B2" }), ""),
        (409, "94777000001", json!({}), "Rejected"),
        (409, GSM, json!({ "TAXTYPE": 4 }), "Rejected"),
        (402, GSM, json!({ "AMOUNT": 134 }), "Rejected"),
        (402, GSM, json!({ "AMOUNT": 134, "AUTHFLAG": 3 }), "Rejected"),
        (402, GSM, json!({ "AMOUNT": 99_999_999_999_999_i64 }), "Rejected"),
        (402, GSM, json!({ "TAXTYPE": 5, "TAX": "9999999999999999" }), "Rejected"),
        (201, GSM, json!({ "AMOUNT": 133 }), "Debited"),
        (201, GSM, json!({ "AMOUNT": 200, "TAXTYPE": 5, "TAX": 0 }), "Debited"),
        (409, "94114000001", json!({ "AUTHFLAG": 3 }), "Rejected"),
        (409, "94114000002", json!({ "AUTHFLAG": 3 }), "Rejected"),
        (201, "94114000001", json!({ "AUTHFLAG": 2 }), "Debited"),
        (409, GSM, json!({ "AMOUNT": 0 }), ""),
        (409, GSM, json!({ "AMOUNT": "1.5" }), ""),
        (409, GSM, json!({ "RC": "x" }), ""),
        (409, GSM, json!({ "AUTHFLAG": 4 }), ""),
        (409, GSM, json!({ "TAXTYPE": 6 }), ""),
        (409, GSM, json!({ "TAXTYPE": 5 }), ""),
        (409, GSM, json!({ "TAX": 5 }), ""),
        (409, GSM, json!({ "BILLERID": null }), ""),
        (409, "077 712 3456", json!({}), ""),
        (409, "", json!({}), ""),
    ];
    for (expected, account, changes, became) in rows {
        let mut play = world(&json!({}));
        let answer = debit(&mut play, account, &changes);
        let text = match expected {
            201 => "Debit successful",
            202 => "Consent pending",
            401 => "Un-authorized",
            402 => "Balance insufficient",
            _ => "Error while processing",
        };
        let mut whole = json!({
            "status": expected, "body": { "resCode": expected, "resDesc": text }, "replayed": false,
            "lost": false, "reason": answer["reason"],
        });
        assert_eq!(answer["reason"].is_null(), expected < 400, "{answer}");
        if expected == 202 {
            whole["trid"] = json!("T");
            whole["biller"] = json!("B1");
        }
        assert_eq!(answer, whole, "{account} {changes}");
        assert_eq!(state(&mut play).concat(), became, "{account} {changes}");

        // Again: what was stored is told again, and nothing happens.
        let before = play.snapshot();
        let again = debit(&mut play, account, &changes);
        whole["replayed"] = json!(!became.is_empty());
        assert_eq!(again, whole, "{account} {changes}");
        assert!(before == play.snapshot(), "{account} {changes}");
    }
}

#[test]
fn shares_and_taxes_are_the_billers() {
    let mut play = world(&json!({}));
    debit(&mut play, GSM, &json!({ "BILLERID": "B2", "AUTHFLAG": 2 }));
    let accounts =
        ["provider:APP_2", "operator:dialog", "tax:cess", "tax:levy", "tax:nbt", "tax:vat"];
    let balances = accounts.map(|account| play.balance(account));
    assert_eq!(balances, ["50.00", "50.00", "2.04", "25.51", "2.60", "19.52"]);
    debit(&mut play, LTE, &json!({ "AMOUNT": 10, "TAXTYPE": 5, "TAX": "7.25" }));
    assert_eq!(
        (play.balance("tax:other"), play.balance("provider:APP_1")),
        ("0.73".into(), "7.00".into())
    );
    assert_eq!(money(&mut play, LTE), ["189.27", "0.00"]);
}

#[test]
fn keys_are_each_billers_own() {
    let mut play = world(&json!({}));
    let small = json!({ "AMOUNT": 10, "AUTHFLAG": 2, "TAXTYPE": 5, "TAX": "5.0" });
    let change = |change: Json| with(&small, &change);
    assert_eq!(status(&debit(&mut play, GSM, &small)), 201);
    let same = change(json!({ "AMOUNT": "10", "TAX": 5 }));
    assert_eq!(debit(&mut play, &["tel:+", GSM].concat(), &same)["replayed"], true);
    for other in [
        json!({ "AMOUNT": 11 }),
        json!({ "AUTHFLAG": 1 }),
        json!({ "RC": 8 }),
        json!({ "TAX": 6 }),
        json!({ "TAXTYPE": 2, "TAX": null }),
    ] {
        let answer = debit(&mut play, GSM, &change(other));
        assert_eq!((status(&answer), &answer["replayed"]), (409, &json!(false)));
    }
    assert_eq!(status(&debit(&mut play, LTE, &small)), 409);
    assert_eq!(status(&debit(&mut play, GSM, &change(json!({ "BILLERID": "B2" })))), 201);
    assert_eq!(status(&debit(&mut play, GSM, &change(json!({ "BILLERID": "B3" })))), 401);
    assert_eq!(state(&mut play).len(), 2);
}

#[test]
fn a_key_that_is_not_given_is_made_and_told() {
    let mut play = world(&json!({}));
    let small = |trid: Option<&str>| json!({ "AMOUNT": 1, "TRID": trid });
    let first = debit(&mut play, GSM, &small(None));
    let second = debit(&mut play, GSM, &small(None));
    assert_ne!(first["trid"], second["trid"]);
    let again = debit(&mut play, GSM, &small(first["trid"].as_str()));
    assert_eq!(again, again_of(&first));
    let state = play.call("debitStatus", &[second["trid"].clone()]);
    assert_eq!(state, second);
}

#[test]
fn a_script_declines_and_breaks() {
    for (code, expected) in
        [(None, 409), (Some("401"), 401), (Some("402"), 402), (Some("500"), 500)]
    {
        let rule = json!({ "operation": "debit", "behaviour": "decline", "times": 1 });
        let rule = with(&rule, &json!({ "code": code }));
        let mut play = scripted(&rule);
        assert_eq!(status(&debit(&mut play, GSM, &json!({}))), expected);
        assert_eq!(debit(&mut play, GSM, &json!({}))["replayed"], true);
        assert_eq!(money(&mut play, GSM), ["200.00", "0.00"]);
        assert_eq!(status(&debit(&mut play, GSM, &json!({ "TRID": "U" }))), 201);
    }
    for (flag, stored) in [(1, 201), (3, 202)] {
        let flag = json!({ "AUTHFLAG": flag });
        let mut play = scripted(&json!({ "behaviour": "failBeforeCommit", "times": 1 }));
        let lost = debit(&mut play, GSM, &flag);
        assert_eq!((status(&lost), &lost["body"]["resDesc"]), (500, &json!("Internal Error")));
        assert!(state(&mut play).is_empty() && messages(&mut play).is_empty());
        let retried = debit(&mut play, GSM, &flag);
        assert_eq!((status(&retried), &retried["replayed"]), (stored, &json!(false)));

        let mut play = scripted(&json!({ "behaviour": "loseReply", "times": 1 }));
        let lost = debit(&mut play, GSM, &flag);
        assert_eq!((status(&lost), lost.get("trid")), (500, None));
        let retried = debit(&mut play, GSM, &flag);
        assert_eq!((status(&retried), &retried["replayed"]), (stored, &json!(true)));
        assert_eq!(state(&mut play).len(), 1);
    }
}
