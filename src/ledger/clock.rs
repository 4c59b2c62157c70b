//! Virtual time, in milliseconds since 1970, and what is due at a time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::store::ascending;

/// The latest time, 9999-12-31T00:00:00Z: in every time zone its year has four digits still, as ISO
/// 8601 and the headers of HTTP want them.
pub const TIME_MAX: i64 = 253_402_214_400_000;

/// Time that only moves when it is told to.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Clock<T> {
    now: i64,
    /// By due time, then in the order in which they were set.
    #[serde(deserialize_with = "ascending")]
    timers: BTreeMap<Timer, T>,
    set: u64,
}

/// The name of a timer, by which it can be cancelled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timer {
    due: i64,
    order: u64,
}

impl<T> Clock<T> {
    /// A clock at a time.
    #[must_use]
    pub fn new(now: i64) -> Self {
        Self { now, timers: BTreeMap::new(), set: 0 }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// When something is due next.
    #[must_use]
    pub fn next_due(&self) -> Option<i64> {
        self.timers.keys().next().map(|timer| timer.due)
    }

    /// Sets a timer: something is due after so many milliseconds.
    pub fn set(&mut self, after: i64, what: T) -> Timer {
        let timer = Timer { due: self.now.saturating_add(after), order: self.set };
        self.set += 1;
        self.timers.insert(timer, what);
        timer
    }

    /// Cancels a timer, unless it was due already.
    pub fn cancel(&mut self, timer: Timer) {
        self.timers.remove(&timer);
    }

    /// Moves to the next thing that is due until then, and hands it over; moves to that time when
    /// nothing is left.
    pub fn next(&mut self, until: i64) -> Option<T> {
        if let Some(first) = self.timers.first_entry().filter(|first| first.key().due <= until) {
            let (timer, what) = first.remove_entry();
            self.now = self.now.max(timer.due);
            return Some(what);
        }
        self.now = until;
        None
    }
}
