//! The parts of a charge: exact over all of them together, however many there are.

use crate::ledger::{Component, Posting};
use crate::money::RoundingMode;
use crate::money::rounding::divide;

/// A part of a charge, before tax.
pub(super) struct Portion {
    /// The part itself.
    pub(super) amount: i64,
    /// The part and all that were taken before it.
    pub(super) so_far: i64,
    /// The whole charge.
    pub(super) all: i64,
}

/// What a part takes of each posting of a charge, of which earlier ones took what is `taken`;
/// nothing if a number does not fit 64 bits. The first posting is the subscriber's.
///
/// What all parts take of a component is that component's part of what they take of the amount,
/// rounded half up: the last part takes exactly what is left.
pub(super) fn parts(whole: &[Posting], taken: &[i64], portion: &Portion) -> Option<Vec<i64>> {
    let mut parts = Vec::with_capacity(whole.len());
    for (posting, taken) in whole.iter().zip(each(taken)) {
        let all = posting.amount.abs();
        let target = if posting.component == Component::Amount {
            taken
        } else {
            part(all, portion.so_far, portion.all)?
        };
        // After a part that was given back, more may have been taken than this.
        parts.push((target - taken).clamp(0, all - taken));
    }
    balance_shares(whole, taken, &mut parts, portion.amount);
    let total = parts.iter().sum();
    if let Some(first) = parts.first_mut() {
        *first = total;
    }
    Some(parts)
}

/// Where nothing was taken yet, nothing is noted.
pub(super) fn each(taken: &[i64]) -> impl Iterator<Item = i64> {
    taken.iter().copied().chain(std::iter::repeat(0))
}

/// `whole × base / all`, rounded half up.
fn part(whole: i64, base: i64, all: i64) -> Option<i64> {
    let product = i128::from(whole) * i128::from(base);
    let part = divide(product, i128::from(all), RoundingMode::HalfUp)?;
    i64::try_from(part).ok()
}

/// The shares of an amount before tax; the operator, who has the remainder of the whole, has that
/// of its parts.
pub(super) const SHARES: [Component; 4] =
    [Component::Operator, Component::ServiceCharge, Component::Provider, Component::Aggregator];

/// Makes the shares of a part total that part, as far as each has something left.
fn balance_shares(whole: &[Posting], taken: &[i64], parts: &mut [i64], amount: i64) {
    let is_share = |posting: &Posting| SHARES.contains(&posting.component);
    let shares = whole.iter().zip(parts.iter()).filter(|(posting, _)| is_share(posting));
    let mut missing = amount - shares.map(|(_, part)| part).sum::<i64>();
    for component in SHARES {
        for ((posting, taken), part) in whole.iter().zip(each(taken)).zip(parts.iter_mut()) {
            if posting.component == component {
                let balanced = (*part + missing).clamp(0, posting.amount.abs() - taken);
                missing -= balanced - *part;
                *part = balanced;
            }
        }
    }
}
