//! Splitting an amount so that the parts always sum to it.

use core::fmt;

pub use super::mode::UnknownMode;

use super::exact::{Overflow, Ratio};
use super::minor_units::MinorUnits;
use super::mode::{ModeKind, Modes};
use super::rounding::{self, RoundingMode};
use super::{integer, text};

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
    /// Every party but one has its share rounded half away from zero by itself, and that one takes
    /// what remains: the party at this index, the last unless it is named. What remains may be less
    /// than nothing.
    Rest(Option<usize>),
}

impl AllocationMode {
    /// Every mode, the default first.
    pub const ALL: [AllocationMode; 4] = [
        AllocationMode::LargestRemainder,
        AllocationMode::FirstInOrder,
        AllocationMode::LargestShare,
        AllocationMode::Rest(None),
    ];

    /// The name in options and explanations, e.g. `largestRemainder`.
    pub const fn name(self) -> &'static str {
        match self {
            AllocationMode::LargestRemainder => "largestRemainder",
            AllocationMode::FirstInOrder => "firstInOrder",
            AllocationMode::LargestShare => "largestShare",
            AllocationMode::Rest(_) => "rest",
        }
    }

    /// The mode with this exact name.
    ///
    /// # Errors
    ///
    /// [`UnknownMode`], which lists the names.
    pub fn from_name(name: &str) -> Result<AllocationMode, UnknownMode> {
        let index = MODES.index(name)?;
        Ok(AllocationMode::ALL.get(index).copied().unwrap_or_default())
    }
}

/// An amount split among parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each party gets, in the order of the ratios. The parts sum to the total.
    pub parts: Vec<MinorUnits>,
    /// The indices of the parties that got an odd unit, one entry a unit, in the order listed.
    pub odd_units: Vec<usize>,
}

/// Splits `total` in proportion to `ratios`, which need not sum to anything in particular.
///
/// The parts always sum to the total, a party with the ratio 0 never gets a unit, unless it takes
/// the rest, and a negative total is split as its positive counterpart is.
///
/// # Errors
///
/// [`AllocationError`] for no ratios, a negative one, only zeros, a party for the rest that is none
/// of them, or ratios of so different a size that whole numbers in the same proportion have more
/// than 38 digits.
///
/// ```
/// use ready_reckoner::money::{AllocationMode, MinorUnits, Ratio, allocate};
///
/// let (total, third) = (MinorUnits::new(100)?, Ratio::new(100, 3)?);
/// let split = allocate(total, &[third; 3], AllocationMode::LargestRemainder)?;
/// assert_eq!(split.parts.iter().map(|part| part.count()).collect::<Vec<_>>(), [34, 33, 33]);
/// assert_eq!(split.odd_units, [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn allocate(
    total: MinorUnits,
    ratios: &[Ratio],
    mode: AllocationMode,
) -> Result<Allocation, AllocationError> {
    let (weights, sum) = weights(ratios)?;
    let size = total.count().unsigned_abs();
    let mut split = match mode {
        AllocationMode::Rest(named) => rest(size, &weights, sum, named)?,
        AllocationMode::LargestRemainder
        | AllocationMode::FirstInOrder
        | AllocationMode::LargestShare => odd_units_to(mode, size, weights, sum),
    };
    if total < MinorUnits::ZERO {
        for units in &mut split.parts {
            *units = MinorUnits::of_part(units.count().wrapping_neg());
        }
    }
    Ok(split)
}

/// Every share rounded toward zero, and the odd units to those that the mode says.
fn odd_units_to(mode: AllocationMode, size: u128, weights: Vec<u128>, sum: u128) -> Allocation {
    let mut odd = size;
    let mut parts = Vec::with_capacity(weights.len());
    let mut claims = weights;
    for claim in &mut claims {
        let (units, remainder) = integer::share(size, *claim, sum);
        odd = odd.wrapping_sub(units);
        parts.push(MinorUnits::of_part(units as i128));
        *claim = match mode {
            AllocationMode::LargestRemainder => remainder,
            AllocationMode::FirstInOrder => u128::from(*claim > 0),
            AllocationMode::LargestShare | AllocationMode::Rest(_) => *claim,
        };
    }
    // Fewer than the parties: the lost fractions sum to the odd units, and each is below one.
    let odd = odd as usize;
    let count = if mode == AllocationMode::LargestShare { odd.min(1) } else { odd };
    let mut odd_units = largest(&claims, count, sum);
    // The largest share takes them all.
    while let Some(first) = odd_units.first().filter(|_| odd_units.len() < odd) {
        odd_units.push(*first);
    }
    for receiver in &odd_units {
        if let Some(units) = parts.get_mut(*receiver) {
            *units = MinorUnits::of_part(units.count().wrapping_add(1));
        }
    }
    Allocation { parts, odd_units }
}

/// Every share but one rounded by itself, and the rest to that one.
fn rest(
    size: u128,
    weights: &[u128],
    sum: u128,
    named: Option<usize>,
) -> Result<Allocation, AllocationError> {
    let last = weights.len().saturating_sub(1);
    let taker = named.unwrap_or(last);
    if taker > last {
        return Err(AllocationError::RestUnknown { index: taker, parties: weights.len() });
    }
    let (mut parts, mut odd_units) = (Vec::with_capacity(weights.len()), Vec::new());
    // The size of a number of minor units, which fits.
    let mut left = size as i128;
    for (index, weight) in weights.iter().enumerate() {
        let (units, remainder) = integer::share(size, *weight, sum);
        // No remainder reaches the sum, which fits.
        let up = rounding::divide(remainder as i128, sum as i128, RoundingMode::HalfUp);
        let up = up.unwrap_or_default();
        parts.push(MinorUnits::of_part((units as i128).wrapping_add(up)));
        if index == taker {
            continue;
        }
        left = left.wrapping_sub(units as i128).wrapping_sub(up);
        if up > 0 {
            odd_units.push(index);
        }
    }
    if let Some(part) = parts.get_mut(taker) {
        *part = MinorUnits::of_part(left);
    }
    Ok(Allocation { parts, odd_units })
}

/// Why an amount cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationError {
    /// Every ratio is zero, so nobody gets anything.
    AllZero,
    /// The ratio at this index is below zero.
    NegativeRatio {
        /// The index of the ratio in the list, from 0.
        index: usize,
    },
    /// The list of ratios is empty.
    NoRatios,
    /// The rest is to go to a party that is not there.
    RestUnknown {
        /// The index that was named.
        index: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// As whole numbers the ratios have more than 38 digits.
    Overflow,
}

impl AllocationError {
    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let fault = match self {
            AllocationError::AllZero => "every ratio is zero; at least one party must take a share",
            AllocationError::NegativeRatio { index } => {
                let index = text::fixed(*index as i128, 0);
                return ["the ratio at index ", &index, " is negative; use zero or more"].concat();
            }
            AllocationError::RestUnknown { index, parties } => {
                let [index, parties] =
                    [index, parties].map(|number| text::fixed(*number as i128, 0));
                return ["there is no party ", &index, NO_PARTY, &parties].concat();
            }
            AllocationError::NoRatios => "there are no ratios; name one for each party",
            AllocationError::Overflow => {
                "the shares cannot be computed exactly; use ratios with fewer digits"
            }
        };
        fault.to_owned()
    }
}

const NO_PARTY: &str = " for the rest; count the parties from 0, and name one below ";

impl From<Overflow> for AllocationError {
    fn from(_: Overflow) -> AllocationError {
        AllocationError::Overflow
    }
}

impl fmt::Display for AllocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for AllocationError {}

/// The ratios as whole numbers in the same proportion, and their sum.
fn weights(ratios: &[Ratio]) -> Result<(Vec<u128>, u128), AllocationError> {
    if ratios.is_empty() {
        return Err(AllocationError::NoRatios);
    }
    let mut common = 1;
    for (index, ratio) in ratios.iter().enumerate() {
        if ratio.is_negative() {
            return Err(AllocationError::NegativeRatio { index });
        }
        let denominator = ratio.denominator();
        let (factor, _) = integer::divide_floor(denominator, integer::gcd(common, denominator));
        common = integer::product(common, factor).ok_or(AllocationError::Overflow)?;
    }
    let (mut weights, mut sum) = (Vec::with_capacity(ratios.len()), 0_i128);
    for ratio in ratios {
        let (factor, _) = integer::divide_floor(common, ratio.denominator());
        let weight = integer::product(ratio.numerator(), factor);
        let weight = weight.ok_or(AllocationError::Overflow)?;
        sum = sum.checked_add(weight).ok_or(AllocationError::Overflow)?;
        weights.push(weight.unsigned_abs());
    }
    if sum == 0 {
        return Err(AllocationError::AllZero);
    }
    Ok((weights, sum.unsigned_abs()))
}

/// The places of the `count` largest claims, of equals the first listed, in the order listed; no
/// claim exceeds `limit`. A sort would find out more than that, and weigh ten times as much.
fn largest(claims: &[u128], count: usize, limit: u128) -> Vec<usize> {
    let mut places = Vec::with_capacity(count);
    if count == 0 {
        return places;
    }
    let reaching = |least| claims.iter().filter(|claim| **claim >= least).count();
    // The largest threshold that still lets enough of them in.
    let (mut threshold, mut above) = (0, limit.wrapping_add(1));
    loop {
        let half = above.wrapping_sub(threshold) >> 1;
        if half == 0 {
            break;
        }
        let middle = threshold.wrapping_add(half);
        if reaching(middle) >= count {
            threshold = middle;
        } else {
            above = middle;
        }
    }
    // Those above it all have a place; of those that just reach it, the first listed.
    let mut ties = count.saturating_sub(reaching(above));
    for (place, claim) in claims.iter().enumerate() {
        if *claim == threshold && ties > 0 {
            ties -= 1;
            places.push(place);
        } else if *claim > threshold {
            places.push(place);
        }
    }
    places
}

static MODES: Modes = Modes { kind: ModeKind::Allocation, names: &NAMES, synonyms: SYNONYMS };

/// What others call the modes.
const SYNONYMS: &[(&str, &str)] = &[
    ("largestRemainder", "hamilton hare harequota hareniemeyer vinton largestremainders lrm"),
    ("firstInOrder", "first inorder firstparty sequential robin"),
    ("largestShare", "largest biggest largestfirst largestratio"),
    ("rest", "last lastparty remainder plug"),
];

const NAMES: [&str; 4] = {
    let [a, b, c, d] = AllocationMode::ALL;
    [a.name(), b.name(), c.name(), d.name()]
};
