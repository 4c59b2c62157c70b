//! Exact rational numbers: for exchange and tenor, which divide, and for the algebra of curves.

mod order;

use core::cmp::Ordering;
use core::fmt;
use core::ops::Neg;

use ethnum::{I256, U256};

use super::exact::{self, Decimal, MAX_DIGITS, Overflow};
use super::wide;

/// An exact rational number.
///
/// Numerator and denominator have up to 255 bits; arithmetic that needs more, even in lowest
/// terms, is refused. The fraction is brought to lowest terms only when an operation would
/// overflow or when somebody looks, because the usual denominators are small powers of ten.
/// Equality and order are by value: 1/2 equals 2/4.
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
pub struct Ratio {
    /// Never `I256::MIN`, so that negation cannot overflow.
    numerator: I256,
    /// Always positive.
    denominator: I256,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { numerator: I256::ZERO, denominator: I256::ONE };

    /// One.
    pub const ONE: Ratio = Ratio { numerator: I256::ONE, denominator: I256::ONE };

    /// `numerator / denominator`.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Result<Ratio, Overflow> {
        let (numerator, denominator) = (I256::new(numerator), I256::new(denominator));
        match denominator.cmp(&I256::ZERO) {
            Ordering::Greater => Ok(Ratio { numerator, denominator }),
            Ordering::Less => Ok(Ratio { numerator: -numerator, denominator: -denominator }),
            Ordering::Equal => Err(Overflow),
        }
    }

    /// The whole number `value`.
    pub const fn from_integer(value: i128) -> Ratio {
        Ratio { numerator: I256::new(value), denominator: I256::ONE }
    }

    /// `value` percent: `value / 100`.
    pub fn percent(value: Decimal) -> Ratio {
        Ratio::scaled(value.mantissa(), value.scale() + 2)
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 255 bits.
    pub fn checked_add(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.sum(other).or_else(|| self.reduced().sum_reduced(other.reduced())).ok_or(Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 255 bits.
    pub fn checked_sub(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.checked_add(-other)
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 255 bits.
    pub fn checked_mul(self, other: Ratio) -> Result<Ratio, Overflow> {
        self.product(other).or_else(|| self.product_reduced(other)).ok_or(Overflow)
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 255 bits, and for a zero divisor, which has no finite quotient.
    pub fn checked_div(self, other: Ratio) -> Result<Ratio, Overflow> {
        let inverse = match other.numerator.cmp(&I256::ZERO) {
            Ordering::Greater => (other.denominator, other.numerator),
            Ordering::Less => (-other.denominator, -other.numerator),
            Ordering::Equal => return Err(Overflow),
        };
        self.checked_mul(Ratio { numerator: inverse.0, denominator: inverse.1 })
    }

    /// The distance from zero.
    pub fn abs(self) -> Ratio {
        if self.is_negative() { -self } else { self }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.numerator == I256::ZERO
    }

    /// Whether this is less than zero.
    pub fn is_negative(&self) -> bool {
        self.numerator.is_negative()
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        if self.denominator == I256::ONE {
            return true;
        }
        match (wide::narrow(self.numerator), wide::narrow(self.denominator)) {
            (Some(numerator), Some(denominator)) => numerator % denominator == 0,
            _ => self.numerator % self.denominator == I256::ZERO,
        }
    }

    /// The largest whole number that is not above this.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 128 bits.
    pub fn floor(&self) -> Result<i128, Overflow> {
        let quotient = match (wide::narrow(self.numerator), wide::narrow(self.denominator)) {
            (Some(numerator), Some(denominator)) => numerator.checked_div_euclid(denominator),
            _ => self.numerator.checked_div_euclid(self.denominator).and_then(wide::narrow),
        };
        quotient.ok_or(Overflow)
    }

    /// The smallest whole number that is not below this.
    ///
    /// # Errors
    ///
    /// [`Overflow`] beyond 128 bits.
    pub fn ceil(&self) -> Result<i128, Overflow> {
        self.neg().floor()?.checked_neg().ok_or(Overflow)
    }

    /// The decimal of the same value; `None` if it has no end or more than [`MAX_DIGITS`] digits
    /// or decimal places.
    pub fn to_decimal(&self) -> Option<Decimal> {
        if let Some(scale) = power_of_ten_exponent(self.denominator) {
            return exact::decimal_from_wide(self.numerator, scale).ok();
        }
        let reduced = self.reduced();
        let twos = reduced.denominator.trailing_zeros();
        let mut rest = reduced.denominator >> twos;
        let mut fives = 0;
        while rest % FIVE == I256::ZERO {
            rest /= FIVE;
            fives += 1;
        }
        let scale = twos.max(fives);
        if rest != I256::ONE || scale > MAX_DIGITS {
            return None;
        }
        let power = I256::new(wide::power_of_ten(scale)?);
        let mantissa = wide::multiply(reduced.numerator, power)? / reduced.denominator;
        exact::decimal_from_wide(mantissa, scale).ok()
    }

    /// The numerator in lowest terms; it carries the sign.
    pub fn numerator(&self) -> I256 {
        self.reduced().numerator
    }

    /// The denominator in lowest terms; always positive.
    pub fn denominator(&self) -> I256 {
        self.reduced().denominator
    }

    /// The same value in lowest terms.
    pub fn reduced(self) -> Ratio {
        if self.denominator == I256::ONE {
            return self;
        }
        let divisor = wide::gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        match divisor {
            U256::ONE | U256::ZERO => self,
            _ => Ratio {
                numerator: self.numerator / divisor.as_i256(),
                denominator: self.denominator / divisor.as_i256(),
            },
        }
    }

    /// Numerator and denominator as they stand, not in lowest terms.
    pub(super) fn parts(&self) -> (I256, I256) {
        (self.numerator, self.denominator)
    }

    fn scaled(mantissa: i128, scale: u32) -> Ratio {
        // A decimal's scale is at most 28, so the power is always there.
        let denominator = wide::power_of_ten(scale).unwrap_or(i128::MAX);
        Ratio { numerator: I256::new(mantissa), denominator: I256::new(denominator) }
    }

    fn checked(numerator: I256, denominator: I256) -> Option<Ratio> {
        (numerator != I256::MIN).then_some(Ratio { numerator, denominator })
    }

    fn sum(self, other: Ratio) -> Option<Ratio> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Ratio::checked(numerator, self.denominator);
        }
        // Powers of ten divide each other: the larger one serves both and nothing grows.
        if let Some(factor) = small_quotient(self.denominator, other.denominator) {
            let scaled = wide::multiply(other.numerator, factor)?;
            return Ratio::checked(self.numerator.checked_add(scaled)?, self.denominator);
        }
        if let Some(factor) = small_quotient(other.denominator, self.denominator) {
            let scaled = wide::multiply(self.numerator, factor)?;
            return Ratio::checked(other.numerator.checked_add(scaled)?, other.denominator);
        }
        let left = wide::multiply(self.numerator, other.denominator)?;
        let right = wide::multiply(other.numerator, self.denominator)?;
        let denominator = wide::multiply(self.denominator, other.denominator)?;
        Ratio::checked(left.checked_add(right)?, denominator)
    }

    /// The sum of two ratios in lowest terms over their least common denominator.
    fn sum_reduced(self, other: Ratio) -> Option<Ratio> {
        let divisor =
            wide::gcd(self.denominator.unsigned_abs(), other.denominator.unsigned_abs()).as_i256();
        let (left, right) = (self.denominator / divisor, other.denominator / divisor);
        let numerator = wide::multiply(self.numerator, right)?
            .checked_add(wide::multiply(other.numerator, left)?)?;
        Ratio::checked(numerator, wide::multiply(self.denominator, right)?)
    }

    fn product(self, other: Ratio) -> Option<Ratio> {
        let numerator = wide::multiply(self.numerator, other.numerator)?;
        let denominator = wide::multiply(self.denominator, other.denominator)?;
        Ratio::checked(numerator, denominator)
    }

    /// The product after everything that cancels has been cancelled.
    fn product_reduced(self, other: Ratio) -> Option<Ratio> {
        let left = Ratio { numerator: self.numerator, denominator: other.denominator }.reduced();
        let right = Ratio { numerator: other.numerator, denominator: self.denominator }.reduced();
        let first = Ratio { numerator: left.numerator, denominator: right.denominator };
        let second = Ratio { numerator: right.numerator, denominator: left.denominator };
        first.reduced().product(second.reduced())
    }
}

impl From<Decimal> for Ratio {
    fn from(value: Decimal) -> Ratio {
        Ratio::scaled(value.mantissa(), value.scale())
    }
}

impl Neg for Ratio {
    type Output = Ratio;

    fn neg(self) -> Ratio {
        Ratio { numerator: self.numerator.wrapping_neg(), denominator: self.denominator }
    }
}

impl fmt::Display for Ratio {
    /// The decimal where there is one of at most [`MAX_DIGITS`] digits, a whole number of any
    /// length, else `n/d` in lowest terms.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(decimal) = self.to_decimal() {
            return decimal.fmt(f);
        }
        let reduced = self.reduced();
        if reduced.denominator == I256::ONE {
            return reduced.numerator.fmt(f);
        }
        write!(f, "{}/{}", reduced.numerator, reduced.denominator)
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratio({self})")
    }
}

/// `larger / smaller`, if both fit 64 bits and nothing remains.
fn small_quotient(larger: I256, smaller: I256) -> Option<I256> {
    let larger = i64::try_from(wide::narrow(larger)?).ok()?;
    let smaller = i64::try_from(wide::narrow(smaller)?).ok()?;
    (larger.checked_rem(smaller)? == 0).then_some(I256::from(larger / smaller))
}

/// The exponent, if `value` is a power of ten of at most 128 bits.
fn power_of_ten_exponent(value: I256) -> Option<u32> {
    let value = wide::narrow(value)?;
    (0..)
        .map_while(wide::power_of_ten)
        .take_while(|power| *power <= value)
        .zip(0_u32..)
        .last()
        .and_then(|(power, exponent)| (power == value).then_some(exponent))
}

const FIVE: I256 = I256::new(5);
