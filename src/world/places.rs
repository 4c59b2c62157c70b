//! Where something with a name stands in a list.

use std::collections::BTreeMap;

/// Places in a list by name. Callers choose the names, and none makes a tree slow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(BTreeMap<String, usize>);

impl Places {
    /// The places of names that are given in the order of the list.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut places = Self::default();
        for (place, name) in names.enumerate() {
            places.enter(name, place);
        }
        places
    }

    /// Enters a name; false if it was entered before, whose place it keeps.
    pub(crate) fn enter(&mut self, name: &str, place: usize) -> bool {
        let is_new = !self.0.contains_key(name);
        if is_new {
            self.0.insert(name.to_owned(), place);
        }
        is_new
    }

    /// Whether no name was entered.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// The place of the longest name that a text begins with.
    pub(crate) fn of_longest_prefix(&self, text: &str) -> Option<usize> {
        let prefixes = (1..=text.len()).rev().filter_map(|length| text.get(..length));
        prefixes.filter_map(|prefix| self.get(prefix)).next()
    }
}
