//! What is reserved, and what is charged of it.

use super::decline::Decline;
use super::proportion::{self, Portion, SHARES, each};
use super::state::Reserved;
use crate::ledger::Posting;

/// What is not charged of a reservation.
pub(super) fn rest(reserved: &Reserved) -> Vec<Posting> {
    scaled(reserved, |posting, taken| posting.amount.abs() - taken)
}

/// What is charged of it.
pub(crate) fn posted(reserved: &Reserved) -> Vec<Posting> {
    scaled(reserved, |_, taken| taken)
}

fn scaled(reserved: &Reserved, amount: impl Fn(&Posting, i64) -> i64) -> Vec<Posting> {
    let postings = reserved.whole.iter().zip(each(&reserved.taken));
    let scaled = postings.map(|(posting, taken)| Posting {
        amount: amount(posting, taken) * posting.amount.signum(),
        ..*posting
    });
    scaled.collect()
}

/// Notes a part of a reservation as charged; the postings of the part.
pub(super) fn charge_part(reserved: &mut Reserved, amount: i64) -> Result<Vec<Posting>, Decline> {
    if amount > reserved.base - reserved.charged {
        return Err(Decline::ExceedsReservation);
    }
    reserved.charged += amount;
    let portion = Portion { amount, so_far: reserved.charged, all: reserved.base };
    let parts = proportion::parts(&reserved.whole, &reserved.taken, &portion);
    let parts = parts.ok_or(Decline::SumOverflows)?;
    for (taken, part) in reserved.taken.iter_mut().zip(&parts) {
        *taken += part;
    }
    let postings = reserved
        .whole
        .iter()
        .zip(&parts)
        .map(|(posting, part)| Posting { amount: part * posting.amount.signum(), ..*posting });
    Ok(postings.collect())
}

/// The postings of a larger charge, with those of the smaller one that it has no more, and what is
/// taken of each.
pub(super) fn merged(mut whole: Vec<Posting>, before: &Reserved) -> (Vec<Posting>, Vec<i64>) {
    for posting in &before.whole {
        if find(&whole, posting).is_none() {
            whole.push(Posting { amount: 0, ..*posting });
        }
    }
    let charged = posted(before);
    let taken = whole.iter().map(|posting| find(&charged, posting).map_or(0, |p| p.amount.abs()));
    let taken = taken.collect();
    (whole, taken)
}

/// Leaves charged what is charged: where a share of the larger charge is smaller than that, the
/// others have so much less. By percentages that is a unit at most.
pub(super) fn keep_taken(whole: &mut [Posting], taken: &[i64]) {
    let mut excess = 0;
    for (posting, taken) in whole.iter_mut().zip(taken).skip(1) {
        let above = (taken - posting.amount.abs()).max(0);
        posting.amount -= above;
        excess += above;
    }
    for (posting, taken) in whole.iter_mut().zip(taken) {
        if SHARES.contains(&posting.component) {
            let given = (posting.amount.abs() - taken).min(excess);
            posting.amount += given;
            excess -= given;
        }
    }
    let total: i64 = whole.iter().skip(1).map(|posting| posting.amount).sum();
    if let Some(first) = whole.first_mut() {
        first.amount = -total;
    }
}

pub(super) fn find<'p>(postings: &'p [Posting], like: &Posting) -> Option<&'p Posting> {
    let same = |one: &&Posting| one.account == like.account && one.component == like.component;
    postings.iter().find(same)
}
