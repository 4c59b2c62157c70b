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

/// What positions are looked up by: a number and a text.
pub(super) type ChargeKey<'t> = (usize, &'t str);

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

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::cell::Cell;
    use std::collections::HashSet;
    use std::hash::Hasher;

    use super::*;

    thread_local! {
        /// How often two keys were compared.
        static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    /// A key that counts how often it is compared.
    struct Counted(String);

    impl PartialEq for Counted {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    impl Eq for Counted {}

    impl Hash for Counted {
        fn hash<H: Hasher>(&self, hasher: &mut H) {
            self.0.hash(hasher);
        }
    }

    /// How many comparisons it takes to enter all keys and to find each again.
    fn compared(keys: &[String]) -> usize {
        COMPARED.set(0);
        let mut table = Table::new(keys.len(), Salt::of_random(0x5EED));
        for (position, key) in keys.iter().enumerate() {
            table.enter(Counted(key.clone()), position);
        }
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(table.get(&Counted(key.clone())), Some(position));
        }
        COMPARED.get()
    }

    /// FNV-1a without a salt, which this table's forerunner had.
    fn fnv(seed: u32, text: &str) -> u32 {
        text.bytes().fold(seed, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// The two texts of each pair take that hash to the same state, from where the pair before
    /// ends.
    const PAIRS: [[&str; 2]; 15] = [
        ["glbvs", "yacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
        ["mlbvs", "sacxa"],
    ];

    /// Two to the power of fifteen texts that all have one hash.
    fn colliding() -> Vec<String> {
        let double = |texts: Vec<String>, pair: &[&str; 2]| {
            texts.iter().flat_map(|text| pair.map(|end| text.clone() + end)).collect()
        };
        let texts = PAIRS.iter().fold(vec![String::new()], double);
        let hashes: HashSet<_> = texts.iter().map(|text| fnv(0x811C_9DC5, text)).collect();
        assert_eq!((texts.len(), hashes.len()), (1 << 15, 1));
        texts
    }

    #[test]
    fn chosen_keys_cost_no_more_than_others() {
        let chosen = colliding();
        let others: Vec<_> = (0..chosen.len()).map(|number| number.to_string()).collect();
        for length in [1 << 10, 1 << 15] {
            let chosen = compared(&chosen[..length]);
            let others = compared(&others[..length]);
            // Each is compared once when it is found, and seldom with another.
            let most = length * 5 / 4;
            assert!(chosen <= most && others <= most, "{chosen} and {others} of {length}");
        }
    }

    #[test]
    fn two_salts_order_the_same_keys_in_two_ways() {
        let keys: Vec<_> = (0..100).map(|number| number.to_string()).collect();
        let order = |salt| {
            let mut table = Table::new(keys.len(), salt);
            for (position, key) in keys.iter().enumerate() {
                table.enter(key.as_str(), position);
            }
            table.entries.into_values().collect::<Vec<_>>()
        };
        assert_eq!(order(Salt::of_random(1)), order(Salt::of_random(1)));
        assert_ne!(order(Salt::of_random(1)), order(Salt::of_random(2)));
    }
}
