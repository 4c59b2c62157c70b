//! Steps of reservations: declined, repeated, too late and scripted.

use serde_json::{Value as Json, json};

use super::play::{Play, with};
use super::reservation::{begin, server, totals, world};
use super::wallet::{and, money, reservation, restored, told};

const MSISDN: &str = "94777123456";

#[test]
fn steps_that_do_not_fit_are_declined_and_change_nothing() {
    let mut play = world(&json!({ "maxAmount": 1000 }));
    let reference = begin(&mut play, "100");
    let named = |changes: Json| {
        let named = json!({ "serverReferenceCode": reference, "clientCorrelator": null });
        and(named, &changes)
    };
    let unknown = "SVC0002 serverReferenceCode is not a reservation";
    let user = json!({ "endUserId": "tel:+94771234567" });
    let nobody = json!({ "endUserId": "tel:+94770000000" });
    let rows = [
        ("chargeReservation", "100.01", 2, json!({}), "400 POL2010"),
        ("chargeReservation", "1", 1, json!({}), "400 POL2010"),
        ("reserve", "1", 1, json!({}), "400 POL2010"),
        ("releaseReservation", "1", 1, json!({}), "400 POL2010"),
        ("reserve", "600", 2, json!({}), "403 POL1000"),
        ("reserve", "1000.01", 2, json!({}), "403 POL0254"),
        ("reserve", "1", 2, json!({ "currency": "USD" }), "403 POL0256 USD"),
        ("chargeReservation", "1", 2, user, &format!("400 {unknown}")),
        ("chargeReservation", "1", 2, nobody, "400 SVC0004 tel:+94770000000"),
        (
            "releaseReservation",
            "1",
            2,
            json!({ "serverReferenceCode": "WALLET_REF_0" }),
            &format!("400 {unknown}"),
        ),
        (
            "chargeReservation",
            "1",
            2,
            json!({ "serverReferenceCode": null }),
            "400 SVC0002 Missing mandatory parameter: serverReferenceCode",
        ),
        (
            "chargeReservation",
            "1",
            2,
            json!({ "transactionOperationStatus": "Released" }),
            "400 SVC0002 Parameter transactionOperationStatus: expected `Charged`, found \
             `Released`",
        ),
        ("reserve", "0", 2, json!({}), "400 SVC0007"),
        ("chargeReservation", "1", 2, json!({ "paymentAmount": null }), "400 POL0299"),
        (
            "reserve",
            "1",
            0,
            json!({}),
            "400 SVC0002 Parameter referenceSequence: expected a whole number from `1` up, found \
             a number `0`",
        ),
    ];
    let before = play.call("accounts", &[]);
    for (operation, amount, sequence, changes, expected) in rows {
        let body = reservation("N", amount, sequence, &named(changes));
        let answer = play.call(operation, std::slice::from_ref(&body));
        assert_eq!(told(&answer), expected, "{operation} {body}");
    }
    let other = [reservation("N", "1", 2, &named(json!({}))), json!({ "application": "APP_2" })];
    assert_eq!(told(&play.call("chargeReservation", &other)), format!("400 {unknown}"));
    assert_eq!(play.call("accounts", &[]), before);
    let again = reservation("R2", "1", 1, &json!({ "referenceCode": "R" }));
    let expected = "400 SVC0002 Already charged for this reference code";
    assert_eq!(told(&play.call("reserve", &[again])), expected);
    // A declined step has not used its number.
    let answer = play.call("chargeReservation", &[reservation("C", "1", 2, &named(json!({})))]);
    assert_eq!(told(&answer), "200 Charged");
}

#[test]
fn what_is_over_is_over() {
    let steps = ["reserve", "chargeReservation", "releaseReservation"];
    let over = |play: &mut Play, reference: &Json, code: &str| {
        for (sequence, operation) in (7..).zip(steps) {
            let named = json!({ "serverReferenceCode": reference, "clientCorrelator": null });
            let answer = play.call(operation, &[reservation("O", "1", sequence, &named)]);
            assert_eq!(told(&answer), code, "{operation}");
        }
        assert_eq!(money(play, MSISDN).split(' ').nth(2), Some("0.00"));
    };
    let status = |play: &mut Play| play.call("paymentRecord", &[json!("R")])["status"].clone();
    let fresh = reservation("F", "1", 1, &json!({ "referenceCode": "R" }));

    let mut play = world(&json!({}));
    let reference = begin(&mut play, "100");
    let named = json!({ "serverReferenceCode": reference });
    play.advance(599_999);
    let answer = play.call("chargeReservation", &[reservation("C", "40", 2, &named)]);
    assert_eq!(told(&answer), "200 Charged");
    let mut play = restored(&play);
    play.advance(1);
    over(&mut play, &reference, "400 POL2011");
    assert_eq!(status(&mut play), "Expired");
    assert_eq!(money(&mut play, MSISDN), "940.13 held 0.00");
    // Something was charged under its reference code.
    assert_eq!(
        told(&play.call("reserve", std::slice::from_ref(&fresh))).get(..11),
        Some("400 SVC0002")
    );

    let mut play = world(&json!({}));
    let reference = begin(&mut play, "100");
    let release = json!({ "serverReferenceCode": reference, "paymentAmount": null });
    let answer = play.call("releaseReservation", &[reservation("L", "1", 2, &release)]);
    assert_eq!((told(&answer), totals(&answer)), ("200 Released".into(), "0.00 0.00".into()));
    assert_eq!(status(&mut play), "Released");
    play.advance(600_000);
    over(&mut play, &reference, "400 POL2010");
    assert_eq!(status(&mut play), "Released");
    assert_eq!(told(&restored(&play).call("reserve", &[fresh])), "200 Reserved");

    let mut play = world(&json!({}));
    let reference = begin(&mut play, "100");
    let named = json!({ "serverReferenceCode": reference });
    play.call("chargeReservation", &[reservation("C", "100", 2, &named)]);
    over(&mut play, &reference, "400 POL2010");
    play.advance(600_000);
    assert_eq!(status(&mut play), "Charged");
}

#[test]
fn a_step_is_done_once() {
    let mut play = world(&json!({}));
    let reference = begin(&mut play, "100");
    let named = json!({ "serverReferenceCode": reference });
    let steps = [
        ("reserve", reservation("M", "20", 2, &named)),
        ("chargeReservation", reservation("C", "50", 3, &named)),
        ("chargeReservation", reservation("D", "500", 4, &named)),
        (
            "releaseReservation",
            reservation("L", "1", 4, &and(named.clone(), &json!({ "paymentAmount": null }))),
        ),
    ];
    let mut answers = vec![(
        "reserve",
        reservation("R", "100", 1, &json!({})),
        play.text("reserve", &[reservation("R", "100", 1, &json!({}))]),
    )];
    for (operation, body) in steps {
        let first = play.text(operation, std::slice::from_ref(&body));
        answers.push((operation, body, first.replace("\"replayed\":false", "\"replayed\":true")));
    }
    play.advance(600_000);
    let mut play = restored(&play);
    let before = play.snapshot();
    for (operation, body, text) in &answers {
        assert_eq!(&play.text(operation, std::slice::from_ref(body)), text);
    }
    let used = "400 SVC0002 Clientcorrelator is already used";
    let differs = "400 SVC0002 Charging operation failed, ClientCorrelator exist and charging data \
                   not matched";
    for (operation, body, expected) in [
        ("reserve", reservation("R", "101", 1, &json!({})), differs),
        ("reserve", reservation("R", "100", 2, &json!({})), differs),
        ("reserve", reservation("R", "100", 1, &named), used),
        ("chargeReservation", reservation("M", "20", 2, &named), used),
        ("payment", super::wallet::payment("R", "100", &json!({})), used),
    ] {
        assert_eq!(told(&play.call(operation, &[body])), expected);
    }
    assert!(play.snapshot() == before);
}

#[test]
fn scripts_fit_every_step() {
    let mut play = world(&json!({}));
    let script = |play: &mut Play, behaviour: &str, more: Json| {
        let rule = json!({ "operation": "reserve", "behaviour": behaviour, "times": 1 });
        play.call("script", &[with(&rule, &more)]);
    };
    script(&mut play, "loseReply", json!({}));
    script(&mut play, "failBeforeCommit", json!({}));
    script(&mut play, "decline", json!({ "code": "POL1010" }));
    let declined = reservation("D", "100", 1, &json!({ "referenceCode": "R" }));
    for replayed in [false, true] {
        let answer = play.call("reserve", std::slice::from_ref(&declined));
        assert_eq!(told(&answer), "403 POL1010 charging");
        assert_eq!(answer["replayed"], replayed);
    }
    let body = reservation("R", "100", 1, &json!({}));
    let expected = ["503 SVC1000", "503 SVC1000", "200 Reserved"];
    let held = ["0.00", "149.67", "149.67"];
    let mut reference = json!(null);
    for (expected, held) in expected.iter().zip(held) {
        let answer = play.call("reserve", std::slice::from_ref(&body));
        assert_eq!(told(&answer), *expected);
        assert_eq!(money(&mut play, MSISDN), format!("1000.00 held {held}"));
        reference = server(&answer);
    }
    let named = json!({ "serverReferenceCode": reference });
    let charge = reservation("C", "100", 2, &named);
    script(&mut play, "loseReply", json!({ "amount": "100" }));
    for expected in ["503 SVC1000", "200 Charged", "200 Charged"] {
        let answer = play.call("chargeReservation", std::slice::from_ref(&charge));
        assert_eq!(told(&answer), expected);
        assert_eq!(money(&mut play, MSISDN), "850.33 held 0.00");
    }
}
