//! Positions of records by a salted hash of what the records are looked up by.
//!
//! Callers choose the texts that are looked up. Whoever knew the hash could choose a thousand with
//! the same one, and each look-up would compare them all; nobody can who does not know the salt.

use std::hash::{Hash, Hasher};

use foldhash::SharedSeed;
use foldhash::quality::FoldHasher;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// What makes the hashes of one index differ from those of any other.
#[derive(Clone)]
pub struct Salt {
    seed: u64,
    shared: SharedSeed,
}

impl Salt {
    /// The salt of a number that callers cannot foresee.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self { seed: number, shared: SharedSeed::from_u64(number) }
    }

    /// A salt by the chance of the standard library. In the browser that has none: there the edge
    /// gives a number of its own to [`new`](Self::new).
    #[must_use]
    pub fn random() -> Self {
        use std::hash::{BuildHasher, RandomState};
        Self::new(RandomState::new().hash_one(0))
    }

    /// The hash of a key.
    #[must_use]
    pub fn hash(&self, key: impl Hash) -> u32 {
        let mut hasher = FoldHasher::with_seed(self.seed, &self.shared);
        key.hash(&mut hasher);
        hasher.finish() as u32
    }
}

/// Positions of records, which themselves hold what they are looked up by.
pub struct Index {
    salt: Salt,
    /// Hash and position: a table that grows does not have to read the records again.
    table: HashTable<(u32, u32)>,
}

impl Index {
    /// An index of nothing.
    #[must_use]
    pub fn new(salt: Salt) -> Self {
        Self { salt, table: HashTable::new() }
    }

    /// An index of nothing, in a restored state until its indexes are made anew with a salt.
    #[must_use]
    pub fn unsalted() -> Self {
        Self::new(Salt::new(0))
    }

    /// Forgets every position.
    pub fn clear(&mut self) {
        self.table.clear();
    }

    /// The position of a record with this key for which the function is true.
    #[must_use]
    pub fn find(&self, key: impl Hash, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        self.find_hash(self.salt.hash(key), &mut is)
    }

    /// One search for all types of keys: the table's is long.
    fn find_hash(&self, hash: u32, is: &mut dyn FnMut(u32) -> bool) -> Option<u32> {
        let found = self.table.find(spread(hash), |(other, at)| *other == hash && is(*at));
        found.map(|(_, position)| *position)
    }

    /// Enters the position of a record with this key, which no record before it has: a table with
    /// many of one key would be slow.
    pub fn insert(&mut self, key: impl Hash, position: u32) {
        let hash = self.salt.hash(key);
        self.table.insert_unique(spread(hash), (hash, position), |(hash, _)| spread(*hash));
    }

    /// Enters the position of a record with this key in the place of the one before, for which the
    /// function is true.
    pub fn put(&mut self, key: impl Hash, position: u32, mut is: impl FnMut(u32) -> bool) {
        self.put_hash(self.salt.hash(key), position, &mut is);
    }

    fn put_hash(&mut self, hash: u32, position: u32, is: &mut dyn FnMut(u32) -> bool) {
        let has = |(other, at): &(u32, u32)| *other == hash && is(*at);
        match self.table.entry(spread(hash), has, |(hash, _)| spread(*hash)) {
            Entry::Occupied(mut known) => *known.get_mut() = (hash, position),
            Entry::Vacant(free) => {
                free.insert((hash, position));
            }
        }
    }
}

/// The table takes its marks from the highest bits.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(GOLDEN_RATIO)
}

/// The golden ratio in 64 bits.
const GOLDEN_RATIO: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::*;

    /// How this index hashed before it was salted: eight bytes at a time.
    fn unsalted(text: &str) -> u32 {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]);
        words.fold(text.len() as u64, mixed) as u32
    }

    fn mixed(hash: u64, word: u64) -> u64 {
        let hash = (hash ^ word).wrapping_mul(GOLDEN_RATIO);
        hash ^ hash >> 32
    }

    /// Keys of sixteen characters that all had one hash: the second half undoes the first.
    fn chosen(count: usize) -> Vec<String> {
        let mut keys = Vec::new();
        for number in 0_u32.. {
            // All digits change, not only the last ones.
            let first = format!("{:08x}", number.wrapping_mul(GOLDEN_RATIO as u32));
            let word = u64::from_le_bytes(first.as_bytes().try_into().unwrap());
            let second = (mixed(16, word) ^ 0x1234_5678).to_le_bytes();
            if second.is_ascii() {
                keys.push(first + std::str::from_utf8(&second).unwrap());
            }
            if keys.len() == count {
                break;
            }
        }
        keys
    }

    /// How many records are looked at to find each key once.
    fn probes(keys: &[String], salt: u64) -> usize {
        let mut index = Index::new(Salt::new(salt));
        for (position, key) in (0..).zip(keys) {
            index.insert(key, position);
        }
        let mut probes = 0;
        for (position, key) in (0..).zip(keys) {
            let found = index.find(key, |at| {
                probes += 1;
                at == position
            });
            assert_eq!(found, Some(position));
        }
        probes
    }

    #[test]
    fn chosen_keys_cost_no_more_than_others() {
        for count in [1_024, 8_192] {
            let chosen = chosen(count);
            assert!(chosen.iter().all(|key| unsalted(key) == unsalted(&chosen[0])));
            for salt in [1, 54_321, 1 << 52] {
                // Two keys in a few million have one hash of 32 bits by chance.
                let probes = probes(&chosen, salt);
                assert!(probes <= count + 8, "{probes} for {count} keys, salt {salt}");
            }
        }
    }

    #[test]
    fn a_key_that_is_put_again_has_its_last_position_only() {
        let keys: Vec<_> = (0..1_000).map(|number: u32| (number % 10).to_string()).collect();
        let mut index = Index::new(Salt::new(1));
        for (position, key) in (0..).zip(&keys) {
            index.put(key, position, |at| keys[at as usize] == *key);
        }
        assert_eq!(index.table.len(), 10);
        for (position, key) in (990..).zip(&keys[990..]) {
            assert_eq!(index.find(key, |at| keys[at as usize] == *key), Some(position));
        }
    }

    #[test]
    fn salts_differ() {
        let hash = |salt: Salt| salt.hash("54321");
        assert_ne!(hash(Salt::new(1)), hash(Salt::new(2)));
        assert_ne!(hash(Salt::random()), hash(Salt::random()));
    }
}
