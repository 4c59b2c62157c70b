//! Retries that lose their answers, as a script says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::EventId;
use crate::store::ascending;

/// The attempts of which retries lose their answers.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct LostRetries {
    #[serde(deserialize_with = "ascending")]
    attempts: BTreeMap<EventId, Losses>,
}

/// What retries of an attempt lose.
#[derive(Serialize, Deserialize)]
struct Losses {
    /// The number of the rule that says so, which may be used up.
    rule: u32,
    /// How many of them still lose their answers.
    left: u64,
}

impl LostRetries {
    /// So many retries of an attempt lose their answers, by a rule.
    pub(super) fn add(&mut self, event: EventId, rule: u32, left: u64) {
        if left > 0 {
            self.attempts.insert(event, Losses { rule, left });
        }
    }

    /// Whether a retry of an attempt loses its answer, which is counted.
    pub(super) fn next(&mut self, event: EventId) -> bool {
        let Some(losses) = self.attempts.get_mut(&event) else { return false };
        losses.left = losses.left.saturating_sub(1);
        if losses.left == 0 {
            self.attempts.remove(&event);
        }
        true
    }

    /// A rule says so no more.
    pub(super) fn forget(&mut self, rule: u32) {
        self.attempts.retain(|_, losses| losses.rule != rule);
    }
}
