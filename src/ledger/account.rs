//! An account: four sums, the side it grows on, and what it may never do.

use serde::{Deserialize, Serialize};

/// The name of an account of [`Books`](super::Books).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountId(pub(super) u32);

impl AccountId {
    /// The position of the account in the order in which accounts were opened.
    #[must_use]
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// A side of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The debit side, on which cash and what is owed to the operator grow.
    Debit,
    /// The credit side, on which balances and what is payable grow.
    Credit,
}

/// What an account may never do, holds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guard {
    /// There is nothing that the account may not do.
    None,
    /// Its debits may not exceed its credits: a prepaid subscriber.
    Prepaid,
    /// Its debits may exceed its credits by no more than a limit: a postpaid subscriber.
    Postpaid {
        /// The limit, in minor units.
        limit: i64,
    },
}

/// The sums of an account, in minor units. The posted ones never shrink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Debited for good.
    pub debits_posted: i64,
    /// Credited for good.
    pub credits_posted: i64,
    /// To be debited when holds are settled.
    pub debits_pending: i64,
    /// To be credited when holds are settled.
    pub credits_pending: i64,
}

/// An account.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The side on which the account grows.
    pub normal: Side,
    /// What the account may never do.
    pub guard: Guard,
    /// What was debited and credited.
    pub sums: Sums,
}

impl Account {
    /// The balance, which is positive on the normal side of the account.
    #[must_use]
    pub fn balance(&self) -> i64 {
        let Sums { debits_posted, credits_posted, .. } = self.sums;
        match self.normal {
            Side::Debit => debits_posted - credits_posted,
            Side::Credit => credits_posted - debits_posted,
        }
    }

    /// What may still be debited, in minor units; none if there is no limit.
    #[must_use]
    pub fn available(&self) -> Option<i64> {
        let Sums { debits_posted, credits_posted, debits_pending, .. } = self.sums;
        let left = (credits_posted - debits_posted).saturating_sub(debits_pending);
        match self.guard {
            Guard::None => None,
            Guard::Prepaid => Some(left),
            Guard::Postpaid { limit } => Some(limit.saturating_add(left)),
        }
    }
}
