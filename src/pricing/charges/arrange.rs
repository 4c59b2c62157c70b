//! Which lines are priced together, on which other ones, and in which order. No rule is needed for
//! it, so that a request can be judged without any.

use std::borrow::Cow;

use super::arrangement::{Arrangement, Base, Chains};
use super::check;
use super::lines::{Lines, at, set};
use super::table::{ChargeKey, Salt, Table};
use crate::diagnostic::{Code, Problem, excerpt};
use crate::document::{ChargeLine, Reader};

const PARENT_UNNAMED: &str = "the charge is charged on another one, which is not named";
const NAME_PARENT: &str = "give the parent's `chargeCode`";

/// Whether the rule of a line is charged on the total of its parents; nothing where there is no
/// book to tell.
pub(super) type OnTotal<'o, 't> = &'o dyn Fn(&ChargeLine<'t>) -> Option<bool>;

/// What a line names as its parents, for a comparison; no charge has an empty code.
fn parents_of<'t>(line: &ChargeLine<'t>) -> Cow<'t, str> {
    match *line.parents() {
        [] => Cow::Borrowed(""),
        [parent] => Cow::Borrowed(parent),
        // No text of a request has this character.
        ref several => Cow::Owned(several.join("\u{1F}")),
    }
}

struct Arranger<'r, 't> {
    lines: &'r Lines<'r, 't>,
    on_total: OnTotal<'r, 't>,
    reader: &'r mut Reader,
    /// Whether every line could be read.
    are_sound: bool,
    /// The transaction that each transaction counts as: the first one of the same reference.
    same: Vec<usize>,
    result: Arrangement,
    /// The first line of each charge code: by transaction and code.
    codes: Table<ChargeKey<'t>>,
    /// The first line in which a party pays a parent's charge: by first line and party.
    parties: Table<ChargeKey<'t>>,
    /// Whether the parties of the charge that begins with a line have been entered.
    are_entered: Vec<bool>,
    /// Whether other lines of the same charge share it and this one does not, or the reverse.
    mixed: Vec<bool>,
}

/// Groups, parents and order; what is wrong with them goes to the reader.
pub(super) fn arrange<'t>(
    lines: &Lines<'_, 't>,
    on_total: OnTotal<'_, 't>,
    salt: Salt,
    reader: &mut Reader,
) -> Arrangement {
    let count = lines.len();
    let mut arranger = Arranger {
        same: same_transactions(lines, salt),
        are_sound: lines.iter().all(|(_, line)| line.sound),
        lines,
        on_total,
        reader,
        result: Arrangement {
            order: Vec::with_capacity(count),
            bases: vec![Base::Own; count],
            parents: vec![Vec::new(); count],
            codes: (0..count).collect(),
            heads: (0..count).collect(),
            group: Chains::new(count),
            code: Chains::new(count),
            payments: Chains::new(count),
        },
        codes: Table::new(count, salt),
        parties: Table::new(0, salt),
        are_entered: vec![false; count],
        mixed: vec![false; count],
    };
    arranger.find_groups(salt);
    for (index, line) in lines.iter() {
        if line.is_child() {
            arranger.find_parents(index, line);
        }
    }
    arranger.settle_groups();
    arranger.find_totals(salt);
    for (index, line) in lines.iter() {
        let head = at(&arranger.result.heads, index);
        if head == index && line.sound {
            check::unit(lines, &arranger.result, index, arranger.reader);
        }
    }
    arranger.put_in_order();
    arranger.result
}

/// Transactions of one reference are one.
fn same_transactions(lines: &Lines<'_, '_>, salt: Salt) -> Vec<usize> {
    let transactions = &lines.request.transactions;
    let mut first = Table::new(transactions.len(), salt);
    let mut same = Vec::with_capacity(transactions.len());
    for (index, transaction) in transactions.iter().enumerate() {
        same.push(match transaction.txn_ref_no {
            Some(reference) => first.enter((0, reference), index),
            None => index,
        });
    }
    same
}

impl<'t> Arranger<'_, 't> {
    fn key(&self, line: usize, code: &'t str) -> ChargeKey<'t> {
        (at(&self.same, self.lines.transaction(line)), code)
    }

    fn problem(&mut self, line: usize, field: &str, problem: Problem) {
        self.reader.keep::<()>(&self.lines.path_of(line, field), Err(problem));
    }

    fn find_groups(&mut self, salt: Salt) {
        let mut groups = Table::new(0, salt);
        for (index, line) in self.lines.iter() {
            let Some(code) = line.charge_code else {
                if line.sound {
                    self.reader.missing(&self.lines.path_of(index, "chargeCode"));
                }
                continue;
            };
            let head = self.codes.enter(self.key(index, code), index);
            let Some(first) = self.lines.get(head).filter(|_| head != index) else {
                continue;
            };
            self.result.code.add(head, index);
            set(&mut self.result.codes, index, head);
            // The first line of a code enters its group when a second one comes.
            groups.enter((self.key(head, code), parents_of(first)), head);
            let head = groups.enter((self.key(index, code), parents_of(line)), index);
            if head == index {
                continue;
            }
            let shared = line.is_shared();
            if self.lines.get(head).is_some_and(|head| shared != (head.is_shared())) {
                self.problem(index, "chargeSharing", Problem::says(Code::SharingMixed, &[]));
                set(&mut self.mixed, index, true);
                set(&mut self.mixed, head, true);
            } else if shared {
                self.result.group.add(head, index);
                set(&mut self.result.heads, index, head);
            }
        }
    }

    /// Finds what a child is charged on. A line of a shared charge waits for the others of its
    /// group where its party has no charge of its own.
    fn find_parents(&mut self, index: usize, line: &ChargeLine<'t>) {
        if line.parents().is_empty() {
            if line.sound {
                let unnamed = Problem::of(Code::MissingField, &[PARENT_UNNAMED], NAME_PARENT);
                self.problem(index, "parentChargeCode", unnamed);
            }
            return;
        }
        let mut heads = Vec::with_capacity(line.parents().len());
        for code in line.parents() {
            match self.codes.get(&self.key(index, code)) {
                Some(head) => heads.push(head),
                // A line that could not be read may be the one.
                None if !self.are_sound => {}
                None => {
                    let unknown = Problem::says(Code::ParentUnknown, &[&excerpt(code)]);
                    self.problem(index, "parentChargeCode", unknown);
                }
            }
        }
        if heads.len() < line.parents().len() {
            return;
        }
        match self.base_of(line, &heads) {
            Ok(base) => set(&mut self.result.bases, index, base),
            Err(code) => match ((self.on_total)(line), code) {
                // Of a charge on the total, who pays the parents matters only to its division.
                (Some(true), Code::ParentPartyMissing) => {
                    set(&mut self.result.bases, index, Base::Whole);
                }
                (Some(true), Code::ParentAmbiguous) => {
                    let parts = self.payments_of(line, &heads);
                    set(&mut self.result.bases, index, Base::Parts(parts));
                }
                (None, Code::ParentPartyMissing | Code::ParentAmbiguous) => {}
                _ => self.problem(index, "partyId", Problem::says(code, &[])),
            },
        }
        set(&mut self.result.parents, index, heads);
    }

    /// What a child is charged on of its parents: what its party pays of each.
    fn base_of(&mut self, line: &ChargeLine<'t>, heads: &[usize]) -> Result<Base, Code> {
        let Some(party) = line.party() else {
            let is_alone = |head: &usize| self.result.code.after(*head).is_none();
            return match heads.iter().all(is_alone) {
                _ if line.is_shared() => Ok(Base::Whole),
                true => Ok(Base::Parts(heads.to_vec())),
                false => Err(Code::ParentPartyMissing),
            };
        };
        let mut parts = Vec::with_capacity(heads.len());
        for head in heads {
            match self.of_party(*head, party) {
                Some(part) if self.result.payments.after(part).is_some() => {
                    return if line.is_shared() {
                        Ok(Base::Whole)
                    } else {
                        Err(Code::ParentAmbiguous)
                    };
                }
                part => parts.extend(part),
            }
        }
        // A party may have no part in some of several parents.
        match parts.is_empty() {
            false => Ok(Base::Parts(parts)),
            true if line.is_shared() => Ok(Base::Whole),
            true => Err(Code::ParentPartyUnknown),
        }
    }

    /// The first line in which the party of a line pays each of the charges with these first lines.
    fn payments_of(&mut self, line: &ChargeLine<'t>, heads: &[usize]) -> Vec<usize> {
        let mut parts = Vec::new();
        for head in heads {
            parts.extend(line.party().and_then(|party| self.of_party(*head, party)));
        }
        parts
    }

    /// The first line in which a party pays the charge that begins with `head`.
    fn of_party(&mut self, head: usize, party: &'t str) -> Option<usize> {
        // The lines of a charge are entered when the first child asks for them.
        if !at(&self.are_entered, head) {
            set(&mut self.are_entered, head, true);
            for index in self.result.code.from(head) {
                if let Some(payer) = self.lines.get(index).and_then(ChargeLine::party) {
                    let first = self.parties.enter((head, payer), index);
                    if first != index {
                        self.result.payments.add(first, index);
                    }
                }
            }
        }
        self.parties.get(&(head, party))
    }

    /// Children that share a charge pay on their own parts of the parent's, if each has one: the
    /// parent's sharing has divided it already. Otherwise they share a charge on the whole.
    fn settle_groups(&mut self) {
        // The group in which a part of the parent's charge was last taken, counted from 1.
        let mut taken = vec![0; self.lines.len()];
        let heads = self.result.heads.clone();
        for (index, line) in self.lines.iter() {
            if !line.is_shared() || at(&heads, index) != index || at(&self.mixed, index) {
                continue;
            }
            check::total(self.lines, &self.result, index, self.reader);
            if self.result.parents.get(index).is_none_or(Vec::is_empty) {
                continue;
            }
            let mut apart = true;
            for line in self.result.group.from(index) {
                let parts = match self.result.bases.get(line) {
                    Some(Base::Parts(parts)) => parts.as_slice(),
                    _ => &[],
                };
                apart &= !parts.is_empty();
                for part in parts {
                    apart &= at(&taken, *part) != index + 1;
                    set(&mut taken, *part, index + 1);
                }
            }
            for line in self.result.group.list(index) {
                if apart {
                    set(&mut self.result.heads, line, line);
                } else {
                    set(&mut self.result.bases, line, Base::Whole);
                }
            }
            if apart {
                self.result.group.cut(index);
            }
        }
    }

    /// Lines of one charge on the same parents are one charge where it is charged on their total:
    /// it is priced once, for all of them.
    fn find_totals(&mut self, salt: Salt) {
        let on_total = |(_, line): (usize, &ChargeLine<'t>)| {
            line.is_child() && (self.on_total)(line) == Some(true)
        };
        if !self.lines.iter().any(on_total) {
            return;
        }
        // The first line of each, and whether one of its lines asks for the total.
        let parents = std::mem::take(&mut self.result.parents);
        let mut firsts = Table::new(0, salt);
        let mut is_total = vec![false; self.lines.len()];
        let mut members = Vec::new();
        for (index, line) in self.lines.iter() {
            let is_alone =
                at(&self.result.heads, index) == index && self.result.group.after(index).is_none();
            let own = parents.get(index).map_or(&[][..], Vec::as_slice);
            if !own.is_empty() && is_alone {
                let first = firsts.enter((at(&self.result.codes, index), own), index);
                let is_one = at(&is_total, first) || on_total((index, line));
                set(&mut is_total, first, is_one);
                members.push((first, index));
            }
        }
        for (first, index) in members {
            if first != index && at(&is_total, first) {
                self.result.group.add(first, index);
                set(&mut self.result.heads, index, first);
                for line in [first, index] {
                    if self.result.bases.get(line) == Some(&Base::Whole) {
                        let missing = Problem::says(Code::ParentPartyMissing, &[]);
                        self.problem(line, "partyId", missing);
                    }
                }
            }
        }
        self.result.parents = parents;
    }

    /// Goes through the charge codes with those that they are charged on first. The path is kept
    /// in a list, because a chain of parents may be longer than the stack is deep.
    fn put_in_order(&mut self) {
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let mut states = vec![0_u8; self.lines.len()];
        // First line, line, and how many of its parents have been looked at.
        let mut path: Vec<(usize, usize, usize)> = Vec::new();
        for start in 0..self.lines.len() {
            if at(&self.result.codes, start) != start || at(&states, start) == DONE {
                continue;
            }
            set(&mut states, start, OPEN);
            path.push((start, start, 0));
            while let Some((head, current, seen)) = path.pop() {
                let parents = self.result.parents.get(current).map_or(&[][..], Vec::as_slice);
                let mut others = parents.iter().enumerate().skip(seen);
                if let Some((place, parent)) = others.find(|(_, parent)| at(&states, **parent) == 0)
                {
                    path.push((head, current, place + 1));
                    set(&mut states, *parent, OPEN);
                    path.push((*parent, *parent, 0));
                    continue;
                }
                if parents.iter().any(|parent| at(&states, *parent) == OPEN) {
                    let cycle = Problem::says(Code::ParentCycle, &[]);
                    self.problem(current, "parentChargeCode", cycle);
                }
                match self.result.code.after(current) {
                    Some(next) => path.push((head, next, 0)),
                    None => {
                        set(&mut states, head, DONE);
                        for line in self.result.code.from(head) {
                            self.result.order.push(line);
                        }
                    }
                }
            }
        }
    }
}
