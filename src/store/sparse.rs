//! Records that few of many positions have.

use foldhash::quality::FixedState;
use hashbrown::HashMap;

use super::codec::{Loader, Stored};
use super::paged::Paged;

/// Records by the position of what they belong to.
pub struct Sparse<T> {
    /// With their owners; the place of one that was removed stays empty.
    records: Paged<(u32, Option<T>)>,
    /// Where an owner's record is. Owners are counted, not chosen, and need no salt.
    places: HashMap<u32, u32, FixedState>,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self { records: Paged::default(), places: HashMap::default() }
    }
}

impl<T: Stored> Stored for Sparse<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        self.records.store(bytes);
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let records = Paged::<(u32, Option<T>)>::load(loader);
        let mut places = HashMap::default();
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
        self.records.get(*self.places.get(&owner)?)?.1.as_ref()
    }

    /// The record of an owner, to be changed.
    pub fn get_mut(&mut self, owner: u32) -> Option<&mut T> {
        self.records.get_mut(*self.places.get(&owner)?)?.1.as_mut()
    }

    /// Every owner with its record.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let records = self.records.iter();
        records.filter_map(|(owner, record)| Some((*owner, record.as_ref()?)))
    }

    /// Gives an owner a record, in the place of the one that it may have.
    pub fn insert(&mut self, owner: u32, record: T) {
        match self.get_mut(owner) {
            Some(place) => *place = record,
            None => {
                let place = self.records.push((owner, Some(record)));
                self.places.insert(owner, place);
            }
        }
    }

    /// Takes an owner's record.
    pub fn remove(&mut self, owner: u32) -> Option<T> {
        let place = self.places.remove(&owner)?;
        self.records.get_mut(place)?.1.take()
    }
}
