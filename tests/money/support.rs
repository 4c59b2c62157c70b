//! Plain big-integer arithmetic to hold the exact one to.

use num_bigint::BigInt;
use ready_reckoner::diagnostic::Problem;
use ready_reckoner::money::{Decimal, Ratio};

/// A decimal or `n/d`.
pub fn ratio(text: &str) -> Ratio {
    match text.split_once('/') {
        Some((n, d)) => Ratio::new(n.parse().unwrap(), d.parse().unwrap()).unwrap(),
        None => Ratio::from(decimal(text)),
    }
}

/// A decimal, read by `rust_decimal`, not by us.
pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// 10^`exponent`.
pub fn power(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// A ratio's numerator and denominator in lowest terms.
pub fn fraction(value: Ratio) -> (BigInt, BigInt) {
    (value.numerator().into(), value.denominator().into())
}

/// The greatest common divisor.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    if *b == BigInt::ZERO { a.magnitude().clone().into() } else { gcd(b, &(a % b)) }
}

/// Whether a ratio has room for all of these numbers.
pub fn room(numbers: &[&BigInt]) -> bool {
    numbers.iter().all(|number| number.bits() <= 127)
}

/// Whether two fractions are equal, by cross-multiplication.
pub fn same(a: &(BigInt, BigInt), b: &(BigInt, BigInt)) -> bool {
    &a.0 * &b.1 == &b.0 * &a.1
}

/// The code that callers are told of an error.
pub fn code(error: impl Into<Problem>) -> &'static str {
    error.into().code.text()
}
