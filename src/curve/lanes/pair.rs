//! Two numbers side by side, and what the lanes do with them.

/// Two doubles, two 64-bit integers or two masks: the same 128 bits, whatever they mean.
///
/// A processor with vectors does each of these with one instruction, see `simd`; [`PlainPair`] does
/// the same, bit for bit, wherever there are none, and so makes the lanes testable everywhere.
pub trait Pair: Copy {
    /// A pair of these bits.
    fn of_bits(bits: [u64; 2]) -> Self;
    /// Its bits.
    fn bits(self) -> [u64; 2];
    /// The same double twice.
    fn splat(double: f64) -> Self;
    /// The sums of doubles.
    fn plus(self, other: Self) -> Self;
    /// The differences of doubles.
    fn minus(self, other: Self) -> Self;
    /// The products of doubles.
    fn times(self, other: Self) -> Self;
    /// The greatest whole doubles that are not greater.
    fn floor(self) -> Self;
    /// The nearest whole doubles, of two the even one.
    fn nearest(self) -> Self;
    /// The greater double of each two; this one where they do not compare.
    fn greater(self, other: Self) -> Self;
    /// The smaller double of each two; this one where they do not compare.
    fn smaller(self, other: Self) -> Self;
    /// All ones where a double is at least the other, else zeros.
    fn reaches(self, other: Self) -> Self;
    /// The bits that are set in both.
    fn and(self, other: Self) -> Self;
    /// All ones where the doubles are equal, else zeros.
    fn equals(self, other: Self) -> Self;
    /// The sums of integers, which wrap around.
    fn integer_plus(self, other: Self) -> Self;
    /// The differences of integers, which wrap around.
    fn integer_minus(self, other: Self) -> Self;
    /// The greater of each two 32-bit halves, without signs.
    fn greater_halves(self, other: Self) -> Self;
}

/// The same for four pairs.
///
/// Written out, because the compiler unrolls nothing in a small module, and what a loop goes over
/// would lie in memory.
#[inline(always)]
pub(super) fn four<P: Pair>([a, b, c, d]: [P; 4], each: impl Fn(P) -> P) -> [P; 4] {
    [each(a), each(b), each(c), each(d)]
}

/// The same for four pairs and four others.
#[inline(always)]
pub(super) fn paired<P: Pair>(
    [a, b, c, d]: [P; 4],
    [e, f, g, h]: [P; 4],
    each: impl Fn(P, P) -> P,
) -> [P; 4] {
    [each(a, e), each(b, f), each(c, g), each(d, h)]
}

/// A pair for processors without vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainPair([u64; 2]);

impl PlainPair {
    fn zip(self, other: Self, one: impl Fn(u64, u64) -> u64) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([one(a, c), one(b, d)])
    }

    fn doubles(self, other: Self, one: impl Fn(f64, f64) -> f64) -> Self {
        self.zip(other, |a, b| one(f64::from_bits(a), f64::from_bits(b)).to_bits())
    }

    fn compare(self, other: Self, holds: impl Fn(f64, f64) -> bool) -> Self {
        self.zip(other, |a, b| match holds(f64::from_bits(a), f64::from_bits(b)) {
            true => u64::MAX,
            false => 0,
        })
    }
}

impl Pair for PlainPair {
    fn of_bits(bits: [u64; 2]) -> Self {
        Self(bits)
    }

    fn bits(self) -> [u64; 2] {
        self.0
    }

    fn splat(double: f64) -> Self {
        Self([double.to_bits(); 2])
    }

    fn plus(self, other: Self) -> Self {
        self.doubles(other, |a, b| a + b)
    }

    fn minus(self, other: Self) -> Self {
        self.doubles(other, |a, b| a - b)
    }

    fn times(self, other: Self) -> Self {
        self.doubles(other, |a, b| a * b)
    }

    fn floor(self) -> Self {
        self.doubles(self, |a, _| a.floor())
    }

    fn nearest(self) -> Self {
        self.doubles(self, |a, _| a.round_ties_even())
    }

    fn greater(self, other: Self) -> Self {
        self.doubles(other, |a, b| if a < b { b } else { a })
    }

    fn smaller(self, other: Self) -> Self {
        self.doubles(other, |a, b| if b < a { b } else { a })
    }

    fn reaches(self, other: Self) -> Self {
        self.compare(other, |a, b| a >= b)
    }

    fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    fn equals(self, other: Self) -> Self {
        self.compare(other, |a, b| a == b)
    }

    fn integer_plus(self, other: Self) -> Self {
        self.zip(other, u64::wrapping_add)
    }

    fn integer_minus(self, other: Self) -> Self {
        self.zip(other, u64::wrapping_sub)
    }

    fn greater_halves(self, other: Self) -> Self {
        const LOWER: u64 = u32::MAX as u64;
        self.zip(other, |a, b| (a >> 32).max(b >> 32) << 32 | (a & LOWER).max(b & LOWER))
    }
}
