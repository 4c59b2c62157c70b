//! Positions by what they are looked up by, in a table that nobody can prepare texts against.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::SharedSeed;
use foldhash::fast::SeedableRandomState;

/// What nobody outside knows: a table's hashes depend on it, so that texts which lie in one place
/// of one table lie scattered in the next.
#[derive(Clone, Copy, Debug)]
pub struct Salt(u64);

impl Salt {
    /// The salt of a random number.
    #[must_use]
    pub const fn of_random(number: u64) -> Self {
        Self(number)
    }

    /// A salt of the system's own randomness. A module in a page has to ask the page for it.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    pub fn random() -> Self {
        use std::hash::BuildHasher as _;
        Self(std::hash::RandomState::new().hash_one(0))
    }
}

/// What positions are looked up by: a number and two texts.
pub(super) type Key<'t> = (usize, &'t str, &'t str);

/// What each key was first entered with: a position, if nothing else is said.
pub(super) struct Table<K, V = usize> {
    entries: HashMap<K, V, SeedableRandomState>,
}

impl<K: Eq + Hash, V: Copy> Table<K, V> {
    /// A table for so many keys.
    pub(super) fn new(keys: usize, Salt(salt): Salt) -> Self {
        static SEED: SharedSeed = SharedSeed::from_u64(0);
        let hasher = SeedableRandomState::with_seed(salt, &SEED);
        Self { entries: HashMap::with_capacity_and_hasher(keys, hasher) }
    }

    /// What a key was entered with.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.entries.get(key).copied()
    }

    /// The same of a key that is entered now if it is new.
    pub(super) fn enter(&mut self, key: K, value: V) -> V {
        *self.entries.entry(key).or_insert(value)
    }
}
