//! Text to segments: expressions are built here, their order is understood in `structure`.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use super::fault::{self, MAX_CHARACTERS, MAX_DEPTH, MAX_SEGMENTS};
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
    let formula = Grammar::parse(Rule::formula, source).ok().and_then(|mut pairs| pairs.next());
    let Some(formula) = formula else {
        report.quote(&fault::UNKNOWN_CHARACTER, &(0..source.len()), &[]);
        return Vec::new();
    };
    let mut segments = Vec::new();
    for pair in formula.into_inner() {
        if pair.as_rule() == Rule::segment {
            segments.push(Builder { report }.segment(pair));
        }
    }
    segments
}

/// The limits are checked before the parser runs: nesting is its only recursion.
fn within_limits(source: &str, report: &mut Report<'_>) -> bool {
    let characters = source.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
    if characters > MAX_CHARACTERS {
        let length = characters.to_string();
        report.add(&fault::FORMULA_TOO_LONG, &[&length], &(0..source.len()), &[]);
        return false;
    }
    if trim(source).is_empty() {
        report.add(&fault::EMPTY_FORMULA, &[], &(0..source.len()), &[]);
        return false;
    }
    let (mut depth, mut segments) = (0_usize, 1_usize);
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'|' => (depth, segments) = (0, segments + 1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            report.add(&fault::TOO_DEEP, &[], &(at..at + 1), &[]);
            return false;
        }
    }
    if segments > MAX_SEGMENTS {
        let count = segments.to_string();
        report.add(&fault::TOO_MANY_SEGMENTS, &[&count], &(0..source.len()), &[]);
    }
    segments <= MAX_SEGMENTS
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
        if text(&pair).is_empty() { None } else { Some(self.sum(pair)) }
    }

    fn comparator(&mut self, pair: &Pair<'s, Rule>) -> Comparator {
        let (comparator, correction) = match text(pair) {
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
        let reading = correction.map(|text| (place.clone(), text.to_owned()));
        self.report.quote(&fault::WRONG_OPERATOR, &place, reading.as_slice());
    }

    fn excess(&mut self, pair: Pair<'s, Rule>) {
        let start = pair.as_span().start();
        let place = start..start + 1;
        let reading = (place.clone(), String::new());
        self.report.quote(&fault::STRAY_PARENTHESIS, &place, &[reading]);
        for part in pair.into_inner() {
            if !is_operator(part.as_rule()) {
                self.factor(part);
            }
        }
    }

    fn sum(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let whole = place(&pair);
        let parts: Vec<_> = pair.into_inner().collect();
        let mut terms: Vec<(Sign, Expression)> = Vec::new();
        let mut sign = Sign::Plus;
        let mut beside: Option<&Pair<'s, Rule>> = None;
        for (index, part) in parts.iter().enumerate() {
            if part.as_rule() != Rule::product {
                sign = if text(part) == "+" { Sign::Plus } else { Sign::Minus };
                if !matches!(text(part), "+" | "-") {
                    self.wrong_operator(part, Some("-"));
                }
                beside = Some(part);
                continue;
            }
            if text(part).is_empty() {
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
        let reading = match (sign, text(operator)) {
            (true, "-") => Some((place.start..place.start, "0C".to_owned())),
            (true, "+") => Some((place.clone(), String::new())),
            _ => None,
        };
        self.report.quote(&fault::MISSING_VALUE, &place, reading.as_slice());
    }

    fn product(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let whole = place(&pair);
        let parts: Vec<_> = pair.into_inner().collect();
        let mut factors: Vec<Expression> = Vec::new();
        let mut operator: Option<&Pair<'s, Rule>> = None;
        for (index, part) in parts.iter().enumerate() {
            if is_operator(part.as_rule()) {
                if matches!(text(part), "×" | "·") {
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
                (Some(divide), _) if matches!(text(divide), "/" | "÷") => {
                    self.division(whole.start, divide, part);
                }
                (None, Some(left)) if part.as_rule() != Rule::unknown => {
                    self.missing_operator(&left.place.0.clone(), part);
                }
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
        let place = place(right);
        let written = [excerpt(self.report.text(left)), excerpt(text(right))];
        let written = written.each_ref().map(String::as_str);
        let reading = (left.end..place.start, "*".to_owned());
        self.report.add(&fault::MISSING_OPERATOR, &written, &(left.start..place.end), &[reading]);
    }

    /// `A/2C` is `0.5C*A`; `A/3C` cannot be written.
    fn division(&mut self, start: usize, divide: &Pair<'s, Rule>, by: &Pair<'s, Rule>) {
        let divisor = trim(text(by).trim_end_matches(['c', 'C']));
        let inverse = super::numeral::read(divisor).ok().and_then(super::evaluate::inverse);
        let dividend = trim(self.report.text(&(start..divide.as_span().start())));
        let place = start..place(by).end;
        let inverse = inverse.filter(|_| !dividend.is_empty());
        let reading = inverse
            .map(|inverse| (place.clone(), [&inverse.to_string(), "C*", dividend].concat()));
        self.report.quote(&fault::DIVISION, &place, reading.as_slice());
    }

    fn factor(&mut self, pair: Pair<'s, Rule>) -> Expression {
        let place = place(&pair);
        let kind = match pair.as_rule() {
            Rule::letter => match text(&pair) {
                "A" | "a" => Kind::Amount,
                "P" | "p" => Kind::SuppliedPercentage,
                _ => Kind::SuppliedConstant,
            },
            Rule::group => return self.group(pair),
            Rule::quantity => self.quantity(pair),
            Rule::word => {
                self.report.quote(&fault::UNKNOWN_WORD, &place, &[]);
                Kind::Unknown
            }
            Rule::unknown => {
                self.report.quote(&fault::UNKNOWN_CHARACTER, &place, &[]);
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
                Rule::missing => {
                    let reading = (whole.end..whole.end, ")".to_owned());
                    let open = whole.start..whole.start + 1;
                    self.report.quote(&fault::UNCLOSED_PARENTHESIS, &open, &[reading]);
                }
                Rule::sum => {
                    if text(&part).is_empty() {
                        self.report.quote(&fault::MISSING_VALUE, &whole, &[]);
                    }
                    inside = Some(self.sum(part));
                }
                _ => self.report.quote(&fault::COMPARISON_IN_PARENTHESES, &place(&part), &[]),
            }
        }
        inside.unwrap_or(Expression { kind: Kind::Unknown, place: Place(whole) })
    }

    fn quantity(&mut self, pair: Pair<'s, Rule>) -> Kind {
        let whole = place(&pair);
        let mut parts = pair.into_inner();
        let Some(numeral) = parts.next() else { return Kind::Unknown };
        let unit = parts.next();
        let unit = unit.as_ref().map_or("", text);
        let (fault, numbers) = match (super::numeral::read(numeral.as_str()), unit) {
            (Ok(number), "C" | "c") => return Kind::Constant(number),
            (Ok(number), "P" | "p") => return Kind::Percentage(number),
            (Err(misspelled), _) => (misspelled.fault, misspelled.meant),
            (Ok(_), unit) => {
                let fault = match unit {
                    "A" | "a" => &fault::COEFFICIENT_ON_AMOUNT,
                    "%" => &fault::PERCENT_SIGN,
                    "" => &fault::BARE_NUMBER,
                    _ => &fault::UNKNOWN_UNIT,
                };
                (fault, vec![numeral.as_str().to_owned()])
            }
        };
        let meant = match unit {
            "P" | "p" | "%" => "P",
            "A" | "a" => "C*A",
            _ => "C",
        };
        let mut readings: Vec<Edit> = Vec::new();
        for number in numbers {
            readings.push((whole.clone(), number + meant));
        }
        let shown = if fault.code == fault::UNKNOWN_UNIT.code { numeral.as_str() } else { self.report.text(&whole) };
        self.report.add(fault, &[&excerpt(shown), &excerpt(unit)], &whole, &readings);
        Kind::Unknown
    }
}

fn is_operator(rule: Rule) -> bool {
    matches!(rule, Rule::additive | Rule::multiplicative)
}

/// The text of a pair without the white space behind it.
fn text<'s>(pair: &Pair<'s, Rule>) -> &'s str {
    trim(pair.as_str())
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n', '\u{A0}'])
}

/// The bytes of a pair without the white space behind it.
fn place(pair: &Pair<'_, Rule>) -> Range<usize> {
    let start = pair.as_span().start();
    start..start + text(pair).len()
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
