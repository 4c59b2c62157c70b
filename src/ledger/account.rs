//! An account: four sums, the side it grows on, and what it may never do.

use crate::store::{Loader, Stored, stored};

/// Names an account of [`Books`](super::Books).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountId(pub(super) u32);

stored!(AccountId { 0 });

/// A side of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left one: what an account received, for one that grows on it.
    Debit,
    /// The right one.
    Credit,
}

stored!(Side: Debit, Credit);

/// What an account may never do, holds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anything goes.
    None,
    /// More has been credited than debited: a prepaid subscriber.
    Prepaid,
    /// No more has been debited than credited and this limit: a postpaid subscriber.
    Postpaid {
        /// The limit, in minor units.
        limit: i64,
    },
}

impl Stored for Guard {
    fn store(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::None => bytes.push(0),
            Self::Prepaid => bytes.push(1),
            Self::Postpaid { limit } => {
                bytes.push(2);
                limit.store(bytes);
            }
        }
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        match loader.choice(3) {
            0 => Self::None,
            1 => Self::Prepaid,
            _ => Self::Postpaid { limit: i64::load(loader) },
        }
    }
}

/// The sums of an account, in minor units; each only grows, but for the pending ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

stored!(Sums { debits_posted, credits_posted, debits_pending, credits_pending });

/// An account.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// The side it grows on.
    pub normal: Side,
    /// What it may never do.
    pub guard: Guard,
    /// What has been posted.
    pub sums: Sums,
}

stored!(Account { normal, guard, sums });

impl Account {
    /// What it holds, on its normal side.
    #[must_use]
    pub fn balance(&self) -> i64 {
        let Sums { debits_posted, credits_posted, .. } = self.sums;
        match self.normal {
            Side::Debit => debits_posted - credits_posted,
            Side::Credit => credits_posted - debits_posted,
        }
    }

    /// What may still be debited; none if there is no end to it.
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
