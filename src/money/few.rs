//! Splitting amounts by the same few whole ratios again and again.

use core::num::NonZero;

use super::allocation::AllocationMode;
use super::exact::Ratio;

/// Ratios that [`allocate`](super::allocate) takes too, but few and whole, so that amounts are
/// split in 64 bits. What is the same for every amount is computed once.
#[derive(Clone, Debug)]
pub struct FewRatios {
    ratios: Vec<u64>,
    sum: NonZero<u64>,
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
        let sum = NonZero::new(sum)?;
        Some(Self { ratios: whole, sum, limit: u64::MAX / sum, mode })
    }

    /// The parts of an amount, in the order of the ratios; `None` where the products do not fit 64
    /// bits.
    pub fn split(&self, total: u64, parts: &mut [u64; Self::MOST]) -> Option<()> {
        if total > self.limit {
            return None;
        }
        let mut odd = total;
        for (ratio, part) in self.ratios.iter().zip(&mut *parts) {
            *part = total.wrapping_mul(*ratio) / self.sum;
            odd = odd.wrapping_sub(*part);
        }
        // Fewer than the parties: the lost fractions sum to the odd units, and each is below one.
        let mut met = 0_u32;
        for _ in 0..odd {
            let first = self.first(total, parts, met);
            *parts.get_mut(first)? += 1;
            if self.mode != AllocationMode::LargestShare {
                met |= 1 << first;
            }
        }
        Some(())
    }

    /// The place of the largest claim to an odd unit, of equal ones the first listed, among those
    /// that are not met. They are computed again, as an array of them would have to be cleared.
    fn first(&self, total: u64, parts: &[u64], met: u32) -> usize {
        let (mut first, mut largest) = (0, 0);
        for (place, (ratio, part)) in self.ratios.iter().zip(parts).enumerate() {
            let claim = match self.mode {
                AllocationMode::LargestRemainder => {
                    total.wrapping_mul(*ratio).wrapping_sub(part.wrapping_mul(self.sum.get()))
                }
                AllocationMode::FirstInOrder => u64::from(*ratio > 0),
                AllocationMode::LargestShare | AllocationMode::Rest(_) => *ratio,
            };
            if claim > largest && met & (1 << place) == 0 {
                (first, largest) = (place, claim);
            }
        }
        first
    }
}
