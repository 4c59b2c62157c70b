//! Exact rational numbers: for exchange and tenor, which divide, and for the algebra of curves.

use core::cmp::Ordering;
use core::fmt;
use core::ops::Neg;

use super::decimal::{self, Decimal, MAX_DIGITS, Overflow};
use super::{integer, text};

/// An exact rational number.
///
/// Numerator and denominator have up to 127 bits, 38 digits; arithmetic that needs more, even in
/// lowest terms, is refused. The fraction is brought to lowest terms only when an operation would
/// overflow or when somebody looks, because the usual denominators are small powers of ten.
/// Equality and order are by value: 1/2 equals 2/4.
///
/// It is packed because 128 bits are aligned to 16 bytes otherwise: then every `Option` and
/// `Result` of a fraction begins with a tag as long, which WebAssembly writes and compares in
/// pieces.
///
/// ```
/// use ready_reckoner::money::{Decimal, Overflow, Ratio};
///
/// let third = Ratio::ONE.checked_div(Ratio::from_integer(3))?;
/// assert_eq!(third.to_string(), "1/3");
/// let fee = Ratio::percent(Decimal::new(25, 1)).checked_mul(Ratio::from_integer(250))?;
/// assert_eq!(fee.to_string(), "6.25");
/// # Ok::<(), Overflow>(())
/// ```
#[derive(Clone, Copy)]
#[repr(Rust, packed(4))]
pub struct Ratio {
    /// Never `i128::MIN`, so that negation cannot overflow.
    numerator: i128,
    /// Always positive.
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio::from_integer(0);

    /// One.
    pub const ONE: Ratio = Ratio::from_integer(1);

    /// `numerator / denominator`.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the denominator is zero, or either is the one number that cannot be negated.
    #[inline(never)]
    pub fn new(numerator: i128, denominator: i128) -> Result<Ratio, Overflow> {
        let ratio = Ratio::checked(Some(numerator), denominator.checked_abs());
        let ratio = ratio.filter(|_| denominator != 0).ok_or(Overflow)?;
        Ok(if denominator < 0 { -ratio } else { ratio })
    }

    /// The whole number `value`.
    pub const fn from_integer(value: i64) -> Ratio {
        Ratio { numerator: value as i128, denominator: 1 }
    }

    /// `value` percent: `value / 100`.
    #[inline(never)]
    pub fn percent(value: Decimal) -> Ratio {
        Ratio::scaled(value.mantissa(), value.scale() + 2)
    }

    /// The hundredth part: what this many percent are.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 127 bits.
    pub fn hundredth(self) -> Result<Ratio, Overflow> {
        self.checked_mul(Ratio::scaled(1, 2))
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 127 bits.
    pub fn checked_add(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.sum(other).or_else(|| self.reduced().sum(other.reduced())).ok_or(Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 127 bits.
    #[inline(never)]
    pub fn checked_sub(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.checked_add(-other)
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 127 bits.
    pub fn checked_mul(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.product(other).or_else(|| self.product_reduced(other)).ok_or(Overflow)
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 127 bits, and for a zero divisor, which has no finite quotient.
    #[inline(never)]
    pub fn checked_div(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.checked_mul(Ratio::new(other.denominator, other.numerator)?)
    }

    /// The distance from zero.
    pub fn abs(self) -> Ratio {
        if self.is_negative() { -self } else { self }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.numerator == 0
    }

    /// Whether this is less than zero.
    pub fn is_negative(&self) -> bool {
        self.numerator < 0
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        self.split().1 == 0
    }

    /// The largest whole number that is not above this.
    pub fn floor(&self) -> i128 {
        self.split().0
    }

    /// The smallest whole number that is not below this.
    #[inline(never)]
    pub fn ceil(&self) -> i128 {
        (-*self).floor().wrapping_neg()
    }

    /// The decimal of the same value; `None` if it has no end or more than [`MAX_DIGITS`] digits
    /// or decimal places.
    pub fn to_decimal(&self) -> Option<Decimal> {
        // The usual denominators are powers of ten, and need no lowest terms.
        match integer::exponent_of_ten(self.denominator) {
            Some(scale) => decimal::decimal(self.numerator, scale).ok(),
            None => self.reduced().ended(),
        }
    }

    /// The decimal, if the denominator of these lowest terms divides a power of ten: it has as many
    /// places as that has twos or fives, whichever are more.
    fn ended(&self) -> Option<Decimal> {
        let denominator = self.denominator.unsigned_abs();
        let twos = denominator.trailing_zeros();
        let (mut fives, mut rest) = (0_u32, denominator >> twos);
        while let (fifth, 0) = integer::divide(rest, 5) {
            (fives, rest) = (fives.wrapping_add(1), fifth);
        }
        let scale = twos.max(fives);
        if rest != 1 || scale > MAX_DIGITS {
            return None;
        }
        let power = integer::power_of_ten(scale)?;
        let (factor, _) = integer::divide_floor(power, self.denominator);
        decimal::decimal(integer::product(self.numerator, factor)?, scale).ok()
    }

    /// The decimal where there is one of at most [`MAX_DIGITS`] digits, a whole number of any
    /// length, else `n/d` in lowest terms.
    pub fn digits(&self) -> String {
        if let Some(decimal) = self.to_decimal() {
            return decimal::digits(decimal);
        }
        let reduced = self.reduced();
        let mut digits = text::fixed(reduced.numerator, 0);
        if reduced.denominator > 1 {
            digits.push('/');
            digits.push_str(&text::fixed(reduced.denominator, 0));
        }
        digits
    }

    /// The numerator in lowest terms; it carries the sign.
    #[inline(never)]
    pub fn numerator(&self) -> i128 {
        self.reduced().numerator
    }

    /// The denominator in lowest terms; always positive.
    #[inline(never)]
    pub fn denominator(&self) -> i128 {
        self.reduced().denominator
    }

    /// The same value in lowest terms.
    pub fn reduced(self) -> Ratio {
        if self.denominator == 1 {
            return self;
        }
        let divisor = integer::gcd(self.numerator, self.denominator);
        let (numerator, _) = integer::divide_floor(self.numerator, divisor);
        let (denominator, _) = integer::divide_floor(self.denominator, divisor);
        Ratio { numerator, denominator }
    }

    /// Numerator and denominator as they stand, not in lowest terms.
    pub(super) fn parts(&self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    /// The whole part, rounded down, and what is left of the numerator.
    fn split(&self) -> (i128, i128) {
        integer::divide_floor(self.numerator, self.denominator)
    }

    fn scaled(mantissa: i128, scale: u32) -> Ratio {
        // A decimal's scale is at most 28, so the power is always there.
        let denominator = integer::power_of_ten(scale).unwrap_or(i128::MAX);
        Ratio { numerator: mantissa, denominator }
    }

    fn checked(numerator: Option<i128>, denominator: Option<i128>) -> Option<Ratio> {
        let numerator = numerator.filter(|numerator| *numerator != i128::MIN)?;
        Some(Ratio { numerator, denominator: denominator? })
    }

    /// The sum over the least common denominator: powers of ten divide each other, so that the
    /// larger one serves both and nothing grows.
    fn sum(self, other: Ratio) -> Option<Ratio> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator);
            return Ratio::checked(numerator, Some(self.denominator));
        }
        let divisor = integer::gcd(self.denominator, other.denominator);
        let (left, _) = integer::divide_floor(other.denominator, divisor);
        let (right, _) = integer::divide_floor(self.denominator, divisor);
        let addend = integer::product(other.numerator, right)?;
        let numerator = integer::product(self.numerator, left)?.checked_add(addend);
        Ratio::checked(numerator, integer::product(self.denominator, left))
    }

    fn product(self, other: Ratio) -> Option<Ratio> {
        let numerator = integer::product(self.numerator, other.numerator)?;
        let denominator = integer::product(self.denominator, other.denominator)?;
        Some(Ratio { numerator, denominator })
    }

    /// The product after everything that cancels has been cancelled.
    fn product_reduced(self, other: Ratio) -> Option<Ratio> {
        let (one, two) = (self.reduced(), other.reduced());
        let left = Ratio { numerator: one.numerator, denominator: two.denominator }.reduced();
        let right = Ratio { numerator: two.numerator, denominator: one.denominator }.reduced();
        left.product(right)
    }
}

impl From<Decimal> for Ratio {
    #[inline(never)]
    fn from(value: Decimal) -> Ratio {
        Ratio::scaled(value.mantissa(), value.scale())
    }
}

impl Default for Ratio {
    fn default() -> Ratio {
        Ratio::ZERO
    }
}

impl Neg for Ratio {
    type Output = Ratio;

    fn neg(self) -> Ratio {
        Ratio { numerator: self.numerator.wrapping_neg(), denominator: self.denominator }
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits())
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratio({self})")
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let left = integer::product(self.numerator, other.denominator);
        let right = integer::product(other.numerator, self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_long(*self, *other),
        }
    }
}

/// Compares by continued division, which needs no more room than the numbers have.
fn compare_long(mut a: Ratio, mut b: Ratio) -> Ordering {
    loop {
        let ((a_whole, a_rest), (b_whole, b_rest)) = (a.split(), b.split());
        let whole = a_whole.cmp(&b_whole);
        if whole != Ordering::Equal || a_rest == 0 || b_rest == 0 {
            return whole.then(a_rest.cmp(&b_rest));
        }
        // The smaller of two proper fractions has the larger inverse.
        (a, b) = (
            Ratio { numerator: b.denominator, denominator: b_rest },
            Ratio { numerator: a.denominator, denominator: a_rest },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules of the npm package become several thousand bytes larger when it is not.
    #[test]
    fn the_tag_of_a_result_is_short() {
        assert_eq!(size_of::<Ratio>(), 32);
        assert_eq!(size_of::<Result<Ratio, Overflow>>(), 36);
    }
}
