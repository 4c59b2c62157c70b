//! Scripted behaviour: what is to go wrong, by explicit rule.

use super::state::MockLedger;
use crate::store::stored;
use crate::world::{Behaviour, Operation, ScriptRule};

/// The rules, and how often each still fits; what is none fits always.
#[derive(Default)]
pub(crate) struct Scripts {
    rules: Vec<(ScriptRule, Option<u64>)>,
}

stored!(Scripts { rules });

/// The call that a rule may fit.
pub(super) struct Call<'c> {
    pub(super) operation: Operation,
    pub(super) msisdn: &'c str,
    pub(super) amount: i64,
    pub(super) application: u16,
}

impl Scripts {
    pub(super) fn new(rules: &[ScriptRule]) -> Self {
        Self { rules: rules.iter().map(|rule| (rule.clone(), rule.times)).collect() }
    }
}

impl MockLedger {
    /// Adds a rule behind the others.
    pub fn script(&mut self, rule: ScriptRule) {
        let times = rule.times;
        self.state.scripts.rules.push((rule, times));
    }

    /// Takes all rules away.
    pub fn clear_script(&mut self) {
        self.state.scripts.rules.clear();
    }

    /// The first rule that fits a call.
    pub(super) fn scripted(&self, call: &Call<'_>) -> Option<(usize, &Behaviour)> {
        for (position, (rule, left)) in self.state.scripts.rules.iter().enumerate() {
            let fits = *left != Some(0)
                && rule.operation.is_none_or(|operation| operation == call.operation)
                && rule.subscriber.as_deref().is_none_or(|msisdn| msisdn == call.msisdn)
                && rule.amount.is_none_or(|amount| amount == call.amount)
                && rule.application.is_none_or(|place| place == call.application);
            if fits {
                return Some((position, &rule.behaviour));
            }
        }
        None
    }

    /// Counts a rule as having fitted once more.
    pub(super) fn used(&mut self, rule: Option<usize>) {
        let rule = rule.and_then(|rule| self.state.scripts.rules.get_mut(rule));
        if let Some((_, Some(left))) = rule {
            *left = left.saturating_sub(1);
        }
    }
}
