//! A second evaluator, over fractions of big integers, which knows nothing of the crate's own.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::tree::{Choice, Term, Tree};

/// `numerator / denominator`, the latter positive; common factors of ten are taken out.
#[derive(Clone, Debug)]
pub struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

/// A value on the way has more than 28 digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TooLong;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refused {
    TooLong,
    Uncovered,
}

/// What the letters stand for, and whether the limit of 28 digits applies.
#[derive(Clone, Debug)]
pub struct World {
    pub amount: Fraction,
    pub percentage: Fraction,
    pub constant: Fraction,
    pub limited: bool,
}

impl Fraction {
    pub fn new(mut numerator: BigInt, mut denominator: BigInt) -> Self {
        if denominator < BigInt::ZERO {
            (numerator, denominator) = (-numerator, -denominator);
        }
        while &denominator % 10 == BigInt::ZERO && &numerator % 10 == BigInt::ZERO {
            (numerator, denominator) = (numerator / 10, denominator / 10);
        }
        Self { numerator, denominator }
    }

    /// A decimal, or `n/d`.
    pub fn of(text: &str) -> Self {
        let big = |digits: &str| digits.parse::<BigInt>().unwrap();
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Self::new(big(numerator), big(denominator));
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let scale = u32::try_from(decimals.len()).unwrap();
        Self::new(big(&[whole, decimals].concat()), BigInt::from(10).pow(scale))
    }

    pub fn integer(value: i64) -> Self {
        Self { numerator: value.into(), denominator: 1.into() }
    }

    pub fn plus(&self, other: &Self) -> Self {
        if self.denominator == other.denominator {
            return Self::new(&self.numerator + &other.numerator, self.denominator.clone());
        }
        let left = &self.numerator * &other.denominator;
        let right = &other.numerator * &self.denominator;
        Self::new(left + right, &self.denominator * &other.denominator)
    }

    pub fn negated(&self) -> Self {
        Self { numerator: -&self.numerator, denominator: self.denominator.clone() }
    }

    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    pub fn times(&self, other: &Self) -> Self {
        let numerator = &self.numerator * &other.numerator;
        Self::new(numerator, &self.denominator * &other.denominator)
    }

    /// The divisor is not zero.
    pub fn over(&self, other: &Self) -> Self {
        let numerator = &self.numerator * &other.denominator;
        Self::new(numerator, &self.denominator * &other.numerator)
    }

    pub fn is_zero(&self) -> bool {
        self.numerator == BigInt::ZERO
    }

    pub fn is_negative(&self) -> bool {
        self.numerator < BigInt::ZERO
    }

    /// The largest whole number that is not above this.
    pub fn floor(&self) -> BigInt {
        let below = (&self.numerator % &self.denominator) < BigInt::ZERO;
        &self.numerator / &self.denominator - i32::from(below)
    }

    /// Of a decimal only: its canonical text.
    pub fn decimal(&self) -> String {
        let scale = self.denominator.to_string().len() - 1;
        assert_eq!(self.denominator, BigInt::from(10).pow(u32::try_from(scale).unwrap()));
        let sign = if self.is_negative() { "-" } else { "" };
        let mut digits = format!("{:0>width$}", self.numerator.magnitude(), width = scale + 1);
        if scale > 0 {
            digits.insert(digits.len() - scale, '.');
        }
        [sign, &digits].concat()
    }

    fn limited(self, world: &World) -> Result<Self, TooLong> {
        let limit = BigInt::from(10).pow(28);
        let fits = self.denominator <= limit && self.numerator.magnitude() < limit.magnitude();
        if fits || !world.limited { Ok(self) } else { Err(TooLong) }
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let left = &self.numerator * &other.denominator;
        Some(left.cmp(&(&other.numerator * &self.denominator)))
    }
}

pub fn value(term: &Term, world: &World) -> Result<Fraction, TooLong> {
    let hundred = Fraction::integer(100);
    match term {
        Term::Amount => Ok(world.amount.clone()),
        Term::Constant(number) => Ok(Fraction::of(number)),
        Term::Percentage(number) => Fraction::of(number).over(&hundred).limited(world),
        Term::SuppliedConstant => Ok(world.constant.clone()),
        Term::SuppliedPercentage => world.percentage.over(&hundred).limited(world),
        Term::Product(factors) => factors.iter().try_fold(Fraction::integer(1), |all, factor| {
            all.times(&value(factor, world)?).limited(world)
        }),
        Term::Sum(terms) => terms.iter().try_fold(Fraction::integer(0), |all, (plus, term)| {
            let term = value(term, world)?;
            all.plus(&if *plus { term } else { term.negated() }).limited(world)
        }),
    }
}

pub fn charge(tree: &Tree, world: &World) -> Result<Fraction, Refused> {
    for choice in &tree.0 {
        if applies(choice, world).map_err(|TooLong| Refused::TooLong)? {
            return price(choice, world).map_err(|TooLong| Refused::TooLong);
        }
    }
    Err(Refused::Uncovered)
}

fn applies(choice: &Choice, world: &World) -> Result<bool, TooLong> {
    for (left, symbol, right) in &choice.conditions {
        let order = value(left, world)?.partial_cmp(&value(right, world)?).unwrap();
        let holds = match *symbol {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

fn price(choice: &Choice, world: &World) -> Result<Fraction, TooLong> {
    let mut charge = value(&choice.price, world)?;
    for (symbol, limit) in &choice.bounds {
        let limit = value(limit, world)?;
        let below = if symbol.starts_with('>') { charge < limit } else { charge > limit };
        charge = if below { limit } else { charge };
    }
    Ok(charge)
}

/// The codes with which a formula must be refused, whatever the amount.
pub fn refusals(tree: &Tree, world: &World) -> BTreeSet<&'static str> {
    let mut codes = BTreeSet::new();
    tree.visit(&mut |side| {
        if too_long(side, world) {
            codes.insert("too-many-digits");
        }
    });
    for choice in &tree.0 {
        let limits = |wanted: char| {
            let bounds = choice.bounds.iter().filter(move |bound| bound.0.starts_with(wanted));
            let constant = bounds.filter(|(_, limit)| !depends(limit));
            constant.filter_map(|(_, limit)| value(limit, world).ok()).collect::<Vec<_>>()
        };
        let (floors, caps) = (limits('>'), limits('<'));
        if floors.iter().any(|floor| caps.iter().any(|cap| floor > cap)) {
            codes.insert("floor-above-cap");
        }
    }
    codes
}

/// Whether a part without an amount has too many digits.
fn too_long(term: &Term, world: &World) -> bool {
    if !depends(term) {
        return value(term, world).is_err();
    }
    match term {
        Term::Product(factors) => factors.iter().any(|factor| too_long(factor, world)),
        Term::Sum(terms) => terms.iter().any(|(_, term)| too_long(term, world)),
        _ => false,
    }
}

fn depends(term: &Term) -> bool {
    match term {
        Term::Amount => true,
        Term::Product(factors) => factors.iter().any(depends),
        Term::Sum(terms) => terms.iter().any(|(_, term)| depends(term)),
        _ => false,
    }
}
