//! Splitting amounts by the same few whole ratios again and again.

use super::allocation::AllocationMode;
use super::exact::Ratio;

/// Ratios that [`allocate`](super::allocate) takes too, but few and whole, so that amounts are split
/// in 64 bits. What is the same for every amount is computed once.
#[derive(Clone, Debug)]
pub struct FewRatios {
    ratios: Vec<u64>,
    /// Above zero.
    sum: u64,
    /// The largest amount whose products with the ratios have room, whatever the ratios are.
    limit: u64,
    mode: AllocationMode,
}

impl FewRatios {
    /// How many parties there may be.
    pub const MOST: usize = 8;

    /// The ratios, if they are few, whole and not only zeros, their sum fits 64 bits, and nobody
    /// takes the rest.
    #[must_use]
    pub fn new(ratios: &[Ratio], mode: AllocationMode) -> Option<Self> {
        if ratios.len() > Self::MOST || matches!(mode, AllocationMode::Rest(_)) {
            return None;
        }
        let (mut whole, mut sum) = (Vec::with_capacity(ratios.len()), 0_u64);
        for ratio in ratios {
            if !ratio.is_integer() {
                return None;
            }
            let ratio = u64::try_from(ratio.floor()).ok()?;
            sum = sum.checked_add(ratio)?;
            whole.push(ratio);
        }
        let limit = u64::MAX.checked_div(sum)?;
        Some(Self { ratios: whole, sum, limit, mode })
    }

    /// The parts of an amount, in the order of the ratios, with zeros after them; `None` where the
    /// products do not fit 64 bits.
    pub fn split(&self, total: u64, parts: &mut [u64; Self::MOST]) -> Option<()> {
        if total > self.limit {
            return None;
        }
        let mut claims = [0_u64; Self::MOST];
        let mut odd = total;
        for ((ratio, part), claim) in self.ratios.iter().zip(&mut *parts).zip(&mut claims) {
            let product = total.wrapping_mul(*ratio);
            *part = product.checked_div(self.sum)?;
            odd = odd.wrapping_sub(*part);
            *claim = match self.mode {
                AllocationMode::LargestRemainder => {
                    product.wrapping_sub(part.wrapping_mul(self.sum))
                }
                AllocationMode::FirstInOrder => u64::from(*ratio > 0),
                AllocationMode::LargestShare | AllocationMode::Rest(_) => *ratio,
            };
        }
        self.give(odd, parts, &mut claims)
    }

    /// Gives the odd units to the largest claims, of equal ones to the first listed. A claim is met
    /// once, the largest share's again.
    fn give(&self, odd: u64, parts: &mut [u64], claims: &mut [u64]) -> Option<()> {
        for _ in 0..odd {
            let (mut first, mut largest) = (0, 0);
            for (place, claim) in claims.iter().enumerate().take(self.ratios.len()) {
                if *claim > largest {
                    (first, largest) = (place, *claim);
                }
            }
            *parts.get_mut(first)? += 1;
            if self.mode != AllocationMode::LargestShare {
                *claims.get_mut(first)? = 0;
            }
        }
        Some(())
    }
}
