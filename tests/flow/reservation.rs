//! Reservations: held, enlarged, charged in parts, let go and forgotten in time.

use serde_json::{Value as Json, json};

use super::play::{Play, with};
use super::wallet::{money, reservation, restored, shared, shares, told};
use crate::random::Random;

const MSISDN: &str = "94777123456";

pub fn world(application: &Json) -> Play {
    let first = json!({ "id": "APP_1", "serviceCharge": 30, "taxType": 2 });
    let second = json!({ "id": "APP_2", "serviceCharge": 30 });
    Play::new(&json!({ "applications": [with(&first, application), second] }))
}

pub fn server(answer: &Json) -> Json {
    answer["body"]["amountReservationTransaction"]["serverReferenceCode"].clone()
}

/// What is reserved and charged by an answer.
pub fn totals(answer: &Json) -> String {
    let amount = &answer["body"]["amountReservationTransaction"]["paymentAmount"];
    let text = |name: &str| amount[name].as_str().unwrap().to_owned();
    text("amountReserved") + " " + &text("totalAmountCharged")
}

pub fn begin(play: &mut Play, amount: &str) -> Json {
    let answer = play.call("reserve", &[reservation("R", amount, 1, &json!({}))]);
    assert_eq!(told(&answer), "200 Reserved");
    server(&answer)
}

#[test]
fn the_answer_echoes_the_request() {
    let mut play = world(&json!({}));
    let changes = json!({
        "chargingMetaData": { "onBehalfOf": "Games" }, "notifyURL": "http://localhost/notice",
    });
    let answer = play.call("reserve", &[reservation("R", "100", 1, &changes)]);
    let reference = server(&answer);
    let name = reference.as_str().unwrap();
    let url = format!("/wallet/v1/transaction/tel%3A%2B94777123456/amountReservation/{name}");
    let expected = json!({ "amountReservationTransaction": {
        "clientCorrelator": "R",
        "endUserId": "tel:+94777123456",
        "paymentAmount": {
            "chargingInformation": { "amount": "100", "currency": "LKR", "description": "Game" },
            "chargingMetaData": { "onBehalfOf": "Games" },
            "amountReserved": "100.00",
            "totalAmountCharged": "0.00",
        },
        "referenceCode": "R",
        "referenceSequence": 1,
        "serverReferenceCode": reference,
        "resourceURL": url,
        "notifyURL": "http://localhost/notice",
        "transactionOperationStatus": "Reserved",
    } });
    assert_eq!(answer["body"], expected);
}

#[test]
fn what_is_charged_in_parts_is_what_is_charged_at_once() {
    let mut at_once = world(&json!({}));
    let reference = begin(&mut at_once, "100");
    assert_eq!(money(&mut at_once, MSISDN), "1000.00 held 149.67");
    let named = json!({ "serverReferenceCode": reference, "referenceCode": "R" });
    let answer = at_once.call("chargeReservation", &[reservation("C", "100", 2, &named)]);
    assert_eq!((told(&answer), totals(&answer)), ("200 Charged".into(), "0.00 100.00".into()));
    let whole = [
        "tax:cess 2.04",
        "tax:levy 25.51",
        "tax:nbt 2.60",
        "tax:vat 19.52",
        "operator:dialog 30.00",
        "provider:APP_1 70.00",
    ];
    assert_eq!(shares(&mut at_once), whole);

    let mut play = world(&json!({}));
    let reference = begin(&mut play, "60");
    let named = json!({ "serverReferenceCode": reference, "referenceCode": "R" });
    let steps = [
        ("chargeReservation", "33.33", "26.67 33.33", "950.12 held 39.92"),
        ("reserve", "39.99", "66.66 33.33", "950.12 held 99.78"),
        ("chargeReservation", "33.33", "33.33 66.66", "900.23 held 49.89"),
        ("reserve", "0.01", "33.34 66.66", "900.23 held 49.90"),
        ("chargeReservation", "33.34", "0.00 100.00", "850.33 held 0.00"),
    ];
    for (sequence, (operation, amount, total, left)) in (2..).zip(steps) {
        let key = format!("S{sequence}");
        let answer = play.call(operation, &[reservation(&key, amount, sequence, &named)]);
        assert_eq!(totals(&answer), total, "{operation} {amount}");
        assert_eq!(money(&mut play, MSISDN), left, "{operation} {amount}");
        play = restored(&play);
    }
    assert_eq!(shares(&mut play), whole);
    let record = play.call("paymentRecord", &[json!("R")]);
    let told = ["kind", "status", "amount", "total", "pending", "held"].map(|name| &record[name]);
    let expected =
        [json!("reservation"), json!("Charged"), json!("100.00"), json!("149.67"), json!(false)];
    assert_eq!(told[..5], expected.iter().collect::<Vec<_>>());
    assert_eq!(told[5], &json!([]));
    let parts = record["postings"].as_array().unwrap().iter().map(|posting| {
        format!(
            "{} {}",
            posting["component"].as_str().unwrap(),
            posting["amount"].as_str().unwrap()
        )
    });
    let parts: Vec<_> = parts.collect();
    let expected = [
        "amount 149.67",
        "provider 70.00",
        "operator 30.00",
        "cess 2.04",
        "levy 25.51",
        "nbt 2.60",
        "vat 19.52",
    ];
    assert_eq!(parts, expected);
}

#[test]
fn any_parts_of_any_reservation_total_the_whole() {
    let mut random = Random(7);
    for round in 0..150 {
        let aggregator = random.pick(&[0, 7, 33]);
        let mut play = world(&json!({ "aggregatorShare": aggregator }));
        let cents = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
        let mut base = 1 + random.next() % 300;
        let (mut charged, mut sequence) = (0, 2);
        let reference = begin(&mut play, &cents(base));
        let named = json!({ "serverReferenceCode": reference, "clientCorrelator": null });
        while charged < base {
            let more = sequence < 12 && random.one_in(3);
            let amount = 1 + random.next() % if more { 40 } else { base - charged };
            let operation = if more { "reserve" } else { "chargeReservation" };
            if more {
                base += amount
            } else {
                charged += amount
            }
            let answer =
                play.call(operation, &[reservation("S", &cents(amount), sequence, &named)]);
            assert_eq!(totals(&answer), format!("{} {}", cents(base - charged), cents(charged)));
            let listed = play.call("transactions", &[json!({ "kind": "reservation" })]);
            let lists = [("postings", charged), ("held", base - charged)];
            for (list, amount) in lists {
                let list = &listed[0][list];
                assert_eq!(shared(list), amount, "round {round}: {listed}");
                let list = list.as_array().unwrap().iter();
                let wrong = list.skip(1).any(|posting| posting["side"] != "credit");
                assert!(!wrong, "round {round}: {listed}");
            }
            sequence += 1;
        }
        let mut at_once = world(&json!({ "aggregatorShare": aggregator }));
        let reference = begin(&mut at_once, &cents(base));
        let named = json!({ "serverReferenceCode": reference });
        at_once.call("chargeReservation", &[reservation("C", &cents(base), 2, &named)]);
        assert_eq!(money(&mut play, MSISDN), money(&mut at_once, MSISDN), "round {round}");
        let (parts, whole) = (shares(&mut play), shares(&mut at_once));
        let taxes = |shares: &[String]| {
            let taxes = shares.iter().filter(|share| share.starts_with("tax:"));
            taxes.cloned().collect::<Vec<_>>()
        };
        assert_eq!(taxes(&parts), taxes(&whole), "round {round}");
        let once = |play: &mut Play| {
            let listed = play.call("transactions", &[json!({ "kind": "reservation" })]);
            listed[0]["postings"].clone()
        };
        assert_eq!(once(&mut play)[0], once(&mut at_once)[0], "round {round}");
    }
}

#[test]
fn what_a_formula_has_taken_stays_taken() {
    let mut play = Play::new(&json!({ "applications": [{ "id": "APP_1", "serviceCharge": 30 }] }));
    let charge = json!({
        "tenantId": "T", "productType": "P", "paymentMethod": "M",
        "chargeFormula": "A<100C|50C|A>=100C|1C",
    });
    assert_eq!(play.call("createCharge", std::slice::from_ref(&charge))["status"], 200);
    let metadata = json!({ "onBehalfOf": "T", "purchaseCategoryCode": "P", "channel": "M" });
    let changes = json!({ "chargingMetaData": metadata });
    let answer = play.call("reserve", &[reservation("R", "80", 1, &changes)]);
    // Later charges are for later reservations.
    let other = with(&charge, &json!({ "chargeFormula": "2C" }));
    play.call("createCharge", &[other]);
    let mut play = restored(&play);
    let named = json!({ "serverReferenceCode": server(&answer), "referenceCode": "R" });
    play.call("chargeReservation", &[reservation("C", "40", 2, &named)]);
    assert_eq!(shares(&mut play), ["operator:dialog 25.00", "provider:APP_1 15.00"]);
    // Of 110 the operator would have 1.00, and the provider 109.00.
    play.call("reserve", &[reservation("M", "30", 3, &named)]);
    play.call("chargeReservation", &[reservation("D", "70", 4, &named)]);
    assert_eq!(shares(&mut play), ["operator:dialog 25.00", "provider:APP_1 85.00"]);
    assert_eq!(money(&mut play, MSISDN), "890.00 held 0.00");
}
