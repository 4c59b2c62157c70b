//! Scripted rules, and which of them fits a call, the newest first, however many there are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lost_retries::LostRetries;
use crate::store::{Index, Salt, ascending};
use crate::world::{OperationSet, ScriptRule, ScriptedOperation};

/// The scripted rules of a ledger; the newest that fits a call acts.
#[derive(Serialize, Deserialize)]
pub(crate) struct Scripts {
    /// Those that still act, by their numbers.
    #[serde(deserialize_with = "ascending")]
    rules: BTreeMap<u32, ScriptedRule>,
    /// How many there ever were: the number of the next one.
    count: u32,
    /// The retries that lose their answers as well.
    pub(super) retries: LostRetries,
    /// The same rules, with all others that name the same.
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
pub(crate) struct ScriptedRule {
    pub(crate) rule: ScriptRule,
    /// How often it still acts; always if absent.
    pub(crate) left: Option<u64>,
}

/// Rules that name the same.
struct Queue {
    operations: OperationSet,
    subscriber: Option<String>,
    amount: Option<i64>,
    application: Option<u16>,
    /// Their numbers, the newest last.
    waiting: Vec<u32>,
}

/// What a rule names of a call.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ScriptedParts<'p> {
    operations: OperationSet,
    subscriber: Option<&'p str>,
    amount: Option<i64>,
    application: Option<u16>,
}

/// A call that rules may fit.
#[derive(Clone, Copy)]
pub(crate) struct ScriptedCall<'c> {
    pub(crate) operation: ScriptedOperation,
    /// The subscriber, in digits.
    pub(crate) msisdn: &'c str,
    /// The amount before tax, in minor units; 0 of an operation without one.
    pub(crate) amount: i64,
    pub(crate) application: u16,
}

/// Which operations are named, and whether the other three parts are.
type Selection = (OperationSet, [bool; 3]);

impl<'p> ScriptedParts<'p> {
    fn of(rule: &'p ScriptRule) -> Self {
        let ScriptRule { operations, subscriber, amount, application, .. } = rule;
        Self {
            operations: *operations,
            subscriber: subscriber.as_deref(),
            amount: *amount,
            application: *application,
        }
    }

    fn selection(self) -> Selection {
        let Self { operations, subscriber, amount, application } = self;
        (operations, [subscriber.is_some(), amount.is_some(), application.is_some()])
    }
}

impl<'c> ScriptedCall<'c> {
    /// Only those parts, if its operation is among those that are named.
    fn selected(
        self,
        (operations, [subscriber, amount, application]): Selection,
    ) -> Option<ScriptedParts<'c>> {
        operations.contains(self.operation).then_some(ScriptedParts {
            operations,
            subscriber: subscriber.then_some(self.msisdn),
            amount: amount.then_some(self.amount),
            application: application.then_some(self.application),
        })
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
        Self {
            rules: BTreeMap::new(),
            count: 0,
            retries: LostRetries::default(),
            queues: Vec::new(),
            found: Index::new(salt.clone()),
            selections: Vec::new(),
        }
    }

    /// The same rules, as a snapshot gives them, with their index made anew; nothing if one has a
    /// number that was not given yet.
    pub(super) fn indexed(self, salt: &Salt) -> Option<Self> {
        let mut scripts = Self { count: self.count, retries: self.retries, ..Self::empty(salt) };
        for (number, scripted) in self.rules {
            if number >= self.count || scripted.left == Some(0) {
                return None;
            }
            scripts.keep(number, scripted);
        }
        Some(scripts)
    }

    /// Adds a rule, which is the newest then; its number.
    pub(super) fn push(&mut self, rule: ScriptRule) -> u32 {
        let number = self.count;
        self.count += 1;
        self.keep(number, ScriptedRule { left: rule.times, rule });
        number
    }

    /// Takes a rule away; false if there never was one with this number.
    pub(super) fn remove(&mut self, number: u32) -> bool {
        self.retries.forget(number);
        self.end(number);
        number < self.count
    }

    /// A rule acts no more.
    fn end(&mut self, number: u32) {
        if let Some(removed) = self.rules.remove(&number) {
            if let Some(queue) = self.queue(ScriptedParts::of(&removed.rule)) {
                self.leave(queue, number);
            }
            if self.rules.is_empty() {
                self.clear_rules();
            }
        }
    }

    /// Takes all rules away.
    pub(super) fn clear(&mut self) {
        self.retries = LostRetries::default();
        self.clear_rules();
    }

    fn clear_rules(&mut self) {
        self.rules.clear();
        self.queues.clear();
        self.found.clear();
        self.selections.clear();
    }

    /// The rules that still act, with their numbers, the oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &ScriptedRule)> {
        self.rules.iter().map(|(number, scripted)| (*number, scripted))
    }

    /// The newest rule that fits a call, with its number. Of a rule that acts at a rate only,
    /// `draws` says whether it acts this time.
    pub(super) fn acting(
        &self,
        call: ScriptedCall<'_>,
        mut draws: impl FnMut(u32) -> bool,
    ) -> Option<(u32, &ScriptRule)> {
        let selected = self.selections.iter().filter_map(|parts| call.selected(*parts));
        let queues: Vec<&Queue> =
            selected.filter_map(|parts| self.queues.get(self.queue(parts)? as usize)).collect();
        let mut before = u32::MAX;
        loop {
            let older = queues.iter().filter_map(|queue| newest(&queue.waiting, before));
            before = older.max()?;
            let rule = &self.rules.get(&before)?.rule;
            if rule.rate.is_none_or(&mut draws) {
                return Some((before, rule));
            }
        }
    }

    /// Counts a rule as having acted once more.
    pub(super) fn count(&mut self, number: u32) {
        let left = self.rules.get_mut(&number).and_then(|scripted| scripted.left.as_mut());
        let Some(left) = left else { return };
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.end(number);
        }
    }

    fn keep(&mut self, number: u32, scripted: ScriptedRule) {
        let parts = ScriptedParts::of(&scripted.rule);
        let at = self.queue(parts).unwrap_or_else(|| {
            let at = self.queues.len() as u32;
            self.queues.push(Queue {
                operations: parts.operations,
                subscriber: parts.subscriber.map(str::to_owned),
                amount: parts.amount,
                application: parts.application,
                waiting: Vec::new(),
            });
            self.found.insert(parts, at);
            at
        });
        if !self.selections.contains(&parts.selection()) {
            self.selections.push(parts.selection());
        }
        if let Some(queue) = self.queues.get_mut(at as usize) {
            queue.waiting.push(number);
        }
        self.rules.insert(number, scripted);
    }

    /// Takes a rule out of its queue.
    fn leave(&mut self, queue: u32, number: u32) {
        if let Some(Queue { waiting, .. }) = self.queues.get_mut(queue as usize)
            && let Ok(place) = waiting.binary_search(&number)
        {
            waiting.remove(place);
        }
    }

    /// The position of the rules that name exactly this.
    fn queue(&self, parts: ScriptedParts<'_>) -> Option<u32> {
        self.found.find(parts, |at| {
            self.queues.get(at as usize).is_some_and(|queue| queue.parts() == parts)
        })
    }
}

impl Queue {
    fn parts(&self) -> ScriptedParts<'_> {
        ScriptedParts {
            operations: self.operations,
            subscriber: self.subscriber.as_deref(),
            amount: self.amount,
            application: self.application,
        }
    }
}

/// The greatest number below another one.
fn newest(numbers: &[u32], before: u32) -> Option<u32> {
    let older = numbers.partition_point(|number| *number < before);
    numbers.get(older.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::ScriptedEffect;

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
            let operation = self.part(|number| ScriptedOperation::ALL[number as usize]);
            ScriptRule {
                operations: OperationSet::of(|one| operation.is_none_or(|only| only == one)),
                subscriber: self.part(|number| NUMBERS[number as usize].to_owned()),
                amount: self.part(|number| number as i64),
                application: self.part(|number| number as u16),
                effects: vec![ScriptedEffect::Processing],
                code: None,
                delay_ms: 0,
                retries: 0,
                times: self.part(|number| number + 1),
                rate: (self.below(4) == 0).then_some(1),
            }
        }

        fn call(&mut self) -> ScriptedCall<'static> {
            ScriptedCall {
                operation: ScriptedOperation::ALL[self.below(2) as usize],
                msisdn: NUMBERS[self.below(2) as usize],
                amount: self.below(2) as i64,
                application: self.below(2) as u16,
            }
        }
    }

    /// The number of the newest rule that fits and still acts, one looked at after the other. Every
    /// second rule with a rate acts.
    fn plainly(rules: &[(ScriptRule, Option<u64>)], call: ScriptedCall<'_>) -> Option<usize> {
        let mut draws = every_second();
        rules.iter().enumerate().rev().find_map(|(number, (rule, left))| {
            let parts = ScriptedParts::of(rule);
            let fits = call.selected(parts.selection()) == Some(parts) && *left != Some(0);
            (fits && rule.rate.is_none_or(&mut draws)).then_some(number)
        })
    }

    fn every_second() -> impl FnMut(u32) -> bool {
        let mut drawn = 0;
        move |_| {
            drawn += 1;
            drawn % 2 == 0
        }
    }

    #[test]
    fn the_newest_of_all_rules_acts_that_fits_and_is_not_used_up_or_removed() {
        let mut numbers = Numbers(1);
        let mut acted = 0;
        for _ in 0..200 {
            let salt = Salt::new(numbers.below(100));
            let (mut scripts, mut rules) = (Scripts::new(&[], &salt), Vec::new());
            for _ in 0..40 {
                if numbers.below(2) == 0 {
                    let rule = numbers.rule();
                    assert_eq!(scripts.push(rule.clone()) as usize, rules.len());
                    let left = rule.times;
                    rules.push((rule, left));
                }
                if numbers.below(8) == 0 && !rules.is_empty() {
                    let number = numbers.below(rules.len() as u64) as usize;
                    assert!(scripts.remove(number as u32));
                    rules[number].1 = Some(0);
                }
                if numbers.below(20) == 0 {
                    scripts = scripts.indexed(&salt).unwrap();
                }
                let call = numbers.call();
                let newest = scripts.acting(call, every_second()).map(|(number, _)| number);
                assert_eq!(newest.map(|number| number as usize), plainly(&rules, call));
                if let Some(number) = newest {
                    scripts.count(number);
                    let left = &mut rules[number as usize].1;
                    *left = left.map(|left| left - 1);
                    acted += 1;
                }
            }
            assert!(!scripts.remove(rules.len() as u32));
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
        assert_eq!((scripts.queues.len(), scripts.selections.len()), (81, 24));
        for number in 0..10_000 {
            scripts.remove(number);
        }
        assert_eq!((scripts.queues.len(), scripts.iter().count()), (0, 0));
    }
}
