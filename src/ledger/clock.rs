//! Virtual time, in milliseconds since 1970, and what is due at a time.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// The latest time: what a JavaScript `Date` can hold.
pub const TIME_MAX: i64 = 8_640_000_000_000_000;

/// Time that only moves when it is told to.
#[derive(Serialize, Deserialize)]
pub struct Clock<T> {
    now: i64,
    /// By due time, then in the order in which they were set. Most are due after all others when
    /// they are set, and the first when they are cancelled.
    timers: VecDeque<(Timer, T)>,
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
        Self { now, timers: VecDeque::new(), set: 0 }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Sets a timer: something is due after so many milliseconds.
    pub fn set(&mut self, after: i64, what: T) -> Timer {
        let timer = Timer { due: self.now.saturating_add(after), order: self.set };
        self.set += 1;
        let place = self.timers.partition_point(|(other, _)| *other < timer);
        self.timers.insert(place, (timer, what));
        timer
    }

    /// Cancels a timer, unless it was due already.
    pub fn cancel(&mut self, timer: Timer) {
        if let Ok(place) = self.timers.binary_search_by_key(&timer, |(timer, _)| *timer) {
            self.timers.remove(place);
        }
    }

    /// Moves to the next thing that is due until then, and hands it over; moves to that time when
    /// nothing is left.
    pub fn next(&mut self, until: i64) -> Option<T> {
        if let Some((timer, what)) = self.timers.pop_front() {
            if timer.due <= until {
                self.now = self.now.max(timer.due);
                return Some(what);
            }
            self.timers.push_front((timer, what));
        }
        self.now = until;
        None
    }
}
