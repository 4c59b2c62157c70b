//! Goes through the lines in their order: each finds its rule and its parent, is priced, and its
//! charge is shared.

use std::collections::BTreeMap;

use super::arrangement::{Arrangement, Base};
use super::book::{Book, BookRule};
use super::lines::{Lines, at, set};
use super::merge::merged;
use super::outcome::{ChargeOutcome, Explained};
use super::price::{Basis, Charged, price};
use super::table::{Salt, Table};
use crate::diagnostic::{Code, Problem, Refusal, count};
use crate::document::{ChargeLine, Reader};
use crate::formula::Step;
use crate::money::exact::digits;
use crate::money::{self, Currency, MinorUnits, Ratio};
use crate::pricing::steps::Steps;

/// Every charge, and how each came about, if that is wanted.
pub(super) fn priced<'b>(
    lines: &Lines<'_, '_>,
    arrangement: &Arrangement,
    book: &'b Book,
    prices: &[Ratio],
    explain: bool,
    salt: Salt,
) -> Result<(Vec<ChargeOutcome<'b>>, Vec<Explained>), Refusal> {
    let mut rules = Table::new(book.rules().len(), salt);
    for rule in book.rules() {
        rules.enter(rule.id.as_str(), rule);
    }
    let mut engine = Engine {
        lines,
        arrangement,
        book,
        rules,
        prices: prices.iter(),
        outcomes: nothing(lines.len()),
        sums: BTreeMap::new(),
        explain: explain.then(|| nothing(lines.len())),
        reader: Reader::default(),
    };
    for line in &arrangement.order {
        engine.line(*line);
    }
    let Engine { outcomes, explain, reader, .. } = engine;
    reader.finish()?;
    let explained = explain.unwrap_or_default().into_iter().flatten();
    Ok((outcomes.into_iter().flatten().collect(), explained.collect()))
}

/// A place for something of each line.
fn nothing<T>(lines: usize) -> Vec<Option<T>> {
    let mut list = Vec::new();
    list.resize_with(lines, || None);
    list
}

const SEVERAL_CURRENCIES: &str = "the parent's charge is in several currencies";

/// What is paid for a parent, and in which currency; no problem where it has one of its own.
type ParentCharge = Result<(Ratio, Currency), Option<Problem>>;

struct Engine<'r, 't, 'b> {
    lines: &'r Lines<'r, 't>,
    arrangement: &'r Arrangement,
    book: &'b Book,
    rules: Table<&'b str, &'b BookRule>,
    prices: std::slice::Iter<'r, Ratio>,
    outcomes: Vec<Option<ChargeOutcome<'b>>>,
    /// What is paid for whole charges that others are charged on, by their first lines.
    sums: BTreeMap<usize, ParentCharge>,
    explain: Option<Vec<Option<Explained>>>,
    reader: Reader,
}

impl<'b> Engine<'_, '_, 'b> {
    fn line(&mut self, index: usize) {
        if at(&self.arrangement.heads, index) != index {
            return;
        }
        let Some(line) = self.lines.get(index) else { return };
        // Alone, a line is all there is; a group takes from each line what the others leave out.
        let all;
        let line = match self.arrangement.group.after(index) {
            None => line,
            Some(_) => {
                all = merged(self.lines, self.arrangement, index, line, &mut self.reader);
                &all
            }
        };
        let mut steps = if self.explain.is_some() { Steps::noted() } else { Steps::default() };
        let rule = match line.price_rule_id {
            None => None,
            Some(id) => match self.rules.get(&id) {
                Some(rule) => Some(rule),
                None => {
                    let unknown = Problem::says(Code::UnknownPriceRule, &[]);
                    return self.refuse(index, "priceRuleId", unknown);
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
        match price(line, rule, &Basis { parent, external }, &mut steps) {
            Ok(charged) => self.share(index, line, charged, rule, steps),
            Err(faults) => self.reader.keep_all(&self.lines.path(index), faults),
        }
    }

    fn refuse(&mut self, line: usize, field: &str, problem: Problem) {
        let path = self.lines.path_of(line, field);
        self.reader.keep_all("", vec![problem.at(&path)]);
    }

    /// The parent's charge, after sharing, and its currency.
    fn parent(
        &mut self,
        index: usize,
        line: &ChargeLine<'_>,
        steps: &mut Steps,
    ) -> Result<Option<(Ratio, Currency)>, Option<Problem>> {
        let (charge, currency) = match self.arrangement.bases.get(index) {
            None | Some(Base::Own) => return Ok(None),
            Some(Base::Line(parent)) => self.charge_of(*parent)?,
            Some(Base::Sum(head)) => match self.sums.get(head) {
                Some(sum) => sum.clone()?,
                None => {
                    let sum = self.sum_of(*head);
                    self.sums.insert(*head, sum.clone());
                    sum?
                }
            },
        };
        let code = line.parent_charge_code.unwrap_or_default();
        steps.note("parent", &[&"charge `", &code, &"`"], charge);
        Ok(Some((charge, currency)))
    }

    /// What all parties of a charge pay together, which some of them may have been refused.
    fn sum_of(&self, head: usize) -> ParentCharge {
        let (mut sum, currency) = self.charge_of(head)?;
        for parent in self.arrangement.code.from(head).skip(1) {
            let (charge, other) = self.charge_of(parent)?;
            if other != currency {
                let problem = Problem::of(Code::ParentCurrency, &[SEVERAL_CURRENCIES], "");
                return Err(Some(problem));
            }
            sum = sum.checked_add(charge).map_err(|error| Some(Problem::from(error)))?;
        }
        Ok((sum, currency))
    }

    /// What the party of a line pays, which may have been refused.
    #[inline(never)]
    fn charge_of(&self, line: usize) -> ParentCharge {
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
        line: &ChargeLine<'_>,
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
            let outcome = ChargeOutcome { charge: charged.charge, charged, rule, external };
            return self.keep(index, outcome, steps);
        }
        let parties = self.arrangement.group.list(index);
        let ratio = |party: &usize| self.lines.get(*party).and_then(|line| line.charge_sharing_pct);
        let ratios: Vec<_> = parties.iter().map(|party| ratio(party).unwrap_or_default()).collect();
        let allocation = match money::allocate(charged.charge, &ratios, self.book.allocation) {
            Ok(allocation) => allocation,
            Err(error) => return self.refuse(index, "chargeSharingPct", Problem::from(error)),
        };
        let steps = steps.into_vec();
        let places = charged.currency.minor_units();
        let mut odd_units = vec![0; if self.explain.is_some() { parties.len() } else { 0 }];
        for receiver in &allocation.odd_units {
            if let Some(units) = odd_units.get_mut(*receiver) {
                *units += 1;
            }
        }
        for (place, party) in parties.iter().enumerate() {
            let charge = allocation.parts.get(place).copied().unwrap_or_default();
            let mut steps = steps.clone();
            if self.explain.is_some() {
                let odd = odd_units.get(place).copied().unwrap_or_default();
                let ratio = ratios.get(place).copied().unwrap_or_default();
                steps.push(sharing_step(&charged, digits(ratio), charge, odd, places));
            }
            let outcome = ChargeOutcome { charge, charged, rule, external: line.is_external() };
            self.keep(*party, outcome, steps);
        }
    }

    fn keep(&mut self, line: usize, outcome: ChargeOutcome<'b>, steps: Vec<Step>) {
        set(&mut self.outcomes, line, Some(outcome));
        if let Some(list) = &mut self.explain {
            set(list, line, Some(Explained { line, exact: outcome.charged.exact, steps }));
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
        odd => [", with ", &count(odd), " odd unit"].concat(),
    };
    Step {
        kind: "sharing",
        text: [&percentage, "% of ", &charged.charge.format(places), " is ", &part, &odd].concat(),
        value: Some(part),
        ..Step::default()
    }
}
