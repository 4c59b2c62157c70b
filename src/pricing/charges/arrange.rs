//! Which lines are priced together, on which other ones, and in which order. No rule is needed for
//! it, so that a request can be judged without any.

use super::check;
use super::index::{Index, Key};
use crate::diagnostic::{Code, excerpt};
use crate::document::{ChargeCalculation, Line, Reader};

/// What a child is charged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A criterion value of its own.
    Own,
    /// The charge of one line.
    Line(usize),
    /// The charges of all lines that have the charge code of this one.
    Sum(usize),
}

/// The lines of a request in their mutual order.
pub(super) struct Arrangement {
    /// The lines, parents before their children.
    pub(super) order: Vec<usize>,
    /// For each line, what it is charged on.
    pub(super) bases: Vec<Base>,
    /// For each line, the first one of the group that it is priced with; itself if it is alone.
    pub(super) heads: Vec<usize>,
    /// For each line, the next one of its group.
    pub(super) group: Chains,
    /// For each line, the next one with the same charge code in the same transaction.
    pub(super) code: Chains,
}

/// Lists through lines: for each line the next one.
#[derive(Default)]
pub(super) struct Chains {
    next: Vec<usize>,
    last: Vec<usize>,
}

const NONE: usize = usize::MAX;

impl Chains {
    fn new(lines: usize) -> Self {
        Self { next: vec![NONE; lines], last: (0..lines).collect() }
    }

    /// Adds a line to the list that begins with `head`.
    fn add(&mut self, head: usize, line: usize) {
        let last = self.last.get(head).copied().unwrap_or(head);
        set(&mut self.next, last, line);
        set(&mut self.last, head, line);
    }

    #[inline(never)]
    pub(super) fn after(&self, line: usize) -> Option<usize> {
        self.next.get(line).copied().filter(|next| *next != NONE)
    }

    /// Makes every line of a list stand alone.
    fn cut(&mut self, head: usize) {
        let mut line = Some(head);
        while let Some(index) = line {
            line = self.after(index);
            set(&mut self.next, index, NONE);
            set(&mut self.last, index, index);
        }
    }

    /// The lines of a list.
    pub(super) fn list(&self, head: usize) -> Vec<usize> {
        let mut list = vec![head];
        while let Some(line) = list.last().and_then(|line| self.after(*line)) {
            list.push(line);
        }
        list
    }

    /// The same, one by one.
    pub(super) fn from(&self, head: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(head), |line| self.after(*line))
    }
}

struct Arranger<'r, 't> {
    request: &'r ChargeCalculation<'t>,
    reader: &'r mut Reader,
    /// The transaction that each transaction counts as: the first one of the same reference.
    same: Vec<usize>,
    result: Arrangement,
    /// The first line of each charge code: by transaction and code.
    codes: Index<'t>,
    /// For each line, the first one of its charge code.
    code_heads: Vec<usize>,
    /// The first line in which a party pays a parent's charge: by first line and party. The first
    /// line itself is entered once its parties are.
    parties: Index<'t>,
    /// Whether other lines of the same charge share it and this one does not, or the reverse.
    mixed: Vec<bool>,
    /// Whether the party of a line pays the same charge in a further line.
    pays_again: Vec<bool>,
    /// For each child, the first line of its parent's charge code.
    parents: Vec<usize>,
}

/// Groups, parents and order; what is wrong with them goes to the reader.
pub(super) fn arrange(request: &ChargeCalculation<'_>, reader: &mut Reader) -> Arrangement {
    let lines = request.lines.len();
    let mut arranger = Arranger {
        same: same_transactions(request),
        request,
        reader,
        result: Arrangement {
            order: Vec::with_capacity(lines),
            bases: vec![Base::Own; lines],
            heads: (0..lines).collect(),
            group: Chains::new(lines),
            code: Chains::new(lines),
        },
        codes: Index::new(lines),
        code_heads: (0..lines).collect(),
        parties: Index::new(lines),
        mixed: vec![false; lines],
        pays_again: vec![false; lines],
        parents: vec![NONE; lines],
    };
    arranger.find_groups();
    for (index, line) in request.lines.iter().enumerate() {
        if line.is_child() {
            arranger.find_parent(index, line);
        }
    }
    arranger.settle_groups();
    for (index, line) in request.lines.iter().enumerate() {
        let head = at(&arranger.result.heads, index);
        if head == index && line.sound {
            check::unit(request, &arranger.result, index, arranger.reader);
        }
    }
    arranger.put_in_order();
    arranger.result
}

/// Transactions of one reference are one.
fn same_transactions(request: &ChargeCalculation<'_>) -> Vec<usize> {
    let mut first = Index::new(request.transactions.len());
    let mut same = Vec::with_capacity(request.transactions.len());
    for (index, transaction) in request.transactions.iter().enumerate() {
        same.push(match transaction.txn_ref_no {
            Some(reference) => first.enter((0, reference, ""), index),
            None => index,
        });
    }
    same
}

impl<'t> Arranger<'_, 't> {
    #[inline(never)]
    fn group_key(&self, line: &Line<'t>) -> Key<'t> {
        self.key(line, line.charge_code(), line.parent_charge_code().unwrap_or("-"))
    }

    fn key(&self, line: &Line<'t>, code: &'t str, parent: &'t str) -> Key<'t> {
        (at(&self.same, line.transaction), code, parent)
    }

    fn problem(&mut self, line: usize, field: &str, code: Code, message: &[&str], help: &str) {
        let path = self.request.path_of(line, field);
        self.reader.fault(code, &path, message, help);
    }

    fn find_groups(&mut self) {
        let mut groups = Index::new(self.request.lines.len());
        for (index, line) in self.request.lines.iter().enumerate() {
            if line.charge_code().is_empty() {
                if line.sound {
                    self.reader.missing(&self.request.path_of(index, "chargeCode"));
                }
                continue;
            }
            let key = self.key(line, line.charge_code(), "");
            let head = self.codes.enter(key, index);
            let Some(first) = self.request.lines.get(head).filter(|_| head != index) else {
                continue;
            };
            self.result.code.add(head, index);
            set(&mut self.code_heads, index, head);
            // The first line of a code enters its group when a second one comes.
            groups.enter(self.group_key(first), head);
            let head = groups.enter(self.group_key(line), index);
            if head == index {
                continue;
            }
            let shared = line.is_shared();
            if self.request.lines.get(head).is_some_and(|head| shared != (head.is_shared())) {
                let message = ["some parties share the charge and others pay all of it"];
                let help = "let `chargeSharing` be `Y` for all of them, or for none";
                self.problem(index, "chargeSharing", Code::SharingMixed, &message, help);
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
    fn find_parent(&mut self, index: usize, line: &Line<'t>) {
        let Some(code) = line.parent_charge_code() else {
            if line.sound {
                let message = ["the charge is charged on another one, which is not named"];
                let help = "give the parent's `chargeCode`";
                self.problem(index, "parentChargeCode", Code::MissingField, &message, help);
            }
            return;
        };
        let Some(head) = self.codes.get(self.key(line, code, "")) else {
            // A line that could not be read may be the one.
            if self.request.lines.iter().all(|line| line.sound) {
                let message = ["no charge `", &excerpt(code), "` is in the transaction"];
                let help = "add its line to the transaction, before or after this one";
                self.problem(index, "parentChargeCode", Code::ParentUnknown, &message, help);
            }
            return;
        };
        set(&mut self.parents, index, head);
        let own = line.party().and_then(|party| self.of_party(head, party));
        let base = match (own, line.party()) {
            (Some(parent), _) if !at(&self.pays_again, parent) => Base::Line(parent),
            _ if line.is_shared() => Base::Sum(head),
            (None, None) if self.result.code.after(head).is_none() => Base::Line(head),
            (own, party) => {
                let (code, message) = match (own, party) {
                    (Some(_), _) => (
                        Code::ParentAmbiguous,
                        "the party pays the parent's charge in several lines",
                    ),
                    (None, Some(_)) => {
                        (Code::ParentPartyUnknown, "the party does not pay the parent's charge")
                    }
                    (None, None) => (
                        Code::ParentPartyMissing,
                        "several parties pay the parent's charge, and this one names none",
                    ),
                };
                let help = "name a party that pays the parent's charge, in one line";
                self.problem(index, "partyId", code, &[message], help);
                return;
            }
        };
        set(&mut self.result.bases, index, base);
    }

    /// The line in which a party pays the charge that begins with `head`.
    fn of_party(&mut self, head: usize, party: &'t str) -> Option<usize> {
        // The lines of a charge are entered when the first child asks for them.
        if self.parties.get((head, "", "")).is_none() {
            self.parties.enter((head, "", ""), head);
            for index in self.result.code.from(head) {
                if let Some(payer) = self.request.lines.get(index).and_then(Line::party) {
                    let first = self.parties.enter((head, "-", payer), index);
                    if first != index {
                        set(&mut self.pays_again, first, true);
                    }
                }
            }
        }
        self.parties.get((head, "-", party))
    }

    /// Children that share a charge pay on their own parts of the parent's, if each has one: the
    /// parent's sharing has divided it already. Otherwise they share a charge on the whole.
    fn settle_groups(&mut self) {
        // The group in which a part of the parent's charge was last taken, counted from 1.
        let mut taken = vec![0; self.request.lines.len()];
        let heads = self.result.heads.clone();
        for (index, line) in self.request.lines.iter().enumerate() {
            if !line.is_shared() || at(&heads, index) != index || at(&self.mixed, index) {
                continue;
            }
            check::total(self.request, &self.result, index, self.reader);
            let parent = at(&self.parents, index);
            if parent == NONE {
                continue;
            }
            let mut apart = true;
            for line in self.result.group.from(index) {
                match self.result.bases.get(line) {
                    Some(Base::Line(part)) if at(&taken, *part) != index + 1 => {
                        set(&mut taken, *part, index + 1);
                    }
                    _ => apart = false,
                }
            }
            for line in self.result.group.list(index) {
                if apart {
                    set(&mut self.result.heads, line, line);
                } else {
                    set(&mut self.result.bases, line, Base::Sum(parent));
                }
            }
            if apart {
                self.result.group.cut(index);
            }
        }
    }

    /// Goes through the charge codes with those that they are charged on first. The path is kept
    /// in a list, because a chain of parents may be longer than the stack is deep.
    fn put_in_order(&mut self) {
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let mut states = vec![0_u8; self.request.lines.len()];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for start in 0..self.request.lines.len() {
            if at(&self.code_heads, start) != start || at(&states, start) == DONE {
                continue;
            }
            set(&mut states, start, OPEN);
            path.push((start, start));
            while let Some((head, current)) = path.pop() {
                let parent = at(&self.parents, current);
                if parent != NONE && at(&states, parent) == 0 {
                    path.push((head, current));
                    set(&mut states, parent, OPEN);
                    path.push((parent, parent));
                    continue;
                }
                if parent != NONE && at(&states, parent) == OPEN {
                    let message = ["the charge is charged on itself, by way of its parents"];
                    let help = "let one charge of the circle have a value of its own";
                    self.problem(current, "parentChargeCode", Code::ParentCycle, &message, help);
                }
                match self.result.code.after(current) {
                    Some(next) => path.push((head, next)),
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

/// The value at an index; the lists are all as long as the request has lines.
pub(super) fn at<T: Copy + Default>(list: &[T], index: usize) -> T {
    list.get(index).copied().unwrap_or_default()
}

fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}
