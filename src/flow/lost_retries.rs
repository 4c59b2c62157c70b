//! Retries that lose their answers, as a script says.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::EventId;

/// The attempts of which retries lose their answers.
#[derive(Default, Serialize, Deserialize)]
#[serde(from = "Vec<Losses>")]
pub(crate) struct LostRetries {
    /// In the order in which the attempts were made.
    losses: Vec<Losses>,
    /// The number of each rule, with the places of what is lost by it.
    #[serde(skip)]
    places: BTreeSet<(u32, u32)>,
}

impl From<Vec<Losses>> for LostRetries {
    fn from(losses: Vec<Losses>) -> Self {
        let places = (0..).zip(&losses).map(|(place, Losses { rule, .. })| (*rule, place));
        Self { places: places.collect(), losses }
    }
}

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
            self.places.insert((rule, self.losses.len() as u32));
            self.losses.push(Losses { event, rule, left });
        }
    }

    /// Whether a retry of an attempt loses its answer, which is counted.
    pub(super) fn next(&mut self, event: EventId) -> bool {
        let Ok(place) = self.losses.binary_search_by_key(&event, |losses| losses.event) else {
            return false;
        };
        let Some(losses) = self.losses.get_mut(place) else { return false };
        let is_lost = losses.left > 0;
        // What is used up stays in its place: to close the gap would move all that are behind it.
        losses.left = losses.left.saturating_sub(1);
        is_lost
    }

    /// A rule says so no more.
    pub(super) fn forget(&mut self, rule: u32) {
        while let Some(&pair) = self.places.range((rule, 0)..=(rule, u32::MAX)).next() {
            self.places.remove(&pair);
            if let Some(losses) = self.losses.get_mut(pair.1 as usize) {
                losses.left = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_is_forgotten_takes_its_losses_and_no_others() {
        let mut lost = LostRetries::default();
        for event in 0..6 {
            lost.add(event, event % 3, 2);
        }
        let kept = postcard::to_allocvec(&lost).unwrap();
        let restored: LostRetries = postcard::from_bytes(&kept).unwrap();
        for mut lost in [lost, restored] {
            lost.forget(1);
            lost.forget(7);
            let is_lost: Vec<bool> = (0..6).map(|event| lost.next(event)).collect();
            assert_eq!(is_lost, [true, false, true, true, false, true]);
            // What a rule with a number loses later is no business of the one before.
            lost.add(6, 1, 1);
            assert!(lost.next(6) && !lost.next(6));
        }
    }
}
