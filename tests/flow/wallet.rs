//! Bodies of the wallet, and what its answers say in a few words.

use serde_json::{Value as Json, json};

use super::play::{Play, with};

pub const USER: &str = "tel:+94777123456";

/// A body around an amount, with fields put in the place of others; null takes one away. Those of
/// the amount are named without their parents.
fn body(wrapper: &str, key: &str, amount: &str, changes: &Json) -> Json {
    let body = json!({
        "clientCorrelator": key,
        "endUserId": USER,
        "paymentAmount": {
            "chargingInformation": { "amount": amount, "currency": "LKR", "description": "Game" },
        },
        "referenceCode": key,
    });
    let mut body = with(&body, changes);
    let mut inside = |parent: &str, name: &str| {
        body.as_object_mut().unwrap().remove(name);
        if let Some(value) = changes.get(name) {
            let place = body.pointer_mut(parent).unwrap();
            *place = with(place, &json!({ name: value }));
        }
    };
    inside("/paymentAmount/chargingInformation", "currency");
    inside("/paymentAmount/chargingInformation", "description");
    inside("/paymentAmount", "chargingMetaData");
    json!({ wrapper: body })
}

pub fn payment(key: &str, amount: &str, changes: &Json) -> Json {
    body("makePayment", key, amount, changes)
}

/// A refund of the payment with this key that was answered so.
pub fn refund(key: &str, amount: &str, (paid, answer): (&str, &Json), changes: &Json) -> Json {
    let original = json!({
        "originalReferenceCode": paid,
        "originalServerReferenceCode": answer["body"]["makePayment"]["serverReferenceCode"],
    });
    body("refundTransaction", key, amount, &and(original, changes))
}

pub fn reservation(key: &str, amount: &str, sequence: u32, changes: &Json) -> Json {
    let sequence = json!({ "referenceSequence": sequence });
    body("amountReservationTransaction", key, amount, &and(sequence, changes))
}

/// Changes and others, nulls among them.
pub fn and(mut changes: Json, others: &Json) -> Json {
    for (name, value) in others.as_object().unwrap() {
        changes[name] = value.clone();
    }
    changes
}

/// The status of an answer, the code or the operation's status, and the variables, if any.
pub fn told(answer: &Json) -> String {
    let body = &answer["body"];
    let error = &body["requestError"];
    let mut text = answer["status"].to_string();
    let mut say = |value: &Json| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !["null", "", "[]"].contains(&value.as_str()) {
            text.push(' ');
            text.push_str(&value);
        }
    };
    for kind in ["serviceException", "policyException"] {
        say(&error[kind]["messageId"]);
        for variable in error[kind]["variables"].as_array().into_iter().flatten() {
            say(variable);
        }
    }
    say(&body["fault"]["code"]);
    for wrapper in ["makePayment", "refundTransaction", "amountReservationTransaction"] {
        say(&body[wrapper]["transactionOperationStatus"]);
    }
    text
}

/// The balances of every account that is not empty and no subscriber's, nor cash.
pub fn shares(play: &mut Play) -> Vec<String> {
    let accounts = play.call("accounts", &[]);
    let accounts = accounts.as_array().unwrap().iter();
    let shares = accounts.filter(|account| {
        account["kind"] != "cash" && account["kind"] != "subscriber" && account["balance"] != "0.00"
    });
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    shares.map(|account| text(&account["id"]) + " " + &text(&account["balance"])).collect()
}

/// What the shares of an amount before tax total, in hundredths.
pub fn shared(postings: &Json) -> u64 {
    let postings = postings.as_array().unwrap().iter();
    let shares = postings.filter(|posting| {
        let component = posting["component"].as_str().unwrap();
        ["provider", "aggregator", "operator", "serviceCharge"].contains(&component)
    });
    let cents = |posting: &Json| -> u64 {
        posting["amount"].as_str().unwrap().replace('.', "").parse().unwrap()
    };
    shares.map(cents).sum()
}

/// What a subscriber has, and what is held of it.
pub fn money(play: &mut Play, msisdn: &str) -> String {
    let account = play.call("account", &[json!(msisdn)]);
    let text = |name: &str| account[name].as_str().unwrap().to_owned();
    text("balance") + " held " + &text("held")
}

/// Plays on from a snapshot, which must be the same as the ledger that goes on.
pub fn restored(play: &Play) -> Play {
    let bytes = play.snapshot();
    let restored = Play::restore(&bytes);
    assert!(restored.snapshot() == bytes, "the snapshot of what was restored has other bytes");
    restored
}
