//! Charges created by formula: who may create them, what is wrong with them, and what they take.

use serde_json::{Value as Json, json};

use super::play::{Play, with};
use super::wallet::{money, payment, restored, shares, told};

const MSISDN: &str = "94777123456";

fn creation(changes: &Json) -> Json {
    let body = json!({
        "tenantId": "Games", "productType": "subscription", "paymentMethod": "wallet",
        "chargeFormula": "5C + 2.5P*A",
    });
    with(&body, changes)
}

fn metadata(payee: &str, category: &str, channel: &str) -> Json {
    json!({ "chargingMetaData": {
        "onBehalfOf": payee, "purchaseCategoryCode": category, "channel": channel,
    } })
}

fn world(application: &Json, rest: &Json) -> Play {
    let first = json!({ "id": "APP_1", "serviceCharge": 30 });
    Play::new(&with(&json!({ "applications": [with(&first, application)] }), rest))
}

#[test]
fn the_answer_is_an_envelope() {
    let mut play = world(&json!({}), &json!({}));
    for id in ["CHARGE-1", "CHARGE-2"] {
        let answer = play.call("createCharge", &[creation(&json!({}))]);
        let expected = json!({
            "status": true, "statusCode": 0, "message": "Successful",
            "data": with(&creation(&json!({})), &json!({ "id": id })), "errors": [],
        });
        let told = json!({
            "status": 200, "body": expected, "replayed": false, "lost": false, "reason": null,
        });
        assert_eq!(answer, told);
    }
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_created() {
    for (changes, codes) in [
        (json!({ "tenantId": null }), vec!["missing-field"]),
        (
            json!({ "tenantId": " ", "productType": "", "paymentMethod": null }),
            vec!["missing-field"; 3],
        ),
        (json!({ "tenantId": 5 }), vec!["wrong-type"]),
        // The document's own example.
        (json!({ "chargeFormula": "2.5.6P*10C" }), vec!["several-points"]),
        (json!({ "chargeFormula": "5C+" }), vec!["missing-value"]),
    ] {
        let mut play = world(&json!({}), &json!({}));
        let before = play.snapshot();
        let answer = play.call("createCharge", &[creation(&changes)]);
        let body = &answer["body"];
        let envelope = ["status", "statusCode", "data"].map(|name| body[name].clone());
        assert_eq!(envelope, [json!(false), json!(400), json!(null)], "{changes}");
        assert_eq!(answer["status"], 400);
        let errors = body["errors"].as_array().unwrap();
        let found: Vec<_> = errors.iter().map(|error| error["message"].as_str().unwrap()).collect();
        assert_eq!(found, codes, "{changes}");
        assert!(errors.iter().all(|error| error["descriptiveMessage"].is_string()), "{changes}");
        assert!(play.snapshot() == before);
    }
    let mut play = world(&json!({}), &json!({}));
    for body in [json!(null), json!([]), json!("text"), json!({})] {
        assert_eq!(play.call("createCharge", &[body])["status"], 400);
    }
    assert_eq!(play.call("createCharge", &[])["status"], 400);
}

#[test]
fn keys_and_tokens_are_checked_where_there_are_some() {
    let keys = json!({ "apiKeys": { "key-1": "token-1", "key-2": "token-2" } });
    for (headers, status) in [
        (json!({ "apiKey": "key-1", "authorization": "Bearer token-1" }), 200),
        (json!({ "APIKEY": "key-2", "Authorization": "bearer token-2" }), 200),
        (json!({ "apiKey": "key-1", "authorization": "Bearer token-2" }), 401),
        (json!({ "apiKey": "key-3", "authorization": "Bearer token-1" }), 401),
        (json!({ "apiKey": "key-1", "authorization": "token-1" }), 401),
        (json!({ "apiKey": "key-1", "authorization": "Basic token-1" }), 401),
        (json!({ "apiKey": "key-1", "authorization": "Bearer " }), 401),
        (json!({ "apiKey": "key-1" }), 401),
        (json!({ "authorization": "Bearer token-1" }), 401),
        (json!({ "apiKey": 1, "authorization": ["Bearer token-1"] }), 401),
        (json!({}), 401),
        (json!(null), 401),
    ] {
        let mut play = world(&json!({}), &keys);
        let answer = play.call("createCharge", &[creation(&json!({})), headers.clone()]);
        assert_eq!(answer["status"], status, "{headers}");
        assert_eq!(answer["body"]["status"], status == 200, "{headers}");
        // Without knowing the key, nobody learns what is wrong with a body.
        let answer = play.call("createCharge", &[json!({}), headers.clone()]);
        assert_eq!(answer["status"], if status == 200 { 400 } else { 401 }, "{headers}");
    }
}

#[test]
fn a_charge_prices_the_payments_that_match_it() {
    let defaults = json!({ "chargeDefaults": {
        "onBehalfOf": "Nobody", "purchaseCategoryCode": "any", "channel": "wallet",
    } });
    let taken = |config: &Json, created: &[Json], changes: &Json| {
        let mut play = world(&json!({}), config);
        for changes in created {
            assert_eq!(play.call("createCharge", &[creation(changes)])["status"], 200);
        }
        let mut play = restored(&play);
        assert_eq!(told(&play.call("payment", &[payment("P", "100", changes)])), "200 Charged");
        assert_eq!(money(&mut play, MSISDN), "900.00 held 0.00");
        let record = play.call("paymentRecord", &[json!("P")]);
        let component = record["postings"][2]["component"].as_str().unwrap().to_owned();
        shares(&mut play).join(", ") + " " + &component
    };
    let usual = "operator:dialog 30.00, provider:APP_1 70.00 operator";
    let priced = "operator:dialog 7.50, provider:APP_1 92.50 serviceCharge";
    let other = "operator:dialog 1.00, provider:APP_1 99.00 serviceCharge";
    let none = json!({});
    let exact = metadata("Games", "subscription", "wallet");
    let fallback = json!({
        "tenantId": "Nobody", "productType": "any", "paymentMethod": "wallet",
        "chargeFormula": "1C",
    });
    let again = json!({ "chargeFormula": "1C" });
    let rows = [
        (&none, vec![], &exact, usual),
        (&none, vec![none.clone()], &exact, priced),
        (&none, vec![none.clone()], &none, usual),
        (&none, vec![none.clone()], &metadata("Games", "subscription", "web"), usual),
        (&none, vec![none.clone()], &metadata("games", "subscription", "wallet"), usual),
        (&none, vec![fallback.clone()], &none, usual),
        // The last for a product replaces those before it.
        (&none, vec![none.clone(), again.clone()], &exact, other),
        (&none, vec![again, none.clone()], &exact, priced),
        (&defaults, vec![fallback.clone()], &none, other),
        (&defaults, vec![fallback.clone()], &exact, other),
        (&defaults, vec![fallback, none.clone()], &exact, priced),
        (&defaults, vec![none.clone()], &none, usual),
        // What a payment does not say is as usual.
        (
            &defaults,
            vec![none.clone()],
            &json!({ "chargingMetaData": {
            "onBehalfOf": "Games", "purchaseCategoryCode": "subscription",
        } }),
            priced,
        ),
    ];
    for (config, created, changes, expected) in rows {
        assert_eq!(taken(config, &created, changes), expected, "{created:?} {changes}");
    }
}

#[test]
fn a_charge_is_part_of_the_amount() {
    let exact = metadata("Games", "subscription", "wallet");
    for (application, formula, amount, expected, parts) in [
        (json!({}), "10C", "10", "200 Charged", "operator:dialog 10.00"),
        (json!({}), "10C", "9.99", "400 SVC0270", ""),
        (json!({}), "10C+2P*A", "9.99", "400 SVC0270", ""),
        // A formula may give less than nothing.
        (json!({}), "39C-A", "40", "400 SVC0270", ""),
        (json!({}), "39C-A", "39", "200 Charged", "provider:APP_1 39.00"),
        (json!({}), "39C-A", "30", "200 Charged", "operator:dialog 9.00, provider:APP_1 21.00"),
        // The aggregator has its share of what is left.
        (
            json!({ "aggregatorShare": 20 }),
            "10C",
            "100",
            "200 Charged",
            "operator:dialog 10.00, provider:APP_1 70.00, aggregator:APP_1 20.00",
        ),
        (
            json!({ "aggregatorShare": 20 }),
            "10C",
            "11",
            "200 Charged",
            "operator:dialog 10.00, aggregator:APP_1 1.00",
        ),
        (json!({ "aggregatorShare": 20 }), "10C", "10", "200 Charged", "operator:dialog 10.00"),
        (
            json!({ "taxType": 5, "tax": 10 }),
            "10C",
            "100",
            "200 Charged",
            "tax:other 10.00, operator:dialog 10.00, provider:APP_1 90.00",
        ),
    ] {
        let mut play = world(&application, &json!({}));
        play.call("createCharge", &[creation(&json!({ "chargeFormula": formula }))]);
        let answer = play.call("payment", &[payment("P", amount, &exact)]);
        assert_eq!(told(&answer), expected, "{formula} {amount}");
        assert_eq!(shares(&mut play).join(", "), parts, "{formula} {amount}");
    }
}
