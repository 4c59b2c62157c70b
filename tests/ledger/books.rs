//! Balances as four sums for each account.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::money::{cents, decimal};
use super::world::{Subscriber, account_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Debit,
    Credit,
}

/// Posted debits and credits, pending debits and credits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub debits: i128,
    pub credits: i128,
    pub pending_debits: i128,
    pub pending_credits: i128,
}

pub type Entry = (String, Side, i128);

#[derive(Clone, Debug, Default)]
pub struct Books(pub BTreeMap<String, Sums>);

impl Books {
    pub fn of(&self, account: &str) -> Sums {
        self.0.get(account).copied().unwrap_or_default()
    }

    /// Posts what a subscriber begins with.
    pub fn open(&mut self, one: &Subscriber) {
        if !one.postpaid {
            self.post(&(account_of(&one.msisdn), Side::Credit, one.balance));
            self.post(&("cash".to_owned(), Side::Debit, one.balance));
        }
    }

    pub fn post(&mut self, (account, side, amount): &Entry) {
        let sums = self.0.entry(account.clone()).or_default();
        match side {
            Side::Debit => sums.debits += amount,
            Side::Credit => sums.credits += amount,
        }
    }

    /// Holds an amount, or gives it back where it is negative.
    pub fn hold(&mut self, (account, side, amount): &Entry) {
        let sums = self.0.entry(account.clone()).or_default();
        match side {
            Side::Debit => sums.pending_debits += amount,
            Side::Credit => sums.pending_credits += amount,
        }
    }

    /// Whether `accounts()` says the same; `postpaid` are the accounts of such subscribers.
    pub fn compare(&self, accounts: &Json, postpaid: &[String]) -> Result<(), String> {
        let listed = accounts.as_array().ok_or("accounts() is no array")?;
        let mut seen = Vec::new();
        for account in listed {
            let id = account["id"].as_str().ok_or("an account has no id")?;
            if seen.contains(&id) {
                return Err(format!("account {id} is listed twice"));
            }
            seen.push(id);
            let sums = self.of(id);
            let debit_side = id == "cash" || postpaid.iter().any(|account| account == id);
            let credit = sums.credits - sums.debits;
            let balance = if debit_side { -credit } else { credit };
            let held = match id {
                "cash" => 0,
                id if id.starts_with("subscriber:") => sums.pending_debits,
                _ => sums.pending_credits,
            };
            for (name, expected) in [("balance", balance), ("held", held)] {
                let found = account[name].as_str().and_then(cents);
                if found != Some(expected) {
                    let expected = decimal(expected);
                    return Err(format!("{id}: {name} should be {expected}: {account}"));
                }
            }
        }
        let absent = |(id, sums): &(&String, &Sums)| {
            **sums != Sums::default() && !seen.contains(&id.as_str())
        };
        match self.0.iter().find(absent) {
            None => Ok(()),
            Some((id, sums)) => Err(format!("account {id} is not listed: {sums:?}")),
        }
    }
}
