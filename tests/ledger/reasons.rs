//! What `docs/codes.md` says of an answer's code: for which reasons it is given.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::bank::Answer;

const TABLES: &str = include_str!("../../docs/codes.md");

/// The API's heading, a code, and a reason for it.
type Row = (String, String, String);

static ROWS: LazyLock<BTreeSet<Row>> = LazyLock::new(|| {
    let mut api = String::new();
    let mut rows = BTreeSet::new();
    for line in TABLES.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut api);
        }
        let cells: Vec<_> = line.split('|').map(|cell| cell.trim().replace('`', "")).collect();
        if let [_, code, _, _, reasons, ..] = &cells[..] {
            for reason in reasons.split(", ") {
                rows.insert((api.clone(), code.clone(), reason.to_owned()));
            }
        }
    }
    rows
});

fn api(operation: &str) -> Option<&'static str> {
    match operation {
        "payment" | "refund" | "reserve" | "chargeReservation" | "releaseReservation" => {
            Some("Wallet: payments, refunds, reservations")
        }
        "debit" | "confirmDebit" | "refuseDebit" | "cancelDebit" | "debitStatus" => Some("Debits"),
        "caasDebit" | "balanceQuery" | "subscribe" | "subscriptionStatus" => {
            Some("Charging as a Service, and subscriptions")
        }
        "createCharge" => Some("Charges by formula"),
        _ => None,
    }
}

/// Whether an answer's reason is one for its code; a good answer has none, and a lost one says so.
pub fn check(operation: &str, answer: &Answer) -> Result<(), String> {
    let Some(api) = api(operation).filter(|_| answer.status > 0) else { return Ok(()) };
    let wrong = |what: &str| Err(format!("{what}: {}", answer.text));
    let code = match answer.json["body"]["statusCode"].as_i64() {
        Some(code) => code.to_string(),
        None => answer.outcome.clone(),
    };
    let is_good = match operation {
        "createCharge" => answer.status == 200,
        _ if api.starts_with("Charging") => ["S1000", "P1003"].contains(&code.as_str()),
        _ => answer.status < 300,
    };
    let lost = answer.json["lost"] == true;
    match answer.json["reason"].as_str() {
        None if is_good && !lost && answer.json["reason"].is_null() => Ok(()),
        None => wrong("no reason for what is no good answer"),
        Some(_) if is_good => wrong("a reason for a good answer"),
        Some(reason) if lost != (reason == "reply-lost") => wrong("lost, or not"),
        Some("scripted") => Ok(()),
        Some(reason) if ROWS.contains(&(api.to_owned(), code, reason.to_owned())) => Ok(()),
        Some(_) => wrong("not a reason for this code, as docs/codes.md has it"),
    }
}
