//! The invariants that hold for any listing, whatever was asked for: nothing here knows a rule of
//! charging.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::books::{Books, Side};
use super::money::cents;
use super::world::{World, account_of};

/// Signed sums by account and component: debits are positive.
type Legs = BTreeMap<(String, String), i128>;

/// Checks `transactions()` and `accounts()` against each other and against the configuration.
pub fn audit(world: &World, transactions: &Json, accounts: &Json) -> Result<(), String> {
    let all = transactions.as_array().ok_or("transactions() is no array")?;
    let mut books = Books::default();
    let mut ids = BTreeMap::new();
    for one in all {
        let within = |error: String| format!("{error}: {one}");
        let posted = legs(&one["postings"]).map_err(within)?;
        let held = legs(&one["held"]).map_err(within)?;
        for (name, legs) in [("posted", &posted), ("held", &held)] {
            // Invariant 1, for each transaction.
            if legs.values().sum::<i128>() != 0 {
                return Err(format!("{name} debits are not the credits: {one}"));
            }
        }
        let status = one["status"].as_str().unwrap_or_default();
        let pending = ["Processing", "Reserved", "ConsentPending"].contains(&status);
        if one["pending"] != pending || !held.is_empty() && !pending {
            return Err(format!("a {status} transaction is pending or holds money: {one}"));
        }
        if ["Denied", "Refused", "Rejected", "Cancelled"].contains(&status) && !posted.is_empty() {
            return Err(format!("a declined transaction moved money: {one}"));
        }
        let id = one["id"].as_str().ok_or_else(|| format!("no id: {one}"))?;
        if ids.insert(id.to_owned(), (one, posted, held)).is_some() {
            return Err(format!("two transactions have the id {id}"));
        }
        add(&mut books, one)?;
    }
    refunds(&ids)?;
    // Invariants 3 and 5: balances and holds are those of the postings, and of nothing else.
    books.compare(accounts, &world.postpaid_accounts())?;
    solvent(world, &books)
}

fn add(books: &mut Books, one: &Json) -> Result<(), String> {
    for (name, posted) in [("postings", true), ("held", false)] {
        for leg in one[name].as_array().ok_or("no array")? {
            let side = if leg["side"] == "debit" { Side::Debit } else { Side::Credit };
            let amount = leg["amount"].as_str().and_then(cents).ok_or("no amount")?;
            let entry = (leg["account"].as_str().unwrap_or_default().to_owned(), side, amount);
            if posted {
                books.post(&entry);
            } else {
                books.hold(&entry);
            }
        }
    }
    Ok(())
}

/// Invariant 2: no leg is negative.
fn legs(listed: &Json) -> Result<Legs, String> {
    let mut sums = Legs::new();
    for leg in listed.as_array().ok_or("no list of legs")? {
        let amount = leg["amount"].as_str().and_then(cents).ok_or("no amount")?;
        if amount < 0 {
            return Err(format!("a negative component {leg}"));
        }
        let sign = match leg["side"].as_str() {
            Some("debit") => 1,
            Some("credit") => -1,
            _ => return Err(format!("no side {leg}")),
        };
        let text = |name: &str| leg[name].as_str().unwrap_or_default().to_owned();
        *sums.entry((text("account"), text("component"))).or_default() += sign * amount;
    }
    Ok(sums)
}

/// Invariants 7 and 8: no component gives back more than it took, and all is back in the end.
fn refunds(ids: &BTreeMap<String, (&Json, Legs, Legs)>) -> Result<(), String> {
    let mut back: BTreeMap<&str, Legs> = BTreeMap::new();
    let original_of = |one: &Json| ids.get(one["original"].as_str()?).map(|(found, ..)| *found);
    for (one, posted, held) in ids.values() {
        let Some(mut original) = one["original"].as_str() else { continue };
        // What a charge of a reservation has posted stands with that.
        let charged = original_of(one).filter(|found| found["kind"] == "reservationCharge");
        if let Some(reservation) = charged.and_then(|found| found["original"].as_str()) {
            original = reservation;
        }
        let sums = back.entry(original).or_default();
        for (place, amount) in posted.iter().chain(held) {
            *sums.entry(place.clone()).or_default() += amount;
        }
    }
    for (original, sums) in back {
        let (payment, posted, _) = ids.get(original).ok_or("a refund of nothing")?;
        // The subscriber has one leg, or one a component: it is looked at as a whole below.
        let shares = sums.iter().filter(|((account, _), _)| !account.starts_with("subscriber:"));
        for (place, amount) in shares {
            let taken = -posted.get(place).copied().unwrap_or(0);
            if *amount < 0 || *amount > taken {
                return Err(format!("{place:?} gave back {amount} of {taken}: {payment}"));
            }
        }
        let mut charges = ids
            .values()
            .filter(|(one, ..)| one["kind"] == "reservationCharge" && one["original"] == original);
        let is_reservation = payment["kind"] == "reservation";
        // A step that was declined has taken nothing, and says of nothing that it is left.
        let is_left = |one: &Json| one["remaining"].as_str().is_some_and(|left| left != "0.00");
        let is_back = payment["remaining"] == "0.00"
            || is_reservation && !charges.any(|(one, ..)| is_left(one));
        if is_back {
            let mut accounts: BTreeMap<&str, i128> = BTreeMap::new();
            for ((account, _), amount) in posted.iter().chain(&sums) {
                *accounts.entry(account).or_default() += amount;
            }
            if let Some((account, amount)) = accounts.iter().find(|(_, amount)| **amount != 0) {
                return Err(format!("{account} is {amount} off after a full refund: {payment}"));
            }
        }
    }
    Ok(())
}

/// Invariant 4: nobody spends what is not there, holds included.
fn solvent(world: &World, books: &Books) -> Result<(), String> {
    for one in &world.subscribers {
        let sums = books.of(&account_of(&one.msisdn));
        let limit = if one.postpaid { one.limit } else { 0 };
        let left = limit + sums.credits - sums.debits - sums.pending_debits;
        if left < 0 {
            return Err(format!("{} is overdrawn by {left} hundredths", one.msisdn));
        }
    }
    Ok(())
}
