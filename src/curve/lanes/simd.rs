//! Pairs in the vectors of WebAssembly, one instruction for each operation.

use core::arch::wasm32::*;

use super::pair::Pair;

/// What a block of amounts is made of: the vectors of this processor, or else plain pairs.
pub type Cell = v128;

impl Pair for v128 {
    #[inline(always)]
    fn of_bits([a, b]: [u64; 2]) -> Self {
        u64x2(a, b)
    }

    #[inline(always)]
    fn bits(self) -> [u64; 2] {
        [u64x2_extract_lane::<0>(self), u64x2_extract_lane::<1>(self)]
    }

    #[inline(always)]
    fn splat(double: f64) -> Self {
        f64x2_splat(double)
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        f64x2_add(self, other)
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        f64x2_sub(self, other)
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        f64x2_mul(self, other)
    }

    #[inline(always)]
    fn floor(self) -> Self {
        f64x2_floor(self)
    }

    #[inline(always)]
    fn nearest(self) -> Self {
        f64x2_nearest(self)
    }

    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        f64x2_pmax(self, other)
    }

    #[inline(always)]
    fn smaller(self, other: Self) -> Self {
        f64x2_pmin(self, other)
    }

    #[inline(always)]
    fn reaches(self, other: Self) -> Self {
        f64x2_ge(self, other)
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        v128_and(self, other)
    }

    #[inline(always)]
    fn equals(self, other: Self) -> Self {
        f64x2_eq(self, other)
    }

    #[inline(always)]
    fn integer_plus(self, other: Self) -> Self {
        i64x2_add(self, other)
    }

    #[inline(always)]
    fn integer_minus(self, other: Self) -> Self {
        i64x2_sub(self, other)
    }

    #[inline(always)]
    fn greater_halves(self, other: Self) -> Self {
        u32x4_max(self, other)
    }
}
