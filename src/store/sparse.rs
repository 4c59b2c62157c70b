//! Records that few of many positions have.

use foldhash::quality::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::paged::Paged;

/// Records by the position of what they belong to.
#[derive(Serialize, Deserialize)]
#[serde(from = "Paged<(u32, Option<T>)>")]
pub struct Sparse<T> {
    /// With their owners; the place of one that was removed stays empty.
    records: Paged<(u32, Option<T>)>,
    /// Where an owner's record is. Owners are counted, not chosen, and need no salt.
    #[serde(skip)]
    places: HashMap<u32, u32, FixedState>,
}

impl<T> From<Paged<(u32, Option<T>)>> for Sparse<T> {
    fn from(records: Paged<(u32, Option<T>)>) -> Self {
        let places = (0..).zip(records.iter());
        let places = places.filter(|(_, (_, record))| record.is_some());
        let places = places.map(|(place, (owner, _))| (*owner, place)).collect();
        Self { records, places }
    }
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self { records: Paged::default(), places: HashMap::default() }
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
