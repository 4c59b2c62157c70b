//! The tree of a formula, and its one canonical spelling.

use std::cmp::Ordering;
use std::ops::Range;

use crate::money::exact::{Decimal, digits};

/// A formula as it was parsed: the choices in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// The choices, at least one, in the order in which they are tried.
    pub choices: Vec<Choice>,
}

/// A price, the conditions that guard it and the bounds that limit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// All must hold for the price to be the charge.
    pub conditions: Vec<Condition>,
    /// The charge before bounds.
    pub price: Expression,
    /// The bounds, in the order in which they apply.
    pub bounds: Vec<Bound>,
}

/// `left < right` and its kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The side before the comparator.
    pub left: Expression,
    /// The comparator between the sides.
    pub comparator: Comparator,
    /// The side after the comparator.
    pub right: Expression,
}

/// `> limit` (a floor) or `< limit` (a cap) of the price before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// `>` or `>=` for a floor, `<` or `<=` for a cap.
    pub comparator: Comparator,
    /// The value that the charge is held to.
    pub limit: Expression,
    /// Where the bound stands, in bytes.
    pub place: Extent,
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
    /// Which kind of expression it is, with its operands.
    pub kind: ExpressionKind,
    /// Where it stands, in bytes.
    pub place: Extent,
}

/// A range of bytes in the source. Two trees that differ only in places are the same tree.
#[derive(Clone, Debug)]
pub struct Extent(pub Range<usize>);

/// The kinds of sub-expression. Chains are flat, so that depth comes from parentheses only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
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
    /// Whether two values in this order stand in this relation.
    #[must_use]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
        }
    }

    /// The comparator as it is written.
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
        self.operands(&mut |operand| operand.walk(visit));
    }

    /// Calls `visit` for each factor or term.
    pub fn operands(&self, visit: &mut dyn FnMut(&Expression)) {
        match &self.kind {
            ExpressionKind::Product(factors) => {
                for factor in factors {
                    visit(factor);
                }
            }
            ExpressionKind::Sum(terms) => {
                for (_, term) in terms {
                    visit(term);
                }
            }
            ExpressionKind::Amount
            | ExpressionKind::Constant(_)
            | ExpressionKind::Percentage(_)
            | ExpressionKind::SuppliedConstant
            | ExpressionKind::SuppliedPercentage
            | ExpressionKind::Unknown => {}
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

impl PartialEq for Extent {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Extent {}

impl Syntax {
    /// The canonical spelling.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for choice in &self.choices {
            for condition in &choice.conditions {
                separate(&mut text);
                text.push_str(&condition.text());
            }
            separate(&mut text);
            choice.price.write(&mut text);
            for bound in &choice.bounds {
                separate(&mut text);
                text.push_str(&bound.text());
            }
        }
        text
    }
}

impl Condition {
    /// The canonical spelling.
    #[must_use]
    pub fn text(&self) -> String {
        [&self.left.text(), self.comparator.symbol(), &self.right.text()].concat()
    }
}

impl Bound {
    /// The canonical spelling.
    #[must_use]
    pub fn text(&self) -> String {
        [self.comparator.symbol(), &self.limit.text()].concat()
    }
}

impl Expression {
    /// The canonical spelling.
    #[must_use]
    #[inline(never)]
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match &self.kind {
            ExpressionKind::Amount => text.push('A'),
            ExpressionKind::Constant(number) => text.push_str(&(digits(*number) + "C")),
            ExpressionKind::Percentage(number) => text.push_str(&(digits(*number) + "P")),
            ExpressionKind::SuppliedConstant => text.push('C'),
            ExpressionKind::SuppliedPercentage => text.push('P'),
            ExpressionKind::Unknown => text.push('?'),
            ExpressionKind::Product(factors) => {
                for (index, factor) in factors.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "*" });
                    factor.write_inside(text, true);
                }
            }
            ExpressionKind::Sum(terms) => {
                for (index, (sign, term)) in terms.iter().enumerate() {
                    text.push_str(match (index, sign) {
                        (0, _) => "",
                        (_, Sign::Plus) => "+",
                        (_, Sign::Minus) => "-",
                    });
                    term.write_inside(text, false);
                }
            }
        }
    }

    /// Inside a chain a sum keeps its parentheses, and inside a product a product does too.
    fn write_inside(&self, text: &mut String, product: bool) {
        let group = matches!(self.kind, ExpressionKind::Sum(_))
            || (product && matches!(self.kind, ExpressionKind::Product(_)));
        text.push_str(if group { "(" } else { "" });
        self.write(text);
        text.push_str(if group { ")" } else { "" });
    }
}

fn separate(text: &mut String) {
    if !text.is_empty() {
        text.push('|');
    }
}
