//! Whole requests for charges: every line priced, shared and taxed, in the order that they need.

mod answer;
mod arrange;
mod book;
mod check;
mod index;
mod price;

pub use answer::{Answer, DETAIL_FIELDS, text, tree};
pub use book::{Book, BookRule};

use arrange::{Arrangement, Base, arrange, at};
use index::Index;
use price::{Basis, Charged};

use super::pipeline;
use super::steps::Steps;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{ChargeCalculation, Line, Reader, Value, amount};
use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{self, Currency, MinorUnits, Ratio};

/// How a line came to its charge.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The position of the line in the request.
    pub line: usize,
    /// The charge before rounding, of all parties that share it.
    pub exact: Ratio,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// Where the prices of the host's source are to be had.
#[derive(Clone, Debug)]
pub enum Source {
    /// There is no source.
    Missing,
    /// It has not been asked yet.
    Unasked,
    /// What it said to [`Answer::Ask`].
    Answers(Vec<Value>),
}

/// Every problem of a request that can be found without rules.
pub fn check_request(request: &ChargeCalculation<'_>, reader: &mut Reader) {
    let _ = arrange(request, reader);
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
) -> Result<Answer<'b>, Refusal> {
    let arrangement = arrange(request, &mut reader);
    reader.finish()?;
    let asked = external(request, &arrangement);
    let prices = match source {
        _ if asked.is_empty() => Vec::new(),
        Source::Unasked => return Ok(Answer::Ask(asked)),
        Source::Missing => sourced(request, &asked, &[])?,
        Source::Answers(answers) => sourced(request, &asked, answers)?,
    };
    let lines = request.lines.len();
    let mut rules = Index::new(book.rules().len());
    for (position, rule) in book.rules().iter().enumerate() {
        rules.enter((0, &rule.id, ""), position);
    }
    let mut engine = Engine {
        request,
        arrangement: &arrangement,
        book,
        rules,
        prices: prices.iter(),
        outcomes: nothing(lines),
        explain: explain.then(|| nothing(lines)),
        reader: Reader::default(),
    };
    for line in &arrangement.order {
        engine.line(*line);
    }
    let Engine { outcomes, explain, reader, .. } = engine;
    reader.finish()?;
    let (mut all, mut explained) = (Vec::with_capacity(lines), Vec::new());
    for outcome in outcomes.into_iter().flatten() {
        all.push(outcome);
    }
    for one in explain.unwrap_or_default().into_iter().flatten() {
        explained.push(one);
    }
    Ok(Answer::Charges { outcomes: all, explained })
}

/// A place for something of each line.
fn nothing<T>(lines: usize) -> Vec<Option<T>> {
    let mut list = Vec::new();
    list.resize_with(lines, || None);
    list
}

/// The prices that the host's source has for the lines that it was asked for.
fn sourced(
    request: &ChargeCalculation<'_>,
    asked: &[usize],
    answers: &[Value],
) -> Result<Vec<Ratio>, Refusal> {
    let mut reader = Reader::default();
    let mut prices = Vec::with_capacity(asked.len());
    for (place, line) in asked.iter().enumerate() {
        let path = request.path_of(*line, "externalPricingApplicable");
        let price = match answers.get(place) {
            Some(answer) => amount(answer).and_then(|price| {
                pipeline::not_negative(price.into())?;
                Ok(Ratio::from(price))
            }),
            None => {
                let message = "the price is to be had from the host, which has no price source";
                let help = "give the book an `externalPrice`";
                Err(Problem::of(Code::ExternalPriceSource, &[message], help))
            }
        };
        prices.extend(reader.keep(&path, price));
    }
    reader.finish().map(|()| prices)
}

/// The first lines of the charges that the host's source prices.
fn external(request: &ChargeCalculation<'_>, arrangement: &Arrangement) -> Vec<usize> {
    let is_external = |line: usize| request.lines.get(line).is_some_and(|line| line.is_external());
    let mut asked = Vec::new();
    for line in &arrangement.order {
        if at(&arrangement.heads, *line) == *line && arrangement.group.from(*line).any(is_external)
        {
            asked.push(*line);
        }
    }
    asked
}

/// What a party pays.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'b> {
    charge: MinorUnits,
    charged: Charged,
    rule: Option<&'b BookRule>,
    external: bool,
}

struct Engine<'r, 't, 'b> {
    request: &'r ChargeCalculation<'t>,
    arrangement: &'r Arrangement,
    book: &'b Book,
    /// The positions of the book's rules.
    rules: Index<'b>,
    prices: std::slice::Iter<'r, Ratio>,
    outcomes: Vec<Option<Outcome<'b>>>,
    explain: Option<Vec<Option<Explained>>>,
    reader: Reader,
}

impl<'b> Engine<'_, '_, 'b> {
    fn line(&mut self, index: usize) {
        if at(&self.arrangement.heads, index) != index {
            return;
        }
        let Some(line) = self.request.lines.get(index) else { return };
        // Alone, a line is all there is; a group takes from each line what the others leave out.
        let merged;
        let line = match self.arrangement.group.after(index) {
            None => line,
            Some(_) => {
                merged =
                    check::merged(self.request, self.arrangement, index, line, &mut self.reader);
                &merged
            }
        };
        let mut steps = if self.explain.is_some() { Steps::noted() } else { Steps::default() };
        let rule = match line.price_rule_id() {
            None => None,
            Some(id) => match self.rules.get((0, id, "")) {
                Some(position) => self.book.rules().get(position),
                None => {
                    let message = "the book has no such rule";
                    let help = "add it to the book's `rules`, or name another";
                    let problem = Problem::of(Code::UnknownPriceRule, &[message], help);
                    return self.refuse(index, "priceRuleId", problem);
                }
            },
        };
        let parent = match self.parent(index, line, &mut steps) {
            Ok(parent) => parent,
            // Its parent has a problem of its own.
            Err(None) => return,
            Err(Some(problem)) => return self.refuse(index, "parentChargeCode", problem),
        };
        let external = if line.is_external() { self.prices.next().copied() } else { None };
        let slabs = self.request.slabs.get(line.slabs.clone()).unwrap_or_default();
        match price::price(line, rule, &Basis { parent, external, slabs }, &mut steps) {
            Ok(charged) => self.share(index, line, charged, rule, steps),
            Err(faults) => self.reader.keep_all(&self.request.path(index), faults),
        }
    }

    fn refuse(&mut self, line: usize, field: &str, problem: Problem) {
        let path = self.request.path_of(line, field);
        self.reader.keep_all("", vec![problem.at(&path)]);
    }

    /// The parent's charge, after sharing, and its currency.
    fn parent(
        &self,
        index: usize,
        line: &Line<'_>,
        steps: &mut Steps,
    ) -> Result<Option<(Ratio, Currency)>, Option<Problem>> {
        let (charge, currency) = match self.arrangement.bases.get(index) {
            None | Some(Base::Own) => return Ok(None),
            Some(Base::Line(parent)) => self.charge_of(*parent)?,
            Some(Base::Sum(head)) => {
                let (mut sum, currency) = self.charge_of(*head)?;
                for parent in self.arrangement.code.from(*head).skip(1) {
                    let (charge, other) = self.charge_of(parent)?;
                    if other != currency {
                        let message = "the parent's charge is in several currencies";
                        return Err(Some(Problem::of(Code::ParentCurrency, &[message], "")));
                    }
                    sum = sum.checked_add(charge).map_err(|error| Some(Problem::from(error)))?;
                }
                (sum, currency)
            }
        };
        let code = line.parent_charge_code().unwrap_or_default();
        steps.note("parent", &[&"charge `", &code, &"`"], charge);
        Ok(Some((charge, currency)))
    }

    /// What the party of a line pays, which may have been refused.
    #[inline(never)]
    fn charge_of(&self, line: usize) -> Result<(Ratio, Currency), Option<Problem>> {
        let outcome = self.outcomes.get(line).copied().flatten().ok_or(None)?;
        let currency = outcome.charged.currency;
        let units = Ratio::new(outcome.charge.count(), 1);
        let grid = Ratio::from_integer(currency.minor_units_in_one());
        let charge = units.and_then(|units| units.checked_div(grid));
        charge.map(|charge| (charge, currency)).map_err(|error| Some(Problem::from(error)))
    }

    /// Gives each party of a group its part of the rounded charge.
    fn share(
        &mut self,
        index: usize,
        line: &Line<'_>,
        charged: Charged,
        rule: Option<&'b BookRule>,
        steps: Steps,
    ) {
        // A child that shares is alone where each party pays on its own part of the parent.
        let shares =
            line.is_shared() && !matches!(self.arrangement.bases.get(index), Some(Base::Line(_)));
        if !shares {
            let steps = steps.into_vec();
            let external = line.is_external();
            let outcome = Outcome { charge: charged.charge, charged, rule, external };
            return self.keep(index, outcome, steps);
        }
        let parties = self.arrangement.group.list(index);
        let mut ratios = Vec::with_capacity(parties.len());
        for party in &parties {
            let line = self.request.lines.get(*party);
            ratios.push(line.and_then(|line| line.sharing_pct()).unwrap_or_default());
        }
        let allocation = match money::allocate(charged.charge, &ratios, self.book.allocation) {
            Ok(allocation) => allocation,
            Err(error) => return self.refuse(index, "chargeSharingPct", Problem::from(error)),
        };
        let steps = steps.into_vec();
        let places = charged.currency.minor_units();
        for (place, party) in parties.iter().enumerate() {
            let charge = allocation.parts.get(place).copied().unwrap_or_default();
            let mut steps = steps.clone();
            if self.explain.is_some() {
                let odd = allocation.odd_units.iter().filter(|odd| **odd == place).count();
                let ratio = ratios.get(place).copied().unwrap_or_default();
                steps.push(sharing_step(&charged, digits(ratio), charge, odd, places));
            }
            let outcome = Outcome { charge, charged, rule, external: line.is_external() };
            self.keep(*party, outcome, steps);
        }
    }

    fn keep(&mut self, line: usize, outcome: Outcome<'b>, steps: Vec<Step>) {
        if let Some(place) = self.outcomes.get_mut(line) {
            *place = Some(outcome);
        }
        if let Some(place) = self.explain.as_mut().and_then(|list| list.get_mut(line)) {
            *place = Some(Explained { line, exact: outcome.charged.exact, steps });
        }
    }
}

fn sharing_step(
    charged: &Charged,
    percentage: String,
    part: MinorUnits,
    odd: usize,
    places: u32,
) -> Step {
    let part = part.format(places);
    let odd = match odd {
        0 => String::new(),
        odd => [", with ", &crate::diagnostic::count(odd), " odd unit"].concat(),
    };
    Step {
        kind: "sharing",
        text: [&percentage, "% of ", &charged.charge.format(places), " is ", &part, &odd].concat(),
        value: Some(part),
        ..Step::default()
    }
}
