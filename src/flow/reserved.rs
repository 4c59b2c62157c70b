//! What is reserved, and what is charged of it.

use super::check::funds;
use super::created;
use super::decline::Decline;
use super::event::Event;
use super::legs::{Charge, ChargeTerms, legs};
use super::proportion::{self, Portion, SHARES, each};
use super::state::{Reserved, ReservedTerms, State};
use super::world::World;
use crate::document::Reservation;
use crate::ledger::{EntryId, PostError, Posting};
use crate::money::{Decimal, amount, exact};
use crate::world::tax::{Factor, TaxType};

/// A reservation that begins.
pub(super) fn begun(
    world: &World,
    state: &State,
    request: &Reservation<'_>,
    amount: i64,
    (application, subscriber): (u16, u32),
) -> Result<Reserved, Decline> {
    let created = created::charge_for(world, state, &request.payment);
    let charge = Charge {
        base: amount,
        application,
        subscriber,
        terms: ChargeTerms::of(world, application),
        service_charge: created::service_charge(world, state, &request.payment, amount)?,
        at: state.clock.now(),
    };
    let whole = legs(world, &charge)?;
    Ok(Reserved {
        base: amount,
        charged: 0,
        sequence: request.reference_sequence,
        taken: vec![0; whole.len()],
        whole,
        formula: created.map(|created| created.formula.clone()),
        terms: kept(world, application),
        charges: Vec::new(),
        expiry: None,
    })
}

/// The percentages of an application now, to be kept.
fn kept(world: &World, application: u16) -> ReservedTerms {
    let Some(application) = world.application(application) else { return ReservedTerms::default() };
    let tax = application.tax.map(exact::digits);
    ReservedTerms {
        service_charge: exact::digits(application.service_charge),
        aggregator_share: exact::digits(application.aggregator_share),
        tax: application.tax_type.map(|kind| (kind.number(), tax)),
    }
}

/// The terms that were kept.
fn terms_of(kept: &ReservedTerms) -> ChargeTerms {
    let percent = |text: &str| amount::parse(text).unwrap_or_default();
    let [operator, aggregator] =
        [&kept.service_charge, &kept.aggregator_share].map(|text| percent(text));
    let rest = exact::add(operator, aggregator);
    let rest = rest.and_then(|taken| exact::sub(Decimal::ONE_HUNDRED, taken));
    let tax = kept.tax.as_ref().and_then(|(kind, tax)| {
        Some((TaxType::from_number((*kind).into())?, tax.as_deref().map(percent)))
    });
    ChargeTerms {
        provider: Factor::percent(rest.unwrap_or_default()),
        aggregator: Factor::percent(aggregator),
        tax,
    }
}

/// Makes a reservation one of so much more: what the parts take is then of a charge of all.
pub(super) fn enlarge(
    world: &World,
    reserved: &mut Reserved,
    begun: &Event,
    more: i64,
) -> Result<(), Decline> {
    let base = reserved.base.checked_add(more).ok_or(Decline::SumOverflows)?;
    let formula = reserved.formula.as_deref();
    let service_charge = formula.map(|formula| created::by_formula(world, formula, base));
    let charge = Charge {
        base,
        application: begun.party,
        subscriber: begun.subscriber,
        terms: terms_of(&reserved.terms),
        service_charge: service_charge.transpose()?,
        at: begun.at,
    };
    (reserved.whole, reserved.taken) = merged(legs(world, &charge)?, reserved);
    keep_taken(&mut reserved.whole, &reserved.taken);
    reserved.base = base;
    Ok(())
}

/// Whether what is held can be replaced by what a larger reservation holds.
pub(super) fn check_more(state: &State, hold: EntryId, larger: &Reserved) -> Result<(), Decline> {
    let held = state.postings(Some(hold));
    let new = rest(larger);
    let mut difference = new.clone();
    for posting in &mut difference {
        posting.amount -= find(&held, posting).map_or(0, |held| held.amount);
    }
    funds::check(state, &difference)?;
    // The new one is held on its own, and must have room in the sums.
    match state.books.check(&new) {
        Err(PostError::SumOverflows) => Err(Decline::SumOverflows),
        _ => Ok(()),
    }
}

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
fn merged(mut whole: Vec<Posting>, before: &Reserved) -> (Vec<Posting>, Vec<i64>) {
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
fn keep_taken(whole: &mut [Posting], taken: &[i64]) {
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

fn find<'p>(postings: &'p [Posting], like: &Posting) -> Option<&'p Posting> {
    let same = |one: &&Posting| one.account == like.account && one.component == like.component;
    postings.iter().find(same)
}
