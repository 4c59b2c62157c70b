//! Which of many tables is valid at a time.

use std::collections::BTreeMap;
use std::ops::Range;

/// The positions of tables by the times that they are valid at. Periods that overlap become one,
/// which is no world's: it is refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Periods(BTreeMap<i64, (i64, usize)>);

impl Periods {
    /// Enters the period of a table; whether it overlaps another one.
    pub(super) fn enter(&mut self, period: Range<i64>, position: usize) -> bool {
        let Range { mut start, mut end } = period;
        let mut overlaps = false;
        while let Some((first, (last, _))) = self.0.range(..end).next_back() {
            let (first, last) = (*first, *last);
            if last <= start {
                break;
            }
            self.0.remove(&first);
            (start, end) = (start.min(first), end.max(last));
            overlaps = true;
        }
        self.0.insert(start, (end, position));
        overlaps
    }

    /// The position of the table that is valid at a time.
    pub(super) fn at(&self, time: i64) -> Option<usize> {
        let (_, (end, position)) = self.0.range(..=time).next_back()?;
        (time < *end).then_some(*position)
    }
}
