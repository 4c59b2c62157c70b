//! Tokens to segments: expressions are built here, their order is understood in `structure`.
//!
//! Each rule goes on after a mistake, so that one text tells all its problems. What only mistakes
//! need is cold: a runtime compiles a function when it is first called.

use std::ops::Range;

use super::cure::Edit;
use super::limits::{MAX_CHARACTERS, MAX_DEPTH, MAX_SEGMENTS};
use super::numeral::{self, Misspelled};
use super::report::Report;
use super::syntax::{Comparator, Expression, ExpressionKind, Extent, Sign};
use super::token::{Class, Token, tokens};
use super::{evaluate, function};
use crate::diagnostic::{Code, count, excerpt};
use crate::money::exact::digits;

/// One part between the `|` of a formula.
pub(super) struct Segment {
    pub(super) place: Range<usize>,
    /// What stands before, between and after the comparators; absent sides are `None`.
    pub(super) sides: Vec<Option<Expression>>,
    pub(super) comparators: Vec<Comparator>,
}

/// Splits a formula into its segments; every mistake is reported.
pub(super) fn segments(report: &mut Report<'_>) -> Vec<Segment> {
    let mut segments = Vec::new();
    let tokens = tokens(report.source());
    if tokens.is_empty() {
        report.add(Code::EmptyFormula, &[], &(0..report.source().len()), &[]);
        return segments;
    }
    let mut parser = FormulaParser { report, tokens, at: 0 };
    loop {
        segments.push(parser.segment());
        if let Some(and) = parser.take(Class::And) {
            parser.wrong_operator(and, Some("|"));
        } else if parser.take(Class::Bar).is_none() {
            return segments;
        }
    }
}

/// The limits are checked before anything else: nesting is the parser's only recursion.
pub(super) fn within_limits(report: &mut Report<'_>) -> bool {
    let source = report.source();
    let whole = 0..source.len();
    let characters = source.chars().count();
    if characters > MAX_CHARACTERS {
        report.add(Code::FormulaTooLong, &[&count(characters)], &whole, &[]);
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
            report.add(Code::TooDeep, &[], &(at..at + 1), &[]);
            return false;
        }
    }
    if segments > MAX_SEGMENTS {
        report.add(Code::TooManySegments, &[&count(segments)], &whole, &[]);
    }
    segments <= MAX_SEGMENTS
}

struct FormulaParser<'r, 's> {
    report: &'r mut Report<'s>,
    tokens: Vec<Token<'s>>,
    at: usize,
}

impl<'s> FormulaParser<'_, 's> {
    fn segment(&mut self) -> Segment {
        let start = self.place_here().start;
        let mut segment =
            Segment { place: start..start, sides: Vec::new(), comparators: Vec::new() };
        segment.sides.push(self.side());
        loop {
            if let Some(token) = self.take(Class::Comparator) {
                segment.comparators.push(self.comparator(token));
                segment.sides.push(self.side());
            } else if let Some(token) = self.take(Class::Close) {
                let reading = (token.place(), String::new());
                self.report.quote(Code::StrayParenthesis, &token.place(), &[reading]);
                // What goes on behind it belongs to the side before it.
                self.take_operator();
                self.side();
            } else {
                break;
            }
        }
        segment.place.end = self.end().max(start);
        segment
    }

    /// A sum, or nothing where nothing is written.
    fn side(&mut self) -> Option<Expression> {
        let operators = [Class::Additive, Class::Multiplicative];
        let token = self.next()?;
        (token.begins_value() || operators.contains(&token.class)).then(|| self.sum())
    }

    fn sum(&mut self) -> Expression {
        let start = self.place_here().start;
        let mut first = self.product(None);
        let mut terms = Vec::new();
        while let Some(operator) = self.take(Class::Additive) {
            let sign = if operator.text == "+" { Sign::Plus } else { Sign::Minus };
            if !matches!(operator.text, "+" | "-") {
                self.wrong_operator(operator, Some("-"));
            }
            let term = self.product(Some(operator));
            terms.push((sign, term));
        }
        if terms.is_empty() {
            return first;
        }
        let place = Extent(start..self.end());
        // `(a+b)+c` is `a+b+c`: both associate to the left.
        if let ExpressionKind::Sum(inner) = &mut first.kind {
            inner.append(&mut terms);
            return Expression { place, ..first };
        }
        terms.insert(0, (Sign::Plus, first));
        Expression { kind: ExpressionKind::Sum(terms), place }
    }

    fn product(&mut self, before: Option<Token<'s>>) -> Expression {
        let start = self.place_here().start;
        let mut first = self.factor(before);
        let mut factors = Vec::new();
        loop {
            let end = self.end();
            let factor = if let Some(operator) = self.take(Class::Multiplicative) {
                let factor = self.factor(Some(operator));
                match operator.text {
                    "*" => {}
                    "/" | "÷" => self.division(start..end, &factor),
                    _ => self.wrong_operator(operator, Some("*")),
                }
                factor
            } else if self.next().is_some_and(|token| token.begins_value()) {
                let right = self.factor(None);
                self.missing_operator(factors.last().unwrap_or(&first), &right);
                right
            } else {
                break;
            };
            factors.push(factor);
        }
        if factors.is_empty() {
            return first;
        }
        let place = Extent(start..self.end());
        // `(a*b)*c` is `a*b*c`.
        if let ExpressionKind::Product(inner) = &mut first.kind {
            inner.append(&mut factors);
            return Expression { place, ..first };
        }
        factors.insert(0, first);
        Expression { kind: ExpressionKind::Product(factors), place }
    }

    fn factor(&mut self, before: Option<Token<'s>>) -> Expression {
        let Some(token) = self.next().filter(Token::begins_value) else {
            // Where the text ends behind an opening parenthesis, nothing follows to name.
            let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).copied();
            let beside = before.or_else(|| self.next()).or(last);
            if let Some(beside) = beside {
                self.missing_value(beside, before.is_none());
            }
            return unknown(self.place_here());
        };
        self.at += 1;
        let place = token.place();
        let kind = match (token.class, token.text) {
            (Class::Number, _) => self.quantity(token),
            (Class::Open, _) => return self.group(token),
            (Class::Letter, "A" | "a") => ExpressionKind::Amount,
            (Class::Letter, "P" | "p") => ExpressionKind::SuppliedPercentage,
            (Class::Letter, _) => ExpressionKind::SuppliedConstant,
            (Class::Word, "max" | "MAX" | "Max" | "min" | "MIN" | "Min")
                if self.next().is_some_and(|next| next.class == Class::Open) =>
            {
                self.bound_as_function(token);
                ExpressionKind::Unknown
            }
            (class, _) => {
                let word = class == Class::Word;
                let code = if word { Code::UnknownWord } else { Code::UnknownCharacter };
                self.report.quote(code, &place, &[]);
                ExpressionKind::Unknown
            }
        };
        Expression { kind, place: Extent(place.start..self.end()) }
    }

    /// Reports `max(…)` or `min(…)`, with the price and the bounds that say the same where it is a
    /// whole segment, and goes on behind it.
    #[cold]
    #[inline(never)]
    fn bound_as_function(&mut self, name: Token<'s>) {
        let source = self.report.source();
        let inside = self.next().map_or(name.start, |open| open.place().end);
        let (mut depth, mut end) = (0_usize, source.len());
        while let Some(token) = self.next() {
            self.at += 1;
            depth += usize::from(token.class == Class::Open);
            if token.class == Class::Close {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end = token.start;
                    break;
                }
            }
        }
        let place = name.start..self.end();
        let arguments = inside..end;
        let reading = function::held(source, name.text, &place, &arguments);
        let reading = reading.map(|text| (place.clone(), text));
        self.report.add(Code::BoundAsFunction, &[name.text], &place, reading.as_slice());
    }

    fn group(&mut self, open: Token<'s>) -> Expression {
        let mut inside = self.sum();
        while let Some(token) = self.take(Class::Comparator) {
            self.report.quote(Code::ComparisonInParentheses, &token.place(), &[]);
            inside = self.sum();
        }
        if self.take(Class::Close).is_none() {
            let end = self.end();
            let reading = (end > open.place().end).then(|| (end..end, ")".to_owned()));
            let place = open.place();
            self.report.quote(Code::UnclosedParenthesis, &place, reading.as_slice());
        }
        Expression { kind: inside.kind, place: Extent(open.start..self.end()) }
    }

    /// A number and its unit.
    fn quantity(&mut self, number: Token<'s>) -> ExpressionKind {
        let follows = |token: &Token<'_>| {
            matches!(token.class, Class::Letter | Class::Word) || token.text == "%"
        };
        let unit = self.next().filter(follows).map_or("", |token| token.text);
        self.at += usize::from(!unit.is_empty());
        match (numeral::read(number.text), unit) {
            (Ok(value), "C" | "c") => ExpressionKind::Constant(value),
            (Ok(value), "P" | "p") => ExpressionKind::Percentage(value),
            (read, _) => self.misspelled(number, unit, read.err()),
        }
    }

    /// Reports a number that has another unit, or is itself spelled in another way.
    #[cold]
    #[inline(never)]
    fn misspelled(
        &mut self,
        number: Token<'s>,
        unit: &str,
        misspelled: Option<Misspelled>,
    ) -> ExpressionKind {
        let place = number.start..self.end();
        let (code, meant): (Code, &str) = match unit {
            "C" | "c" => (Code::BareNumber, "C"),
            "P" | "p" => (Code::BareNumber, "P"),
            "A" | "a" => (Code::CoefficientOnAmount, "C*A"),
            "%" => (Code::PercentSign, "P"),
            "" => (Code::BareNumber, "C"),
            _ => (Code::UnknownUnit, "C"),
        };
        let whole = self.report.text(&place);
        let (code, written, numbers) = match (misspelled, unit) {
            (None, "A" | "a" | "%") => (code, whole, vec![number.text.to_owned()]),
            (None, _) => (code, number.text, vec![number.text.to_owned()]),
            (Some(misspelled), _) => (misspelled.code, number.text, misspelled.meant),
        };
        // What follows without a gap, as in `1e3C`, belongs to something else that was meant.
        let whole = self.next().is_none_or(|next| !next.begins_value() || next.start > place.end);
        let mut readings: Vec<Edit> = Vec::new();
        for number in numbers {
            if whole {
                readings.push((place.clone(), number + meant));
            }
        }
        let written: [&str; 2] = [&excerpt(written), &excerpt(unit)];
        self.report.add(code, &written, &place, &readings);
        ExpressionKind::Unknown
    }

    fn comparator(&mut self, token: Token<'s>) -> Comparator {
        let (comparator, correction) = match token.text {
            "<" => return Comparator::Less,
            "<=" => return Comparator::LessOrEqual,
            ">" => return Comparator::Greater,
            ">=" => return Comparator::GreaterOrEqual,
            "≤" | "=<" => (Comparator::LessOrEqual, Some("<=")),
            "≥" | "=>" => (Comparator::GreaterOrEqual, Some(">=")),
            _ => (Comparator::Less, None),
        };
        self.wrong_operator(token, correction);
        comparator
    }

    #[cold]
    fn wrong_operator(&mut self, token: Token<'s>, correction: Option<&str>) {
        let place = token.place();
        let reading = correction.map(|text| (place.clone(), text.to_owned()));
        self.report.quote(Code::WrongOperator, &place, reading.as_slice());
    }

    /// A value has no sign: `-5C` is written `0C-5C`.
    #[cold]
    #[inline(never)]
    fn missing_value(&mut self, beside: Token<'s>, first: bool) {
        let place = beside.place();
        let reading = match (first, beside.text) {
            (true, "-") => Some((place.start..place.start, "0C".to_owned())),
            (true, "+") => Some((place.clone(), String::new())),
            _ => None,
        };
        self.report.quote(Code::MissingValue, &place, reading.as_slice());
    }

    #[cold]
    #[inline(never)]
    fn missing_operator(&mut self, left: &Expression, right: &Expression) {
        // A side that was not understood has been reported already.
        if matches!(
            (&left.kind, &right.kind),
            (ExpressionKind::Unknown, _) | (_, ExpressionKind::Unknown)
        ) {
            return;
        }
        let (left, right) = (&left.place.0, &right.place.0);
        let written: [&str; 2] =
            [&excerpt(self.report.text(left)), &excerpt(self.report.text(right))];
        let reading = (left.end..right.start, "*".to_owned());
        self.report.add(Code::MissingOperator, &written, &(left.start..right.end), &[reading]);
    }

    /// Reports a division, with its correction if there is one: `A/2C` is `0.5C*A`, but a third
    /// of an amount cannot be written.
    #[cold]
    #[inline(never)]
    fn division(&mut self, dividend: Range<usize>, by: &Expression) {
        let divisor = if let ExpressionKind::Constant(number) = by.kind {
            Some(number)
        } else {
            numeral::read(self.report.text(&by.place.0)).ok()
        };
        let inverse = divisor.and_then(evaluate::inverse);
        let place = dividend.start..by.place.0.end;
        let dividend = self.report.text(&dividend);
        let inverse = inverse.filter(|_| !dividend.is_empty());
        let reading =
            inverse.map(|inverse| (place.clone(), [&digits(inverse), "C*", dividend].concat()));
        self.report.quote(Code::Division, &place, reading.as_slice());
    }

    #[inline(never)]
    fn next(&self) -> Option<Token<'s>> {
        self.tokens.get(self.at).copied()
    }

    fn take(&mut self, class: Class) -> Option<Token<'s>> {
        let token = *self.tokens.get(self.at).filter(|token| token.class == class)?;
        self.at += 1;
        Some(token)
    }

    fn take_operator(&mut self) {
        if self.take(Class::Additive).is_none() {
            self.take(Class::Multiplicative);
        }
    }

    /// Where the next token stands, or the end of the text.
    fn place_here(&self) -> Range<usize> {
        let length = self.report.source().len();
        self.next().map_or(length..length, |token| token.place())
    }

    /// Where the token before ends.
    #[inline(never)]
    fn end(&self) -> usize {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(0, |token| token.place().end)
    }
}

fn unknown(place: Range<usize>) -> Expression {
    Expression { kind: ExpressionKind::Unknown, place: Extent(place.start..place.start) }
}
