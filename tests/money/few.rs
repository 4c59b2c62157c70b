//! Splitting a small amount among few parties, the quick way, is splitting it.

use proptest::collection::vec;
use proptest::prelude::*;
use ready_reckoner::money::{
    AllocationMode, Decimal, FEW, MinorUnits, Ratio, allocate, allocate_small,
};

proptest! {
    #[test]
    fn few_parties_get_what_any_number_gets(
        total in prop_oneof![0..1_000_u64, 0..(1_u64 << 53)],
        ratios in vec(prop_oneof![0..4_u64, 0..1_000_u64], 1..=FEW),
        mode in prop::sample::select(&AllocationMode::ALL[..]),
    ) {
        let mut parts = vec![0; ratios.len()];
        let quick = allocate_small(total, &ratios, mode, &mut parts).map(|()| parts);
        let exact: Vec<_> =
            ratios.iter().map(|ratio| Ratio::from(Decimal::from(*ratio))).collect();
        let split = allocate(MinorUnits::new(total.into()).unwrap(), &exact, mode);
        match (quick, split) {
            (Some(quick), Ok(split)) => {
                let counts: Vec<_> = split.parts.iter().map(|part| part.count()).collect();
                prop_assert_eq!(quick.into_iter().map(i128::from).collect::<Vec<_>>(), counts);
            }
            // Products beyond 64 bits are left to the other.
            (quick, _) => prop_assert!(quick.is_none()),
        }
    }
}

#[test]
fn products_beyond_64_bits_are_left_to_the_other() {
    let (mode, mut parts) = (AllocationMode::default(), [0, 0]);
    assert_eq!(allocate_small(1 << 53, &[1 << 10, 1], mode, &mut parts), Some(()));
    assert_eq!(allocate_small(1 << 53, &[1 << 11, 1], mode, &mut parts), None);
    assert_eq!(allocate_small(5, &[0, 0], mode, &mut parts), None);
}
