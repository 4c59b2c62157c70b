//! Splitting an amount so that the parts always sum to it.

use core::cmp::Reverse;
use core::fmt;

use ethnum::{I256, U256};

pub use super::rounding::UnknownMode;

use super::exact::{Decimal, Overflow};
use super::minor_units::MinorUnits;
use super::wide;

/// Who gets the odd units, those that are left when every share has been rounded toward zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AllocationMode {
    /// One each to the shares with the largest lost fraction; ties in the order listed.
    #[default]
    LargestRemainder,
    /// One each to the first parties in the order listed.
    FirstInOrder,
    /// All to the party with the largest ratio, the first listed of equals.
    LargestShare,
}

impl AllocationMode {
    /// Every mode, the default first.
    pub const ALL: [AllocationMode; 3] = [
        AllocationMode::LargestRemainder,
        AllocationMode::FirstInOrder,
        AllocationMode::LargestShare,
    ];

    /// The name in options and explanations, e.g. `largestRemainder`.
    pub const fn name(self) -> &'static str {
        match self {
            AllocationMode::LargestRemainder => "largestRemainder",
            AllocationMode::FirstInOrder => "firstInOrder",
            AllocationMode::LargestShare => "largestShare",
        }
    }

    /// The mode with this exact name.
    ///
    /// # Errors
    ///
    /// [`UnknownMode`], which lists the names and suggests the one that was probably meant.
    pub fn from_name(name: &str) -> Result<AllocationMode, UnknownMode> {
        let known = AllocationMode::ALL.map(AllocationMode::name);
        let mode = AllocationMode::ALL.into_iter().find(|mode| mode.name() == name);
        mode.ok_or_else(|| UnknownMode::new("allocation mode", "unknown-allocation", name, &known))
    }
}

/// An amount split among parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each party gets, in the order of the ratios. The parts sum to the total.
    pub parts: Vec<MinorUnits>,
    /// The indices of the parties that got an odd unit, one entry a unit, in the order given.
    pub odd_units: Vec<usize>,
}

/// Splits `total` in proportion to `ratios`, which need not sum to anything in particular.
///
/// The parts always sum to the total, a party with the ratio 0 never gets a unit, and a negative
/// total is split as its positive counterpart is.
///
/// # Errors
///
/// [`AllocationError`] for no ratios, a negative one, only zeros, or ratios of so different a size
/// that the shares cannot be computed exactly in 256 bits.
///
/// ```
/// use ready_reckoner::money::{AllocationMode, Decimal, MinorUnits, allocate};
///
/// let (total, third) = (MinorUnits::new(100)?, Decimal::ONE);
/// let split = allocate(total, &[third; 3], AllocationMode::LargestRemainder)?;
/// assert_eq!(split.parts.iter().map(|part| part.count()).collect::<Vec<_>>(), [34, 33, 33]);
/// assert_eq!(split.odd_units, [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn allocate(
    total: MinorUnits,
    ratios: &[Decimal],
    mode: AllocationMode,
) -> Result<Allocation, AllocationError> {
    let weights = weights(ratios)?;
    let size = total.count().unsigned_abs();
    let mut shares = shares(size, &weights)?;
    let given: u128 = shares.iter().map(|share| share.units).sum();
    let odd_units = receivers(mode, &shares, &weights, size - given);
    for receiver in &odd_units {
        if let Some(share) = shares.get_mut(*receiver) {
            share.units += 1;
        }
    }
    let sign = total.count().signum();
    let part = |share: &Share| {
        // No part exceeds the total, which is below 10^28.
        let units = i128::try_from(share.units).map_err(|_| Overflow)?;
        MinorUnits::new(sign * units)
    };
    let parts = shares.iter().map(part).collect::<Result<Vec<_>, Overflow>>()?;
    Ok(Allocation { parts, odd_units })
}

/// Why an amount cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationError {
    /// Every ratio is zero, so nobody gets anything.
    AllZero,
    /// The ratio at this index is below zero.
    NegativeRatio {
        /// The position in the list, from 0.
        index: usize,
        /// The ratio.
        ratio: Decimal,
    },
    /// The list of ratios is empty.
    NoRatios,
    /// The exact shares do not fit 256 bits.
    Overflow,
}

impl AllocationError {
    /// The stable code, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            AllocationError::AllZero => "ratios-all-zero",
            AllocationError::NegativeRatio { .. } => "ratio-negative",
            AllocationError::NoRatios => "ratios-empty",
            AllocationError::Overflow => "ratios-overflow",
        }
    }
}

impl From<Overflow> for AllocationError {
    fn from(_: Overflow) -> AllocationError {
        AllocationError::Overflow
    }
}

impl fmt::Display for AllocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AllocationError::AllZero => {
                f.write_str("every ratio is zero; at least one party must take a share")
            }
            AllocationError::NegativeRatio { index, ratio } => {
                write!(f, "the ratio `{ratio}` at index {index} is negative; use zero or more")
            }
            AllocationError::NoRatios => {
                f.write_str("there are no ratios; name one for each party")
            }
            AllocationError::Overflow => {
                f.write_str("the shares cannot be computed exactly; use ratios with fewer digits")
            }
        }
    }
}

impl std::error::Error for AllocationError {}

/// One party's share, rounded toward zero, and what that lost, in fractions of the common sum.
struct Share {
    units: u128,
    remainder: U256,
}

/// The ratios as whole numbers in the same proportion.
fn weights(ratios: &[Decimal]) -> Result<Vec<U256>, AllocationError> {
    if ratios.is_empty() {
        return Err(AllocationError::NoRatios);
    }
    if let Some((index, ratio)) = ratios.iter().enumerate().find(|(_, r)| **r < Decimal::ZERO) {
        return Err(AllocationError::NegativeRatio { index, ratio: *ratio });
    }
    if ratios.iter().all(Decimal::is_zero) {
        return Err(AllocationError::AllZero);
    }
    // Zeros at the end would only lengthen the weights.
    let ratios: Vec<Decimal> = ratios.iter().map(Decimal::normalize).collect();
    let scale = ratios.iter().map(Decimal::scale).max().unwrap_or(0);
    let weight = |ratio: &Decimal| {
        let power = wide::power_of_ten(scale - ratio.scale())?;
        wide::multiply(I256::new(ratio.mantissa()), I256::new(power)).map(I256::as_u256)
    };
    ratios.iter().map(|ratio| weight(ratio).ok_or(AllocationError::Overflow)).collect()
}

/// Every share of `size`, rounded toward zero.
fn shares(size: u128, weights: &[U256]) -> Result<Vec<Share>, AllocationError> {
    let sum = weights
        .iter()
        .try_fold(U256::ZERO, |sum, weight| sum.checked_add(*weight))
        .ok_or(AllocationError::Overflow)?;
    weights
        .iter()
        .map(|weight| share(size, *weight, sum).ok_or(AllocationError::Overflow))
        .collect()
}

fn share(size: u128, weight: U256, sum: U256) -> Option<Share> {
    let ((weight_high, weight_low), (sum_high, sum_low)) = (weight.into_words(), sum.into_words());
    if weight_high == 0
        && sum_high == 0
        && let Some(product) = size.checked_mul(weight_low)
    {
        let units = product.checked_div(sum_low)?;
        return Some(Share { units, remainder: U256::new(product - units * sum_low) });
    }
    let product = weight.checked_mul(U256::new(size))?;
    let units = u128::try_from(product.checked_div(sum)?).ok()?;
    Some(Share { units, remainder: product.checked_rem(sum)? })
}

/// The parties that get the `odd` units which the rounded shares leave over.
///
/// The lost fractions sum to `odd` and each is below one, so there are always more parties with a
/// remainder, and so with a ratio above zero, than odd units.
fn receivers(mode: AllocationMode, shares: &[Share], weights: &[U256], odd: u128) -> Vec<usize> {
    let odd = usize::try_from(odd).unwrap_or(usize::MAX);
    match mode {
        AllocationMode::LargestRemainder => {
            let mut order: Vec<(usize, U256)> =
                shares.iter().map(|share| share.remainder).enumerate().collect();
            // The sort is stable, so ties stay in the order listed.
            order.sort_by_key(|(_, remainder)| Reverse(*remainder));
            order.into_iter().map(|(index, _)| index).take(odd).collect()
        }
        AllocationMode::FirstInOrder => {
            let sharing = weights.iter().enumerate().filter(|(_, weight)| **weight != U256::ZERO);
            sharing.map(|(index, _)| index).take(odd).collect()
        }
        AllocationMode::LargestShare => {
            // `max_by_key` keeps the last of equals; reversed, that is the first listed.
            let largest = weights.iter().enumerate().rev().max_by_key(|(_, weight)| **weight);
            largest.map(|(index, _)| vec![index; odd]).unwrap_or_default()
        }
    }
}
