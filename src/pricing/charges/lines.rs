//! The lines of all transactions of a request, one after another.

use crate::document::{ChargeCalculation, ChargeLine, PlacedLine};

/// The lines of a request, each with a number of its own.
pub(super) struct Lines<'r, 't> {
    pub(super) request: &'r ChargeCalculation<'t>,
    list: Vec<PlacedLine<'r, 't>>,
}

impl<'r, 't> Lines<'r, 't> {
    pub(super) fn of(request: &'r ChargeCalculation<'t>) -> Self {
        Self { request, list: request.lines() }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, line: usize) -> Option<&'r ChargeLine<'t>> {
        self.list.get(line).map(|placed| placed.line)
    }

    /// The position of a line's transaction.
    pub(super) fn transaction(&self, line: usize) -> usize {
        self.list.get(line).map_or(0, |placed| placed.transaction)
    }

    /// The lines with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &'r ChargeLine<'t>)> {
        self.list.iter().map(|placed| placed.line).enumerate()
    }

    /// The JSON pointer of a line.
    pub(super) fn path(&self, line: usize) -> String {
        self.list.get(line).map_or_else(String::new, |placed| self.request.path(*placed))
    }

    /// The JSON pointer of a line's field.
    pub(super) fn path_of(&self, line: usize, field: &str) -> String {
        [&self.path(line), "/", field].concat()
    }
}

/// The value at an index; the lists here are all as long as the request has lines.
pub(super) fn at<T: Copy + Default>(list: &[T], index: usize) -> T {
    list.get(index).copied().unwrap_or_default()
}

/// Puts a value at an index.
pub(super) fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}
