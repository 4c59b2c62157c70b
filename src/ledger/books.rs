//! Double entry: what is debited is credited, at once or pending.

use serde::{Deserialize, Serialize};

use super::account::{Account, AccountId, Guard, Side, Sums};
use crate::store::Paged;

/// One leg of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The amount in minor units; a debit is positive, a credit negative.
    pub amount: i64,
    /// The account that is debited or credited.
    pub account: AccountId,
    /// What the posting is for.
    pub component: Component,
}

/// What a posting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Component {
    /// The whole amount, on the account that pays or gets it.
    Amount,
    /// The service provider's share.
    Provider,
    /// The aggregator's share.
    Aggregator,
    /// The operator's share.
    Operator,
    /// The operator's share by a formula.
    ServiceCharge,
    /// The tax with this number, which means something to those who levy it.
    Tax(u8),
}

/// The name of an entry of [`Books`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryId(u32);

/// Postings that were made together.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct EntryRecord {
    first: u32,
    count: u16,
    pending: bool,
}

/// Why nothing was posted, by descending precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostError {
    /// There is no such hold, or it has been settled.
    HoldIsNotPending,
    /// More would be settled than is held.
    ExceedsHold,
    /// Debits and credits differ.
    Unbalanced,
    /// There is no such account.
    AccountNotFound,
    /// A sum would leave 64 bits.
    SumOverflows,
    /// An account would do what it may never do.
    ExceedsAvailable(AccountId),
}

/// What is wrong with the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imbalance {
    /// An entry's debits and credits differ.
    EntryNotZero,
    /// The posted debits and credits of all accounts differ.
    PostedNotZero,
    /// The pending debits and credits of all accounts differ.
    PendingNotZero,
    /// An account's sums are not those of its postings.
    SumsDiffer,
    /// An account does what it may never do.
    GuardBroken,
}

/// Accounts and what was posted to them.
#[derive(Default, Serialize, Deserialize)]
pub struct Books {
    accounts: Vec<Account>,
    postings: Paged<Posting>,
    entries: Paged<EntryRecord>,
}

/// What postings do to the sums of their accounts.
#[derive(Clone, Copy)]
enum Effect {
    Post,
    Hold,
    /// They leave the pending sums.
    Release,
}

impl Books {
    /// Opens an account.
    pub fn open(&mut self, normal: Side, guard: Guard) -> AccountId {
        let id = AccountId(self.accounts.len() as u32);
        self.accounts.push(Account { normal, guard, sums: Sums::default() });
        id
    }

    /// Sets what an account may never do; false, and nothing is set, if it does that now.
    pub fn set_guard(&mut self, id: AccountId, guard: Guard) -> bool {
        let Some(account) = self.accounts.get_mut(id.0 as usize) else { return false };
        let guarded = Account { guard, ..*account };
        let holds = guarded.available().is_none_or(|left| left >= 0);
        if holds {
            *account = guarded;
        }
        holds
    }

    /// An account.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(id.0 as usize)
    }

    /// Posts an entry.
    ///
    /// # Errors
    /// The first reason why it cannot be posted; nothing has changed then.
    pub fn post(&mut self, postings: &[Posting]) -> Result<EntryId, PostError> {
        self.check(postings)?;
        self.apply(postings, Effect::Post);
        Ok(self.keep(postings, false))
    }

    /// Holds an entry: it counts against what is available, until it is settled.
    ///
    /// # Errors
    /// As [`post`](Self::post).
    pub fn hold(&mut self, postings: &[Posting]) -> Result<EntryId, PostError> {
        self.check(postings)?;
        self.apply(postings, Effect::Hold);
        Ok(self.keep(postings, true))
    }

    /// Posts what is held.
    ///
    /// # Errors
    /// The hold is not pending.
    pub fn settle(&mut self, hold: EntryId) -> Result<(), PostError> {
        let held = self.pending(hold)?;
        self.apply(&held, Effect::Release);
        self.apply(&held, Effect::Post);
        self.close(hold);
        Ok(())
    }

    /// Posts a part of what is held, as an entry of its own; the rest stays held.
    ///
    /// The part has a posting for each of the hold's, in its order; some may be zero.
    ///
    /// # Errors
    /// The hold is not pending, or the part is no part of it.
    pub fn settle_part(&mut self, hold: EntryId, part: &[Posting]) -> Result<EntryId, PostError> {
        let held = self.pending(hold)?;
        let of = |(part, whole): (&Posting, &Posting)| {
            let size = part.amount.unsigned_abs() <= whole.amount.unsigned_abs();
            size && part.account == whole.account && part.amount.signum() * whole.amount >= 0
        };
        if held.len() != part.len() || !part.iter().zip(&held).all(of) {
            return Err(PostError::ExceedsHold);
        }
        if sum(part) != Some(0) {
            return Err(PostError::Unbalanced);
        }
        self.apply(part, Effect::Release);
        self.apply(part, Effect::Post);
        let first = self.entries.get(hold.0).map_or(0, |entry| entry.first);
        for (position, part) in (first..).zip(part) {
            if let Some(posting) = self.postings.get_mut(position) {
                posting.amount -= part.amount;
            }
        }
        Ok(self.keep(part, false))
    }

    /// Lets go of what is held.
    ///
    /// # Errors
    /// The hold is not pending.
    pub fn void(&mut self, hold: EntryId) -> Result<(), PostError> {
        let held = self.pending(hold)?;
        self.apply(&held, Effect::Release);
        let Some(entry) = self.entries.get_mut(hold.0) else { return Ok(()) };
        *entry = EntryRecord { count: 0, pending: false, ..*entry };
        Ok(())
    }

    /// The postings of an entry; of a hold, those that are still held.
    pub fn postings(&self, id: EntryId) -> impl Iterator<Item = &Posting> {
        let entry = self.entries.get(id.0).copied();
        let (first, count) = entry.map_or((0, 0), |entry| (entry.first, entry.count));
        (first..first.saturating_add(count.into()))
            .filter_map(|position| self.postings.get(position))
    }

    /// Whether an entry is a hold that has not been settled.
    #[must_use]
    pub fn is_pending(&self, id: EntryId) -> bool {
        self.entries.get(id.0).is_some_and(|entry| entry.pending)
    }

    /// Whether an entry could be posted or held now.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, postings: &[Posting]) -> Result<(), PostError> {
        if sum(postings) != Some(0) {
            return Err(PostError::Unbalanced);
        }
        // Every sum has room for all of the entry, so that no order of postings overflows one.
        let whole = postings
            .iter()
            .try_fold(0_i64, |whole, posting| whole.checked_add(posting.amount.checked_abs()?));
        let whole = whole.ok_or(PostError::SumOverflows)?;
        let mut exceeded = None;
        for posting in postings {
            let account = self.account(posting.account).ok_or(PostError::AccountNotFound)?;
            let Sums { debits_posted, credits_posted, debits_pending, credits_pending } =
                account.sums;
            let debits = debits_posted.checked_add(debits_pending);
            let credits = credits_posted.checked_add(credits_pending);
            let most = debits.zip(credits).map(|(debits, credits)| debits.max(credits));
            most.and_then(|most| most.checked_add(whole)).ok_or(PostError::SumOverflows)?;
            if posting.amount > 0 && account.available().is_some_and(|left| left < posting.amount) {
                exceeded = exceeded.or(Some(posting.account));
            }
        }
        exceeded.map_or(Ok(()), |account| Err(PostError::ExceedsAvailable(account)))
    }

    /// Adds everything up once more.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<(), Imbalance> {
        let mut sums = vec![Sums::default(); self.accounts.len()];
        for position in 0..self.entries.len() {
            let id = EntryId(position);
            let mut total = 0_i128;
            for posting in self.postings(id) {
                total += i128::from(posting.amount);
                let sums = sums.get_mut(posting.account.0 as usize);
                let step = if self.is_pending(id) { Effect::Hold } else { Effect::Post };
                let added = sums.and_then(|sums| add(sums, posting.amount, step));
                added.ok_or(Imbalance::SumsDiffer)?;
            }
            if total != 0 {
                return Err(Imbalance::EntryNotZero);
            }
        }
        let (mut posted, mut pending) = (0_i128, 0_i128);
        for (account, sums) in self.accounts.iter().zip(&sums) {
            if account.sums != *sums {
                return Err(Imbalance::SumsDiffer);
            }
            if account.available().is_some_and(|left| left < 0) {
                return Err(Imbalance::GuardBroken);
            }
            posted += i128::from(sums.debits_posted) - i128::from(sums.credits_posted);
            pending += i128::from(sums.debits_pending) - i128::from(sums.credits_pending);
        }
        match (posted, pending) {
            (0, 0) => Ok(()),
            (0, _) => Err(Imbalance::PendingNotZero),
            _ => Err(Imbalance::PostedNotZero),
        }
    }

    /// Breaks the books as no call can: what is held by an entry is no longer known to be held.
    #[cfg(test)]
    pub(crate) fn forget(&mut self, hold: EntryId) {
        self.close(hold);
    }

    fn pending(&self, hold: EntryId) -> Result<Vec<Posting>, PostError> {
        if !self.is_pending(hold) {
            return Err(PostError::HoldIsNotPending);
        }
        Ok(self.postings(hold).copied().collect())
    }

    fn close(&mut self, hold: EntryId) {
        if let Some(entry) = self.entries.get_mut(hold.0) {
            entry.pending = false;
        }
    }

    fn keep(&mut self, postings: &[Posting], pending: bool) -> EntryId {
        let first = self.postings.len();
        for posting in postings {
            self.postings.push(*posting);
        }
        EntryId(self.entries.push(EntryRecord { first, count: postings.len() as u16, pending }))
    }

    fn apply(&mut self, postings: &[Posting], step: Effect) {
        for posting in postings {
            if let Some(account) = self.accounts.get_mut(posting.account.0 as usize) {
                let added = add(&mut account.sums, posting.amount, step);
                // `check` has asked for room.
                debug_assert!(added.is_some());
            }
        }
    }
}

fn sum(postings: &[Posting]) -> Option<i64> {
    postings.iter().try_fold(0_i64, |sum, posting| sum.checked_add(posting.amount))
}

/// Nothing if a sum would leave 64 bits.
fn add(sums: &mut Sums, amount: i64, step: Effect) -> Option<()> {
    let (debit, credit) = (amount.max(0), amount.checked_neg()?.max(0));
    let (debits, credits) = match step {
        Effect::Post => (&mut sums.debits_posted, &mut sums.credits_posted),
        Effect::Hold | Effect::Release => (&mut sums.debits_pending, &mut sums.credits_pending),
    };
    let (debit, credit) = match step {
        Effect::Post | Effect::Hold => (debit, credit),
        Effect::Release => (-debit, -credit),
    };
    *debits = debits.checked_add(debit)?;
    *credits = credits.checked_add(credit)?;
    Some(())
}
