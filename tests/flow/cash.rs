//! Money from outside: top-ups and bills, and what is no such call.

use serde_json::json;

use super::play::Play;
use super::wallet::money;

const PREPAID: &str = "94777123456";
const POSTPAID: &str = "94776351232";

#[test]
fn prepaid_accounts_are_topped_up_and_postpaid_ones_pay_bills() {
    let mut play = Play::new(&json!({}));
    for (operation, who, amount) in [
        ("topUp", json!(PREPAID), json!("12.5")),
        ("topUp", json!("tel:+94777123456"), json!(0.25)),
        ("topUp", json!("+94777123456"), json!(7)),
        ("payBill", json!(POSTPAID), json!("100")),
    ] {
        let options = json!({ "credit": true });
        let more = (operation == "payBill").then_some(options);
        let arguments: Vec<_> = [who, amount].into_iter().chain(more).collect();
        assert_eq!(play.call(operation, &arguments), json!(null));
    }
    assert_eq!(money(&mut play, PREPAID), "1019.75 held 0.00");
    // What is paid before it is due is there to be used up.
    assert_eq!(money(&mut play, POSTPAID), "-100.00 held 0.00");
}

#[test]
fn misuse_is_refused_and_changes_nothing() {
    let mut play = Play::new(&json!({}));
    let before = play.snapshot();
    for (operation, who, amount, code) in [
        ("topUp", json!("94770000000"), json!("1"), "unknown-subscriber"),
        ("topUp", json!("somebody"), json!("1"), "unknown-subscriber"),
        ("topUp", json!(""), json!("1"), "unknown-subscriber"),
        ("topUp", json!(94_777_123_456_i64), json!("1"), "wrong-type"),
        ("topUp", json!(null), json!("1"), "wrong-type"),
        ("topUp", json!(POSTPAID), json!("1"), "account-kind"),
        ("payBill", json!(PREPAID), json!("1"), "account-kind"),
        ("topUp", json!(PREPAID), json!("0"), "amount-not-positive"),
        ("topUp", json!(PREPAID), json!("0.00"), "amount-not-positive"),
        ("topUp", json!(PREPAID), json!(-1), "amount-not-positive"),
        ("payBill", json!(POSTPAID), json!("-0.01"), "amount-not-positive"),
        ("topUp", json!(PREPAID), json!("100000000000000000"), "amount-too-large"),
        ("topUp", json!(PREPAID), json!("-100000000000000000"), "amount-not-positive"),
        ("payBill", json!(POSTPAID), json!("100000000000000000"), "amount-too-large"),
        ("payout", json!("APP_000001"), json!("100000000000000000"), "amount-too-large"),
        ("remit", json!("vat"), json!("100000000000000000"), "amount-too-large"),
        ("payBill", json!(POSTPAID), json!("0.01"), "bill-overpaid"),
        ("payout", json!("APP_000001"), json!("0.01"), "exceeds-owed"),
        ("topUp", json!("0777123456"), json!("1"), "msisdn-format"),
        ("topUp", json!(PREPAID), json!("0.001"), "amount-too-many-decimals"),
        ("topUp", json!(PREPAID), json!("much"), "amount-character"),
        ("topUp", json!(PREPAID), json!(null), "amount-type"),
        ("topUp", json!(PREPAID), json!(true), "amount-type"),
        ("payBill", json!(POSTPAID), json!({}), "amount-type"),
    ] {
        let arguments = [who, amount];
        let found = play.refused(operation, &arguments);
        assert_eq!(found, code, "{operation} {arguments:?}");
    }
    assert_eq!(play.refused("topUp", &[]), "wrong-type");
    assert!(play.snapshot() == before);
    // Two that fit 64 bits alone, but not together.
    play.call("topUp", &[json!(PREPAID), json!("40000000000000000")]);
    let most = [json!(PREPAID), json!("30000000000000000")];
    assert_eq!(play.refused("topUp", &most), "balance-overflow");
    assert_eq!(money(&mut play, PREPAID), "40000000000001000.00 held 0.00");
}
