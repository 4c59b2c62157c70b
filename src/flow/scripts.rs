//! Scripted rules, and which of them fits a call first, however many there are.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::store::{Index, Salt};
use crate::world::{Behaviour, ScriptRule, ScriptedOperation};

/// The scripted rules of a ledger; the first that fits a call acts.
#[derive(Serialize, Deserialize)]
pub(crate) struct Scripts {
    rules: Vec<ScriptedRule>,
    /// Rules that still act, in their order, with all others that name the same.
    #[serde(skip)]
    queues: Vec<Queue>,
    /// Positions of queues by what their rules name.
    #[serde(skip, default = "Index::unsalted")]
    found: Index,
    /// Which parts of calls are named by rules, each selection once.
    #[serde(skip)]
    selections: Vec<Selection>,
}

/// A scripted rule.
#[derive(Serialize, Deserialize)]
struct ScriptedRule {
    rule: ScriptRule,
    /// How often it still acts; always if absent.
    left: Option<u64>,
}

/// Rules that name the same.
struct Queue {
    /// The position of one of them, which may have been used up.
    like: u32,
    /// The positions of those that still act.
    waiting: VecDeque<u32>,
}

/// What a rule names of a call, or all of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ScriptedParts<'p> {
    pub(crate) operation: Option<ScriptedOperation>,
    /// The subscriber, in digits.
    pub(crate) subscriber: Option<&'p str>,
    /// The amount before tax, in minor units.
    pub(crate) amount: Option<i64>,
    pub(crate) application: Option<u16>,
}

/// Which of the four parts are named.
type Selection = [bool; 4];

impl<'p> ScriptedParts<'p> {
    fn of(rule: &'p ScriptRule) -> Self {
        let ScriptRule { operation, subscriber, amount, application, .. } = rule;
        Self {
            operation: *operation,
            subscriber: subscriber.as_deref(),
            amount: *amount,
            application: *application,
        }
    }

    fn selection(self) -> Selection {
        let Self { operation, subscriber, amount, application } = self;
        [operation.is_some(), subscriber.is_some(), amount.is_some(), application.is_some()]
    }

    /// Only those parts.
    fn selected(self, [operation, subscriber, amount, application]: Selection) -> Self {
        Self {
            operation: self.operation.filter(|_| operation),
            subscriber: self.subscriber.filter(|_| subscriber),
            amount: self.amount.filter(|_| amount),
            application: self.application.filter(|_| application),
        }
    }
}

impl Scripts {
    /// The rules that hold from the start.
    pub(super) fn new(rules: &[ScriptRule], salt: &Salt) -> Self {
        let mut scripts = Self::empty(salt);
        for rule in rules {
            scripts.push(rule.clone());
        }
        scripts
    }

    fn empty(salt: &Salt) -> Self {
        let found = Index::new(salt.clone());
        Self { rules: Vec::new(), queues: Vec::new(), found, selections: Vec::new() }
    }

    /// The same rules, as a snapshot gives them, with their index made anew.
    pub(super) fn indexed(self, salt: &Salt) -> Self {
        let mut scripts = Self::empty(salt);
        for scripted in self.rules {
            scripts.keep(scripted);
        }
        scripts
    }

    /// Adds a rule behind the others.
    pub(super) fn push(&mut self, rule: ScriptRule) {
        self.keep(ScriptedRule { left: rule.times, rule });
    }

    /// Takes all rules away.
    pub(super) fn clear(&mut self) {
        self.rules.clear();
        self.queues.clear();
        self.found.clear();
        self.selections.clear();
    }

    /// The first rule that fits a call, with its position.
    pub(super) fn first(&self, call: ScriptedParts<'_>) -> Option<(usize, &Behaviour)> {
        let queues = self.selections.iter().filter_map(|parts| self.queue(call.selected(*parts)));
        let heads = queues.filter_map(|at| self.queues.get(at as usize)?.waiting.front());
        let position = heads.min().map(|position| *position as usize)?;
        Some((position, &self.rules.get(position)?.rule.behaviour))
    }

    /// Counts a rule as having acted once more.
    pub(super) fn count(&mut self, position: usize) {
        let Some(scripted) = self.rules.get_mut(position) else { return };
        let Some(left) = &mut scripted.left else { return };
        *left = left.saturating_sub(1);
        if *left > 0 {
            return;
        }
        let queue =
            self.rules.get(position).and_then(|used| self.queue(ScriptedParts::of(&used.rule)));
        let queue = queue.and_then(|at| self.queues.get_mut(at as usize));
        // Whoever acts was the first.
        let is_used = |first: &u32| *first as usize == position;
        if let Some(queue) = queue.filter(|queue| queue.waiting.front().is_some_and(is_used)) {
            queue.waiting.pop_front();
        }
    }

    fn keep(&mut self, scripted: ScriptedRule) {
        let position = self.rules.len() as u32;
        let parts = ScriptedParts::of(&scripted.rule);
        let at = self.queue(parts).unwrap_or_else(|| {
            let at = self.queues.len() as u32;
            self.queues.push(Queue { like: position, waiting: VecDeque::new() });
            self.found.insert(parts, at);
            at
        });
        if !self.selections.contains(&parts.selection()) {
            self.selections.push(parts.selection());
        }
        let still_acts = scripted.left != Some(0);
        if let Some(queue) = self.queues.get_mut(at as usize).filter(|_| still_acts) {
            queue.waiting.push_back(position);
        }
        self.rules.push(scripted);
    }

    /// The position of the rules that name exactly this.
    fn queue(&self, parts: ScriptedParts<'_>) -> Option<u32> {
        self.found.find(parts, |at| {
            let like =
                self.queues.get(at as usize).and_then(|queue| self.rules.get(queue.like as usize));
            like.is_some_and(|like| ScriptedParts::of(&like.rule) == parts)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [&str; 2] = ["1", "2"];

    /// Numbers that look like chance, and are the same in every run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) % end
        }

        /// One of two, or none.
        fn part<T>(&mut self, of: impl FnOnce(u64) -> T) -> Option<T> {
            let number = self.below(3);
            (number < 2).then(|| of(number))
        }

        fn rule(&mut self) -> ScriptRule {
            ScriptRule {
                operation: self.part(|number| ScriptedOperation::ALL[number as usize]),
                subscriber: self.part(|number| NUMBERS[number as usize].to_owned()),
                amount: self.part(|number| number as i64),
                application: self.part(|number| number as u16),
                behaviour: Behaviour::Processing,
                times: self.part(|number| number + 1),
            }
        }

        fn call(&mut self) -> ScriptedParts<'static> {
            ScriptedParts {
                operation: Some(ScriptedOperation::ALL[self.below(2) as usize]),
                subscriber: Some(NUMBERS[self.below(2) as usize]),
                amount: Some(self.below(2) as i64),
                application: Some(self.below(2) as u16),
            }
        }
    }

    /// The position of the first rule that fits and still acts, one looked at after the other.
    fn plainly(rules: &[(ScriptRule, u64)], call: ScriptedParts<'_>) -> Option<usize> {
        rules.iter().position(|(rule, used)| {
            let parts = ScriptedParts::of(rule);
            call.selected(parts.selection()) == parts
                && rule.times.is_none_or(|times| *used < times)
        })
    }

    #[test]
    fn the_first_of_all_rules_acts_that_fits_and_is_not_used_up() {
        let mut numbers = Numbers(1);
        let mut acted = 0;
        for _ in 0..200 {
            let salt = Salt::new(numbers.below(100));
            let (mut scripts, mut rules) = (Scripts::new(&[], &salt), Vec::new());
            for _ in 0..40 {
                if numbers.below(3) == 0 {
                    let rule = numbers.rule();
                    scripts.push(rule.clone());
                    rules.push((rule, 0));
                }
                if numbers.below(20) == 0 {
                    scripts = scripts.indexed(&salt);
                }
                let call = numbers.call();
                let first = scripts.first(call).map(|(position, _)| position);
                assert_eq!(first, plainly(&rules, call));
                if let Some(position) = first {
                    scripts.count(position);
                    rules[position].1 += 1;
                    acted += 1;
                }
            }
        }
        assert!(acted > 1_000, "{acted}");
    }

    #[test]
    fn rules_that_name_the_same_wait_in_one_queue() {
        let mut scripts = Scripts::new(&[], &Salt::new(1));
        let mut numbers = Numbers(1);
        for _ in 0..10_000 {
            scripts.push(numbers.rule());
        }
        // Two or none of each of four parts.
        assert_eq!((scripts.queues.len(), scripts.selections.len()), (81, 16));
    }
}
