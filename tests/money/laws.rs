//! Laws that hold for all values, each against plain big-integer arithmetic.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use proptest::prelude::*;

use super::support::{fraction, gcd, power, room, same};
use ready_reckoner::money::exact::{self, Decimal, MAX_DIGITS, Overflow};
use ready_reckoner::money::rounding::{divide, divide_i64};
use ready_reckoner::money::{Currency, Ratio, Rounding, RoundingMode, amount};

/// Decimals of every length and scale, short and round ones as often as long ones.
pub fn decimals() -> impl Strategy<Value = Decimal> {
    let limit = 10_i128.pow(MAX_DIGITS);
    let mantissas = prop_oneof![
        -1000_i128..1000,
        (-1000_i128..1000, 0_u32..25).prop_map(|(m, zeros)| m * 10_i128.pow(zeros)),
        -(1_i128 << 64)..(1_i128 << 64),
        1 - limit..limit,
    ];
    let scales = prop_oneof![0_u32..4, 0..=MAX_DIGITS];
    (mantissas, scales).prop_map(|(m, s)| Decimal::try_from_i128_with_scale(m, s).unwrap())
}

/// Decimals of everyday length, whose sums and products have room.
fn amounts() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..6).prop_map(|(m, s)| Decimal::new(m, s))
}

/// Ratios from small to 127 bits, so that every path of the arithmetic is taken.
fn ratios() -> impl Strategy<Value = Ratio> {
    let parts = || prop_oneof![1_i128..100, 1..=i128::from(i64::MAX), 1..=i128::MAX];
    let fractions = || {
        (any::<bool>(), parts(), parts()).prop_map(|(negative, numerator, denominator)| {
            Ratio::new(if negative { -numerator } else { numerator }, denominator).unwrap()
        })
    };
    prop_oneof![
        Just(Ratio::ZERO),
        decimals().prop_map(Ratio::from),
        fractions(),
        (fractions(), fractions()).prop_map(|(a, b)| a.checked_mul(b).unwrap_or(a)),
    ]
}

fn modes() -> impl Strategy<Value = RoundingMode> {
    proptest::sample::select(&RoundingMode::ALL)
}

/// The decimal of this value, if the rules of `exact` allow one.
fn expected(mut mantissa: BigInt, mut scale: u32) -> Result<String, Overflow> {
    while scale > 0 && &mantissa % 10 == BigInt::ZERO {
        mantissa /= 10;
        scale -= 1;
    }
    if mantissa.magnitude() >= power(MAX_DIGITS).magnitude() || scale > MAX_DIGITS {
        return Err(Overflow);
    }
    let mantissa: i128 = mantissa.to_string().parse().unwrap();
    Ok(Decimal::try_from_i128_with_scale(mantissa, scale).unwrap().to_string())
}

/// `numerator / denominator` rounded by the definition of the mode: the candidates are the whole
/// numbers on either side, and the mode picks one.
fn rounded(numerator: &BigInt, denominator: &BigInt, mode: RoundingMode) -> BigInt {
    let negative = numerator.sign() == Sign::Minus;
    let size = BigInt::from(numerator.magnitude().clone());
    let (inner, rest): (BigInt, BigInt) = (&size / denominator, &size % denominator);
    let outer: BigInt = &inner + 1;
    let twice: BigInt = rest.clone() * 2;
    let nearest = |tie: &BigInt| match twice.cmp(denominator) {
        Ordering::Less => inner.clone(),
        Ordering::Equal => tie.clone(),
        Ordering::Greater => outer.clone(),
    };
    let even = if &inner % 2 == BigInt::ZERO { &inner } else { &outer };
    let picked = match mode {
        _ if rest == BigInt::ZERO => inner.clone(),
        RoundingMode::HalfUp => nearest(&outer),
        RoundingMode::HalfEven => nearest(even),
        RoundingMode::HalfDown => nearest(&inner),
        RoundingMode::Up => outer.clone(),
        RoundingMode::Down => inner.clone(),
        RoundingMode::Ceiling => {
            if negative {
                inner.clone()
            } else {
                outer.clone()
            }
        }
        RoundingMode::Floor => {
            if negative {
                outer.clone()
            } else {
                inner.clone()
            }
        }
    };
    if negative { -picked } else { picked }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2000)
    })]

    #[test]
    fn sums_are_exact_or_refused(a in decimals(), b in decimals()) {
        let scale = a.scale().max(b.scale());
        let left = BigInt::from(a.mantissa()) * power(scale - a.scale());
        let right = BigInt::from(b.mantissa()) * power(scale - b.scale());
        let text = |result: Result<Decimal, Overflow>| result.map(|value| value.to_string());
        prop_assert_eq!(text(exact::add(a, b)), expected(&left + &right, scale));
        prop_assert_eq!(text(exact::sub(a, b)), expected(left - right, scale));
    }

    #[test]
    fn products_are_exact_or_refused(a in decimals(), b in decimals()) {
        let product = BigInt::from(a.mantissa()) * b.mantissa();
        let text = exact::mul(a, b).map(|value| value.to_string());
        prop_assert_eq!(text, expected(product, a.scale() + b.scale()));
    }

    /// Not our code, but formulas compare with it, and a silent rescaling would go unnoticed.
    #[test]
    fn decimals_compare_as_ratios_do(a in decimals(), b in decimals()) {
        prop_assert_eq!(a.cmp(&b), Ratio::from(a).cmp(&Ratio::from(b)));
    }

    #[test]
    fn division_rounds_by_definition(
        n in any::<i128>(), d in prop_oneof![1_i128..20, 1..=i128::MAX], mode in modes(),
    ) {
        for (n, d) in [(n, d), (n % 1000, d), (n / 2 % d, d - d % 2 + 2 * i128::from(d < 2))] {
            let wanted = rounded(&n.into(), &d.into(), mode);
            prop_assert_eq!(BigInt::from(divide(n, d, mode).unwrap()), wanted.clone());
            if let (Ok(n), Ok(d)) = (i64::try_from(n), i64::try_from(d)) {
                prop_assert_eq!(BigInt::from(divide_i64(n, d, mode).unwrap()), wanted);
            }
        }
        prop_assert_eq!(divide(n, -d, mode), None);
        prop_assert_eq!(divide(n, 0, mode), None);
    }

    #[test]
    fn ties_round_by_definition(half in -10_000_i64..10_000, d in 1_i64..1000, mode in modes()) {
        let (n, d) = ((2 * half + 1) * d, 2 * d);
        let wanted = rounded(&n.into(), &d.into(), mode);
        prop_assert_eq!(BigInt::from(divide_i64(n, d, mode).unwrap()), wanted);
    }

    #[test]
    fn ratio_arithmetic_is_exact_or_refused(a in ratios(), b in ratios()) {
        let ((an, ad), (bn, bd)) = (fraction(a), fraction(b));
        let common = &ad * &bd / gcd(&ad, &bd);
        let (left, right) = (&an * &common / &ad, &bn * &common / &bd);
        let sums = [(a.checked_add(b), &left + &right), (a.checked_sub(b), &left - &right)];
        for (result, n) in sums {
            match result {
                Ok(value) => prop_assert!(same(&fraction(value), &(n, common.clone()))),
                Err(Overflow) => prop_assert!(!room(&[&left, &right, &n, &common])),
            }
        }
        let products = [
            (a.checked_mul(b), &an * &bn, &ad * &bd),
            (a.checked_div(b), &an * &bd, &ad * &bn),
        ];
        for (result, n, d) in products {
            let divisor = gcd(&n, &d);
            match result {
                Ok(value) => prop_assert!(same(&fraction(value), &(n, d))),
                Err(Overflow) => {
                    prop_assert!(b.is_zero() || !room(&[&(n / &divisor), &(d / &divisor)]));
                }
            }
        }
    }

    #[test]
    fn ratios_are_ordered_by_value(a in ratios(), b in ratios(), k in 1_i128..1_000_000) {
        let ((an, ad), (bn, bd)) = (fraction(a), fraction(b));
        prop_assert_eq!(a.cmp(&b), (&an * &bd).cmp(&(&bn * &ad)));
        prop_assert_eq!(b.cmp(&a), a.cmp(&b).reverse());
        // Equal values in other terms: k/k is not one as it stands.
        let same = Ratio::new(k, k).unwrap().checked_mul(a);
        prop_assert!(same.is_err() || same == Ok(a));
    }

    #[test]
    fn ratios_obey_the_laws_of_a_field(a in amounts(), b in amounts(), c in amounts()) {
        let [a, b, c] = [a, b, c].map(Ratio::percent);
        prop_assert_eq!(a.checked_add(b)?, b.checked_add(a)?);
        prop_assert_eq!(a.checked_add(b)?.checked_sub(b)?, a);
        let (sum, product) = (b.checked_add(c)?, a.checked_mul(b)?);
        prop_assert_eq!(a.checked_mul(sum)?, product.checked_add(a.checked_mul(c)?)?);
        if !b.is_zero() {
            prop_assert_eq!(product.checked_div(b)?, a);
        }
    }

    #[test]
    fn floor_and_ceiling_enclose(a in ratios()) {
        let (n, d) = fraction(a);
        let (down, up) = (a.floor(), a.ceil());
        prop_assert!(BigInt::from(down) * &d <= n && n < (BigInt::from(down) + 1) * &d);
        prop_assert!(BigInt::from(up) * &d >= n && n > (BigInt::from(up) - 1) * &d);
        prop_assert_eq!(down == up, a.is_integer());
    }

    #[test]
    fn ratios_of_decimals_come_back(a in decimals()) {
        let ratio = Ratio::from(a);
        prop_assert_eq!(ratio.to_decimal(), Some(a));
        prop_assert_eq!(ratio.to_string(), (a.normalize() + Decimal::ZERO).to_string());
        let other_terms = Ratio::new(7, 14).unwrap().checked_mul(ratio)?;
        prop_assert_eq!(other_terms.checked_add(other_terms)?.to_decimal(), Some(a));
    }

    #[test]
    fn a_ratio_has_a_decimal_if_its_denominator_has_only_twos_and_fives(
        n in 1_i128..1000, twos in 0_u32..30, fives in 0_u32..30, other in 0_u32..2,
    ) {
        let d = 2_i128.pow(twos) * 5_i128.pow(fives) * 3_i128.pow(other);
        let ratio = Ratio::new(n, d).unwrap();
        let (rn, rd) = fraction(ratio);
        match ratio.to_decimal() {
            Some(decimal) => {
                let wanted = (decimal.mantissa().into(), power(decimal.scale()));
                prop_assert!(same(&(rn, rd), &wanted));
            }
            None => {
                prop_assert!(power(MAX_DIGITS) % &rd != BigInt::ZERO
                    || (&rn * power(MAX_DIGITS) / &rd).bits() > 93);
                prop_assert_eq!(ratio.to_string(), format!("{}/{}", rn, rd));
            }
        }
    }

    #[test]
    fn rounding_is_division_of_minor_units(
        value in ratios(), mode in modes(), increment in 1_i64..1000,
        code in proptest::sample::select(&["JPY", "LKR", "KWD", "CLF"]),
    ) {
        let currency = Currency::from_code(code).unwrap();
        let digits = currency.minor_units();
        let step = Decimal::new(increment, digits);
        let rounding = Rounding::new(currency, mode, Some(step)).unwrap();
        let (n, d) = fraction(value);
        let wanted = rounded(&(n * power(digits)), &(d * increment), mode) * increment;
        match rounding.round(&value) {
            Ok(units) => prop_assert_eq!(BigInt::from(units.count()), wanted),
            Err(Overflow) => prop_assert!(wanted.magnitude() >= power(MAX_DIGITS).magnitude()),
        }
    }

    #[test]
    fn written_decimals_are_read_back(value in decimals()) {
        let read = amount::parse(&value.to_string()).unwrap();
        prop_assert_eq!(read, value);
        prop_assert_eq!(read.to_string(), (value.normalize() + Decimal::ZERO).to_string());
    }

    #[test]
    fn any_text_is_read_or_refused_with_words(text in any::<String>()) {
        check_refusal(&text)?;
    }

    #[test]
    fn near_amounts_are_read_or_refused_with_words(
        text in "[-+0-9.,_ eE'%NaIfty\u{0}\u{a0}]{0,40}",
    ) {
        check_refusal(&text)?;
    }

    #[test]
    fn javascript_numbers_of_few_digits_are_exact(
        digits in -999_999_999_999_999_i64..=999_999_999_999_999, places in 0_u32..8,
    ) {
        let decimal = Decimal::new(digits, places).normalize();
        // Rust and JavaScript print the same shortest digits.
        let number: f64 = decimal.to_string().parse().unwrap();
        prop_assert_eq!(amount::parse_number(&number.to_string()), Ok(decimal));
        prop_assert_eq!(amount::parse_number(&format!("{number:e}")), Ok(decimal));
    }

    #[test]
    fn safe_integers_are_exact(number in -9_007_199_254_740_991_i64..=9_007_199_254_740_991) {
        prop_assert_eq!(amount::parse_number(&number.to_string()), Ok(Decimal::from(number)));
    }
}

/// A refusal is one short line, and every correction it offers is an amount.
fn check_refusal(text: &str) -> Result<(), TestCaseError> {
    for result in
        [amount::parse(text), amount::parse_non_negative(text), amount::parse_number(text)]
    {
        let Err(error) = result else { continue };
        let words = format!("{error}; {}", error.help());
        prop_assert!(!words.contains(char::is_control), "{words}");
        prop_assert!(error.to_string().chars().count() < 600, "{words}");
        for correction in error.corrections() {
            prop_assert!(amount::parse(&correction).is_ok(), "{text} to {correction}");
        }
    }
    Ok(())
}

#[test]
fn ratios_too_long_to_multiply_still_compare() {
    // Neighbours of 127 bits whose cross products need 254.
    let long = i128::MAX;
    let left = Ratio::new(long - 1, long).unwrap();
    let right = Ratio::new(long - 2, long - 1).unwrap();
    assert!(right < left && -left < -right && -left < right);
    let tiny = Ratio::new(1, long).unwrap();
    assert!(tiny.checked_mul(tiny).is_err());
    assert!(tiny > Ratio::ZERO && -tiny < Ratio::ZERO && left > tiny);
    let (odd, even) = (Ratio::new(long / 3, long), Ratio::new(long / 3 + 1, long - 1));
    assert!(odd.unwrap() < even.unwrap());
}

#[test]
fn ratios_stop_short_of_the_number_that_cannot_be_negated() {
    assert_eq!(Ratio::new(i128::MIN, 1), Err(Overflow));
    assert_eq!(Ratio::new(1, i128::MIN), Err(Overflow));
    let half = Ratio::new(i128::MIN / 2, 1).unwrap();
    assert_eq!(half.checked_mul(Ratio::from_integer(2)), Err(Overflow));
    assert_eq!(half.checked_add(half), Err(Overflow));
    let above = half.checked_add(Ratio::ONE).unwrap();
    assert!(half.checked_add(above).is_ok_and(|sum| sum.is_negative() && !(-sum).is_negative()));
    let limit = Ratio::new(i128::MAX, 1).unwrap();
    assert_eq!((limit.floor(), (-limit).ceil()), (i128::MAX, -i128::MAX));
}

#[test]
fn values_near_the_limit_still_round() {
    let cents = Rounding::new(Currency::default(), RoundingMode::HalfEven, None).unwrap();
    let rounded = |n, d| cents.round(&Ratio::new(n, d).unwrap()).map(|units| units.format(2));
    assert_eq!(rounded(i128::MAX, i128::MAX - 1), Ok("1.00".to_owned()));
    // 0.005 and 0.015 in fractions of 127 bits, and their neighbours.
    let d = i128::MAX / 1000 * 1000;
    assert_eq!(rounded(d / 1000 * 5, d), Ok("0.00".to_owned()));
    assert_eq!(rounded(d / 1000 * 5 + 1, d), Ok("0.01".to_owned()));
    assert_eq!(rounded(d / 1000 * 15, d), Ok("0.02".to_owned()));
    assert_eq!(rounded(-(d / 1000 * 15) + 1, d), Ok("-0.01".to_owned()));
    assert_eq!(rounded(i128::MAX, 10_i128.pow(13)), Ok("17014118346046923173168730.37".to_owned()));
    assert_eq!(rounded(i128::MAX, 1), Err(Overflow));
}

#[test]
fn ratios_are_written_as_decimals_or_fractions() {
    let ratio = |n, d| Ratio::new(n, d).unwrap().to_string();
    assert_eq!(Ratio::percent(Decimal::new(25, 1)).to_string(), "0.025");
    assert_eq!(ratio(10, 4), "2.5");
    assert_eq!(ratio(-2, 6), "-1/3");
    assert_eq!(ratio(2, -6), "-1/3");
    assert_eq!(ratio(0, 7), "0");
    assert_eq!(ratio(1, 1 << 28), "0.0000000037252902984619140625");
    assert_eq!(ratio(1, 1 << 29), "1/536870912");
    assert_eq!(ratio(10_i128.pow(28), 1), "10000000000000000000000000000");
    assert_eq!(format!("{:?}", Ratio::ONE), "Ratio(1)");
    assert_eq!(Ratio::new(1, 0), Err(Overflow));
    assert_eq!(Ratio::ONE.checked_div(Ratio::ZERO), Err(Overflow));
}
