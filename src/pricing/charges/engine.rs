//! Goes through the lines in their order: each finds its rule and its parent, is priced, and its
//! charge is shared.

use std::collections::BTreeMap;

use super::arrangement::{Arrangement, Base};
use super::book::{Book, BookRule};
use super::lines::{Lines, at, set};
use super::merge::merged;
use super::outcome::{ChargeOutcome, Explained};
use super::price::{Basis, Charged, price};
use super::table::Table;
use crate::diagnostic::{Code, Problem, Refusal, count};
use crate::document::{ChargeLine, Reader};
use crate::formula::Step;
use crate::money::{self, AllocationMode, Currency, MinorUnits, Overflow, Ratio};
use crate::pricing::steps::{Named, Steps};

/// Every charge, and how each came about, if that is wanted.
pub(super) fn priced<'b>(
    lines: &Lines<'_, '_>,
    arrangement: &Arrangement,
    book: &'b Book,
    rules: &Table<&'b str, &'b BookRule>,
    prices: &[Ratio],
    explain: bool,
) -> Result<(Vec<ChargeOutcome<'b>>, Vec<Explained>), Refusal> {
    let mut engine = Engine {
        lines,
        arrangement,
        book,
        rules,
        prices: prices.iter(),
        outcomes: nothing(lines.len()),
        sums: BTreeMap::new(),
        payments: BTreeMap::new(),
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
    rules: &'r Table<&'b str, &'b BookRule>,
    prices: std::slice::Iter<'r, Ratio>,
    outcomes: Vec<Option<ChargeOutcome<'b>>>,
    /// What is paid for whole charges that others are charged on, by their first lines.
    sums: BTreeMap<usize, ParentCharge>,
    /// What a party pays of one charge in several lines, by the first of them.
    payments: BTreeMap<usize, ParentCharge>,
    explain: Option<Vec<Option<Explained>>>,
    reader: Reader,
}

impl<'b> Engine<'_, '_, 'b> {
    fn line(&mut self, index: usize) {
        let is_done = self.outcomes.get(index).is_some_and(Option::is_some);
        if is_done || at(&self.arrangement.heads, index) != index {
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
        let on_total = rule.is_some_and(|rule| rule.rule.is_on_total);
        let parent = match self.parent(index, line, on_total, &mut steps) {
            Ok(parent) => parent,
            // Its parent has a problem of its own.
            Err(None) => return,
            Err(Some(problem)) => return self.refuse(index, "parentChargeCode", problem),
        };
        let external = if line.is_external() { self.prices.next().copied() } else { None };
        match price(
            line,
            rule,
            &Basis { parent, external, currency: self.book.currency },
            &mut steps,
        ) {
            Ok(charged) => self.share(index, line, charged, rule, steps),
            Err(faults) => self.reader.keep_all(&self.lines.path(index), faults),
        }
    }

    fn refuse(&mut self, line: usize, field: &str, problem: Problem) {
        let path = self.lines.path_of(line, field);
        self.reader.keep_all("", vec![problem.at(&path)]);
    }

    /// What a child is charged on, in which currency: its parents' charges after sharing.
    fn parent(
        &mut self,
        index: usize,
        line: &ChargeLine<'_>,
        on_total: bool,
        steps: &mut Steps,
    ) -> Result<Option<(Ratio, Currency)>, Option<Problem>> {
        let (sum, currency) = match self.arrangement.bases.get(index) {
            None | Some(Base::Own) => return Ok(None),
            Some(Base::Parts(parts)) if !on_total => {
                sum(&mut parts.iter().map(|part| self.taxed(*part)))?
            }
            Some(Base::Parts(_) | Base::Whole) => {
                let heads = self.arrangement.parents.get(index);
                self.whole(heads.map_or(&[], Vec::as_slice))?
            }
        };
        if steps.are_noted() {
            let codes = line.parents().join("`, `");
            steps.note("parent", &[&"charge `", &Named("chargeCode", &codes.as_str()), &"`"], sum);
        }
        Ok(Some((sum, currency)))
    }

    /// What is paid for whole charges together, by their first lines.
    fn whole(&mut self, heads: &[usize]) -> ParentCharge {
        let mut charges = Vec::with_capacity(heads.len());
        for head in heads {
            if !self.sums.contains_key(head) {
                let parties = self.arrangement.code.from(*head);
                let charge = sum(&mut parties.map(|party| self.charge_of(party)));
                self.sums.insert(*head, charge);
            }
            charges.extend(self.sums.get(head).cloned());
        }
        sum(&mut charges.into_iter())
    }

    /// What a party pays in a line and all further ones for the same charge.
    fn paid_from(&mut self, first: usize) -> ParentCharge {
        if self.arrangement.payments.after(first).is_none() {
            return self.taxed(first);
        }
        if let Some(paid) = self.payments.get(&first) {
            return paid.clone();
        }
        let lines = self.arrangement.payments.from(first);
        let paid = sum(&mut lines.map(|line| self.taxed(line)));
        self.payments.insert(first, paid.clone());
        paid
    }

    /// What the party of a line is charged on. One that takes the rest may be left with less than
    /// nothing of a charge, and then has nothing to be charged on.
    fn taxed(&self, line: usize) -> ParentCharge {
        let (charge, currency) = self.charge_of(line)?;
        let outcome = self.outcomes.get(line).and_then(Option::as_ref);
        let is_rest = outcome.is_some_and(|outcome| outcome.charged.charge >= MinorUnits::ZERO);
        Ok((if is_rest { charge.max(Ratio::ZERO) } else { charge }, currency))
    }

    /// What the party of a line pays, which may have been refused.
    #[inline(never)]
    fn charge_of(&self, line: usize) -> ParentCharge {
        let outcome = self.outcomes.get(line).and_then(Option::as_ref).ok_or(None)?;
        let currency = outcome.charged.currency;
        let charge = Ratio::new(outcome.charge.count(), currency.minor_units_in_one().into());
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
        // A child that shares is alone where each party pays on its own part of the parents.
        let has_parts = matches!(self.arrangement.bases.get(index), Some(Base::Parts(_)));
        if has_parts && rule.is_some_and(|rule| rule.rule.is_on_total) {
            return self.divide(index, line, charged, rule, steps);
        }
        if has_parts || !line.is_shared() {
            let steps = steps.into_vec();
            let external = line.is_external();
            let outcome = ChargeOutcome { charge: charged.charge, charged, rule, external };
            return self.keep(index, outcome, steps);
        }
        let parties = self.arrangement.group.list(index);
        let ratio = |party: &usize| self.lines.get(*party).and_then(|line| line.charge_sharing_pct);
        let ratios: Vec<_> = parties.iter().map(|party| ratio(party).unwrap_or_default()).collect();
        self.allot(
            &parties,
            &ratios,
            charged,
            rule,
            steps,
            ("chargeSharingPct", line.is_external()),
        );
    }

    /// Divides a charge on the total of its parents among its lines, in proportion to what the
    /// party of each pays of them.
    fn divide(
        &mut self,
        index: usize,
        line: &ChargeLine<'_>,
        charged: Charged,
        rule: Option<&'b BookRule>,
        steps: Steps,
    ) {
        let parties = self.arrangement.group.list(index);
        let mut ratios = Vec::with_capacity(parties.len());
        for party in &parties {
            let Some(Base::Parts(parts)) = self.arrangement.bases.get(*party) else { continue };
            match sum(&mut parts.iter().map(|part| self.paid_from(*part))) {
                Ok((part, _)) => ratios.push(part),
                Err(_) => return,
            }
        }
        // Where nothing is paid for the parents, there is no proportion.
        if ratios.iter().all(Ratio::is_zero) {
            ratios.fill(Ratio::ONE);
        }
        let field = ("parentChargeCode", line.is_external());
        self.allot(&parties, &ratios, charged, rule, steps, field);
    }

    /// Gives each line its part of a charge; that there are none is a problem of the field.
    fn allot(
        &mut self,
        parties: &[usize],
        ratios: &[Ratio],
        charged: Charged,
        rule: Option<&'b BookRule>,
        steps: Steps,
        (field, external): (&str, bool),
    ) {
        let index = parties.first().copied().unwrap_or_default();
        let allocation = match money::allocate(charged.charge, ratios, self.book.allocation) {
            Ok(allocation) => allocation,
            Err(error) => return self.refuse(index, field, Problem::from(error)),
        };
        let steps = steps.into_vec();
        let mut odd_units = vec![0; if self.explain.is_some() { parties.len() } else { 0 }];
        for receiver in &allocation.odd_units {
            if let Some(units) = odd_units.get_mut(*receiver) {
                *units += 1;
            }
        }
        let add = |sum: Ratio, ratio: &Ratio| sum.checked_add(*ratio);
        let sum = ratios.iter().try_fold(Ratio::ZERO, add);
        for (place, party) in parties.iter().enumerate() {
            let charge = allocation.parts.get(place).copied().unwrap_or_default();
            let mut steps = steps.clone();
            if self.explain.is_some() {
                let odd = odd_units.get(place).copied().unwrap_or_default();
                let mode = self.book.allocation;
                let party_name = self.lines.get(*party).and_then(ChargeLine::party);
                let party_name = party_name.unwrap_or_default();
                let ratio = ratios.get(place).copied().unwrap_or_default();
                let ratio = percent_of(ratio, sum);
                steps.push(sharing_step(&charged, ratio.digits(), charge, odd, party_name, mode));
            }
            let outcome = ChargeOutcome { charge, charged, rule, external };
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

/// The sum of charges, some of which may have been refused, all in one currency.
fn sum(charges: &mut dyn Iterator<Item = ParentCharge>) -> ParentCharge {
    let Some(first) = charges.next() else { return Ok((Ratio::ZERO, Currency::NONE)) };
    let (mut sum, currency) = first?;
    for charge in charges {
        let (charge, paid_in) = charge?;
        if !currency.is_same(&paid_in) {
            return Err(Some(Problem::of(Code::ParentCurrency, &[SEVERAL_CURRENCIES], "")));
        }
        sum = sum.checked_add(charge).map_err(|error| Some(Problem::from(error)))?;
    }
    Ok((sum, currency))
}

/// A ratio as a percentage of their sum, as far as that can be said.
fn percent_of(ratio: Ratio, sum: Result<Ratio, Overflow>) -> Ratio {
    let percent = |sum| ratio.checked_mul(Ratio::from_integer(100))?.checked_div(sum);
    sum.and_then(percent).unwrap_or(ratio)
}

fn sharing_step(
    charged: &Charged,
    percentage: String,
    part: MinorUnits,
    odd: usize,
    party: &str,
    mode: AllocationMode,
) -> Step {
    let places = charged.currency.minor_units();
    let (part, whole) = (part.format(places), charged.charge.format(places));
    let odd_units = count(odd);
    let odd = match odd {
        0 => String::new(),
        1 => ", with 1 odd unit".to_owned(),
        _ => [", with ", &odd_units, " odd units"].concat(),
    };
    Step {
        kind: "sharing",
        text: [&percentage, "% of ", &whole, " is ", &part, &odd].concat(),
        value: Some(part),
        operands: vec![
            ("rate", percentage),
            ("of", whole),
            ("party", party.to_owned()),
            ("oddUnits", odd_units),
            ("mode", mode.name().to_owned()),
        ],
        ..Step::default()
    }
}
