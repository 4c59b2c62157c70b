//! Laws of splitting an amount, against plain big-integer arithmetic.

use num_bigint::BigInt;
use proptest::prelude::*;

use super::laws::decimals;
use super::support::{power, room};
use ready_reckoner::money::{AllocationMode, Decimal, MinorUnits, Ratio, allocate};

proptest! {
    #[test]
    fn allocations_sum_mirror_and_leave_nothing_to_a_zero(
        total in -1_000_000_000_000_i128..1_000_000_000_000,
        ratios in proptest::collection::vec(
            prop_oneof![Just(Decimal::ZERO), decimals().prop_map(|r| r.abs())], 1..9),
        mode in proptest::sample::select(&AllocationMode::ALL),
    ) {
        let total = MinorUnits::new(total).unwrap();
        let exact: Vec<_> = ratios.iter().copied().map(Ratio::from).collect();
        let mirrored = allocate(MinorUnits::new(-total.count()).unwrap(), &exact, mode);
        let scale = ratios.iter().map(|r| r.normalize().scale()).max().unwrap();
        let weight = |r: &Decimal| BigInt::from(r.mantissa()) * power(scale) / power(r.scale());
        let sum: BigInt = ratios.iter().map(weight).sum();
        let Ok(split) = allocate(total, &exact, mode) else {
            prop_assert!(mirrored.is_err());
            prop_assert!(sum == BigInt::ZERO || !room(&[&sum]));
            return Ok(());
        };
        prop_assert_eq!(split.parts.len(), ratios.len());
        prop_assert_eq!(split.parts.iter().map(|p| p.count()).sum::<i128>(), total.count());
        let mirrored = mirrored.unwrap();
        prop_assert_eq!(&mirrored.odd_units, &split.odd_units);
        for (index, (part, ratio)) in split.parts.iter().zip(&ratios).enumerate() {
            prop_assert_eq!(Some(part.count()), mirrored.parts.get(index).map(|p| -p.count()));
            // What the rest is follows from the sum.
            if matches!(mode, AllocationMode::Rest(_)) && index + 1 == ratios.len() {
                continue;
            }
            prop_assert!(!ratio.is_zero() || part.count() == 0);
            // Each part is its exact share toward zero, and its odd units.
            let odd = split.odd_units.iter().filter(|receiver| **receiver == index).count();
            let share = BigInt::from(total.count()) * weight(ratio) / &sum;
            let odd = BigInt::from(odd) * total.count().signum();
            prop_assert_eq!(BigInt::from(part.count()), share + odd);
        }
    }

    #[test]
    fn fractions_split_as_whole_numbers_in_their_proportion_do(
        total in -1_000_000_000_000_i128..1_000_000_000_000,
        terms in proptest::collection::vec((0_i128..1000, 1_i128..1000), 1..6),
        mode in proptest::sample::select(&AllocationMode::ALL),
    ) {
        let total = MinorUnits::new(total).unwrap();
        let common: i128 = terms.iter().map(|(_, below)| below).product();
        let of = |(above, below): &(i128, i128)| Ratio::new(*above, *below).unwrap();
        let fractions: Vec<_> = terms.iter().map(of).collect();
        let whole = |fraction: &Ratio| fraction.checked_mul(Ratio::new(common, 1)?);
        let whole: Vec<_> = fractions.iter().map(whole).collect::<Result<_, _>>()?;
        prop_assert!(whole.iter().all(Ratio::is_integer));
        prop_assert_eq!(allocate(total, &fractions, mode), allocate(total, &whole, mode));
    }

    #[test]
    fn the_rest_is_what_others_rounded_by_themselves_leave(
        total in -1_000_000_000_i128..1_000_000_000,
        ratios in proptest::collection::vec(0_i64..50, 1..7),
        taker in any::<prop::sample::Index>(),
    ) {
        let taker = taker.index(ratios.len());
        let sum: i64 = ratios.iter().sum();
        let exact: Vec<_> = ratios.iter().map(|ratio| Ratio::from_integer(*ratio)).collect();
        let units = MinorUnits::new(total).unwrap();
        let Ok(split) = allocate(units, &exact, AllocationMode::Rest(Some(taker))) else {
            prop_assert_eq!(sum, 0);
            return Ok(());
        };
        let mut left = total;
        for (index, (part, ratio)) in split.parts.iter().zip(&ratios).enumerate() {
            left -= part.count();
            if index != taker {
                // Half away from zero: twice the distance is at most the divisor.
                let (part, product) = (part.count() * i128::from(sum), total * i128::from(*ratio));
                let twice = (part.abs() - product.abs()) * 2;
                prop_assert!(twice <= i128::from(sum) && twice > -i128::from(sum));
                prop_assert!(part == 0 || part.signum() == product.signum());
            }
        }
        prop_assert_eq!(left, 0);
    }
}
