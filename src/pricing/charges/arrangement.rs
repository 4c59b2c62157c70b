//! The lines of a request in their mutual order: which are priced together, and on which others.

use super::lines::set;

/// What a child is charged on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A criterion value of its own.
    Own,
    /// The charges of these lines: what its party pays of its parents. Of a charge on the total, a
    /// line stands for all payments of its party that begin with it.
    Parts(Vec<usize>),
    /// All that is paid for its parents.
    Whole,
}

/// The lines of a request in their mutual order.
pub(super) struct Arrangement {
    /// The lines, parents before their children.
    pub(super) order: Vec<usize>,
    /// For each line, what it is charged on.
    pub(super) bases: Vec<Base>,
    /// For each child, the first line of each of its parents' charge codes.
    pub(super) parents: Vec<Vec<usize>>,
    /// For each line, the first one of its charge code.
    pub(super) codes: Vec<usize>,
    /// For each line, the first one of the group that it is priced with; itself if it is alone.
    pub(super) heads: Vec<usize>,
    /// For each line, the next one of its group.
    pub(super) group: Chains,
    /// For each line, the next one with the same charge code in the same transaction.
    pub(super) code: Chains,
    /// For each line with a party, the next one in which it pays the same charge, as far as a
    /// child has asked for it.
    pub(super) payments: Chains,
}

/// Lists through lines: for each line the next one.
#[derive(Default)]
pub(super) struct Chains {
    next: Vec<usize>,
    last: Vec<usize>,
}

pub(super) const NONE: usize = usize::MAX;

impl Chains {
    pub(super) fn new(lines: usize) -> Self {
        Self { next: vec![NONE; lines], last: (0..lines).collect() }
    }

    /// Adds a line to the list that begins with `head`.
    pub(super) fn add(&mut self, head: usize, line: usize) {
        let last = self.last.get(head).copied().unwrap_or(head);
        set(&mut self.next, last, line);
        set(&mut self.last, head, line);
    }

    #[inline(never)]
    pub(super) fn after(&self, line: usize) -> Option<usize> {
        self.next.get(line).copied().filter(|next| *next != NONE)
    }

    /// Makes every line of a list stand alone.
    pub(super) fn cut(&mut self, head: usize) {
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
