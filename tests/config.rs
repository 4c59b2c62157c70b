//! Configurations of the ledger: the default world, what replaces it, and every refusal.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/json.rs"]
mod json;

use ready_reckoner::diagnostic::Refusal;
use ready_reckoner::document::Value;
use ready_reckoner::money::Decimal;
use ready_reckoner::world::tax::{AccountType, TaxType};
use ready_reckoner::world::{
    Config, ForeignNotify, Payer, ScriptRule, ScriptedOperation, SubscriberStatus,
};
use serde_json::{Value as Json, json};

fn read(config: &Json) -> Config {
    let read = Config::read(&json::value(config));
    read.unwrap_or_else(|refusal| panic!("{config}: {refusal}"))
}

/// Each problem on one line: where, which and what.
fn problems(refusal: &Refusal) -> Vec<String> {
    let line = |problem: &ready_reckoner::diagnostic::Problem| {
        let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{} {}: {}{help}", problem.path, problem.code.text(), problem.message)
    };
    refusal.problems.iter().map(line).collect()
}

#[test]
fn every_bad_configuration_is_refused_with_all_its_problems() {
    let mut wrong = Vec::new();
    for line in include_str!("data/configs.jsonl").lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let expected: Vec<&str> =
            row["problems"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        let found = match Config::read(&json::value(&row["config"])) {
            Ok(_) => Vec::new(),
            Err(refusal) => problems(&refusal),
        };
        if found != expected || found.is_empty() {
            wrong.push(json!({ "config": row["config"], "problems": found }).to_string());
        }
    }
    assert!(wrong.is_empty(), "found otherwise:\n{}", wrong.join("\n"));
}

/// What an operator calls its numbers, whether prepaid, and what there is on them.
fn told(config: &Config) -> Vec<String> {
    let line = |subscriber: &ready_reckoner::world::Subscriber| {
        let operator = &config.operators[subscriber.operator].id;
        let payer = match subscriber.payer {
            Payer::Prepaid => "prepaid".to_owned(),
            Payer::Postpaid { credit_limit } => format!("up to {credit_limit}"),
        };
        let (kind, balance) = (subscriber.account_type.name(), subscriber.balance);
        let notify = subscriber.notify_number.as_deref().unwrap_or("-");
        format!("{} {operator} {kind} {payer} {balance} {notify}", subscriber.msisdn)
    };
    config.subscribers.iter().map(line).collect()
}

#[test]
fn the_default_world_is_small_and_whole() {
    let world = Config::read(&Value::Absent).unwrap();
    assert_eq!(
        told(&world),
        [
            "94777123456 dialog GSM prepaid 100000 -",
            "94771234567 dialog GSM prepaid 25000 -",
            "94776351232 dialog GSM up to 500000 0 -",
            "94711234567 mobitel GSM prepaid 50000 -",
            "94117123456 dialog CDMA prepaid 50000 -",
            "94115123456 dialog LTE prepaid 50000 94777123456",
            "94114123456 dialog DTV prepaid 50000 94777123456",
        ]
    );
    assert!(
        world.subscribers.iter().all(|subscriber| subscriber.status == SubscriberStatus::Active)
    );
    assert!(world.operators.iter().all(|operator| operator.balance_query));
    assert_eq!((world.seed, world.start_time, world.time_zone), (1, 1_491_264_000_000, 19_800_000));
    assert_eq!(world.currency.code(), "LKR");
    let [application] = world.applications.as_slice() else { panic!("one application") };
    assert_eq!(application.id, "APP_000001");
    assert_eq!(application.password.as_deref(), Some("password"));
    assert_eq!(
        (application.provider.of(10_000), application.aggregator.of(10_000)),
        (Ok(7_000), Ok(0))
    );
    assert!(application.debit && application.mobile_account && application.balance_query);
    assert!(application.refunds && !application.subscription_required);
    assert!(!application.asynchronous && application.tax_type.is_none());
    assert_eq!(application.processing_ms, 1_000);
    let [biller] = world.billers.as_slice() else { panic!("one biller") };
    assert_eq!((biller.id.as_str(), biller.minimum_authorization), ("BILLER-1", 1));
    assert_eq!((biller.account_types.as_slice(), biller.application), (&AccountType::ALL[..], 0));
    assert_eq!((world.consent.timeout_ms, world.consent.attempts), (60_000, 3));
    assert_eq!((world.consent.hold, world.consent.foreign_notify), (true, ForeignNotify::Reject));
    assert!(!world.strict && !world.retry_declines && world.api_keys.is_none());
    assert!(world.rules.rules().is_empty() && world.scripts.is_empty());
    let levied = world.taxes.on(10_000, TaxType::All, None, AccountType::Gsm, world.start_time);
    assert_eq!(levied.unwrap().iter().map(|levied| levied.amount).sum::<i64>(), 4_967);
    // The world's amounts are whole units of whichever currency.
    assert_eq!(read(&json!({ "currency": "JPY" })).subscribers[0].balance, 1_000);
    assert_eq!(read(&json!({ "currency": "KWD" })).subscribers[0].balance, 1_000_000);
}

#[test]
fn a_given_list_takes_the_place_of_the_usual_one() {
    let config = read(&json!({
        "operators": [
            { "id": "short", "prefixes": ["94"], "balanceQuery": false },
            { "id": "long", "prefixes": ["1", "9477"] },
        ],
        "subscribers": [
            { "msisdn": "+94777000001", "kind": "prepaid", "balance": "12.50",
              "status": "suspended" },
            { "msisdn": "tel:94787000001", "kind": "postpaid", "creditLimit": 100, "balance": 100 },
            { "msisdn": "94777000003", "kind": "prepaid", "operator": "short", "accountType": "LTE",
              "notifyNumber": "tel:+94777000001" },
            { "msisdn": "7", "kind": "postpaid", "operator": "long" },
        ],
    }));
    assert_eq!(
        told(&config),
        [
            "94777000001 long GSM prepaid 1250 -",
            "94787000001 short GSM up to 10000 10000 -",
            "94777000003 short LTE prepaid 0 94777000001",
            "7 long GSM up to 0 0 -",
        ]
    );
    assert_eq!(config.subscribers[0].status, SubscriberStatus::Suspended);
    assert_eq!(config.operator_of("94777"), Some(1));
    assert_eq!(config.operator_of("94"), Some(0));
    assert_eq!(config.operator_of("9"), None);
    assert_eq!(config.applications.len(), 1, "what is left out stays");
    // The usual subscribers that no given operator has would have none.
    let config = read(&json!({ "operators": [{ "id": "mobitel", "prefixes": ["9471"] }] }));
    assert_eq!(told(&config), ["94711234567 mobitel GSM prepaid 50000 -"]);
    assert!(read(&json!({ "subscribers": [], "billers": [], "operators": [] })).billers.is_empty());
}

#[test]
fn every_field_is_read() {
    let config = read(&json!({
        "seed": 7, "startTime": "2026-01-01T00:00:00Z", "currency": "USD", "timeZone": -90,
        "applications": [
            { "id": "A", "serviceCharge": "33.335", "aggregatorShare": 10, "password": "p",
              "token": "t", "debit": false, "mobileAccount": false, "balanceQuery": false,
              "refunds": false, "subscriptionRequired": true, "maxTps": 0, "maxTpd": 9,
              "minAmount": "0.50", "maxAmount": 20, "taxType": 5, "tax": "2.5",
              "notificationUrl": "/notify", "asynchronous": true, "processingMs": 5 },
            { "id": "B", "serviceCharge": 100, "taxType": null },
            { "id": "C", "serviceCharge": 0, "taxType": 5 },
            { "id": "D", "serviceCharge": 0, "taxType": 4 },
        ],
        "billers": [
            { "id": "X", "minimumAuthorization": 3, "accountTypes": ["DTV"], "application": "B" },
        ],
        "consent": { "timeoutMs": 1, "attempts": 2, "hold": false, "foreignNotify": "proceed" },
        "chargeDefaults": { "onBehalfOf": "o", "purchaseCategoryCode": "p", "channel": "c" },
        "strict": true, "retryDeclines": true, "apiKeys": { "k": "t", "": "" },
        "rules": { "r": { "flat": 5 } },
        "scripts": [{ "behaviour": "loseSms", "application": "C", "times": 2 }],
    }));
    assert_eq!(
        (config.seed, config.start_time, config.time_zone),
        (7, 1_767_225_600_000, -5_400_000)
    );
    let [a, b, c, d] = config.applications.as_slice() else { panic!("four applications") };
    assert_eq!((a.service_charge, a.aggregator_share), (Decimal::new(33_335, 3), Decimal::TEN));
    assert_eq!((a.provider.of(100_000), a.aggregator.of(100_005)), (Ok(56_665), Ok(10_001)));
    assert_eq!((a.password.as_deref(), a.token.as_deref()), (Some("p"), Some("t")));
    assert!(!(a.debit || a.mobile_account || a.balance_query || a.refunds));
    assert!(a.subscription_required && a.asynchronous);
    assert_eq!((a.max_tps, a.max_tpd, a.processing_ms), (Some(0), Some(9), 5));
    assert_eq!((a.min_amount, a.max_amount), (Some(50), Some(2_000)));
    assert_eq!((a.tax_type, a.tax), (Some(TaxType::Percent), Some(Decimal::new(25, 1))));
    assert_eq!(a.notification_url.as_deref(), Some("/notify"));
    assert_eq!(
        (b.provider.of(99), b.tax_type, b.tax, b.password.as_deref()),
        (Ok(0), None, None, None)
    );
    assert_eq!((c.provider.of(99), c.tax), (Ok(99), Some(Decimal::ZERO)));
    assert_eq!((d.tax_type, d.tax), (Some(TaxType::Insurance), None));
    let biller = &config.billers[0];
    assert_eq!((biller.minimum_authorization, biller.application), (3, 1));
    assert_eq!(biller.account_types, [AccountType::Dtv]);
    assert_eq!((config.consent.timeout_ms, config.consent.attempts), (1, 2));
    assert_eq!(
        (config.consent.hold, config.consent.foreign_notify),
        (false, ForeignNotify::Proceed)
    );
    let defaults = config.charge_defaults;
    let defaults = [defaults.on_behalf_of, defaults.purchase_category_code, defaults.channel];
    assert_eq!(defaults.map(Option::unwrap), ["o", "p", "c"]);
    assert!(config.strict && config.retry_declines);
    assert_eq!(
        config.api_keys.unwrap(),
        [("", ""), ("k", "t")].map(|(k, t)| (k.to_owned(), t.to_owned()))
    );
    assert_eq!(config.rules.rules()[0].id, "r");
    assert_eq!((config.scripts[0].application, config.scripts[0].times), (Some(2), Some(2)));
}

#[test]
fn times_are_milliseconds_or_iso_8601() {
    let table = [
        (json!(0), 0),
        (json!(253_402_214_400_000_i64), 253_402_214_400_000),
        (json!("1970-01-01T00:00Z"), 0),
        (json!("1970-01-01T05:30:00+05:30"), 0),
        (json!("1969-12-31T23:00:00-01:00"), 0),
        (json!("2000-02-29T12:34:56.789Z"), 951_827_696_789),
        (json!("2017-04-04T00:00:00.5Z"), 1_491_264_000_500),
        (json!("2017-04-04T00:00:00.123999Z"), 1_491_264_000_123),
        (json!("2100-03-01T00:00:00Z"), 4_107_542_400_000),
        (json!("9999-12-30T23:59:59.999Z"), 253_402_214_399_999),
    ];
    for (given, time) in table {
        assert_eq!(read(&json!({ "startTime": given })).start_time, time, "{given}");
    }
    for (given, minutes) in [("Z", 0), ("+05:30", 330), ("-23:59", -1_439), ("+00:00", 0)] {
        assert_eq!(read(&json!({ "timeZone": given })).time_zone, minutes * 60_000, "{given}");
    }
    let day = 86_400_000;
    for (year, leap) in [(1972, true), (2000, true), (2023, false), (2024, true), (2100, false)] {
        let march = read(&json!({ "startTime": format!("{year}-03-01T00:00Z") })).start_time;
        let february = read(&json!({ "startTime": format!("{year}-02-28T00:00Z") })).start_time;
        assert_eq!(march - february, if leap { 2 * day } else { day }, "{year}");
    }
}

#[test]
fn scripts_say_what_is_to_go_wrong() {
    let config = read(&json!({}));
    let rule = |json: Json| {
        ScriptRule::read(&json::value(&json), &config).map_err(|refusal| problems(&refusal))
    };
    let codes = |rule: &ScriptRule| rule.code.map(|code| code.text());
    for (json, operations, effects) in [
        (json!("decline"), 7, "decline"),
        (json!(["decline", "loseReply"]), 7, "decline loseReply"),
        (json!("delay"), 4, "delay"),
        (json!("processing"), 4, "processing"),
        (json!("failBeforeCommit"), 7, "failBeforeCommit"),
        (json!("loseSms"), 1, "loseSms"),
        (json!(["loseReply", "loseSms"]), 1, "loseReply loseSms"),
        (json!(["delay", "decline", "loseReply"]), 4, "delay decline loseReply"),
        (json!(["duplicate", "reorder", "delay"]), 1, "duplicate reorder delay"),
        (json!(["drop"]), 1, "drop"),
    ] {
        let mut given = json!({ "behaviour": json });
        if effects.contains("delay") {
            given["delayMs"] = json!(5);
        }
        let read = rule(given).unwrap();
        let names: Vec<_> = read.effects.iter().map(|effect| effect.name()).collect();
        assert_eq!(names.join(" "), effects);
        let fits = ScriptedOperation::ALL.iter().filter(|one| read.operations.contains(**one));
        assert_eq!(fits.count(), operations, "{effects}");
        assert_eq!(
            (read.delay_ms, codes(&read)),
            (if effects.contains("delay") { 5 } else { 0 }, None)
        );
        assert_eq!((read.subscriber, read.amount, read.application), (None, None, None));
        assert_eq!((read.times, read.rate), (None, None));
    }
    let read = rule(json!({
        "operation": "caasDebit", "subscriber": "tel:+94777123456", "amount": "10.50",
        "application": "APP_000001", "behaviour": "loseReply", "times": 3, "rate": "0.25",
    }));
    let read = read.unwrap();
    assert_eq!(read.operations.only(), Some(ScriptedOperation::CaasDebit));
    assert_eq!(read.subscriber.as_deref(), Some("94777123456"));
    assert_eq!((read.amount, read.application, read.times), (Some(1_050), Some(0), Some(3)));
    assert_eq!(read.rate, Some(250_000_000));
    // A code says which API is meant.
    for (code, operations) in [("POL1000", 3), ("E1378", 3), ("402", 1)] {
        let read = rule(json!({ "behaviour": "decline", "code": code })).unwrap();
        let fits = ScriptedOperation::ALL.iter().filter(|one| read.operations.contains(**one));
        assert_eq!((fits.count(), codes(&read)), (operations, Some(code)));
    }
    assert_eq!(rule(json!({})).unwrap_err(), ["/behaviour missing-field: the field is missing"]);
    assert_eq!(rule(json!(5)).unwrap_err(), [" wrong-type: expected an object, found a number"]);
    let absent = ScriptRule::read(&Value::Absent, &config);
    assert_eq!(absent.unwrap_err().code.text(), "wrong-type");
}

#[test]
fn the_source_gives_the_same_world_again() {
    let object = |fields: &[(&str, Value)]| {
        Value::Object(
            fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        )
    };
    let balance = Value::Integer("90071992547409931".to_owned());
    let subscriber = object(&[
        ("msisdn", Value::Text("94777000001".to_owned())),
        ("kind", Value::Text("prepaid".to_owned())),
        ("balance", balance),
        ("operator", Value::Absent),
    ]);
    let given = object(&[
        ("seed", Value::Integer("5".to_owned())),
        ("strict", Value::Absent),
        ("subscribers", Value::List(vec![subscriber])),
    ]);
    let config = Config::read(&given).unwrap();
    assert_eq!(config.subscribers[0].balance, 9_007_199_254_740_993_100);
    let text = ready_reckoner::http::json::write(&config.source);
    let subscriber = r#"{"msisdn":"94777000001","kind":"prepaid","balance":"90071992547409931"}"#;
    assert_eq!(text, format!(r#"{{"seed":5,"subscribers":[{subscriber}]}}"#));
    let again = Config::read(&ready_reckoner::http::json::read(&text).unwrap()).unwrap();
    assert_eq!((again.seed, &again.subscribers), (5, &config.subscribers));
    assert_eq!(again.source, config.source);
    assert_eq!(Config::read(&Value::Absent).unwrap().source, Value::Object(Vec::new()));
}

#[test]
fn long_lists_are_refused_where_their_places_have_16_bits() {
    let biller = |index| json!({ "id": index, "minimumAuthorization": 1, "accountTypes": [] });
    let config = |length: usize| {
        let billers: Vec<_> = (0..length).map(|index| biller(index.to_string())).collect();
        Config::read(&json::value(&json!({ "billers": billers })))
    };
    assert_eq!(config(65_535).unwrap().billers.len(), 65_535);
    let refusal = config(65_536).unwrap_err();
    assert_eq!(problems(&refusal), ["/billers list-too-long: a list has 65,535 at most"]);
}

/// When each name was looked for among all others, such lists took minutes. The benchmark of growth
/// has the figures.
#[test]
fn long_lists_of_names_are_read_in_a_moment() {
    const COUNT: usize = 20_000;
    let numbers = || (0..COUNT).map(|number| format!("9{number:05}"));
    let list = |item: fn(String) -> serde_json::Value| numbers().map(item).collect::<Vec<_>>();
    let config = read(&json!({
        "operators": list(|name| json!({ "id": name, "prefixes": [name] })),
        "subscribers": list(|name| json!({ "msisdn": format!("{name}7"), "kind": "prepaid" })),
        "applications": list(|name| json!({ "id": name, "serviceCharge": 30 })),
        "billers": list(|name| json!({
            "id": name, "minimumAuthorization": 1, "accountTypes": ["GSM"], "application": name,
        })),
        "scripts": list(|name| json!({ "behaviour": "decline", "application": name })),
        "taxes": { "table": (0..COUNT).map(|from| json!({
            "components": [{ "component": "vat", "rate": 10 }], "from": from, "to": from + 1,
        })).collect::<Vec<_>>() },
    }));
    let last = COUNT - 1;
    assert_eq!(config.subscribers[last].operator, last);
    assert_eq!(usize::from(config.billers[last].application), last);
    assert_eq!(config.scripts[last].application.map(usize::from), Some(last));
    let taxed = |at| config.taxes.on(1_000, TaxType::Value, None, AccountType::Gsm, at);
    assert_eq!(taxed(last as i64).unwrap()[0].amount, 100);
    assert!(taxed(COUNT as i64).is_err());
}

#[test]
fn tables_of_taxes_overlap_with_any_before_them() {
    let components = json!([{ "component": "vat", "rate": 10 }]);
    let table = |from, to| json!({ "components": components, "from": from, "to": to });
    let problems = |tables: &[serde_json::Value]| -> Vec<String> {
        let config = json!({ "taxes": { "table": tables } });
        let Err(refusal) = Config::read(&json::value(&config)) else { return Vec::new() };
        refusal.problems.iter().map(|problem| problem.path.clone()).collect()
    };
    let apart = [table(20, 30), table(0, 10), table(10, 20), table(40, 50)];
    assert!(problems(&apart).is_empty());
    let [long, longer] = [table(0, 100), table(90, 150)];
    let long = [long, longer, table(120, 130), table(150, 151), table(10, 20)];
    assert_eq!(problems(&long), ["/taxes/table/1", "/taxes/table/2", "/taxes/table/4"]);
    assert_eq!(problems(&[table(5, 6), table(0, 10), table(0, 1)]).len(), 2);
}
