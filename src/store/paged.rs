//! Lists that grow without moving what they hold.
//!
//! A vector that doubles needs, for a moment, three times the memory of what is in it, and the call
//! that makes it double takes as long as all before it. Pages cost every call the same.

use super::codec::{Loader, Stored};

const PAGE_BITS: u32 = 10;
const PAGE: usize = 1 << PAGE_BITS;

/// A list of records.
pub struct Paged<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T: Stored> Stored for Paged<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        self.len().store(bytes);
        self.iter().for_each(|record| record.store(bytes));
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let count = loader.count() as u32;
        let mut list = Self::default();
        while list.len() < count && !loader.is_damaged() {
            list.push(T::load(loader));
        }
        list
    }
}

impl<T> Paged<T> {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        let Some(last) = self.pages.last() else { return 0 };
        ((self.pages.len() - 1) * PAGE + last.len()) as u32
    }

    /// Whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Adds a record; its position.
    pub fn push(&mut self, record: T) -> u32 {
        let position = self.len();
        match self.pages.last_mut() {
            Some(page) if page.len() < PAGE => page.push(record),
            // The first page grows, because most ledgers are small.
            None => self.pages.push(vec![record]),
            Some(_) => {
                let mut page = Vec::with_capacity(PAGE);
                page.push(record);
                self.pages.push(page);
            }
        }
        position
    }

    /// The record at a position.
    #[must_use]
    pub fn get(&self, position: u32) -> Option<&T> {
        self.pages.get((position >> PAGE_BITS) as usize)?.get(position as usize & (PAGE - 1))
    }

    /// The record at a position, to be changed.
    pub fn get_mut(&mut self, position: u32) -> Option<&mut T> {
        let page = self.pages.get_mut((position >> PAGE_BITS) as usize)?;
        page.get_mut(position as usize & (PAGE - 1))
    }

    /// All records, in the order in which they were added.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.pages.iter().flatten()
    }
}
