//! Splitting amounts by the same few ratios, the quick way, is splitting them.

use proptest::collection::vec;
use proptest::prelude::*;
use ready_reckoner::money::{AllocationMode, Decimal, FewRatios, MinorUnits, Ratio, allocate};

proptest! {
    #[test]
    fn few_parties_get_what_any_number_gets(
        totals in vec(prop_oneof![0..1_000_u64, 0..(1_u64 << 53)], 1..4),
        ratios in vec(prop_oneof![0..4_u64, 0..1_000_u64], 1..=FewRatios::MOST),
        mode in prop::sample::select(&AllocationMode::ALL[..]),
    ) {
        let ratios = whole(&ratios);
        let few = FewRatios::new(&ratios, mode);
        // What one amount has left behind is not in the next one's parts.
        let mut parts = [0; FewRatios::MOST];
        for total in totals {
            let split = allocate(MinorUnits::new(total.into()).unwrap(), &ratios, mode);
            let quick = few.as_ref().and_then(|few| few.split(total, &mut parts));
            match (quick, split) {
                (Some(()), Ok(split)) => {
                    let counts: Vec<_> = split.parts.iter().map(|part| part.count()).collect();
                    let quick: Vec<_> = parts.iter().copied().map(i128::from).collect();
                    prop_assert_eq!(&quick[..ratios.len()], counts);
                }
                // Products beyond 64 bits are left to the other.
                (quick, _) => prop_assert!(quick.is_none()),
            }
        }
    }
}

#[test]
fn products_beyond_64_bits_are_left_to_the_other() {
    let splits = |ratios: &[u64]| {
        let few = FewRatios::new(&whole(ratios), AllocationMode::default());
        few.unwrap().split(1 << 53, &mut [0; FewRatios::MOST])
    };
    assert_eq!(splits(&[1 << 10, 1]), Some(()));
    assert_eq!(splits(&[1 << 11, 1]), None);
}

#[test]
fn other_ratios_are_left_to_the_other() {
    let serves = |ratios: &[Ratio], mode| FewRatios::new(ratios, mode).is_some();
    let mode = AllocationMode::default();
    assert!(serves(&whole(&[1; FewRatios::MOST]), mode));
    assert!(!serves(&whole(&[1; FewRatios::MOST + 1]), mode));
    assert!(!serves(&[], mode));
    assert!(!serves(&whole(&[0, 0]), mode));
    assert!(!serves(&whole(&[u64::MAX, 1]), mode));
    assert!(!serves(&[Ratio::new(1, 3).unwrap(), Ratio::ONE], mode));
    assert!(!serves(&[Ratio::from_integer(-1), Ratio::from_integer(2)], mode));
    assert!(!serves(&whole(&[60, 40]), AllocationMode::Rest(None)));
}

fn whole(ratios: &[u64]) -> Vec<Ratio> {
    ratios.iter().map(|ratio| Ratio::from(Decimal::from(*ratio))).collect()
}
