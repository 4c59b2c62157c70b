//! Positions by a hash of what they are looked up by.

use hashbrown::HashTable;

/// Positions of records, which themselves hold what they are looked up by.
#[derive(Default)]
pub struct Index {
    /// Hash and position: a table that grows does not have to read the records again.
    table: HashTable<(u32, u32)>,
}

impl Index {
    /// The position of the record with this hash that is the one.
    #[must_use]
    pub fn find(&self, hash: u32, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        self.find_by(hash, &mut is)
    }

    /// One search for all that is looked for: the table's is long.
    fn find_by(&self, hash: u32, is: &mut dyn FnMut(u32) -> bool) -> Option<u32> {
        let found = self.table.find(spread(hash), |(other, at)| *other == hash && is(*at));
        found.map(|(_, position)| *position)
    }

    /// Enters a position.
    pub fn insert(&mut self, hash: u32, position: u32) {
        self.table.insert_unique(spread(hash), (hash, position), |(hash, _)| spread(*hash));
    }

    /// Takes a position out.
    pub fn remove(&mut self, hash: u32, position: u32) {
        if let Ok(entry) = self.table.find_entry(spread(hash), |entry| *entry == (hash, position)) {
            entry.remove();
        }
    }

    /// A hash of a few numbers and a text, eight bytes at a time.
    #[must_use]
    pub fn hash(numbers: &[u32], text: &str) -> u32 {
        let mut hash = text.len() as u64;
        let mut add = |value: u64| {
            hash = (hash ^ value).wrapping_mul(FACTOR);
            hash ^= hash >> 32;
        };
        for number in numbers {
            add(u64::from(*number));
        }
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            add(u64::from_le_bytes(*word));
        }
        add(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        hash as u32
    }
}

/// The golden ratio in 64 bits.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Finds entries of a list by their names.
#[derive(Default)]
pub struct Names {
    /// Comes before each name that is hashed.
    salt: u32,
    /// Of lists that are not short.
    places: Index,
}

/// As many names are compared as fast as found.
const SHORT: usize = 16;

impl Names {
    /// No names yet. Those of a document are hashed with the document's own hash as the salt, so
    /// that nobody can write down names that collide without changing it.
    #[must_use]
    pub fn new(salt: u32) -> Self {
        Self { salt, places: Index::default() }
    }

    /// The place of a name among the entries, all of which have been noted.
    #[must_use]
    pub fn find<T>(&self, entries: &[(String, T)], name: &str) -> Option<usize> {
        let is = |(known, _): &(String, T)| known == name;
        if entries.len() <= SHORT {
            return entries.iter().position(is);
        }
        let is = |place: u32| entries.get(place as usize).is_some_and(is);
        self.places.find(Index::hash(&[self.salt], name), is).map(|place| place as usize)
    }

    /// Notes the last of the entries.
    pub fn note_last<T>(&mut self, entries: &[(String, T)]) {
        let noted = match entries.len() {
            ..=SHORT => return,
            length if length == SHORT + 1 => 0,
            length => length - 1,
        };
        for (place, (name, _)) in entries.iter().enumerate().skip(noted) {
            self.places.insert(Index::hash(&[self.salt], name), place as u32);
        }
    }
}

/// The table takes its marks from the highest bits.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(FACTOR)
}
