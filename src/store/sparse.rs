//! Records that few of many positions have.

use super::codec::{Loader, Stored};
use super::index::Index;
use super::paged::Paged;

/// Records by the position of what they belong to.
///
/// What a tree of the standard library needs for each type of record is more code than all that is
/// done with most of them.
pub struct Sparse<T> {
    /// With their owners; the place of one that was removed stays empty.
    records: Paged<(u32, Option<T>)>,
    places: Index,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self { records: Paged::default(), places: Index::default() }
    }
}

impl<T: Stored> Stored for Sparse<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        self.records.store(bytes);
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let records = Paged::<(u32, Option<T>)>::load(loader);
        let mut places = Index::default();
        for (place, (owner, record)) in (0..).zip(records.iter()) {
            if record.is_some() {
                places.insert(*owner, place);
            }
        }
        Self { records, places }
    }
}

impl<T> Sparse<T> {
    /// The record of an owner.
    #[must_use]
    pub fn get(&self, owner: u32) -> Option<&T> {
        self.records.get(self.place(owner)?)?.1.as_ref()
    }

    /// The record of an owner, to be changed.
    pub fn get_mut(&mut self, owner: u32) -> Option<&mut T> {
        self.records.get_mut(self.place(owner)?)?.1.as_mut()
    }

    /// Gives an owner its first record.
    pub fn insert(&mut self, owner: u32, record: T) {
        let place = self.records.push((owner, Some(record)));
        self.places.insert(owner, place);
    }

    /// Takes an owner's record.
    pub fn remove(&mut self, owner: u32) -> Option<T> {
        let place = self.place(owner)?;
        self.places.remove(owner, place);
        self.records.get_mut(place)?.1.take()
    }

    fn place(&self, owner: u32) -> Option<u32> {
        self.places
            .find(owner, |place| self.records.get(place).is_some_and(|(other, _)| *other == owner))
    }
}
