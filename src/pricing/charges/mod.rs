//! Whole requests for charges: every line priced, shared and taxed, in the order that they need.

mod answer;
mod arrange;
mod arrangement;
mod book;
mod book_check;
mod book_schema;
mod check;
mod currencies;
mod doubts;
mod engine;
mod faults;
mod lines;
mod merge;
mod outcome;
mod price;
mod table;
mod totals;

pub use answer::json;
pub use book::{Book, BookRule};
pub use book_check::judge_book;
pub use book_schema::book_schema;
pub use doubts::doubts;
pub use outcome::{Calculated, ChargeOutcome, Explained};
pub use table::Salt;
pub use totals::{CurrencyTotal, PartyTotal, totals};

use arrange::arrange;
use arrangement::Arrangement;
use engine::priced;
use lines::{Lines, at};
use table::Table;

use super::pipeline;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{ChargeCalculation, ChargeLine, Reader, Value, amount};
use crate::money::Ratio;

/// Where the prices of the host's source are to be had.
#[derive(Clone, Debug)]
pub enum Source {
    /// There is no source.
    Missing,
    /// It has not been asked yet.
    Unasked,
    /// What it said to [`Calculated::Ask`].
    Answers(Vec<Value>),
}

/// Every problem of a request that can be found without rules: whom a child is charged for may
/// depend on its rule.
pub fn check_request(request: &ChargeCalculation<'_>, salt: Salt, reader: &mut Reader) {
    let _ = arrange(&Lines::of(request), &|_| None, salt, reader);
}

/// Calculates all charges of a request, or asks for the prices of the host's source first.
///
/// # Errors
/// Every problem of the request; if it has none, every problem of pricing it.
pub fn calculate<'b>(
    request: &ChargeCalculation<'_>,
    mut reader: Reader,
    book: &'b Book,
    source: &Source,
    explain: bool,
    salt: Salt,
) -> Result<Calculated<'b>, Refusal> {
    let lines = Lines::of(request);
    let mut rules = Table::new(book.rules().len(), salt);
    for rule in book.rules() {
        rules.enter(rule.id.as_str(), rule);
    }
    let on_total = |line: &ChargeLine<'_>| {
        let rule = line.price_rule_id.and_then(|id| rules.get(&id));
        Some(rule.is_some_and(|rule| rule.rule.is_on_total))
    };
    let arrangement = arrange(&lines, &on_total, salt, &mut reader);
    reader.finish()?;
    let asked = external(&lines, &arrangement);
    let prices = match source {
        _ if asked.is_empty() => Vec::new(),
        Source::Unasked => return Ok(Calculated::Ask(asked)),
        Source::Missing => sourced(&lines, &asked, &[])?,
        Source::Answers(answers) => sourced(&lines, &asked, answers)?,
    };
    let (outcomes, explained) = priced(&lines, &arrangement, book, &rules, &prices, explain)?;
    Ok(Calculated::Charges { outcomes, explained })
}

/// The prices that the host's source has for the lines that it was asked for.
fn sourced(
    lines: &Lines<'_, '_>,
    asked: &[usize],
    answers: &[Value],
) -> Result<Vec<Ratio>, Refusal> {
    let mut reader = Reader::default();
    let mut prices = Vec::with_capacity(asked.len());
    for (place, line) in asked.iter().enumerate() {
        let price = match answers.get(place) {
            Some(answer) => amount(answer).and_then(|price| {
                pipeline::not_negative(price.into())?;
                Ok(Ratio::from(price))
            }),
            None => Err(Problem::says(Code::ExternalPriceSource, &[])),
        };
        // The answer is the host's, not the request's.
        prices.extend(reader.keep(HOST, price.map_err(|problem| of_line(problem, lines, *line))));
    }
    reader.finish().map(|()| prices)
}

/// Where problems of the host's price source are.
const HOST: &str = "/book/externalPrice";

/// A problem of the host's answer, with the line that it is about.
fn of_line(problem: Problem, lines: &Lines<'_, '_>, line: usize) -> Problem {
    let message = ["for ", &lines.path(line), ", ", &problem.message].concat();
    Problem::new(problem.code, message, problem.help.clone()).meaning(problem.corrections.clone())
}

/// The first lines of the charges that the host's source prices.
fn external(lines: &Lines<'_, '_>, arrangement: &Arrangement) -> Vec<usize> {
    let is_external = |line: usize| lines.get(line).is_some_and(|line| line.is_external());
    let mut asked = Vec::new();
    for line in &arrangement.order {
        if at(&arrangement.heads, *line) == *line && arrangement.group.from(*line).any(is_external)
        {
            asked.push(*line);
        }
    }
    asked
}
