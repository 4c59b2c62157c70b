//! The tree of a formula, and its one canonical spelling.

use std::fmt;
use std::ops::Range;

use crate::money::exact::Decimal;

/// A formula as it was parsed: the choices in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// At least one choice.
    pub choices: Vec<Choice>,
}

/// A price, the conditions that guard it and the bounds that limit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// All must hold for the price to be the charge.
    pub conditions: Vec<Condition>,
    /// The charge before bounds.
    pub price: Expression,
    /// Applied in this order.
    pub bounds: Vec<Bound>,
}

/// `left < right` and its kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The side before the comparator.
    pub left: Expression,
    /// How the sides compare.
    pub comparator: Comparator,
    /// The side after the comparator.
    pub right: Expression,
}

/// `> limit` (a floor) or `< limit` (a cap) of the price before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// `>` or `>=` for a floor, `<` or `<=` for a cap.
    pub comparator: Comparator,
    /// What the charge is held to.
    pub limit: Expression,
    /// Where the bound stands, in bytes.
    pub place: Place,
}

/// The four comparators; those with equality are an extension of the API document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// A sub-expression and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes.
    pub place: Place,
}

/// A range of bytes in the source. Two trees that differ only in places are the same tree.
#[derive(Clone, Debug)]
pub struct Place(pub Range<usize>);

/// The kinds of sub-expression. Chains are flat, so that depth comes from parentheses only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `A`
    Amount,
    /// `5C`
    Constant(Decimal),
    /// `4P`: four percent
    Percentage(Decimal),
    /// `a*b*c`, at least two factors
    Product(Vec<Expression>),
    /// `C`, the constant supplied with the formula
    SuppliedConstant,
    /// `P`, the percentage supplied with the formula
    SuppliedPercentage,
    /// `a+b-c`, at least two terms; the first has no sign
    Sum(Vec<(Sign, Expression)>),
    /// A place that was not understood; a diagnostic has been recorded for it
    Unknown,
}

/// Whether a term is added or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `-`
    Minus,
    /// `+`
    Plus,
}

impl Bound {
    /// True for `>`: the charge is not less than the limit.
    #[must_use]
    pub fn is_floor(&self) -> bool {
        matches!(self.comparator, Comparator::Greater | Comparator::GreaterOrEqual)
    }
}

impl Comparator {
    /// Whether `left` and `right` stand in this relation.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

impl Expression {
    /// Calls `visit` for this expression and everything inside it.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expression)) {
        visit(self);
        match &self.kind {
            Kind::Product(factors) => {
                for factor in factors {
                    factor.walk(visit);
                }
            }
            Kind::Sum(terms) => {
                for (_, term) in terms {
                    term.walk(visit);
                }
            }
            _ => {}
        }
    }
}

impl Syntax {
    /// Calls `visit` for every side of a condition, price and limit, in the order as written.
    pub fn expressions<'s>(&'s self, visit: &mut dyn FnMut(&'s Expression)) {
        for choice in &self.choices {
            for condition in &choice.conditions {
                visit(&condition.left);
                visit(&condition.right);
            }
            visit(&choice.price);
            for bound in &choice.bounds {
                visit(&bound.limit);
            }
        }
    }
}

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, choice) in self.choices.iter().enumerate() {
            let separator = if index == 0 { "" } else { "|" };
            write!(f, "{separator}{choice}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for condition in &self.conditions {
            write!(f, "{condition}|")?;
        }
        write!(f, "{}", self.price)?;
        self.bounds.iter().try_for_each(|bound| write!(f, "|{bound}"))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.left, self.comparator.symbol(), self.right)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.comparator.symbol(), self.limit)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Amount => f.write_str("A"),
            Kind::Constant(number) => write!(f, "{number}C"),
            Kind::Percentage(number) => write!(f, "{number}P"),
            Kind::SuppliedConstant => f.write_str("C"),
            Kind::SuppliedPercentage => f.write_str("P"),
            Kind::Unknown => f.write_str("?"),
            Kind::Product(factors) => {
                for (index, factor) in factors.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "*" })?;
                    factor.fmt_inside(f)?;
                }
                Ok(())
            }
            Kind::Sum(terms) => {
                for (index, (sign, term)) in terms.iter().enumerate() {
                    match (index, sign) {
                        (0, _) => {}
                        (_, Sign::Plus) => f.write_str("+")?,
                        (_, Sign::Minus) => f.write_str("-")?,
                    }
                    match term.kind {
                        Kind::Product(_) => write!(f, "{term}")?,
                        _ => term.fmt_inside(f)?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl Expression {
    /// Inside a chain, a chain keeps its parentheses.
    fn fmt_inside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Product(_) | Kind::Sum(_) => write!(f, "({self})"),
            _ => write!(f, "{self}"),
        }
    }
}
