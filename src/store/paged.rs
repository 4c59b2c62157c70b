//! Lists that grow without moving what they hold.
//!
//! A vector that doubles needs, for a moment, three times the memory of what is in it, and the call
//! that makes it double takes as long as all before it. Pages cost every call the same.

use serde::{Deserialize, Serialize};

const PAGE_BITS: u32 = 10;
const PAGE: usize = 1 << PAGE_BITS;

/// A list of records.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<T>>")]
pub struct Paged<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> TryFrom<Vec<Vec<T>>> for Paged<T> {
    type Error = &'static str;

    /// The list of pages that are full; only the last may be shorter, and no page is empty.
    fn try_from(pages: Vec<Vec<T>>) -> Result<Self, Self::Error> {
        let are_pages = pages.split_last().is_none_or(|(last, full)| {
            (1..=PAGE).contains(&last.len()) && full.iter().all(|page| page.len() == PAGE)
        });
        if are_pages { Ok(Self { pages }) } else { Err("a page is not full") }
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
