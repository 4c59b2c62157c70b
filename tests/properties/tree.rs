//! Formulas as trees of the test's own, and two ways to write them.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::random::Random;

#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    Amount,
    /// Canonical decimal text.
    Constant(String),
    Percentage(String),
    /// The first is no product: `(a*b)*c` is the tree of `a*b*c`.
    Product(Vec<Term>),
    /// The first is no sum; true is plus.
    Sum(Vec<(bool, Term)>),
    SuppliedConstant,
    SuppliedPercentage,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub conditions: Vec<(Term, &'static str, Term)>,
    pub price: Term,
    pub bounds: Vec<(&'static str, Term)>,
}

#[derive(Clone, Debug)]
pub struct Tree(pub Vec<Choice>);

pub fn product(factors: Vec<Term>) -> Term {
    let mut factors = factors.into_iter();
    let mut flat = match factors.next().unwrap() {
        Term::Product(inner) => inner,
        other => vec![other],
    };
    flat.extend(factors);
    Term::Product(flat)
}

pub fn sum(first: Term, terms: Vec<(bool, Term)>) -> Term {
    let mut flat = match first {
        Term::Sum(inner) => inner,
        other => vec![(true, other)],
    };
    flat.extend(terms);
    Term::Sum(flat)
}

/// The canonical text of `mantissa / 10^scale`.
pub fn decimal_text(mantissa: u128, scale: usize) -> String {
    let mut digits = format!("{mantissa:0>width$}", width = scale + 1);
    if scale > 0 {
        digits.insert(digits.len() - scale, '.');
        digits = digits.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    digits
}

/// Short numbers, as in tariffs.
pub fn short_numbers() -> impl Strategy<Value = String> {
    (0_u128..3000, 0_usize..3).prop_map(|(mantissa, scale)| decimal_text(mantissa, scale))
}

pub fn numbers() -> impl Strategy<Value = String> {
    let long = (0_u128..10_u128.pow(28), 0_usize..28);
    prop_oneof![
        20 => short_numbers(),
        3 => (0_u128..1_000_000_000, 0_usize..9).prop_map(|(m, scale)| decimal_text(m, scale)),
        1 => long.prop_map(|(mantissa, scale)| decimal_text(mantissa, scale)),
    ]
}

fn constants(numbers: BoxedStrategy<String>) -> impl Strategy<Value = Term> + Clone {
    prop_oneof![
        4 => numbers.clone().prop_map(Term::Constant),
        4 => numbers.prop_map(Term::Percentage),
        1 => Just(Term::SuppliedConstant),
        1 => Just(Term::SuppliedPercentage),
    ]
    .boxed()
}

fn chains(inner: BoxedStrategy<Term>) -> impl Strategy<Value = Term> {
    prop_oneof![
        vec(inner.clone(), 2..4).prop_map(product),
        (inner.clone(), vec((any::<bool>(), inner), 1..4)).prop_map(|(a, rest)| sum(a, rest)),
    ]
}

/// Any expression, of any degree.
pub fn terms() -> BoxedStrategy<Term> {
    let leaf = prop_oneof![2 => Just(Term::Amount), 3 => constants(numbers().boxed())];
    leaf.prop_recursive(3, 12, 3, |inner| chains(inner.boxed())).boxed()
}

/// Expressions of degree one at most, with the amount in any place of a product.
pub fn linear_terms(numbers: BoxedStrategy<String>) -> BoxedStrategy<Term> {
    let chained = constants(numbers.clone());
    let chained = chained.prop_recursive(1, 3, 2, |inner| chains(inner.boxed()));
    let constant = prop_oneof![4 => constants(numbers), 1 => chained].boxed();
    let leaf = prop_oneof![Just(Term::Amount), constant.clone()];
    leaf.prop_recursive(2, 6, 3, move |inner| {
        let scaled = (vec(constant.clone(), 1..=2), inner.clone(), any::<prop::sample::Index>());
        let scaled = scaled.prop_map(|(mut factors, linear, place)| {
            factors.insert(place.index(factors.len() + 1), linear);
            product(factors)
        });
        let sums = (inner.clone(), vec((any::<bool>(), inner), 1..4));
        prop_oneof![scaled, sums.prop_map(|(first, rest)| sum(first, rest))]
    })
    .boxed()
}

fn comparators() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["<", "<=", ">", ">="][..])
}

/// Choices; each is guarded, unless `least_conditions` is 0.
pub fn choices(
    terms: BoxedStrategy<Term>,
    least_conditions: usize,
) -> impl Strategy<Value = Choice> {
    let plain = (comparators(), short_numbers())
        .prop_map(|(symbol, number)| (Term::Amount, symbol, Term::Constant(number)));
    let condition = prop_oneof![plain, (terms.clone(), comparators(), terms.clone())];
    let most = if least_conditions == 0 { 1 } else { 3 };
    let bounds = vec((comparators(), terms.clone()), 0..3);
    // A floor may be as high as a cap.
    let exactly = short_numbers().prop_map(Term::Constant);
    let exactly = exactly.prop_map(|limit| vec![(">", limit.clone()), ("<", limit)]);
    let bounds = prop_oneof![9 => bounds, 1 => exactly];
    (vec(condition, least_conditions..most), terms, bounds)
        .prop_map(|(conditions, price, bounds)| Choice { conditions, price, bounds })
}

/// Formulas whose last price has no condition.
pub fn trees(terms: BoxedStrategy<Term>) -> impl Strategy<Value = Tree> {
    let guarded = vec(choices(terms.clone(), 1), 0..4);
    (guarded, choices(terms, 0)).prop_map(|(mut guarded, last)| {
        guarded.push(last);
        Tree(guarded)
    })
}

impl Tree {
    /// The one spelling that formatting gives.
    pub fn canonical(&self) -> String {
        self.write(&mut Pen { text: String::new(), chance: None })
    }

    /// A spelling with white space, small letters, needless zeros and parentheses.
    pub fn loose(&self, seed: u64) -> String {
        self.write(&mut Pen { text: String::new(), chance: Some(Random(seed)) })
    }

    pub fn visit(&self, visit: &mut dyn FnMut(&Term)) {
        for choice in &self.0 {
            for (left, _, right) in &choice.conditions {
                visit(left);
                visit(right);
            }
            visit(&choice.price);
            for (_, limit) in &choice.bounds {
                visit(limit);
            }
        }
    }

    /// Every number that is written in the formula.
    pub fn numbers(&self) -> Vec<String> {
        let mut numbers = Vec::new();
        self.visit(&mut |term| term.numbers(&mut numbers));
        numbers
    }

    fn write(&self, pen: &mut Pen) -> String {
        for (index, choice) in self.0.iter().enumerate() {
            if index > 0 {
                pen.token("|");
            }
            for (left, symbol, right) in &choice.conditions {
                pen.side(left);
                pen.token(symbol);
                pen.side(right);
                pen.token("|");
            }
            pen.side(&choice.price);
            for (symbol, limit) in &choice.bounds {
                pen.token("|");
                pen.token(symbol);
                pen.side(limit);
            }
        }
        pen.blank();
        std::mem::take(&mut pen.text)
    }
}

impl Term {
    fn numbers(&self, numbers: &mut Vec<String>) {
        match self {
            Term::Constant(number) | Term::Percentage(number) => numbers.push(number.clone()),
            Term::Product(factors) => factors.iter().for_each(|factor| factor.numbers(numbers)),
            Term::Sum(terms) => terms.iter().for_each(|(_, term)| term.numbers(numbers)),
            _ => {}
        }
    }
}

struct Pen {
    text: String,
    /// Nothing writes canonically.
    chance: Option<Random>,
}

impl Pen {
    fn once_in(&mut self, times: usize) -> bool {
        self.chance.as_mut().is_some_and(|chance| chance.below(times) == 0)
    }

    fn blank(&mut self) {
        while self.once_in(4) {
            let blanks = [" ", "\t", "\n", "\r\n", "\u{A0}"];
            self.text.push_str(self.chance.as_mut().unwrap().pick(&blanks));
        }
    }

    fn token(&mut self, token: &str) {
        self.blank();
        let small = self.once_in(2);
        self.text.push_str(&if small { token.to_lowercase() } else { token.to_owned() });
    }

    fn number(&mut self, number: &str, unit: &str) {
        let mut number = number.to_owned();
        // A number has at most 28 digits, needless zeros included.
        if number.len() < 20 {
            if self.once_in(6) {
                number.insert_str(0, "00");
            }
            if self.once_in(6) {
                number.push_str(if number.contains('.') { "0" } else { ".0" });
            }
        }
        self.token(&number);
        self.token(unit);
    }

    /// Where a sum may stand.
    fn side(&mut self, term: &Term) {
        if self.once_in(12) {
            self.inside(term);
        } else {
            self.plain(term);
        }
    }

    /// Between parentheses.
    fn inside(&mut self, term: &Term) {
        self.token("(");
        self.side(term);
        self.token(")");
    }

    fn plain(&mut self, term: &Term) {
        match term {
            Term::Amount => self.token("A"),
            Term::Constant(number) => self.number(number, "C"),
            Term::Percentage(number) => self.number(number, "P"),
            Term::SuppliedConstant => self.token("C"),
            Term::SuppliedPercentage => self.token("P"),
            Term::Product(factors) => {
                let first = self.open_first(factors.len());
                for (index, factor) in factors.iter().enumerate() {
                    if index > 0 {
                        self.token("*");
                    }
                    self.operand(factor, matches!(factor, Term::Product(_) | Term::Sum(_)));
                    self.close_first(first == index + 1);
                }
            }
            Term::Sum(terms) => {
                let first = self.open_first(terms.len());
                for (index, (plus, term)) in terms.iter().enumerate() {
                    if index > 0 {
                        self.token(if *plus { "+" } else { "-" });
                    }
                    self.operand(term, matches!(term, Term::Sum(_)));
                    self.close_first(first == index + 1);
                }
            }
        }
    }

    /// Perhaps opens parentheses around the first members of a chain: `(a-b)-c` is `a-b-c`.
    fn open_first(&mut self, members: usize) -> usize {
        if !self.once_in(6) {
            return 0;
        }
        self.token("(");
        self.chance.as_mut().unwrap().below(members - 1) + 2
    }

    fn close_first(&mut self, here: bool) {
        if here {
            self.token(")");
        }
    }

    fn operand(&mut self, term: &Term, grouped: bool) {
        if grouped || self.once_in(8) {
            self.inside(term);
        } else {
            self.plain(term);
        }
    }
}
