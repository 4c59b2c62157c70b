//! Random configurations: few subscribers with little money, and every switch now and then.

use serde_json::{Value as Json, json};

use crate::random::Random;

/// Midnight of the documents' day, in UTC.
const START: i64 = 1_491_264_000_000;

pub fn config(random: &mut Random) -> Json {
    let subscribers = subscribers(random);
    let applications: Vec<_> = (0..1 + random.below(3)).map(|n| application(random, n)).collect();
    let billers: Vec<_> = (0..1 + random.below(2))
        .map(|n| biller(random, n, &applications[n % applications.len()]))
        .collect();
    let presets = ["LK-2014", "LK-2016-11", "LK-2018", "LK-2019-12", "LK-2024"];
    let mut config = json!({
        "seed": random.below(1 << 30),
        "startTime": START + i64::try_from(random.below(86_400_000)).unwrap(),
        "currency": if random.one_in(8) { "USD" } else { "LKR" },
        "operators": [
            { "id": "dialog", "prefixes": ["9477", "9476", "9474"], "balanceQuery": true },
            { "id": "mobitel", "prefixes": ["9471", "9470"], "balanceQuery": !random.one_in(3) },
        ],
        "subscribers": subscribers,
        "applications": applications,
        "billers": billers,
        "taxes": {
            "table": random.pick(&presets),
            "mode": if random.one_in(3) { "joint" } else { "sequential" },
        },
        "consent": {
            "timeoutMs": if random.one_in(4) { 1 + random.below(5000) } else { 60_000 },
            "attempts": if random.one_in(4) { 1 + random.below(4) } else { 3 },
            "hold": !random.one_in(6),
            "foreignNotify": if random.one_in(3) { "proceed" } else { "reject" },
        },
    });
    if random.one_in(6) {
        config["retryDeclines"] = json!(true);
    }
    config
}

fn subscribers(random: &mut Random) -> Vec<Json> {
    let kinds = [
        ("94777123456", "prepaid", "GSM", None),
        ("94771234567", "prepaid", "GSM", None),
        ("94776351232", "postpaid", "GSM", None),
        ("94711234567", "prepaid", "GSM", None),
        ("94742000001", "prepaid", "LTE", Some("94777123456")),
        ("94742000002", "prepaid", "LTE", None),
        ("94742000003", "prepaid", "DTV", Some("94777123456")),
        ("94742000004", "prepaid", "DTV", Some("94711234567")),
        ("94742000005", "prepaid", "CDMA", None),
    ];
    // The first subscriber is always there, so that notify numbers often belong to somebody.
    let mut chosen = vec![kinds[0]];
    for _ in 0..1 + random.below(4) {
        let next = random.pick(&kinds);
        if !chosen.contains(&next) {
            chosen.push(next);
        }
    }
    let mut subscribers = Vec::new();
    for (msisdn, kind, account_type, notify) in chosen {
        let money = match random.below(6) {
            0 => random.below(300),
            1 => 100_000_000 + random.below(100),
            _ => random.below(40_000),
        };
        let money = format!("{}.{:02}", money / 100, money % 100);
        let mut one = json!({ "msisdn": msisdn, "kind": kind, "accountType": account_type });
        one[if kind == "prepaid" { "balance" } else { "creditLimit" }] = json!(money);
        if let Some(notify) = notify {
            one["notifyNumber"] = json!(notify);
        }
        if random.one_in(14) {
            one["status"] = json!("suspended");
        }
        subscribers.push(one);
    }
    subscribers
}

fn application(random: &mut Random, n: usize) -> Json {
    let shares = ["30", "0", "100", "33.33", "12.5", "70", "29.99"];
    let mut one = json!({
        "id": format!("APP_{n:06}"),
        "password": format!("secret{n}"),
        "serviceCharge": random.pick(&shares),
        "refunds": !random.one_in(12),
    });
    if random.one_in(3) && one["serviceCharge"] != "100" {
        one["aggregatorShare"] = json!(random.pick(&["10", "0.01", "5", "12.34"]));
    }
    for switch in ["debit", "mobileAccount", "balanceQuery"] {
        if random.one_in(24) {
            one[switch] = json!(false);
        }
    }
    for (switch, of) in [("subscriptionRequired", 8), ("asynchronous", 4)] {
        if random.one_in(of) {
            one[switch] = json!(true);
        }
    }
    if random.one_in(8) {
        one["maxTps"] = json!(1 + random.below(3));
    }
    if random.one_in(8) {
        one["maxTpd"] = json!(3 + random.below(10));
    }
    if random.one_in(7) {
        one["minAmount"] = json!("1.00");
        one["maxAmount"] = json!("100.00");
    }
    if random.one_in(2) {
        one["taxType"] = json!(random.pick(&[1, 2, 2, 3]));
    }
    if random.one_in(2) {
        one["notificationUrl"] = json!(format!("http://localhost/{n}"));
    }
    if random.one_in(3) {
        one["processingMs"] = json!(random.pick(&[1, 1000, 5000, 60_000]));
    }
    one
}

fn biller(random: &mut Random, n: usize, application: &Json) -> Json {
    let mut types = vec!["GSM"];
    types.extend(["CDMA", "LTE", "DTV"].into_iter().filter(|_| !random.one_in(6)));
    let mut one = json!({
        "id": format!("BILLER-{n}"),
        "minimumAuthorization": random.pick(&[1, 1, 1, 2, 3]),
        "accountTypes": types,
    });
    if random.one_in(2) {
        one["application"] = application["id"].clone();
    }
    one
}
