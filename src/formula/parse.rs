//! Text to segments: expressions are built here, their order is understood in `structure`.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use super::fault::{Fault, MAX_CHARACTERS, MAX_DEPTH, MAX_SEGMENTS};
use super::report::{Edit, Report};
use super::syntax::{Comparator, Expression, Kind, Place, Sign};
use crate::diagnostic::excerpt;

mod grammar {
    #![allow(missing_docs, reason = "the parser derive writes an undocumented enum")]

    #[derive(pest_derive::Parser)]
    #[grammar = "formula/grammar.pest"]
    pub struct Grammar;
}

use grammar::{Grammar, Rule};

/// One part between the `|` of a formula.
pub(super) struct Segment {
    pub(super) place: Range<usize>,
    /// What stands before, between and after the comparators; absent sides are `None`.
    pub(super) sides: Vec<Option<Expression>>,
    pub(super) comparators: Vec<Comparator>,
}

/// Splits a formula into its segments; every mistake is reported.
pub(super) fn segments(report: &mut Report<'_>) -> Vec<Segment> {
    let source = report.source();
    if !within_limits(source, report) {
        return Vec::new();
    }
    // The grammar matches every text, so that a failure here has no sentence of its own.
    let Ok(pairs) = Grammar::parse(Rule::formula, source) else {
        report.add(Fault::UnknownCharacter(excerpt(source)), 0..source.len());
        return Vec::new();
    };
    let segments = pairs.flat_map(Pair::into_inner).filter(|pair| pair.as_rule() == Rule::segment);
    segments.map(|pair| Builder { report }.segment(pair)).collect()
}

/// The limits are checked before the parser runs: nesting is its only recursion.
fn within_limits(source: &str, report: &mut Report<'_>) -> bool {
    let characters = source.chars().count();
    if characters > MAX_CHARACTERS {
        report.add(Fault::FormulaTooLong(characters), 0..source.len());
        return false;
    }
    if source.trim().is_empty() {
        report.add(Fault::EmptyFormula, 0..source.len());
        return false;
    }
    let count = source.matches('|').count() + 1;
    if let Some((at, _)) = source.match_indices('|').nth(MAX_SEGMENTS - 1) {
        report.add(Fault::TooManySegments(count), at..at + 1);
        return false;
    }
    let mut depth = 0_usize;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'|' => depth = 0,
            _ => {}
        }
        if depth > MAX_DEPTH {
            report.add(Fault::TooDeep, at..at + 1);
            return false;
        }
    }
    true
}

struct Builder<'r, 's> {
    report: &'r mut Report<'s>,
}

impl<'s> Builder<'_, 's> {
    fn segment(&mut self, pair: Pair<'s, Rule>) -> Segment {
        let mut segment = Segment {
            place: place(&pair),
            sides: Vec::new(),
            comparators: Vec::new(),
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sum => segment.sides.push(self.side(part)),
                Rule::excess => self.excess(part),
                _ => segment.comparators.push(self.comparator(&part)),
            }
        }
        segment
    }

    /// A sum, or nothing where nothing is written.
    fn side(&mut self, pair: Pair<'s, Rule>) -> Option<Expression> {
        if pair.as_str().trim().is_empty() { None } else { Some(self.sum(pair)) }
    }

    fn comparator(&mut self, pair: &Pair<'s, Rule>) -> Comparator {
        let (comparator, correction) = match pair.as_str() {
            "<" => return Comparator::Less,
            "<=" => return Comparator::LessOrEqual,
            ">" => return Comparator::Greater,
            ">=" => return Comparator::GreaterOrEqual,
            "≤" | "=<" => (Comparator::LessOrEqual, Some("<=")),
            "≥" | "=>" => (Comparator::GreaterOrEqual, Some(">=")),
            _ => (Comparator::Less, None),
        };
        self.wrong_operator(pair, correction);
        comparator
    }

    fn wrong_operator(&mut self, pair: &Pair<'s, Rule>, correction: Option<&str>) {
        let place = place(pair);
        let edits = correction.map(|text| vec![Edit::replace(&place, text)]);
        let fault = Fault::WrongOperator(pair.as_str().to_owned());
        self.report.add_corrected(fault, place, edits.into_iter().collect());
    }

    fn excess(&mut self, pair: Pair<'s, Rule>) {
        let start = pair.as_span().start();
        let place = start..start + 1;
        let edits = vec![Edit::replace(&place, "")];
        self.report.add_corrected(Fault::StrayParenthesis, place, vec![edits]);
        let factors = pair.into_inner().filter(|part| !is_operator(part.as_rule()));
        factors.for_each(|factor| drop(self.factor(factor)));
    }

    fn sum(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let whole = place(&pair);
        let parts: Vec<_> = pair.into_inner().collect();
        let mut terms: Vec<(Sign, Expression)> = Vec::new();
        let mut sign = Sign::Plus;
        let mut beside: Option<&Pair<'s, Rule>> = None;
        for (index, part) in parts.iter().enumerate() {
            if part.as_rule() != Rule::product {
                sign = if part.as_str() == "+" { Sign::Plus } else { Sign::Minus };
                if part.as_rule() == Rule::wrong_subtract {
                    self.wrong_operator(part, Some("-"));
                }
                beside = Some(part);
                continue;
            }
            if part.as_str().trim().is_empty() {
                match (beside, parts.get(index + 1)) {
                    (Some(operator), _) => self.missing(operator, false),
                    (None, Some(operator)) => self.missing(operator, true),
                    (None, None) => {}
                }
            }
            terms.push((sign, self.product(part.clone())));
        }
        match terms.pop() {
            Some((_, only)) if terms.is_empty() => only,
            Some(last) => {
                terms.push(last);
                Expression { kind: Kind::Sum(flat_sum(terms)), place: Place(whole) }
            }
            None => Expression { kind: Kind::Unknown, place: Place(whole) },
        }
    }

    fn missing(&mut self, operator: &Pair<'s, Rule>, sign: bool) {
        let place = place(operator);
        let edits = match (sign, operator.as_str()) {
            (true, "-") => vec![vec![Edit::replace(&(place.start..place.start), "0C")]],
            (true, "+") => vec![vec![Edit::replace(&place, "")]],
            _ => Vec::new(),
        };
        let sign = sign && !edits.is_empty();
        let fault = Fault::MissingValue { beside: operator.as_str().to_owned(), sign };
        self.report.add_corrected(fault, place, edits);
    }

    fn product(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let whole = place(&pair);
        let parts: Vec<_> = pair.into_inner().collect();
        let mut factors: Vec<Expression> = Vec::new();
        let mut operator: Option<&Pair<'s, Rule>> = None;
        for (index, part) in parts.iter().enumerate() {
            if is_operator(part.as_rule()) {
                if part.as_rule() == Rule::wrong_multiply {
                    self.wrong_operator(part, Some("*"));
                }
                operator = Some(part);
                continue;
            }
            if part.as_rule() == Rule::missing
                && let Some(beside) = operator.or(parts.get(index + 1)) {
                    self.missing(beside, false);
                }
            match (operator.take(), factors.last()) {
                (Some(divide), _) if divide.as_rule() == Rule::divide => {
                    self.division(whole.start, divide, part);
                }
                (None, Some(left)) => self.missing_operator(&left.place.0.clone(), part),
                _ => {}
            }
            factors.push(self.factor(part.clone()));
        }
        match factors.pop() {
            Some(only) if factors.is_empty() => only,
            Some(last) => {
                factors.push(last);
                Expression { kind: Kind::Product(flat_product(factors)), place: Place(whole) }
            }
            None => Expression { kind: Kind::Unknown, place: Place(whole) },
        }
    }

    fn missing_operator(&mut self, left: &Range<usize>, right: &Pair<'s, Rule>) {
        let fault = Fault::MissingOperator {
            left: excerpt(self.report.text(left)),
            right: excerpt(right.as_str().trim()),
        };
        let place = place(right);
        let edits = vec![Edit::replace(&(left.end..place.start), "*")];
        self.report.add_corrected(fault, left.start..place.end, vec![edits]);
    }

    /// `A/2C` is `0.5C*A`; `A/3C` cannot be written.
    fn division(&mut self, start: usize, divide: &Pair<'s, Rule>, by: &Pair<'s, Rule>) {
        let divisor = by.as_str().trim().trim_end_matches(['c', 'C']).trim_end();
        let inverse = super::numeral::read(divisor).ok().and_then(super::evaluate::inverse);
        let dividend = self.report.text(&(start..divide.as_span().start())).trim().to_owned();
        let place = start..place(by).end;
        let edits = inverse.filter(|_| !dividend.is_empty()).map(|inverse| {
            vec![Edit::replace(&place, &format!("{inverse}C*{dividend}"))]
        });
        let fault = Fault::Division { finite: edits.is_some() };
        self.report.add_corrected(fault, place, edits.into_iter().collect());
    }

    fn factor(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let place = place(&pair);
        let kind = match pair.as_rule() {
            Rule::amount => Kind::Amount,
            Rule::percentage => Kind::SuppliedPercentage,
            Rule::constant => Kind::SuppliedConstant,
            Rule::group => return self.group(pair),
            Rule::quantity => self.quantity(pair),
            Rule::word => {
                self.report.add(Fault::UnknownWord(excerpt(pair.as_str())), place.clone());
                Kind::Unknown
            }
            Rule::unknown => {
                self.report.add(Fault::UnknownCharacter(excerpt(pair.as_str())), place.clone());
                Kind::Unknown
            }
            _ => Kind::Unknown,
        };
        Expression { kind, place: Place(place) }
    }

    fn group(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let whole = place(&pair);
        let mut inside = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::close => {}
                Rule::unclosed => {
                    let end = whole.end;
                    let edits = vec![Edit::replace(&(end..end), ")")];
                    let open = whole.start..whole.start + 1;
                    self.report.add_corrected(Fault::UnclosedParenthesis, open, vec![edits]);
                }
                Rule::sum => {
                    if part.as_str().trim().is_empty() {
                        let fault = Fault::MissingValue { beside: String::new(), sign: false };
                        self.report.add(fault, whole.clone());
                    }
                    inside = Some(self.sum(part));
                }
                _ => self.report.add(Fault::ComparisonInParentheses, place(&part)),
            }
        }
        inside.unwrap_or(Expression { kind: Kind::Unknown, place: Place(whole) })
    }

    fn quantity(&mut self, pair: Pair<'s, Rule>) -> Kind {
        let whole = place(&pair);
        let shown = excerpt(pair.as_str().trim());
        let mut parts = pair.into_inner();
        let Some(numeral) = parts.next() else { return Kind::Unknown };
        let unit = parts.next();
        let meant = match unit.as_ref().map(Pair::as_rule) {
            Some(Rule::percentage | Rule::percent_sign) => "P",
            Some(Rule::amount) => "C*A",
            _ => "C",
        };
        let (fault, numbers) = match super::numeral::read(numeral.as_str()) {
            Err(misspelled) => (misspelled.fault, misspelled.meant),
            Ok(number) => {
                let fault = match unit.as_ref().map(|unit| (unit.as_rule(), unit.as_str())) {
                    Some((Rule::constant, _)) => return Kind::Constant(number),
                    Some((Rule::percentage, _)) => return Kind::Percentage(number),
                    Some((Rule::amount, _)) => Fault::CoefficientOnAmount(shown),
                    Some((Rule::percent_sign, _)) => Fault::PercentSign(shown),
                    Some((_, unit)) => {
                        let number = numeral.as_str().to_owned();
                        Fault::UnknownUnit { number, unit: excerpt(unit) }
                    }
                    None => Fault::BareNumber(shown),
                };
                (fault, vec![numeral.as_str().to_owned()])
            }
        };
        let edits = numbers.iter().map(|n| vec![Edit::replace(&whole, &format!("{n}{meant}"))]);
        self.report.add_corrected(fault, whole.clone(), edits.collect());
        Kind::Unknown
    }
}

fn is_operator(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::additive
            | Rule::wrong_subtract
            | Rule::multiply
            | Rule::divide
            | Rule::wrong_multiply
    )
}

/// The bytes of a pair without the white space at its ends.
fn place(pair: &Pair<'_, Rule>) -> Range<usize> {
    let text = pair.as_str();
    let start = pair.as_span().start() + (text.len() - text.trim_start().len());
    start..start.max(pair.as_span().start() + text.trim_end().len())
}

/// `(a+b)+c` is `a+b+c`: both associate to the left.
fn flat_sum(mut terms: Vec<(Sign, Expression)>) -> Vec<(Sign, Expression)> {
    match terms.first_mut().map(|(_, term)| &mut term.kind) {
        Some(Kind::Sum(inner)) => {
            let mut flat = std::mem::take(inner);
            flat.extend(terms.drain(1..));
            flat
        }
        _ => terms,
    }
}

/// `(a*b)*c` is `a*b*c`.
fn flat_product(mut factors: Vec<Expression>) -> Vec<Expression> {
    match factors.first_mut().map(|factor| &mut factor.kind) {
        Some(Kind::Product(inner)) => {
            let mut flat = std::mem::take(inner);
            flat.extend(factors.drain(1..));
            flat
        }
        _ => factors,
    }
}
