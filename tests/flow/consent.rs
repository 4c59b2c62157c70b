//! The consent of a debit's customer, and the messages that ask for it.

use ready_reckoner::http::mock;
use serde_json::{Value as Json, json};

use super::debit::{GSM, LTE, debit, messages, money, scripted, state, status, world};
use super::play::{Play, again_of};

fn ask(play: &mut Play) -> Json {
    let answer = debit(play, GSM, &json!({ "AUTHFLAG": 3 }));
    assert_eq!(status(&answer), 202);
    answer
}

fn token(play: &mut Play) -> String {
    messages(play)[0]["token"].as_str().unwrap().to_owned()
}

fn confirm(play: &mut Play, token: &str) -> Json {
    play.call("confirmDebit", &[json!("T"), json!(token)])
}

/// How a consent ends, with the answer of the call that ended it.
type End = fn(&mut Play) -> Option<Json>;

#[test]
fn a_right_token_in_time_debits() {
    let mut play = world(&json!({}));
    let asked = ask(&mut play);
    assert_eq!(money(&mut play, GSM), ["200.00", "149.67"]);
    let sent = messages(&mut play);
    let code = token(&mut play);
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    let text = ["Your token for LKR 149.67 from 94777123456 is ", &code, ", TRID T"].concat();
    assert_eq!(
        sent,
        [json!({
            "id": sent[0]["id"], "to": GSM, "text": text, "sentAt": 1_491_264_000_000_i64,
            "trid": "T", "token": code, "expiresAt": 1_491_264_060_000_i64,
        })]
    );
    play.advance(30_000);
    assert_eq!(ask(&mut play), again_of(&asked));
    assert_eq!(play.call("debitStatus", &[json!("T")]), asked);
    play.advance(29_999);
    let good = confirm(&mut play, &code);
    assert_eq!((status(&good), good.get("trid")), (201, None));
    assert_eq!(money(&mut play, GSM), ["50.33", "0.00"]);
    assert_eq!(play.balance("provider:APP_1"), "70.00");

    // It is final: no token, refusal, cancellation or time changes it.
    let before = play.snapshot();
    for (operation, arguments) in [
        ("confirmDebit", vec![json!("T"), json!(code)]),
        ("confirmDebit", vec![json!("U"), json!(code)]),
        ("refuseDebit", vec![json!("T")]),
        ("cancelDebit", vec![json!("T")]),
        ("debitStatus", vec![json!("U")]),
    ] {
        let answer = play.call(operation, &arguments);
        assert_eq!(
            (status(&answer), &answer["body"]["resDesc"]),
            (409, &json!("no pending consent"))
        );
    }
    let again = debit(&mut play, GSM, &json!({ "AUTHFLAG": 3 }));
    assert_eq!(again, again_of(&good));
    assert!(before == play.snapshot());
    play.advance(60_000);
    assert_eq!((state(&mut play), messages(&mut play).len()), (vec!["Debited".to_owned()], 1));
}

#[test]
fn a_debit_without_consent_holds_nothing_any_more() {
    let ends: [(&str, End); 5] = [
        ("Expired", |play| {
            play.advance(60_000);
            None
        }),
        ("Rejected", |play| Some(play.call("refuseDebit", &[json!("T")]))),
        ("Cancelled", |play| Some(play.call("cancelDebit", &[json!(" T ")]))),
        ("Rejected", |play| {
            for _ in 0..2 {
                let wrong = confirm(play, "x");
                assert_eq!(
                    (status(&wrong), &wrong["body"]["resDesc"]),
                    (409, &json!("Wrong token"))
                );
                assert_eq!(state(play), ["ConsentPending"]);
            }
            Some(confirm(play, ""))
        }),
        ("Rejected", |play| {
            play.advance(59_999);
            for _ in 0..2 {
                confirm(play, "000000x");
            }
            Some(confirm(play, "000000x"))
        }),
    ];
    for (became, end) in ends {
        let mut play = world(&json!({}));
        ask(&mut play);
        let code = token(&mut play);
        let answer = end(&mut play);
        let state_now = play.call("debitStatus", &[json!("T")]);
        assert_eq!(answer.unwrap_or_else(|| state_now.clone()), state_now);
        assert_eq!(state_now["body"]["resDesc"], "Error while processing");
        assert_eq!((status(&state_now), state(&mut play)), (409, vec![became.to_owned()]));
        assert_eq!(money(&mut play, GSM), ["200.00", "0.00"]);
        assert_eq!(confirm(&mut play, &code)["body"]["resDesc"], "no pending consent");
        play.advance(60_000);
        let again = debit(&mut play, GSM, &json!({ "AUTHFLAG": 3 }));
        assert_eq!(again, again_of(&state_now));
        assert_eq!((state(&mut play), messages(&mut play).len()), (vec![became.to_owned()], 1));
    }
}

#[test]
fn without_a_hold_funds_are_looked_for_again() {
    for (spent, expected, left) in [(10, 201, "35.37"), (50, 402, "125.16")] {
        let mut play = world(&json!({ "consent": { "hold": false, "attempts": 1 } }));
        ask(&mut play);
        assert_eq!(money(&mut play, GSM), ["200.00", "0.00"]);
        debit(&mut play, GSM, &json!({ "AMOUNT": spent, "TRID": "U" }));
        let code = token(&mut play);
        let restored = mock::restore(&play.snapshot());
        let mut play = Play(restored.unwrap());
        assert_eq!(status(&confirm(&mut play, &code)), expected);
        assert_eq!(money(&mut play, GSM), [left, "0.00"]);
        let again = debit(&mut play, GSM, &json!({ "AUTHFLAG": 3 }));
        assert_eq!((status(&again), &again["replayed"]), (expected, &json!(true)));
    }
    let mut play = world(&json!({ "consent": { "attempts": 1, "timeoutMs": 1 } }));
    ask(&mut play);
    assert_eq!(confirm(&mut play, "x")["body"]["resDesc"], "Error while processing");
    assert_eq!(state(&mut play), ["Rejected"]);
}

#[test]
fn a_script_delays_and_loses_messages() {
    let mut play = scripted(&json!({ "behaviour": "delay", "delayMs": 5_000 }));
    ask(&mut play);
    play.advance(4_999);
    assert!(messages(&mut play).is_empty());
    play.advance(1);
    let sent = messages(&mut play);
    assert_eq!(sent[0]["sentAt"], 1_491_264_005_000_i64);
    assert_eq!(sent[0]["expiresAt"], 1_491_264_065_000_i64);
    play.advance(59_999);
    assert_eq!(state(&mut play), ["ConsentPending"]);
    play.advance(1);
    assert_eq!(state(&mut play), ["Expired"]);

    // All in one step, and a message that nobody waits for any more.
    let mut play = scripted(&json!({ "behaviour": "delay", "delayMs": 5_000 }));
    ask(&mut play);
    play.advance(65_000);
    assert_eq!((state(&mut play), messages(&mut play).len()), (vec!["Expired".to_owned()], 1));
    let mut play = scripted(&json!({ "behaviour": "delay", "delayMs": 5_000 }));
    ask(&mut play);
    play.call("cancelDebit", &[json!("T")]);
    play.advance(65_000);
    assert!(messages(&mut play).is_empty());

    let mut play = scripted(&json!({ "behaviour": "delay", "delayMs": 5_000 }));
    assert_eq!(status(&debit(&mut play, GSM, &json!({ "AUTHFLAG": 2 }))), 201);
    assert!(messages(&mut play).is_empty());
    play.advance(5_000);
    assert_eq!(messages(&mut play)[0]["sentAt"], 1_491_264_005_000_i64);

    let mut play = scripted(&json!({ "behaviour": "loseSms" }));
    ask(&mut play);
    play.advance(59_999);
    assert_eq!(
        (state(&mut play), messages(&mut play).len()),
        (vec!["ConsentPending".to_owned()], 0)
    );
    play.advance(1);
    assert_eq!(state(&mut play), ["Expired"]);

    let mut play = scripted(&json!({ "behaviour": "processing" }));
    ask(&mut play);
    play.advance(9_999_999);
    assert_eq!(
        (state(&mut play), messages(&mut play).len()),
        (vec!["ConsentPending".to_owned()], 0)
    );
    assert_eq!(status(&play.call("refuseDebit", &[json!("T")])), 409);
}

#[test]
fn a_declined_debit_is_asked_for_again_where_declines_are_retried() {
    let mut play = world(&json!({ "retryDeclines": true }));
    ask(&mut play);
    play.call("refuseDebit", &[json!("T")]);
    let again = ask(&mut play);
    assert_eq!(again["replayed"], false);
    assert_eq!(ask(&mut play)["replayed"], true);
    assert_eq!(play.call("debitStatus", &[json!("T")])["status"], 202);
    let code = messages(&mut play)[1]["token"].as_str().unwrap().to_owned();
    assert_eq!(status(&confirm(&mut play, &code)), 201);
    assert_eq!(play.call("debitStatus", &[json!("T")])["status"], 201);
    assert_eq!(state(&mut play), ["Rejected", "Debited"]);
}

#[test]
fn of_two_billers_with_one_key_the_token_tells() {
    let mut play = world(&json!({}));
    let of = |biller: &str| json!({ "BILLERID": biller, "AUTHFLAG": 3, "AMOUNT": 10 });
    debit(&mut play, GSM, &of("B1"));
    debit(&mut play, GSM, &of("B2"));
    let sent = messages(&mut play);
    for (sms, [first, second]) in
        sent.iter().zip([["Debited", "ConsentPending"], ["Debited", "Debited"]])
    {
        assert_eq!(status(&confirm(&mut play, sms["token"].as_str().unwrap())), 201);
        assert_eq!(state(&mut play), [first, second]);
    }
}

#[test]
fn a_restored_ledger_goes_on_waiting() {
    let mut play = scripted(&json!({ "behaviour": "delay", "delayMs": 5_000, "times": 1 }));
    ask(&mut play);
    debit(&mut play, LTE, &json!({ "AUTHFLAG": 3, "TRID": "U" }));
    play.advance(1_000);
    let mut other = Play(mock::restore(&play.snapshot()).unwrap());
    for (operation, arguments) in [
        ("confirmDebit", vec![json!("T"), json!("wrong")]),
        ("advance", vec![json!(59_000)]),
        ("messages", vec![]),
        ("debitStatus", vec![json!("U")]),
        ("debitStatus", vec![json!("T")]),
        ("advance", vec![json!(5_000)]),
        ("transactions", vec![]),
    ] {
        assert_eq!(play.text(operation, &arguments), other.text(operation, &arguments));
        assert!(play.snapshot() == other.snapshot());
    }
    assert_eq!(state(&mut other), ["Expired", "Expired"]);
}
#[test]
fn messages_go_where_a_telephone_is() {
    let proceed = json!({ "consent": { "foreignNotify": "proceed" } });
    for (account, flag, to) in [
        (GSM, 1, None),
        (GSM, 2, Some(GSM)),
        (LTE, 2, Some(GSM)),
        (LTE, 3, Some(GSM)),
        ("94114000001", 2, None),
        ("94114000002", 2, None),
        ("94114000001", 3, None),
    ] {
        let mut play = world(&proceed);
        let answer = debit(&mut play, account, &json!({ "AUTHFLAG": flag }));
        let asks = flag == 3 && to.is_some();
        assert_eq!(status(&answer), if asks { 202 } else { 201 });
        let sent = messages(&mut play);
        assert_eq!(sent.first().map(|sms| sms["to"].as_str().unwrap()), to, "{account} {flag}");
        let has_token = sent.first().is_some_and(|sms| sms.get("token").is_some());
        assert_eq!((sent.len(), has_token), (usize::from(to.is_some()), asks));
        if flag == 2 && to.is_some() {
            let text = ["Debited LKR 149.67 from ", account, ", TRID T"].concat();
            assert_eq!(sent[0]["text"], text);
        }
    }
}
