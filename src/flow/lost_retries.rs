//! Retries that lose their answers, as a script says.

use serde::{Deserialize, Serialize};

use super::event::EventId;

/// The attempts of which retries lose their answers, in the order in which they were made.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct LostRetries(Vec<Losses>);

/// What retries of an attempt lose.
#[derive(Serialize, Deserialize)]
struct Losses {
    event: EventId,
    /// The number of the rule that says so, which may be used up.
    rule: u32,
    /// How many of them still lose their answers.
    left: u64,
}

impl LostRetries {
    /// So many retries of an attempt, the last that was made, lose their answers by a rule.
    pub(super) fn add(&mut self, event: EventId, rule: u32, left: u64) {
        if left > 0 {
            self.0.push(Losses { event, rule, left });
        }
    }

    /// Whether a retry of an attempt loses its answer, which is counted.
    pub(super) fn next(&mut self, event: EventId) -> bool {
        let Ok(place) = self.0.binary_search_by_key(&event, |losses| losses.event) else {
            return false;
        };
        let Some(losses) = self.0.get_mut(place) else { return false };
        let is_lost = losses.left > 0;
        // What is used up stays in its place: to close the gap would move all that are behind it.
        losses.left = losses.left.saturating_sub(1);
        is_lost
    }

    /// A rule says so no more.
    pub(super) fn forget(&mut self, rule: u32) {
        self.0.retain(|losses| losses.rule != rule);
    }
}
