//! Random worlds and calls under audit.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ready_reckoner::flow::MockLedger;
use ready_reckoner::http::mock;

use super::bank::{Bank, open};
use super::calls::Generator;
use super::run::Session;
use super::shrink::shrink;
use super::spoiled::{Lie, Spoiled};
use super::worlds;
use crate::random::Random;

/// Calls in a world: few enough for a listing of all transactions now and then.
const STEPS: usize = 240;
const THREADS: u64 = 2;

/// What was met in a world, or the report of a failure.
fn world(seed: u64, lie: Option<Lie>) -> Result<BTreeMap<String, usize>, String> {
    let mut random = Random(seed);
    let config = worlds::config(&mut random);
    let open = |config: &serde_json::Value| {
        let lie: Lie = lie.unwrap_or(|_, answer| answer);
        Ok(Spoiled { inner: open(config)?, lie })
    };
    let fork = random.one_in(8).then(|| random.below(STEPS));
    let mut generator = Generator::new(random.next());
    let mut session = Session::new(open(&config).map_err(|e| format!("{e}: {config}"))?, &config);
    let mut run = || {
        for at in 0..STEPS {
            if fork == Some(at) {
                session.fork()?;
            }
            let step = generator.next(&session.model);
            session.step(&step)?;
        }
        session.close()
    };
    let Err(why) = run() else { return Ok(session.tally()) };
    let made = session.made.len();
    let report = match shrink(&open, &config, &generator.into_steps(), fork) {
        Some(failure) => format!("{}\n{}", failure.why, failure.lines(&config)),
        None => format!("{why}\n(it does not fail when it is played again)"),
    };
    Err(format!("seed {seed}, call {made}: {why}\nshrunk: {report}"))
}

/// Plays worlds from a first seed on, and adds up what was met.
fn worlds(first: u64, count: u64) -> BTreeMap<String, usize> {
    let all = Mutex::new(BTreeMap::new());
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (all, failed) = (&all, &failed);
            scope.spawn(move || {
                for seed in (first + thread..first + count).step_by(THREADS as usize) {
                    if failed.lock().unwrap().is_some() {
                        return;
                    }
                    match world(seed, None) {
                        Err(report) => *failed.lock().unwrap() = Some(report),
                        Ok(tally) => {
                            let mut all = all.lock().unwrap();
                            for (met, count) in tally {
                                *all.entry(met).or_insert(0) += count;
                            }
                        }
                    }
                }
            });
        }
    });
    if let Some(report) = failed.into_inner().unwrap() {
        panic!("{report}");
    }
    all.into_inner().unwrap()
}

/// A number from the environment, for longer runs and for a seed that failed.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

#[test]
fn every_balance_is_derived_again_after_every_call() {
    let count = setting("LEDGER_WORLDS", 1000);
    let tally = worlds(setting("LEDGER_SEED", 1), count);
    if std::env::var("LEDGER_WORLDS").is_ok() {
        println!("{tally:#?}");
        return;
    }
    let calls = tally["calls"];
    assert!(calls > 150_000, "only {calls} calls were made");
    for needed in NEEDED {
        assert!(tally.contains_key(*needed), "`{needed}` was never met: {tally:#?}");
    }
}

/// What must have been met, or the generator is blind there.
const NEEDED: &[&str] = &[
    "payment Charged",
    "payment Processing",
    "payment POL0008",
    "payment POL0253",
    "payment POL0254",
    "payment POL0256",
    "payment POL0299",
    "payment POL1000",
    "payment POL1001",
    "payment POL1009",
    "payment SVC0002",
    "payment SVC0004",
    "payment SVC0007",
    "payment SVC0270",
    "payment SVC1000",
    "payment 900800",
    "refund Refunded",
    "refund Processing",
    "refund POL1003",
    "refund POL1006",
    "refund POL1007",
    "refund SVC0007",
    "refund SVC1000",
    "debit 201",
    "debit 202",
    "debit 401",
    "debit 402",
    "debit 409",
    "debit 500",
    "confirmDebit 201",
    "confirmDebit 409",
    "caasDebit S1000",
    "caasDebit E1312",
    "caasDebit E1313",
    "caasDebit E1317",
    "caasDebit E1318",
    "caasDebit E1319",
    "caasDebit E1328",
    "caasDebit E1329",
    "caasDebit E1330",
    "caasDebit E1365",
    "caasDebit E1371",
    "caasDebit E1377",
    "caasDebit E1378",
    "caasDebit E1380",
    "caasDebit E1601",
    "reserve Reserved",
    "reserve Reserved, by a rate",
    "reserve SVC1000, by a rate",
    "chargeReservation Charged",
    "chargeReservation POL2010",
    "releaseReservation Released",
    "releaseReservation SVC1000",
    "reservationCharge is refunded",
    "payment ends as Refused",
    "debit ends as Cancelled",
    "debit ends as Expired",
    "debit ends as Rejected",
    "refund ends as Denied",
    "refund ends as Refunded",
    "reservation ends as Expired",
    "addSubscriber null",
    "balanceQuery E1601",
    "caasDebit P1003",
    "payBill bill-overpaid",
    "payout null",
    "payout exceeds-owed",
    "remit null",
    "resendToken null",
    "removeScript null",
    "setApplication null",
    "setBiller null",
    "setSubscriber null",
    "settle 201",
    "settle 402",
    "settle Charged",
    "settle POL1000",
    "settle Refunded",
    "subscribe E1601",
];

/// One way to lie each: a balance, a posting, a status, a replay, a message, an expiry.
const LIES: &[(&str, Lie)] = &[
    ("a balance", |operation, answer| match operation {
        "accounts" => answer.replace(".33\"", ".34\""),
        _ => answer,
    }),
    ("a component", |operation, answer| match operation {
        "transactions" => answer.replacen("\"component\":\"vat\"", "\"component\":\"nbt\"", 1),
        _ => answer,
    }),
    ("a replay", |_, answer| answer.replace("\"replayed\":true", "\"replayed\":false")),
    ("a status", |operation, answer| match operation {
        "payment" => answer.replace("POL1000", "POL1001"),
        _ => answer,
    }),
    ("a reason", |operation, answer| match operation {
        "payment" => answer.replace("insufficient-funds", "rate-per-day"),
        _ => answer,
    }),
    ("a loss", |_, answer| answer.replace("\"lost\":true", "\"lost\":false")),
    ("an expiry", |operation, answer| match operation {
        "messages" => answer.replace("\"expiresAt\":1", "\"expiresAt\":2"),
        _ => answer,
    }),
    ("a remainder", |operation, answer| match operation {
        "refund" => answer.replace("POL1003", "POL1006"),
        _ => answer,
    }),
];

#[test]
fn the_auditor_notices_every_lie() {
    for (name, lie) in LIES {
        let noticed = (1..20).find_map(|seed| world(seed, Some(*lie)).err());
        let report = noticed.unwrap_or_else(|| panic!("nobody noticed {name}"));
        let calls = report.lines().filter(|line| line.starts_with("{\"args\"")).count();
        assert!(calls < 12, "{name} was not shrunk: {report}");
    }
}

/// A ledger with a history, and the calls that made it.
fn lived(seed: u64) -> Session<MockLedger> {
    let mut random = Random(seed);
    let config = worlds::config(&mut random);
    let mut generator = Generator::new(random.next());
    let mut session = Session::new(open(&config).unwrap(), &config);
    for _ in 0..80 {
        let step = generator.next(&session.model);
        session.step(&step).unwrap();
    }
    session
}

#[test]
fn spoiled_snapshots_are_refused_or_harmless() {
    let (mut refused, mut restored) = (0, 0);
    for seed in 0..12 {
        let session = lived(seed);
        let bytes = session.bank.snapshot();
        for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert!(mock::restore(&bytes[..cut]).is_err(), "cut at {cut} of {seed}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(mock::restore(&longer).is_err(), "a byte more in {seed}");
        let mut random = Random(seed + 100);
        for _ in 0..150 {
            let mut spoiled = bytes.clone();
            for _ in 0..1 + random.below(2) {
                spoiled[random.below(bytes.len())] ^= 1 << random.below(8);
            }
            // Two changes may undo each other.
            assert!(spoiled == bytes || mock::restore(&spoiled).is_err(), "restored, {seed}");
            let Ok(mut ledger) = mock::restore(&sealed(&spoiled)) else {
                refused += 1;
                continue;
            };
            restored += 1;
            // Whatever it says, it says something.
            for line in session.made.iter().take(12) {
                let arguments = line["args"].as_array().unwrap();
                let _ = Bank::call(&mut ledger, line["call"].as_str().unwrap(), arguments);
            }
            let _ = Bank::call(&mut ledger, "transactions", &[]);
            let _ = Bank::call(&mut ledger, "advance", &[serde_json::json!(86_400_000)]);
            let _ = mock::snapshot(&ledger);
        }
    }
    assert!(refused > 300, "only {refused} spoiled snapshots were refused");
    assert!(restored > 300, "only {restored} spoiled snapshots were restored");
}

/// The same snapshot with a checksum that fits what is in it, as a forger would write it.
fn sealed(snapshot: &[u8]) -> Vec<u8> {
    let (bytes, _) = snapshot.split_last_chunk::<8>().unwrap();
    let sum = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    [bytes, &sum.to_le_bytes()].concat()
}
